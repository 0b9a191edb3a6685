"""The emulator's own interface, /_emulator/..., as tests and the demo use it."""

import json
import urllib.error
import urllib.request
from typing import Any

LIMIT = 20.0
HELD = 80.0
"""Seconds to wait for what the emulator waits for itself, 60 at most."""
# Loopback never goes through a proxy, whatever the environment says.
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Controls:
    """An emulator that runs somewhere, by its URL."""

    def __init__(self, url: str) -> None:
        self.url = url

    def raw_control(self, method: str, path: str, body: Any = None, limit: float = LIMIT) -> tuple[int, Any]:
        """HTTP status and answer of a control request, refused or not."""
        content = None if body is None else json.dumps(body).encode()
        kind = {} if content is None else {"Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.url}/_emulator/{path}", content, kind, method=method)
        try:
            with DIRECT.open(request, timeout=limit) as answer:
                return answer.status, json.loads(answer.read())
        except urllib.error.HTTPError as refusal:
            return refusal.code, json.loads(refusal.read())

    def control(self, method: str, path: str, body: Any = None, limit: float = LIMIT) -> Any:
        """The answer of a control request that must not be refused."""
        status, answer = self.raw_control(method, path, body, limit)
        assert status == 200, f"{method} {path} was refused: {status} {answer}"
        return answer

    def journal(self) -> list[dict[str, Any]]:
        """Every request that it got: action, params, status, code, time, request_id."""
        return list(self.control("GET", "journal")["requests"])

    def actions(self) -> list[str]:
        return [request["action"] for request in self.journal()]

    def changing(self, since: int = 0) -> list[str]:
        """The actions after that many requests, without those that only read."""
        return [action for action in self.actions()[since:] if not action.startswith(("Get", "List"))]

    def state(self) -> dict[str, Any]:
        return dict(self.control("GET", "state"))

    def clusters(self) -> list[dict[str, Any]]:
        return list(self.state()["clusters"])

    def change(self, cluster: str, **values: Any) -> Any:
        """Change a cluster behind Pulumi's back, as somebody does in the console."""
        return self.control("POST", f"clusters/{cluster}", values)

    def remove(self, cluster: str) -> None:
        """Remove a cluster at once, behind Pulumi's back."""
        self.control("DELETE", f"clusters/{cluster}")

    def add_user(self, cluster: str, **user: Any) -> Any:
        """Make a user, or change the group of one, behind Pulumi's back."""
        return self.control("POST", f"users/{cluster}", user)

    def remove_user(self, cluster: str, name: str) -> None:
        self.control("DELETE", f"users/{cluster}/{name}")

    def add_node(self, cluster: str, queue: str) -> str:
        """Start a node of a queue, behind Pulumi's back; its id."""
        return str(self.control("POST", f"nodes/{cluster}", {"QueueName": queue})["nodes"][-1]["Id"])

    def change_node(self, cluster: str, node: str, **values: Any) -> Any:
        return self.control("POST", f"nodes/{cluster}/{node}", values)

    def remove_node(self, cluster: str, node: str) -> None:
        """Remove a node at once."""
        self.control("DELETE", f"nodes/{cluster}/{node}")

    def advance(self, seconds: float) -> None:
        """Let the service's time pass at once."""
        self.control("POST", "clock", {"advance": seconds})

    def change_clock(self, pace: str) -> None:
        """From now on life cycles take `immediate`, `looks:N` or `seconds:S`."""
        self.control("POST", "clock", {"clock": pace})

    def faults(self, *script: dict[str, Any]) -> Any:
        """Add faults to the script; without any, show those that are still to come."""
        return self.control("POST", "faults", list(script)) if script else self.control("GET", "faults")

    def clear_faults(self) -> None:
        self.control("DELETE", "faults")

    def hold(self, action: str, **rule: Any) -> None:
        """Stop the next call of this action: with acted=True after it has taken effect, else before."""
        self.faults({"action": action, "kind": "hold", **rule})

    def held(self) -> list[str]:
        """The actions that are held, as soon as one is; none where none can come."""
        return list(self.control("GET", "held", limit=HELD)["held"])

    def release(self) -> list[str]:
        """Let go on what is held; what it asked for is then done."""
        return list(self.control("POST", "release", limit=HELD)["released"])

    def vary(self, *names: str) -> None:
        """From now on answer in these variants; without any, as usual."""
        self.control("POST", "variants", list(names))

    def reset(self) -> None:
        """No clusters, no faults, an empty journal."""
        self.control("POST", "reset")
