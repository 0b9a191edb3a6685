"""A README as somebody who follows it types it: the commands of its console blocks, and what they should say."""

import re
import subprocess
import textwrap
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

LIMIT = 120.0
_BLOCK = re.compile(r"^( *)```console\n(.*?)^\1```", re.MULTILINE | re.DOTALL)
_DONE = "--typed--"
# What is another one in each run.
_VARYING = (
    (re.compile(r"ehpc-hz-\w{10}"), "ehpc-hz-ID"),
    (re.compile(r"\d+(\.\d+)? ?s\b"), "N s"),
    (re.compile(r"/\S*/tmp\.\w+|/tmp/tmp\.\w+"), "HOME"),
    # On a slow machine the first row follows the dots on their line.
    (re.compile(r"^(@ .*?\.{2,})(?= +[+~-] )", re.MULTILINE), r"\1\n"),
)
# How often a row of something that is under way is printed is a matter of speed.
_UNDER_WAY = re.compile(r"^@ |^ [+~-] .*ing \(N s\)")


@dataclass(frozen=True)
class Step:
    command: str
    says: str
    """What the README shows below the command; three dots stand for any lines, or for the rest of theirs."""

    @property
    def fails(self) -> bool:
        return re.search(r"^ +error: ", self.says, re.MULTILINE) is not None

    def is_told(self, said: str) -> bool:
        expected = "".join(_any(line) if line.endswith("...") else _exactly(line) for line in _lasting(self.says))
        return re.fullmatch(expected, "".join(f"{line}\n" for line in _lasting(said))) is not None


def steps(text: str) -> list[Step]:
    """Every command of a README, in its order."""
    return [step for block in _BLOCK.finditer(text) for step in _steps(textwrap.dedent(block[2]))]


def _steps(block: str) -> Iterator[Step]:
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, says = re.fullmatch(r"((?:.*\\\n)*.*)\n((?:.*\n)*)", part).groups()  # type: ignore[union-attr]
        yield Step(command, says)


def _exactly(line: str) -> str:
    return re.escape(line) + r"\n"


def _any(line: str) -> str:
    begins = line.removesuffix("...").rstrip()
    return rf"{re.escape(begins)}.*\n" if begins else r"(?:.*\n)*?"


def _lasting(text: str) -> list[str]:
    for pattern, instead in _VARYING:
        text = pattern.sub(instead, text)
    lines = [line.rstrip() for line in text.splitlines()]
    return [line for line in lines if line and not _UNDER_WAY.match(line)]


class Shell:
    """A shell in which one command after the other is typed."""

    def __init__(self, directory: Path, variables: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            ["sh"],
            cwd=directory,
            env=variables,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self._typing, self._said = cast(IO[str], self._process.stdin), cast(IO[str], self._process.stdout)

    def type(self, command: str) -> tuple[str, int]:
        """What the command said and how it ended; of one in the background, the first line that it says."""
        self._typing.write(f"{{\n{command}\n}} </dev/null 2>&1\necho {_DONE} $?\n")
        self._typing.flush()
        background = command.endswith("&")
        lines: list[str] = []
        code: int | None = None
        timer = threading.Timer(LIMIT, self._process.kill)
        timer.start()
        try:
            while code is None or (background and not lines):
                line = self._said.readline()
                assert line, f"the shell ended in {command}, having said:\n{''.join(lines)}"
                if line.startswith(_DONE):
                    code = int(line.removeprefix(_DONE))
                else:
                    lines.append(line)
        finally:
            timer.cancel()
        return "".join(lines), code

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        self._typing.close()
        self._said.close()
