"""From CreateCluster's answer to a cluster that is as the program wants it; whatever fails, nothing is forgotten."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from ...errors import ClusterError, EhpcError, ServiceError
from ..api import service
from ..api.gateway import Gateway
from ..api.wait import CREATED, Clock, End, Look, Outcome, SharedLooks, Waiter, status_of, wait
from ..host import rpc as host
from ..host import run as memory
from ..logic.marks import mark_in, plain_text
from ..logic.plan import Plan, plan
from ..logic.state import EVER_RUNNING, FINISHED, applied
from ..table.fields import Role, field_of, named
from .preview import way_on

Values = Mapping[str, Any]


@dataclass
class Making:
    """One cluster on its way to what the program wants."""

    at: Gateway
    inputs: type
    outputs: type
    id: str
    wanted: Values
    outs: dict[str, Any]
    """What the engine is to know if the next step fails."""

    before_the_end: Callable[[], None] = lambda: None
    """Called when the cluster runs, before the call that ends the creation."""

    as_asked: bool = True
    """CreateCluster got what is wanted; else what cannot change later is what the service has."""

    @contextmanager
    def kept(self) -> Iterator[None]:
        """A failure inside leaves the cluster's id and everything that is known of it in the state."""
        try:
            yield
        except host.NobodyListensError:
            raise
        except ServiceError as error:
            goes_on = "" if self.outs.get(FINISHED) else "\n  The state has the cluster: `pulumi up` goes on with it."
            raise host.HalfMade(self.id, self.outs, error.sentence(self._subject) + goes_on) from error
        except EhpcError as error:
            raise host.HalfMade(self.id, self.outs, str(error)) from error
        except Exception as error:
            raise host.HalfMade(self.id, self.outs, host.defect(error)) from error

    def to_its_end(self) -> dict[str, Any]:
        """Wait until the cluster runs, set what CreateCluster does not set, and say how it is."""
        run = memory.of(host.urn())
        run.keeps = self.id
        self.outs.update({FINISHED: False, EVER_RUNNING: bool(self.outs.get(EVER_RUNNING))})
        with self.kept():
            detail, row = self._await_running()
            live = service.live_values(self.at, self.inputs, detail, self.wanted, row)
            self.outs.update({**live, **service.only_known_there(self.outputs, detail)})
            self.outs[named(self.inputs, Role.REGION)] = self.at.settings.region
            todo = plan(self.inputs, live, self.wanted, ())
            self._change_items(todo)
            self.before_the_end()
            self._end(todo, detail, row)
            # Where it was made with other inputs, the next plan has to see that.
            fixed = set() if self.as_asked else {change.top for change in todo.replaces}
            wanted = {name: value for name, value in self.wanted.items() if name not in fixed}
            self.outs.update(applied(self.inputs, self.outs, wanted))
            self.outs[FINISHED] = True
        run.unfinished = False
        return self.outs

    def _end(self, todo: Plan, detail: Look, row: Look) -> None:
        """The call that takes the mark away, last of all: whatever dies before it is found by the next creation."""
        description = field_of(self.inputs, Role.DESCRIPTION)
        wanted = {name: self.wanted[name] for name in {change.top for change in todo.updates}}
        if not row or mark_in(row.get(description.wire)):
            text = self.wanted.get(description.state, plain_text(host.urn()))
            wanted[description.state] = text
        if wanted:
            service.set_all(self.at, self.inputs, detail, row, wanted)

    def bring_about(self, todo: Plan, detail: Look) -> None:
        """The calls of a plan, settings first. `outs` follows each of them."""
        if todo.updates:
            changed = {change.top for change in todo.updates}
            wanted = {name: self.wanted.get(name, todo.fallback(name)) for name in changed}
            service.set_all(self.at, self.inputs, detail, service.listed(self.at, self.id), wanted)
            self.outs.update(applied(self.inputs, self.outs, wanted))
        self._change_items(todo)

    def _change_items(self, todo: Plan) -> None:
        for items in todo.items:
            service.change_items(self.at, self.id, items)
            name = items.field.state
            self.outs.update(applied(self.inputs, self.outs, {name: self.wanted[name]}))

    def _await_running(self) -> tuple[Look, Look]:
        with waits(self.at, self.id) as await_:
            outcome = await_(CREATED)
        if outcome.end is End.SUCCEEDED:
            host.log(f"{self.id} runs ({outcome.seconds:.0f} s)", passing=True)
        last = outcome.last or {}
        self.outs.update(service.only_known_there(self.outputs, last))
        if outcome.end is End.SUCCEEDED:
            detail = service.find(self.at, self.id)
            if detail is not None:
                self.outs[EVER_RUNNING] = True
                # Where the list lags the last look is GetCluster's, which does not tell the description.
                told = field_of(self.inputs, Role.DESCRIPTION).wire in last
                return detail, last if told else service.listed(self.at, self.id)
        raise ClusterError(self._why_not(outcome))

    def _why_not(self, outcome: Outcome) -> str:
        status = status_of(outcome.last or {})
        minutes = f"{outcome.seconds / 60:.0f} minutes" if outcome.seconds >= 120 else f"{outcome.seconds:.0f} s"
        if outcome.end is End.FAILED:
            reason = service.why(self.at, self.id)
            return (
                f"{self._subject} failed after {minutes} ({status})" + (f": {reason}" if reason else "")
                + f"\n  It still exists. {self._way_on()}"
            )  # fmt: skip
        if outcome.end is End.TOO_SLOW:
            return (
                f"{self._subject} was still {status or 'not listed'} after {minutes}"
                "\n  E-HPC goes on making it: the next `pulumi up` waits for it again; custom_timeouts sets the limit."
            )
        return f"{self._subject} has disappeared while it was being made\n  Run `pulumi refresh`, then `pulumi up`."

    def _way_on(self) -> str:
        if self.outs.get(EVER_RUNNING):
            return f"`pulumi up --replace '{host.urn()}'` replaces it, `pulumi destroy` deletes it."
        return way_on(self.wanted.get(named(self.inputs, Role.PROTECTION)) is True)

    @property
    def _subject(self) -> str:
        name = self.wanted.get(named(self.inputs, Role.NAME), "")
        return f'cluster {self.id} ("{name}", {self.at.settings.region})'


class Await(Protocol):
    def __call__(self, waiter: Waiter) -> Outcome: ...


@contextmanager
def waits(at: Gateway, cluster_id: str) -> Iterator[Await]:
    """Waiting for one cluster, with progress in its row; all that wait in one region share their looks."""
    with _looks(at).watching(cluster_id) as look:
        rpc = host.current()
        clock = Clock(sleep=rpc.sleeper()) if rpc else Clock()
        limit = rpc.timeout if rpc else 0
        yield lambda waiter: wait(waiter, look, limit=limit, said=_Progress(cluster_id), clock=clock)


_LOOKS: dict[Gateway, SharedLooks] = {}
_SHARING = threading.Lock()


def _looks(at: Gateway) -> SharedLooks:
    with _SHARING:
        return _LOOKS.setdefault(at, SharedLooks(at.call, lambda cluster_id: service.find(at, cluster_id)))


class _Progress:
    """Says a state when it is new, and every half minute how long it lasts: each line stays in a CI log."""

    EVERY = 30.0

    def __init__(self, cluster_id: str, say: Callable[..., None] = host.log) -> None:
        self._cluster_id = cluster_id
        self._say = say
        self._status = ""
        self._told = 0.0

    def __call__(self, status: str, seconds: float) -> None:
        if status != self._status or seconds - self._told >= self.EVERY:
            self._status, self._told = status, seconds
            self._say(f"{self._cluster_id} is {status} ({seconds:.0f} s)", passing=True)
