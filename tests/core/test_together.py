"""Calls that take several at once: each is sent, nobody waits for company, and nobody pays for another's mistake."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

import pytest

from pulumi_ehpc._core.api.together import Together


class Turn:
    """A lock that tells of everybody who comes to it."""

    def __init__(self) -> None:
        self.came = threading.Semaphore(0)
        self._lock = threading.Lock()

    def __enter__(self) -> None:
        self.came.release()
        self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self._lock.release()


class Service:
    """Takes lists, and refuses one by its name; the first call lasts until everybody else has come."""

    def __init__(self, refuses: str = "") -> None:
        self.got: list[list[str]] = []
        self._refuses = refuses
        self._others: Callable[[], None] = lambda: None

    def take(self, several: Sequence[str]) -> None:
        self.got.append(list(several))
        if len(self.got) == 1:
            self._others()
        if self._refuses in several:
            raise ValueError(f"{self._refuses} is refused")

    def at_once(self, names: Sequence[str], most: int = 20) -> dict[str, str]:
        """What each one's call came to."""
        together, turn, came = Together(self.take, most), Turn(), dict[str, str]()
        together._sending = turn  # type: ignore[assignment]

        def one(name: str) -> None:
            try:
                together(name)
                came[name] = "made"
            except ValueError as error:
                came[name] = str(error)

        threads = [threading.Thread(target=one, args=(name,)) for name in names[1:]]

        def others() -> None:
            turn.came.acquire()
            for thread in threads:
                thread.start()
                turn.came.acquire()

        self._others = others
        one(names[0])
        for thread in threads:
            thread.join(10)
        return came


NAMES = [f"user{number}" for number in range(12)]


def test_what_comes_while_a_call_is_under_way_goes_with_the_next() -> None:
    service = Service()
    assert set(service.at_once(NAMES).values()) == {"made"}
    assert [len(call) for call in service.got] == [1, 11]


def test_no_call_takes_more_than_it_may() -> None:
    service = Service()
    service.at_once(NAMES, most=5)
    assert [len(call) for call in service.got] == [1, 5, 5, 1]
    assert sorted(name for call in service.got for name in call) == sorted(NAMES)


def test_one_that_is_refused_is_told_so_and_the_others_are_made() -> None:
    service = Service(refuses="user7")
    came = service.at_once(NAMES)
    assert came.pop("user7") == "user7 is refused"
    assert set(came.values()) == {"made"}


def test_one_by_itself_hears_of_its_failure_at_once() -> None:
    with pytest.raises(ValueError, match="refused"):
        Together(Service(refuses="a").take, 5)("a")
