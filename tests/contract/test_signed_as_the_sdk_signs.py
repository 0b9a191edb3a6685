"""Requests are signed, and keys that are told are named, as by Alibaba's SDK, which is not imported for either."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pytest
from alibabacloud_credentials import provider
from alibabacloud_tea_openapi.utils import Utils
from darabonba.request import DaraRequest
from hypothesis import given
from hypothesis import strategies as st

from account import exported
from contract.recording import recording
from pulumi_ehpc._core.api.keys import Told
from pulumi_ehpc._core.api.signature import ALGORITHM, authorization

TEXTS = st.text(st.characters(codec="utf-8"))
QUERIES = st.dictionaries(st.from_regex(r"[A-Za-z0-9.]+", fullmatch=True), TEXTS)
NAMES = st.from_regex(r"[a-z0-9-]+", fullmatch=True)
HEADERS = st.dictionaries(NAMES, st.text(st.characters(codec="utf-8", min_codepoint=32)))
SENDS = """
import sys
from pulumi_ehpc._core.api.sdk import Sdk
from pulumi_ehpc.settings import from_environment
Sdk(from_environment()).send("ListClusters", {})
print([name for name in ("aiohttp", "alibabacloud_credentials", "alibabacloud_tea_openapi") if name in sys.modules])
"""


@given(method=st.sampled_from(["GET", "POST"]), query=QUERIES, headers=HEADERS, secret=TEXTS)
def test_every_request_has_the_signature_that_the_sdk_gives_it(
    method: str, query: dict[str, str], headers: dict[str, str], secret: str
) -> None:
    digest = "0a" * 32
    headers["x-acs-content-sha256"] = digest
    request = DaraRequest()
    request.method, request.pathname, request.query, request.headers = method, "/", dict(query), dict(headers)
    expected = Utils.get_authorization(request, ALGORITHM, digest, "key", secret)
    assert authorization(method, query, headers, "key", secret) == expected


@pytest.mark.parametrize(
    ("told", "official"),
    [
        (Told("key", "secret"), provider.StaticAKCredentialsProvider(access_key_id="key", access_key_secret="secret")),
        (
            Told("key", "secret", "token"),
            provider.StaticSTSCredentialsProvider(
                access_key_id="key", access_key_secret="secret", security_token="token"
            ),
        ),
    ],
    ids=["of a user", "of a session"],
)
def test_keys_that_are_told_are_named_as_the_sdk_names_them(told: Told, official: Any) -> None:
    theirs = official.get_credentials()
    assert told.get_provider_name() == theirs.get_provider_name()
    assert told.get_security_token() == (theirs.get_security_token() or "")


def test_with_keys_and_an_endpoint_nothing_of_the_sdk_is_waited_for() -> None:
    with recording() as recorder:
        variables = {**os.environ, **exported(recorder.url)}
        said = subprocess.run([sys.executable, "-c", SENDS], env=variables, capture_output=True, text=True)
    assert (said.stdout, len(recorder.requests)) == ("[]\n", 1), said.stderr
