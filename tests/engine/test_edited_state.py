"""A state that was edited by hand, on the real engine: what is refused, and that each remedy that is printed works."""

from __future__ import annotations

import json
from typing import Any

import pytest

from engine.programs import Program


def edit(program: Program, bag: str, name: str, value: Any) -> None:
    """What `pulumi stack export`, an editor and `pulumi stack import` do."""
    whole = program.stack.run("stack", "export").json
    (entry,) = [row for row in whole["deployment"]["resources"] if row.get("id") in program.ids]
    entry[bag][name] = value
    program.stack.run("stack", "import", given=json.dumps(whole)).must_work()


@pytest.mark.parametrize("bag", ["outputs", "inputs"])
def test_what_e_hpc_knows_a_refresh_mends(program: Program, bag: str) -> None:
    program.one(max_count=10)
    program.up()
    before = program.cluster
    edit(program, bag, "maxCount", [])
    if bag == "outputs":
        assert "in its state maxCount is a list and not a whole number. Nothing was done." in program.up_fails()
    program.stack.refresh().must_work()
    program.up()
    assert program.cluster == before
    program.ends_well()


def test_what_only_the_state_knows_is_refused_until_it_is_put_right(program: Program) -> None:
    program.up()
    edit(program, "outputs", "__finished", "false")
    told = "in its state __finished is another text and not true or false. Nothing was done."
    for command in (program.stack.up, program.stack.refresh, program.stack.destroy):
        assert told in command().must_fail().text
    assert list(program.statuses.values()) == ["running"]
    edit(program, "outputs", "__finished", True)
    program.ends_well()
    program.leaves_nothing()
