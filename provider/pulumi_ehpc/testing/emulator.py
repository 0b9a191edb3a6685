"""The emulator in a test: its time, the faults and variants that upset a program, and what it was asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, overload

from .interface import HELD, Interface
from .process import Process


@dataclass(frozen=True)
class Call:
    """One request as the service received it."""

    action: str
    """As "CreateCluster"."""

    params: Mapping[str, Any]
    """In the words of E-HPC's API; a password is "***"."""

    status: int
    """The HTTP status of the answer; 0 where the client got none."""

    code: str
    """E-HPC's code of the error, "" where there was none."""

    time: float = field(repr=False)
    """By the clock of the emulator, in Unix seconds."""

    request_id: str = field(repr=False)
    cluster: str = field(default="", repr=False)
    """The ID of the cluster that it was about, "" for none."""

    seconds: float = field(default=0.0, repr=False)
    """How long the answer took."""


@dataclass
class Journal(Sequence[Call]):
    """Every call until now, in order, without those that only control the emulator."""

    service: Interface = field(repr=False)

    @property
    def actions(self) -> list[str]:
        """What was asked: ["ListClusters", "CreateCluster", ...]"""
        return [call.action for call in self]

    @property
    def changes(self) -> list[Call]:
        """The calls that did not only read."""
        return [call for call in self if not call.action.startswith(("Get", "List"))]

    def of(self, action: str) -> list[Call]:
        """The calls of one action."""
        return [call for call in self if call.action == action]

    def _calls(self) -> list[Call]:
        return [Call(**request) for request in self.service.control("GET", "journal")["requests"]]

    def __len__(self) -> int:
        return len(self._calls())

    def __iter__(self) -> Iterator[Call]:
        return iter(self._calls())

    @overload
    def __getitem__(self, place: int) -> Call: ...
    @overload
    def __getitem__(self, place: slice) -> list[Call]: ...
    def __getitem__(self, place: int | slice) -> Call | list[Call]:
        return self._calls()[place]


@dataclass
class Clock:
    """How long things take, and what time it is at the service."""

    service: Interface = field(repr=False)

    @property
    def pace(self) -> str:
        """ "immediate" (at the start), "looks:3", "seconds:8": what a creation takes. It can be set."""
        return str(self._clock()["clock"])

    @pace.setter
    def pace(self, pace: str) -> None:
        self._clock({"clock": pace})

    @property
    def now(self) -> float:
        """In Unix seconds."""
        return float(self._clock()["now"])

    def advance(self, seconds: float) -> None:
        """Let time pass at once."""
        self._clock({"advance": seconds})

    def _clock(self, change: Any = None) -> Any:
        return self.service.control("GET" if change is None else "POST", "clock", change)


@dataclass
class Faults:
    """What will go wrong: faults that wait for their call."""

    service: Interface = field(repr=False)

    @property
    def pending(self) -> list[dict[str, Any]]:
        """Those that are still to come."""
        return list(self.service.control("GET", "faults")["faults"])

    def add(self, action: str, kind: str, **rule: Any) -> None:
        """Of the next call of this action ("*" is any): faults.add("CreateCluster", "throttled", nth=2, times=3)

        The kinds, and what else a rule says, are in the emulator's README: "reset-after" makes the cluster and loses
        the answer, "exception" fails while it is made, "error" takes any code=... of E-HPC.
        """
        self.service.control("POST", "faults", {"action": action, "kind": kind, **rule})

    def clear(self) -> None:
        """None any more; what is held goes on."""
        self.service.control("DELETE", "faults")

    def hold(self, action: str, **rule: Any) -> None:
        """Stop the next call of this action: with acted=True after it has taken effect, else before."""
        self.add(action, "hold", **rule)

    def held(self) -> list[str]:
        """The actions that are held, as soon as one is; none where none can come."""
        return list(self.service.control("GET", "held", limit=HELD)["held"])

    def release(self) -> list[str]:
        """Let go on what is held; what it asked for is then done."""
        return list(self.service.control("POST", "release", limit=HELD)["released"])


@dataclass
class Variants:
    """Other ways in which the real service may answer, by their names."""

    service: Interface = field(repr=False)

    @property
    def known(self) -> list[str]:
        """All that there are; `python -m ehpc_emulator --variants` tells what each does."""
        return list(self.service.control("GET", "variants")["known"])

    @property
    def on(self) -> list[str]:
        """Those in which it answers now."""
        return list(self.service.control("GET", "variants")["variants"])

    def use(self, *names: str) -> None:
        """From now on answer in these; without any, as usual."""
        self.service.control("POST", "variants", list(names))


class Emulator(Interface, Process):
    """E-HPC on this machine, without a cluster at first; no account and no cost.

    with Emulator() as service:
        ...
    """

    def __init__(self, *options: str) -> None:
        """options: as on the command line, "--quota", "10"."""
        Process.__init__(self, *options)
        self.clock = Clock(self)
        self.faults = Faults(self)
        self.variants = Variants(self)
        self.journal = Journal(self)
