"""The table of faults in the emulator's README says what the emulator knows of them."""

from __future__ import annotations

from tools import MEND, faults

((FILE, TEXT),) = faults.files().items()


def test_the_readme_lists_every_fault_as_it_is() -> None:
    assert FILE.read_text(encoding="utf-8") == TEXT, MEND
