"""`python -m pulumi_ehpc migrate` on the real engine, and each step that it prints."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from account import PASSWORD, REGION, exported
from contract.former_states import CLUSTER, LOGIN, QUEUE, terraform
from contract.former_states import stack as former_stack
from contract.programs import WHOLE
from contract.terraform.recorded import LEAST, sent_again, tfstate
from emulator_process import Emulator
from engine.alicloud_stub import install
from engine.alicloud_stub.cloud import Cloud
from engine.harness import Stack, StackOf
from engine.importing import changing, command, made, project

DEPENDENT = """
login = pulumi.ResourceOptions(depends_on=[farm])
pulumi.ComponentResource("site:index:Login", "login", opts=login)
"""

RETAINING = """
import pulumi
import pulumi_alicloud as alicloud

kept = pulumi.ResourceOptions(retain_on_delete=True, protect=False)
farm = alicloud.ehpc.ClusterV2(
    "farm", cluster_credentials={"key_pair_name": "mine"}, cluster_vpc_id="vpc-test", cluster_vswitch_id="vsw-test",
    cluster_name="render", manager={}, shared_storages=[], opts=kept,
)
alicloud.ehpc.Queue("comp", cluster_id=farm.id, queue_name="comp", opts=kept)
"""


@pytest.fixture
def stack(service: Emulator, stack_of: StackOf, tmp_path: Path) -> Stack:
    return stack_of(project(tmp_path / "program"), name="dev", ALICLOUD_REGION=REGION, **exported(service.url))


def holds(stack: Stack, entries: list[dict[str, object]], scratch: Path) -> Cloud:
    """The stack has these from now on; where their provider's calls are seen."""
    cloud = install(Path(stack.variables["PULUMI_HOME"]))
    whole = stack.run("stack", "export").json
    whole["deployment"]["resources"] = entries
    file = scratch / "state.json"
    file.write_text(json.dumps(whole))
    stack.run("stack", "import", "--file", str(file)).must_work()
    return cloud


def obey(stack: Stack, said: str) -> None:
    """Run the commands that were printed."""
    for line in re.findall(r"^ +(pulumi state .*)$", said, re.MULTILINE):
        subprocess.run(shlex.split(line), cwd=stack.directory, env=stack.variables, check=True, capture_output=True)


def test_a_cluster_of_pulumi_alicloud_moves_and_its_old_entries_are_forgotten(
    service: Emulator, stack: Stack, tmp_path: Path
) -> None:
    cluster = made(service, WHOLE)
    holds(stack, former_stack(cluster, protect=True), tmp_path)
    said = command(stack, "migrate")
    assert f"cluster {cluster} is an EhpcCluster of the stack now: farm" in said
    assert "Take farm and comp out of that program" in said
    obey(stack, said)
    assert {CLUSTER, QUEUE} & {entry["urn"] for entry in stack.resources()} == set()
    stack.preview("--expect-no-changes").must_work()
    stack.refresh("--expect-no-changes").must_work()
    assert changing(service) == ["CreateCluster"]


def test_where_something_depends_on_it_the_next_up_forgets_it_and_deletes_nothing(
    service: Emulator, stack: Stack, tmp_path: Path
) -> None:
    cluster = made(service, WHOLE)
    cloud = holds(stack, former_stack(cluster, protect=True, dependent=True), tmp_path)
    said = command(stack, "migrate")
    assert re.search(rf"give these what the new one tells:\n +{re.escape(LOGIN)}\n", said)
    obey(stack, said)
    program = stack.directory / "__main__.py"
    program.write_text(program.read_text() + DEPENDENT)
    stack.up().must_work()
    assert cloud.journal() == []
    assert {CLUSTER, QUEUE} & {entry["urn"] for entry in stack.resources()} == set()
    stack.preview("--expect-no-changes").must_work()
    assert changing(service) == ["CreateCluster"]


def test_another_stack_retains_what_it_forgets(
    service: Emulator, stack: Stack, stack_of: StackOf, tmp_path: Path
) -> None:
    cluster = made(service, WHOLE)
    cloud = holds(stack, former_stack(cluster, protect=True, dependent=True), tmp_path)
    stack.run("stack", "export", "--file", str(tmp_path / "other.json")).must_work()
    mine = stack_of(project(tmp_path / "mine"), name="mine", **exported(service.url))
    said = command(mine, "migrate", str(tmp_path / "other.json"))
    assert "Give farm and comp the options retain_on_delete=True, protect=False, and run `pulumi up`, in the" in said
    mine.preview("--expect-no-changes").must_work()

    program = stack.directory / "__main__.py"
    program.write_text(RETAINING + DEPENDENT)
    stack.up().must_work()
    program.write_text("import pulumi\n" + DEPENDENT.replace("depends_on=[farm]", ""))
    stack.up().must_work()
    assert {entry["urn"] for entry in stack.resources()} & {CLUSTER, QUEUE, LOGIN} == {LOGIN}
    assert (cloud.journal(), changing(service)) == ([], ["CreateCluster"])


def test_clusters_of_terraform_move(service: Emulator, stack: Stack, tmp_path: Path) -> None:
    clusters = [made(service, WHOLE), made(service, WHOLE)]
    (tmp_path / "terraform.tfstate").write_text(json.dumps(terraform(*clusters)))
    said = command(stack, "migrate", str(tmp_path / "terraform.tfstate"))
    farms = [f"'module.hpc.alicloud_ehpc_cluster_v2.farm[\"{key}\"]'" for key in (0, 1)]
    assert f"terraform state rm alicloud_ehpc_queue.comp {' '.join(farms)}\n" in said
    assert "Give its ID as a text to what refers to it: alicloud_dns_record.login." in said
    stack.preview("--expect-no-changes").must_work()
    assert sorted(entry["id"] for entry in stack.resources() if "id" in entry and "Cluster" in entry["urn"]) == sorted(
        clusters
    )
    files = [path for path in tmp_path.rglob("*") if path.is_file() and path.suffix != ".tfstate"]
    assert [path for path in files if PASSWORD.encode() in path.read_bytes()] == []
    assert "The stack has these clusters already." in command(stack, "migrate", str(tmp_path / "terraform.tfstate"))


@pytest.mark.parametrize("configured", [REGION, "cn-beijing", ""], ids=["its region", "another", "none"])
def test_what_terraform_has_made_goes_on_under_pulumi(
    service: Emulator, stack: Stack, tmp_path: Path, configured: str
) -> None:
    stack.variables |= {"ALIBABA_CLOUD_REGION_ID": configured, "ALICLOUD_REGION": ""}
    ids = sent_again(service, "made")
    (tmp_path / "terraform.tfstate").write_text(tfstate(ids))
    said = command(stack, "--region", REGION, "migrate", "--protect=false", str(tmp_path / "terraform.tfstate"))
    assert f"queue {ids[LEAST]}:spot is an EhpcQueue of the stack now: full-spot" in said
    assert "terraform state rm 'alicloud_ehpc_queue.full[\"cpu\"]'" in said
    stack.preview("--expect-no-changes").must_work()
    stack.refresh("--expect-no-changes").must_work()

    program, calls = stack.directory / "__main__.py", len(service.journal())
    text = program.read_text().replace("max_count=10,", "max_count=8,")
    program.write_text(text.replace("deletion_protection=True", "deletion_protection=False"))
    stack.up("--skip-preview").must_work()
    assert sorted(service.changing(calls)) == ["UpdateCluster", "UpdateQueue", "UpdateQueue"]
    calls = len(service.journal())
    stack.destroy("--skip-preview").must_work()
    gone = service.changing(calls)
    assert (gone.count("DeleteQueues"), gone.count("DeleteCluster"), gone[-1]) == (3, 2, "DeleteCluster")
    assert service.clusters() == []
