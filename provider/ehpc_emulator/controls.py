"""The emulator's own endpoints, /_emulator/...: what it saw, what it knows, and how to upset it."""

from __future__ import annotations

import copy
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from . import templates
from .actions import queues, software
from .checked import rebuilt
from .clock import Pace
from .clusters import STATUSES, Cluster
from .errors import ApiError
from .protocol import Request, Response, json_response, parse_json
from .variants import KNOWN, chosen

if TYPE_CHECKING:
    from .service import Service

PREFIX = "/_emulator"
Handler = Callable[["Service", str, Any], Any]


class Refused(Exception):
    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


def handle(service: Service, request: Request) -> Response:
    name, _, rest = request.path[len(PREFIX) :].strip("/").partition("/")
    verbs = ENDPOINTS.get(name, {})
    try:
        if not verbs or bool(rest) != (name == "clusters"):
            raise Refused(404, f"no such endpoint; there are {', '.join(ENDPOINTS)}/<id>")
        if request.method not in verbs:
            raise Refused(405, f"{name} takes {', '.join(verbs)}")
        # Whoever waits for a held request must not keep from it what it needs to go on.
        with nullcontext() if name in ("faults", "held", "release") else service.changing():
            return json_response(200, verbs[request.method](service, rest, _body(request)))
    except Refused as error:
        return json_response(error.status, {"Message": str(error)})
    except (ValueError, ApiError) as error:
        return json_response(400, {"Message": str(error)})
    except (TypeError, KeyError, AttributeError) as error:
        return json_response(400, {"Message": f"the body is not of the expected form: {error}"})


def _body(request: Request) -> Any:
    try:
        return parse_json((request.body or b"null").decode(), "body")
    except (ValueError, ApiError):
        raise Refused(400, "the body must be JSON") from None


def _state(service: Service, _id: str, _body: Any) -> Any:
    world = service.world
    for cluster in list(world.clusters.values()):
        world.settle(cluster)
    return {"clusters": [_shown(cluster) for cluster in world.clusters.values()], "instances": world.survivors}


def _shown(cluster: Cluster) -> dict[str, Any]:
    return cluster.settings | {
        "ClusterId": cluster.id,
        "ClusterStatus": cluster.status,
        "Account": cluster.account,
        "ClusterCredentials": cluster.credentials,
        "Manager": cluster.manager,
        "Tags": cluster.tags,
        "queues": list(cluster.queues.values()),
        "storages": cluster.storages,
        "software": [{"Name": package["Name"], "Version": package["Version"]} for package in cluster.packages],
        "addons": cluster.addons,
        "nodes": cluster.nodes,
        "prepaid_instances": [node for node in cluster.instances() if node["InstanceChargeType"] == "PrePaid"],
    }


def _reset(service: Service, _id: str, _body: Any) -> Any:
    service.reset()
    service.world.dirty = True
    return {"clusters": []}


def _clock(service: Service, _id: str, body: Any) -> Any:
    if body is not None:
        shift, pace = float(body.pop("advance", 0)), Pace.parse(str(body.pop("clock", service.clock.pace)))
        if body or not 0 <= shift <= 10**9:
            raise ValueError('the clock takes {"clock": "immediate|looks:N|seconds:S"}, {"advance": seconds}, or both')
        service.clock.pace = pace
        service.clock.advance(shift)
    return {"clock": str(service.clock.pace), "now": service.clock.time()}


def _variants(service: Service, _id: str, body: Any) -> Any:
    if body is not None:
        if not isinstance(body, list):
            raise Refused(400, "variants takes a list of names; it may be empty")
        service.variants = chosen(body)
    return {"variants": [variant.name for variant in service.variants], "known": KNOWN}


def _arm(service: Service, _id: str, body: Any) -> Any:
    service.script.arm(body)
    return service.script.render()


def _disarm(service: Service, _id: str, _body: Any) -> Any:
    service.script.clear()
    service.script.release()
    return service.script.render()


def _found(service: Service, cluster_id: str) -> Cluster:
    cluster = service.world.clusters.get(cluster_id)
    if cluster is None:
        raise Refused(404, f"no cluster {cluster_id[:80]}")
    service.world.settle(cluster)
    return cluster


def _remove(service: Service, cluster_id: str, _body: Any) -> Any:
    service.world.remove(_found(service, cluster_id))
    return {}


def _change(service: Service, cluster_id: str, changes: Any) -> Any:
    """What a colleague in the console, or an accident, would do to a cluster: all of it or nothing."""
    cluster, now = copy.deepcopy(_found(service, cluster_id)), service.clock.time()
    special = {"ClusterStatus": "", "Queues": [], "SharedStorages": [], "AdditionalPackages": [], "Tags": []}
    known = cluster.settings | special
    for name, value in changes.items():
        if name not in known:
            raise Refused(400, f"{name[:80]!r} can't be changed; these can: {', '.join(known)}")
        if type(value) is not type("" if known[name] is None else known[name]):
            raise Refused(400, f"{name} must be of the type of {known[name]!r}")
    if changes.get("ClusterStatus", "running") not in STATUSES:
        raise Refused(400, f"ClusterStatus must be one of {', '.join(STATUSES)}")
    cluster.settings |= {name: value for name, value in changes.items() if name not in special}
    cluster.tags = changes.get("Tags", cluster.tags)
    if "SharedStorages" in changes:
        cluster.storages = [templates.storage(entry) for entry in changes["SharedStorages"]]
    if "AdditionalPackages" in changes:
        cluster.packages = [software.installed(entry, now) for entry in changes["AdditionalPackages"]]
    if "Queues" in changes:
        cluster.queues, cluster.nodes = {}, []
        for queue in changes["Queues"]:
            queues.add(cluster, queue, service.world)
    if changes.get("ClusterStatus") == "releasing":
        cluster.begin("releasing", now, "")
    elif "ClusterStatus" in changes:
        cluster.put(changes["ClusterStatus"])
    cluster.modified, service.world.dirty = now, True
    service.world.clusters[cluster.id] = rebuilt(Cluster, asdict(cluster))  # else the state could not be read again
    return _shown(cluster)


ENDPOINTS: dict[str, dict[str, Handler]] = {
    "journal": {"GET": lambda service, _id, _body: service.journal.render()},
    "state": {"GET": _state},
    "reset": {"POST": _reset},
    "clock": {"GET": _clock, "POST": _clock},
    "faults": {"GET": lambda service, _id, _body: service.script.render(), "POST": _arm, "DELETE": _disarm},
    "held": {"GET": lambda service, _id, _body: {"held": service.script.held()}},
    "release": {"POST": lambda service, _id, _body: {"released": service.script.release()}},
    "variants": {"GET": _variants, "POST": _variants},
    "clusters": {"POST": _change, "DELETE": _remove},
}
