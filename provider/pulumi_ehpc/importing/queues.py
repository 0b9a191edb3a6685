"""Queues that were resources of their own before, and are again, beside their cluster."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from .._core.table.fields import Role
from .._core.table.names import state_name
from .._core.verbs.lifecycle import Lifecycle
from ..resources import QUEUE
from ..settings import Config
from .chosen import chosen, kept_secret
from .former import Former
from .found import Found
from .names import distinct, variables

assert QUEUE.within is not None
CLUSTER_ID, LIST = QUEUE.within.input, QUEUE.within.list


def with_queues(
    clusters: Sequence[Found], former: Sequence[Former], config: Config, taken: Sequence[str], region: str | None
) -> list[Found]:
    """The clusters, behind each its queues that something had; such a cluster leaves its own list of them unset.

    A queue that E-HPC has no more is left out. taken: the names that the stack's queues have. region: what the program
    has to say of each, None where the stack says it.
    """
    there = {found.id: _names(found.outputs) for found in clusters}
    moving = [one for one in former if one.queue in there.get(one.cluster, ())]
    names = distinct([one.name for one in moving], taken)
    free = variables([*(found.variable for found in clusters), *names])[len(clusters) :]
    owners = {found.id: found for found in clusters}
    queues = [
        _queue(owners[one.cluster], one.queue, name, variable, config, region)
        for one, name, variable in zip(moving, names, free, strict=True)
    ]
    several: list[Found] = []
    for found in clusters:
        own = [queue for queue in queues if queue.owner == found.variable]
        several += [_apart(found) if own else found, *own]
    return several


def unmoved(cluster: Found, several: Sequence[Found]) -> list[str]:
    """Names of the queues of a cluster that stay in no program, as before: others of it are resources of their own."""
    moved = {queue.inputs["queueName"] for queue in several if queue.owner == cluster.variable}
    return [name for name in _names(cluster.outputs) if moved and name not in moved]


def _names(outputs: Mapping[str, Any]) -> list[str]:
    return [queue["queueName"] for queue in outputs.get(LIST) or ()]


def _apart(cluster: Found) -> Found:
    return dataclasses.replace(cluster, inputs={name: value for name, value in cluster.inputs.items() if name != LIST})


def _queue(owner: Found, queue: str, name: str, variable: str, config: Config, region: str | None) -> Found:
    id_, given = f"{owner.id}:{queue}", QUEUE.under(Role.REGION, region) if region else {}
    told = Lifecycle(QUEUE, config).read(id_, given)
    assert told is not None, "a queue of which there is no entry is an error"
    both = (chosen(QUEUE.args, told[0]) | given, told[0])
    inputs, outputs = (kept_secret(QUEUE.args, each, state_name(variable)) for each in both)
    return Found(id_, name, variable, inputs, outputs, resource=QUEUE, owner=owner.variable)
