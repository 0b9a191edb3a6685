"""What `pulumi stack export` wrote. Whatever is not understood is refused: what no export holds is called an orphan."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ._core.logic.marks import generated_name, urn_digest
from ._core.logic.state import REGION, Entry
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

    made_up: dict[str, str] = field(default_factory=dict)
    """The URN of each resource, by the name that a cluster of it has where the program gives none."""

    regions: set[str] = field(default_factory=set)
    """That clusters of theirs are in."""

    interrupted: dict[str, str] = field(default_factory=dict)
    """The URN of each creation that was killed, by the name of its cluster."""

    @classmethod
    def of(cls, exports: Sequence[str]) -> Stacks:
        stacks = cls()
        for path in exports:
            export = Export.of(path)
            for entry in [*export.resources, *(operation["resource"] for operation in export.pending)]:
                stacks.held.add(entry.get("id") or "")
                stacks.urns[urn_digest(entry["urn"])] = stacks.made_up[generated_name(entry["urn"])] = entry["urn"]
                region = Entry(entry.get("outputs") or {}).place.get(REGION)
                if isinstance(region, str):
                    stacks.regions.add(region)
            for operation in export.pending:
                name = CLUSTER.given(Role.NAME, operation["resource"].get("inputs") or {})
                if operation.get("type") == "creating" and isinstance(name, str):
                    stacks.interrupted[name] = operation["resource"]["urn"]
        return stacks


@dataclass(frozen=True)
class Export:
    """One stack, as far as it is understood."""

    resources: list[dict[str, Any]]
    """Each with a urn; an id, if there is one, is a text."""

    pending: list[dict[str, Any]]
    """What was under way when a run was killed, each with such a resource."""

    @classmethod
    def of(cls, path: str) -> Export:
        """What a file holds. Raises ExportError."""
        try:
            return cls._read(told(path))
        except _NoExport as error:
            raise ExportError(f"{path} is no file that `pulumi stack export` wrote: {error}") from None

    @classmethod
    def _read(cls, content: Any) -> Export:
        whole = _need(content, dict, "it")
        if "checkpoint" in whole:
            raise _NoExport("it is a checkpoint, as a backend keeps them")
        deployment = _need(whole.get("deployment"), dict, "deployment")
        if whole.get("version", 3) not in VERSIONS:
            raise _NoExport(f"its version is none from {VERSIONS[0]} to {VERSIONS[-1]}; use a newer pulumi-ehpc")
        resources = [_sound(entry, path) for path, entry in _rows(deployment, "resources")]
        pending = _rows(deployment, "pending_operations")
        for path, operation in pending:
            _sound(_need(operation.get("resource"), dict, f"{path}.resource"), f"{path}.resource")
        return cls(resources, [operation for _, operation in pending])


class _NoExport(Exception):
    """Why a file is no export."""


def told(path: str) -> Any:
    """What a file of JSON tells. Raises ExportError, which shows nothing of what the file holds: it may be anything."""
    try:
        return _json(path)
    except OSError as error:
        raise ExportError(f"{path} cannot be read: {error.strerror}") from None
    except (RecursionError, ValueError):
        raise ExportError(f"{path} is no file that `pulumi stack export` wrote: it is no JSON") from None


def _sound(entry: dict[str, Any], path: str) -> dict[str, Any]:
    _need(entry.get("urn"), str, f"{path}.urn")
    _need(entry.get("id") or "", str, f"{path}.id")
    _need(entry.get("inputs") or {}, dict, f"{path}.inputs")
    return entry


def _json(path: str) -> Any:
    with open(path, "rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        most = MOST_BYTES // 1024 // 1024
        raise ExportError(f"{path} is no file that `pulumi stack export` wrote: it has more than {most} MiB")
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
