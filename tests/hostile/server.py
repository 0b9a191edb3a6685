"""A service that answers badly: the emulator on loopback, but for the actions whose answers a test scripts.

    with hostile() as service:
        service.answers["CreateCluster"] = lambda asked: refusal(400, "InvalidParams", f"no: {asked.body}")

What a test scripts sees the whole request, as a server does, and may answer, or break off, whatever it likes.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from ehpc_emulator.protocol import Request, Response, json_response
from ehpc_emulator.server import Server
from ehpc_emulator.service import Service, Settings

REQUEST_ID = "0A1B2C3D-0000-4000-8000-00000000ABCD"


@dataclass(frozen=True)
class Asked:
    """A request as it came. Names of headers are in lower case."""

    action: str
    headers: dict[str, str]
    body: str
    form: dict[str, str]
    """Its parameters, decoded."""


Answer = Callable[[Asked], Response]


@dataclass
class Hostile:
    """What it is asked, and how it answers."""

    url: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    """By the action; any other is answered by the emulator."""

    asked: list[Asked] = field(default_factory=list)
    honest: Callable[[Asked], dict[str, Any]] = lambda _asked: {}
    """What the emulator answers to it."""

    def actions(self) -> list[str]:
        return [one.action for one in self.asked]


def answer(body: Any, status: int = 200) -> Response:
    return json_response(status, body)


def refusal(status: int, code: str, text: str, request_id: str = REQUEST_ID) -> Response:
    return answer({"Code": code, "Message": text, "RequestId": request_id}, status)


@contextmanager
def hostile(clock: str = "looks:1") -> Iterator[Hostile]:
    """For the length of the block."""
    script = Hostile()

    class Twisted(Service):
        def handle(self, request: Request) -> Response:
            action = request.headers.get("x-acs-action", "")
            text = request.body.decode()
            form = dict(parse_qsl(request.query) + parse_qsl(text, keep_blank_values=True))
            asked = Asked(action, request.headers, text, form)
            script.asked.append(asked)
            scripted = script.answers.get(action)
            if scripted is None:
                return super().handle(request)
            emulated = super().handle
            script.honest = lambda _asked: json.loads(emulated(request).body)
            return scripted(asked)

    with Server(Twisted(Settings(clock=clock))) as server:
        script.url = server.url
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        try:
            yield script
        finally:
            server.stopping.set()
            server.shutdown()
