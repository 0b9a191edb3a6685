"""The base of every resource: from a program's arguments to what the engine is handed."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar

import pulumi
from pulumi import dynamic

from ..resource import Resource
from ..table.declare import Written, of_table
from ..table.fields import UNKNOWN, Role, derived_of
from ..table.names import ANSWERS, IGNORED, ORGANISATION, SECRET, SET
from ..table.written import of_resource
from . import call
from .also import also_wrong
from .explicit import PACKAGE, inherited_region
from .odd import together, told_of
from .options import protected, sound, translated
from .owner import GIVEN, apart
from .pickled import pickling_as_before
from .preview import preview_of
from .props import add_derived, add_outputs, properties, type_outputs
from .secret import secret_paths
from .shadows import refuse_shadows

if TYPE_CHECKING:
    from typing_extensions import Self


class Declared(dynamic.Resource):
    """A resource whose arguments are those of its declaration: as args class, as dict, or by name."""

    provided: ClassVar[type[dynamic.ResourceProvider]]
    resource: ClassVar[Resource]
    __signature__: ClassVar[Any]

    def __init_subclass__(cls, module: str = "", name: str = "", **kwargs: Any) -> None:
        super().__init_subclass__(module=module, name=name, **kwargs)
        if isinstance(vars(cls).get("resource"), Resource):
            add_outputs(cls, cls.resource.rows)
            add_derived(cls, derived_of(cls.resource.outputs))
            of_table(cls.resource.args)(cls)
            cls.__signature__ = Written(cls.resource.args, of_resource, Declared.__init__)
            return
        # Pulumi gives each class a type of its own: to the engine, what exists would be of another one, and go.
        del cls._resource_type_name
        if module or name:
            raise pulumi.RunError(
                f"{cls.__name__} keeps the type of {_declared(cls).__name__}: leave out module and name"
            )

    def __init__(
        self,
        resource_name: str,
        args: Any = None,
        opts: pulumi.ResourceOptions | None = None,
        *more: Any,
        **kwargs: Any,
    ) -> None:
        owner = call.owner(type(self).__name__, resource_name)
        with told_of(owner):
            refuse_shadows()
            args, opts = call.placed(args, opts)
            props, options = self._read(resource_name, args, opts, more, kwargs)
        setattr(self, GIVEN, frozenset(props))
        props = apart(self.resource, props, owner)
        secret = secret_paths(props, options.additional_secret_outputs or (), owner)
        if secret is not None:
            # Pulumi waits for it first: it tells everything that is wrong with what comes later.
            props = {SECRET: secret, **props}
            # Values and keys of inputs stand in these too.
            options.additional_secret_outputs = [*(options.additional_secret_outputs or ()), SET, ANSWERS]
        # A name that is not in the properties has no output.
        every = {row.state: None for row in self.resource.rows if row.state not in props}
        type_outputs(_declared(type(self)), self.resource.rows)
        preview = preview_of(self.resource, options)
        type_ = f"{PACKAGE}:{self._resource_type_name}"
        heard = preview.heard(options, type_, resource_name) if preview else options
        with pickling_as_before():
            super().__init__(self.provided(), resource_name, {**props, **every, **_organisation()}, heard)
        _wait_for_the_registration_alone(self)
        if preview:
            preview.mark(self)

    def _read(
        self, name: str, args: Any, opts: Any, more: tuple[Any, ...], by_name: Mapping[str, Any]
    ) -> tuple[dict[str, Any], pulumi.ResourceOptions]:
        """The properties and the options, or everything that is wrong with them (Refused)."""
        options = None
        of_items: list[str] = []
        with together() as each:
            with each.part():
                call.name(name)
            with each.part():
                options = sound(self.resource, opts)
            given = each.of(call.arguments, self.resource.args, args, more, by_name)
            props = UNKNOWN if given is UNKNOWN else each.of(self._properties, given, options)
            with each.part():
                options, of_items = translated(self.resource, options)
            if each.sentences:
                each.sentences += also_wrong(self.resource, props, options)
        told = {IGNORED: of_items} if of_items else {}
        return {**props, **told}, protected(options, self.resource.given(Role.PROTECTION, props))

    def _properties(self, given: Mapping[Any, Any], opts: pulumi.ResourceOptions | None) -> dict[str, Any]:
        return properties(self.resource.args, {**given, **self._inherited(given, opts)})

    @classmethod
    def get(cls, resource_name: str, id: pulumi.Input[str], opts: pulumi.ResourceOptions | None = None) -> Self:  # noqa: A002
        """An existing one, read by its ID and neither changed nor deleted."""
        owner = call.owner(cls.__name__, resource_name)
        with told_of(owner):
            found_by = pulumi.ResourceOptions(id=call.existing(id, cls.resource.noun, owner))
            options = pulumi.ResourceOptions.merge(sound(cls.resource, opts), found_by)
        found = cls.__new__(cls)  # A subclass's own __init__ says what a new one is.
        Declared.__init__(found, resource_name, opts=options)
        return found

    def _inherited(self, given: Mapping[str, Any], opts: pulumi.ResourceOptions | None) -> dict[str, Any]:
        """What the program says elsewhere; known in previews."""
        row = self.resource.row(Role.REGION)
        return {row.python: inherited_region(opts)} if row and given.get(row.python) is None else {}


def _declared(cls: type) -> type:
    """The class that a class of the program's own is made from."""
    return next(base for base in cls.__mro__ if isinstance(vars(base).get("resource"), Resource))


def _wait_for_the_registration_alone(made: Declared) -> None:
    """Take its outputs out of those that Pulumi waits for at the end of a program: they come with its registration,
    which Pulumi waits for anyway. With a hundred clusters it would look through three thousand again and again."""
    with suppress(Exception):  # An older SDK has no such list, and a newer one may keep it otherwise.
        for row in made.resource.rows:
            pulumi.Output._untrack(vars(made)[row.state])


def _organisation() -> dict[str, str]:
    """Whose stack it is, where the backend knows organisations: all others go by one name."""
    name = pulumi.get_organization()
    return {ORGANISATION: name} if name and name != "organization" else {}
