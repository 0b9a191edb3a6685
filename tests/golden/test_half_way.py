"""The page about what happens half-way says what the provider says."""

from __future__ import annotations

from tools import MEND, half_way

((FILE, TEXT),) = half_way.files().items()


def test_the_page_says_what_users_read() -> None:
    assert FILE.read_text(encoding="utf-8") == TEXT, MEND
