"""`python -m pulumi_ehpc import`: clusters that exist come under the current stack, or into files."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..commands import Way
from ..errors import ResourceError
from .bringing import opened, unconfigured_region
from .entries import import_file
from .found import Live, named
from .program import program
from .project import Project, imports
from .target import Ask, Target, free, write
from .whose import all_others, ask_of_another, of_another, refuse_held, say


@dataclass(frozen=True)
class Wanted:
    """What was asked for."""

    names: dict[str, str]
    """By the ids of the clusters; "" for a cluster's own name. Nothing where all are meant."""

    out: str | None = None
    program: str | None = None
    file: str | None = None
    protect: bool = True

    @classmethod
    def of(cls, words: Sequence[str], every: bool, **how: str | bool | None) -> Wanted:
        """words: "ehpc-hz-1" or "render=ehpc-hz-1". Raises ResourceError."""
        names = {id_: name for name, _, id_ in (word.rpartition("=") for word in words)}
        if every == bool(names):
            raise ResourceError("name clusters by their IDs, or give --all: one of the two")
        if of_one := next((id_ for id_ in names if ":" in id_), None):
            raise ResourceError(
                f"{of_one!r} is no cluster ID but that of a queue or a user: declare it in the program, and "
                "`pulumi up` takes it on; where it is otherwise than in the program, after "
                f"`pulumi config set ehpc:adopt {shlex.quote(of_one)}`"
            )
        return cls(names, **how)  # type: ignore[arg-type]


def import_clusters(way: Way, stack: str | None, wanted: Wanted, ask: Ask) -> None:
    """Bring them under the stack; where files are asked for, write those and touch no stack."""
    if wanted.program or wanted.file:
        _write_files(way, wanted, ask)
        return
    with opened(way, stack) as here:
        refuse_held(wanted.names, here.state, here.project, way)
        several = [(name, read(way, id_)) for id_, name in wanted.names.items()]
        several = several or all_others(way, here.state, here.another)
        for _, live in several:
            ask_of_another(live, here.another, ask)
        if not several:
            print(f"No cluster in {way.at.settings.region} is to be imported.")
            return
        clusters, target = here.named(several, way), Target.of(here.project, wanted.out, ask)
        here.take(clusters, target, protect=wanted.protect)
    for found in clusters:
        print(f"imported cluster {found.id} as {found.name}")
    tell(target, here.project, [found.name for found in clusters], protect=wanted.protect)


def _write_files(way: Way, wanted: Wanted, ask: Ask) -> None:
    several = [(name, read(way, id_)) for id_, name in wanted.names.items()]
    several = several or all_others(way, None, lambda live: of_another(live, ""))
    clusters = named(several, unconfigured_region(way))
    if wanted.program:
        _put(wanted.program, program(clusters, protect=wanted.protect), ask)
    if wanted.file:
        _put(wanted.file, import_file(clusters), ask, mode=0o600)
    for secret in (secret for found in clusters for secret in found.secrets):
        say(f"its program reads {secret.key} from the configuration: pulumi config set --secret {secret.key}")
    if wanted.file:
        options = f"--generate-code=false --protect={str(wanted.protect).lower()}"
        say(f"in the project of a stack: pulumi import --file {wanted.file} {options}")


def _put(name: str, text: str, ask: Ask, mode: int = 0o644) -> None:
    if name == "-":
        print(text, end="")
    else:
        write(free(Path(name).absolute(), ask), text, mode=mode)


def read(way: Way, id_: str) -> Live:
    return Live.read(id_, way.config, way.at)


def tell(target: Target, project: Project, names: Sequence[str] = (), *, protect: bool) -> None:
    """Where the program is, and what is left to do with it. names: those under which a program may have it already."""
    print(f"The program is {target.file}: a preview of it changes nothing.")
    if protect:
        print("Before Pulumi may delete one, take `protect` out of it and run `pulumi up`.")
    if target.beside and not imports(project.program, target.file):
        way_in = _way_in(target.file, project.program)
        print(f"{project.program} does not have it yet: {way_in} before the next `pulumi up`.")
        if names:
            print(
                f"Where it does declare {_either(names)}, as after a `pulumi state delete`, leave it as it is and "
                f"delete {target.file}: twice is a Duplicate resource URN."
            )


def _either(names: Sequence[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} or {last}" if others else last


def _way_in(file: Path, program: Path) -> str:
    if file.parent == program.parent and file.stem.isidentifier():
        return f"add `import {file.stem}` to it"
    return "take that program over into it"
