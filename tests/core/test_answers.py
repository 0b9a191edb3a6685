"""What E-HPC answers otherwise than it was sent is how it spells that; a later change of the answer is a change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from core.programs import REQUIRED, queue, storage
from pulumi_ehpc._core.logic import wire
from pulumi_ehpc._core.logic.answers import Answers, spellings
from pulumi_ehpc._core.logic.by_path import by_path
from pulumi_ehpc._core.logic.plan import plan
from pulumi_ehpc._core.table.walk import respelt
from pulumi_ehpc.inputs import EhpcClusterArgs

Program = Mapping[str, Any]


def learnt(sent: Program, live: Program) -> Answers:
    """What is remembered after `sent` was sent and `live` is answered."""
    answers = Answers()
    for spelling in spellings(EhpcClusterArgs, sent, wire.answer(EhpcClusterArgs, live, {})):
        answers.learn(spelling)
    return answers


def seen(live: Program, known: Program, answers: Answers) -> dict[str, Any]:
    return wire.answer(EhpcClusterArgs, live, known, answers)


OPTIONS = "-t nfs -o vers=3"
SENT = {
    **REQUIRED,
    "queues": [queue("comp", ramRole="Reader", vswitchIds=["vsw-1", "vsw-2"])],
    "sharedStorages": [storage("/home", mountOptions=OPTIONS)],
}


def live(*, role: str = "acs:reader", switches: Any = ("vsw-2", "vsw-1"), options: str = "rw") -> dict[str, Any]:
    row = {"QueueName": "comp", "RamRole": role, "VSwitchIds": list(switches)}
    home = SENT["sharedStorages"][0]
    return {
        "Queues": [row],
        "SharedStorages": [
            {
                "MountDirectory": "/home",
                "FileSystemId": home["fileSystemId"],
                "MountTarget": home["mountTargetDomain"],
                "MountOptions": options,
            }
        ],
    }


def test_an_answer_that_was_given_when_it_was_sent_is_no_change() -> None:
    answers = learnt(SENT, live())
    assert answers.pairs == {
        "queues[comp].ramRole": {"sent": "Reader", "answer": "acs:reader"},
        "queues[comp].vswitchIds": {"sent": ["vsw-1", "vsw-2"], "answer": ["vsw-2", "vsw-1"]},
        "sharedStorages[/home].mountOptions": {"sent": OPTIONS, "answer": "rw"},
    }
    assert seen(live(), SENT, answers) == SENT


def test_a_later_answer_that_differs_is_a_change_and_the_first_one_means_the_same_again() -> None:
    answers = learnt(SENT, live())
    drifted = seen(live(role="acs:writer"), SENT, answers)
    assert drifted["queues"][0]["ramRole"] == "acs:writer"
    assert seen(live(), drifted, answers) == SENT


def test_a_value_that_comes_back_as_it_was_sent_ends_the_spelling() -> None:
    answers = learnt(SENT, live())
    answers.review(EhpcClusterArgs, by_path(EhpcClusterArgs, wire.answer(EhpcClusterArgs, live(role="Reader"), {})))
    assert "queues[comp].ramRole" not in answers.pairs
    assert seen(live(), SENT, answers)["queues"][0]["ramRole"] == "acs:reader"


def test_a_mount_that_changes_its_spelling_back_and_forth_is_never_mounted_anew() -> None:
    answers = learnt(SENT, live())
    for options in (OPTIONS, "rw", OPTIONS, "rw"):
        told = live(options=options)
        answers.review(EhpcClusterArgs, by_path(EhpcClusterArgs, wire.answer(EhpcClusterArgs, told, {})))
        assert seen(told, SENT, answers)["sharedStorages"] == SENT["sharedStorages"]


def test_what_e_hpc_has_made_by_itself_is_its_own_until_the_program_names_it() -> None:
    both = {**live(), "Queues": [*live()["Queues"], {"QueueName": "own", "MaxCount": 3}]}
    answers = learnt(SENT, both)
    assert seen(both, SENT, answers)["queues"] == SENT["queues"]
    named = {**SENT, "queues": [*SENT["queues"], queue("own", maxCount=5)]}
    (items,) = plan(EhpcClusterArgs, seen(both, SENT, answers), named, (), answers).items
    assert [item["queueName"] for item in items.added] == ["own"]
    assert seen(both, named, answers)["queues"][1] == queue("own", maxCount=3)


def test_its_own_that_has_gone_is_forgotten() -> None:
    both = {**live(), "Queues": [*live()["Queues"], {"QueueName": "own"}]}
    answers = learnt(SENT, both)
    answers.review(EhpcClusterArgs, by_path(EhpcClusterArgs, wire.answer(EhpcClusterArgs, live(), {})))
    assert "queues[own]" not in answers.pairs


def test_what_is_not_listed_counts_as_there_until_it_is() -> None:
    without = {**live(), "Queues": []}
    answers = learnt(SENT, without)
    assert seen(without, SENT, answers)["queues"] == SENT["queues"]
    answers.review(EhpcClusterArgs, by_path(EhpcClusterArgs, wire.answer(EhpcClusterArgs, live(), {})))
    assert seen(without, SENT, answers)["queues"] == []


def test_an_item_under_another_spelling_of_its_key_is_the_same_one() -> None:
    shouted = {**live(), "Queues": [{"QueueName": " COMP", "RamRole": "Reader"}]}
    answers = learnt(SENT, shouted)
    assert seen(shouted, SENT, answers)["queues"] == SENT["queues"]
    assert answers.listed("queues", "queueName", "comp") == " COMP"


def test_a_program_that_comes_to_spell_it_like_e_hpc_changes_nothing() -> None:
    answers = learnt({**REQUIRED, "resourceGroupId": "rg-1"}, {"ResourceGroupId": "rg-2"})
    for group, changes in (("rg-1", 0), ("rg-2", 0), ("rg-3", 1)):
        todo = plan(EhpcClusterArgs, {"resourceGroupId": "rg-1"}, {"resourceGroupId": group}, (), answers)
        assert len(todo.replaces) == changes


def test_what_is_sent_anew_is_spelt_anew() -> None:
    answers = learnt(SENT, live())
    answers.forget(["queues[comp].vswitchIds", "sharedStorages[/home]"])
    assert list(answers.pairs) == ["queues[comp].ramRole"]


@pytest.mark.parametrize("pairs", [None, 7, "x", [], {"maxCount": 5}, {"maxCount": {}}, {"maxCount": {"was": 1}}])
def test_a_state_that_somebody_edited_has_no_spellings(pairs: Any) -> None:
    assert Answers(pairs).pairs == {}


@pytest.mark.parametrize(
    ("known", "told", "same"),
    [
        (["/home"], ["/HOME"], {"/home": "/HOME"}),
        (["/home", "/opt"], [" opt", "home/"], {"/home": "home/", "/opt": " opt"}),
        (["/home"], ["/home", "/HOME"], {}),
        (["/home"], ["/HOME", "home"], {}),
        (["gpu1", "gpu-1"], ["GPU1"], {}),
        (["gpu1", "gpu-1"], ["gpu-1", "GPU1"], {"gpu1": "GPU1"}),
        (["/", "--"], ["//", "-", None, 7], {}),
    ],
)
def test_two_spellings_are_one_key_where_nothing_else_can_be_meant(
    known: list[Any], told: list[Any], same: dict[str, str]
) -> None:
    assert respelt(known, told) == same
    assert respelt(told, known) == {other: one for one, other in same.items()}
