"""Programs that the tests begin with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from account import VPC, VSWITCH
from pulumi_ehpc._core.logic.check import Finding, check, normalise
from pulumi_ehpc._core.table.fields import fields_of
from pulumi_ehpc.inputs import EhpcClusterArgs

REQUIRED: dict[str, Any] = {"clusterVpcId": VPC, "clusterVswitchId": VSWITCH}
"""The least that a program says."""


def storage(directory: Any, **more: Any) -> dict[str, Any]:
    return {"mountDirectory": directory, "fileSystemId": "008b63", "mountTargetDomain": "008b.nas.example", **more}


DOCUMENTED: dict[str, Any] = {
    **REQUIRED,
    "clusterCredentials": {"keyPairName": "ali0824"},
    "sharedStorages": [storage("/home"), storage("/opt")],
}
"""The least that every documented program says."""


def findings(program: Mapping[str, Any]) -> list[Finding]:
    """What is found wrong with a program that also says what every documented one does."""
    return check(EhpcClusterArgs, normalise(EhpcClusterArgs, {**DOCUMENTED, **program}))


def tables(cls: type) -> list[type]:
    """A declared class and all that it holds, each once."""
    inner = [table for field in fields_of(cls) if field.nested for table in tables(field.kind)]
    return list(dict.fromkeys([cls, *inner]))


def queue(name: str, **more: Any) -> dict[str, Any]:
    return {"queueName": name, **more}
