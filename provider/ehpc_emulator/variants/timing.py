"""Changes that are answered at once and show later, and lists that lag behind."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any

from .. import lags
from ..actions import Call
from ..clusters import Cluster
from ..errors import ApiError
from ..variation import Action, Answer, Variant
from .lists import without

CHANGES = (
    *("UpdateCluster", "CreateQueue", "UpdateQueue", "DeleteQueues", "AttachSharedStorages", "DetachSharedStorages"),
    *("InstallSoftwares", "UninstallSoftwares", "InstallAddon", "UnInstallAddon"),
    *("CreateUsers", "UpdateUser", "DeleteUsers", "CreateNodes", "AttachNodes", "UpdateNodes", "DeleteNodes"),
)
A_WHILE = "after a while"


def settling(part: str, changes: Iterable[str], looks: Iterable[str]) -> Any:
    """These actions change this part of a cluster; those show it as it was, for a while."""

    def change(call: Call, plain: Action) -> Answer:
        cluster = call.changing()
        was = copy.deepcopy(getattr(cluster, part))
        answer = plain(call)
        lags.start(cluster, part, was=was)
        call.world.dirty = True
        return answer

    def look(call: Call, plain: Action) -> Answer:
        with lags.as_it_was(_asked(call), part, call.world.clock):
            call.world.dirty = True
            return plain(call)

    return dict.fromkeys(changes, change) | dict.fromkeys(looks, look)


def _asked(call: Call) -> list[Cluster]:
    return call.world.of(call.account) if call.action == "ListClusters" else [call.cluster()]


def _late(part: str, looks: Iterable[str]) -> Any:
    """What CreateCluster asked for of this part shows a while after the cluster runs."""

    def create(call: Call, plain: Action) -> Answer:
        answer = plain(call)
        lags.start(call.world.clusters[answer["ClusterId"]], part, was=[])
        return answer

    return {"CreateCluster": create, **settling(part, (), looks)}


def _unlisted(call: Call, plain: Action) -> Answer:
    answer = plain(call)
    lags.start(call.world.clusters[answer["ClusterId"]], "listed", since=call.world.clock.time())
    return answer


def _lagging_list(call: Call, plain: Action) -> Answer:
    call.world.dirty = True
    hidden = {
        cluster.id for cluster in call.world.of(call.account) if not lags.over(cluster, "listed", call.world.clock)
    }
    return without(call.world, hidden, plain, call)


def _restless(call: Call) -> ApiError | None:
    """For a while after its making it takes no change; the first one that is refused begins it."""
    cluster = call.cluster()
    call.world.dirty = True
    return None if cluster.phase or lags.over(cluster, "rest", call.world.clock) else ApiError("ConflictOpt")


def _rest(call: Call, plain: Action) -> Answer:
    answer = plain(call)
    lags.start(call.world.clusters[answer["ClusterId"]], "rest")
    return answer


def _address_to_come(call: Call, plain: Action) -> Answer:
    answer = plain(call)
    begun = call.world.clock.time() if call.action == "InstallAddon" else None
    lags.start(call.world.clusters[answer["ClusterId"]], "address", since=begun)
    return answer


def _without_address(call: Call, plain: Action) -> Answer:
    answer, cluster = plain(call), call.cluster()
    call.world.dirty = True
    if lags.over(cluster, "address", call.world.clock):
        return answer
    addon = copy.deepcopy(answer["Addon"])
    addon["ResourcesSpec"]["EipResource"].pop("EipAddress", None)
    for service in addon["ServicesSpec"]:
        service["ServiceAccessUrl"] = ""
    return answer | {"Addon": addon}


VARIANTS = (
    Variant(
        "list-lags",
        says="ListClusters shows a new cluster after a while.",
        evidence="assumed: nothing is known of it",
        does={"CreateCluster": _unlisted, "ListClusters": _lagging_list},
    ),
    Variant(
        "update-settles-slowly",
        says=f"What UpdateCluster changes shows {A_WHILE}.",
        evidence="assumed: UpdateCluster has no TaskId; observed against it in GetCluster: Terraform reads at once, "
        "and would plan an update",
        does=settling("settings", ["UpdateCluster"], ["GetCluster", "ListClusters"]),
    ),
    Variant(
        "queues-settle-slowly",
        says=f"What CreateQueue, UpdateQueue and DeleteQueues change shows {A_WHILE}.",
        evidence="assumed; observed against it for the first two in GetQueue: Terraform reads at once, and would fail "
        "or plan an update; after DeleteQueues it does not look",
        does=settling("queues", ["CreateQueue", "UpdateQueue", "DeleteQueues"], ["GetQueue", "ListQueues"]),
    ),
    Variant(
        "mounts-settle-slowly",
        says=f"What AttachSharedStorages and DetachSharedStorages change shows {A_WHILE}.",
        evidence="assumed: nobody is known to use them",
        does=settling("storages", ["AttachSharedStorages", "DetachSharedStorages"], ["ListSharedStorages"]),
    ),
    Variant(
        "software-settles-slowly",
        says=f"What InstallSoftwares and UninstallSoftwares change shows {A_WHILE}.",
        evidence="documented: an installation has states; that it is listed from the first one is assumed",
        does=settling(
            "packages", ["InstallSoftwares", "UninstallSoftwares"], ["ListInstalledSoftwares", "ListClusters"]
        ),
    ),
    Variant(
        "addons-settle-slowly",
        says=f"What InstallAddon and UnInstallAddon change shows {A_WHILE}.",
        evidence="assumed: an add-on is a machine, and takes its time",
        does=settling("addons", ["InstallAddon", "UnInstallAddon"], ["ListAddons", "GetAddon", "ListClusters"]),
    ),
    Variant(
        "software-shows-late",
        says="The packages of CreateCluster show only when the cluster has run for a while.",
        evidence="assumed: nothing says that they are there when it runs",
        does=_late("packages", ["ListInstalledSoftwares", "ListClusters"]),
    ),
    Variant(
        "addons-show-late",
        says="The add-ons of CreateCluster show only when the cluster has run for a while.",
        evidence="assumed: nothing says that they are there when it runs",
        does=_late("addons", ["ListAddons", "ListClusters"]),
    ),
    Variant(
        "addon-address-late",
        says=f"GetAddon tells the address of a login node, and the URLs of its services, {A_WHILE}.",
        evidence="assumed: an address is bound to a machine when it runs",
        does={
            **dict.fromkeys(("CreateCluster", "InstallAddon"), _address_to_come),
            "GetAddon": _without_address,
        },
    ),
    Variant(
        "rest-after-creation",
        says="A new cluster refuses changes with ConflictOpt for a while, or twice.",
        evidence="assumed; observed against it for UpdateCluster and CreateQueue: Terraform calls them at once, "
        "and would fail",
        does={"CreateCluster": _rest},
        refuses=dict.fromkeys(CHANGES, _restless),
    ),
)
