"""The state file: whole or not at all, whenever the process dies."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any


class BadState(Exception):
    """The state file can't be used; the text is for the user."""


class Store:
    def __init__(self, path: Path) -> None:
        self.path = path

    def load(self) -> dict[str, Any] | None:
        """What was saved, None when there is no file yet."""
        try:
            saved = json.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise BadState(f"can't read the state file {self.path}: {error}; remove it to start afresh") from error
        if not isinstance(saved, dict) or saved.get("format") != 1:
            raise BadState(f"{self.path} is not a state file of this emulator; name another one")
        return saved

    def save(self, state: dict[str, Any]) -> None:
        """Written beside the file and moved over it: a reader, and the next start, see the old or the new one."""
        draft = self.path.with_name(f"{self.path.name}.{os.getpid()}.new")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(state, file, ensure_ascii=False)
        draft.replace(self.path)
