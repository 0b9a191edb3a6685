"""The script of examples/ci as CI runs it: fresh checkouts on machines of other names, and jobs that are cancelled."""

from __future__ import annotations

import importlib
import json
import re
import signal
from collections.abc import Iterator
from pathlib import Path
from signal import SIGINT, SIGKILL, SIGTERM

import pytest
import yaml

from account import PASSWORD
from emulator_process import Emulator
from engine.ci_jobs import EXAMPLE, Team, cancel
from pulumi_ehpc.testing import processes

JOBS = {"preview", "up", "resume", "drift"}


@pytest.fixture
def team(engine: Path, service: Emulator, python: str, secrets: dict[str, str], tmp_path: Path) -> Iterator[Team]:
    yield Team(tmp_path, engine, service, {"PULUMI_PYTHON_CMD": python, **secrets})
    for pid in processes.started_with("EHPC_ENDPOINT", service.url):
        processes.kill(pid)


def _no_secret(*texts: str) -> None:
    assert [text for text in texts if PASSWORD in text] == []


def test_a_change_is_reviewed_and_carried_out_as_it_was_reviewed(team: Team) -> None:
    reviewed = team.job("GitLab")
    said = reviewed.run("preview").must_work().text
    comment, plan = reviewed.file("comment.md"), reviewed.file("plan.json")
    assert comment in said
    assert "- create `render` (ehpc:Cluster)\n" in comment
    assert '`clusterCredentials`: `{"password": "[secret]"}`' in comment
    _no_secret(said, comment, plan)

    carried_out = team.job("GitLab", plan).run("up").must_work().text
    (cluster,) = team.service.clusters()
    assert team.recorded == [cluster["ClusterId"]]
    assert f"E-HPC is making cluster {cluster['ClusterId']}" in carried_out
    _no_secret(carried_out)

    again = team.job("GitLab", plan).run("up")
    assert again.code == 4
    assert "the stack has moved since this plan was made" in again.text
    team.configure(maxNodes="30")
    team.commit()
    other = team.job("GitLab", plan).run("up")
    assert other.code == 4
    assert "has other files: preview this one" in other.text
    assert team.service.actions().count("CreateCluster") == 1


def test_what_drifted_is_named_with_what_it_was_and_is(team: Team) -> None:
    team.job(plan=team.planned()).run("up").must_work()
    team.job("other").run("drift").must_work()
    (cluster,) = team.service.clusters()
    team.service.change(cluster["ClusterId"], MaxCount=44)
    team.configure(vpcId="vpc-other")
    team.commit()
    nightly = team.job("other")
    assert nightly.run("drift").code == 3
    assert "| `render`: `maxCount` | `100` | `44` |" in nightly.file("drift.md")
    assert "| `render`: `clusterVpcId` | `vpc-test` | the same, and the program has `vpc-other`" in nightly.file(
        "drift.md"
    )

    replaced = team.job()
    replaced.run("preview").must_work()
    comment = replaced.file("comment.md").splitlines()
    assert comment[2].startswith("- ❌ **replace** `render` (ehpc:Cluster): another one is made")
    assert "  - `clusterVpcId`: `vpc-test` → `vpc-other`, **which replaces it**" in comment

    team.service.remove(cluster["ClusterId"])
    gone = team.job("other")
    assert gone.run("drift").code == 3
    assert "| `render` | there | **gone** |" in gone.file("drift.md")


def test_what_drifted_is_taken_back_as_it_was_reviewed(team: Team) -> None:
    team.job(plan=team.planned()).run("up").must_work()
    (cluster,) = team.service.clusters()
    team.service.change(cluster["ClusterId"], MaxCount=44)
    looks = team.job("GitLab")
    looks.run("preview --refresh").must_work()
    assert "  - `maxCount`: `44` → `100`" in looks.file("comment.md")
    team.job("GitLab", looks.file("plan.json")).run("up").must_work()
    assert team.service.clusters()[0]["MaxCount"] == 100
    team.job().run("drift").must_work()


def test_a_preview_shows_no_stand_in_for_what_only_the_change_will_tell(team: Team) -> None:
    user = 'ehpc.EhpcUser("ada", cluster_id=cluster.id, user_name="ada", password="Sesame-2024")'
    with (team.repository / "__main__.py").open("a") as program:
        program.write(f"{user}\n")
    team.commit()
    job = team.job()
    job.run("preview").must_work()
    assert "- create `ada` (ehpc:User)\n  - `clusterId`: `[known later]`\n" in job.file("comment.md")


@pytest.mark.parametrize("job", ["preview", "drift"])
def test_a_cancelled_job_that_only_looks_is_run_again(team: Team, job: str) -> None:
    with (team.repository / "__main__.py").open("a") as program:
        program.write('pulumi.info("asks")\nehpc.get_regions()\n')
    team.commit()
    team.service.faults({"action": "ListRegions", "kind": "hold"})
    run = team.job().start(job)
    assert team.service.held() == ["ListRegions"]
    cancel(run, SIGTERM)
    ended = run.wait(limit=10.0)
    assert ended.code == 128 + SIGTERM
    assert ended.text.endswith(f"Cancelled. Nothing was changed: `python ci.py {job}`.\n")


def test_a_comment_that_would_be_too_long_says_what_it_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(EXAMPLE))
    ci_text = importlib.import_module("ci_text")
    lines = ["**Notes**", "", "~~~text", *(f"note {number}" for number in range(1000))]
    kept = ci_text.cut("\n".join([*lines, "~~~"]), 2_000)
    assert len(kept) <= 2_000
    assert kept.count("~~~") == 2, "what follows is no part of the notes"
    (lacks,) = re.findall(r"(\d+) more lines are in the log of the job", kept)
    assert kept.count("\nnote ") + int(lacks) == 1001
    assert ci_text.cut("short", 2_000) == "short"


# In mid-creation, before and after the call that creates, at its last call, and before there is anything.
POINTS = {
    "GitHub": ("GitHub", (SIGINT, SIGTERM), None),
    "GitLab before CreateCluster": ("GitLab", (SIGTERM,), ("CreateCluster", False)),
    "GitLab's machine is lost after CreateCluster": ("GitLab", (SIGKILL,), ("CreateCluster", True)),
    "another's machine is lost in mid-creation": ("other", (SIGKILL,), None),
    "another's at the last call": ("other", (SIGTERM,), ("UpdateCluster", True)),
}


@pytest.mark.parametrize(("system", "signals", "held"), POINTS.values(), ids=POINTS)
def test_a_cancelled_job_is_gone_on_with_on_another_machine(
    team: Team, system: str, signals: tuple[signal.Signals, ...], held: tuple[str, bool] | None
) -> None:
    plan = team.planned()
    if held:
        team.service.hold(held[0], acted=held[1])
    else:
        team.service.change_clock("seconds:1000")
    run = team.job(system, plan).start("up")
    if held:
        assert team.service.held() == [held[0]]
    else:
        run.wait_for("E-HPC is making cluster ")
    cancel(run, *signals)
    ended = run.wait(limit=10.0)
    lost = SIGKILL in signals
    assert ended.code == (-SIGKILL if lost else 128 + signals[0])
    assert bool(team.locks) is lost, "an orderly end leaves no lock"
    assert lost or "The next job goes on with what has begun: `python ci.py resume`" in ended.text
    team.service.release()
    team.service.change_clock("immediate")

    refused = team.job(system, plan).run("up").must_fail().text
    assert "`python ci.py resume`" in refused
    next_one = team.job(system, plan)
    if held == ("UpdateCluster", True):
        told = next_one.run("resume").must_fail().text
        (way,) = re.findall(r"`python ci\.py (resume --adopt \S+)` goes on with it", told)
        resumed = next_one.run(way).must_work().text
    else:
        resumed = next_one.run("resume").must_work().text
    assert resumed.endswith("Nothing is left of the plan.\n")
    assert len(resumed.splitlines()) < 40
    (cluster,) = team.service.clusters()
    assert (team.recorded, cluster["ClusterStatus"]) == ([cluster["ClusterId"]], "running")
    assert team.locks == []
    assert not team.deployment.get("pending_operations")
    assert team.service.actions().count("CreateCluster") == 1 or held == ("CreateCluster", False)
    team.job(system).run("drift").must_work()


def test_what_a_resumed_job_would_do_beyond_its_plan_is_refused(team: Team) -> None:
    team.job(plan=team.planned()).run("up").must_work()
    (cluster,) = team.service.clusters()
    nothing = team.planned()
    team.configure(vpcId="vpc-other")
    team.commit()
    # A plan of the files before, under the name of these: what a cluster's replacement would need is not in it.
    forged = {"for": json.loads(team.planned())["for"], "plan": json.loads(nothing)["plan"]}
    refused = team.job(plan=json.dumps(forged)).run("resume")
    assert refused.code == 4
    assert "this would go beyond the plan that was reviewed" in refused.text
    assert [one["ClusterId"] for one in team.service.clusters()] == [cluster["ClusterId"]]


def _runs(text: str) -> set[str]:
    return set(re.findall(r"ci\.py (\w+)", text))


@pytest.mark.parametrize("workflow", [".github/workflows/cluster.yml", ".gitlab-ci.yml"])
def test_a_workflow_runs_every_job_of_the_script_in_place_of_its_shell(workflow: str) -> None:
    text = (EXAMPLE / workflow).read_text()
    assert _runs(text) == JOBS
    assert len(re.findall(r"exec python ci\.py", text)) == len(re.findall(r"python ci\.py", text))


def test_the_actions_of_the_workflow_are_pinned_and_its_jobs_may_only_do_what_they_do() -> None:
    texts = [path.read_text() for path in EXAMPLE.glob(".github/**/*.yml")]
    used = [name for text in texts for name in re.findall(r"uses: ([^.\s]\S*)", text)]
    assert [name for name in used if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", name)] == []
    jobs = yaml.safe_load((EXAMPLE / ".github/workflows/cluster.yml").read_text())["jobs"]
    assert {name for name, job in jobs.items() if "role/ci-changes" in str(job["env"])} == {"up"}
    assert {job["concurrency"]["cancel-in-progress"] for name, job in jobs.items() if name != "preview"} == {False}
