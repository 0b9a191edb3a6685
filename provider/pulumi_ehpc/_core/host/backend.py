"""Which backend holds the stack, found as the CLI finds it: the host process is not told."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any


def backend(environment: Mapping[str, str], directory: str) -> str:
    """Its URL, "" where none can be told; without the account in it, whose password may be renewed.

    Environment, project, login: the CLI's own order (workspace.GetCurrentCloudURL, 3.259).
    """
    here = Path(directory)
    url = environment.get("PULUMI_BACKEND_URL") or _of_project(here) or _of_login(environment)
    # An encrypted login is unreadable; the CLI tells its plugins the address of a service.
    url = url or environment.get("PULUMI_API") or ""
    return re.sub("(?<=://)[^/]*@|(?<=[?&])password=[^&]*", "", url.strip())


def _of_project(directory: Path) -> str:
    """The next Pulumi.yaml, upwards: Pulumi knows no other."""
    names = ("Pulumi.json", "Pulumi.yaml", "Pulumi.yml")
    files = (folder / name for folder in (directory, *directory.parents) for name in names)
    found = next((file for file in files if file.is_file()), None)
    told = _told(found, json.loads if found.suffix == ".json" else _yaml) if found else {}
    return _text(told.get("backend"), "url")


def _of_login(environment: Mapping[str, str]) -> str:
    """What `pulumi login` noted; of the access tokens beside it nothing is taken."""
    home = environment.get("PULUMI_CREDENTIALS_PATH") or environment.get("PULUMI_HOME") or "~/.pulumi"
    return _text(_told(Path(home).expanduser() / "credentials.json", json.loads), "current")


def _told(file: Path, read: Callable[[str], Any]) -> Mapping[str, Any]:
    """What a file of Pulumi's tells, nothing where it cannot be read: it is the CLI's to complain."""
    try:
        told = read(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return {}
    return told if isinstance(told, Mapping) else {}


def _yaml(text: str) -> Any:
    import yaml  # Pulumi's own dependency

    try:
        # It is read for each resource, and hardly any project names a backend.
        return yaml.safe_load(text) if "backend" in text else {}
    except yaml.YAMLError as error:
        raise ValueError from error


def _text(told: Any, name: str) -> str:
    value = told.get(name) if isinstance(told, Mapping) else None
    return value if isinstance(value, str) else ""
