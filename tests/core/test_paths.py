"""What paths in resource options mean, and what ignore_changes keeps by them."""

from __future__ import annotations

import re
from typing import Any

import pytest

from pulumi_ehpc import EhpcClusterArgs
from pulumi_ehpc._core.logic.ignored import as_before, no_such_item
from pulumi_ehpc._core.table.paths import steps, written

COMP, GPU = {"queueName": "comp", "maxCount": 5}, {"queueName": "gpu", "maxCount": 1}


@pytest.mark.parametrize(
    ("path", "for_the_engine"),
    [
        ("max_count", "maxCount"),
        ("maxCount", "maxCount"),
        ("*", "[*]"),
        ("queues", "queues"),
        ("queues[0].max_count", "queues[0].maxCount"),
        ("queues[*].maxCount", "queues[*].maxCount"),
        ("queues[comp].initial_count", 'queues["comp"].initialCount'),
        ('queues["comp"].compute_nodes[0].instance_type', 'queues["comp"].computeNodes[0].instanceType'),
        ("queues['a.b]'].max_count", 'queues["a.b]"].maxCount'),
        ('queues["0"]', 'queues["0"]'),
        ("shared_storages[/home].mount_options", 'sharedStorages["/home"].mountOptions'),
        ("manager.scheduler.version", "manager.scheduler.version"),
        ("manager.manager_node.instance_id", "manager.managerNode.instanceId"),
        ("manager.manager_node.data_disks[1].size", "manager.managerNode.dataDisks[1].size"),
        ("tags.cost_center", 'tags["cost_center"]'),
        ("tags['cost_center']", 'tags["cost_center"]'),
        (r'tags["a\"b\\c"]', r'tags["a\"b\\c"]'),
        ("tags[team]", 'tags["team"]'),
        ("tags[0]", 'tags["0"]'),
        ("tags[*]", "tags"),
        ("tags.*", "tags"),
        ("tags['*']", 'tags["*"]'),
    ],
)
def test_a_path_is_taken_as_our_texts_print_it_and_as_pulumi_has_it(path: str, for_the_engine: str) -> None:
    found = steps(EhpcClusterArgs, path)
    assert written(found) == for_the_engine
    assert steps(EhpcClusterArgs, for_the_engine) == found


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("max_cuont", "names nothing: max_cuont is not an input of EhpcCluster; did you mean max_count?"),
        ("queues[*].max_cuont", "names nothing: max_cuont is not an input of Queue; did you mean max_count?"),
        ("queues.max_count", "names nothing: queues is a list; write queues[*].max_count for each of its items"),
        (
            "queues[comp].compute_nodes[a].system_disk",
            "names nothing: compute_nodes has no keys; write compute_nodes[*]",
        ),
        ("max_count.size", "names nothing: there is nothing below max_count"),
        ("tags.team.name", "names nothing: there is nothing below tags"),
        ("manager[0].scheduler", "names nothing: Manager is no list; write ."),
        ("security_group_ip", "names nothing: security_group_ip is not an input of EhpcCluster; did you mean"),
        ("cluster_status", "names nothing: cluster_status is "),
        ("", "is no path"),
        ("queues[comp", "is no path; one is written as queues[comp].max_count"),
        (".max_count", "is no path"),
        ("max_count.", "is no path"),
        ("queues[].max_count", "is no path"),
    ],
)
def test_a_path_that_names_nothing_is_told_with_the_right_one(path: str, says: str) -> None:
    with pytest.raises(ValueError, match=re.escape(says)):
        steps(EhpcClusterArgs, path)


@pytest.mark.parametrize(
    ("path", "olds", "news", "kept"),
    [
        ("queues[comp].maxCount", [COMP], [GPU, {**COMP, "maxCount": 9}], [GPU, COMP]),
        (
            "queues[*].maxCount",
            [COMP],
            [{**GPU, "maxCount": 3}, {**COMP, "maxCount": 9}],
            [{**GPU, "maxCount": 3}, COMP],
        ),
        ("queues[comp].maxCount", [COMP], [{"queueName": "comp"}], [COMP]),
        ("queues[comp].minCount", [COMP], [{**COMP, "minCount": 2}], [COMP]),
        ("queues[comp].maxCount", [GPU], [GPU, COMP], [GPU, COMP]),
        ("queues[comp].maxCount", [COMP], [GPU], [GPU]),
        ("queues[comp].maxCount", [COMP], None, None),
        ("queues[comp]", [COMP, GPU], [GPU], [GPU, COMP]),
        ("queues[gpu]", [COMP], [COMP, GPU], [COMP]),
        ("queues[*]", [COMP, GPU], [GPU], [GPU, COMP]),
        ("queues[*]", [COMP], [GPU, {**COMP, "maxCount": 9}], [GPU, COMP]),
        (
            "queues[comp].computeNodes[*].instanceType",
            [{**COMP, "computeNodes": [{"instanceType": "a", "count": 1}]}],
            [{**COMP, "computeNodes": [{"instanceType": "b", "count": 2}, {"instanceType": "c"}]}],
            [{**COMP, "computeNodes": [{"instanceType": "a", "count": 2}, {"instanceType": "c"}]}],
        ),
    ],
)
def test_the_old_value_stays_by_key(path: str, olds: Any, news: Any, kept: Any) -> None:
    rest = {"clusterName": "farm"}
    given = rest if news is None else {**rest, "queues": news}
    assert as_before(EhpcClusterArgs, path, {**rest, "queues": olds}, given) == (
        rest if kept is None else {**rest, "queues": kept}
    )


def test_a_key_that_no_list_has_is_told() -> None:
    inputs = [{"queues": [COMP]}, {"queues": [COMP, GPU]}]
    assert no_such_item(EhpcClusterArgs, "queues[cmop].maxCount", inputs) == "queues has no cmop, but comp, gpu"
    assert no_such_item(EhpcClusterArgs, "sharedStorages[/home]", inputs) == "shared_storages has no /home"
    assert no_such_item(EhpcClusterArgs, "queues[2].maxCount", inputs) == "queues has no 2, but 0, 1"
    assert no_such_item(EhpcClusterArgs, "queues[comp].vswitchIds[0]", inputs) == "queues[comp].vswitch_ids has no 0"
    for path in ("queues[gpu].maxCount", "queues[*].minCount", "queues[1]", "maxCount"):
        assert no_such_item(EhpcClusterArgs, path, inputs) == ""


def test_a_key_of_a_mapping_that_only_others_set_may_be_ignored() -> None:
    for tags in ({"team": "a"}, None):
        assert no_such_item(EhpcClusterArgs, 'tags["cost"]', [{"tags": tags}]) == ""
