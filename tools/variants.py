"""Writes the tables of variants into the emulator's README: one a theme, in the order of its files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import ehpc_emulator
from ehpc_emulator.variants import THEMES
from ehpc_emulator.variation import Variant

README = Path(ehpc_emulator.__file__).with_name("README.md")
FROM, TO = "<!-- from here: python -m tools variants -->", "<!-- to here -->"


def files() -> dict[Path, str]:
    """The README with its tables up to date."""
    before, rest = README.read_text(encoding="utf-8").split(FROM)
    _, after = rest.split(TO)
    tables = "\n\n".join(_table(theme, variants) for theme, variants in THEMES.items())
    return {README: f"{before}{FROM}\n\n{tables}\n\n{TO}{after}"}


def _table(theme: str, variants: Sequence[Variant]) -> str:
    rows = [f"| `{variant.name}` | {variant.says} | {variant.evidence} |" for variant in variants]
    return "\n".join([f"| {theme} | What the service does | Evidence |", "|---|---|---|", *rows])
