"""GetCluster, ListClusters, UpdateCluster, DeleteCluster."""

from __future__ import annotations

from typing import Any

from .. import nodes, templates
from ..clusters import Cluster
from ..errors import ApiError
from ..stages import release
from .call import Call, utc

# The services of the manager have a status of their own (documented); it follows the cluster's (assumed).
SERVICE_STATUS = {"creating": "uninit", "stopping": "stopped"}
COUNTED = {"running": "RunningCounts", "exception": "AbnormalCounts"}
MEMBERS = {"NormalCounts": "users", "SudoCounts": "wheel"}


def _common(cluster: Cluster) -> dict[str, Any]:
    script = cluster.settings["ClusterCustomConfiguration"]
    return cluster.settings | {
        "ClusterId": cluster.id,
        "ClusterStatus": cluster.status,
        "ClusterCreateTime": utc(cluster.created),
        "ClusterModifyTime": utc(cluster.modified),
        "ClusterCustomConfiguration": script or None,
        "EhpcVersion": "2.0.0",
        "Manager": cluster.manager,
    }


def get_cluster(call: Call) -> dict[str, Any]:
    """Renamed here (documented): DeletionProtection is read as DeleteProtection, EnableHT as EnableHt."""
    cluster = call.cluster(look=True)
    status = {"Status": SERVICE_STATUS.get(cluster.status, cluster.status)}
    manager = {name: service | {"Type": _kind(name, service)} | status for name, service in cluster.manager.items()}
    node = cluster.manager.get("ManagerNode")
    if node:
        manager["ManagerNode"] = node | {"EnableHt": node.get("EnableHT"), "ExpiredTime": "2099-12-31T15:59Z"}
    return _common(cluster) | {"DeleteProtection": cluster.settings["DeletionProtection"], "Manager": manager}


def _kind(name: str, service: dict[str, Any]) -> str | None:
    """How GetCluster spells what ListClusters shows as it was sent."""
    kind = service.get("Type")
    if name != "Scheduler":
        return kind and kind.lower()  # nis (documented example)
    # SLURM 22 comes back as slurm22 (observed: the Terraform provider maps it back).
    slurm22 = (kind or "").upper() == "SLURM" and service.get("Version", "").startswith("22")
    return "slurm22" if slurm22 else kind


def list_clusters(call: Call) -> dict[str, Any]:
    shown, _ = call.page(_asked_for(call))
    for cluster in shown:
        cluster.looks += 1
    # A look may end a deletion: what is gone by now is not shown any more.
    shown, paging = call.page(_asked_for(call))
    versions = {"V1Count": 0, "V2Count": paging["TotalCount"]}
    return {"Clusters": [_row(cluster) for cluster in shown], "EhpcVersionStatistics": versions, **paging}


def _asked_for(call: Call) -> list[Cluster]:
    ids, names = call.params.get("ClusterIds"), call.params.get("ClusterNames")
    found = call.world.of(call.account, ids or ())
    return [cluster for cluster in found if not names or cluster.settings["ClusterName"] in names]


def _row(cluster: Cluster) -> dict[str, Any]:
    counts = {"AbnormalCounts": 0, "CreatingCounts": 0, "RunningCounts": 0}
    for node in cluster.nodes:
        state = nodes.status(cluster, node) if cluster.status == "running" else cluster.status
        counts[COUNTED.get(state, "CreatingCounts")] += 1
    return _common(cluster) | {
        "AdditionalPackages": cluster.packages,
        "Addons": cluster.addons,
        "ClusterCredentials": cluster.credentials,
        "ClusterUsedCoreTime": 0,
        "Nodes": counts,
        "Users": {name: _members(cluster, group) for name, group in MEMBERS.items()},
    }


def _members(cluster: Cluster, group: str) -> int:
    return sum(user["Group"] == group for user in cluster.users)


def update_cluster(call: Call) -> dict[str, Any]:
    """A replacement of the whole updatable set, not a patch: what the call leaves out is reset (observed)."""
    cluster = call.changing()
    cluster.settings |= templates.settings(call.params, cluster.settings)
    call.done(cluster)
    return {"Success": True}


def delete_cluster(call: Call) -> dict[str, Any]:
    cluster = call.changing()
    if cluster.settings["DeletionProtection"]:
        # That it refuses is documented; code, status and text are not (assumed; the code can be set).
        text = f"Deletion protection is enabled for the cluster {cluster.id}. Disable it first."
        raise ApiError(call.protection_code, message=text, status=403)
    call.begun(cluster, "releasing", release(cluster))
    return {"Success": True, "TaskId": call.request_id}
