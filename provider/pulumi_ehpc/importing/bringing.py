"""A stack that clusters come under: its state, its configuration and their program change together, or not at all."""

from __future__ import annotations

import dataclasses
import json
import os
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from .._core.host.state_file import other_stack_with
from .._core.table.names import python_path
from ..commands import Way
from ..errors import ResourceError, SettingsError
from ..exports import Export
from ..resources import QUEUE
from ..settings import resolve
from .engine import Engine, kept
from .entries import TYPE, import_file, in_stack
from .former import Former
from .found import Found, Live, named
from .holders import held_by_sisters
from .program import program
from .project import Project
from .queues import with_queues
from .target import Target, write
from .whose import made_here, names_taken, of_another, refuse_pending


@dataclass(frozen=True)
class Stack:
    """One stack of a project, as it was when the command began."""

    project: Project
    engine: Engine
    state: Export
    snapshot: Path
    """The file that has that state."""

    sisters: Mapping[str, str]
    """The project's other stacks, by the IDs of the clusters that they have."""

    def another(self, live: Live) -> str:
        """What makes a cluster another stack's; "" where nothing does."""
        sister, urn = self.sisters.get(live.id), in_stack(self.engine.short, self.project.name)(live.id)
        holder = f"{sister} of this project" if sister else other_stack_with(live.id, urn, TYPE)
        return of_another(live, made_here(self.engine.short, self.project.name), holder)

    def named(self, several: Sequence[tuple[str, Live]], way: Way) -> list[Found]:
        urn = in_stack(self.engine.short, self.project.name)
        return named(several, unconfigured_region(way), names_taken(self.state), urn)

    def beside(self, clusters: Sequence[Found], former: Sequence[Former], way: Way) -> list[Found]:
        """The clusters with those queues that something had as resources of their own."""
        urn, taken = in_stack(self.engine.short, self.project.name, QUEUE), names_taken(self.state, QUEUE)
        several = with_queues(clusters, former, way.config, taken, unconfigured_region(way))
        return [found if found.urn else dataclasses.replace(found, urn=urn(found.name)) for found in several]

    def take(self, clusters: Sequence[Found], target: Target, *, protect: bool, retain: Collection[str] = ()) -> None:
        """Raises EhpcError, after which all is as it was. retain: URNs of entries that may go and delete nothing."""
        text = program(clusters, protect=protect)
        with ExitStack() as undone, kept(self.engine, self.snapshot):
            for secret in (secret for found in clusters for secret in found.secrets):
                self.engine.set_secret(secret.key, secret.value)
                undone.callback(self.engine.remove_setting, secret.key)
            if retain:
                self.engine.load(self._retaining(retain))
            entries = self.snapshot.with_name("import.json")
            write(entries, import_file(clusters), mode=0o600)
            self.engine.take(entries, protect=protect)
            self._depend(clusters)
            self._refuse_changes(clusters, text)
            target.write(text)
            undone.pop_all()

    def _depend(self, clusters: Sequence[Found]) -> None:
        """What is in a cluster depends on it, as after `pulumi up`: else a destroy deletes both at once."""
        queues = {found.urn: found for found in clusters if found.resource.within}
        if not queues:
            return
        owners = {found.variable: found.urn for found in clusters}
        file = self.snapshot.with_name("depending.json")
        self.engine.export(file)
        whole = json.loads(file.read_bytes())
        rows = whole["deployment"]["resources"]
        rows.sort(key=lambda entry: entry["urn"] in queues)  # A state has what others depend on before them.
        for entry in rows:
            if found := queues.get(entry["urn"]):
                assert found.resource.within is not None
                entry["dependencies"] = [owners[found.owner]]
                entry["propertyDependencies"] = {found.resource.within.input: [owners[found.owner]]}
        write(file, json.dumps(whole), mode=0o600)
        self.engine.load(file)

    def _retaining(self, urns: Collection[str]) -> Path:
        whole = json.loads(self.snapshot.read_bytes())
        for entry in whole["deployment"]["resources"]:
            if entry["urn"] in urns:
                entry["retainOnDelete"] = True
        file = self.snapshot.with_name("retaining.json")
        write(file, json.dumps(whole), mode=0o600)
        return file

    def _refuse_changes(self, clusters: Sequence[Found], text: str) -> None:
        """An import that is not followed by an empty preview is none."""
        urns = {found.urn: found for found in clusters}
        with self.project.copy_with(text) as copy:
            steps = self.engine.planned(copy, list(urns))
        for urn, step in steps.items():
            paths = sorted({*(step.get("detailedDiff") or ()), *(step.get("diffReasons") or ())})
            what = f" ({', '.join(map(python_path, paths))})" if paths else ""
            which = f"{urns[urn].resource.noun} {urns[urn].id}"
            raise ResourceError(
                f"nothing was imported: the next `pulumi up` would {step['op']} {which}{what}. "
                "If somebody is changing it just now, try again"
            )


@contextmanager
def opened(way: Way, stack: str | None) -> Iterator[Stack]:
    """The stack of that name, or the one that is selected. Raises EhpcError where nothing can come under it now."""
    project = Project.of(Path.cwd())
    engine = Engine.of(project.directory, stack)
    used = way.at.settings.endpoint
    its_own = resolve(way.told.values.get, os.environ, way.at.settings.region).endpoint
    if used != its_own:
        raise SettingsError(
            f"runs of the stack do not ask {used}: `pulumi config set ehpc:endpoint {used}`, then leave out --endpoint"
        )
    with tempfile.TemporaryDirectory(prefix="pulumi-ehpc-") as folder:
        snapshot = Path(folder) / "before.json"
        state = engine.export(snapshot)
        refuse_pending(state)
        yield Stack(project, engine, state, snapshot, held_by_sisters(engine, Path(folder)))


def unconfigured_region(way: Way) -> str | None:
    """The region, where a program has to say it itself."""
    region = way.at.settings.region
    try:
        return None if resolve(way.told.values.get, os.environ).region == region else region
    except SettingsError:
        return region
