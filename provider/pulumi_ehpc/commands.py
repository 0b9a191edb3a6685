"""What `python -m pulumi_ehpc` does; each command prints for a person, `orphans` also for scripts."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ._core.api import service
from ._core.api.gateway import Gateway, gateway
from ._core.api.wait import Look, all_clusters
from ._core.logic.marks import PLAIN, age, mark_in, urn_digest
from ._core.table.fields import Role, named
from ._core.verbs.deletion import Ending
from .errors import ClusterError
from .inputs import EhpcClusterArgs
from .settings import resolve


def connect(region: str | None, endpoint: str | None) -> Gateway:
    """The account and region of the environment."""
    return gateway(resolve(lambda key: endpoint if key == "ehpc:endpoint" else None, os.environ, region))


def orphans(at: Gateway, exports: Sequence[str], *, as_json: bool) -> None:
    """List the clusters that this package made, or may have made when it was killed, and that no export holds."""
    stacks = _Stacks.of(exports)
    rows = [row for row in all_clusters(at.call) if row["ClusterId"] not in stacks.held]
    found = [_told(at, row, by, stacks) for row in rows if (by := _made_by(row, stacks))]
    if as_json:
        json.dump(found, sys.stdout, indent=2)
        print()
        return
    if not found:
        which = " that is in none of these stacks" if exports else ""
        print(f"No cluster in {at.settings.region} bears a sign of this package{which}.")
    for cluster in found:
        print(f"{cluster['id']}  {cluster['status']}  {cluster['age']}  {cluster['made_by']}")
        for says, command in cluster["ways_out"].items():
            print(f"    {says}: {command}")
    if not exports and any(cluster["urn_digest"] is None for cluster in found):
        print("Finished clusters may well be in use: name `pulumi stack export` files to leave out what stacks hold.")


@dataclass
class _Stacks:
    """What exported stacks hold, and what was under way when a run was killed."""

    held: set[str] = field(default_factory=set)
    urns: dict[str, str] = field(default_factory=dict)
    """By their digests."""

    interrupted: dict[str, str] = field(default_factory=dict)
    """The URN of each creation that was killed, by the name of its cluster."""

    @classmethod
    def of(cls, exports: Sequence[str]) -> _Stacks:
        stacks = cls()
        for path in exports:
            try:
                deployment = json.loads(Path(path).read_text())["deployment"]
                for entry in deployment.get("resources") or []:
                    stacks._add(entry)
                for operation in deployment.get("pending_operations") or []:
                    stacks._add(operation["resource"])
                    stacks._add_interrupted(operation)
            except (OSError, ValueError, KeyError, TypeError, AttributeError):
                raise ClusterError(f"{path} is no file that `pulumi stack export` wrote") from None
        return stacks

    def _add(self, entry: Mapping[str, Any]) -> None:
        self.held.add(entry.get("id") or "")
        self.urns[urn_digest(entry["urn"])] = entry["urn"]

    def _add_interrupted(self, operation: Mapping[str, Any]) -> None:
        name = (operation["resource"].get("inputs") or {}).get(named(EhpcClusterArgs, Role.NAME))
        if operation.get("type") == "creating" and isinstance(name, str):
            self.interrupted[name] = operation["resource"]["urn"]


def _made_by(row: Look, stacks: _Stacks) -> str:
    """Who made a cluster, "" where it bears no sign of this package."""
    description = str(row.get("ClusterDescription") or "")
    mark = mark_in(description)
    if mark:
        return f"unfinished creation of {stacks.urns.get(mark.urn) or f'URN digest {mark.urn}'}"
    if description.startswith(PLAIN):
        return description
    # Killed between its last call and the engine's write, and the description is the user's own: only the name is left.
    urn = stacks.interrupted.get(str(row.get("ClusterName")))
    return f"its name is that of the interrupted creation of {urn}: look at it before you delete it" if urn else ""


def _told(at: Gateway, row: Look, made_by: str, stacks: _Stacks) -> dict[str, Any]:
    id_, mark = row["ClusterId"], mark_in(row.get("ClusterDescription"))
    ways = {"delete it": service.command(at, "delete", id_)}
    if row.get("DeletionProtection") is True:
        ways = {"first": service.command(at, "unprotect", id_), **ways}
    if mark:
        ways["or go on with it, in its stack"] = f"pulumi config set ehpc:adopt {id_} && pulumi up"
    return {
        "id": id_,
        "name": row.get("ClusterName"),
        "status": row.get("ClusterStatus"),
        "created": row.get("ClusterCreateTime"),
        "age": age(row.get("ClusterCreateTime"), time.time()),
        "urn_digest": mark.urn if mark else None,
        "urn": stacks.urns.get(mark.urn) if mark else stacks.interrupted.get(str(row.get("ClusterName"))),
        "made_by": made_by,
        "ways_out": ways,
    }


def unprotect(at: Gateway, cluster_id: str) -> None:
    """Switch deletion protection off and leave everything else as it is."""
    detail = _existing(at, cluster_id)
    off: Mapping[str, Any] = {named(EhpcClusterArgs, Role.PROTECTION): False}
    service.set_all(at, EhpcClusterArgs, detail, service.listed(at, cluster_id), off)
    print(f"cluster {cluster_id} has no deletion protection any more")


def delete(at: Gateway, cluster_id: str) -> None:
    """Delete a cluster and wait until it is gone; a protected one is refused."""
    detail = _existing(at, cluster_id)
    print(f"deleting cluster {cluster_id} ({detail.get('ClusterStatus')}) ...", flush=True)
    Ending(at, EhpcClusterArgs, cluster_id).to_its_end(detail)
    print(f"cluster {cluster_id} is gone")


def _existing(at: Gateway, cluster_id: str) -> Look:
    detail = service.find(at, cluster_id)
    if detail is None:
        raise ClusterError(f"there is no cluster {cluster_id} in {at.settings.region}")
    return detail
