"""`python -m pulumi_ehpc import` on the real engine: a cluster that was made by hand comes under a stack."""

from __future__ import annotations

import contextlib
import os
import re
import select
import shlex
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from account import PASSWORD, exported
from contract.programs import SMALL, WHOLE
from emulator_process import Emulator
from engine.harness import LIMIT, Stack, StackOf
from engine.importing import changing, command, made, project
from engine.programs import PROGRAM, Program

TOKEN = "--token=9f8e7d6c5b4a"
EVERYTHING: dict[str, Any] = {
    **WHOLE,
    "clientVersion": "2.0.47",
    "resourceGroupId": "rg-mine",
    "additionalPackages": [{"name": "mpich", "version": "4.0.3"}],
    "addons": [{"name": "Login", "version": "1.0", "servicesSpec": "[]", "resourcesSpec": "{}"}],
    "clusterCustomConfiguration": {"script": "https://example.com/after.sh", "args": TOKEN},
}
SPELT_OTHERWISE = (
    "scheduler-slurm22", "services-in-capitals", "images-resolved", "instance-types-in-capitals", "mounts-nfs3",
    "mount-options-bare", "home-with-one-slash", "addon-version-1",
)  # fmt: skip


def test_a_cluster_that_was_made_by_hand_comes_under_a_stack_and_lives_on(
    service: Emulator, stack_of: StackOf, tmp_path: Path
) -> None:
    stack = stack_of(project(tmp_path / "program"), **exported(service.url))
    cluster = made(service, EVERYTHING)
    service.vary(*SPELT_OTHERWISE)
    command(stack, "import", cluster, "--protect=false")
    stack.preview("--expect-no-changes").must_work()
    stack.refresh("--expect-no-changes").must_work()
    assert changing(service) == ["CreateCluster"]
    files = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert [secret for secret in (TOKEN, PASSWORD) if secret.encode() in files] == []

    assert f"the stack has cluster {cluster}: `pulumi destroy --target '" in command(
        stack, "delete", cluster, "--yes", code=1
    )
    assert "bears a sign of this package and is in no stack of this project." in command(stack, "orphans")
    assert service.clusters()

    program = stack.directory / "__main__.py"
    password = f'cluster_credentials=ehpc.ClusterCredentials(password="{PASSWORD}"), cluster_name='
    program.write_text(program.read_text().replace("cluster_name=", password, 1))
    said = stack.preview().must_work().text
    assert "cluster_credentials.password is used only at the creation: nothing changes now, and it counts once" in said
    assert "warning" not in said
    program.write_text(program.read_text().replace("max_count=10", "max_count=100"))
    assert stack.planned()["render"] == "update"
    stack.up().must_work()
    assert (service.clusters()[0]["MaxCount"], changing(service)) == (100, ["CreateCluster", "UpdateCluster"])
    stack.destroy().must_work()
    assert service.clusters() == []


def test_an_import_that_fails_leaves_stack_and_files_as_they_were(
    service: Emulator, stack_of: StackOf, tmp_path: Path
) -> None:
    """A second one comes beside the first; a third fails when the engine has taken it already."""
    stack = stack_of(project(tmp_path / "program"), **exported(service.url))
    command(stack, "import", made(service, SMALL))
    first = (stack.directory / "__main__.py").read_text()
    before = stack.resources()
    command(stack, "import", f"other={made(service, SMALL)}")
    assert stack.resources()[: len(before)] == before
    assert (stack.directory / "__main__.py").read_text() == first
    (stack.directory / "__main__.py").write_text(f"{first}\nimport imported_clusters\n")
    stack.preview("--expect-no-changes").must_work()

    before, third = stack.resources(), made(service, {**SMALL, "clusterName": "third"})
    (stack.directory / "third.py").mkdir()
    names = sorted(path.name for path in stack.directory.iterdir())
    said = command(stack, "import", third, "--out", "third.py", "--yes", code=1)
    assert "third.py cannot be written: Is a directory" in said
    assert stack.resources() == before
    assert sorted(path.name for path in stack.directory.iterdir()) == names

    lost = command(stack, "import", third, "--yes", "--out", "imported_clusters.py", code=1)
    assert "imported_clusters.py declares clusters, which the next `pulumi up` would delete" in lost
    second = (stack.directory / "imported_clusters.py").read_text()
    said = command(stack, "import", third, "--yes")
    assert "imported_clusters_2.py: a preview of it changes nothing" in said
    assert "add `import imported_clusters_2` to it" in said
    assert (stack.directory / "imported_clusters.py").read_text() == second


def test_what_another_stack_of_the_project_has_imported_takes_an_explicit_yes(
    service: Emulator, stack_of: StackOf, tmp_path: Path
) -> None:
    """Nothing at E-HPC tells it: an import changes nothing there."""
    first = stack_of(project(tmp_path / "program"), **exported(service.url))
    cluster = made(service, SMALL)
    command(first, "import", cluster)
    second = stack_of(first.directory, name="second", **exported(service.url))
    said = command(second, "import", "--all")
    assert f"left out: cluster {cluster} is in stack test of this project; name it to import it" in said
    said = command(second, "import", cluster, given="n\n", code=1)
    assert f"Cluster {cluster} is in stack test of this project. Two stacks that have one cluster undo" in said
    assert [entry for entry in second.resources() if entry.get("id") == cluster] == []


def test_what_a_stack_of_another_project_has_takes_an_explicit_yes_as_well(
    program: Program, stack_of: StackOf, tmp_path: Path
) -> None:
    """It describes its cluster itself, so there is no sign of this package on it."""
    program.one(cluster_description="team.render")
    program.up()
    (cluster,) = program.ids
    folder = project(tmp_path / "other")
    (folder / "Pulumi.yaml").write_text("name: other\nruntime: python\n")
    other = stack_of(folder, **exported(program.service.url))
    said = command(other, "import", cluster, given="n\n", code=1)
    assert f"Cluster {cluster} is in stack clusters/test. Two stacks that have one cluster undo" in said
    assert f"left out: cluster {cluster} is in stack clusters/test" in command(other, "import", "--all", "--yes")
    assert other.resources() == []


def test_what_another_stack_of_the_project_has_is_no_orphan_and_nobodys_to_delete(
    service: Emulator, stack_of: StackOf, tmp_path: Path
) -> None:
    prod = stack_of(project(tmp_path / "program"), name="prod", **exported(service.url))
    cluster = made(service, {**SMALL, "clusterDescription": "Pulumi-clusters-prod-render"})
    command(prod, "import", cluster)
    dev = stack_of(prod.directory, name="dev", **exported(service.url))
    assert "bears a sign of this package and is in no stack of this project." in command(dev, "orphans")
    said = command(dev, "delete", cluster, "--yes", code=1)
    assert f"stack prod of this project has cluster {cluster}: `pulumi state unprotect --stack prod 'urn:" in said
    named = command(dev, "delete", cluster, "--yes", "--stack", "prod", code=1)
    assert named == said
    dev.run("stack", "unselect").must_work()
    assert "stack prod of this project has cluster" in command(dev, "delete", cluster, "--yes", code=1)
    dev.run("stack", "select", "dev").must_work()
    assert [one["ClusterId"] for one in service.clusters()] == [cluster]
    for told in re.findall("`pulumi (.*?)`", said):
        dev.run(*shlex.split(told), "--yes").must_work()
    assert (service.clusters(), [entry for entry in prod.resources() if entry.get("id") == cluster]) == ([], [])


def test_one_that_the_program_still_declares_comes_back_without_another_program(program: Program) -> None:
    """A helper of that program may declare it, so nobody can tell whether it does."""
    program.up()
    (id_,) = program.ids
    program.stack.run("state", "delete", program.entry()["urn"], "--yes").must_work()
    said = command(program.stack, "import", f"render={id_}")
    told = re.search("Where it does declare render, .* leave it as it is and delete (.*): twice is a Dupl", said)
    assert told, said
    (program.stack.directory / "__main__.py").open("a").write("import imported_clusters\n")
    assert "Duplicate resource URN" in program.stack.preview().must_fail().text
    (program.stack.directory / "__main__.py").write_text(PROGRAM)
    Path(told[1]).unlink()
    assert not {"CreateCluster", "UpdateCluster"} & set(program.calls_of(program.up))
    program.ends_well()


SLOW_TO_END = """#!/bin/sh
"{pulumi}" "$@"
status=$?
if [ "$1" = import ]; then
  echo done > "{tells}"
  exec cat "{tells}"
fi
exit $status
"""


def taking(stack: Stack, engine: Path, folder: Path, *words: str) -> subprocess.Popen[str]:
    """An import that the engine has done, and that goes no further."""
    slow, tells = folder / "slow/pulumi", folder / "tells"
    slow.parent.mkdir()
    slow.write_text(SLOW_TO_END.format(pulumi=engine / "pulumi", tells=tells))
    slow.chmod(0o755)
    os.mkfifo(tells)
    importing = subprocess.Popen(
        [sys.executable, "-m", "pulumi_ehpc", "import", *words],
        cwd=stack.directory, env={**stack.variables, "PATH": f"{slow.parent}:{stack.variables['PATH']}"},
        stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    with open(os.open(tells, os.O_RDONLY | os.O_NONBLOCK)) as told:
        ready = select.poll()  # select.select takes no descriptor beyond 1023, and many tests were here before
        ready.register(told)
        assert ready.poll(1000 * LIMIT)
    return importing


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_somebody_who_presses_ctrl_c_until_it_ends_has_the_stack_as_it_was(
    engine: Path, service: Emulator, stack_of: StackOf, tmp_path: Path, number: signal.Signals
) -> None:
    """A cluster that is in the state and in no program is deleted by the next `pulumi up`."""
    stack = stack_of(project(tmp_path / "program"), **exported(service.url))
    cluster, before = made(service, SMALL), stack.resources()
    importing = taking(stack, engine, tmp_path, cluster, "--protect=false")
    assert cluster in [entry.get("id") for entry in stack.resources()]
    for _ in range(3):
        os.killpg(importing.pid, number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            importing.wait(0.1)
    assert "interrupted: the stack is as it was" in importing.communicate()[1]
    assert importing.returncode == 130
    assert stack.resources() == before


@pytest.mark.parametrize("protect", ["true", "false"])
@pytest.mark.parametrize("mine", ["", "mine = 1\n"])
def test_the_program_that_a_killed_import_owes_is_written_by_the_command_that_the_next_one_names(
    engine: Path, service: Emulator, stack_of: StackOf, tmp_path: Path, protect: str, mine: str
) -> None:
    stack = stack_of(project(tmp_path / "program"), **exported(service.url))
    main, cluster = stack.directory / "__main__.py", made(service, SMALL)
    if mine:
        main.write_text(mine)
    importing = taking(stack, engine, tmp_path, f"farm={cluster}", f"--protect={protect}")
    os.killpg(importing.pid, signal.SIGKILL)
    importing.communicate()
    said = command(stack, "import", cluster, code=1)
    told = re.search("as after an import that was killed: `python -m pulumi_ehpc (.*?)` writes it", said)
    assert told, said
    command(stack, *shlex.split(told[1]))
    if mine:
        assert "; then add `import imported_clusters` to __main__.py" in said
        main.write_text(f"{mine}import imported_clusters\n")
    stack.preview("--expect-no-changes").must_work()
    assert changing(service) == ["CreateCluster"]
