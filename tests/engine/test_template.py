"""`pulumi new` with the template: a project that needs nothing else, in an environment that its Pulumi.yaml names."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import yaml

from account import PASSWORD, VPC, VSWITCH, exported
from emulator_process import Emulator
from engine.harness import Run, Stack, StackOf, environment

pytestmark = pytest.mark.anew

TEMPLATE = Path(__file__).parents[2] / "template"
CHOSEN = {
    "vpcId": VPC,
    "vswitchId": VSWITCH,
    "nasFileSystemId": "0a",
    "nasMountTarget": "0a.cn-hangzhou.nas.aliyuncs.com",
    "password": PASSWORD,
}
"""What somebody answers to the questions of `pulumi new`."""


def project_of_the_template(engine: Path, folder: Path) -> Path:
    (folder / "home").mkdir(parents=True)
    (folder / "project").mkdir()
    variables = environment(engine, folder / "home", folder)
    options = ["--generate-only", "--yes", "--offline", "--non-interactive", "--name", "farm"]
    toolchain = ["--runtime-options", f"toolchain=pip,virtualenv={sys.prefix}"]
    command = [str(engine / "pulumi"), "new", str(TEMPLATE), *options, *toolchain]
    Run(command, folder / "project", variables, "").wait().must_work()
    return folder / "project"


def answered(stack: Stack) -> None:
    """The stack's configuration after each question of the template has its answer, or its default."""
    asked = yaml.safe_load((TEMPLATE / "Pulumi.yaml").read_text())["template"]["config"]
    secret = {key for key, about in asked.items() if about.get("secret")}
    answers = {key: about.get("default") or CHOSEN[key] for key, about in asked.items()}
    stack.configure(
        {key: value for key, value in answers.items() if key not in secret}, {key: answers[key] for key in secret}
    )


def test_a_new_project_goes_up_stays_as_it_is_and_goes_away(
    engine: Path, stack_of: StackOf, service: Emulator, tmp_path: Path
) -> None:
    project = project_of_the_template(engine, tmp_path / "new")
    (requirement,) = (project / "requirements.txt").read_text().split()
    assert requirement.startswith("pulumi-ehpc")
    outside = {name: value for name, value in exported(service.url).items() if "REGION" not in name}
    stack = stack_of(project, **outside)
    answered(stack)
    said = stack.preview().must_work().text
    assert "2 to create" in said
    assert "warning" not in said
    stack.up("--skip-preview").must_work()
    assert [cluster["ClusterStatus"] for cluster in service.clusters()] == ["running"]
    stack.preview("--expect-no-changes").must_work()
    assert PASSWORD not in str(stack.export())
    stack.destroy("--skip-preview").must_work()
    assert service.clusters() == []
