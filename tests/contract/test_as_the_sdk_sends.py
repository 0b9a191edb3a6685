"""What the provider sends is what the official SDK sends, but for what the table below gives a reason for.

Each call that the provider can make goes to a recorder twice: by its gateway, and with the same values by the typed
method of the SDK.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

import pulumi_ehpc
from contract.everything_sent import (
    Noting,
    Sent,
    fitting,
    make_every_call,
    make_the_calls_of_commands,
    make_the_calls_of_look_ups,
    named_in_source,
)
from contract.facts_of_requests import Facts, differences, facts, values
from contract.official import Official
from contract.recording import Recorder, recording
from core.programs import tables
from ehpc_emulator.facts import ACTIONS
from pulumi_ehpc._core.table.calls import Get
from pulumi_ehpc._core.table.fields import LOCAL, fields_of
from pulumi_ehpc.resources import RESOURCES

FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class OnPurpose:
    """A difference that is wanted."""

    why: str
    ours: Callable[[Sent, Facts], Facts]
    """What we send in place of what the SDK sends. Anything else, the SDK's included, is a mistake."""


def _in_the_body(sent: Sent, sdk: Facts) -> Facts:
    placed = {name: "form" for name, value in sdk.items() if name.startswith("place of ") and value == "query"}
    if sdk["method"] == "GET" or not placed:
        return sdk
    signature = re.sub(r"(?<=SignedHeaders=)[^,]+", _and_content_type, sdk["header authorization"])
    return {**sdk, **placed, "header content-type": FORM, "header authorization": signature}


def _and_content_type(signed: re.Match[str]) -> str:
    return ";".join(sorted([*signed[0].split(";"), "content-type"]))


def _own_user_agent(sent: Sent, sdk: Facts) -> Facts:
    name = "header user-agent"
    return {**sdk, name: f"{sdk[name]} pulumi-ehpc/{pulumi_ehpc.__version__}"}


def _small_booleans(sent: Sent, sdk: Facts) -> Facts:
    kinds = ACTIONS[sent.action]["parameters"]
    return {name: value.lower() if kinds.get(name) == "boolean" else value for name, value in sdk.items()}


def _small_keys_of_tags(sent: Sent, sdk: Facts) -> Facts:
    tag = re.compile(r"(?<=^Tags\[)(\d+\])\.(Key|Value)$")
    return {tag.sub(lambda found: found[0].lower(), name): value for name, value in sdk.items()}


def _no_unset_lists(sent: Sent, sdk: Facts) -> Facts:
    asked = values(sent.asked)
    return {name: value for name, value in sdk.items() if value != [] or asked.get(name) == []}


ON_PURPOSE = {
    "all in the body": OnPurpose("the password stays out of URLs, and so out of the logs of proxies", _in_the_body),
    "user agent": OnPurpose("it ends with this package's name and version: who reads a log finds us", _own_user_agent),
    "small booleans": OnPurpose("the API has true and false; True and False are Python's spelling", _small_booleans),
    "small keys of tags": OnPurpose("Key and Value were refused to Alibaba's Terraform provider", _small_keys_of_tags),
    "no unset lists": OnPurpose("the SDK says that a list is empty where nothing was said of it", _no_unset_lists),
}


class Twice:
    """The provider and the SDK, side by side on one recorder."""

    def __init__(self, recorder: Recorder) -> None:
        self.provider = Noting(recorder)
        self._official = Official(recorder.url)
        self._recorder = recorder

    def by_the_sdk(self, sent: Sent) -> Facts:
        self._official.send(sent.action, sent.asked)
        return facts(self._recorder.requests[-1])

    def differences(self, sent: Sent) -> list[str]:
        expected = self.by_the_sdk(sent)
        for row in ON_PURPOSE.values():
            expected = row.ours(sent, expected)
        return [f"{sent.action}: {difference}" for difference in differences(facts(sent.request), expected)]


@pytest.fixture(scope="module")
def twice() -> Iterator[Twice]:
    with recording(fitting) as recorder, pytest.MonkeyPatch.context() as environment:
        # The SDK ignores NO_PROXY.
        for name in [name for name in os.environ if name.upper().endswith("_PROXY")]:
            environment.delenv(name)
        yield Twice(recorder)


@pytest.fixture(scope="module")
def calls(twice: Twice) -> list[Sent]:
    """All that the provider can send, the same only once."""
    for resource in RESOURCES:
        make_every_call(twice.provider, resource)
    with pytest.MonkeyPatch.context() as patched:
        make_the_calls_of_commands(twice.provider, patched)
        make_the_calls_of_look_ups(twice.provider)
    assert twice.provider.account == "1"
    return list({repr((sent.action, sent.asked)): sent for sent in twice.provider.sent}.values())


def test_every_action_that_stands_in_the_source_is_sent_here(calls: list[Sent]) -> None:
    assert {sent.action for sent in calls} == named_in_source()


def test_every_input_is_sent_here(calls: list[Sent]) -> None:
    inputs = {field.wire for resource in RESOURCES for table in tables(resource.args) for field in fields_of(table)}
    sent = {name for call in calls for path in values(call.asked) for name in re.findall(r"\w+", path)}
    assert inputs - {LOCAL} - sent == set()


def test_what_the_provider_sends_is_what_the_sdk_sends(twice: Twice, calls: list[Sent]) -> None:
    found = {difference for sent in calls for difference in twice.differences(sent)}
    assert not found, "\n".join(["sent, and not what the SDK sends; is it ON_PURPOSE?", *sorted(found)])


@pytest.mark.parametrize("name", ON_PURPOSE)
def test_what_differs_on_purpose_does_differ(twice: Twice, calls: list[Sent], name: str) -> None:
    row = ON_PURPOSE[name]
    both = ((sent, twice.by_the_sdk(sent)) for sent in calls)
    assert any(row.ours(sent, sdk) != sdk for sent, sdk in both), f"the SDK does so too, take the row out: {row.why}"


BY_GET, PACKAGES = Get("InstallSoftwares"), {"ClusterId": "c", "AdditionalPackages": [{"Name": "mpich"}]}
TAGGED = {"Tags": [{"Key": "team", "Value": "render"}]}


@pytest.mark.parametrize(
    ("action", "meant", "said", "told"),
    [
        (BY_GET, PACKAGES, PACKAGES, []),
        (str(BY_GET), PACKAGES, PACKAGES, ['method: "POST", and not "GET"']),
        ("UpdateCluster", {"MaxCount": 4}, {"MaxCuont": 4}, ['MaxCount: -, and not "4"', 'MaxCuont: "4", and not -']),
        ("UpdateCluster", {"MaxCuont": 4}, {"MaxCuont": 4}, ['MaxCuont: "4", and not -']),
        ("UpdateCluster", {"MaxCount": 4}, {"MaxCount": 4.0}, ['MaxCount: "4.0", and not "4"']),
        (
            "UpdateCluster",
            {"EnableScaleIn": True},
            {"EnableScaleIn": "True"},
            ['EnableScaleIn: "True", and not "true"'],
        ),
        ("CreateQueue", {"Queue": {"MaxCount": "4"}}, {"Queue": {"MaxCount": "4"}}, ['Queue.MaxCount: "4", and not -']),
        ("CreateQueue", {"Queue": {"EnableHt": 1}}, {"Queue": {"EnableHt": 1}}, ["Queue.EnableHt: 1, and not -"]),
        ("CreateCluster", TAGGED, TAGGED, ['Tags[0].Key: "team", and not -', 'Tags[0].key: -, and not "team"']),
    ],
)
def test_what_is_wrong_is_seen(
    twice: Twice, action: str, meant: dict[str, Any], said: dict[str, Any], told: list[str]
) -> None:
    twice.provider.call(action, said)
    found = twice.differences(Sent(str(action), meant, twice.provider.sent[-1].request))
    assert set(told) <= {difference.removeprefix(f"{action}: ") for difference in found}
    assert bool(found) == bool(told)
