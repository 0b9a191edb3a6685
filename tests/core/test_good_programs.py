"""A good program is accepted, and what E-HPC tells about its cluster is what the program says: nothing to change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import HealthCheck, given, settings

from core.echo import Echo
from core.good import BY_HAND, TOGETHER, documented, programs
from pulumi_ehpc._core.logic import wire
from pulumi_ehpc._core.logic.by_path import set_paths
from pulumi_ehpc._core.logic.check import check, normalise
from pulumi_ehpc._core.logic.plan import Plan, plan
from pulumi_ehpc._core.table.fields import fields_of
from pulumi_ehpc.inputs import EhpcClusterArgs


def told(echo: Echo, program: Mapping[str, Any]) -> dict[str, Any]:
    """All that the calls of a refresh tell about the cluster, lists only where the program gave them."""
    live = {**echo.row(), **echo.get_cluster()}
    for field in fields_of(EhpcClusterArgs):
        if field.calls and field.state in program:
            live[field.wire] = field.calls.live(echo.call, live["ClusterId"], program[field.state])
    return live


def planned(old: Mapping[str, Any], program: Mapping[str, Any]) -> Plan:
    return plan(EhpcClusterArgs, old, program, set_paths(EhpcClusterArgs, program))


def is_accepted_without_a_word(program: dict[str, Any]) -> None:
    """Nothing is refused, and nothing is warned of but what it lacks of a documented one."""
    told = [str(finding) for finding in check(EhpcClusterArgs, program) if not finding.warning]
    told += map(str, check(EhpcClusterArgs, documented(program)))
    assert not told, f'{told}: add to BY_HAND in tests/core/good.py what the rule allows, as (Queue, "ram_role"): ["r"]'
    assert normalise(EhpcClusterArgs, program) == program


def is_what_the_service_tells_about_it(program: dict[str, Any]) -> None:
    echo = Echo(wire.request(EhpcClusterArgs, program))
    outs = wire.answer(EhpcClusterArgs, told(echo, program), program)
    assert wire.given(EhpcClusterArgs, outs, program) == program
    todo = planned(outs, program)
    assert todo.empty
    assert not todo.creation


def is_not_changed_by_what_the_service_decides_on_top(program: dict[str, Any]) -> None:
    sent = wire.request(EhpcClusterArgs, program)
    decided = {"MaxCount": 100, "ClientVersion": "2.0.31", "ClusterName": "made-up", "DeletionProtection": False}
    manager = {"DNS": {"Type": "NIS", "Version": "1.0"}, "Scheduler": {"Type": "SLURM"}, **sent.get("Manager", {})}
    echo = Echo({**decided, **sent, "Manager": manager})
    outs = wire.answer(EhpcClusterArgs, told(echo, program), program)
    todo = planned(outs, program)
    assert todo.empty
    assert not todo.creation
    assert wire.given(EhpcClusterArgs, outs, program) == program


def takes_everything_optional_back_without_a_new_cluster(program: dict[str, Any]) -> None:
    least = {f.state: program[f.state] for f in fields_of(EhpcClusterArgs) if f.required}
    todo = plan(EhpcClusterArgs, program, least, set_paths(EhpcClusterArgs, program))
    assert todo.replaces == []
    assert todo.items == []
    assert {c.top for c in [*todo.updates, *todo.released]} == set(program) - set(least)


@settings(
    max_examples=400,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(programs())
def test_a_good_program_is_accepted_and_read_back_as_it_is_and_leaves_nothing_to_change(
    program: dict[str, Any],
) -> None:
    """All at once, because making a program takes longer than looking at it from four sides."""
    is_accepted_without_a_word(program)
    is_what_the_service_tells_about_it(program)
    is_not_changed_by_what_the_service_decides_on_top(program)
    takes_everything_optional_back_without_a_new_cluster(program)


def test_everything_that_is_written_by_hand_belongs_to_a_row() -> None:
    rows = {(cls, field.python) for cls, _ in BY_HAND for field in fields_of(cls)}
    assert set(BY_HAND) <= rows
    assert all(fields_of(cls) for cls in TOGETHER)
