"""`python -m pulumi_ehpc`: what it lists, and that each command that is printed does what it says."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

import pytest

from contract.programs import SMALL
from emulator_process import Emulator
from faults.interleavings import Life, tool
from faults.runs import interrupted
from pulumi_ehpc._core.logic.marks import urn_digest


def export(folder: Path, *entries: dict[str, Any], pending: str = "", name: str = "") -> str:
    """What `pulumi stack export --file` writes."""
    creation = {"resource": {"urn": pending, "inputs": {"clusterName": name}}, "type": "creating"}
    operations = [creation] if pending else []
    path = folder / f"stack-{len(entries)}-{bool(pending)}.json"
    path.write_text(
        json.dumps({"version": 3, "deployment": {"resources": list(entries), "pending_operations": operations}})
    )
    return str(path)


def listed(service: Emulator, capsys: pytest.CaptureFixture[str], *exports: str) -> list[dict[str, Any]]:
    assert tool(service, "orphans", "--json", *exports) == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return found


def test_orphans_lists_what_carries_a_mark_or_the_plain_text(life: Life, capsys: pytest.CaptureFixture[str]) -> None:
    finished = Life(life.hosts, life.service, f"{life.urn}-finished")
    assert finished.up().end == "ok"
    foreign = Life(life.hosts, life.service, f"{life.urn}-foreign")
    foreign.program = {**SMALL, "clusterDescription": "somebody"}
    assert foreign.up().end == "ok"
    left = interrupted(life)
    found = {row["id"]: row for row in listed(life.service, capsys)}
    assert set(found) == {left, *finished.stack.ids}
    assert found[left]["urn_digest"] == urn_digest(life.urn)
    assert found[finished.stack.ids[0]]["made_by"].startswith("Pulumi-project-dev-render-")
    assert tool(life.service, "orphans") == 0
    text = capsys.readouterr().out
    assert f"  just made  unfinished creation of URN digest {urn_digest(life.urn)}" in text
    assert f"pulumi config set ehpc:adopt {left}" in text
    assert "Finished clusters may well be in use" in text


def test_exports_leave_out_what_a_stack_holds_and_name_what_was_under_way(
    life: Life, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    kept = Life(life.hosts, life.service, f"{life.urn}-kept")
    assert kept.up().end == "ok"
    left = interrupted(life)
    path = export(tmp_path, {"urn": kept.urn, "id": kept.stack.ids[0]}, {"urn": "urn:provider"}, pending=life.urn)
    (row,) = listed(life.service, capsys, path)
    assert (row["id"], row["urn"]) == (left, life.urn)
    both = export(tmp_path, {"urn": kept.urn, "id": kept.stack.ids[0]}, {"urn": life.urn, "id": left})
    assert tool(life.service, "orphans", both) == 0
    assert "No cluster in cn-hangzhou bears a sign of this package that is in none of these stacks." in (
        capsys.readouterr().out
    )


def test_killed_after_the_last_call_with_a_description_of_the_users_it_is_known_by_its_name(
    life: Life, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """The one window that is documented: the mark is gone, and the engine has not written the cluster down."""
    namesake = Life(life.hosts, life.service, f"{life.urn}-namesake")
    life.program = namesake.program = {**SMALL, "clusterName": "farm", "clusterDescription": "my-farm"}
    assert namesake.up().end == "ok"
    with life.killed("cli", sending="UpdateCluster"):
        assert life.up().end == "killed"
    (lost,) = set(life.statuses) - set(namesake.stack.ids)
    held = {"urn": namesake.urn, "id": namesake.stack.ids[0]}
    (row,) = listed(life.service, capsys, export(tmp_path, held, pending=life.urn, name="farm"))
    assert (row["id"], row["urn"], row["urn_digest"]) == (lost, life.urn, None)
    assert "look at it before you delete it" in row["made_by"]
    assert listed(life.service, capsys, export(tmp_path, held, pending=life.urn, name="another")) == []


@pytest.mark.parametrize("content", ["", "[]", '{"deployment": 3}', "{}"])
def test_a_file_that_is_no_export_is_said_to_be_none(
    service: Emulator, capsys: pytest.CaptureFixture[str], tmp_path: Path, content: str
) -> None:
    path = tmp_path / "stack.json"
    path.write_text(content)
    assert tool(service, "orphans", str(path)) == 1
    assert f"error: {path} is no file that `pulumi stack export` wrote" in capsys.readouterr().err


def test_the_printed_commands_get_rid_of_it_even_while_it_is_being_made(
    life: Life, capsys: pytest.CaptureFixture[str]
) -> None:
    life.program = {**SMALL, "deletionProtection": True}
    left = interrupted(life)
    (row,) = listed(life.service, capsys)
    assert list(row["ways_out"]) == ["first", "delete it", "or go on with it, in its stack"]
    assert tool(life.service, "delete", left) == 1
    assert f"cluster {left} has deletion protection" in capsys.readouterr().err
    life.service.change(left, ClusterStatus="running")
    for way in ("first", "delete it"):
        python, module, name, *arguments = shlex.split(row["ways_out"][way])
        assert (python, module, name) == ("python", "-m", "pulumi_ehpc")
        assert tool(life.service, *arguments) == 0
    assert life.statuses == {}


def test_delete_waits_until_an_unfinished_one_can_be_deleted(life: Life, capsys: pytest.CaptureFixture[str]) -> None:
    left = interrupted(life)
    assert tool(life.service, "delete", left) == 0
    assert f"cluster {left} is gone" in capsys.readouterr().out
    assert life.statuses == {}


def test_unprotect_leaves_everything_else_as_it_is(life: Life, capsys: pytest.CaptureFixture[str]) -> None:
    life.program = {**SMALL, "deletionProtection": True, "maxCount": 7, "clusterDescription": "farm"}
    assert life.up().end == "ok"
    (before,) = life.clusters
    assert tool(life.service, "unprotect", life.stack.ids[0]) == 0
    (after,) = life.clusters
    assert {name: after[name] for name in after if after[name] != before[name]} == {"DeletionProtection": False}


def test_a_cluster_that_is_not_there_is_said_not_to_be(service: Emulator, capsys: pytest.CaptureFixture[str]) -> None:
    for verb in ("delete", "unprotect"):
        assert tool(service, verb, "ehpc-hz-none") == 1
        assert "error: there is no cluster ehpc-hz-none in cn-hangzhou" in capsys.readouterr().err
