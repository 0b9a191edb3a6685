"""Real configurations: created, then nothing to do, changed in place, then nothing to do."""

from __future__ import annotations

import pytest

from contract.field_programs import STEPS, Program
from contract.host_process import NONE, Host
from contract.outputs import holds
from emulator_process import Emulator


@pytest.mark.parametrize("steps", STEPS.values(), ids=STEPS)
def test_a_configuration_of_another_tool_lives_here(host: Host, service: Emulator, steps: tuple[Program, ...]) -> None:
    first, *changes = steps
    id_, outs, inputs = host.up(first)
    for program in (first, *changes):
        if program is not first:
            news, failures = host.check(program, inputs)
            assert not failures
            planned = host.diff(id_, outs, news, inputs)
            assert (planned.changes != NONE, list(planned.replaces)) == (True, [])
            outs, inputs = host.update(id_, outs, news), news
        assert holds(outs, program)
        _, outs, inputs = host.read(id_, outs, inputs)
        again, failures = host.check(program, inputs)
        assert not failures
        assert host.diff(id_, outs, again, inputs).changes == NONE
    assert [cluster["ClusterId"] for cluster in service.clusters()] == [id_]
