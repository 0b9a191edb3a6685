"""The emulator's own interface with the words of this project's tests."""

from typing import Any

from pulumi_ehpc.testing import Clock, Faults, Variants
from pulumi_ehpc.testing.interface import Interface


class Controls(Interface):
    """An emulator that runs somewhere, by its URL."""

    def __init__(self, url: str) -> None:
        self.url = url

    def journal(self) -> list[dict[str, Any]]:
        """Every request that it got: action, params, status, code, time, request_id."""
        return list(self.control("GET", "journal")["requests"])

    def actions(self) -> list[str]:
        return [request["action"] for request in self.journal()]

    def changing(self, since: int = 0) -> list[str]:
        """The actions after that many requests, without those that only read."""
        return [action for action in self.actions()[since:] if not action.startswith(("Get", "List"))]

    def advance(self, seconds: float) -> None:
        Clock(self).advance(seconds)

    def change_clock(self, pace: str) -> None:
        Clock(self).pace = pace

    def faults(self, *script: dict[str, Any]) -> Any:
        """Add faults to the script; without any, show those that are still to come."""
        return self.control("POST", "faults", list(script)) if script else self.control("GET", "faults")

    def clear_faults(self) -> None:
        Faults(self).clear()

    def hold(self, action: str, **rule: Any) -> None:
        Faults(self).hold(action, **rule)

    def held(self) -> list[str]:
        return Faults(self).held()

    def release(self) -> list[str]:
        return Faults(self).release()

    def vary(self, *names: str) -> None:
        Variants(self).use(*names)
