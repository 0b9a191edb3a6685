"""Calls that do something else, or more, or less."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ..actions import Call, creation, queues
from ..errors import ApiError, invalid
from ..facts import CATALOGUE
from ..variation import Action, Answer, Variant

LONGEST = 64


def _text(name: str, change: Any) -> Any:
    """A call that takes this text otherwise than it was sent."""

    def doing(call: Call, plain: Action) -> Answer:
        given = call.params.get(name)
        return plain(replace(call, params=call.params | {name: change(given)}) if given else call)

    return doing


def _merged(call: Call, plain: Action) -> Answer:
    kept = {name: value for name, value in call.cluster().settings.items() if value is not None}
    return plain(replace(call, params=kept | call.params))


def _merged_queue(call: Call, plain: Action) -> Answer:
    given = call.need("Queue")
    old = call.cluster().queues.get(given["QueueName"], {})
    return plain(replace(call, params=call.params | {"Queue": old | given}))


def _renamed(call: Call, plain: Action) -> Answer:
    name = call.params.get("ClusterName") or call.cluster().id
    return plain(replace(call, params=call.params | {"ClusterName": name}))


def _intervals(call: Call, plain: Action) -> Answer:
    answer = plain(call)
    heard = {name: call.params[name] for name in creation.IGNORED if name in call.params}
    call.world.clusters[answer["ClusterId"]].settings |= heard
    return answer


def _undescribed(call: Call, plain: Action) -> Answer:
    return plain(replace(call, params={n: value for n, value in call.params.items() if n != "ClusterDescription"}))


def _second_deletion(call: Call, plain: Action) -> Answer:
    """The first call is answered as ever."""
    cluster = call.changing()
    if cluster.settings["DeletionProtection"] or "asked" in cluster.lags:
        return plain(call)
    cluster.lags["asked"] = {"since": None, "looks": 0, "was": None}
    call.world.dirty = True
    return {"Success": True, "TaskId": call.request_id}


def _deletion_while_made(call: Call, plain: Action) -> Answer:
    cluster = call.cluster()
    if cluster.phase == "making":
        call.world.operations[cluster.operation].finished = call.world.clock.time()
        cluster.put("running")
    return plain(call)


def _deletion_again(call: Call, plain: Action) -> Answer:
    return {"Success": True, "TaskId": call.request_id} if call.cluster().status == "releasing" else plain(call)


def _beside(call: Call, plain: Action) -> Answer:
    cluster = call.cluster()
    sent = {(package["Name"], package.get("Version", "")) for package in call.need("AdditionalPackages")}
    kept = [package for package in cluster.packages if (package["Name"], package["Version"]) not in sent]
    answer = plain(call)
    cluster.packages += [package for package in kept if package not in cluster.packages]
    return answer


def _strict_removal(call: Call, plain: Action) -> Answer:
    there = {package["Name"] for package in call.cluster().packages}
    for place, package in enumerate(call.need("AdditionalPackages")):
        if package["Name"] not in there:
            raise invalid(f"AdditionalPackages.{place}.Name")
    return plain(call)


def _second_addon(call: Call, plain: Action) -> Answer:
    cluster = call.cluster()
    kept, cluster.addons = cluster.addons, []
    try:
        return plain(call)
    finally:
        cluster.addons = kept + cluster.addons


def _refilled(call: Call, plain: Action) -> Answer:
    """Nodes are started until there are as many as the queue shall have at least."""
    answer, cluster = plain(call), call.cluster()
    queue = cluster.queues[call.params["Queue"]["QueueName"]]
    lacking = queue["MinCount"] - sum(node["QueueName"] == queue["QueueName"] for node in cluster.nodes)
    if lacking > 0:
        queues.add(cluster, queue | {"InitialCount": lacking}, call.world)
        cluster.queues[queue["QueueName"]] = queue
    return answer


def _with_its_nodes(call: Call, plain: Action) -> Answer:
    cluster, names = call.changing(), call.need("QueueNames")
    kept = cluster.nodes
    cluster.nodes = [node for node in kept if node["QueueName"] not in names]
    try:
        return plain(call)
    except ApiError:
        cluster.nodes = kept
        raise


def _latest(call: Call, plain: Action) -> Answer:
    """A package without a version is installed in the catalogue's latest."""
    known = {entry["Name"]: entry["Versions"]["VersionInfos"][0]["Version"] for entry in CATALOGUE["softwares"]}
    given = [{**package, "Version": package.get("Version") or known.get(package["Name"], "")}
             for package in call.params.get("AdditionalPackages", [])]  # fmt: skip
    return plain(replace(call, params=call.params | {"AdditionalPackages": given}))


VARIANTS = (
    Variant(
        "any-method",
        says="Every action takes GET and POST.",
        evidence="documented for other products of the platform; that E-HPC takes one only is inferred from the SDK",
        methods=("GET", "POST"),
    ),
    Variant(
        "update-merges",
        says="UpdateCluster changes what it is told and leaves the rest.",
        evidence="documented by the API's page; observed against it by the Terraform provider's authors",
        does={"UpdateCluster": _merged},
    ),
    Variant(
        "update-renames",
        says="UpdateCluster without a name names the cluster by its ID.",
        evidence="assumed; observed against it by a test of the Terraform provider",
        does={"UpdateCluster": _renamed},
    ),
    Variant(
        "queue-update-merges",
        says="UpdateQueue changes what it is told and leaves the rest.",
        evidence="assumed; documented against it in words on three pages",
        does={"UpdateQueue": _merged_queue},
    ),
    Variant(
        "queue-update-starts-nodes",
        says="UpdateQueue starts nodes until there are MinCount of them.",
        evidence="assumed: scaling keeps to MinCount, when is not documented; observed against it, unless DeleteQueues "
        "takes queues with nodes: Terraform's tests set MinCount 1 with it, and delete the queue without emptying it",
        does={"UpdateQueue": _refilled},
    ),
    Variant(
        "queues-with-nodes-deletable",
        says="DeleteQueues takes a queue with nodes, and its nodes go too.",
        evidence="assumed: Terraform's tests delete a queue whose MinCount UpdateQueue set to 1, and empty nothing "
        "(none may have been started); documented against it in words: its nodes are to be deleted first",
        does={"DeleteQueues": _with_its_nodes},
    ),
    Variant(
        "intervals-taken",
        says="CreateCluster takes GrowInterval and IdleInterval.",
        evidence="documented: both are parameters of it; that it ignores them was observed in 2026",
        does={"CreateCluster": _intervals},
    ),
    Variant(
        "names-trimmed",
        says="Blanks around a cluster's name are cut.",
        evidence="assumed: nothing is known of it",
        does=dict.fromkeys(("CreateCluster", "UpdateCluster"), _text("ClusterName", str.strip)),
    ),
    Variant(
        "description-cut",
        says=f"A description keeps its first {LONGEST} characters.",
        evidence="assumed; documented are 128 characters",
        does=dict.fromkeys(
            ("CreateCluster", "UpdateCluster"), _text("ClusterDescription", lambda text: text[:LONGEST])
        ),
    ),
    Variant(
        "description-after-creation",
        says="CreateCluster takes no notice of the description, UpdateCluster does.",
        evidence="assumed: it takes none of the intervals (observed)",
        does={"CreateCluster": _undescribed},
    ),
    Variant(
        "deleted-at-the-second-call",
        says="DeleteCluster does nothing the first time, and answers as ever.",
        evidence="assumed: nothing is known of it",
        does={"DeleteCluster": _second_deletion},
    ),
    Variant(
        "making-deletable",
        says="A cluster that is being made can be deleted.",
        evidence="assumed: the refusal by status is documented, which states is not",
        does={"DeleteCluster": _deletion_while_made},
    ),
    Variant(
        "releasing-deletable",
        says="A cluster that is being released takes a second DeleteCluster.",
        evidence="assumed: the refusal by status is documented, which states is not",
        does={"DeleteCluster": _deletion_again},
    ),
    Variant(
        "software-beside",
        says="Another version of a package is installed beside the one that is there.",
        evidence="assumed: nothing says that it takes its place",
        does={"InstallSoftwares": _beside},
    ),
    Variant(
        "software-latest",
        says="A package without a version is installed, and listed, in the latest one.",
        evidence="assumed: ListSoftwares marks one as the latest",
        does=dict.fromkeys(("CreateCluster", "InstallSoftwares"), _latest),
    ),
    Variant(
        "software-missing-refused",
        says="To uninstall what is not installed is refused.",
        evidence="assumed: nothing is known of it",
        does={"UninstallSoftwares": _strict_removal},
    ),
    Variant(
        "addons-twice",
        says="A second add-on of the same name is installed.",
        evidence="documented: one add-on at CreateCluster; of a second one nothing is",
        does={"InstallAddon": _second_addon},
    ),
)
