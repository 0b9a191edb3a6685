"""Queues and storages change one by one, told apart by their names and not by their places."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from core.programs import REQUIRED, queue, storage
from pulumi_ehpc._core.logic.plan import Items, Plan, plan
from pulumi_ehpc._core.logic.veil import Veil
from pulumi_ehpc.inputs import EhpcClusterArgs

LISTS: list[tuple[str, Callable[..., dict[str, Any]], str]] = [
    ("queues", queue, "queueName"),
    ("sharedStorages", storage, "mountDirectory"),
]


def change(name: str, before: list[Any] | None, after: list[Any]) -> Plan:
    old = {**REQUIRED, **({} if before is None else {name: before})}
    return plan(EhpcClusterArgs, old, {**REQUIRED, name: after}, ())


def only(todo: Plan) -> Items:
    assert (todo.replaces, todo.updates, todo.released) == ([], [], [])
    assert len(todo.items) == 1
    assert not todo.empty
    return todo.items[0]


@pytest.mark.parametrize(("name", "make", "key"), LISTS)
def test_an_item_more_is_added_and_an_item_less_is_removed(name: str, make: Any, key: str) -> None:
    a, b, c = make("/a"), make("/b"), make("/c")
    items = only(change(name, [a, b], [c, b]))
    assert (items.added, items.changed, items.removed) == ([c], [], [a])


@pytest.mark.parametrize(("name", "make", "key"), LISTS)
def test_a_list_that_a_program_starts_to_give_is_the_whole_list(name: str, make: Any, key: str) -> None:
    assert only(change(name, None, [make("/a"), make("/b")])).added == [make("/a"), make("/b")]


@pytest.mark.parametrize(("name", "make", "key"), LISTS)
def test_another_order_is_no_change(name: str, make: Any, key: str) -> None:
    todo = change(name, [make("/a"), make("/b"), make("/c")], [make("/c"), make("/a"), make("/b")])
    assert todo.empty
    assert todo.items == []


@pytest.mark.parametrize(("name", "make", "key"), LISTS)
def test_another_name_is_another_item(name: str, make: Any, key: str) -> None:
    items = only(change(name, [make("/old")], [make("/new")]))
    assert [item[key] for item in items.added] == ["/new"]
    assert [item[key] for item in items.removed] == ["/old"]
    assert items.changed == []


def test_items_are_added_and_changed_in_the_programs_order() -> None:
    items = only(
        change(
            "queues",
            [queue("a", maxCount=1), queue("b", maxCount=1)],
            [queue("z"), queue("b", maxCount=2), queue("y"), queue("a", maxCount=2)],
        )
    )
    assert [q["queueName"] for q in items.added] == ["z", "y"]
    assert [q["queueName"] for q in items.changed] == ["b", "a"]
    assert [c.path for c in items.changes] == ["queues[b].max_count", "queues[a].max_count"]


@pytest.mark.parametrize(
    ("before", "after", "path"),
    [
        ({"maxCount": 10}, {"maxCount": 20}, "max_count"),
        ({}, {"minCount": 0}, "min_count"),
        ({"enableScaleIn": True}, {"enableScaleIn": False}, "enable_scale_in"),
        ({"hostnameSuffix": "x"}, {"hostnameSuffix": ""}, "hostname_suffix"),
        ({"vswitchIds": ["a", "b"]}, {"vswitchIds": ["b", "a"]}, "vswitch_ids"),
        ({"computeNodes": [{"imageId": "m-1"}]}, {"computeNodes": [{"imageId": "m-2"}]}, "compute_nodes[0].image_id"),
        ({"computeNodes": [{}]}, {"computeNodes": [{}, {}]}, "compute_nodes"),
        (
            {"computeNodes": [{}, {"dataDisks": [{"size": 40}]}]},
            {"computeNodes": [{}, {"dataDisks": [{"size": 80}]}]},
            "compute_nodes[1].data_disks[0].size",
        ),
    ],
)
def test_a_queue_changes_in_place_down_to_the_disks_of_its_nodes(
    before: dict[str, Any], after: dict[str, Any], path: str
) -> None:
    items = only(change("queues", [queue("gpu", **before)], [queue("cpu"), queue("gpu", **after)]))
    assert [q["queueName"] for q in items.changed] == ["gpu"]
    assert [c.path for c in items.changes] == [f"queues[gpu].{path}"]


def test_a_mount_is_changed_and_the_cluster_stays() -> None:
    items = only(change("sharedStorages", [storage("/home")], [storage("/home", mountTargetDomain="new.example")]))
    assert [s["mountDirectory"] for s in items.changed] == ["/home"]
    assert [(c.path, c.old, c.new) for c in items.changes] == [
        ("shared_storages[/home].mount_target_domain", "008b.nas.example", "new.example")
    ]


def test_what_the_service_set_in_a_queue_is_no_change() -> None:
    told = queue("gpu", maxCount=1000, computeNodes=[{"imageId": "m-1", "duration": 1, "systemDisk": {"size": 40}}])
    assert change("queues", [told], [queue("gpu", computeNodes=[{"imageId": "m-1"}])]).empty


def test_a_queue_with_a_first_size_of_its_own_is_still_changed_in_place() -> None:
    todo = change("queues", [queue("gpu", initialCount=1, maxCount=5)], [queue("gpu", initialCount=2, maxCount=6)])
    assert [c.path for c in todo.creation] == ["queues[gpu].initial_count"]
    assert [c.path for c in only(todo).changes] == ["queues[gpu].max_count"]


def test_what_somebody_changed_meanwhile_is_told_in_the_users_terms() -> None:
    live = {**REQUIRED, "maxCount": 40, "queues": [queue("gpu", maxCount=12), queue("stranger")]}
    mine = {**REQUIRED, "maxCount": 50, "queues": [queue("gpu", maxCount=10), queue("gone")]}
    assert plan(EhpcClusterArgs, live, mine, ()).as_drift(Veil(EhpcClusterArgs)) == [
        "max_count: 50 -> 40",
        "queues[gpu].max_count: 10 -> 12",
        "queues[stranger] was added",
        "queues[gone] was removed",
    ]
