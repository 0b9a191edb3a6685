"""The program that `import` writes of a cluster: run, it asks for what the service has, and changes nothing of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from contract.existing import found, made, run, written
from contract.field_programs import STEPS
from contract.programs import SMALL, WHOLE
from ehpc_emulator.variants import VARIANTS
from in_process import CONFIG, World
from pulumi_ehpc._core.process import another
from pulumi_ehpc._core.table.fields import fields_of
from pulumi_ehpc._core.verbs.lifecycle import Lifecycle
from pulumi_ehpc.importing.chosen import Secret
from pulumi_ehpc.resources import CLUSTER

TOKEN = "--token=9f8e7d6c5b4a"
EVERYTHING: dict[str, Any] = {
    **WHOLE,
    "clientVersion": "2.0.47",
    "resourceGroupId": "rg-mine",
    "deletionProtection": True,
    "additionalPackages": [{"name": "mpich", "version": "4.0.3"}],
    "addons": [{"name": "Login", "version": "1.0"}],
    "clusterCustomConfiguration": {"script": "https://example.com/after.sh", "args": "--quiet"},
}
CLUSTERS = {"small": SMALL, "whole": WHOLE, "everything": EVERYTHING} | {
    f"{case}, {step}": program for case, programs in STEPS.items() for step, program in enumerate(programs)
}


@pytest.fixture
def world() -> World:
    return World(pace="immediate")


@pytest.mark.parametrize("case", CLUSTERS)
def test_a_written_program_asks_for_what_is_there_and_changes_nothing(world: World, case: str) -> None:
    (cluster,) = found(world, made(world, CLUSTERS[case]))
    (asked,) = run(written(cluster))
    assert asked.inputs == cluster.inputs
    with another(world.process()):
        verbs = Lifecycle(CLUSTER, CONFIG.get)
        inputs, failures = verbs.check({}, asked.inputs)
        assert (inputs, failures) == (cluster.inputs, [])
        assert verbs.diff(cluster.id, cluster.entry, inputs) == (False, [])
        refreshed = verbs.read(cluster.id, cluster.entry)
    assert refreshed is not None
    assert {**refreshed[0], "modifyTime": ""} == {**cluster.entry, "modifyTime": ""}


@pytest.mark.parametrize("variant", [variant.name for variant in VARIANTS])
def test_however_the_service_spells_it_nothing_is_changed(world: World, variant: str) -> None:
    id_ = made(world, EVERYTHING)
    world.control("POST", "variants", [variant])
    (cluster,) = found(world, id_)
    (asked,) = run(written(cluster))
    with another(world.process()):
        verbs = Lifecycle(CLUSTER, CONFIG.get)
        inputs, failures = verbs.check({}, asked.inputs)
        assert failures == []
        assert verbs.diff(cluster.id, cluster.entry, inputs) == (False, [])
        refreshed = verbs.read(cluster.id, cluster.entry)
        assert refreshed is not None
        assert verbs.diff(cluster.id, refreshed[0], inputs) == (False, [])


@pytest.mark.parametrize("case", CLUSTERS)
def test_it_says_all_that_somebody_chose(world: World, case: str) -> None:
    """But for what E-HPC may have filled in, what it does not tell, and what goes without saying."""
    (cluster,) = found(world, made(world, CLUSTERS[case]))
    unsaid = {f.state for f in fields_of(CLUSTER.args) if f.policy.filled or not f.readable}
    lacking = {name for name in CLUSTERS[case] if name not in cluster.inputs} - unsaid
    # CreateCluster ignores the intervals; deletion protection is off by default.
    assert lacking <= {"growInterval", "idleInterval", "deletionProtection"}
    assert cluster.inputs.get("deletionProtection", False) == CLUSTERS[case].get("deletionProtection", False)


def test_what_may_be_nobodys_choice_is_a_comment(world: World) -> None:
    (cluster,) = found(world, made(world, EVERYTHING))
    text = " ".join(written(cluster).split()).replace("# ", "")
    assert 'Now: security_group_id="sg-test", client_version="2.0.47", resource_group_id="rg-mine".' in text
    assert "E-HPC does not tell is_enterprise_security_group, cluster_credentials and tags" in text


def test_one_that_is_in_another_region_than_the_stack_says_so(world: World) -> None:
    (cluster,) = found(world, made(world, SMALL), region="cn-hangzhou")
    assert run(written(cluster))[0].inputs["region"] == "cn-hangzhou"


def test_what_may_be_a_token_stands_neither_in_the_program_nor_in_the_entry(world: World) -> None:
    secret = {**SMALL, "clusterName": "2nd-farm", "clusterCustomConfiguration": {"args": TOKEN}}
    (cluster,) = found(world, made(world, secret))
    assert cluster.secrets == [Secret("2ndFarmArgs", TOKEN)]
    assert cluster.entry["__secret"] == ["clusterCustomConfiguration.args"]
    text = written(cluster)
    assert TOKEN not in text
    assert 'args=config.require_secret("2ndFarmArgs")' in text


def test_clusters_of_one_name_are_told_apart(world: World) -> None:
    names = ["farm", "farm", "farm.2", "class", "渲染", "9-lives", "ehpc"]
    several = found(world, *(made(world, {**SMALL, "clusterName": name}) for name in names))
    assert [one.name for one in several] == ["farm", "farm-2", "farm.2", "class", "渲染", "9-lives", "ehpc"]
    assert [one.variable for one in several] == ["farm", "farm_2", "farm_2_2", "class_", "渲染", "_9_lives", "ehpc_"]
    assert {asked.name for asked in run(written(*several))} == {one.name for one in several}


def test_a_name_that_this_package_made_up_is_that_of_the_resource(world: World) -> None:
    (cluster,) = found(world, made(world, {**SMALL, "clusterName": "farm-0123abc"}))
    assert (cluster.name, cluster.inputs["clusterName"]) == ("farm", "farm-0123abc")


def test_protect_is_said_where_deletion_protection_does_not_say_it(world: World) -> None:
    for protection, says in ((False, True), (True, False)):
        (cluster,) = found(world, made(world, {**SMALL, "deletionProtection": protection}))
        assert ("protect=True)" in written(cluster, protect=True)) is says
        assert "opts=" not in written(cluster)


def test_a_formatter_and_a_type_checker_have_nothing_to_say(world: World, tmp_path: Path) -> None:
    every = found(world, *(made(world, inputs) for inputs in CLUSTERS.values()))
    file = tmp_path / "__main__.py"
    file.write_text(written(*every, protect=True))
    ruff, by_isort = [sys.executable, "-m", "ruff"], ["--select", "E,F,I", "--line-length", "88"]
    for command in ([*ruff, "format", "--check"], [*ruff, "check", *by_isort]):
        subprocess.run([*command, "--isolated", file], check=True)
    mypy = [sys.executable, "-m", "mypy", "--strict", "--config-file="]
    done = subprocess.run([*mypy, str(file)], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
