"""From a class of rows to an args class that users write: `@inputs`."""

from __future__ import annotations

from collections.abc import Callable
from inspect import Signature
from typing import Any, TypeVar

from .fields import Field
from .written import of_args

C = TypeVar("C", bound=type)


def inputs(cls: C) -> C:
    """Make an args class of declared fields; its instances hold exactly what was given.

    Names that it does not know are kept: `check` refuses them together with everything else that is wrong.
    """
    fields = list(getattr(cls, "__fields__", ()))
    for name, annotation in vars(cls).get("__annotations__", {}).items():
        row = vars(cls).get(name)
        if isinstance(row, Field):
            row.belong(name, annotation, cls.__module__)
            fields.append(row)
            setattr(cls, name, None)
    cls.__fields__ = tuple(fields)  # type: ignore[attr-defined]
    cls.__init__ = _keep  # type: ignore[misc]
    cls.__repr__ = _names_only  # type: ignore[assignment]
    cls.__signature__ = Written(cls, of_args, _keep)  # type: ignore[attr-defined]
    return of_table(cls)(cls)


class Documentation:
    """A class's docstring, written from the table when somebody reads it: an import has a budget."""

    def __init__(self, summary: str, table: type) -> None:
        self.summary, self.table = summary, table

    def __get__(self, _: object, __: type) -> str:
        from .describe import docstring

        return docstring(self.summary, self.table)


class Written:
    """A class's signature, likewise: editors, notebooks and help() ask for it."""

    def __init__(self, table: type, of: Callable[[type], Signature], init: Any) -> None:
        self.table, self.of, self.init = table, of, init

    def __get__(self, _: object, owner: Any) -> Signature | None:
        # A class that a program makes of it may be called otherwise.
        return self.of(self.table) if owner.__init__ is self.init else None


def of_table(table: type) -> Callable[[C], C]:
    """Gives a class a docstring that tells all inputs of a table."""

    def with_docstring(cls: C) -> C:
        cls.__doc__ = Documentation(cls.__doc__ or "", table)  # type: ignore[assignment]
        return cls

    return with_docstring


UNNAMED = "*"
"""Under this name an instance has what it was given without names: where it stands in a program is told later."""


def _keep(self: Any, *unnamed: Any, **given: Any) -> None:
    self.__dict__.update(given, **({UNNAMED: unnamed} if unnamed else {}))


def _names_only(self: Any) -> str:
    # A value may be secret, so only names are shown.
    return f"{type(self).__name__}({', '.join(f'{name}=...' for name in vars(self))})"
