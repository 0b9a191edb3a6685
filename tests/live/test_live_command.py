"""The command of `make live`, as users run it: what it says, what it refuses, the file that it writes."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from account import exported
from emulator_process import Emulator
from live.check import CENTS, CONFIRMED, FREE
from live.emulated import PLACE
from live.given import Given
from live.looks import CHECKS, NEED_OTHERS
from live.report import FILE, Report
from pulumi_ehpc.settings import resolve

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-m", "live")
LONG = 120


def run(folder: Path, url: str = "http://127.0.0.1:1", **given: str) -> subprocess.CompletedProcess[str]:
    """The command as the Makefile runs it, in an environment that says nothing else."""
    process = started(folder, url, **given)
    said, complained = process.communicate(timeout=LONG)
    return subprocess.CompletedProcess(COMMAND, process.returncode, said, complained)


def started(folder: Path, url: str, **given: str) -> subprocess.Popen[str]:
    path = os.pathsep.join(str(ROOT / name) for name in ("tests", "provider"))
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": path, **exported(url), **given}
    nobody, pipe = subprocess.DEVNULL, subprocess.PIPE
    return subprocess.Popen(COMMAND, cwd=folder, env=environment, stdin=nobody, stdout=pipe, stderr=pipe, text=True)


class TestTheCommand:
    """As users run it: over the network, with the SDK."""

    def test_looks_and_writes_a_report_that_tells_no_secret(self, tmp_path: Path) -> None:
        with Emulator("seconds:2") as emulator:
            done = run(tmp_path, emulator.url, LIVE=CENTS, YES="1", **PLACE)
            assert emulator.clusters() == []
            assert emulator.actions().count("CreateCluster") == 1
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith(
            "This makes one E-HPC cluster in cn-hangzhou and deletes it again: one ecs.c7.large"
        )
        report = json.loads((tmp_path / FILE).read_text())
        verdicts = {row["check"]: row["verdict"] for row in report["rows"]}
        assert {name for name, verdict in verdicts.items() if verdict != CONFIRMED} == NEED_OTHERS
        assert report["region"] == "cn-hangzhou"
        assert set(report) >= {"date", "pulumi-ehpc", "alibabacloud-ehpc20240730", "out_of_reach"}
        assert f"{len(CHECKS) - len(NEED_OTHERS)} confirmed, 0 contradicted" in done.stdout

    def test_deletes_the_cluster_when_it_is_terminated(self, tmp_path: Path) -> None:
        with Emulator("seconds:2") as emulator:
            emulator.hold("ListQueues")
            process = started(tmp_path, emulator.url, LIVE=CENTS, YES="1", **PLACE)
            assert emulator.held() == ["ListQueues"]
            process.send_signal(signal.SIGTERM)
            said, _ = process.communicate(timeout=LONG)
            emulator.release()
            assert emulator.clusters() == []
        assert process.returncode == 130
        assert "Nothing is left of it." in said
        assert json.loads((tmp_path / FILE).read_text())["end"] == "interrupted"

    @pytest.mark.parametrize(
        ("given", "says"),
        [
            ({}, "LIVE=free for the checks that only read"),
            ({"LIVE": "dollars"}, "LIVE=free for the checks that only read"),
            ({"LIVE": "cents", "NAS": "x"}, r"set VPC= \(the ID of a VPC\), VSWITCH="),
            ({"LIVE": "cents", **PLACE}, "say YES=1"),
            ({"LIVE": "free", "ALIBABA_CLOUD_REGION_ID": ""}, "no region"),
        ],
    )
    def test_refuses_in_one_sentence_before_it_asks_anything(
        self, tmp_path: Path, given: dict[str, str], says: str
    ) -> None:
        done = run(tmp_path, **given)
        assert done.returncode == 1
        assert re.search(says, done.stderr)
        assert done.stderr.count("\n") == 1
        assert list(tmp_path.iterdir()) == []


def test_a_report_tells_neither_keys_nor_accounts() -> None:
    keys = {"ALIBABA_CLOUD_ACCESS_KEY_ID": "LTAI5tExample", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "a-secret-key"}
    settings = resolve(lambda _: None, {**keys, "ALIBABA_CLOUD_REGION_ID": "cn-hangzhou"})
    text = "server string: AccessKeyId=LTAI5tExample&a-secret-key of acs:ram::1234567890123456:user, LTAI5tOther"
    clean = Report(settings, FREE).clean(text)
    assert clean == "server string: AccessKeyId=***&*** of acs:ram::12...56:user, ***"


def test_a_mount_target_may_name_a_directory() -> None:
    given = Given.by(
        {"LIVE": "cents", "VPC": "vpc-1", "VSWITCH": "vsw-1", "NAS": "0bd5-x.cn-hangzhou.nas.aliyuncs.com"}
    )
    assert (given.file_system, given.directory) == ("0bd5", "/")
