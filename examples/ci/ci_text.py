"""What `pulumi preview --json` found, as Markdown for people. Pulumi has put [secret] where a secret was."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

LOOKS = ("same", "refresh", "read")
REPLACES = ("replace", "create-replacement", "delete-replaced")
"""Of one replacement; the first tells all."""

SAYS = {
    "delete": ("❌ **delete**", ": what only it holds is lost"),
    "replace": ("❌ **replace**", ": another one is made, and what only this one holds is lost"),
    "update": ("change", ""),
    "create": ("create", ""),
}
LONGEST = 300
"""Characters of one value: a comment is to be read."""

SEVERITIES = {"error": "Errors", "warning": "Warnings", "info": "Notes"}
HIDDEN = "[secret]"
UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
"""What Pulumi puts where nobody knows the value before the change is carried out."""
_MISSING = object()


@dataclass(frozen=True)
class Preview:
    steps: list[dict[str, Any]]
    diagnostics: list[dict[str, Any]]

    @classmethod
    def of(cls, text: str, complaint: str) -> Preview:
        try:
            told = json.loads(text)
        except ValueError:  # It ended before it saw anything.
            return cls([], [{"severity": "error", "message": complaint}])
        return cls(told.get("steps") or [], told.get("diagnostics") or [])

    @property
    def changes(self) -> list[dict[str, Any]]:
        """What ends or interrupts something comes first."""
        found = [step for step in self.steps if step["op"] not in (*LOOKS, *REPLACES[1:]) and _of_a_user(step)]
        return sorted(found, key=lambda step: list(SAYS).index(step["op"]) if step["op"] in SAYS else len(SAYS))

    @property
    def failed(self) -> bool:
        """Whether it could not tell all; that a change was not expected is no failure."""
        return bool(self._said("error"))

    def comment(self, stack: str, commit: str) -> str:
        lines = [f"### Preview of `{stack}` at `{commit}`", ""]
        for step in self.changes:
            does, costs = SAYS.get(step["op"], (step["op"], ""))
            ends = ", and every job on it ends" if costs and _type(step) in ("ehpc:Cluster", "ehpc:Queue") else ""
            lines.append(f"- {does} `{_name(step)}` ({_type(step)}){costs}{ends}")
            lines += [f"  - {line}" for line in (_inputs(step) if step["op"] == "create" else _paths(step))]
        if not self.changes and not self.failed:
            lines.append("No changes.")
        return "\n".join([*lines, *self._said("error"), *self._said("warning"), *self._said("info")])

    def drift(self, stack: str, commit: str) -> str:
        if self.failed:
            return "\n".join([f"### Drift of `{stack}` could not be told", *self._said("error")])
        if not self.changes:
            return f"No drift: `{stack}` is as `{commit}` has it."
        recorded = {step["urn"]: step.get("oldState") or {} for step in self.steps if step["op"] == "refresh"}
        lines = [f"### Drift: `{stack}` is not as `{commit}` has it", "", "| what | was | is |", "| --- | --- | --- |"]
        for step in self.changes:
            lines += [f"| {' | '.join(row)} |" for row in _drifted(step, recorded.get(step["urn"], {}))]
        return "\n".join([*lines, *self._said("warning")])

    def _said(self, severity: str) -> list[str]:
        texts = [one["message"] for one in self.diagnostics if one["severity"] == severity]
        each = dict.fromkeys(re.sub(rf"^{severity}: ", "", text).strip().replace("~~~", "") for text in texts)
        # As they are: whatever a service answered pings nobody and draws nothing.
        return ["", f"**{SEVERITIES[severity]}**", "", "~~~text", *each, "~~~"] if each else []


def cut(text: str, longest: int) -> str:
    """The lines that a comment takes, and how many it lacks."""
    if len(text) <= longest:
        return text
    kept = text[: longest - LONGEST].rpartition("\n")[0]
    closes = "\n~~~" if kept.count("\n~~~") % 2 else ""
    lacks = text.count("\n") - kept.count("\n")
    return f"{kept}{closes}\n\n**This is too long for a comment: {lacks} more lines are in the log of the job.**"


def _of_a_user(step: dict[str, Any]) -> bool:
    return not _urn_type(step).startswith(("pulumi:pulumi:Stack", "pulumi:providers:"))


def _urn_type(step: dict[str, Any]) -> str:
    return str(step["urn"].split("::")[2]).rsplit("$", 1)[-1]


def _type(step: dict[str, Any]) -> str:
    return _urn_type(step).removeprefix("pulumi-python:dynamic/")


def _name(step: dict[str, Any]) -> str:
    return str(step["urn"].rsplit("::", 1)[-1])


def _inputs(step: dict[str, Any]) -> Iterator[str]:
    """Of what is new, all that the program gives."""
    for name, value in sorted(((step.get("newState") or {}).get("inputs") or {}).items()):
        if not name.startswith("__"):
            yield f"`{name}`: {_shown(value)}"


def _paths(step: dict[str, Any]) -> Iterator[str]:
    """`queues[0].maxCount`: 20 → 30"""
    because = set(step.get("replaceReasons") or [])
    for path, how in sorted((step.get("detailedDiff") or {}).items()):
        old, new = _value(step.get("oldState"), path), _value(step.get("newState"), path)
        top = re.split(r"[.\[]", path)[0]
        why = ", **which replaces it**" if path in because or (top in because and "replace" in how["kind"]) else ""
        yield f"`{path}`: {_shown(old)} → {_shown(new)}{why}"


def _drifted(step: dict[str, Any], recorded: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """For each path what it was when it was recorded, and what it is now."""
    name = _name(step)
    if step["op"] == "create" and recorded:
        yield f"`{name}`", "there", "**gone**"
    elif step["op"] == "create":
        yield f"`{name}`", "in the program", "not made yet: `up` was not run"
    for path in sorted(step.get("detailedDiff") or {}):
        was, now, wanted = (_value(of, path) for of in (recorded, step.get("oldState"), step.get("newState")))
        if was == now:
            yield (
                f"`{name}`: `{path}`",
                _shown(was),
                f"the same, and the program has {_shown(wanted)}: `up` was not run",
            )
        else:
            yield f"`{name}`: `{path}`", _shown(was), _shown(now)
    if step["op"] not in ("create", "update"):
        yield f"`{name}`", "in the state", f"the program would {step['op']} it"


def _value(state: dict[str, Any] | None, path: str) -> Any:
    """What is at "queues[0].maxCount", in what was given, else in what the service told."""
    keys = [key or index for key, index in re.findall(r"([^.\[\]]+)|\[(\d+)\]", path)]
    for side in ("inputs", "outputs"):
        here: Any = (state or {}).get(side, {})
        for key in keys:
            if here == HIDDEN:
                break
            if isinstance(here, list) and key.isdigit() and int(key) < len(here):
                here = here[int(key)]
            else:
                here = here.get(key, _MISSING) if isinstance(here, dict) else _MISSING
        if here is not _MISSING:
            return here
    return _MISSING


def _shown(value: Any) -> str:
    if value is _MISSING or value is None:
        return "nothing"
    text = json.dumps(value, ensure_ascii=False) if not isinstance(value, str) else value
    text = text.replace(UNKNOWN, "[known later]")
    text = text if len(text) <= LONGEST else f"{text[:LONGEST]} ..."
    return "`" + re.sub(r"[`|\r\n]", " ", text) + "`"
