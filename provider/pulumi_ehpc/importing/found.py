"""A cluster that exists, as it comes under a stack; and who else may have it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .._core.api.gateway import Gateway
from .._core.api.remote import Remote
from .._core.logic.by_path import set_paths
from .._core.logic.marks import PLAIN, generated_name, is_generated, mark_in
from .._core.logic.seen import seen
from .._core.logic.state import SECRET, SET
from .._core.process import secrets
from .._core.resource import Resource
from .._core.table.fields import Role
from .._core.table.names import state_name
from .._core.verbs.lifecycle import Lifecycle
from ..commands import refuse_no_id
from ..errors import ResourceError
from ..resources import CLUSTER
from ..settings import Config
from .chosen import Secret, chosen, kept_secret, secrets_in
from .names import distinct, variables

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Live:
    """What E-HPC tells of a cluster."""

    id: str
    outputs: Values
    """As a state has them, notes of this package too."""

    @classmethod
    def read(cls, id_: str, config: Config, at: Gateway) -> Live:
        """Raises ResourceError where there is none, and where it does not run and never did."""
        region = at.settings.region
        refuse_no_id(id_)
        row = Remote(at, CLUSTER, id_).listed()
        if mark_in(seen(CLUSTER, id_, row).description):
            raise ResourceError(
                f"cluster {id_} is an unfinished creation of some Pulumi stack: `pulumi up` there goes on with it. "
                "`python -m pulumi_ehpc orphans` tells more"
            )
        told = Lifecycle(CLUSTER, config).read(id_, CLUSTER.under(Role.REGION, region))
        assert told is not None, "a cluster of which there is no entry is an error"
        live = cls(id_, told[0])
        status, states = live.text(Role.STATUS).casefold(), CLUSTER.states
        # One in a state that nobody knows runs as likely as not, and nothing is done to it.
        if status in states.all - states.has_run or not any(map(str.isalpha, status)):
            later = "import it when it runs" if status in states.under_way else "only one that runs is imported"
            raise ResourceError(f"cluster {id_} is {status or 'in a state that E-HPC does not tell'}: {later}")
        live._refuse_what_no_program_may_say(config, region)
        return live

    def text(self, role: Role) -> str:
        return str(CLUSTER.given(role, self.outputs) or "")

    @property
    def maker(self) -> str:
        """The description of a cluster that some stack of this package has made; "" where it bears no such sign."""
        description = self.text(Role.DESCRIPTION)
        return description if description.startswith(PLAIN) else ""

    def inputs(self, region: str | None) -> dict[str, Any]:
        """What a program says of it. region: None where the stack says it."""
        return chosen(CLUSTER.args, self.outputs) | (CLUSTER.under(Role.REGION, region) if region else {})

    def _refuse_what_no_program_may_say(self, config: Config, region: str) -> None:
        _, failures = Lifecycle(CLUSTER, config).check({}, self.inputs(region))
        if failures:
            says = f"cluster {self.id} cannot be imported, for its program would be refused:"
            raise ResourceError("\n  ".join([says, *failures, "Change it in the E-HPC console first."]))


@dataclass(frozen=True)
class Found:
    """One cluster, or a queue beside one, under its names."""

    id: str
    name: str
    variable: str
    inputs: Values
    """In state names; what may be a token is a Secret."""

    outputs: Values
    urn: str = ""
    """In its stack, where that is known."""

    resource: Resource = CLUSTER
    owner: str = ""
    """The variable of the cluster that it is in, where it is beside one."""

    @property
    def secrets(self) -> list[Secret]:
        return [secret for _, secret in secrets_in(self.inputs)]

    @property
    def entry(self) -> dict[str, Any]:
        """The outputs as this package would have left them."""
        hidden = [path for path, _ in secrets_in(self.inputs)]
        given = set_paths(self.resource.args, self.inputs)
        # A program that gives no name has this one: of a cluster without any, that is no change.
        name = self.resource.under(Role.NAME, generated_name(self.urn)) if self.urn else {}
        return {**name, **self.outputs, SET: given, **({SECRET: hidden} if hidden else {})}


def named(
    several: Sequence[tuple[str, Live]],
    region: str | None,
    taken: Sequence[str] = (),
    urn: Callable[[str], str] = lambda _name: "",
) -> list[Found]:
    """Each under the name that was asked for, "" for that of the cluster.

    region: what the program has to say of it, None where the stack says it. taken: the names that the stack has.
    """
    names = distinct([asked or _called(live) for asked, live in several], taken)
    found = []
    for name, variable, (_, live) in zip(names, variables(names), several, strict=True):
        both = (live.inputs(region), live.outputs)
        inputs, outputs = (kept_secret(CLUSTER.args, each, state_name(variable)) for each in both)
        secrets().add(secret.value for _, secret in secrets_in(inputs))
        found.append(Found(live.id, name, variable, inputs, outputs, urn(name)))
    return found


def _called(live: Live) -> str:
    """As a program would call it: a name that this package made up is that of the resource and seven digits."""
    name = live.text(Role.NAME)
    return (name.rsplit("-", 1)[0] if is_generated(name) else name) or live.id
