"""A stack as the engine keeps it: the order of its calls and what it writes, as seen on the real one.

What is modelled here was measured (tests/engine/test_driver.py compares it with the real engine): `check`, then
`diff` unless a replacement is forced, then the step, then the deletes that wait; an init failure is written, another
failure is not; after a step that failed nothing more is done, unless the user asked to go on; what was not answered is
not written; what was deleted to be replaced waits for its replacement in the state.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from pulumi.runtime.proto import provider_pb2

from contract.host_process import Failed
from faults.cli import CliKilled, Entry, HostDied, How, Interrupted, Result, SeveralFailed, Values


class Provider(Protocol):
    """contract.host_process.Host, or the same in this process."""

    def check(self, news: Mapping[str, Any], olds: Mapping[str, Any] | None = None) -> tuple[Values, list[str]]: ...
    def diff(
        self, id_: str, olds: Mapping[str, Any], news: Mapping[str, Any], old_inputs: Mapping[str, Any] | None = None
    ) -> provider_pb2.DiffResponse: ...
    def create(self, inputs: Mapping[str, Any], timeout: float = 0) -> tuple[str, Values]: ...
    def read(
        self, id_: str, outs: Mapping[str, Any], inputs: Mapping[str, Any] | None = None
    ) -> tuple[str, Values, Values]: ...
    def update(self, id_: str, olds: Mapping[str, Any], news: Mapping[str, Any], timeout: float = 0) -> Values: ...
    def delete(self, id_: str, outs: Mapping[str, Any], timeout: float = 0) -> None: ...


@dataclass
class Stack:
    """The state of one resource: at most one entry in use, and those that wait for their delete."""

    entries: list[Entry] = field(default_factory=list)
    timeout: float = 0
    answered: Callable[[str], None] = lambda _step: None
    """Called between the provider's answer and the engine's write of it."""

    @property
    def main(self) -> Entry | None:
        return next((entry for entry in self.entries if not entry.pending_delete), None)

    @property
    def main_id(self) -> str:
        return self.main.id if self.main else ""

    @property
    def ids(self) -> list[str]:
        return [entry.id for entry in self.entries]

    def up(self, host: Provider, program: Values | None, **how: bool) -> Result:
        """`pulumi up`; `how` is spelt in How."""
        return self._run(lambda: self._up(host, program, How(**how)))

    def destroy(self, host: Provider, *, refresh: bool = False) -> Result:
        return self._run(lambda: self._destroy(host, refresh))

    def refresh(self, host: Provider) -> Result:
        return self._run(lambda: self._refresh(host))

    @staticmethod
    def _run(steps: Callable[[], None]) -> Result:
        try:
            steps()
        except Failed as failure:
            return Result("failed", failure.message)
        except SeveralFailed as failures:
            return Result("failed", str(failures))
        except Interrupted:
            return Result("failed", "interrupted")
        except HostDied:
            return Result("failed", "the provider's process died")
        except CliKilled:
            return Result("killed")
        return Result("ok")

    def _destroy(self, host: Provider, refresh: bool) -> None:
        if refresh:
            self._refresh(host)
        self._deletes(host, self.entries)

    def _up(self, host: Provider, program: Values | None, how: How) -> None:
        if how.refresh:
            self._refresh(host)
        if program is None:
            return self._deletes(host, self.entries)
        failures: list[Failed] = []
        try:
            self._main_step(host, program, how)
        except Failed as failure:
            if not how.go_on:
                raise
            failures.append(failure)
        if how.ctrl_c:
            raise Interrupted
        return self._deletes(host, [entry for entry in self.entries if entry.pending_delete], how.go_on, failures)

    def _main_step(self, host: Provider, program: Values, how: How) -> None:
        main = self.main
        if main is None:
            self._create(host, self._checked(host, program, {}))
        elif how.replace:
            self._replace(host, main, self._checked(host, program, {}), how.first)
        else:
            self._step(host, main, program, how)

    def _step(self, host: Provider, main: Entry, program: Values, how: How) -> None:
        news = self._checked(host, program, main.inputs)
        answer = host.diff(main.id, main.outs, news, main.inputs)
        changes = answer.changes
        if changes == provider_pb2.DiffResponse.DIFF_UNKNOWN:
            # "None" lets the engine compare the inputs.
            changed = news != main.inputs
        else:
            changed = changes == provider_pb2.DiffResponse.DIFF_SOME
        if how.trigger or main.pending_replacement or (changed and answer.replaces):
            first = how.first or answer.deleteBeforeReplace
            self._replace(host, main, self._checked(host, program, {}), first)
        elif changed or main.init_failed:
            self._update(host, main, news)
        else:
            main.inputs = news

    @staticmethod
    def _checked(host: Provider, program: Values, olds: Values) -> Values:
        news, failures = host.check(program, olds)
        assert not failures, failures
        return news

    def _create(self, host: Provider, news: Values, original: Entry | None = None) -> None:
        try:
            id_, outs = host.create(news, self.timeout)
            made = Entry(id_, news, outs)
        except Failed as failure:
            if not failure.id:
                raise
            self._write(Entry(failure.id, news, failure.properties, init_failed=True), original)
            raise
        self.answered("create")
        self._write(made, original)

    def _write(self, made: Entry, original: Entry | None) -> None:
        if original is not None and original.pending_replacement:
            self._drop(original)
        elif original is not None:
            original.pending_delete = True
        self.entries.append(made)

    def _replace(self, host: Provider, main: Entry, news: Values, first: bool) -> None:
        if first and not main.pending_replacement:
            host.delete(main.id, copy.deepcopy(main.outs), self.timeout)
            self.answered("delete")
            main.pending_replacement = True
        self._create(host, news, main)

    def _update(self, host: Provider, main: Entry, news: Values) -> None:
        try:
            outs = host.update(main.id, main.outs, news, self.timeout)
        except Failed as failure:
            if failure.id:
                # The old inputs and the new outputs.
                main.outs, main.init_failed = failure.properties, True
            raise
        self.answered("update")
        main.inputs, main.outs, main.init_failed = news, outs, False

    def _deletes(
        self, host: Provider, entries: list[Entry], go_on: bool = False, failures: Sequence[Failed] = ()
    ) -> None:
        failed = list(failures)
        for entry in list(entries):
            try:
                self._delete(host, entry)
            except Failed as failure:
                if not go_on:
                    raise
                failed.append(failure)
        if failed:
            raise SeveralFailed(failed)

    def _delete(self, host: Provider, entry: Entry) -> None:
        if not entry.pending_replacement:
            host.delete(entry.id, copy.deepcopy(entry.outs), self.timeout)
            self.answered("delete")
        self._drop(entry)

    def _drop(self, entry: Entry) -> None:
        self.entries = [other for other in self.entries if other is not entry]

    def _refresh(self, host: Provider) -> None:
        """Each entry is read and compared; all at once, so the one in use need not be the last of them."""
        for entry in reversed([entry for entry in self.entries if not entry.pending_replacement]):
            id_, outs, inputs = host.read(entry.id, entry.outs, entry.inputs)
            self.answered("refresh")
            if not id_:
                self._drop(entry)
                continue
            entry.outs, entry.inputs, entry.init_failed = outs, inputs, False
            host.diff(entry.id, outs, inputs, inputs)
