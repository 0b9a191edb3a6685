"""Who may call: by default every key in a well-formed signature; strictly, the known keys with the right one."""

from __future__ import annotations

import urllib.parse
from collections.abc import Iterator
from datetime import datetime, timezone

import pytest
from alibabacloud_ehpc20240730 import models
from alibabacloud_ehpc20240730.client import Client
from alibabacloud_tea_openapi.exceptions import ClientException

from emulator.calls import made, shown
from emulator.in_process import InProcess, running
from emulator.wire import headers, old_signature, query, send

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture
def strict() -> Iterator[InProcess]:
    with running(strict=True, keys=[("mine", "s3cret/+="), ("emulator", "emulator")]) as emulator:
        # The SDK stamps its calls with the machine's time.
        emulator.time.at = datetime.now(timezone.utc).timestamp()
        yield emulator


def code(client: Client) -> str:
    with pytest.raises(ClientException) as refused:
        client.list_clusters(models.ListClustersRequest())
    return f"{refused.value.status_code} {refused.value.code}"


@pytest.mark.parametrize("algorithm", [None, "v2"], ids=["acs3", "1.0"])
def test_the_sdk_with_the_right_secret_is_let_in(strict: InProcess, algorithm: str | None) -> None:
    client = strict.sdk("mine", "s3cret/+=", signature_algorithm=algorithm)
    cluster = made(client, cluster_name="渲染 +~*'", queues=[models.QueueTemplate(queue_name="q")])
    assert shown(client, cluster)["ClusterName"] == "渲染 +~*'"
    assert client.list_softwares(models.ListSoftwaresRequest(name="")).status_code == 200


@pytest.mark.parametrize("algorithm", [None, "v2"], ids=["acs3", "1.0"])
def test_a_wrong_secret_does_not_match(strict: InProcess, algorithm: str | None) -> None:
    assert code(strict.sdk("mine", "other", signature_algorithm=algorithm)) == "400 SignatureDoesNotMatch"
    assert strict.clusters() == []


def test_an_unknown_key_is_not_found(strict: InProcess) -> None:
    assert code(strict.sdk("stranger", "s3cret/+=")) == "404 InvalidAccessKeyId.NotFound"


def test_a_time_stamp_is_good_for_fifteen_minutes(strict: InProcess) -> None:
    client = strict.sdk("mine", "s3cret/+=")
    strict.time.passes(14 * 60)
    assert client.list_clusters(models.ListClustersRequest()).status_code == 200
    strict.time.passes(2 * 60)
    assert code(client) == "400 InvalidTimeStamp.Expired"
    strict.time.passes(-32 * 60)
    assert code(client) == "400 InvalidTimeStamp.Expired"


def test_a_nonce_is_used_once(strict: InProcess) -> None:
    strict.time.at = 1_767_268_800.0
    target = f"/?{query(old_signature('ListSoftwares', {}, 'GET'))}"
    assert send(strict, "GET", target, {})[0] == 200
    status, _, body = send(strict, "GET", target, {})
    assert (status, body["Code"]) == (400, "SignatureNonceUsed")


def test_version_1_signs_the_form_body_too(strict: InProcess) -> None:
    strict.time.at = 1_767_268_800.0
    signed = old_signature("CreateCluster", {"ClusterName": "a b", "Tags": '[{"key":"k","value":"v&w"}]'})
    business = {name: signed.pop(name) for name in ("ClusterName", "Tags")}
    status, _, body = send(strict, "POST", f"/?{query(signed)}", FORM, query(business).encode())
    assert status == 200, body
    signed["SignatureNonce"] = "another"
    business["ClusterName"] = "other"
    status, _, body = send(strict, "POST", f"/?{query(signed)}", FORM, query(business).encode())
    assert (status, body["Code"]) == (400, "SignatureDoesNotMatch")


def test_a_body_that_is_not_the_signed_one_does_not_match(strict: InProcess) -> None:
    stamp = datetime.fromtimestamp(strict.time.at, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    head = headers("CreateCluster") | {"x-acs-date": stamp, "x-acs-content-sha256": "0" * 64} | FORM
    head["Authorization"] = head["Authorization"].replace("Credential=test", "Credential=mine")
    status, _, body = send(strict, "POST", "/", head, b"ClusterName=demo")
    assert (status, body["Code"]) == (400, "SignatureDoesNotMatch")
    assert "digest of the body" in body["Message"]


def test_an_unsigned_call_is_refused_even_when_nothing_is_verified(emulator: InProcess) -> None:
    head = {name: value for name, value in headers("ListRegions").items() if name != "Authorization"}
    status, _, body = send(emulator, "POST", "/", head)
    assert (status, body["Code"]) == (400, "MissingParameter")


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"Authorization": "Basic dGVzdDp0ZXN0"}, "IncompleteSignature"),
        ({"Authorization": "ACS3-HMAC-SHA256 Credential=test"}, "IncompleteSignature"),
        ({"x-acs-date": "yesterday"}, "InvalidTimeStamp.Format"),
        ({"x-acs-date": "2026-13-01T12:00:00Z"}, "InvalidTimeStamp.Format"),
        ({"x-acs-signature-nonce": ""}, "MissingParameter"),
        ({"x-acs-security-token": "expired-token"}, "InvalidSecurityToken.Expired"),
    ],
)
def test_a_signature_is_parsed_even_when_it_is_not_verified(
    emulator: InProcess, changes: dict[str, str], wanted: str
) -> None:
    status, _, body = send(emulator, "POST", "/", headers("ListRegions") | changes)
    assert (status, body["Code"]) == (400, wanted)


def test_the_old_signature_is_parsed_too(emulator: InProcess) -> None:
    whole = old_signature("ListRegions", {}, "GET")
    for name in ("Signature", "Timestamp", "SignatureNonce"):
        part = {key: value for key, value in whole.items() if key != name}
        status, _, body = send(emulator, "GET", f"/?{query(part)}", {})
        assert (status, body["Code"]) == (400, "MissingParameter")
        assert f'"{name}"' in body["Message"]
    status, _, body = send(emulator, "GET", f"/?{query(whole | {'SignatureMethod': 'HMAC-MD5'})}", {})
    assert (status, body["Code"]) == (400, "IncompleteSignature")


@pytest.mark.parametrize(
    ("key", "wanted"),
    [("notfound-key", "404 InvalidAccessKeyId.NotFound"), ("inactive-key", "400 InvalidAccessKeyId.Inactive")],
)
def test_a_key_can_say_by_its_name_that_it_is_none(emulator: InProcess, key: str, wanted: str) -> None:
    assert code(emulator.sdk(key)) == wanted


def test_no_secret_and_no_signature_is_in_the_journal(strict: InProcess) -> None:
    made(strict.sdk("mine", "s3cret/+=", signature_algorithm="v2"))
    (entry,) = strict.journal()
    assert set(entry["params"]) == {"ClusterName", "ClusterVpcId", "ClusterVSwitchId"}
    assert urllib.parse.quote("s3cret") not in str(entry)
