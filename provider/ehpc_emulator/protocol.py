"""From bytes to parameters: query, form and JSON bodies, lists as JSON text or flattened (`Tags.1.Key`)."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from .errors import invalid, malformed

MOST_PARAMETERS = 20_000
DEEPEST = 8


@dataclass
class Request:
    """An HTTP request as the service sees it. Header names are lower case."""

    method: str
    path: str
    query: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass
class Response:
    """What goes back, and what the transport shall do to it (`delay`, `reset`): see faults.py.

    `stream` is a body that has no end yet: what it yields is sent, until the server stops or the client goes away.
    """

    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    reset: bool = False
    stream: Callable[[threading.Event], Iterator[bytes]] | None = None


def json_response(status: int, value: Any, headers: dict[str, str] | None = None) -> Response:
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return Response(status, body, {"Content-Type": "application/json;charset=utf-8", **(headers or {})})


def raw_parameters(request: Request) -> dict[str, Any]:
    """Every parameter by its name on the wire; values are text, except from a JSON body."""
    given: list[tuple[str, Any]] = list(pairs(request.query))
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if request.body and kind == "application/json":
        value = parse_json(request.body.decode("utf-8", "replace"), "body")
        if not isinstance(value, dict):
            raise invalid("body")
        given += value.items()
    elif request.body:
        given += pairs(request.body.decode("latin-1"))
    raw: dict[str, Any] = {}
    for name, value in given:
        if name in raw and raw[name] != value:
            raise invalid(f"{clip(name)} (given twice)")
        raw[name] = value
    return raw


def pairs(text: str) -> list[tuple[str, str]]:
    try:
        # surrogateescape keeps bad UTF-8 recognisable instead of silently replacing it
        return parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_PARAMETERS, errors="surrogateescape")
    except ValueError as error:
        raise malformed("too many parameters") from error


def parse_json(text: str, path: str) -> Any:
    try:
        return json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise invalid(f"{path} (not well-formed JSON)") from error


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def nest(raw: dict[str, Any]) -> dict[str, Any]:
    """Flattened names become trees: `Tags.1.Key=a` -> {"Tags": {"1": {"Key": "a"}}}, turned into lists later,
    when the declared type says that a list is wanted."""
    tree: dict[str, Any] = {}
    for name, value in raw.items():
        head, *rest = name.split(".")
        if not rest:
            if head in tree:
                raise invalid(f"{clip(head)} (given whole and in parts)")
            tree[head] = value
            continue
        if len(rest) > DEEPEST:
            raise invalid(clip(name))
        _plant(tree.setdefault(head, Parts()), rest, value, name)
    return tree


class Parts(dict[str, Any]):
    """A value that came in parts; a plain dict is one that came as JSON."""


def _plant(node: Any, path: list[str], value: Any, name: str) -> None:
    for step in path[:-1]:
        node = node.setdefault(step, Parts()) if isinstance(node, Parts) else None
    if not isinstance(node, Parts) or path[-1] in node:
        raise invalid(f"{clip(name)} (given whole and in parts)")
    node[path[-1]] = value


def clip(name: str) -> str:
    """A name from outside, fit to be put into a message."""
    return name.encode("utf-8", "replace").decode("utf-8")[:80]
