"""Lists that are longer, shorter or in another order."""

from __future__ import annotations

from typing import Any

from ..actions import Call, queues
from ..variation import Action, Answer, Variant
from ..world import World

PAGE = 5
WHOLE = dict.fromkeys(queues.SHOWN, 100)


def _backwards(rows: list[Any]) -> list[Any]:
    return rows[::-1]


def _page_of_queues(call: Call, plain: Action) -> Answer:
    answer = plain(call)
    return answer | {"Queues": answer["Queues"][:PAGE], "PageSize": PAGE}


def without(world: World, hidden: set[str], plain: Action, call: Call) -> Answer:
    """What the action does while these clusters are not to be seen."""
    kept = world.clusters
    world.clusters = {name: cluster for name, cluster in kept.items() if name not in hidden}
    shown = set(world.clusters)
    try:
        return plain(call)
    finally:
        gone = shown - set(world.clusters)
        world.clusters = {name: cluster for name, cluster in kept.items() if name not in gone}


def _unlisted(*statuses: str) -> Any:
    """ListClusters without the clusters in these states."""

    def doing(call: Call, plain: Action) -> Answer:
        hidden = {cluster.id for cluster in call.world.of(call.account) if cluster.status in statuses}
        return without(call.world, hidden, plain, call)

    return doing


VARIANTS = (
    Variant(
        "queues-whole",
        says="ListQueues shows all compute nodes and vSwitches of a queue.",
        evidence='assumed; documented against it: "Up to five nodes are displayed" (SDK 2.4.0)',
        does={"ListQueues": lambda call, _plain: queues.rows_of(call, WHOLE)},
    ),
    Variant(
        "queues-paged",
        says="ListQueues shows five queues, and tells that there are more.",
        evidence="documented: its answer has PageNumber, PageSize and TotalCount, and the request has no page",
        does={"ListQueues": _page_of_queues},
    ),
    Variant(
        "clusters-total-of-all",
        says="ListClusters counts a cluster more than it shows.",
        evidence="assumed: a RAM user may be shown the clusters of some resource groups, and be told how many there "
        "are",
        answers={"ListClusters": {"TotalCount": lambda total: int(total) + 1}},
    ),
    Variant(
        "rows-backwards",
        says="Every list that has an order of its own comes in the opposite one.",
        evidence="assumed: no order is documented but that of logs",
        answers={
            "ListClusters": {"Clusters": _backwards, "Clusters.Addons": _backwards},
            "ListQueues": {"Queues": _backwards},
            "ListSharedStorages": {"SharedStorages": _backwards, "SharedStorages.MountInfo": _backwards},
            "ListInstalledSoftwares": {"AdditionalPackages.AdditionalPackageInfos": _backwards},
            "ListAddons": {"Addons": _backwards},
            "ListNodes": {"Nodes": _backwards},
            "ListUsers": {"Users.UserInfo": _backwards},
        },
    ),
    Variant(
        "items-backwards",
        says="The vSwitches and compute nodes of a queue come in the opposite order.",
        evidence="assumed: nothing says that the order is kept, though nodes are made in this order; observed against "
        "it for the vSwitches in GetQueue: Terraform would plan an update",
        answers={
            "GetQueue": {"Queue.VSwitchIds": _backwards, "Queue.ComputeNodes": _backwards},
            "ListQueues": {"Queues.VSwitchIds": _backwards, "Queues.ComputeNodes": _backwards},
        },
    ),
    Variant(
        "making-unlisted",
        says="ListClusters does not show a cluster that is being made.",
        evidence="assumed: nothing is known of it",
        does={"ListClusters": _unlisted("creating", "uninit", "initing")},
    ),
    Variant(
        "releasing-unlisted",
        says="ListClusters does not show a cluster that is being released, GetCluster does.",
        evidence="assumed: nothing is known of it",
        does={"ListClusters": _unlisted("releasing")},
    ),
)
