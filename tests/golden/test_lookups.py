"""What look-ups tell is what E-HPC answers: every key of an answer is in a result, or is left out for a reason."""

from __future__ import annotations

import dataclasses
import json
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import pulumi_ehpc as ehpc
from pulumi_ehpc import _core, lookups
from pulumi_ehpc._core.table.told import WIRE
from tools.lookups import documented

ANSWERS = json.loads((Path(_core.__file__).parent / "api" / "answers.json").read_text())
SECRET = "a script's address and its arguments may hold a token, and an answer is plain"
ROWS: dict[type, tuple[str, str]] = {
    ehpc.GetAddonTemplatesTemplateResult: ("ListAddonTemplates", "Addons"),
    ehpc.GetClusterResult: ("GetCluster", ""),
    ehpc.GetClustersClusterResult: ("ListClusters", "Clusters"),
    ehpc.GetFileSystemsFileSystemResult: ("ListAvailableFileSystems", "FileSystemList"),
    ehpc.GetImagesImageResult: ("ListAvailableImages", "Images"),
    ehpc.GetNodesNodeResult: ("ListNodes", "Nodes"),
    ehpc.GetRegionsRegionResult: ("ListRegions", "Regions"),
    ehpc.GetSoftwaresSoftwareResult: ("ListSoftwares", "AdditionalPackages.AdditionalPackageInfos"),
}
LEFT_OUT = {
    "GetCluster": {
        "RequestId": "about the call",
        "ClusterCustomConfiguration.Args": SECRET,
        "ClusterCustomConfiguration.Script": SECRET,
    },
    "ListClusters": {
        "Addons.Description": "a text of the catalogue: get_addon_templates has it",
        "Addons.Label": "a text of the catalogue: get_addon_templates has it",
        "ClusterCustomConfiguration.Args": SECRET,
        "ClusterCustomConfiguration.Script": SECRET,
    },
    "ListSoftwares": {"Icon": "a picture for the console"},
}


def leaves(shape: Any, path: str = "") -> Iterator[str]:
    """The paths of an answer's values."""
    one = shape[0] if isinstance(shape, list) else shape
    if not isinstance(one, dict):
        yield path
        return
    for name, inner in one.items():
        yield from leaves(inner, f"{path}.{name}" if path else name)


def told(cls: type, path: str = "") -> Iterator[str]:
    """The paths of the values that a result has, and that those in it have."""
    for field in dataclasses.fields(cls):
        inner = typing.get_type_hints(cls)[field.name]
        kinds = [kind for kind in (inner, *typing.get_args(inner)) if dataclasses.is_dataclass(kind)]
        here = f"{path}.{field.metadata[WIRE]}" if path else field.metadata[WIRE]
        yield from told(typing.cast(type, kinds[0]), here) if kinds else [here]


@pytest.mark.parametrize("cls", ROWS)
def test_a_result_tells_what_the_answer_does(cls: type) -> None:
    action, rows = ROWS[cls]
    shape = ANSWERS[action]
    for step in filter(None, rows.split(".")):
        shape = shape[step]
    known, left_out = set(leaves(shape)), LEFT_OUT.get(action, {})
    mine = set(told(cls))
    # The list tells no state of a service, and has its class.
    mine -= {path for path in mine - known if action == "ListClusters" and path.endswith(".Status")}
    assert (mine - known, known - mine - set(left_out), set(left_out) - known) == (set(), set(), set())


def test_every_value_of_a_result_says_what_it_means() -> None:
    results = [value for name, value in vars(lookups).items() if name.startswith("Get")]
    assert len(results) > 20
    values = [(f"{cls.__name__} {name}", says) for cls in results for name, says in documented(cls).items()]
    assert [name for name, says in values if not says.endswith(".")] == []
    assert len(values) > 120


def test_everything_of_look_ups_is_offered() -> None:
    assert [name for name in lookups.__all__ if name not in ehpc.__all__] == []
    functions = {name for name in lookups.__all__ if name.startswith("get_")}
    at_once = {name for name in functions if not name.endswith("_output")}
    assert functions == at_once | {f"{name}_output" for name in at_once}
    assert len(at_once) == len(ROWS)
