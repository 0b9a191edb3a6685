"""Look-ups in a program on the real engine: in the preview and in the up, each once a run."""

from __future__ import annotations

from pathlib import Path

import pytest

from account import VPC, VSWITCH, exported
from emulator_process import Emulator
from engine.harness import Stack, StackOf
from engine.programs import project_of

SECRET = "s3cr3t-of-the-other"
PROGRAM = f"""
import os, pulumi, pulumi_ehpc as ehpc
newest = dict(os=os.environ.get("OS", "Alibaba Cloud Linux 3"), architecture="x86_64", most_recent=True)
images = [ehpc.get_images_output(**newest).images for _ in range(20)]
node = ehpc.Node(instance_type="ecs.c7.xlarge", image_id=images[0][0].image_id)
before = ehpc.get_clusters().clusters
cluster = ehpc.EhpcCluster(
    "render", cluster_vpc_id="{VPC}", cluster_vswitch_id="{VSWITCH}", cluster_name="render",
    queues=[ehpc.Queue(queue_name="comp", initial_count=1, max_count=2, compute_nodes=[node])],
)
pulumi.export("before", [row.cluster_name for row in before])
pulumi.export("newest", images[-1])
pulumi.export("hosts", ehpc.get_nodes_output(cluster.id).nodes.apply(lambda nodes: [node.image_id for node in nodes]))
if "OTHER_SECRET" in os.environ:
    secret = pulumi.Output.secret(os.environ["OTHER_SECRET"])
    other = ehpc.Provider(
        "other", region="cn-beijing", access_key="other", secret_key=secret, endpoint=os.environ["EHPC_ENDPOINT"]
    )
    there = pulumi.InvokeOptions(provider=other)
    pulumi.export("there", ehpc.get_clusters(opts=there))
    pulumi.export("there_too", ehpc.get_clusters_output(opts=there).clusters)
"""
NEWEST = "aliyun_3_x64_20G_alibase_20230727.vhd"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return project_of(PROGRAM, tmp_path / "program")


@pytest.fixture
def stack(folder: Path, stack_of: StackOf, service: Emulator) -> Stack:
    return stack_of(folder, **exported(service.url))


def looks(service: Emulator, since: int = 0) -> list[str]:
    """The look-ups of a program since then; ListClusters is asked for resources, too."""
    return [name for name in service.actions()[since:] if name in ("ListAvailableImages", "ListNodes")]


def test_the_newest_image_is_that_of_the_nodes(stack: Stack, service: Emulator) -> None:
    assert NEWEST in stack.preview().must_work().text
    assert looks(service) == ["ListAvailableImages"]
    assert service.actions().count("ListClusters") == 1
    since = len(service.journal())
    stack.up("--skip-preview").must_work()
    assert looks(service, since) == ["ListAvailableImages", "ListNodes"]
    told = stack.outputs()
    assert (told["before"], told["hosts"], told["newest"][0]["image_id"]) == ([], [NEWEST], NEWEST)
    since = len(service.journal())
    stack.up("--skip-preview").must_work()
    assert looks(service, since) == ["ListAvailableImages", "ListNodes"]
    assert stack.outputs()["before"] == ["render"]
    stack.preview("--expect-no-changes").must_work()


def test_an_image_that_is_not_there_is_one_sentence_in_the_preview(
    folder: Path, stack_of: StackOf, service: Emulator
) -> None:
    said = stack_of(folder, **exported(service.url), OS="Rocky Linux").preview().must_fail().text
    assert "get_images: E-HPC has no image in cn-hangzhou with os='Rocky Linux', architecture='x86_64', but" in said
    assert "Traceback" not in said


def test_another_account_is_looked_up_by_its_provider(folder: Path, stack_of: StackOf, service: Emulator) -> None:
    stack = stack_of(folder, **exported(service.url), OTHER_SECRET=SECRET)
    stack.up("--skip-preview").must_work()
    stack.up("--skip-preview").must_work()
    told = stack.outputs()
    assert told["before"] == ["render"]
    assert (told["there"], told["there_too"]) == ({"clusters": []}, [])
    backend = Path(stack.variables["PULUMI_BACKEND_URL"].removeprefix("file://"))
    assert not [path for path in backend.rglob("*") if path.is_file() and SECRET in path.read_text(errors="replace")]
