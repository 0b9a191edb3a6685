"""What `python -m pulumi_ehpc` does; each command prints for a person, `orphans` also for scripts."""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ._core.api.border import actions
from ._core.api.gateway import Gateway, gateway
from ._core.api.remote import Remote
from ._core.logic.marks import PLAIN, age, mark_in
from ._core.logic.seen import Seen
from ._core.logic.state import Entry
from ._core.process import secrets
from ._core.table.fields import Role
from ._core.table.rows import ShortListError
from ._core.verbs.deletion import Deletion
from ._core.verbs.whereabouts import find_to_delete
from .errors import ResourceError, SettingsError
from .exports import Stacks
from .resources import CLUSTER
from .settings import REGION_VARIABLES, Config, resolve
from .stack_config import StackConfig


def policy(*, read_only: bool) -> None:
    """Print the RAM policy that the package needs, as the RAM console takes it: the calls that the code can make."""
    allowed = [f"ehpc:{action}" for action in actions() if not read_only or action.startswith(("Get", "List"))]
    statement = {"Effect": "Allow", "Action": allowed, "Resource": "*"}
    print(json.dumps({"Version": "1", "Statement": [statement]}, indent=2))


@dataclass(frozen=True)
class Way:
    """The account and region of the stack in whose directory a command is called, else of the environment."""

    told: StackConfig
    config: Config
    at: Gateway

    @classmethod
    def of(cls, region: str | None, endpoint: str | None, stack: str | None = None, exports: Sequence[str] = ()) -> Way:
        """region, endpoint: in place of those. exports: of stacks, whose clusters tell a region that nothing else
        names. Raises SettingsError, ExportError."""
        told = StackConfig.of(Path.cwd(), stack)
        if told.failure and stack:
            raise SettingsError(told.failure)
        config = told.over(endpoint)
        try:
            at = gateway(resolve(config, os.environ, region or _told_by(exports, config), "--region"))
        except SettingsError as error:
            raise SettingsError(f"{error}\n  {told.failure}" if told.failure else str(error)) from None
        return cls(told, config, replace(at, stack=stack or ""))


def _told_by(exports: Sequence[str], config: Config) -> str | None:
    """The one region of what these stacks hold, where the configuration and the environment have none."""
    if any(config(f"{space}:region") for space in ("ehpc", "alicloud")) or any(map(os.environ.get, REGION_VARIABLES)):
        return None
    regions = Stacks.of(exports).regions
    return next(iter(regions)) if len(regions) == 1 else None


def orphans(at: Gateway, exports: Sequence[str], here: Iterable[str] = (), *, as_json: bool) -> None:
    """List the clusters that bear a sign of this package, or may be of a run that was killed, and that no export holds.

    here: ids of what the stack has in whose directory this is called.
    """
    stacks = Stacks.of(exports)
    stacks.held.update(here)
    rows = [row for row in Remote.all(at, CLUSTER, _tell_short) if row.id not in stacks.held]
    found = [_told(at, row, *by) for row in rows if (by := _made_by(row, stacks))]
    if as_json:
        json.dump(found, sys.stdout, indent=2)
        print()
        return
    if not found:
        held = " and is in no stack of this project" if stacks.held else ""
        which = " that is in none of these stacks" if exports else held
        print(f"No cluster in {at.settings.region} bears a sign of this package{which}.")
        print("A finished one with a cluster_description of its own bears none.")
    for cluster in found:
        print(secrets().told(f"{cluster['id']}  {cluster['status']}  {cluster['age']}  {cluster['made_by']}"))
        for says, command in cluster["ways_out"].items():
            print(f"    {says}: {secrets().told(command)}")
    if any(cluster["urn_digest"] is None for cluster in found):
        files = (
            "the `pulumi stack export` file of every stack that has some" if exports else "`pulumi stack export` files"
        )
        print(f"Finished clusters may well be in use: name {files}, to leave out what stacks hold.")


def _tell_short(short: ShortListError) -> None:
    print(f"warning: {short.action}: {short.text}; what it does not show is not told here", file=sys.stderr)


def _made_by(row: Seen, stacks: Stacks) -> tuple[str, str | None] | None:
    """Who made a cluster, and the URN where an export names it; None where it bears no sign of this package."""
    mark = mark_in(row.description)
    if mark:
        urn = stacks.urns.get(mark.urn)
        return f"unfinished creation of {urn or f'URN digest {mark.urn}'}", urn
    # Killed between its last call and the engine's write, and the description is the user's own: only the name is left.
    urn = stacks.interrupted.get(row.name) or stacks.made_up.get(row.name)
    if row.description.startswith(PLAIN):
        return row.description, urn
    what = "that of the interrupted creation of" if row.name in stacks.interrupted else "the one that is made up for"
    by_name = f"its name is {what} {urn}: look at it before you delete it"
    return (by_name, urn) if urn else None


def _told(at: Gateway, row: Seen, made_by: str, urn: str | None) -> dict[str, Any]:
    mark = mark_in(row.description)
    ways = {"delete it": at.command("delete", row.id)}
    if Remote(at, CLUSTER, row.id).protected(row.answer):
        ways = {"first": at.command("unprotect", row.id), **ways}
    if mark:
        ways["or go on with it, in its stack"] = f"pulumi config set ehpc:adopt {row.id} && pulumi up"
    return {
        "id": row.id,
        "name": row.name,
        "status": row.status,
        "created": row.created,
        "age": age(row.created, time.time()),
        "urn_digest": mark.urn if mark else None,
        "urn": urn,
        "made_by": made_by,
        "ways_out": ways,
    }


def unprotect(at: Gateway, cluster_id: str, may: Callable[[], None]) -> None:
    """Switch deletion protection off and leave everything else as it is. may: raises where a program governs it."""
    cluster = Remote(at, CLUSTER, cluster_id)
    detail = existing(cluster)
    if not cluster.protected(detail.answer):
        print(f"cluster {cluster_id} has no deletion protection: nothing was changed")
        return
    may()
    cluster.set_all(CLUSTER.under(Role.PROTECTION, False), detail.answer)
    print(f"cluster {cluster_id} has no deletion protection any more")


def delete(at: Gateway, cluster_id: str, exports: Sequence[str], *, asks: bool) -> None:
    """Delete a cluster and wait until it is gone; a protected one is refused, and one that an export holds.

    asks: whoever calls it types the ID once more.
    """
    cluster = Remote(at, CLUSTER, cluster_id)
    if cluster_id in Stacks.of(exports).held:
        raise ResourceError(
            f"a stack of these files has cluster {cluster_id}: `pulumi destroy --target URN` deletes it"
        )
    refuse_no_id(cluster_id)
    detail = _there(cluster, find_to_delete(cluster, Entry({}), _warn))
    if asks and not _typed(cluster_id, f"{detail.name}, {detail.status}, {age(detail.created, time.time())}"):
        raise ResourceError("nothing was deleted. Scripts give --yes")
    later = "" if detail.status in CLUSTER.states.deletable | CLUSTER.states.going else ", once E-HPC can"
    print(f"deleting cluster {cluster_id} ({detail.status}){later} ...", flush=True)
    Deletion(cluster).to_its_end(detail)
    print(f"cluster {cluster_id} is gone")


def _typed(cluster_id: str, about: str) -> bool:
    print(
        f"This deletes cluster {cluster_id} ({secrets().told(about)}) and its nodes. To confirm, type its ID: ", end=""
    )
    sys.stdout.flush()
    typed = sys.stdin.readline()
    if not (sys.stdin.isatty() and typed.endswith("\n")):
        print()  # Nobody has ended the line.
    return typed.strip() == cluster_id


def _warn(text: str) -> None:
    print(f"warning: {secrets().said(text)}", file=sys.stderr)


def existing(cluster: Remote) -> Seen:
    refuse_no_id(cluster.id)
    return _there(cluster, cluster.find())


def _there(cluster: Remote, detail: Seen | None) -> Seen:
    if detail is None:
        raise ResourceError(f"there is no cluster {cluster.id} in {cluster.at.where}")
    return detail


def refuse_no_id(cluster_id: str) -> None:
    """Raises ResourceError before E-HPC is asked for what cannot be."""
    if not re.fullmatch(r"[A-Za-z0-9_-]+", cluster_id):
        raise ResourceError(f"{cluster_id!r} is no cluster ID, as ehpc-hz-a1b2c3")
