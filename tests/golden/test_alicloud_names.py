"""A program of the official provider moves over by changing the class: its names are ours.

alicloud_names.json holds the names of alicloud.ehpc.ClusterV2 and its types in pulumi_alicloud 4.0.0.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pulumi_ehpc._core.table.fields import fields_of, outputs_of
from pulumi_ehpc.inputs import EhpcClusterArgs
from tools.resources import declared

NAMES: dict[str, list[str]] = json.loads(Path(__file__).with_name("alicloud_names.json").read_text(encoding="utf-8"))
REMEDY = "declare it by that name in provider/pulumi_ehpc/inputs/ (the wire name is E-HPC's own)"
CLASSES = {cls.__name__: cls for cls in declared(EhpcClusterArgs)}


@pytest.mark.parametrize("name", NAMES)
def test_every_name_of_cluster_v2_is_known_here(name: str) -> None:
    assert name in CLASSES, f"no input holds {name}, a class of ClusterV2: {REMEDY}"
    cls = CLASSES[name]
    ours = {field.python for field in fields_of(cls)} | {output.python for output in outputs_of(cls)}
    unknown = sorted(set(NAMES[name]) - ours)
    assert not unknown, f"{name} has no {', '.join(unknown)}, as ClusterV2 has: {REMEDY}"
