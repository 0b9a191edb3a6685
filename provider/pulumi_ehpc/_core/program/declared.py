"""The base of every resource: from a program's arguments to what the engine is handed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

import pulumi
from pulumi import dynamic

from ..resource import ORGANISATION, Resource
from ..table.declare import of_table
from ..table.fields import Role
from ..table.names import ANSWERS, SECRET, SET
from . import odd
from .options import as_state_paths, inherited_region, protected
from .props import add_outputs, properties, type_outputs
from .secret import secret_paths

if TYPE_CHECKING:
    from typing_extensions import Self


class Declared(dynamic.Resource):
    """A resource whose arguments are those of its declaration: as args class, as dict, or by name."""

    provided: ClassVar[type[dynamic.ResourceProvider]]
    resource: ClassVar[Resource]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "resource" in vars(cls):
            add_outputs(cls, cls.resource.rows)
            of_table(cls.resource.args)(cls)

    def __init__(
        self,
        resource_name: str,
        args: Any = None,
        opts: pulumi.ResourceOptions | None = None,
        **kwargs: Any,
    ) -> None:
        if isinstance(args, pulumi.ResourceOptions):
            args, opts = None, args
        given = {**self._arguments(args), **kwargs}
        props = properties(self.resource.args, {**given, **self._inherited(given, opts)})
        # A name that is not in the properties has no output.
        every = dict.fromkeys(row.state for row in self.resource.rows)
        state_opts = as_state_paths(opts)
        secret = secret_paths(props, state_opts.additional_secret_outputs or ())
        if secret is not None:
            props[SECRET] = secret
            # Values and keys of inputs stand in these too.
            state_opts.additional_secret_outputs = [*(state_opts.additional_secret_outputs or ()), SET, ANSWERS]
        protection = given.get(self.resource.spelt(Role.PROTECTION))
        type_outputs(type(self), self.resource.rows)  # type: ignore[arg-type]
        options = protected(state_opts, protection)
        super().__init__(self.provided(), resource_name, {**every, **props, **_organisation()}, options)

    @classmethod
    def get(cls, resource_name: str, id: pulumi.Input[str], opts: pulumi.ResourceOptions | None = None) -> Self:  # noqa: A002
        """An existing one, read by its ID and neither changed nor deleted."""
        return cls(resource_name, opts=pulumi.ResourceOptions.merge(opts, pulumi.ResourceOptions(id=id)))

    def _arguments(self, args: Any) -> Mapping[str, Any]:
        if args is None or isinstance(args, Mapping):
            return args or {}
        if isinstance(args, self.resource.args):
            return vars(args)
        raise odd.refuse(
            "the arguments", f"cannot be a {type(args).__name__}: give {self.resource.args.__name__}, or a dict"
        )

    def _inherited(self, given: Mapping[str, Any], opts: pulumi.ResourceOptions | None) -> dict[str, Any]:
        """What the program says elsewhere; known in previews."""
        row = self.resource.row(Role.REGION)
        return {row.python: inherited_region(opts)} if row and given.get(row.python) is None else {}


def _organisation() -> dict[str, str]:
    """Whose stack it is, where the backend knows organisations: all others go by one name."""
    name = pulumi.get_organization()
    return {ORGANISATION: name} if name and name != "organization" else {}
