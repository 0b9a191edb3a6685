"""Writes the table of faults into the emulator's README."""

from __future__ import annotations

from pathlib import Path

from ehpc_emulator.facts import KINDS
from tools.variants import README

FROM, TO = "<!-- from here: python -m tools faults -->", "<!-- to here: faults -->"


def files() -> dict[Path, str]:
    """The README with its table up to date."""
    before, rest = README.read_text(encoding="utf-8").split(FROM)
    _, after = rest.split(TO)
    rows = [f"| `{name}` | {kind['gets']} | {kind['done']} |" for name, kind in KINDS.items()]
    table = "\n".join(["| Kind | The client gets | Done? |", "|---|---|---|", *rows])
    return {README: f"{before}{FROM}\n\n{table}\n\n{TO}{after}"}
