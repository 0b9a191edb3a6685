"""The reference page is what the declarations say, and it says of every input what a change of it does."""

from __future__ import annotations

import re

from pulumi_ehpc._core.table.fields import fields_of
from pulumi_ehpc._core.table.names import shown_name
from tools import MEND, reference
from tools.resources import RESOURCES, declared

((FILE, PAGE),) = reference.files().items()


def row(section: str, name: str) -> list[str]:
    """The cells of an input's row."""
    text = PAGE.split(f"\n## {section}\n", 1)[1].split("\n## ", 1)[0]
    (line,) = [line for line in text.splitlines() if line.startswith(f"| `{name}` |")]
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def test_the_page_is_what_the_declarations_say() -> None:
    assert FILE.read_text(encoding="utf-8") == PAGE, MEND


def test_every_input_has_its_row_and_its_change() -> None:
    for cls in declared(*(resource.args for resource in RESOURCES)):
        for field in fields_of(cls):
            assert row(shown_name(cls), field.python)[-1], (cls, field.python)


def test_a_change_is_told_as_it_is_at_each_place() -> None:
    assert row("EhpcCluster", "cluster_vpc_id")[-1] == "**new cluster**: a cluster cannot move to another network"
    assert row("EhpcCluster", "max_count")[-1] == "in place"
    assert row("EhpcCluster", "queues")[-1] == "in place, item by item"
    assert row("EhpcCluster", "tags")[-1] == "no effect: used only when the cluster is made"
    assert row("ClusterCredentials", "password")[-1] == "no effect: used only when the cluster is made"
    assert row("Queue", "initial_count")[-1] == "no effect: used only when the queue is made"
    assert row("Addon", "services_spec")[-1] == "E-HPC cannot change an add-on: it is removed and installed anew"
    assert row("Queue", "queue_name")[-1] == "the queue is removed and made anew"
    image = row("Node", "image_id")[-1].replace("EhpcCluster.", "")
    assert "**new cluster**: E-HPC has no call that changes it (in `manager.manager_node`" in image
    assert "in place (in `queues[].compute_nodes[]`" in image
