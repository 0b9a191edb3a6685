"""What a preview says of outputs is what the run then gives, on the real engine and with each SDK."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from account import PASSWORD, exported
from contract import old_sdk
from emulator_process import Emulator
from engine.harness import Stack, StackOf
from engine.programs import SMALL, project_of

PLAN = "plan.json"
NOT_KNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
"""How the engine writes that in JSON."""

ARGS: dict[str, Any] = {
    **SMALL,
    "cluster_credentials": {"password": PASSWORD},
    "manager": {"manager_node": {"instance_type": "ecs.c7.large"}},
    "queues": [{"queue_name": "comp", "compute_nodes": [{"instance_type": "ecs.c7.xlarge"}], "max_count": 3}],
}
PROGRAM = """\
import json, pulumi, pulumi_ehpc
from pulumi import dynamic

class Rules(dynamic.ResourceProvider):
    def diff(self, id_, olds, news):
        changed = olds["group"] != news["group"]
        return dynamic.DiffResult(changes=changed, replaces=["group"] if changed else [])

    def create(self, props):
        return dynamic.CreateResult("rules", props)

class FirewallRules(dynamic.Resource):
    def __init__(self, name, group, opts=None):
        super().__init__(Rules(), name, {"group": group}, opts)

cluster = pulumi_ehpc.EhpcCluster("render", json.load(open("args.json")))
FirewallRules("rules", cluster.security_group_id, pulumi.ResourceOptions(protect=True))
pulumi.export("ssh", pulumi.Output.format("ssh root@{0}", cluster.manager.manager_node.instance_id))
pulumi.export("first", cluster.queues[0].vswitch_ids)
pulumi.export("machine", cluster.queues[0].compute_nodes[0].instance_type)
pulumi.export("most", cluster.queues[0].max_count)
pulumi.export("password", cluster.cluster_credentials.password)
pulumi.export("group", cluster.resource_group_id.apply(str.upper))
pulumi.export("post_install", cluster.cluster_custom_configuration)
for name in ("manager", "queues", "security_group_id", "create_time", "max_count"):
    pulumi.export(name, getattr(cluster, name))
"""


TWINS = f"""\
import json, pulumi, pulumi_ehpc
args = json.load(open("args.json"))
for team in ("films", "games"):
    below = pulumi.ResourceOptions(parent=pulumi.ComponentResource("a:b:" + team, team))
    cluster = pulumi_ehpc.EhpcCluster("render", {SMALL}, max_count=args[team], opts=below)
    pulumi.export(team, cluster.max_count)
    pulumi.export(f"{{team}}' group", cluster.security_group_id)
"""


class Written:
    """One stack of that program, or of another one."""

    def __init__(
        self, folder: Path, service: Emulator, stack_of: StackOf, text: str = PROGRAM, **variables: str
    ) -> None:
        self._args = project_of(text, folder) / "args.json"
        self.write()
        self.stack: Stack = stack_of(folder, **exported(service.url), **variables)

    def write(self, **more: Any) -> None:
        self._args.write_text(json.dumps({**ARGS, **more}))

    def previewed(self) -> tuple[dict[str, Any], dict[str, list[str]]]:
        """The outputs that a preview tells, and its operations; the plan of it is saved."""
        self.stack.preview("--save-plan", PLAN).must_work()
        plans = json.loads((self._args.parent / PLAN).read_text())["resourcePlans"]
        named = {urn.rsplit("::", 1)[-1]: plan for urn, plan in plans.items()}
        operations = {name: plan["steps"] for name, plan in named.items()}
        return named["clusters-test"]["state"], operations


@pytest.fixture
def written(service: Emulator, stack_of: StackOf, tmp_path: Path) -> Written:
    return Written(tmp_path / "written", service, stack_of)


def grown(args: dict[str, Any]) -> list[dict[str, Any]]:
    (queue,) = args["queues"]
    return [{**queue, "max_count": 4}]


def leads_its_life(written: Written) -> None:
    """Made from a plan, then changed: each preview tells nothing that does not come."""
    told, _ = written.previewed()
    assert (told["ssh"], told["first"], told["security_group_id"]) == (NOT_KNOWN, NOT_KNOWN, NOT_KNOWN)
    assert (told["machine"], told["most"]) == ("ecs.c7.xlarge", 3)
    written.stack.up("--plan", PLAN).must_work()
    made = written.stack.outputs()
    assert made["ssh"].startswith("ssh root@i-")

    written.write(queues=grown(ARGS))
    shown = written.stack.preview("--diff").must_work().text
    assert "maxCount: 3 => 4" in " ".join(shown.split())
    assert not [line for line in shown.splitlines() if line.strip().startswith(("- ", "+-"))]
    told, operations = written.previewed()
    assert (operations["render"], operations["rules"]) == (["update"], ["same"])
    assert PASSWORD not in shown + json.dumps(told)
    written.stack.up("--plan", PLAN).must_work()
    changed = written.stack.outputs()
    assert (made.pop("password"), changed.pop("password")) == ("[secret]", "[secret]")
    assert {name: value for name, value in told.items() if value is not None and name != "password"} == changed
    assert {name for name in changed if changed[name] != made[name]} == {"most", "queues"}
    assert "Outputs:" not in written.stack.preview("--expect-no-changes").must_work().text


def test_a_preview_tells_nothing_that_does_not_come(written: Written) -> None:
    leads_its_life(written)


def test_nor_with_the_oldest_sdk(service: Emulator, stack_of: StackOf, tmp_path: Path) -> None:
    python = old_sdk.find()
    if python is None:
        pytest.skip(old_sdk.MISSING)
    provider = str(Path(__file__).parents[2] / "provider")
    path = os.pathsep.join([str(python.parent), os.environ["PATH"]])
    leads_its_life(
        Written(tmp_path / "written", service, stack_of, PULUMI_PYTHON_CMD=str(python), PYTHONPATH=provider, PATH=path)
    )


def test_a_queue_that_is_added_is_known_as_far_as_it_was_given(written: Written) -> None:
    written.stack.up("--skip-preview").must_work()
    written.write(queues=[{"queue_name": "gpu", "max_count": 1}, *ARGS["queues"]])
    told, operations = written.previewed()
    assert (told["most"], told["first"], told["queues"]) == (1, NOT_KNOWN, NOT_KNOWN)
    assert operations["rules"] == ["same"]


def test_what_a_replacement_will_have_is_not_known(written: Written) -> None:
    written.stack.up("--skip-preview").must_work()
    written.write(manager={"manager_node": {"instance_type": "ecs.c7.2xlarge"}})
    shown = written.stack.preview().text
    assert "ssh root@None" not in shown
    assert 'unable to replace resource "urn:pulumi:test::clusters::pulumi-python:dynamic:Resource::rules"' in shown


def test_of_two_with_one_name_each_is_told_its_own(service: Emulator, stack_of: StackOf, tmp_path: Path) -> None:
    twins = Written(tmp_path / "twins", service, stack_of, TWINS)
    twins.write(films=3, games=5)
    twins.stack.up("--skip-preview").must_work()
    made = twins.stack.outputs()
    twins.write(films=4, games=6)
    told, _ = twins.previewed()
    assert told == {**made, "films": 4, "games": 6}
