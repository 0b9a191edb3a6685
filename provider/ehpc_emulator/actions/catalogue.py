"""What there is to choose from: regions, images, file systems. A fixed sample of each."""

from __future__ import annotations

from typing import Any

from ..errors import InvalidParams
from .call import CATALOGUE, Call, as_text


def list_regions(call: Call) -> dict[str, Any]:
    """Paged by token (documented); the form of the token is the emulator's own."""
    most, token = call.params.get("MaxResults", 20), call.params.get("NextToken") or "0"
    regions = CATALOGUE["regions"]
    if not (token.isascii() and token.isdigit() and int(token[:9]) < len(regions)):
        raise InvalidParams("NextToken")
    start = int(token[:9])
    language = "zh" if call.params.get("AcceptLanguage", "zh-CN") == "zh-CN" else "en"
    rows = [{"RegionId": row["RegionId"], "LocalName": row[language]} for row in regions[start : start + most]]
    rest = {"NextToken": str(start + most)} if start + most < len(regions) else {}
    return {"Regions": rows, "MaxResults": most, "TotalCount": len(regions), **rest}


def list_available_images(call: Call) -> dict[str, Any]:
    owner = call.params.get("ImageOwnerAlias")
    rows = [image for image in CATALOGUE["images"] if owner in (None, "", image["ImageOwnerAlias"])]
    shown, paging = call.page(rows, 10)
    return {"Images": shown, "Success": True, **as_text(paging)}


def list_available_file_systems(call: Call) -> dict[str, Any]:
    shown, paging = call.page(CATALOGUE["file_systems"], 10)
    return {"FileSystemList": shown, **paging}
