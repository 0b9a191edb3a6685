"""What a release says is its section of the changelog, and a tag that does not fit it releases nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pulumi_ehpc.version import __version__
from tools.release import NotYetError, notes

ROOT = Path(__file__).parents[2]
CHANGELOG = """\
# Changelog

## [Unreleased]

## [0.2.0] - 2027-01-02

- Better.

## [0.1.0] - 2026-11-27

- First.

[Unreleased]: https://example.com/v0.2.0...HEAD
[0.2.0]: https://example.com/v0.2.0
[0.1.0]: https://example.com/v0.1.0
"""


def test_the_section_of_the_version_is_what_a_release_says() -> None:
    assert notes("v0.2.0", "0.2.0", CHANGELOG) == "- Better.\n"
    assert notes("v0.1.0", "0.1.0", CHANGELOG) == "- First.\n"


@pytest.mark.parametrize(
    ("tag", "was", "becomes", "said"),
    [
        ("v0.2.1", "", "", "the tag is v0.2.1 and provider/pulumi_ehpc/version.py says 0.2.0"),
        ("v0.2.0", " - 2027-01-02", "", "has no section `## [0.2.0] - YYYY-MM-DD`"),
        ("v0.2.0", "- Better.\n", "", "that says something"),
        ("v0.2.0", "## [Unreleased]\n", "## [Unreleased]\n\n- Later.\n", "has lines above 0.2.0"),
        ("v0.2.0", "[0.2.0]: https://example.com/v0.2.0\n", "", "has no link for [0.2.0]"),
    ],
)
def test_what_is_not_ready_is_told(tag: str, was: str, becomes: str, said: str) -> None:
    with pytest.raises(NotYetError, match=re.escape(said)):
        notes(tag, "0.2.0", CHANGELOG.replace(was, becomes, 1) if was else CHANGELOG)


def test_the_changelog_has_the_version_of_the_code() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## \[{re.escape(__version__)}\] - ", changelog, re.MULTILINE)
    assert f"\n[{__version__}]: " in changelog
