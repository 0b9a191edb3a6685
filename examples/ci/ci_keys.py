"""Short-lived keys: the CI system says who the job is, and Alibaba Cloud lends it a RAM role for an hour.

    python ci_keys.py    # the same keys for Pulumi's backend on OSS, as an AWS SDK asks for them

Without ALIBABA_CLOUD_ROLE_ARN, whatever credentials the job has are used as they are.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import tempfile
import threading
import urllib.request
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

AUDIENCE = "sts.aliyuncs.com"
"""For whom the token is; the OIDC provider in RAM has it as its client ID."""

RENEW = 240.0
"""Seconds after which a token of GitHub is renewed: it lasts five minutes, and a job may need the next keys later."""


@contextlib.contextmanager
def short_lived() -> Iterator[None]:
    """In the block, the variables by which alibabacloud-credentials and the backend find keys are set."""
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as ends:
        if os.environ.get("ALIBABA_CLOUD_ROLE_ARN") and not os.environ.get("ALIBABA_CLOUD_OIDC_TOKEN_FILE"):
            file = Path(folder) / "token"
            _write(file, _token())
            os.environ["ALIBABA_CLOUD_OIDC_TOKEN_FILE"] = str(file)
            stop = threading.Event()
            threading.Thread(target=_renewed, args=(file, stop), daemon=True).start()
            ends.callback(stop.set)
        if os.environ.get("PULUMI_BACKEND_URL", "").startswith("s3://") and "AWS_ACCESS_KEY_ID" not in os.environ:
            _for_the_backend(Path(folder) / "aws")
        yield


def _token() -> str:
    """What the CI system says of the job: asked for at GitHub, in a variable at GitLab and elsewhere."""
    if url := os.environ.get("ACTIONS_ID_TOKEN_REQUEST_URL"):
        bearer = {"Authorization": f"bearer {os.environ['ACTIONS_ID_TOKEN_REQUEST_TOKEN']}"}
        with urllib.request.urlopen(urllib.request.Request(f"{url}&audience={AUDIENCE}", headers=bearer)) as answer:
            return str(json.load(answer)["value"])
    if token := os.environ.get("CI_ID_TOKEN"):
        return token
    sys.exit(
        "error: ALIBABA_CLOUD_ROLE_ARN is set, and the job has no ID token: "
        "give it `permissions: id-token: write` (GitHub) or `id_tokens: CI_ID_TOKEN` (GitLab)"
    )


def _renewed(file: Path, stop: threading.Event) -> None:
    while not stop.wait(RENEW):
        # The one before is good for a minute more, and the keys that it got for an hour.
        with contextlib.suppress(OSError):
            _write(file, _token())


def _write(file: Path, text: str) -> None:
    new = file.with_suffix(".new")
    new.touch(mode=0o600)
    new.write_text(text)
    new.replace(file)


def _for_the_backend(config: Path) -> None:
    # `exec`, for a value that begins and ends with a quote loses both.
    config.write_text(f'[default]\ncredential_process = exec "{sys.executable}" "{Path(__file__).resolve()}"\n')
    os.environ["AWS_CONFIG_FILE"] = str(config)
    # OSS refuses uploads whose checksum follows the text, which AWS SDKs send unless they are told.
    os.environ["AWS_REQUEST_CHECKSUM_CALCULATION"] = os.environ["AWS_RESPONSE_CHECKSUM_VALIDATION"] = "when_required"


def main() -> None:
    from alibabacloud_credentials.client import Client

    found = Client().get_credential()
    # The chain gives out no keys that end within a quarter of an hour.
    until = datetime.now(timezone.utc) + timedelta(minutes=14)
    told = {
        "Version": 1,
        "AccessKeyId": found.access_key_id,
        "SecretAccessKey": found.access_key_secret,
        "SessionToken": found.security_token,
        "Expiration": until.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    print(json.dumps({key: value for key, value in told.items() if value}))


if __name__ == "__main__":
    main()
