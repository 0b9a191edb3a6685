"""How often a wait says something: each state once, and in a terminal how long it lasts, ever more seldom."""

from __future__ import annotations

import pytest

from pulumi_ehpc._core.host.operation import Operation
from pulumi_ehpc._core.process import Process, another
from pulumi_ehpc._core.texts import about, short
from pulumi_ehpc._core.verbs.passing import Passing

STAGES = ["creating", *(f"initing, Stage{number}" for number in range(8)), "running"]


class Heard(Operation):
    def __init__(self) -> None:
        self.lines: list[str] = []

    def log(self, message: str, *, warning: bool = False, passing: bool = False) -> None:
        assert passing
        assert not warning
        self.lines.append(message)


def said(*, in_terminal: bool, stages: list[str] = STAGES) -> list[str]:
    """What is said in twenty minutes that are shared among these stages."""
    heard = Heard()
    with another(Process(in_terminal=lambda: in_terminal)):
        say = Passing(heard)
        for second in range(20 * 60):
            say(stages[second * len(stages) // (20 * 60)], second)
    return heard.lines


def test_a_log_has_a_line_for_each_state_and_no_other() -> None:
    assert [line.rsplit(" (", 1)[0] for line in said(in_terminal=False)] == STAGES


@pytest.mark.parametrize("stages", [STAGES, ["initing"]])
def test_what_a_terminal_is_told_of_twenty_minutes_fits_a_log_too(stages: list[str]) -> None:
    assert len(stages) < len(said(in_terminal=True, stages=stages)) < 40


def test_times_read_as_a_person_says_them() -> None:
    assert [short(seconds) for seconds in (0, 45.9, 60, 190)] == ["0 s", "45 s", "1m00s", "3m10s"]
    assert [about(seconds) for seconds in (3, 44, 89, 240, 250)] == ["10 s", "40 s", "90 s", "4m", "4m"]
