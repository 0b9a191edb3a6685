"""The emulator's own endpoints, /_emulator/...: what it saw, what it knows, and how to upset it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from . import console
from .clock import Pace
from .console import Refused, shown
from .errors import ApiError
from .protocol import Request, Response, json_response, parse_json
from .variants import KNOWN, chosen

if TYPE_CHECKING:
    from .service import Service

OF_ONE = ("clusters", "users", "nodes", "calls")
ALONE = ("faults", "held", "release", "menu", "calls")
"""Not alone with the world: whoever waits for a held request must not keep from it what it needs to go on."""
PREFIX = "/_emulator"
Handler = Callable[["Service", str, Any], Any]


def handle(service: Service, request: Request) -> Response:
    name, _, rest = request.path[len(PREFIX) :].strip("/").partition("/")
    if name in ("", "page", "events"):
        return _of_the_page(service, request, name, rest)
    verbs = ENDPOINTS.get(name, {})
    try:
        if not verbs or bool(rest) != (name in OF_ONE):
            raise Refused(404, f"no such endpoint; there are {', '.join(ENDPOINTS)}, the last four with /<id>")
        if request.method not in verbs:
            raise Refused(405, f"{name} takes {', '.join(verbs)}")
        with nullcontext() if name in ALONE else service.changing():
            return json_response(200, verbs[request.method](service, rest, _body(request)))
    except Refused as error:
        return json_response(error.status, {"Message": str(error)})
    except (ValueError, ApiError) as error:
        return json_response(400, {"Message": str(error)})
    except (TypeError, KeyError, AttributeError) as error:
        return json_response(400, {"Message": f"the body is not of the expected form: {error}"})


def _of_the_page(service: Service, request: Request, name: str, rest: str) -> Response:
    """The page and what it reads on and on; loaded only where somebody opens it."""
    if request.method not in ("GET", "HEAD"):
        return json_response(405, {"Message": f"{name or 'the page'} takes GET"})
    if name == "events":
        from .events import stream

        seen = request.headers.get("last-event-id") or request.query.removeprefix("after=")
        head = {"Content-Type": "text/event-stream;charset=utf-8", "Cache-Control": "no-store"}
        return Response(200, b"", head, stream=stream(service, seen))
    from .assets import asset

    return asset(rest if name else "index.html")


def _menu(_service: Service, _id: str, _body: Any) -> Any:
    from .menu import menu

    return menu()


def _call(service: Service, number: str, _body: Any) -> Any:
    wanted = int(number) if number.isascii() and number.isdigit() else -1
    first, calls = service.journal.after(wanted, 1)
    if not calls or first != wanted:
        raise Refused(404, f"no call {number[:80]}; the newest {service.journal.limit} are kept")
    return calls[0]


def _body(request: Request) -> Any:
    try:
        return parse_json((request.body or b"null").decode(), "body")
    except (ValueError, ApiError):
        raise Refused(400, "the body must be JSON") from None


def _state(service: Service, _id: str, _body: Any) -> Any:
    world = service.world
    for cluster in list(world.clusters.values()):
        world.settle(cluster)
    return {"clusters": [shown(cluster) for cluster in world.clusters.values()], "instances": world.survivors}


def _reset(service: Service, _id: str, _body: Any) -> Any:
    service.reset()
    service.world.dirty = True
    return {"clusters": []}


def _clock(service: Service, _id: str, body: Any) -> Any:
    if body is not None:
        given = body if isinstance(body, dict) and not body.keys() - {"advance", "clock"} else {"advance": None}
        shift = given.get("advance", 0)
        if isinstance(shift, bool) or not isinstance(shift, int | float) or not 0 <= shift <= 10**9:
            raise ValueError(
                'the clock takes {"clock": "immediate|looks:N|seconds:S"}, {"advance": 0 to 10^9 seconds}, or both'
            )
        service.clock.pace = Pace.parse(str(body.get("clock", service.clock.pace)))
        service.clock.advance(float(shift))
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


ENDPOINTS: dict[str, dict[str, Handler]] = {
    "journal": {"GET": lambda service, _id, _body: service.journal.render()},
    "state": {"GET": _state},
    "reset": {"POST": _reset},
    "clock": {"GET": _clock, "POST": _clock},
    "faults": {"GET": lambda service, _id, _body: service.script.render(), "POST": _arm, "DELETE": _disarm},
    "held": {"GET": lambda service, _id, _body: {"held": service.script.held()}},
    "release": {"POST": lambda service, _id, _body: {"released": service.script.release()}},
    "variants": {"GET": _variants, "POST": _variants},
    "menu": {"GET": _menu},
    "clusters": {"GET": console.read, "POST": console.change, "DELETE": console.remove},
    "users": {"POST": console.put_user, "DELETE": console.remove_user},
    "nodes": {"POST": console.put_node, "DELETE": console.remove_node},
    "calls": {"GET": _call},
}
