"""What `python -m pulumi_ehpc` does; each command prints for a person, `orphans` also for scripts."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ._core import service
from ._core.fields import Role, named
from ._core.gateway import Gateway, gateway
from ._core.making import waits
from ._core.ownership import mark_in
from ._core.wait import DELETED, End, Look, all_clusters
from .errors import ClusterError
from .inputs import EhpcClusterArgs
from .settings import resolve

PLAIN = "Pulumi-"
"""How the description of a cluster begins whose program gives none."""


def connect(region: str | None, endpoint: str | None) -> Gateway:
    """The account and region of the environment."""
    return gateway(resolve(lambda key: endpoint if key == "ehpc:endpoint" else None, os.environ, region))


def orphans(at: Gateway, exports: Sequence[str], *, as_json: bool) -> None:
    """List the clusters that carry a mark or the plain text of this package and that no export holds."""
    held = {id_ for path in exports for id_ in _ids(path)}
    rows = [row for row in all_clusters(at.call) if _ours(row) and row["ClusterId"] not in held]
    found = [_described(row) for row in rows]
    if as_json:
        json.dump(found, sys.stdout, indent=2)
        print()
        return
    if not found:
        print(f"No cluster in {at.settings.region} that this package made" + (" and no stack holds." if held else "."))
    for cluster in found:
        print(f"{cluster['id']}  {cluster['status']}  made {cluster['created']}  {cluster['made_by']}")
        for says, command in cluster["ways_out"].items():
            print(f"    {says}: {command}")


def _ours(row: Look) -> bool:
    description = str(row.get("ClusterDescription") or "")
    return mark_in(description) is not None or description.startswith(PLAIN)


def _described(row: Look) -> dict[str, Any]:
    id_, description = row["ClusterId"], str(row.get("ClusterDescription") or "")
    mark = mark_in(description)
    ways = {"delete it": f"python -m pulumi_ehpc delete {id_}"}
    if row.get("DeletionProtection") is True:
        ways = {"first": f"python -m pulumi_ehpc unprotect {id_}", **ways}
    if mark:
        ways["go on with it in its stack"] = f"pulumi config set ehpc:adopt {id_} && pulumi up"
    return {
        "id": id_,
        "name": row.get("ClusterName"),
        "status": row.get("ClusterStatus"),
        "created": row.get("ClusterCreateTime"),
        "urn_digest": mark.urn if mark else None,
        "made_by": f"unfinished creation of URN digest {mark.urn}" if mark else description,
        "ways_out": ways,
    }


def _ids(path: str) -> Iterable[str]:
    """The ids of an exported stack."""
    try:
        resources = json.loads(Path(path).read_text())["deployment"]["resources"]
    except (OSError, ValueError, KeyError, TypeError):
        raise ClusterError(f"{path} is no file that `pulumi stack export` wrote") from None
    return [resource["id"] for resource in resources if resource.get("id")]


def unprotect(at: Gateway, cluster_id: str) -> None:
    """Switch deletion protection off and leave everything else as it is."""
    detail = _existing(at, cluster_id)
    off: Mapping[str, Any] = {named(EhpcClusterArgs, Role.PROTECTION): False}
    service.set_all(at, EhpcClusterArgs, detail, service.listed(at, cluster_id), off)
    print(f"cluster {cluster_id} has no deletion protection any more")


def delete(at: Gateway, cluster_id: str) -> None:
    """Delete a cluster and wait until it is gone; a protected one is refused."""
    detail = _existing(at, cluster_id)
    if str(detail.get("DeleteProtection")).casefold() == "true":
        raise ClusterError(
            f"cluster {cluster_id} has deletion protection; first: python -m pulumi_ehpc unprotect {cluster_id}"
        )
    at.call("DeleteCluster", {"ClusterId": cluster_id})
    print(f"E-HPC is deleting cluster {cluster_id} ...")
    with waits(at, cluster_id) as await_:
        outcome = await_(DELETED)
    if outcome.end is not End.SUCCEEDED:
        raise ClusterError(f"cluster {cluster_id} is still there; E-HPC goes on deleting it")
    print(f"cluster {cluster_id} is gone")


def _existing(at: Gateway, cluster_id: str) -> Look:
    detail = service.find(at, cluster_id)
    if detail is None:
        raise ClusterError(f"there is no cluster {cluster_id} in {at.settings.region}")
    return detail
