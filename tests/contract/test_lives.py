"""Whatever the service turns out to be: the life of a cluster that has everything, in each variant of the emulator."""

from __future__ import annotations

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


@pytest.mark.parametrize("seed", range(20))
def test_in_several_variants_at_once(seed: int) -> None:
    names = random.Random(seed).sample(KNOWN, k=3)  # noqa: S311
    try:
        live(world(*names))
    except AssertionError:
        pytest.fail(f"in {', '.join(names)}")
