"""Two spellings of one value, as far as they are known: each says whether a live value means a given one."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from .._core.table.fields import UNKNOWN

# A product's own names for what E-HPC calls otherwise (inferred).
_SCHEDULERS = {"openpbs": "pbs", "pbspro": "pbs", "sge": "opengridscheduler", "gridengine": "opengridscheduler"}


def same_scheduler(live: str, given: str) -> bool:
    """slurm22 is SLURM: GetCluster answers so (observed by the authors of Alibaba's Terraform provider)."""
    name = live.casefold().rstrip("0123456789.-_ ")
    return _SCHEDULERS.get(name, name) == given.casefold()


def same_version(live: str, given: str) -> bool:
    """1 is 1.0 (ListAddons, an example on its page), v1.0 as well."""
    numbers = _numbers(live)
    return numbers is not None and numbers == _numbers(given)


def _numbers(version: str) -> list[int] | None:
    text = version.strip().casefold().removeprefix("v")
    if not re.fullmatch(r"\d+(\.\d+)*", text):
        return None
    return [int(number) for number in re.sub(r"(\.0+)+$", "", text).split(".")]


def same_protocol(live: str, given: str) -> bool:
    """nfs3 and nfs4 are NFS: the documented values of ListSharedStorages beside those of CreateCluster."""
    return live.casefold().rstrip("0123456789.v") == given.casefold()


def same_options(live: str, given: str) -> bool:
    """Mount options in any order, with and without the command's own -t and -o: CreateCluster's example has
    "vers=3,nolock", AttachSharedStorages "-t nfs -o vers=3,nolock"."""
    return _options(live) == _options(given)


def _options(text: str) -> set[str]:
    return set(re.sub(r"-t\s+\S+|-o\b", " ", text).replace(",", " ").split())


def same_directory(live: str, given: str) -> bool:
    return live.strip("/") == given.strip("/")


def directory(text: str, _beside: Mapping[str, Any]) -> str:
    """/home/ and //home are /home."""
    return re.sub("/+", "/", text).rstrip("/") or "/" if text.startswith("/") else text


def address(text: str, beside: Mapping[str, Any]) -> str:
    """FILESYSTEM:ADDRESS is how pulumi_alicloud makes the id of a mount target; letter case means nothing in a name of
    the network. One of another file system than the one beside it stays: what is meant by it nobody knows."""
    system, colon, rest = text.partition(":")
    own = beside.get("fileSystemId", UNKNOWN)
    if colon and "." not in system and rest and not re.search(r"[:/]", rest) and own in (system, UNKNOWN):
        text = rest
    return text.casefold().rstrip(".")


def same_json(live: str, given: str) -> bool:
    try:
        return bool(json.loads(live) == json.loads(given))
    except ValueError:
        return False


def same_number(live: object, given: object) -> bool:
    """GetCluster answers some numbers as texts (SDK models)."""
    return str(live) == str(given)
