"""A role is assumed with whatever keys there are, one after the other, and its keys sign what E-HPC is asked."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from contract.scripted_server import Asked, server
from warm import PATH

PROGRAM = """
import json, os, sys
from pulumi_ehpc._core.api.gateway import Gateway
from pulumi_ehpc._core.api.sdk import Sdk
from pulumi_ehpc._core.process import Clock
from pulumi_ehpc.errors import EhpcError
from pulumi_ehpc.settings import resolve

settings = resolve(json.loads(sys.argv[1]).get, os.environ)
at = Gateway(settings, Sdk(settings), clock=Clock(scale=0.001))
for _ in range(2):
    try:
        print(at.call("ListClusters", {})["TotalCount"])
    except EhpcError as error:
        print(error)
"""
SECRETS = ("base-secret", "base-token", "role-secret", "role-token", "shh")
ARN = "acs:ram::7:role/ci"
Answers = Callable[[Mapping[str, str]], tuple[int, Any]]


def assumed(form: Mapping[str, str]) -> tuple[int, Any]:
    keys = {"AccessKeyId": f"key-of-{form['RoleArn']}", "AccessKeySecret": "role-secret", "SecurityToken": "role-token"}
    return 200, {"RequestId": "1", "Credentials": {**keys, "Expiration": "2099-01-01T00:00:00Z"}}


class Account:
    """STS and E-HPC in one, what they were asked, and a program that asks."""

    def __init__(self, home: Path, sts: Answers = assumed) -> None:
        self._home, self._sts = home, sts
        self.asked: list[tuple[str, str, dict[str, str]]] = []

    def profile(self, **profile: str) -> None:
        (self._home / ".aliyun").mkdir()
        told = {"current": "ci", "profiles": [{"name": "ci", **profile}]}
        (self._home / ".aliyun" / "config.json").write_text(json.dumps(told))

    def _serve(self, handler: Asked) -> None:
        action = handler.headers["x-acs-action"]
        signer = re.search(r"Credential=([^,]+)", handler.headers["Authorization"])
        assert signer
        self.asked.append((action, signer[1], handler.sent))
        status, body = self._sts(handler.sent) if action == "AssumeRole" else (200, {"TotalCount": 0, "Clusters": []})
        content = json.dumps(body).encode()
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)

    def ask(self, config: Mapping[str, str], **environment: str) -> list[str]:
        """What two calls in a row come to."""
        with server(self._serve) as url:
            given = {"ehpc:region": "cn-hangzhou", "ehpc:endpoint": url, "ehpc:stsEndpoint": url, **config}
            apart = {"HOME": str(self._home), "PYTHONPATH": PATH, "ALIBABA_CLOUD_ECS_METADATA_DISABLED": "true"}
            done = subprocess.run(
                [sys.executable, "-c", PROGRAM, json.dumps(given)],
                env={**apart, **environment}, capture_output=True, text=True, timeout=60,
            )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert not any(secret in done.stdout + done.stderr for secret in SECRETS)
        return done.stdout.splitlines()


KEYS = {"access_key_id": "base", "access_key_secret": "base-secret"}
BASES: dict[str, tuple[dict[str, str], dict[str, str], dict[str, str]]] = {
    "keys of the configuration": ({"ehpc:accessKey": "base", "ehpc:secretKey": "base-secret"}, {}, {}),
    "a token": (
        {"alicloud:accessKey": "base", "alicloud:secretKey": "base-secret", "alicloud:securityToken": "base-token"},
        {},
        {},
    ),
    "the environment": (
        {},
        {"ALIBABA_CLOUD_ACCESS_KEY_ID": "base", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "base-secret"},
        {},
    ),
    "the older environment": ({}, {"ALICLOUD_ACCESS_KEY": "base", "ALICLOUD_SECRET_KEY": "base-secret"}, {}),
    "a profile": ({"ehpc:profile": "ci"}, {}, {"mode": "AK", **KEYS}),
    "a profile with a token": ({"ehpc:profile": "ci"}, {}, {"mode": "StsToken", "sts_token": "base-token", **KEYS}),
    "the profile of the CLI": ({}, {}, {"mode": "AK", **KEYS}),
}


@pytest.mark.parametrize("base", BASES)
def test_a_role_is_assumed_with_any_keys(tmp_path: Path, base: str) -> None:
    config, environment, profile = BASES[base]
    account = Account(tmp_path)
    if profile:
        account.profile(**profile)
    role = {"roleArn": ARN, "sessionName": "me", "sessionExpiration": 900, "externalId": "shh", "policy": '{"a": 1}'}
    assert account.ask({"ehpc:assumeRole": json.dumps(role), **config}, **environment) == ["0", "0"]
    (first, *calls) = account.asked
    named = {
        "RoleArn": ARN,
        "RoleSessionName": "me",
        "DurationSeconds": "900",
        "ExternalId": "shh",
        "Policy": '{"a": 1}',
    }
    assert first == ("AssumeRole", "base", named)
    # One session serves both.
    assert [(action, signer) for action, signer, _ in calls] == [("ListClusters", f"key-of-{ARN}")] * 2


def test_roles_are_assumed_one_with_the_keys_of_the_other(tmp_path: Path) -> None:
    account = Account(tmp_path)
    chain = json.dumps([{"roleArn": "hub"}, {"roleArn": "spoke"}])
    config = {"alicloud:assumeRole": chain, "alicloud:accessKey": "base", "alicloud:secretKey": "base-secret"}
    assert account.ask(config) == ["0", "0"]
    assert [(action, signer, form.get("RoleArn")) for action, signer, form in account.asked] == [
        ("AssumeRole", "base", "hub"),
        ("AssumeRole", "key-of-hub", "spoke"),
        ("ListClusters", "key-of-spoke", None),
        ("ListClusters", "key-of-spoke", None),
    ]


GIVEN = {"ehpc:accessKey": "base", "ehpc:secretKey": "base-secret", "ehpc:assumeRole": json.dumps({"roleArn": ARN})}


@pytest.mark.parametrize(
    ("status", "body", "says"),
    [
        (
            403,
            {"Code": "NoPermission", "Message": "not authorized"},
            "STS refuses it with NoPermission: not",
        ),
        (
            404,
            {"Code": "EntityNotExist.Role", "Message": "no"},
            "STS refuses it with EntityNotExist.Role: no",
        ),
        (503, {"Code": "ServiceUnavailable", "Message": "later"}, "STS answers ServiceUnavailable: later"),
        (200, {"RequestId": "1"}, "gave no keys for it"),
        (200, {"Credentials": {"AccessKeyId": "x", "Expiration": 7}}, "gave no keys for it"),
        (200, ["x"], "gave no keys for it"),
    ],
)
def test_a_role_that_cannot_be_assumed_is_named_and_nothing_is_asked_of_e_hpc(
    tmp_path: Path, status: int, body: Any, says: str
) -> None:
    account = Account(tmp_path, lambda _: (status, body))
    first, *_ = account.ask(GIVEN)
    assert f"the role {ARN} cannot be assumed: " in first
    assert says in first
    assert {action for action, _, _ in account.asked} == {"AssumeRole"}


def test_an_sts_that_cannot_be_reached_is_no_e_hpc_that_cannot_be(tmp_path: Path) -> None:
    said = Account(tmp_path).ask({**GIVEN, "ehpc:stsEndpoint": "http://127.0.0.1:9"})
    assert f"the role {ARN} cannot be assumed: STS (http://127.0.0.1:9) cannot be reached" in said[0]
    assert "127.0.0.1:9" not in "".join(said).replace("STS (http://127.0.0.1:9)", "")


@pytest.mark.parametrize(
    ("profile", "says"),
    [
        (
            {"mode": "AK", "access_key_id": "base"},
            "profile 'ci' has no usable credentials (the access key secret is empty)",
        ),
        (
            {"mode": "AK", "name": "other", **KEYS},
            "the aliyun CLI has no profile 'ci': `aliyun configure --profile ci`",
        ),
        ({}, "the aliyun CLI has no profile 'ci'"),
    ],
)
def test_why_a_profile_has_no_credentials_is_said(profile: dict[str, str], says: str, tmp_path: Path) -> None:
    account = Account(tmp_path)
    if profile:
        account.profile(**profile)
    assert says in account.ask({"ehpc:profile": "ci"})[0]


def test_the_source_of_a_profile_is_named_where_that_is_what_is_missing(tmp_path: Path) -> None:
    account = Account(tmp_path)
    account.profile(mode="ChainableRamRoleArn", source_profile="hub", ram_role_arn=ARN)
    assert "no profile 'hub': `aliyun configure --profile hub`" in account.ask({"ehpc:profile": "ci"})[0]


def test_a_profile_that_is_its_own_source_is_told_as_that(tmp_path: Path) -> None:
    account = Account(tmp_path)
    account.profile(mode="ChainableRamRoleArn", source_profile="ci", ram_role_arn=ARN)
    says = "the sources of profile 'ci' lead back to itself: change its source_profile"
    assert says in account.ask({"ehpc:profile": "ci"})[0]


def test_why_the_current_profile_of_the_cli_is_no_use_is_said(tmp_path: Path) -> None:
    account = Account(tmp_path)
    assert "aliyun CLI's" not in "".join(account.ask({}))
    account.profile(
        mode="CloudSSO",
        access_token="base-token",
        cloud_sso_access_token_expire="100",
        cloud_sso_sign_in_url="https://signin.example/",
        cloud_sso_account_id="7",
        cloud_sso_access_config="x",
    )
    first = "".join(account.ask({}))
    assert "no credentials for Alibaba Cloud" in first
    assert "The aliyun CLI's configuration does not help: " in first
    assert "unable to get profile with 'other'" in "".join(account.ask({}, ALIBABA_CLOUD_PROFILE="other"))
