"""Which clusters are meant, and whose they are: what a stack has already, and what another one has made."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Callable, Mapping
from typing import Any

from .._core.api.remote import Remote
from .._core.logic.marks import plain_text
from .._core.process import secrets
from .._core.resource import Resource
from ..commands import Way
from ..errors import EhpcError, ResourceError
from ..exports import Export
from ..resources import CLUSTER
from .entries import TYPE, type_of
from .found import Live
from .holders import held
from .project import Project
from .target import Ask, next_free


def refuse_pending(state: Export) -> None:
    if state.pending:
        urns = ", ".join(str(operation["resource"]["urn"]) for operation in state.pending)
        raise ResourceError(
            f"an interrupted run of the stack left operations pending ({urns}): run `pulumi up`, which goes on with a "
            "cluster that was being made, then `pulumi refresh --yes --clear-pending-creates`"
        )


def names_taken(state: Export, resource: Resource = CLUSTER) -> list[str]:
    kind = type_of(resource)
    return [entry["urn"].rsplit("::", 1)[-1] for entry in state.resources if entry.get("type") == kind]


def refuse_held(names: Mapping[str, str], state: Export, project: Project, way: Way) -> None:
    """names: those that were asked for, by the ids of the clusters."""
    entries, taken = held(state), names_taken(state)
    for id_, name in names.items():
        if entry := entries.get(id_):
            ours = entry.get("type") == TYPE
            moves = _program_of(entry, project, way) if ours else ": `python -m pulumi_ehpc migrate` moves it"
            raise ResourceError(f"the stack has cluster {id_} already, as {entry['urn']}{moves}")
        if name in taken:
            raise ResourceError(f"the stack has a cluster {name} already: give another name, as {name}-2={id_}")


def _program_of(entry: Mapping[str, Any], project: Project, way: Way) -> str:
    """What an import that was killed has left out."""
    file, name = next_free(project.program), entry["urn"].rsplit("::", 1)[-1]
    words = [f"{name}={entry['id']}", "--program", os.path.relpath(file)]
    words += [] if entry.get("protect") else ["--protect=false"]
    also = "" if file == project.program else f"; then add `import {file.stem}` to {os.path.relpath(project.program)}"
    return (
        ". Where no program declares it, as after an import that was killed: "
        f"`{way.at.command('import', shlex.join(words))}` writes it{also}"
    )


def all_others(way: Way, state: Export | None, another: Another) -> list[tuple[str, Live]]:
    """Every cluster of the region that the stack may take unasked; the others are named."""
    entries = held(state) if state else {}
    several = []
    for row in Remote.all(way.at, CLUSTER):
        if row.id in entries:
            continue
        try:
            live = Live.read(row.id, way.config, way.at)
        except EhpcError as error:
            say(f"left out: {error}")
            continue
        if why := another(live):
            say(f"left out: cluster {live.id} {why}; name it to import it")
        else:
            several.append(("", live))
    return several


Another = Callable[[Live], str]
"""What makes a cluster another stack's, for a sentence about it; "" where nothing does."""


def of_another(live: Live, own: str, holder: str = "") -> str:
    """own: how the descriptions begin of what this stack makes. holder: another stack that has it, "" for none."""
    if holder:
        return f"is in stack {holder}"
    if live.maker and not f"{live.maker}-".startswith(f"{own}-"):
        return f"was made by another Pulumi stack, as its description says ({live.maker})"
    return ""


def made_here(stack: str, project: str) -> str:
    """How those descriptions begin."""
    return plain_text(f"urn:pulumi:{stack.rsplit('/', 1)[-1]}::{project}::")


def ask_of_another(live: Live, another: Another, ask: Ask) -> None:
    """Raises ResourceError where nobody says yes."""
    why = another(live)
    if not why:
        return
    two = (
        f"Cluster {live.id} {why}. Two stacks that have one cluster undo each other's changes, and either may delete "
        "it: let the other one forget it, with `pulumi state delete URN --stack OTHER` (--force where it is "
        "protected), and take it out of that program."
    )
    if not ask(secrets().told(two)):
        raise ResourceError(f"nothing was imported; cluster {live.id} belongs to another stack. Scripts give --yes")


def say(text: str) -> None:
    print(secrets().said(text), file=sys.stderr)
