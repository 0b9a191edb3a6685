"""A count and its noun, a noun and its article, how long something lasted."""

from __future__ import annotations

import re

import pytest

from core.programs import findings, queue, tables
from pulumi_ehpc._core.table.fields import fields_of
from pulumi_ehpc._core.table.rules import count, length
from pulumi_ehpc._core.texts import a, lasting, one_or_more
from pulumi_ehpc.errors import HINTS
from pulumi_ehpc.inputs import EhpcClusterArgs

WRONG = re.compile(
    r"\b1 (?!to\b)\w+s\b|\b(?:[02-9]|\d\d+) (?:character|node|add-on|minute|tag|queue|disk)\b"
    r"|\ba [aeio]|\ban [bcdfgjkpqtvwyz]"
)


@pytest.mark.parametrize(
    ("said", "right"),
    [
        (one_or_more(0, "nodes"), "0 nodes"),
        (one_or_more(1, "add-ons"), "1 add-on"),
        (one_or_more(12, "characters"), "12 characters"),
        (a("Addon"), "an Addon"),
        (a("queue"), "a queue"),
        (a("UUID"), "a UUID"),
        (lasting(0), "0 s"),
        (lasting(60), "60 s"),
        (lasting(119), "119 s"),
        (lasting(120), "2 minutes"),
        (lasting(3600), "60 minutes"),
        (length(1, 1).must, "must have 1 to 1 character"),
        (length(0, 1).must, "must have at most 1 character"),
        (count(0, 1, "add-ons").must, "must have at most 1 add-on"),
        (count(1, 5, "vSwitches").must, "must have 1 to 5 vSwitches"),
    ],
)
def test_a_count_goes_with_its_noun(said: str, right: str) -> None:
    assert said == right


def test_the_sentences_of_rules_and_hints_are_grammar() -> None:
    rules = [rule.must for cls in tables(EhpcClusterArgs) for row in fields_of(cls) for rule in row.rules]
    docs = [row.doc for cls in tables(EhpcClusterArgs) for row in fields_of(cls)]
    for text in (*rules, *docs, *(hint.says for hint in HINTS)):
        assert not WRONG.search(text), (WRONG.search(text), text)


def test_a_refused_value_is_counted_right() -> None:
    program = {"clusterName": "r", "queues": [queue("a" * 16)], "sharedStorages": [1], "addons": ["Login"]}
    told = [str(finding) for finding in findings({**program, "tags": {"": "x"}})]
    assert "cluster_name: must have 2 to 128 characters, got 1 character" in told
    assert "addons[0]: must be an Addon or a dict, got a text" in told
    assert "shared_storages[0]: must be a SharedStorage or a dict, got a number" in told
    assert not [text for text in told if WRONG.search(text)]
