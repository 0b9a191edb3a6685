"""The files in which a backend on this machine keeps its stacks: what they hold, and whether ours can be written."""

from __future__ import annotations

import gzip
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..process import process
from .backend import backend

MOST_TRIED = 16 * 1024 * 1024
"""Bytes: of a state that is longer no more is tried."""


_UNREADABLE = (OSError, EOFError, ValueError, LookupError, TypeError, AttributeError, RecursionError)


def state_file(urn: str) -> Path | None:
    """The stack's file; None for every other kind of backend, and where it was not found at first."""
    return process().keep((state_file, urn), lambda: _found(urn))


def _stacks() -> Path | None:
    here = Path.cwd()
    kind, _, rest = backend(os.environ, str(here)).partition("://")
    return here / Path(rest.partition("?")[0]).expanduser() / ".pulumi" / "stacks" if kind == "file" else None


def _found(urn: str) -> Path | None:
    stacks = _stacks()
    stack, project = [*urn.removeprefix("urn:pulumi:").split("::"), ""][:2]
    if not stacks or not stack or not project:
        return None
    # The second is how backends of before 2023 are laid out; the CLI compresses where it is told to.
    names = (f"{folder}{stack}.json{end}" for folder in (f"{project}/", "") for end in ("", ".gz", ".zst"))
    return next((stacks / name for name in names if (stacks / name).is_file()), None)


@dataclass(frozen=True)
class Known:
    """What the stack's state tells while a creation is under way: not of what is only read (`get`), nor of what was
    deleted already for one that is not made yet."""

    ids: Mapping[str, str]
    """The URN of each."""

    interrupted: bool
    """An earlier creation of that resource did not end as far as the engine knows, and the state has none of it."""

    own: Mapping[str, Any]
    """The entry of that resource, {} where there is none: what is being made then replaces it."""


def known(urn: str) -> Known | None:
    """What it tells about the resource that is being made; None where nobody can tell."""
    file = state_file(urn)
    try:
        told = json.loads(_text(file) if file else b"")["checkpoint"]["latest"]
        entries = [
            entry
            for entry in told.get("resources") or ()
            if not entry.get("external") and not entry.get("pendingReplacement")
        ]
        begun = [one["resource"]["urn"] for one in told.get("pending_operations") or () if one["type"] == "creating"]
        own = [entry for entry in entries if entry["urn"] == urn]
        live = (entry for entry in own if not entry.get("delete"))
        # One of these is the creation that asks.
        interrupted = begun.count(urn) > 1 and not own
        return Known({entry.get("id") or "": entry["urn"] for entry in entries}, interrupted, next(live, {}))
    except _UNREADABLE:
        return None


def may_have(urn: str, id_: str) -> bool:
    """Whether it is worth the time to ask `known` for that id: a state may be long, and most ids are not in it."""
    file = state_file(urn)
    try:
        return file is not None and id_.encode() in _text(file)
    except _UNREADABLE:
        return False


def other_stack_with(id_: str, urn: str, kind: str = "") -> str:
    """Another stack of the same backend that has what has this id, as "shop/prod"; "" where none is known to. kind: the
    type of its entry there, "" for whichever."""
    own, stacks = state_file(urn), _stacks()
    for file in sorted(stacks.rglob("*.json*")) if stacks and own else ():
        if file != own and file.name.endswith((".json", ".json.gz")) and (holder := _holder(file, id_, kind)):
            return holder
    return ""


def _holder(file: Path, id_: str, kind: str) -> str:
    try:
        text = _text(file)
        if id_.encode() not in text:
            return ""  # Most are not, and a state may be long.
        told = json.loads(text)["checkpoint"]
        entries = [entry for entry in told["latest"]["resources"] if not kind or entry["type"] == kind]
        has = any(entry.get("id") == id_ and not entry.get("external") for entry in entries)
        return str(told["stack"]).removeprefix("organization/") if has else ""
    except _UNREADABLE:
        return ""


def _text(file: Path) -> bytes:
    text = file.read_bytes()
    return gzip.decompress(text) if file.suffix == ".gz" else text


def why_not_written(urn: str) -> str:
    """Why the engine cannot write the stack's state now; "" where it can, or where nobody can tell.

    -> "No space left on device: /state/.pulumi/stacks/shop"
    """
    file = state_file(urn)
    if file is None:
        return ""
    try:
        # Without a name, so that nothing is left of it whatever happens.
        with tempfile.TemporaryFile(dir=file.parent) as trial:
            trial.write(bytes(min(file.stat().st_size + 64 * 1024, MOST_TRIED)))
            trial.flush()
    except OSError as error:
        return f"{error.strerror or error}: {file.parent}"
    return ""
