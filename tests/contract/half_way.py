"""Conversations in which something happens half-way: what the user reads, what the state has, what comes next."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from contract.half_cases import BASE, CASES, Case, Event
from contract.host_process import NONE
from contract.whole_life import Life
from in_process import HostKilled, World
from pulumi_ehpc._core.table.names import python_name

KILLED = "(Pulumi's own words: the provider's process has ended)"


@dataclass
class Row:
    """What came of a case."""

    happens: str
    reads: list[str]
    sends: list[str]
    state: str
    then: str
    """What the user does next."""

    next_reads: list[str]
    next_sends: list[str]


def rows(verb: str) -> Iterator[Row]:
    """What comes of each case of a theme (CASES)."""
    yield from (_row(verb, case) for case in CASES[verb])


def _row(verb: str, case: Case) -> Row:
    life = Life(World(), copy.deepcopy(BASE))
    if verb != "create":
        assert life.up(), life.failures
    life.sent()
    before, run = life.outs, life.down if verb == "delete" else life.up
    life.program = copy.deepcopy(case.program or BASE)
    with _once(life.world, case.at, case.happens):
        reads, _ = _said(life, run)
    row = Row(case.says, reads, life.sent(), _state(verb, life, before), case.then, [], [])
    case.mend(life.world)
    if case.back:
        life.program = copy.deepcopy(BASE)
    if case.refresh:
        life.refresh()
    row.next_reads, ok = _said(life, run)
    row.next_sends = life.sent()
    if ok and verb != "delete":
        assert life.diff().changes == NONE, case.says
    assert ok is not case.fails_again, (case.says, life.failures)
    return row


def _said(life: Life, run: Callable[[], bool]) -> tuple[list[str], bool]:
    """What the user reads of a run, and whether it went through."""
    life.world.said.lines.clear()
    try:
        ok = run()
        last = [] if ok else life.failures[-1:]
    except HostKilled:
        ok, last = False, [KILLED]
    told = [*filter(None, life.world.said.text().split("\n")), *"\n".join(last).split("\n")]
    return [_masked(line, life.id) for line in told if line], ok


def _masked(line: str, id_: str) -> str:
    """Without what is another one in every run, or only the emulator's."""
    line = re.sub(r"ehpc-hz-\w{10}", "ehpc-hz-1", line.replace(id_ or "ehpc-hz-1", "ehpc-hz-1"))
    line = re.sub(r"just made|made \d+ \w+ ago", "just made", line.replace(" --endpoint http://127.0.0.1:1", ""))
    return re.sub(r"request [0-9A-F-]{36}", "request 0A1B", line)


def _state(verb: str, life: Life, before: Mapping[str, Any]) -> str:
    if verb == "create":
        if not life.id:
            return "nothing"
        return "finished" if life.outs["__finished"] else "its id, not finished"
    names = [name for name in BASE if life.outs.get(name) != before.get(name)]
    changed = ", ".join(f"`{python_name(name)}`" for name in names)
    unknown = ", ".join(f"`{python_name(name)}`" for name in life.outs.get("__uncertain", ()))
    parts = [f"as before but for {changed}" if changed else "as before", f"not known: {unknown}" if unknown else ""]
    return "; ".join(filter(None, parts))


@contextmanager
def _once(world: World, at: str, event: Event) -> Iterator[None]:
    """In the block, the event happens before the first call of that action; without one, now."""
    waiting = [event]
    if not at:
        waiting.pop()(world)

    def boundary(when: str, action: str) -> None:
        if (when, action) == ("before", at) and waiting:
            waiting.pop()(world)

    world.boundary = boundary
    yield
    world.boundary = lambda _when, _action: None
    assert not waiting, f"it never came to {at}"
