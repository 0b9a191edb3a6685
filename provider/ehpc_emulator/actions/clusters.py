"""GetCluster, ListClusters, UpdateCluster, DeleteCluster."""

from __future__ import annotations

from typing import Any

from .. import defaults
from ..clusters import Cluster, Operation
from ..errors import BY_CODE, ApiError, InvalidClusterStatus
from ..stages import release
from .call import Call, utc

# The services of the manager have a status of their own (documented); it follows the cluster's (assumed).
SERVICE_STATUS = {"creating": "uninit", "stopping": "stopped"}
SHOWN = (
    "ClientVersion", "ClusterCategory", "ClusterMode", "ClusterName", "ClusterVSwitchId", "ClusterVpcId",
    "EnableScaleIn", "EnableScaleOut", "GrowInterval", "IdleInterval", "ResourceGroupId", "SecurityGroupId",
)  # fmt: skip
LISTED = (
    "ClusterCategory", "ClusterDescription", "ClusterMode", "ClusterName", "ClusterVSwitchId", "ClusterVpcId",
    "DeletionProtection", "MaxCoreCount", "MaxCount", "ResourceGroupId", "SecurityGroupId",
)  # fmt: skip
NODE_SHOWN = (
    "AutoRenew", "AutoRenewPeriod", "Duration", "ImageId", "InstanceChargeType", "InstanceId", "InstanceType",
    "Period", "PeriodUnit", "SpotPriceLimit", "SpotStrategy", "SystemDisk",
)  # fmt: skip


def get_cluster(call: Call) -> dict[str, Any]:
    """What GetCluster does not return stays out: description, tags, queues, storages, packages, add-ons,
    credentials, the kind of the security group (documented)."""
    cluster = call.world.find(call.account, call.params.get("ClusterId"), look=True)
    settings = cluster.settings
    answer = {name: settings[name] for name in SHOWN} | _common(cluster)
    answer |= {
        # Renamed and retyped (documented): a flag and two counts as text.
        "DeleteProtection": "true" if settings["DeletionProtection"] else "false",
        "MaxCoreCount": str(settings["MaxCoreCount"]),
        "MaxCount": str(settings["MaxCount"]),
        "Manager": _manager(cluster),
        "MonitorSpec": settings["MonitorSpec"],
        "SchedulerSpec": {"EnablePowerSaving": False} | settings["SchedulerSpec"],
    }
    return answer


def _common(cluster: Cluster) -> dict[str, Any]:
    script = cluster.settings["ClusterCustomConfiguration"]
    return {
        "ClusterId": cluster.id,
        "ClusterStatus": cluster.status,
        "ClusterCreateTime": utc(cluster.created),
        "ClusterModifyTime": utc(cluster.modified),
        "EhpcVersion": defaults.EHPC_VERSION,
        **({"ClusterCustomConfiguration": script} if script else {}),
    }


def _manager(cluster: Cluster) -> dict[str, Any]:
    status = {"Status": SERVICE_STATUS.get(cluster.status, cluster.status)}
    scheduler = dict(cluster.manager["Scheduler"])
    # SLURM 22 comes back as slurm22 (observed: the Terraform provider maps it back).
    if scheduler["Type"].upper() == "SLURM" and scheduler["Version"].startswith("22"):
        scheduler["Type"] = "slurm22"
    shown: dict[str, Any] = {"Scheduler": scheduler | status}
    for name in ("DNS", "DirectoryService"):
        # nis in lower case here (documented example), as it was sent in ListClusters.
        service = cluster.manager[name]
        shown[name] = service | {"Type": service["Type"].lower()} | status
    node = cluster.manager.get("ManagerNode")
    if node:
        # EnableHT is written and EnableHt is read (documented); data disks are not read back.
        shown["ManagerNode"] = {name: node[name] for name in NODE_SHOWN} | {
            "EnableHt": node["EnableHT"],
            "ExpiredTime": "2099-12-31T15:59Z",
        }
    return shown


def list_clusters(call: Call) -> dict[str, Any]:
    shown, _ = call.page(_asked_for(call), 10)
    for cluster in shown:
        cluster.looks += 1
    # A look may end a deletion: what is gone by now is not shown any more.
    shown, paging = call.page(_asked_for(call), 10)
    answer = {"Clusters": [_row(cluster) for cluster in shown], **paging}
    # Text here, unlike in other lists (documented).
    answer["PageNumber"] = str(paging["PageNumber"])
    answer["EhpcVersionStatistics"] = {"V1Count": 0, "V2Count": paging["TotalCount"]}
    return answer


def _asked_for(call: Call) -> list[Cluster]:
    ids, names = call.params.get("ClusterIds"), call.params.get("ClusterNames")
    return [
        cluster
        for cluster in call.world.of(call.account)
        if (not ids or cluster.id in ids) and (not names or cluster.settings["ClusterName"] in names)
    ]


def _row(cluster: Cluster) -> dict[str, Any]:
    counts = {"AbnormalCounts": 0, "CreatingCounts": 0, "RunningCounts": 0}
    kind = {"running": "RunningCounts", "exception": "AbnormalCounts"}.get(cluster.status, "CreatingCounts")
    counts[kind] = len(cluster.nodes)
    return (
        {name: cluster.settings[name] for name in LISTED}
        | _common(cluster)
        | {
            "AdditionalPackages": [{"Name": item["Name"], "Version": item["Version"]} for item in cluster.packages],
            "Addons": [addon["Listed"] for addon in cluster.addons],
            "ClusterCredentials": cluster.credentials,
            "ClusterUsedCoreTime": 0,
            "Manager": {name: cluster.manager[name] for name in ("Scheduler", "DNS", "DirectoryService")},
            "Nodes": counts,
            "Users": {"NormalCounts": 0, "SudoCounts": 0},
        }
    )


def update_cluster(call: Call) -> dict[str, Any]:
    """A replacement of the whole updatable set, not a patch: what the call leaves out is reset (observed)."""
    cluster = call.changing()
    kept = {"ClusterName": cluster.id, "ClientVersion": cluster.settings["ClientVersion"]}
    for name, default in defaults.UPDATABLE.items():
        value = call.params.get(name)
        if isinstance(default, dict) and value is not None:
            value = default | value
        cluster.settings[name] = value if value is not None else kept.get(name, default)
    call.done(cluster)
    return {"Success": True}


def delete_cluster(call: Call) -> dict[str, Any]:
    cluster, world = call.cluster(), call.world
    cluster.admit(call.action)
    if cluster.settings["DeletionProtection"]:
        raise _protected(call.protection_code, cluster.id)
    at = world.clock.time()
    world.record(Operation(call.request_id, call.action, cluster.id, call.account, at, release(cluster), progress=0.0))
    cluster.begin("releasing", at, call.request_id)
    return {"Success": True, "TaskId": call.request_id}


def _protected(code: str, cluster_id: str) -> ApiError:
    row = BY_CODE.get(code, InvalidClusterStatus)
    error = row(message=f"Deletion protection is enabled for the cluster {cluster_id}. Disable it first.")
    error.status = 403
    return error
