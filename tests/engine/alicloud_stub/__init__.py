"""A stand-in for the plugin of pulumi_alicloud, so that programs which use it run without account and network."""

import importlib.metadata
import shlex
import sys
from pathlib import Path

from engine.alicloud_stub.cloud import Cloud

TESTS = Path(__file__).resolve().parents[2]
LAUNCHER = "pulumi-resource-alicloud"


def install(home: Path) -> Cloud:
    """Make it the installed plugin of that Pulumi home, an own one: the real plugin would have the same place."""
    folder = home / "plugins" / f"resource-alicloud-v{importlib.metadata.version('pulumi_alicloud')}"
    folder.mkdir(parents=True)
    serve = shlex.join([sys.executable, "-u", "-m", "engine.alicloud_stub", "serve", str(folder)])
    launcher = folder / LAUNCHER
    launcher.write_text(f"#!/bin/sh\nPYTHONPATH={shlex.quote(str(TESTS))} exec {serve}\n")
    launcher.chmod(0o755)
    return Cloud(folder)
