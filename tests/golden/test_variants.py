"""The tables of variants in the emulator's README say what the code says."""

from __future__ import annotations

from tools import MEND, variants

((FILE, TEXT),) = variants.files().items()


def test_the_readme_lists_every_variant_as_it_is() -> None:
    assert FILE.read_text(encoding="utf-8") == TEXT, MEND
