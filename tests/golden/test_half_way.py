"""The page about what happens half-way says what the provider says."""

from __future__ import annotations

from tools import MEND, half_way


def test_the_page_says_what_users_read() -> None:
    for file, text in half_way.files().items():
        assert file.read_text(encoding="utf-8") == text, MEND
