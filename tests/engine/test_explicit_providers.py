"""Two accounts and two regions in one program, by `Provider`: where the clusters are, and what becomes of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from account import VPC, VSWITCH, exported
from ehpc_emulator.ids import account_of
from emulator_process import Emulator
from engine.harness import Stack, StackOf
from engine.programs import project_of

KEY, SECRET = "other-key", "s3cr3t-of-the-other"
PROGRAM = """
import os, pulumi, pulumi_ehpc as ehpc
url = os.environ["EHPC_ENDPOINT"]
region, key = os.environ.get("OTHER_REGION", "cn-beijing"), os.environ.get("OTHER_KEY", "other-key")
most = int(os.environ.get("MOST", 3))
secret = pulumi.Output.from_input(os.environ["OTHER_SECRET"])
other = ehpc.Provider("other", region=region, access_key=key, secret_key=secret, endpoint=url)
small = {"cluster_vpc_id": "VPC", "cluster_vswitch_id": "VSWITCH", "max_count": most}
ehpc.EhpcCluster("here", {**small, "cluster_name": "here"})
ehpc.EhpcCluster("there", {**small, "cluster_name": "there"}, pulumi.ResourceOptions(provider=other))

class House(pulumi.ComponentResource):
    def __init__(self, name, opts):
        super().__init__("my:index:House", name, None, opts)
        ehpc.EhpcCluster("inside", {**small, "cluster_name": "inside"}, pulumi.ResourceOptions(parent=self))

House("house", pulumi.ResourceOptions(providers=[other]))
""".replace("VPC", VPC, 1).replace("VSWITCH", VSWITCH, 1)


@pytest.fixture
def two(stack_of: StackOf, service: Emulator, tmp_path: Path) -> Stack:
    return stack_of(project_of(PROGRAM, tmp_path / "two"), **exported(service.url), OTHER_SECRET=SECRET)


def places(service: Emulator) -> dict[str, str]:
    """The account of each cluster by its name."""
    return {cluster["ClusterName"]: cluster["Account"] for cluster in service.clusters()}


def test_clusters_are_where_their_provider_says(two: Stack, service: Emulator) -> None:
    said = two.up("--skip-preview").must_work().text
    other, mine = account_of(KEY), places(service)["here"]
    assert places(service) == {"here": mine, "there": other, "inside": other}
    assert mine != other
    assert " in cn-beijing" in said
    rows = [row for row in two.resources() if "__region" in row.get("outputs", {})]
    regions = {row["urn"].split("::")[-1]: row["outputs"]["__region"] for row in rows}
    assert regions == {"here": "cn-hangzhou", "there": "cn-beijing", "inside": "cn-beijing"}
    assert SECRET not in said
    backend = Path(two.variables["PULUMI_BACKEND_URL"].removeprefix("file://"))
    assert not [path for path in backend.rglob("*") if path.is_file() and SECRET in path.read_text(errors="replace")]
    two.preview("--expect-no-changes").must_work()
    two.run("refresh", "--yes", "--expect-no-changes").must_work()
    two.destroy("--skip-preview").must_work()
    assert service.clusters() == []


def test_another_region_or_account_of_a_provider_is_said_in_the_preview(two: Stack, service: Emulator) -> None:
    two.up("--skip-preview").must_work()
    before = service.clusters()
    two.variables["OTHER_REGION"] = "cn-shanghai"
    for result in (two.preview(), two.up("--skip-preview")):
        said = result.must_fail().text
        assert "is in region cn-beijing, and this program means cn-shanghai now" in said
        assert 'To replace it by one in cn-shanghai: the argument region="cn-shanghai"' in said
    del two.variables["OTHER_REGION"]
    two.up("--skip-preview").must_work()
    two.variables["OTHER_KEY"] = "third-key"
    assert f"these credentials are of account {account_of('third-key')}" in two.preview().must_fail().text
    two.variables["MOST"] = "5"
    said = two.preview().must_fail().text
    assert f"is in account {account_of(KEY)}, and these credentials are of account {account_of('third-key')}" in said
    two.up("--skip-preview").must_fail()
    two.run("refresh", "--yes", "--run-program").must_fail()
    counts = {cluster["ClusterName"]: cluster["MaxCount"] for cluster in service.clusters()}
    assert (counts["there"], counts["inside"]) == (3, 3)
    assert len(service.clusters()) == len(before)
    del two.variables["OTHER_KEY"]
    two.up("--skip-preview").must_work()
    two.destroy("--skip-preview").must_work()
    assert service.clusters() == []
