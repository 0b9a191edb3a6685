"""What the verbs rely on in a resource's value: what is missing there would show only while a cluster is being made."""

from __future__ import annotations

import inspect
from collections import Counter

import pytest

import pulumi_ehpc
from pulumi_ehpc._core.program.declared import Declared
from pulumi_ehpc._core.resource import Resource, Statuses
from pulumi_ehpc._core.table.fields import Role, fields_of
from pulumi_ehpc._core.table.policy import Life
from pulumi_ehpc.resources import RESOURCES

EVERY = pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.noun)
BY_MARKS = (Role.NAME, Role.DESCRIPTION, Role.STATUS, Role.CREATED)


@EVERY
def test_no_role_is_played_twice(resource: Resource) -> None:
    roles = Counter(row.role for row in resource.rows if row.role)
    assert [role for role, count in roles.items() if count > 1] == []


@EVERY
def test_a_state_is_told_where_states_are_known_and_only_there(resource: Resource) -> None:
    states = vars(resource.states) != vars(Statuses())
    assert (resource.row(Role.STATUS) is not None) is states, "Role.STATUS and `states` go together"
    assert resource.states.running
    assert not resource.states.running & (resource.states.failed | resource.states.going)


@EVERY
def test_what_is_marked_can_be_found_by_its_mark(resource: Resource) -> None:
    if resource.marked:
        assert [role.name for role in BY_MARKS if resource.row(role) is None] == []
        assert resource.calls.rows is not None
        assert resource.states.under_way >= resource.states.running


@EVERY
def test_what_changes_in_place_has_a_call_for_it(resource: Resource) -> None:
    updated = [field.python for field in fields_of(resource.args) if field.life is Life.UPDATE]
    assert not updated or resource.calls.update is not None, updated


@EVERY
def test_what_only_a_list_tells_has_a_list(resource: Resource) -> None:
    listed = [field.python for field in fields_of(resource.args) if field.listed]
    assert not listed or resource.calls.rows is not None, listed


def test_users_can_name_every_resource() -> None:
    public = [value for value in vars(pulumi_ehpc).values() if inspect.isclass(value) and issubclass(value, Declared)]
    assert [cls.resource for cls in public] == list(RESOURCES)
    assert all(cls.__name__ in pulumi_ehpc.__all__ for cls in public)
    assert all(cls.provided.__name__ == f"{cls.__name__}Provider" for cls in public)
