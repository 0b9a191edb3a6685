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

from ._core.api.gateway import Gateway, gateway
from ._core.api.remote import Remote
from ._core.logic.marks import PLAIN, age, mark_in, urn_digest
from ._core.logic.seen import Seen
from ._core.process import secrets
from ._core.table.fields import Role
from ._core.verbs.deletion import Deletion
from .errors import ResourceError
from .resources import CLUSTER
from .settings import resolve


def connect(region: str | None, endpoint: str | None) -> Gateway:
    """The account and region of the environment."""
    return gateway(resolve(lambda key: endpoint if key == "ehpc:endpoint" else None, os.environ, region))


def orphans(at: Gateway, exports: Sequence[str], *, as_json: bool) -> None:
    """List the clusters that this package made, or may have made when it was killed, and that no export holds."""
    stacks = _Stacks.of(exports)
    rows = [row for row in Remote.all(at, CLUSTER) if row.id not in stacks.held]
    found = [_told(at, row, *by) for row in rows if (by := _made_by(row, stacks))]
    if as_json:
        json.dump(found, sys.stdout, indent=2)
        print()
        return
    if not found:
        which = " that is in none of these stacks" if exports else ""
        print(f"No cluster in {at.settings.region} bears a sign of this package{which}.")
    for cluster in found:
        print(secrets().told(f"{cluster['id']}  {cluster['status']}  {cluster['age']}  {cluster['made_by']}"))
        for says, command in cluster["ways_out"].items():
            print(f"    {says}: {secrets().told(command)}")
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
                raise ResourceError(f"{path} is no file that `pulumi stack export` wrote") from None
        return stacks

    def _add(self, entry: Mapping[str, Any]) -> None:
        self.held.add(entry.get("id") or "")
        self.urns[urn_digest(entry["urn"])] = entry["urn"]

    def _add_interrupted(self, operation: Mapping[str, Any]) -> None:
        name = CLUSTER.given(Role.NAME, operation["resource"].get("inputs") or {})
        if operation.get("type") == "creating" and isinstance(name, str):
            self.interrupted[name] = operation["resource"]["urn"]


def _made_by(row: Seen, stacks: _Stacks) -> tuple[str, str | None] | None:
    """Who made a cluster, and the URN where an export names it; None where it bears no sign of this package."""
    mark = mark_in(row.description)
    if mark:
        urn = stacks.urns.get(mark.urn)
        return f"unfinished creation of {urn or f'URN digest {mark.urn}'}", urn
    # Killed between its last call and the engine's write, and the description is the user's own: only the name is left.
    urn = stacks.interrupted.get(row.name)
    if row.description.startswith(PLAIN):
        return row.description, urn
    by_name = f"its name is that of the interrupted creation of {urn}: look at it before you delete it"
    return (by_name, urn) if urn else None


def _told(at: Gateway, row: Seen, made_by: str, urn: str | None) -> dict[str, Any]:
    mark = mark_in(row.description)
    ways = {"delete it": at.command("delete", row.id)}
    if Remote(at, CLUSTER, row.id).protected(row.answer):
        ways = {"first": at.command("unprotect", row.id), **ways}
    if mark:
        ways["or go on with it, in its stack"] = f"pulumi config set ehpc:adopt {row.id} && pulumi up"
    return {
        "id": row.id,
        "name": row.name,
        "status": row.status,
        "created": row.created,
        "age": age(row.created, time.time()),
        "urn_digest": mark.urn if mark else None,
        "urn": urn,
        "made_by": made_by,
        "ways_out": ways,
    }


def unprotect(at: Gateway, cluster_id: str) -> None:
    """Switch deletion protection off and leave everything else as it is."""
    cluster = Remote(at, CLUSTER, cluster_id)
    detail = _existing(cluster)
    cluster.set_all(CLUSTER.under(Role.PROTECTION, False), detail.answer)
    print(f"cluster {cluster_id} has no deletion protection any more")


def delete(at: Gateway, cluster_id: str) -> None:
    """Delete a cluster and wait until it is gone; a protected one is refused."""
    cluster = Remote(at, CLUSTER, cluster_id)
    detail = _existing(cluster)
    print(f"deleting cluster {cluster_id} ({detail.status}) ...", flush=True)
    Deletion(cluster).to_its_end(detail)
    print(f"cluster {cluster_id} is gone")


def _existing(cluster: Remote) -> Seen:
    detail = cluster.find()
    if detail is None:
        raise ResourceError(f"there is no cluster {cluster.id} in {cluster.at.settings.region}")
    return detail
