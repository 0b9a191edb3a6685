"""The emulator's own interface, /_emulator/...: what it knows, and what somebody else does at the service."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from typing import Any

LIMIT = 20.0
HELD = 80.0
"""Seconds to wait for what the emulator waits for itself, 60 at most."""
# Loopback never goes through a proxy, whatever the environment says.
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Interface:
    """An emulator that runs somewhere, by its URL."""

    url: str

    def raw_control(self, method: str, path: str, body: Any = None, limit: float = LIMIT) -> tuple[int, Any]:
        """HTTP status and answer of a request, refused or not."""
        content = None if body is None else json.dumps(body).encode()
        kind = {} if content is None else {"Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.url}/_emulator/{path}", content, kind, method=method)  # noqa: S310
        try:
            with DIRECT.open(request, timeout=limit) as answer:
                return answer.status, json.loads(answer.read())
        except urllib.error.HTTPError as refusal:
            return refusal.code, json.loads(refusal.read())

    def control(self, method: str, path: str, body: Any = None, limit: float = LIMIT) -> Any:
        """The answer of a request. Raises ValueError with the emulator's own sentence where it refuses."""
        status, answer = self.raw_control(method, path, body, limit)
        if status != 200:
            raise ValueError(f"the emulator refuses {method} {path}: {answer.get('Message', answer)}")
        return answer

    def state(self) -> dict[str, Any]:
        """All that there is, in the words of E-HPC's API."""
        return dict(self.control("GET", "state"))

    def clusters(self) -> list[dict[str, Any]]:
        """The clusters, each with its queues, users, nodes and storages."""
        return list(self.state()["clusters"])

    def change(self, cluster: str, **values: Any) -> Any:
        """Change a cluster behind Pulumi's back, as somebody does in the console: change(id, MaxCount=40)."""
        return self.control("POST", f"clusters/{cluster}", values)

    def remove(self, cluster: str) -> None:
        """Remove a cluster at once, behind Pulumi's back."""
        self.control("DELETE", f"clusters/{cluster}")

    def add_user(self, cluster: str, **user: Any) -> Any:
        """Make a user, or change the group of one, behind Pulumi's back: add_user(id, UserName="ada", Group="wheel")"""
        return self.control("POST", f"users/{cluster}", user)

    def remove_user(self, cluster: str, name: str) -> None:
        """Remove a user at once."""
        self.control("DELETE", f"users/{cluster}/{name}")

    def add_node(self, cluster: str, queue: str) -> str:
        """Start a node of a queue, behind Pulumi's back; its id."""
        return str(self.control("POST", f"nodes/{cluster}", {"QueueName": queue})["nodes"][-1]["Id"])

    def change_node(self, cluster: str, node: str, **values: Any) -> Any:
        """Change a node: change_node(id, node, Status="exception", Reason="out of stock")"""
        return self.control("POST", f"nodes/{cluster}/{node}", values)

    def remove_node(self, cluster: str, node: str) -> None:
        """Remove a node at once."""
        self.control("DELETE", f"nodes/{cluster}/{node}")

    def reset(self) -> None:
        """No clusters, no faults, an empty journal."""
        self.control("POST", "reset")
