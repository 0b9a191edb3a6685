"""Whatever the service turns out to be: the life of a cluster that has everything, in each variant of the emulator."""

from __future__ import annotations

import os
import random

import pytest

from contract.whole_life import live
from ehpc_emulator.variants import KNOWN, chosen
from in_process import World


def world(*variants: str) -> World:
    made = World()
    made.service.variants = chosen(variants)
    return made


def test_as_it_is_believed_to_be() -> None:
    assert live(world()).failures == []


@pytest.mark.parametrize("name", KNOWN)
def test_in_each_variant(name: str) -> None:
    live(world(name))


@pytest.mark.parametrize("seed", range(int(os.environ.get("LIVES", "20"))))
def test_in_several_variants_at_once(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    names = chance.sample(KNOWN, k=chance.randint(2, 6))
    try:
        live(world(*names))
    except AssertionError:
        pytest.fail(f"in {', '.join(names)}")
