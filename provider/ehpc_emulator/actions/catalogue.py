"""What there is to choose from: regions, images, file systems. A fixed sample of each."""

from __future__ import annotations

import re
from typing import Any

from ..errors import invalid
from ..facts import CATALOGUE
from .call import Call


def list_regions(call: Call) -> dict[str, Any]:
    """Paged by token (documented); the form of the token is the emulator's own."""
    most, token = call.params.get("MaxResults", 20), call.params.get("NextToken") or "0"
    regions = CATALOGUE["regions"]
    if not (token.isascii() and token.isdigit() and int(token[:9]) < len(regions)):
        raise invalid("NextToken")
    start = int(token[:9])
    language = "zh" if call.params.get("AcceptLanguage", "zh-CN") == "zh-CN" else "en"
    rows = [row | {"LocalName": row[language]} for row in regions[start : start + most]]
    more = str(start + most) if start + most < len(regions) else None
    return {"Regions": rows, "MaxResults": most, "TotalCount": len(regions), "NextToken": more}


def list_available_images(call: Call) -> dict[str, Any]:
    """Of scheduler, directory service, network and hyper-threading nothing is known that an image would lack."""
    owner, machine = call.params.get("ImageOwnerAlias"), call.params.get("InstanceType")
    if call.params.get("IsPublic") and owner != "others":
        raise invalid("IsPublic (only with ImageOwnerAlias others)")  # documented
    rows = [row for row in CATALOGUE["images"] if owner in (None, "", row["ImageOwnerAlias"])]
    if machine:
        rows = [row for row in rows if row["Architecture"] == _architecture(machine)]
    shown, paging = call.page(rows)
    return {"Images": shown, "Success": True, **paging}


def _architecture(instance_type: str) -> str:
    """By the family's letter: r and y are those of ARM (ecs.c8y.large)."""
    family = instance_type.removeprefix("ecs.").partition(".")[0]
    return "arm64" if re.fullmatch(r"[a-z]+\d+[ry]\w*", family) else "x86_64"


def list_available_file_systems(call: Call) -> dict[str, Any]:
    shown, paging = call.page(CATALOGUE["file_systems"])
    return {"FileSystemList": shown, **paging}
