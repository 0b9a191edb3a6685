"""What a check says of a region that E-HPC is not known to be in."""

from __future__ import annotations

import pytest

from contract.programs import SMALL
from in_process import CONFIG, World, host


@pytest.mark.parametrize(
    ("region", "says"),
    [("cn-hangzou", "region: E-HPC is not known to be in cn-hangzou; did you mean cn-hangzhou?"), ("cn-beijing", "")],
)
def test_a_slip_in_a_region_is_a_warning_and_no_more(region: str, says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # At an address of the user's own there are other regions.
    monkeypatch.delitem(CONFIG, "ehpc:endpoint")
    world = World()
    host(world).check({**SMALL, "region": region})
    warned = [text for text in world.said.warnings() if "region" in text]
    assert bool(warned) == bool(says)
    assert all(text.startswith(says) for text in warned)
    assert world.calls == []
