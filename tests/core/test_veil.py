"""What the program gave as a secret is shown in no sentence of ours, and neither is the live value beside it."""

from __future__ import annotations

import pytest

from pulumi_ehpc._core.logic.plan import plan
from pulumi_ehpc._core.logic.veil import Veil
from pulumi_ehpc.inputs import EhpcClusterArgs


@pytest.mark.parametrize(
    ("secret", "where", "path", "value"),
    [
        ([], "queues[gpu].maxCount", "queues[gpu].max_count", "3"),
        (["maxCount"], "queues[gpu].maxCount", "queues[gpu].max_count", "3"),
        (["queues.maxCount"], "queues[gpu].maxCount", "queues[gpu].max_count", "***"),
        (["queues.queueName"], "queues[gpu].maxCount", "queues[***].max_count", "3"),
        (["queues"], "queues[gpu].maxCount", "queues[***].max_count", "***"),
        (["queues.computeNodes.imageId"], "queues[gpu].computeNodes", "queues[gpu].compute_nodes", "***"),
        (["tags"], "tags[team]", "tags[***]", "***"),
        (["tags"], "queues[tags].maxCount", "queues[tags].max_count", "3"),
    ],
)
def test_a_path_hides_its_secret_keys_and_a_value_what_is_in_it(
    secret: list[str], where: str, path: str, value: str
) -> None:
    veil = Veil(EhpcClusterArgs, secret)
    assert (veil.path(where), veil.value(where, 3)) == (path, value)


def test_steps_and_drift_show_none_of_it_however_short() -> None:
    live = {"maxCount": 777, "queues": [{"queueName": "gpu9", "maxCount": 1}], "clusterName": "render"}
    mine = {"maxCount": 12, "queues": [{"queueName": "zq", "maxCount": 1}], "clusterName": "farm"}
    todo, veil = plan(EhpcClusterArgs, live, mine), Veil(EhpcClusterArgs, ["maxCount", "queues.queueName"])
    assert sorted(todo.as_drift(veil)) == [
        "cluster_name: 'farm' -> 'render'",
        "max_count: *** -> ***",
        "queues[***] was added",
        "queues[***] was removed",
    ]
    assert sorted(todo.as_steps(veil)) == [
        "cluster_name: 'render' -> 'farm'",
        "max_count: *** -> ***",
        "queues[***] is added",
        "queues[***] is removed",
    ]
