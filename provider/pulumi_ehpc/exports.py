"""What `pulumi stack export` wrote. Whatever is not understood is refused: what no export holds is called an orphan."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ._core.logic.marks import urn_digest
from ._core.table.fields import Role
from .errors import EhpcError
from .resources import CLUSTER

MOST_BYTES = 256 * 1024 * 1024
VERSIONS = range(1, 5)
"""Of the format: each has the resources where the others have them (apitype.DeploymentV3 of Pulumi 3.259)."""


class ExportError(EhpcError):
    """A file that was named as an export of a stack is none, or cannot be read."""


@dataclass
class Stacks:
    """What exported stacks hold, and what was under way when a run was killed."""

    held: set[str] = field(default_factory=set)
    urns: dict[str, str] = field(default_factory=dict)
    """By their digests."""

    interrupted: dict[str, str] = field(default_factory=dict)
    """The URN of each creation that was killed, by the name of its cluster."""

    @classmethod
    def of(cls, exports: Sequence[str]) -> Stacks:
        stacks = cls()
        for path in exports:
            try:
                stacks._read(_told(path))
            except OSError as error:
                raise ExportError(f"{path} cannot be read: {error.strerror}") from None
            except (_NoExport, RecursionError, ValueError) as error:
                # What the file holds is not shown: it may be anything.
                why = error if isinstance(error, _NoExport) else "it is no JSON"
                raise ExportError(f"{path} is no file that `pulumi stack export` wrote: {why}") from None
        return stacks

    def _read(self, told: Any) -> None:
        whole = _need(told, dict, "it")
        if "checkpoint" in whole:
            raise _NoExport("it is a checkpoint, as a backend keeps them")
        deployment = _need(whole.get("deployment"), dict, "deployment")
        if whole.get("version", 3) not in VERSIONS:
            raise _NoExport(f"its version is none from {VERSIONS[0]} to {VERSIONS[-1]}; use a newer pulumi-ehpc")
        for path, entry in _rows(deployment, "resources"):
            self._add(entry, path)
        for path, operation in _rows(deployment, "pending_operations"):
            resource = _need(operation.get("resource"), dict, f"{path}.resource")
            self._add(resource, f"{path}.resource")
            name = CLUSTER.given(Role.NAME, _need(resource.get("inputs") or {}, dict, f"{path}.resource.inputs"))
            if operation.get("type") == "creating" and isinstance(name, str):
                self.interrupted[name] = resource["urn"]

    def _add(self, entry: Mapping[str, Any], path: str) -> None:
        urn = _need(entry.get("urn"), str, f"{path}.urn")
        self.held.add(_need(entry.get("id") or "", str, f"{path}.id"))
        self.urns[urn_digest(urn)] = urn


class _NoExport(Exception):
    """Why a file is no export."""


def _told(path: str) -> Any:
    with open(path, "rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise _NoExport(f"it has more than {MOST_BYTES // 1024 // 1024} MiB")
    return json.loads(content)  # in UTF-16 too, as PowerShell redirects


def _rows(deployment: Mapping[str, Any], name: str) -> list[tuple[str, dict[str, Any]]]:
    path = f"deployment.{name}"
    rows = _need(deployment.get(name) or [], list, path)
    return [(f"{path}[{place}]", _need(row, dict, f"{path}[{place}]")) for place, row in enumerate(rows)]


def _need(value: Any, kind: type, path: str) -> Any:
    if not isinstance(value, kind):
        raise _NoExport(f"{path} is {'missing' if value is None else f'no {_KINDS[kind]}'}")
    return value


_KINDS: dict[type, str] = {dict: "object", list: "list", str: "text"}
