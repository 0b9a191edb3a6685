"""Whose a creation is: the mark of a resource, of where its program runs, and of what it is made with."""

from __future__ import annotations

import getpass
import os
import platform
import secrets
from collections.abc import Mapping
from typing import Any

from ..host.backend import backend
from ..host.operation import operation
from ..logic.marks import Mark, mark, where_it_runs
from ..resource import Resource
from ..table.fields import Field, fields_of
from ..table.policy import Life

Values = Mapping[str, Any]


def mark_of(resource: Resource, wanted: Values, name: str = "") -> Mark:
    """The mark of the creation that is under way. name: what the user calls the place that it runs in."""
    # Without a URN a mark that is nobody else's: it still finds one whose creation was not answered.
    urn = operation().urn or secrets.token_hex()
    here, organisation = os.getcwd(), operation().run.organisation
    where = where_it_runs(
        os.environ, _user(), platform.node(), here, backend(os.environ, here), organisation, name=name
    )
    never = {name: wanted[name] for name in fixed(resource) if name in wanted}
    return mark(urn, where, never, [wanted.get(field.state) for field in lists(resource)])


def fixed(resource: Resource) -> list[str]:
    """The inputs that cannot change later."""
    return [field.state for field in fields_of(resource.args) if field.life is Life.REPLACE]


def lists(resource: Resource) -> list[Field]:
    """The lists whose items change by calls of their own."""
    return [field for field in fields_of(resource.args) if field.life is Life.ITEMS]


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # A container whose user has no name.
        return str(os.getuid())
