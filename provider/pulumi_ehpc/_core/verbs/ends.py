"""How a creation ended that did not come to its end, and what goes on from there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ...errors import ServiceError
from ..api.remote import Remote
from ..api.stages import has_made, stage_now
from ..api.wait import End, Outcome
from ..host.operation import operation
from ..process import secrets
from ..texts import lasting
from .preview import deletes_it, way_on


def why_not(remote: Remote, subject: str, outcome: Outcome, *, ever_ran: bool, protected: bool) -> str:
    """Why it does not run, and the way on. protected: as the program wants it."""
    minutes = lasting(outcome.seconds)
    if outcome.end is End.FAILED:
        failed = f"failed after {minutes}" if outcome.seconds >= 1 else "has failed"
        return (
            f"{subject} {failed} ({outcome.status}){_reason(remote)}\n  It still exists. {_way_on(ever_ran, protected)}"
        )
    if outcome.end is End.TOO_SLOW:
        states = remote.resource.states
        turn = states.owners_turn.get(outcome.status)
        goes_on = (
            f"E-HPC waits for you, {turn}" if turn
            else "No document of E-HPC has that state: look whether it will ever run"
            if outcome.last and outcome.last.unknown_to(states)
            else "E-HPC goes on making it"
        )  # fmt: skip
        return (
            f"{subject} was still {outcome.state} after {minutes}{where_it_is(remote)}"
            f"\n  {goes_on}: the next `pulumi up` waits for it again, as an update: its limit is the `update` of "
            "custom_timeouts."
        )
    if outcome.end is End.BLIND:
        return (
            f"E-HPC does not tell the state of {subject}, and has not for {minutes}"
            "\n  E-HPC goes on making it: the next `pulumi up` looks again."
        )
    if outcome.last is None:
        return (
            f"E-HPC has not shown {subject} for {minutes}, though it gave its ID when it was asked to make it\n"
            "  The next `pulumi up` looks again. Where the console does not show it either: `pulumi refresh`, then "
            "`pulumi up` makes another one."
        )
    return f"{subject} has disappeared while it was being made\n  Run `pulumi refresh`, then `pulumi up`."


def _reason(remote: Remote) -> str:
    """: in the stage CreateQueues (CreateQueue): out of stock"""
    try:
        reason = secrets().told(remote.resource.calls.why(remote.at.briefly, remote.id))
    except ServiceError as error:
        lacks = f"E-HPC's log, which tells why, could not be read ({error.action}: {error.code})"
    else:
        if reason or remote.resource.log is None:
            return f": {reason}" if reason else ""
        lacks = "E-HPC's log does not tell why"
    return f": {lacks}; all that it tells: {remote.at.command('logs', remote.id)}"


def is_made(remote: Remote) -> bool:
    """Whether E-HPC's log tells what no state does that is known."""
    made = has_made(remote.at.briefly, remote.resource.log, remote.id)
    if made:
        operation().log(
            f"E-HPC's log tells that {remote.id} is made, though its state is none that is documented to run: "
            "it is taken to run",
            warning=True,
        )
    return made


@contextmanager
def nothing_made() -> Iterator[None]:
    """In the block nothing is sent that makes anything, and a failure says so."""
    try:
        yield
    except ServiceError as error:
        error.effect = error.effect or "nothing was made"
        raise


def where_it_is(remote: Remote) -> str:
    """, in the stage CreateQueues"""
    stage = secrets().told(stage_now(remote.at.briefly, remote.resource.log, remote.id))
    return f", in the stage {stage}" if stage else ""


def _way_on(ever_ran: bool, protected: bool) -> str:
    if ever_ran:
        return f"`pulumi up --replace '{operation().urn}'` replaces it, {deletes_it()} deletes it."
    return way_on(protected)
