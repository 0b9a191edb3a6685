"""What there is to choose from: regions, images, file systems. A fixed sample of each."""

from __future__ import annotations

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
    owner = call.params.get("ImageOwnerAlias")
    shown, paging = call.page([row for row in CATALOGUE["images"] if owner in (None, "", row["ImageOwnerAlias"])])
    return {"Images": shown, "Success": True, **paging}


def list_available_file_systems(call: Call) -> dict[str, Any]:
    shown, paging = call.page(CATALOGUE["file_systems"])
    return {"FileSystemList": shown, **paging}
