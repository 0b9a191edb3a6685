"""An update that E-HPC takes and that does not show: the user hears of it before relying on it."""

from __future__ import annotations

from typing import Any

import pytest

from contract.host_process import NONE
from contract.whole_life import Life
from ehpc_emulator.variation import Variant
from in_process import World


def _life(**variant: Any) -> Life:
    world = World()
    world.service.variants = [Variant("", says="", evidence="", **variant)]
    return Life(world)


def _set(life: Life, **values: Any) -> str:
    """The warnings of the update."""
    assert life.up(), life.failures
    life.world.said.lines.clear()
    life.program = {**life.program, **values}
    assert life.up(), life.failures
    return "\n".join(life.world.said.warnings())


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"deletionProtection": True}, "deletion_protection was set to True, but E-HPC still answers False"),
        ({"maxCount": 20}, "max_count was set to 20, but E-HPC still answers 10"),
    ],
)
def test_an_update_without_effect_is_warned_of(values: dict[str, Any], told: str) -> None:
    life = _life(does={"UpdateCluster": lambda _call, _plain: {"Success": True}})
    assert told in _set(life, **values)


def test_a_protection_that_a_creation_asks_for_in_vain_is_warned_of() -> None:
    life = _life(answers={"GetCluster": {"DeleteProtection": lambda _told: "false"}})
    life.program["deletionProtection"] = True
    assert life.up(), life.failures
    assert "deletion_protection was set to True, but E-HPC answered False once it ran" in life.world.said.text()
    life.refresh()
    assert life.diff().changes != NONE


def test_a_protection_that_is_answered_as_a_number_is_no_change() -> None:
    words = {"true": "1", "false": "0"}
    life = _life(answers={"GetCluster": {"DeleteProtection": lambda told: words[str(told).casefold()]}})
    assert "deletion_protection" not in _set(life, deletionProtection=True)
    life.refresh()
    assert life.diff().changes == NONE
