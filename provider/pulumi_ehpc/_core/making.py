"""From CreateCluster's answer to a cluster that is as the program wants it; whatever fails, nothing is forgotten."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from ..errors import ClusterError, EhpcError, ServiceError
from . import host, service
from .fields import Role, named
from .gateway import Gateway
from .plan import Plan, plan
from .state import EVER_RUNNING, FINISHED, applied
from .wait import CREATED, End, Look, Outcome, SharedLooks, Waiter, status_of, wait

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

    @contextmanager
    def kept(self) -> Iterator[None]:
        """A failure inside leaves the cluster's id and everything that is known of it in the state."""
        try:
            yield
        except ServiceError as error:
            raise host.HalfMade(self.id, self.outs, error.sentence(self._subject)) from error
        except EhpcError as error:
            raise host.HalfMade(self.id, self.outs, str(error)) from error
        except Exception as error:
            raise host.HalfMade(self.id, self.outs, host.defect(error)) from error

    def to_its_end(self) -> dict[str, Any]:
        """Wait until the cluster runs, set what CreateCluster does not set, and say how it is."""
        self.outs.update({FINISHED: False, EVER_RUNNING: bool(self.outs.get(EVER_RUNNING))})
        with self.kept():
            detail, row = self._await_running()
            live = service.live_values(self.at, self.inputs, detail, self.wanted, row)
            self.outs.update({**live, **service.only_known_there(self.outputs, detail)})
            self.outs[named(self.inputs, Role.REGION)] = self.at.settings.region
            self.bring_about(plan(self.inputs, live, self.wanted, ()), detail, row)
            self.outs.update(applied(self.inputs, self.outs, self.wanted))
            self.outs[FINISHED] = True
        return self.outs

    def bring_about(self, todo: Plan, detail: Look, row: Look | None = None) -> None:
        """The calls of a plan, settings first. `outs` follows each of them."""
        if todo.updates:
            changed = {change.top for change in todo.updates}
            wanted = {name: self.wanted.get(name, todo.fallback(name)) for name in changed}
            row = row if row is not None else service.listed(self.at, self.id)
            service.set_all(self.at, self.inputs, detail, row, wanted)
            self.outs.update(applied(self.inputs, self.outs, wanted))
        for items in todo.items:
            service.change_items(self.at, self.id, items)
            name = items.field.state
            self.outs.update(applied(self.inputs, self.outs, {name: self.wanted[name]}))

    def _await_running(self) -> tuple[Look, Look | None]:
        with waits(self.at, self.id) as await_:
            outcome = await_(CREATED)
        last = outcome.last or {}
        self.outs.update(service.only_known_there(self.outputs, last))
        if outcome.end is End.SUCCEEDED:
            detail = service.find(self.at, self.id)
            if detail is not None:
                self.outs[EVER_RUNNING] = True
                return detail, last
        raise ClusterError(self._why_not(outcome))

    def _why_not(self, outcome: Outcome) -> str:
        status = status_of(outcome.last or {})
        minutes = f"{outcome.seconds / 60:.0f} minutes" if outcome.seconds >= 120 else f"{outcome.seconds:.0f} seconds"
        if outcome.end is End.FAILED:
            reason = service.why(self.at, self.id)
            return (
                f"{self._subject} failed after {minutes} ({status})" + (f": {reason}" if reason else "")
                + "\n  It still exists. The next `pulumi up` replaces it, `pulumi destroy` deletes it."
            )  # fmt: skip
        if outcome.end is End.TOO_SLOW:
            return (
                f"{self._subject} was still {status or 'not listed'} after {minutes}"
                "\n  E-HPC goes on making it: the next `pulumi up` waits for it again; custom_timeouts sets the limit."
            )
        return f"{self._subject} has disappeared while it was being made\n  Run `pulumi refresh`, then `pulumi up`."

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
        yield lambda waiter: wait(waiter, look, limit=host.timeout(), said=_Progress(cluster_id))


_LOOKS: dict[Gateway, SharedLooks] = {}
_SHARING = threading.Lock()


def _looks(at: Gateway) -> SharedLooks:
    with _SHARING:
        return _LOOKS.setdefault(at, SharedLooks(at.call))


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
