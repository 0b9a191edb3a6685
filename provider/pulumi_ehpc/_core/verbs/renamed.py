"""What the stack has and the program declares anew, under another name: it stays as it is until that is told."""

from __future__ import annotations

from ..process import process

KEEPS = "Another name in the program: aliases=[pulumi.Alias(name=OLD)] in its options keeps what exists"


def renamed() -> set[str]:
    """The ids of those that this run has refused to make. `pulumi up --continue-on-error` would delete them next."""
    kept: set[str] = process().keep(renamed, set)
    return kept
