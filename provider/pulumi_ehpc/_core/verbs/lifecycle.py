"""The verbs of a cluster, written once over its declaration."""

from __future__ import annotations

import getpass
import os
import platform
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from ...errors import ClusterError, EhpcError
from ...settings import Config, resolve
from ..api import service
from ..api.gateway import Gateway, gateway
from ..api.wait import Look, status_of
from ..host import rpc as host
from ..host import run as memory
from ..logic import wire
from ..logic.check import check, normalise
from ..logic.marks import Mark, generated_name, is_generated, mark, marked, place
from ..logic.plan import Change, plan, set_paths
from ..logic.state import EVER_RUNNING, FINISHED, SET, applied, elsewhere, whereabouts, without_internal
from ..table.fields import UNKNOWN, Life, Role, fields_of, named, outputs_of
from .adoption import Claim
from .creation import Making
from .deletion import RELEASING, Ending
from .preview import tell, way_on

Values = Mapping[str, Any]
FAILED = RELEASING | {"exception"}


@dataclass(frozen=True)
class Lifecycle:
    """What Pulumi's engine asks of a cluster. Values are in state names, UNKNOWN where they are not known yet."""

    inputs: type
    outputs: type
    config: Config

    def check(self, olds: Values, news: Values) -> tuple[dict[str, Any], list[str]]:
        """The inputs in one spelling, and everything that is wrong with them. Makes no call, needs no credentials."""
        given = normalise(self.inputs, without_internal(news))
        findings = check(self.inputs, given)
        failures = [str(finding) for finding in findings if not finding.warning]
        for finding in findings:
            if finding.warning:
                host.log(str(finding), warning=True)
        if not failures and given.get(named(self.inputs, Role.REGION)) is not UNKNOWN:
            try:
                self._gateway(given)
            except EhpcError as error:
                failures.append(str(error))
        # Nothing internal is among the inputs: the engine shows their differences to the user.
        return {**self._name(olds), **given}, failures

    def _name(self, olds: Values) -> dict[str, Any]:
        """The made-up name: the same as before, so that a moved resource does not rename its cluster."""
        name = named(self.inputs, Role.NAME)
        before = olds.get(name)
        made_up = before if is_generated(before) else generated_name(host.urn())
        return {name: made_up} if made_up else {}

    def diff(self, id_: str, olds: Values, news: Values) -> tuple[bool | None, list[str]]:
        """Whether anything changes (None: the engine tells what, by the inputs), and what needs a new cluster."""
        wanted = normalise(self.inputs, without_internal(news))
        todo = plan(self.inputs, olds, wanted, self._was_given(olds))
        run = memory.of(host.urn())
        run.asked, run.guarded = id_, bool(olds.get(EVER_RUNNING, True))
        unfinished = olds.get(FINISHED) is False
        if not unfinished:
            run.keeps = id_
        elif not olds.get(EVER_RUNNING) and self._status(olds) in FAILED:
            protected = wanted.get(named(self.inputs, Role.PROTECTION)) is True
            host.log(f"cluster {id_} failed while it was being made ({self._status(olds)}). {way_on(protected)}")
            return True, [outputs_of(self.outputs)[0].state]
        tell(todo, id_, lambda: partial(self._gateway(news).call, seconds=10))
        if todo.replaces:
            self._refuse_replacement(id_, olds, [c for c in todo.replaces if c.certain])
            return self._by_inputs(wanted), sorted({c.top for c in todo.replaces})
        if unfinished:
            status = self._status(olds) or "not seen since it was made"
            host.log(f"cluster {id_} is not finished ({status}): `pulumi up` goes on with it")
            return True, []
        if not todo.empty:
            return self._by_inputs(wanted), []
        return (None if todo.creation else False), []

    def _was_given(self, olds: Values) -> list[str]:
        """What the program gave before. An argument that was given as it was anyway is in the inputs only."""
        before = normalise(self.inputs, without_internal(host.old_inputs() or {}))
        return [*olds.get(SET, []), *set_paths(self.inputs, before)]

    def _by_inputs(self, wanted: Values) -> bool | None:
        """None lets the engine find the changes in the inputs; where those are the same it has to be told."""
        before = host.old_inputs()
        if before is None:
            return True
        return True if normalise(self.inputs, without_internal(before)) == wanted else None

    def _refuse_replacement(self, id_: str, olds: Values, changes: list[Change]) -> None:
        if changes and olds.get(named(self.inputs, Role.PROTECTION)) and olds.get(EVER_RUNNING, True):
            raise ClusterError(
                f"{changes[0].path}: this change replaces cluster {id_}, but the cluster has deletion protection. "
                "Set deletion_protection=False and run `pulumi up` without the change first, or take it back."
            )

    def create(self, props: Values) -> tuple[str, dict[str, Any]]:
        """Make a cluster and wait until it runs. Once it exists, every failure keeps its id in the state."""
        wanted = normalise(self.inputs, without_internal(props))
        at = self._gateway(wanted)
        run = memory.of(host.urn())
        run.unfinished = True
        if run.asked:
            # The new one is made in its place. The state may be older than its protection.
            Ending(at, self.inputs, run.asked, run.guarded).refuse_in_its_place()
        name = str(wanted.get(named(self.inputs, Role.NAME), ""))
        claim = Claim(at, self._mark(wanted), run.asked, self.config("ehpc:adopt") or "", name)
        left = claim.find()
        outs = {**wanted, **whereabouts(at), SET: set_paths(self.inputs, wanted)}
        if left:
            id_ = str(left["ClusterId"])
        else:
            description = named(self.inputs, Role.DESCRIPTION)
            text = marked(wanted.get(description), claim.mark)
            id_ = claim.create(service.creation(self.inputs, {**wanted, description: text}))
            host.log(
                f"E-HPC is making cluster {id_} in {at.settings.region}; should this run be killed, "
                "`pulumi up` goes on with it (`pulumi destroy` does not know it yet)"
            )
        making = Making(at, self.inputs, self.outputs, id_, wanted, outs, lambda: claim.look_again(id_))
        making.as_asked = left is None or claim.fits(left)
        return id_, making.to_its_end()

    def _mark(self, wanted: Values) -> Mark:
        # Without a URN a mark that is nobody else's: it still finds a cluster whose creation was not answered.
        urn = host.urn() or secrets.token_hex()
        where = place(os.environ, _user(), platform.node(), os.getcwd())
        fixed = {
            f.state: wanted[f.state] for f in fields_of(self.inputs) if f.life is Life.REPLACE and f.state in wanted
        }
        return mark(urn, where, fixed)

    def read(self, id_: str, props: Values) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """The outputs and inputs of the cluster as it is now, None where it is gone."""
        known = normalise(self.inputs, without_internal(host.old_inputs() or props))
        at = self._gateway(props)
        detail = self._find(at, id_, props)
        if detail is None:
            if FINISHED not in props:  # EhpcCluster.get: there is no state that it could be gone from.
                raise ClusterError(f"there is no cluster {id_} in {at.settings.region}")
            return None
        before = normalise(self.inputs, without_internal(props)) if FINISHED in props else None
        live = service.live_values(at, self.inputs, detail, before)
        finished = props.get(FINISHED, True)
        for difference in plan(self.inputs, live, known, ()).as_drift() if finished else ():
            host.log(difference)
        internal = {
            SET: props.get(SET, []),
            FINISHED: finished,
            EVER_RUNNING: bool(props.get(EVER_RUNNING)) or status_of(detail) == "running",
            **whereabouts(at, props),
        }
        outs = {**live, **service.only_known_there(self.outputs, detail), **self._region(at), **internal}
        # What is not finished has not drifted: its inputs are still on their way.
        return outs, wire.given(self.inputs, live, known) if finished else known

    def update(self, id_: str, olds: Values, news: Values) -> dict[str, Any]:
        """Bring the cluster to the new inputs, or go on with a creation that did not come to its end."""
        wanted = normalise(self.inputs, without_internal(news))
        at = self._gateway(news)
        given = set_paths(self.inputs, wanted)
        # What was given before is forgotten at the end only: a failure must not hide that it was removed.
        outs = {**olds, SET: [*olds.get(SET, []), *given]}
        making = Making(at, self.inputs, self.outputs, id_, wanted, outs)
        todo = plan(self.inputs, olds, wanted, self._was_given(olds))
        unfinished = memory.of(host.urn()).unfinished = olds.get(FINISHED) is False
        if unfinished or todo.updates or any(todo.items):
            detail = self._find(at, id_, olds)
            if detail is None:
                raise ClusterError(f"cluster {id_} is gone; run `pulumi refresh`, then `pulumi up` makes a new one")
            if unfinished:
                making.before_the_end = lambda: Claim(at, self._mark(wanted)).look_again(id_)
                return {**making.to_its_end(), SET: given}
            with making.kept():
                making.bring_about(todo, detail)
        making.outs.update({**applied(self.inputs, making.outs, wanted), SET: given})
        return making.outs

    def delete(self, id_: str, props: Values) -> None:
        """Delete the cluster and wait until it is gone. A protected one is refused before anything is sent."""
        run = memory.of(host.urn())
        if props.get(FINISHED) is False and run.keeps == id_:
            host.log(f"cluster {id_} is in use by this resource: only its unfinished entry is dropped", warning=True)
            return
        if run.unfinished:
            # The engine comes this far only with --continue-on-error.
            raise ClusterError(
                f"cluster {id_} is kept, because the one that replaces it is not finished; "
                "a later `pulumi up` that finishes that one deletes this one"
            )
        at = self._gateway(props)
        detail = self._find(at, id_, props)
        if detail is None:
            return
        ran = bool(props.get(EVER_RUNNING, True)) or status_of(detail) == "running"
        Ending(at, self.inputs, id_, ran).to_its_end(detail, props)

    def _gateway(self, values: Values) -> Gateway:
        """The way to the region that the program names, else to the configured one.

        What the state says of an unnamed region is what it was: looked for elsewhere, a cluster is not gone.
        """
        name = named(self.inputs, Role.REGION)
        region = values.get(name) if name in values.get(SET, [name]) else None
        return gateway(resolve(self.config, os.environ, region if isinstance(region, str) else None), host.insist)

    def _region(self, at: Gateway) -> dict[str, str]:
        return {named(self.inputs, Role.REGION): at.settings.region}

    def _status(self, olds: Values) -> str:
        return str(olds.get(outputs_of(self.outputs)[0].state) or "").casefold()

    def _find(self, at: Gateway, id_: str, olds: Values) -> Look | None:
        """The cluster, None where it is gone: believed only where it was looked for in the right place."""
        detail = service.find(at, id_)
        if detail is None:
            wrong = elsewhere(olds, at)
            if wrong:
                raise ClusterError(
                    f"cluster {id_} was looked for in the wrong place: it is in {wrong}. Nothing was done.\n"
                    "  Use its own region, endpoint and account again. To forget the cluster instead: "
                    f"pulumi state delete '{host.urn()}'"
                )
        return detail


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # A container whose user has no name.
        return str(os.getuid())
