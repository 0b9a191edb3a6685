"""The variables of a test: its own service, account and Pulumi, and nothing of the user's."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

# What a user has set for a Pulumi, an account or a proxy of their own must not reach a test. A proxy would take calls
# to this machine too: gRPC asks it for those.
FOREIGN = ("PULUMI_", "ALIBABA_CLOUD_", "ALIBABACLOUD_", "ALICLOUD_", "EHPC_")
PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")
REGION = "cn-hangzhou"


def without_foreign(variables: Mapping[str, str]) -> dict[str, str]:
    return {
        name: value for name, value in variables.items() if not name.startswith(FOREIGN) and name.upper() not in PROXIES
    }


def of_service(url: str) -> dict[str, str]:
    """An account at the emulator there. Whoever waits looks fifty times as often as for a user."""
    return {
        "EHPC_ENDPOINT": url,
        "ALIBABA_CLOUD_REGION_ID": REGION,
        "ALIBABA_CLOUD_ACCESS_KEY_ID": "test",
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "test",
        "PULUMI_EHPC_POLL_SCALE": "0.02",
    }


def of_pulumi(engine: Path, home: Path, backend: Path) -> dict[str, str]:
    """The CLI on its own home and backend, in the Python that runs this."""
    return {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), str(engine), os.environ.get("PATH", "")]),
        "PULUMI_HOME": str(home),
        "PULUMI_BACKEND_URL": f"file://{backend}",
        "PULUMI_CONFIG_PASSPHRASE": "",
        "PULUMI_PYTHON_CMD": sys.executable,
        "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
        "PULUMI_SKIP_UPDATE_CHECK": "true",
        # Short runs: a third of the CLI's time is collecting the garbage of its own start.
        "GOGC": "off",
        "GOMEMLIMIT": "512MiB",
    }
