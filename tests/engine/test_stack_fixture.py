"""A test that asks for `ehpc_stack` leads a program through its life on the emulator, with what happened as data."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pulumi
import pytest
from pulumi import automation

import pulumi_ehpc as ehpc
from account import PASSWORD, VPC, VSWITCH
from engine.programs import project_of
from pulumi_ehpc.testing import Emulator, StackOf


def render() -> None:
    password = pulumi.Config().require_secret("password")
    cluster = ehpc.EhpcCluster(
        "render",
        cluster_vpc_id=VPC,
        cluster_vswitch_id=VSWITCH,
        max_count=10,
        cluster_credentials=ehpc.ClusterCredentials(password=password),
    )
    pulumi.export("id", cluster.id)
    pulumi.export("most", cluster.max_count)


REFUSED = """
import pulumi_ehpc
password = pulumi_ehpc.ClusterCredentials(password="Sesame")
pulumi_ehpc.EhpcCluster("render", cluster_vpc_id="vpc-1", cluster_vswitch_id="vsw-1", cluster_credentials=password)
"""


def test_a_function_is_led_through_its_life(ehpc_stack: StackOf, ehpc_emulator: Emulator) -> None:
    config = {"password": automation.ConfigValue(PASSWORD, secret=True)}
    stack = ehpc_stack(render, config=config)
    assert stack.preview().change_summary == {"create": 2}
    assert (stack.steps, ehpc_emulator.clusters()) == ({"render": "create"}, [])
    stack.up()
    (cluster,) = ehpc_emulator.clusters()
    assert stack.outputs == {"id": cluster["ClusterId"], "most": 10}
    assert any("should mount /home and /opt" in warning for warning in stack.warnings)

    stack.destroy()
    assert (stack.steps, ehpc_emulator.clusters()) == ({"render": "delete"}, [])


def test_what_is_refused_is_data_and_no_secret_is_in_it(ehpc_stack: StackOf, tmp_path: Path) -> None:
    stack = ehpc_stack(project_of(REFUSED, tmp_path))
    with pytest.raises(automation.CommandError):
        stack.preview()
    (error,) = stack.errors
    assert error.endswith("cluster_credentials.password: must have 8 to 20 characters")
    assert "Sesame" not in str(stack.events)


def test_the_tests_of_our_readme_pass_as_they_stand(engine: Path, tmp_path: Path) -> None:
    section = (Path(__file__).parents[2] / "README.md").read_text().split("## Test your program\n")[1]
    (tmp_path / "test_render.py").write_text(section.split("```python\n")[1].split("```\n")[0])
    found = {**os.environ, "PATH": os.pathsep.join([str(engine), os.environ["PATH"]])}
    command = [sys.executable, "-m", "pytest", "-q", "test_render.py"]
    done = subprocess.run(command, cwd=tmp_path, env=found, capture_output=True, text=True)
    assert "3 passed" in done.stdout, done.stdout


def smallest() -> None:
    ehpc.EhpcCluster("render", cluster_vpc_id=VPC, cluster_vswitch_id=VSWITCH)


def test_a_run_is_cancelled_from_another_thread(ehpc_stack: StackOf, ehpc_emulator: Emulator) -> None:
    ehpc_emulator.faults.hold("CreateCluster", acted=True)
    stack = ehpc_stack(smallest)
    ended: list[str] = []

    def up() -> None:
        try:
            stack.up()
        except automation.CommandError as error:
            ended.append(str(error))

    run = threading.Thread(target=up)
    run.start()
    assert ehpc_emulator.faults.held() == ["CreateCluster"]
    stack.cancel()
    stack.cancel()
    ehpc_emulator.faults.release()
    run.join(60)
    assert "canc" in ended[0]
    assert not run.is_alive()
