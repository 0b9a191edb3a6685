"""How paths and values are shown: what the program gave as a secret never, nor the live value beside it. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from ..secrecy import STARS
from ..table.fields import Field, fields_of
from ..table.names import python_path, within, without_places
from ..texts import word


@dataclass(frozen=True)
class Veil:
    """secret: the paths that the program gave as secrets, in state names and without places and keys.

    Veil(EhpcClusterArgs, ["queues.queueName"]).path("queues[gpu].maxCount") -> "queues[***].max_count"
    """

    cls: type
    secret: Collection[str] = ()

    def value(self, where: str, value: Any) -> str:
        """As Python writes it; stars for a secret, and for what holds one. where: its path in state names."""
        plain = without_places(where)
        hidden = any(within(plain, one) or within(one, plain) for one in self.secret)
        return STARS if hidden else repr(value)

    def path(self, where: str) -> str:
        """In the user's names."""
        return python_path(re.sub(r"\[[^\]]*\]", lambda found: self._bracket(where[: found.start()], found[0]), where))

    def key(self, row: Field, key: Any) -> str:
        """The key of an item, in a list of the resource itself."""
        return self._bracket(row.state, word(str(key)))

    def _bracket(self, above: str, text: str) -> str:
        path = without_places(above)
        row = self._row(path)
        key = f"{path}.{row.key}" if row is not None and row.key else path
        hidden = any(within(key, one) for one in self.secret)
        return text.replace(text.strip("[]"), STARS) if hidden else text

    def _row(self, path: str) -> Field | None:
        cls, row = self.cls, None
        for name in path.split("."):
            row = next((row for row in fields_of(cls) if row.state == name), None)
            if row is None or not row.nested:
                return row
            cls = row.kind
        return row
