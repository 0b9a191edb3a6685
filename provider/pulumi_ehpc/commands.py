"""What `python -m pulumi_ehpc` does; each command prints for a person, `orphans` also for scripts."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ._core import service
from ._core.ending import Ending
from ._core.fields import Role, named
from ._core.gateway import Gateway, gateway
from ._core.ownership import PLAIN, age, mark_in, urn_digest
from ._core.wait import Look, all_clusters
from .errors import ClusterError
from .inputs import EhpcClusterArgs
from .settings import resolve


def connect(region: str | None, endpoint: str | None) -> Gateway:
    """The account and region of the environment."""
    return gateway(resolve(lambda key: endpoint if key == "ehpc:endpoint" else None, os.environ, region))


def orphans(at: Gateway, exports: Sequence[str], *, as_json: bool) -> None:
    """List the clusters that carry a mark or the plain text of this package and that no export holds."""
    entries = [entry for path in exports for entry in _entries(path)]
    held = {entry.get("id") for entry in entries}
    urns = {urn_digest(entry["urn"]): entry["urn"] for entry in entries if entry.get("urn")}
    rows = [row for row in all_clusters(at.call) if _ours(row) and row["ClusterId"] not in held]
    found = [_told(at, row, urns) for row in rows]
    if as_json:
        json.dump(found, sys.stdout, indent=2)
        print()
        return
    if not found:
        stacks = " and that none of these stacks holds" if exports else ""
        print(f"No cluster in {at.settings.region} that this package made{stacks}.")
    for cluster in found:
        print(f"{cluster['id']}  {cluster['status']}  {cluster['age']}  {cluster['made_by']}")
        for says, command in cluster["ways_out"].items():
            print(f"    {says}: {command}")
    if not exports and any(cluster["urn_digest"] is None for cluster in found):
        print("Finished clusters may well be in use: name `pulumi stack export` files to leave out what stacks hold.")


def _ours(row: Look) -> bool:
    description = str(row.get("ClusterDescription") or "")
    return mark_in(description) is not None or description.startswith(PLAIN)


def _told(at: Gateway, row: Look, urns: Mapping[str, str]) -> dict[str, Any]:
    id_, description = row["ClusterId"], str(row.get("ClusterDescription") or "")
    mark = mark_in(description)
    urn = urns.get(mark.urn) if mark else None
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
        "urn": urn,
        "made_by": f"unfinished creation of {urn or f'URN digest {mark.urn}'}" if mark else description,
        "ways_out": ways,
    }


def _entries(path: str) -> Iterator[Mapping[str, Any]]:
    """What an exported stack holds, and what was under way when its last run was killed."""
    try:
        deployment = json.loads(Path(path).read_text())["deployment"]
        yield from deployment.get("resources") or []
        yield from (operation["resource"] for operation in deployment.get("pending_operations") or [])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise ClusterError(f"{path} is no file that `pulumi stack export` wrote") from None


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
