"""What the state says of a cluster once the program's changes are in force."""

from __future__ import annotations

from typing import Any

from core.programs import REQUIRED, queue
from pulumi_ehpc._core.logic.state import applied, without_internal
from pulumi_ehpc.inputs import EhpcClusterArgs

OLD: dict[str, Any] = {
    **REQUIRED,
    "clusterStatus": "running",
    "maxCount": 5,
    "tags": {"team": "a"},
    "clusterCredentials": {"password": "Old1Old1"},
    "manager": {"scheduler": {"type": "SLURM", "version": "22"}},
    "queues": [queue("gpu", initialCount=1, maxCount=3, ramRole="r"), queue("cpu")],
}


def after(**wanted: Any) -> dict[str, Any]:
    return applied(EhpcClusterArgs, OLD, wanted)


def test_what_the_program_set_is_in_force_and_the_rest_stays() -> None:
    assert after(maxCount=0) == {**OLD, "maxCount": 0}
    assert after() == OLD
    assert after(maxCount=None) == OLD


def test_what_counted_only_at_the_creation_stays_what_the_cluster_was_made_with() -> None:
    assert after(tags={"team": "b"}, clusterCredentials={"password": "New2New2"}) == OLD
    assert applied(EhpcClusterArgs, REQUIRED, {"tags": {"team": "b"}})["tags"] == {"team": "b"}


def test_an_object_keeps_what_the_program_does_not_set() -> None:
    assert after(manager={"scheduler": {"version": "23"}})["manager"] == {
        "scheduler": {"type": "SLURM", "version": "23"}
    }


def test_items_follow_the_program_and_keep_what_it_does_not_set() -> None:
    wanted = [queue("new"), queue("gpu", initialCount=9, maxCount=4)]
    assert after(queues=wanted)["queues"] == [queue("new"), queue("gpu", initialCount=1, maxCount=4, ramRole="r")]
    assert after(queues=[])["queues"] == []


def test_the_old_state_is_left_as_it_was() -> None:
    before = repr(OLD)
    after(maxCount=9, queues=[queue("gpu", maxCount=9)], manager={"scheduler": {"version": "9"}})
    assert repr(OLD) == before


def test_what_is_kept_for_the_provider_is_no_input() -> None:
    assert without_internal({"maxCount": 1, "__set": [], "__provider": "x"}) == {"maxCount": 1}
