"""One import: state, configuration and program are changed together, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from .._core.table.names import python_path
from ..errors import EhpcError, ResourceError
from .engine import Engine, kept
from .entries import import_file
from .found import Found
from .program import program
from .project import Project
from .target import Target, write


@dataclass(frozen=True)
class Bringing:
    """What is brought under a stack whose state before is in `snapshot`."""

    engine: Engine
    project: Project
    clusters: Sequence[Found]
    snapshot: Path
    protect: bool

    def to_its_end(self, target: Target) -> None:
        """Raises EhpcError, after which all is as it was."""
        text = program(self.clusters, protect=self.protect)
        with ExitStack() as undone, kept(self.engine, self.snapshot):
            for secret in (secret for found in self.clusters for secret in found.secrets):
                self.engine.set_secret(secret.key, secret.value)
                undone.callback(self.engine.remove_setting, secret.key)
            entries = self.snapshot.with_name("import.json")
            write(entries, import_file(self.clusters), mode=0o600)
            self.engine.take(entries, protect=self.protect)
            self._refuse_changes(text)
            target.write(text)
            undone.pop_all()

    def _refuse_changes(self, text: str) -> None:
        """An import that is not followed by an empty preview is none."""
        urns = {found.urn: found for found in self.clusters}
        with self.project.copy_with(text) as copy:
            steps = self.engine.planned(copy, list(urns))
        for urn, step in steps.items():
            paths = sorted({*(step.get("detailedDiff") or ()), *(step.get("diffReasons") or ())})
            what = f" ({', '.join(map(python_path, paths))})" if paths else ""
            raise ResourceError(
                f"nothing was imported: the next `pulumi up` would {step['op']} cluster {urns[urn].id}{what}. "
                "If somebody is changing it just now, try again"
            )


def refuse_another_endpoint(used: str, configured: str) -> None:
    """The stack's own runs would look for the clusters elsewhere. Raises EhpcError."""
    if used != configured:
        raise EhpcError(
            f"runs of the stack do not ask {used}: `pulumi config set ehpc:endpoint {used}`, then leave out --endpoint"
        )
