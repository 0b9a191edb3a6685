"""The state file: whole or not at all, whenever the process dies."""

from __future__ import annotations

import contextlib
import glob
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .world import World


class BadState(Exception):
    """The state file can't be used; the text is for the user."""


class Store:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.trouble = ""

    def begin(self, world: World) -> None:
        """Into this world what was saved, if there is a file yet; one that cannot be written is told now."""
        self._load(world)
        try:
            self.save(world)
        except BadState as error:
            raise BadState(f"{error}; name another one") from error

    def _load(self, world: World) -> None:
        try:
            for left in glob.glob(f"{glob.escape(os.path.realpath(self.path))}.[0-9]*.new"):
                os.unlink(left)  # of one that was killed while it wrote
            if self.path.exists() and not self.path.is_file():
                raise BadState(f"can't use {self.path} as the state file: it is no file; name another one")
            saved = json.loads(self.path.read_bytes())
            if not isinstance(saved, dict) or saved.get("format") != 1:
                raise ValueError("another program or version wrote it")
            world.load(saved)
        except FileNotFoundError:
            return
        except OSError as error:
            raise BadState(f"can't read the state file {self.path}: {error.strerror}; name another one") from error
        except KeyError as error:
            raise self._broken(f"it lacks {error}") from error
        except (ValueError, TypeError, RecursionError) as error:
            raise self._broken(str(error)) from error

    def _broken(self, why: str) -> BadState:
        return BadState(f"{self.path} is not a state file of this emulator ({why}); name another one, or remove it")

    def save(self, world: World) -> None:
        """Written beside the file and moved over it: a reader, and the next start, see the old or the new one."""
        target = os.path.realpath(self.path)  # a link stays one
        draft = f"{target}.{os.getpid()}.new"
        try:
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                json.dump(world.dump(), file)
            os.replace(draft, target)
        except OSError as error:
            with contextlib.suppress(OSError):
                os.unlink(draft)
            raise BadState(f"can't write the state file {self.path}: {error.strerror}") from error

    def tried(self, world: World) -> bool:
        """Whether it is saved. The service goes on where it is not; the user reads so once, and once that it is."""
        try:
            self.save(world)
        except BadState as error:
            self._tell(str(error), f"{error}; changes are kept in memory until it can be")
            return False
        self._tell("", f"the state file {self.path} is written again")
        return True

    def _tell(self, trouble: str, sentence: str) -> None:
        if trouble != self.trouble:
            print(f"ehpc-emulator: {sentence}", file=sys.stderr, flush=True)
        self.trouble = trouble
