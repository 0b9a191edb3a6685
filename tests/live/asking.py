"""E-HPC as the checks ask it: by the provider's own gateway, with every answer kept as evidence."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from ehpc_emulator.facts import ACTIONS
from pulumi_ehpc._core.api.gateway import Gateway
from pulumi_ehpc._core.table.calls import Get
from pulumi_ehpc.errors import ServiceError


class Answer(dict[str, Any]):
    """What an action answered."""

    def __init__(self, action: str, body: dict[str, Any]) -> None:
        super().__init__(body)
        self.action = action

    def at(self, path: str) -> Any:
        """The value at a path such as Clusters.0.Manager.DNS; None where there is none."""
        value: Any = self
        for step in path.split("."):
            if isinstance(value, list):
                value = value[int(step)] if int(step) < len(value) else None
            else:
                value = value.get(step) if isinstance(value, dict) else None
        return value

    def rows(self, path: str) -> list[dict[str, Any]]:
        return [row for row in self.at(path) or [] if isinstance(row, dict)]

    def shows(self, *paths: str) -> str:
        """These values as evidence."""
        return self.says(", ".join(f"{path} = {self.at(path)!r}" for path in paths))

    def says(self, what: object) -> str:
        return f"{self.action}: {what} (request {self.get('RequestId') or 'unknown'})"


@dataclass
class Service:
    at: Gateway
    """One that believes every answer as it came (`as_it_came`): how it is spelt is what is looked at."""

    answers: list[Answer] = field(default_factory=list)
    """All of them, in order."""

    def ask(self, action: str, **parameters: Any) -> Answer:
        """The answer, with the gateway's patience: repeated where E-HPC is busy or out of reach."""
        return self._kept(action, self.at.call(_by_its_method(action), parameters))

    def ask_once(self, action: str, **parameters: Any) -> Answer:
        """The answer to a call that would make another thing if it were repeated."""
        return self._kept(action, self.at.once(_by_its_method(action), parameters))

    def refusal(self, action: str, **parameters: Any) -> ServiceError | None:
        """The error of a call, None where it was taken. Asked once: patience would hide a refusal that passes."""
        return self.refusal_as_sent(_by_its_method(action), **parameters)

    def refusal_as_sent(self, action: str, **parameters: Any) -> ServiceError | None:
        """The same by the method that the name says, the action's or not."""
        try:
            self._kept(action, self.at.attempt(action, parameters))
        except ServiceError as error:
            return error
        return None

    def pages(self, action: str, rows: str, **parameters: Any) -> list[dict[str, Any]]:
        """The first hundred rows of a list that comes in pages."""
        return self.ask(action, PageSize=50 if action.startswith("ListAvailable") else 100, **parameters).rows(rows)

    def _kept(self, action: str, body: dict[str, Any]) -> Answer:
        self.answers.append(Answer(str(action), body))
        return self.answers[-1]


def as_it_came(at: Gateway) -> Gateway:
    return replace(at, believe=lambda _action, body: dict(body))


def _by_its_method(action: str) -> str:
    return Get(action) if ACTIONS[action]["method"] == "GET" else action
