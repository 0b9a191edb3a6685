"""Writes HALF_WAY.md: what a user reads when something happens half-way, as the tests' conversations have it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contract.half_way import Row

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "provider/HALF_WAY.md"
HEAD = """\
# When something happens half-way

What the emulated service, the provider and the user say to each other when something happens in the middle of it. The
tests lead each of these conversations (`tests/contract/half_cases.py`) and write this page: `make generate`. Nothing is
left to do after a next run that went through. Ids are always `ehpc-hz-1` here.
"""
THEMES = {
    "update": ("An update", "It sets `max_count`, adds the queue `new` and resizes `comp`: UpdateCluster, CreateQueue, "
               "UpdateQueue.", "pulumi up"),
    "elsewhere": ("An update of what somebody else has changed meanwhile", "The state does not know of it yet.",
                  "pulumi up"),
    "delete": ("A deletion", "The state keeps its entry until the cluster is gone.", "pulumi destroy"),
    "create": ("A creation", "The last call is UpdateCluster, which takes the mark away.", "pulumi up"),
}  # fmt: skip


def files() -> dict[Path, str]:
    return {PAGE: "\n".join([HEAD, *_sections()])}


def _sections() -> Iterator[str]:
    sys.path.insert(0, str(ROOT / "tests"))
    from contract.half_way import rows

    for theme, (title, about, command) in THEMES.items():
        yield f"## {title}\n\n{about}\n"
        yield f"| What happens | What is sent | What the user reads | In the state then | The next `{command}` |"
        yield "|---|---|---|---|---|"
        yield "\n".join(map(_row, rows(theme))) + "\n"


def _row(row: Row) -> str:
    sent, next_sent = ", ".join(row.sends) or "nothing", ", ".join(row.next_sends) or "nothing"
    then = [row.then and f"{row.then}:", f"sends {next_sent}", _quoted(row.next_reads)]
    reads = _quoted(row.reads) or "nothing: it goes through"
    return f"| {row.happens} | {sent} | {reads} | {row.state} | {'<br>'.join(filter(None, then))} |"


def _quoted(lines: list[str]) -> str:
    """The very texts, a line of the table each."""
    shown = (line.replace("|", "\\|") for line in lines)
    return "<br>".join(f"`` {line} ``" if "`" in line else f"`{line}`" for line in shown)
