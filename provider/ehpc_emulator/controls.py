"""The emulator's own endpoints, /_emulator/...: what it saw, what it knows, and how to upset it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .clock import Pace
from .clusters import STATUSES, Cluster
from .defaults import UPDATABLE
from .faults import BadRule
from .protocol import Request, Response, json_response

if TYPE_CHECKING:
    from .service import Service

PREFIX = "/_emulator"


class Refused(Exception):
    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


def handle(service: Service, request: Request) -> Response:
    """The caller holds the service's lock."""
    name, _, rest = request.path[len(PREFIX) :].strip("/").partition("/")
    try:
        if name == "clusters" and rest:
            return json_response(200, _cluster(service, request, rest))
        verbs = ENDPOINTS.get(name)
        if verbs is None or rest:
            raise Refused(404, f"no such endpoint; there are {', '.join(ENDPOINTS)} and clusters/<id>")
        if request.method not in verbs:
            raise Refused(405, f"{name} takes {', '.join(verbs)}")
        return json_response(200, verbs[request.method](service, request))
    except Refused as error:
        return json_response(error.status, {"Message": str(error)})
    except (BadRule, ValueError) as error:
        return json_response(400, {"Message": str(error)})


def _body(request: Request) -> Any:
    try:
        return json.loads(request.body or b"null")
    except (ValueError, RecursionError):
        raise Refused(400, "the body must be JSON") from None


def _journal(service: Service, request: Request) -> Any:
    return service.journal.render()


def _clear_journal(service: Service, request: Request) -> Any:
    service.journal.clear()
    return service.journal.render()


def _state(service: Service, request: Request) -> Any:
    world = service.world
    for cluster in list(world.clusters.values()):
        world.settle(cluster)
    return {"clusters": [_shown(cluster) for cluster in world.clusters.values()], "instances": world.survivors}


def _shown(cluster: Cluster) -> dict[str, Any]:
    instances = cluster.instances()
    return cluster.settings | {
        "ClusterId": cluster.id,
        "ClusterStatus": cluster.status,
        "Account": cluster.account,
        "ClusterCredentials": cluster.credentials,
        "Manager": cluster.manager,
        "Tags": cluster.tags,
        "queues": list(cluster.queues.values()),
        "storages": cluster.storages,
        "software": [{"Name": item["Name"], "Version": item["Version"]} for item in cluster.packages],
        "addons": [addon["Listed"] for addon in cluster.addons],
        "nodes": cluster.nodes,
        "prepaid_instances": [node for node in instances if node["InstanceChargeType"] == "PrePaid"],
    }


def _reset(service: Service, request: Request) -> Any:
    """As it was at the start, the clock included; ids begin again."""
    service.world.clear()
    service.faults.clear()
    service.journal.clear()
    service.clock.pace = Pace.parse(service.settings.clock)
    return {"clusters": []}


def _clock(service: Service, request: Request) -> Any:
    return {"clock": str(service.clock.pace), "now": service.clock.time()}


def _set_clock(service: Service, request: Request) -> Any:
    body = _body(request)
    known = {"clock": str, "advance": (int, float)}
    if (
        not isinstance(body, dict)
        or not body
        or not all(
            name in known and isinstance(value, known[name])
            for name, value in body.items()  # type: ignore[arg-type]
        )
    ):
        raise Refused(400, 'the clock takes {"clock": "immediate|looks:N|seconds:S"} or {"advance": seconds}, or both')
    if "clock" in body:
        service.clock.pace = Pace.parse(body["clock"])
    service.clock.advance(body.get("advance", 0))
    return _clock(service, request)


def _faults(service: Service, request: Request) -> Any:
    return service.faults.render()


def _arm(service: Service, request: Request) -> Any:
    service.faults.arm(_body(request))
    return service.faults.render()


def _disarm(service: Service, request: Request) -> Any:
    service.faults.clear()
    return service.faults.render()


def _cluster(service: Service, request: Request, cluster_id: str) -> Any:
    """What a colleague in the console, or an accident, would do to a cluster."""
    cluster = service.world.clusters.get(cluster_id)
    if cluster is None:
        raise Refused(404, f"no cluster {cluster_id[:80]}")
    if request.method == "DELETE":
        service.world.remove(cluster)
        return {}
    if request.method == "POST":
        _change(service, cluster, _body(request))
    elif request.method != "GET":
        raise Refused(405, "a cluster takes GET, POST, DELETE")
    service.world.settle(cluster)
    return _shown(cluster)


def _change(service: Service, cluster: Cluster, changes: Any) -> None:
    lists = {"AdditionalPackages": "packages", "Queues": "queues", "SharedStorages": "storages", "Tags": "tags"}
    if not isinstance(changes, dict):
        raise Refused(400, "the body must be an object of changes")
    for name, value in changes.items():
        if name == "ClusterStatus" and value in STATUSES:
            continue
        expected = UPDATABLE.get(name) or cluster.settings.get(name)
        if name in lists:
            expected = []
        elif name not in cluster.settings:
            raise Refused(400, f"{name[:80]!r} can't be changed; try ClusterStatus ({', '.join(STATUSES)}), "
                               f"{', '.join([*cluster.settings, *lists])}")  # fmt: skip
        if expected is not None and type(value) is not type(expected):
            raise Refused(400, f"{name} must be of the type of {expected!r}")
    _apply(service, cluster, changes)


def _apply(service: Service, cluster: Cluster, changes: dict[str, Any]) -> None:
    from .actions import queues, software, storages

    now = service.clock.time()
    for name, value in changes.items():
        if name == "ClusterStatus":
            cluster.begin("releasing", now, "") if value == "releasing" else cluster.put(value)
        elif name == "Queues":
            cluster.queues, cluster.nodes = {}, []
            for queue in value:
                queues.add(cluster, queue, service.world)
        elif name == "SharedStorages":
            cluster.storages = [storages.from_template(entry) for entry in value]
        elif name == "AdditionalPackages":
            cluster.packages = [software.installed(entry, now) for entry in value]
        elif name == "Tags":
            cluster.tags = value
        else:
            cluster.settings[name] = value
    cluster.modified, service.world.dirty = now, True


ENDPOINTS: dict[str, dict[str, Callable[["Service", Request], Any]]] = {
    "journal": {"GET": _journal, "DELETE": _clear_journal},
    "state": {"GET": _state},
    "reset": {"POST": _reset},
    "clock": {"GET": _clock, "POST": _set_clock},
    "faults": {"GET": _faults, "POST": _arm, "DELETE": _disarm},
}
