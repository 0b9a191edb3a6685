"""What a release says of itself, where version, changelog and tag agree: `python -m tools.release vX.Y.Z`."""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


class NotYetError(Exception):
    """Something else has to be done before the tag; the text says what."""


def notes(tag: str, version: str, changelog: str) -> str:
    """The changelog's section of this version, without its title."""
    if tag != f"v{version}":
        raise NotYetError(f"the tag is {tag} and provider/pulumi_ehpc/version.py says {version}")
    titles = list(re.finditer(r"^## \[(.+?)\](.*)\n", changelog, re.MULTILINE))
    ends = [*(title.start() for title in titles[1:]), changelog.rfind("\n[Unreleased]: ")]
    sections = {
        title[1]: (title[2], changelog[title.end() : end].strip()) for title, end in zip(titles, ends, strict=True)
    }
    date, text = sections.get(version, ("", ""))
    if not re.fullmatch(r" - \d{4}-\d\d-\d\d", date) or not text:
        raise NotYetError(f"CHANGELOG.md has no section `## [{version}] - YYYY-MM-DD` that says something")
    if sections.get("Unreleased", ("", ""))[1]:
        raise NotYetError(f"CHANGELOG.md has lines above {version}: they belong to it, or into a later release")
    if f"\n[{version}]: " not in changelog:
        raise NotYetError(f"CHANGELOG.md has no link for [{version}] at its end")
    return f"{text}\n"


def main(tag: str) -> str:
    said = (ROOT / "provider/pulumi_ehpc/version.py").read_text(encoding="utf-8")
    (version,) = re.findall(r'^__version__ = "(.+)"$', said, re.MULTILINE)
    return notes(tag, version, (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))


if __name__ == "__main__":
    try:
        sys.stdout.write(main(*sys.argv[1:]))
    except NotYetError as problem:
        sys.exit(f"{problem}.")
