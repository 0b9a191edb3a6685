"""What the stacks of the directory's project have: nothing of it is anybody's to delete without them."""

from __future__ import annotations

import shlex
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .._core.logic.state import Entry
from ..errors import EhpcError, ResourceError
from ..exports import Export
from .engine import Engine, EngineError
from .entries import TYPE
from .project import Project
from .target import Ask


@dataclass(frozen=True)
class Held:
    """An entry of a stack's state."""

    entry: Mapping[str, Any]
    stack: str | None
    """As a command line has to name it; None for the one that is selected."""

    @property
    def by(self) -> str:
        return f"stack {self.stack} of this project" if self.stack else "the stack"

    @property
    def option(self) -> str:
        return f" --stack {shlex.quote(self.stack)}" if self.stack else ""

    @property
    def destroyed(self) -> str:
        """What deletes it, with its entry."""
        urn = f"'{self.entry['urn']}'"
        first = f"`pulumi state unprotect{self.option} {urn}`, then " if self.entry.get("protect") else ""
        return f"{first}`pulumi destroy{self.option} --target {urn} --target-dependents` deletes it and what is in it"

    @property
    def governed(self) -> bool:
        """Whether a program can change it: neither one that another has replaced nor one whose creation failed."""
        return not self.entry.get("delete") and Entry(self.entry.get("outputs") or {}).ever_ran


def held(state: Export) -> dict[str, dict[str, Any]]:
    """What the stack has, by its ID; what it only reads is not its own. Of several entries for one, ours."""
    own = [entry for entry in state.resources if entry.get("id") and not entry.get("external")]
    return {entry["id"]: entry for entry in sorted(own, key=lambda entry: entry.get("type") == TYPE)}


def held_here(stack: str | None) -> dict[str, Held]:
    """What that stack has in whose directory this is called, and what the project's others have, by its ID; nothing of
    those that Pulumi does not tell."""
    try:
        project = Project.of(Path.cwd())
    except EhpcError:
        return {}
    try:
        engine = Engine.of(project.directory, stack)
    except EngineError:
        engine = Engine(project.directory, "")  # None is selected: each is another one.
    with tempfile.TemporaryDirectory(prefix="pulumi-ehpc-") as folder:
        own = _told(engine, Path(folder)) if engine.stack else {}
        sisters = {id_: Held(entry, name) for name, id_, entry in _of_sisters(engine, Path(folder))}
    return sisters | {id_: Held(entry, stack) for id_, entry in own.items()}


def held_by_sisters(engine: Engine, folder: Path) -> dict[str, str]:
    """Which other stack of the project has a cluster, by its ID: one that was imported there bears no sign of it."""
    return {id_: name for name, id_, entry in _of_sisters(engine, folder) if entry.get("type") == TYPE}


def refuse_deleting(id_: str, stack: str | None) -> None:
    """Raise ResourceError for what a stack has; where that is not told, whoever calls it types the ID."""
    if one := held_here(stack).get(id_):
        raise ResourceError(f"{one.by} has cluster {id_}: {one.destroyed}")


def ask_to_unprotect(id_: str, stack: str | None, ask: Ask) -> None:
    """Raise ResourceError for what a stack's program governs, unless somebody says yes."""
    one = held_here(stack).get(id_)
    if one is None or not one.governed:
        return
    way = f"deletion_protection=False in its program and `pulumi up --refresh{one.option}`"
    if not ask(f"{one.by[0].upper()}{one.by[1:]} has cluster {id_}. What lifts its protection for good is {way}."):
        raise ResourceError(
            f"cluster {id_} keeps its protection: {way} lift it. Where no program has it any more, give --yes"
        )


def _of_sisters(engine: Engine, folder: Path) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """The name of each other stack with the IDs and entries of what it has."""
    try:
        sisters = engine.sisters()
    except EngineError:
        return
    for sister in sisters:
        for id_, entry in _told(sister, folder).items():
            yield sister.stack, id_, entry


def _told(engine: Engine, folder: Path) -> dict[str, dict[str, Any]]:
    """What that stack has; nothing where Pulumi does not tell it."""
    try:
        return held(engine.export(folder / "state.json"))
    except EhpcError:
        return {}
