"""Things that nobody has asked for, and a cluster has all the same."""

from __future__ import annotations

from typing import Any

from .. import templates
from ..actions import Call, addons, queues
from ..clusters import Cluster
from ..variation import Action, Answer, Doing, Variant

AGENT = {"Name": "ehpc-agent", "Version": "1.0", "Status": "Installed"}
LOGIN = {"Name": "Login", "Version": "1.0"}
MOUNT = {
    "FileSystemId": "008b63own",
    "MountDirectory": "/ehpcdata",
    "MountTargetDomain": "008b63own-sihc.cn-hangzhou.nas.aliyuncs.com",
    "NASDirectory": "/",
    "ProtocolType": "NFS",
}


def _with(give: Any) -> Doing:
    """CreateCluster, with something more in the cluster, by a function of it and the call."""

    def doing(call: Call, plain: Action) -> Answer:
        answer = plain(call)
        give(call.world.clusters[answer["ClusterId"]], call)
        return answer

    return doing


def _queue(cluster: Cluster, call: Call) -> None:
    if "comp" not in cluster.queues:
        queues.add(cluster, {"QueueName": "comp"}, call.world)


def _login(cluster: Cluster, call: Call) -> None:
    if not cluster.addons:
        cluster.addons.append(addons.make(LOGIN, "Addons.", call.world.ids, call.world.clock.time()))


def _mount(cluster: Cluster, _call: Call) -> None:
    if MOUNT["MountDirectory"] not in [storage.get("MountDirectory") for storage in cluster.storages]:
        cluster.storages.append(templates.storage(MOUNT))


VARIANTS = (
    Variant(
        "software-of-its-own",
        says="ListInstalledSoftwares shows software that nobody has asked for.",
        evidence="assumed: nothing says that the service installs none by itself",
        answers={"ListInstalledSoftwares": {"AdditionalPackages.AdditionalPackageInfos": lambda rows: [*rows, AGENT]}},
    ),
    Variant(
        "queue-of-its-own",
        says="A new cluster has a queue comp of its own.",
        evidence="assumed: comp is the queue of the API's examples, and of the clusters of the 2018 API",
        does={"CreateCluster": _with(_queue)},
    ),
    Variant(
        "addon-of-its-own",
        says="A new cluster without add-ons has a login node.",
        evidence="assumed: every example of the API has one",
        does={"CreateCluster": _with(_login)},
    ),
    Variant(
        "mount-of-its-own",
        says="A new cluster has a mount at /ehpcdata of its own.",
        evidence="assumed: every known example asks for one there",
        does={"CreateCluster": _with(_mount)},
    ),
)
