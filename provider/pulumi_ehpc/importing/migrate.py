"""`python -m pulumi_ehpc migrate`: clusters of Alibaba's own provider come under `EhpcCluster`, as they run."""

from __future__ import annotations

from collections.abc import Sequence

from ..commands import Way
from ..errors import ResourceError
from ..exports import Export, told
from .bringing import opened
from .command import read, tell
from .entries import DECLARED, TYPE
from .forgetting import steps
from .former import CLUSTER_TYPE, TF_CLUSTER, Former, is_terraforms, of_stack, of_terraform
from .found import Found
from .holders import held
from .queues import unmoved
from .target import Ask, Target
from .whose import ask_of_another, say


def migrate(way: Way, stack: str | None, file: str | None, out: str | None, ask: Ask, *, protect: bool) -> None:
    """Bring those of the stack itself, or of a file, under the stack, and say how they are forgotten there."""
    with opened(way, stack) as here:
        former, terraform = _of_file(file) if file else (of_stack(here.state), False)
        _refuse_none(former, file, here.engine.stack)
        has = {id_ for id_, entry in held(here.state).items() if entry.get("type") == TYPE}
        names = {one.cluster: one.name for one in former if not one.queue and one.cluster not in has}
        several = [(name, read(way, id_)) for id_, name in names.items()]
        for _, live in several:
            ask_of_another(live, here.another, ask)
        if several:
            clusters, target = here.named(several, way), Target.of(here.project, out, ask)
            found = here.beside(clusters, former, way)
            here.take(found, target, protect=protect, retain=() if file else {one.address for one in former})
            _tell(clusters, found)
            tell(target, here.project, protect=protect)
        else:
            print("The stack has these clusters already.")
    going = [one for one in former if one.cluster in has | names.keys()]
    for one in former:
        if one not in going:
            say(
                f"{one.address} stays: its cluster {one.cluster} is not among these. `import` takes it, with its queues"
            )
    print(steps(going, file=file, terraform=terraform))


def _tell(clusters: Sequence[Found], several: Sequence[Found]) -> None:
    for found in several:
        kind = DECLARED[found.resource].__name__
        print(f"{found.resource.noun} {found.id} is an {kind} of the stack now: {found.name}")
    for cluster in clusters:
        for name in unmoved(cluster, several):
            say(f"queue {name} of cluster {cluster.id} is in no program, as before: an EhpcQueue takes it on")


def _of_file(file: str) -> tuple[list[Former], bool]:
    """What a file has, and whether it is Terraform's."""
    content = told(file)
    return (of_terraform(content, file), True) if is_terraforms(content) else (of_stack(Export.of(file)), False)


def _refuse_none(former: Sequence[Former], file: str | None, stack: str) -> None:
    if all(one.queue for one in former):
        raise ResourceError(
            f"there is no {CLUSTER_TYPE} in {file or f'stack {stack}'}{f' and no {TF_CLUSTER}' if file else ''}: "
            "name a file that `pulumi stack export` or `terraform state pull` wrote"
        )
