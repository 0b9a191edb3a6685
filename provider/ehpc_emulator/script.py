"""The armed faults in their turns, and the requests that those of kind `hold` stop."""

from __future__ import annotations

import threading
from dataclasses import asdict, dataclass
from typing import Any

from .faults import Rule, parse

LONGEST = 60.0  # seconds: a request whose client has gone does not stay for ever, nor does who waits for one


@dataclass(eq=False)
class Held:
    """One request that is stopped: it is `coming`, `held`, and then `free`."""

    action: str
    state: str = "coming"


class Script:
    def __init__(self) -> None:
        self.longest = LONGEST
        self._rules: list[Rule] = []
        self._held: list[Held] = []  # from `take` to `through`
        self._changed = threading.Condition()

    def arm(self, value: Any) -> None:
        """One rule or a list of them: all or none."""
        rules = [parse(item) for item in (value if isinstance(value, list) else [value])]
        with self._changed:
            self._rules += rules

    def take(self, action: str) -> tuple[Rule | None, Held | None]:
        """The first rule whose turn it is. Every matching rule counts the call; the others keep their turn."""
        with self._changed:
            due = [rule for rule in self._rules if rule.matches(action)]
            if not due:
                return None, None
            due[0].fired += 1
            self._rules = [rule for rule in self._rules if not rule.spent]
            held = Held(action) if due[0].kind == "hold" else None
            self._held += [held] if held else []
            return due[0], held

    def stop(self, held: Held) -> None:
        """Stand still until it is released; once."""
        with self._changed:
            if held.state == "coming":
                self._put([held], "held")
                self._changed.wait_for(lambda: held.state == "free", self.longest)
                held.state = "free"

    def through(self, held: Held) -> None:
        """What it asked for is done and in the journal."""
        with self._changed:
            self._held.remove(held)
            self._changed.notify_all()

    def held(self) -> list[str]:
        """The actions that are held. Waits for the first of them while one may come."""
        with self._changed:
            self._changed.wait_for(lambda: self._in("held") or not self._may_hold(), self.longest)
            return [held.action for held in self._in("held")]

    def release(self) -> list[str]:
        """Let go on what is held; comes back when what it asked for is done."""
        with self._changed:
            released = self._in("held")
            self._put(released, "free")
            self._changed.wait_for(lambda: not self._in("free"), self.longest)
            return [held.action for held in released]

    def clear(self) -> None:
        """Nothing is armed any more, so nothing is held."""
        with self._changed:
            self._rules = []
            self._put(self._held, "free")

    def render(self) -> dict[str, Any]:
        with self._changed:
            return {"faults": [asdict(rule) for rule in self._rules]}

    def standing(self) -> dict[str, Any]:
        """What is armed and what is held, now: waits for nobody."""
        with self._changed:
            held = [held.action for held in self._in("held")]
            return {"faults": [asdict(rule) for rule in self._rules], "held": held}

    def _may_hold(self) -> bool:
        return bool(self._in("coming")) or any(rule.kind == "hold" for rule in self._rules)

    def _in(self, state: str) -> list[Held]:
        return [held for held in self._held if held.state == state]

    def _put(self, them: list[Held], state: str) -> None:
        for held in them:
            held.state = state
        self._changed.notify_all()
