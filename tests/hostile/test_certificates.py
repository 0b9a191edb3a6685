"""TLS on loopback: what is refused is named as that, and no variable of the environment lets it pass."""

from __future__ import annotations

import datetime
import http.server
import ipaddress
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from account import KEYS, configured
from pulumi_ehpc._core.api.gateway import Gateway
from pulumi_ehpc._core.api.sdk import Sdk
from pulumi_ehpc._core.process import Clock
from pulumi_ehpc.errors import ServiceError, SettingsError
from pulumi_ehpc.settings import resolve

NOW = datetime.datetime.now(datetime.timezone.utc)
DAY = datetime.timedelta(days=1)
BUNDLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
SWITCHES = {
    **dict.fromkeys(["PYTHONHTTPSVERIFY", "NODE_TLS_REJECT_UNAUTHORIZED", "REQUESTS_VERIFY", "SSL_VERIFY"], "0"),
    **dict.fromkeys(["CURL_INSECURE", "GIT_SSL_NO_VERIFY", "ALIBABA_CLOUD_IGNORE_SSL", "IGNORE_SSL"], "true"),
    **dict.fromkeys(BUNDLES, ""),
}


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*SWITCHES, "SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)


def certificate(folder: Path, host: str = "127.0.0.1", *, made: datetime.datetime = NOW - DAY, days: int = 2) -> Path:
    """A file with a certificate that nobody but itself vouches for, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "hostile")])
    alternative = x509.IPAddress(ipaddress.ip_address(host)) if host[0].isdigit() else x509.DNSName(host)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(made)
        .not_valid_after(made + days * DAY)
        .add_extension(x509.SubjectAlternativeName([alternative]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    file = folder / f"{host}.pem"
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
        + signed.public_bytes(serialization.Encoding.PEM)
    )
    return file


class Server(http.server.ThreadingHTTPServer):
    asked = 0


class Answers(http.server.BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.server.asked += 1  # type: ignore[attr-defined]
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"TotalCount": 0}')

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serving(file: Path) -> Iterator[Server]:
    """For the length of the block, a server on loopback with that certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    server = Server(("127.0.0.1", 0), Answers)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def ask(server: Server) -> dict[str, object]:
    settings = resolve(configured(f"https://127.0.0.1:{server.server_port}").get, KEYS)
    return Gateway(settings, Sdk(settings), clock=Clock(scale=0.001)).call("ListClusters", {})


Make = Callable[[Path], Path]
REFUSED: dict[str, tuple[Make, bool, str]] = {
    "signed by itself": (certificate, False, "self-signed certificate"),
    "expired": (lambda folder: certificate(folder, made=NOW - 9 * DAY), True, "certificate has expired"),
    "not valid yet": (lambda folder: certificate(folder, made=NOW + DAY), True, "certificate is not yet valid"),
    "another host": (lambda folder: certificate(folder, "evil.example"), True, "not valid for '127.0.0.1'"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_certificate_that_is_refused_is_named_as_that_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    make, trusted, why = REFUSED[case]
    file = make(tmp_path)
    if trusted:
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(file))
    with serving(file) as server:
        with pytest.raises(ServiceError) as failure:
            ask(server)
        assert server.asked == 0
    assert failure.value.code == "Unreachable"
    assert failure.value.text.startswith("the certificate of 127.0.0.1 is refused: ")
    assert why in failure.value.text


@pytest.mark.parametrize("variable", BUNDLES)
def test_a_bundle_of_ones_own_is_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    file = certificate(tmp_path)
    monkeypatch.setenv(variable, str(file))
    with serving(file) as server:
        assert ask(server) == {"TotalCount": 0}


@pytest.mark.parametrize("variable", SWITCHES)
def test_no_variable_switches_the_check_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    monkeypatch.setenv(variable, SWITCHES[variable])
    with serving(certificate(tmp_path)) as server:
        with pytest.raises(ServiceError, match=r"the certificate of 127\.0\.0\.1 is refused"):
            ask(server)
        assert server.asked == 0


@pytest.mark.parametrize("variable", BUNDLES)
@pytest.mark.parametrize("bundle", ["none", "no certificate", "0", "False", "empty"])
def test_a_bundle_that_is_none_is_named_by_its_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, bundle: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "no certificate").write_text("text")
    (tmp_path / "empty").touch()
    monkeypatch.setenv(variable, bundle)
    with serving(certificate(tmp_path)) as server:
        with pytest.raises(SettingsError, match=f"^{variable} names {bundle}, which is no file of certificates"):
            ask(server)
        assert server.asked == 0
