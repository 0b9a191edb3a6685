"""Look-ups that are answered by strangers: one sentence that names the call, and no credential in it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Any

import pulumi
import pytest
from pulumi.runtime import settings as runtime

import pulumi_ehpc as ehpc
from account import FAST, configured
from hostile import canaries
from hostile.canaries import SPELLINGS, leaked, read
from hostile.server import Hostile, answer, refusal
from pulumi_ehpc._core.process import Process, another

SECRETS = (canaries.ACCESS_KEY_SECRET, canaries.SECURITY_TOKEN)
LOOK_UPS: dict[str, Callable[[], object]] = {
    "ListAddonTemplates": ehpc.get_addon_templates,
    "ListAvailableFileSystems": ehpc.get_file_systems,
    "ListAvailableImages": ehpc.get_images,
    "ListClusters": ehpc.get_clusters,
    "ListNodes": lambda: ehpc.get_nodes("ehpc-hz-1"),
    "ListRegions": ehpc.get_regions,
    "ListSoftwares": ehpc.get_softwares,
}
ROWS: dict[str, Callable[[str], dict[str, Any]]] = {
    "ListAddonTemplates": lambda id_: {"Addons": [{"Name": id_, "Version": "1"}]},
    "ListAvailableFileSystems": lambda id_: {"FileSystemList": [{"FileSystemId": id_}]},
    "ListAvailableImages": lambda id_: {"Images": [{"ImageId": id_}]},
    "ListClusters": lambda id_: {"Clusters": [{"ClusterId": id_}]},
    "ListNodes": lambda id_: {"Nodes": [{"Id": id_}]},
    "ListRegions": lambda id_: {"Regions": [{"RegionId": id_}]},
    "ListSoftwares": lambda id_: {"AdditionalPackages": {"AdditionalPackageInfos": [{"Name": id_}]}},
}
every = pytest.mark.parametrize("action", LOOK_UPS)


@pytest.fixture(autouse=True)
def program(service: Hostile, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The process of a program that is configured for this service."""
    for name, value in {**canaries.KEYS, **FAST}.items():
        monkeypatch.setenv(name, value)
    pulumi.runtime.set_all_config(configured(service.url))
    runtime.configure(runtime.Settings("project", "stack"))
    with another(Process()):
        yield
    pulumi.runtime.set_all_config({})


def said(action: str) -> str:
    with pytest.raises(pulumi.RunError) as error:
        LOOK_UPS[action]()
    return str(error.value)


@every
def test_a_page_without_a_list_is_no_empty_list(service: Hostile, action: str) -> None:
    service.answers[action] = lambda _: answer({"RequestId": "1"})
    told = said(action)
    assert told.startswith(f"{action} for get_")
    assert "is missing\n  OddAnswer" in told


@every
def test_a_row_that_does_not_say_which_it_is_is_not_believed(service: Hostile, action: str) -> None:
    service.answers[action] = lambda _: answer({**ROWS[action](""), "TotalCount": 1})
    assert "is missing\n  OddAnswer" in said(action)


@every
def test_a_list_without_an_end_is_given_up(service: Hostile, action: str) -> None:
    numbers = itertools.count()
    endless = {"TotalCount": 10**6, "NextToken": "again"}
    service.answers[action] = lambda _: answer({**ROWS[action](f"x-{next(numbers)}"), **endless})
    assert "the list has no end" in said(action)
    assert len(service.asked) <= 200


@pytest.mark.parametrize(
    "action", sorted(LOOK_UPS.keys() - {"ListClusters"})
)  # whose rows are read by their ids everywhere
def test_the_same_row_on_two_pages_is_told(service: Hostile, action: str) -> None:
    numbers = itertools.count()

    def twice(_asked: object) -> Any:
        number = next(numbers)
        rows = ROWS[action]("first")
        within: Any = rows
        while isinstance(within, dict):
            within = next(iter(within.values()))
        within.append({name: f"{value}-{number}" for name, value in within[0].items()})
        return answer({**rows, "TotalCount": 4, "NextToken": "" if number else "next"})

    service.answers[action] = twice
    told = said(action)
    assert told.startswith(f"{action} for get_")
    assert "first 1 twice" in told or "first twice" in told


@every
@pytest.mark.parametrize("body", [[], "rows", {"TotalCount": "many", "Success": True}])
def test_what_is_no_list_at_all_is_one_sentence(service: Hostile, action: str, body: Any) -> None:
    service.answers[action] = lambda _: answer(body)
    assert said(action).startswith(f"{action} for get_")


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_refusal_that_quotes_the_keys_shows_none(service: Hostile, spelling: str) -> None:
    quoted = " and ".join(SPELLINGS[spelling](secret) for secret in SECRETS)
    service.answers["ListAvailableImages"] = lambda _: refusal(400, "InvalidParams", f"before {quoted} after")
    told = said("ListAvailableImages")
    assert leaked(read(told), *SECRETS) == []
    assert "before " in told
    assert " after" in told


def test_an_answer_about_another_cluster_is_not_believed(service: Hostile) -> None:
    service.answers["GetCluster"] = lambda _: answer({"ClusterId": "ehpc-hz-other", "ClusterStatus": "running"})
    with pytest.raises(pulumi.RunError, match=r"GetCluster for get_cluster .* is about another cluster than ehpc-hz-1"):
        ehpc.get_cluster("ehpc-hz-1")
