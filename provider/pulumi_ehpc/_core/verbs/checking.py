"""What a program gives: in one spelling, or everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ...errors import EhpcError
from ...regions import doubt
from ...settings import Config
from ..host.operation import operation
from ..host.state_file import known, may_have
from ..logic.check import check, normalise
from ..logic.ignored import as_before, no_such_item
from ..logic.marks import generated_name, is_generated
from ..logic.state import Entry, without_internal
from ..process import process
from ..resource import Resource
from ..table.fields import UNKNOWN, Role
from ..table.names import IGNORED
from .keyed import KEEPS, in_stack_already, key_of
from .whereabouts import way_to

Values = Mapping[str, Any]


def inputs_of(resource: Resource, values: Values) -> dict[str, Any]:
    """Nothing internal among them: the engine shows a user how inputs differ."""
    return normalise(resource.args, without_internal(values))


@dataclass(frozen=True)
class Checking:
    """The first thing that the engine asks. Makes no call, needs no credentials."""

    resource: Resource
    config: Config

    def check(self, olds: Values, news: Values) -> tuple[dict[str, Any], list[str]]:
        """olds: the inputs of the state, {} for a new one."""
        before = self._inputs(olds)
        given = self._as_ignored(before, self._inputs(news), news.get(IGNORED) or ())
        operation().run.organisation = operation().organisation
        findings = check(self.resource.args, given, operation().run.secret)
        failures = [str(finding) for finding in findings if not finding.warning]
        for finding in findings:
            if finding.warning and not (before and finding.at_creation):
                _warn(str(finding))
        if not failures and self.resource.given(Role.REGION, given) is not UNKNOWN:
            try:
                self._doubt_region(Entry(given))
            except EhpcError as error:
                failures.append(str(error))
        if not failures:
            failures += self._declared_twice(given) or ([] if before else self._declared_anew(given))
        return {**self._name(olds), **given}, failures

    def _as_ignored(self, olds: Values, news: Values, paths: Iterable[str]) -> Values:
        """The new inputs with what ignore_changes keeps; a creation has nothing to keep."""
        for path in paths:
            if says := no_such_item(self.resource.args, path, (olds, news)):
                _warn(f"ignore_changes: {says}")
            news = as_before(self.resource.args, path, olds, news) if olds else news
        return news

    def _doubt_region(self, entry: Entry) -> None:
        settings = way_to(self.resource, self.config, entry).settings
        if not settings.endpoint and (says := doubt(settings.region)):
            _warn(says)

    def _declared_twice(self, given: Values) -> list[str]:
        """Two resources that are one there: whichever leaves the program takes it away from the other."""
        key, urn = key_of(self.resource, given), operation().urn
        first = process().keep((Checking, self.resource, key), lambda: urn) if key else urn
        noun = self.resource.noun
        return [] if first == urn else [f"{noun} {key} is that of {first} already: declare it once, or name another"]

    def _declared_anew(self, given: Values) -> list[str]:
        """What the stack has under another name. Refused here: of a creation that fails, `--continue-on-error` goes on
        to delete that one."""
        key, urn = key_of(self.resource, given), operation().urn
        state = known(urn) if key and may_have(urn, key) else None
        if not key or not state or state.own or key not in state.ids:
            return []
        return [f"{in_stack_already(self.resource, key)}.\n  {KEEPS}"]

    def _name(self, olds: Values) -> dict[str, Any]:
        """The made-up name: the same as before, so that a moved resource is not renamed."""
        before = self.resource.given(Role.NAME, olds)
        made_up = before if is_generated(before) else generated_name(operation().urn)
        return self.resource.under(Role.NAME, made_up) if made_up else {}

    def _inputs(self, values: Values) -> dict[str, Any]:
        return inputs_of(self.resource, values)


def _warn(says: str) -> None:
    """Say it once a run."""
    if says not in operation().run.warned:
        operation().run.warned.add(says)
        operation().log(says, warning=True)
