"""Records anew what tests/contract/terraform holds: `python tests/contract/terraform/record/record.py`, by hand.

It needs `terraform` or `tofu`, and Go. The stand-in is built into a temporary folder, and nothing but the emulator is
asked; a plan after each step has to be empty.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[2])]

from emulator_process import Emulator  # noqa: E402

STEPS = {"made": ("apply",), "changed": ("apply", "-var", "changed=true"), "destroyed": ("destroy",)}
SETTINGS = 'provider_installation {{\n  dev_overrides {{ "aliyun/alicloud" = "{}" }}\n  direct {{}}\n}}\n'


def main() -> None:
    with tempfile.TemporaryDirectory() as name, Emulator("seconds:2") as service:
        folder = Path(name)
        run = _runner(folder, service.url)
        requests: dict[str, Any] = {}
        states: dict[str, str] = {}
        for step, words in STEPS.items():
            run(words[0], "-auto-approve", "-parallelism=1", *words[1:])
            requests[step] = _recorded(folder / "recording")
            states[step] = (folder / "terraform.tfstate").read_text()
            if words[0] == "apply":
                run("plan", "-detailed-exitcode", *words[1:])
        ids = {row["id"]: f"ehpc-hz-{row['cluster_name']}" for row in _clusters(states["made"])}
        (HERE.parent / "made.tfstate").write_text(_with(ids, states["made"]))
        (HERE.parent / "requests.json").write_text(_with(ids, json.dumps(requests, indent=1)) + "\n")


def _runner(folder: Path, url: str) -> Callable[..., None]:
    """Runs a command there, with the stand-in for Alibaba's provider."""
    shutil.copy(HERE / "farms.tf", folder)
    subprocess.run(["go", "build", "-o", folder / "terraform-provider-alicloud", "."], cwd=HERE, check=True)
    (folder / "settings.tfrc").write_text(SETTINGS.format(folder))
    variables = {
        **os.environ,
        "TF_CLI_CONFIG_FILE": str(folder / "settings.tfrc"),
        "TF_VAR_emulator": url.removeprefix("http://"),
        "EHPC_RECORDING": str(folder / "recording"),
        "ALIBABA_CLOUD_ACCESS_KEY_ID": "test",
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "test",
        "CHECKPOINT_DISABLE": "1",
    }
    program = shutil.which("terraform") or shutil.which("tofu") or sys.exit("neither terraform nor tofu is on PATH")

    def run(*words: str) -> None:
        subprocess.run([program, *words, "-no-color"], cwd=folder, env=variables, check=True)

    return run


def _recorded(file: Path) -> list[dict[str, object]]:
    """What has been sent since the last time, less what only reads."""
    rows = [json.loads(line) for line in file.read_text().splitlines()]
    file.unlink()
    return [row for row in rows if not re.match("Get|List", row["action"])]


def _clusters(state: str) -> list[dict[str, str]]:
    rows = json.loads(state)["resources"]
    return [one["attributes"] for row in rows if row["type"] == "alicloud_ehpc_cluster_v2" for one in row["instances"]]


def _with(ids: dict[str, str], text: str) -> str:
    for id_, name in ids.items():
        text = text.replace(id_, name)
    return text


if __name__ == "__main__":
    main()
