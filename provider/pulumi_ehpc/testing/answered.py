"""What a look-up finds on mocks: the thing that was asked for, plausible and the same in every run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Given = Mapping[str, Any]


def answered(token: str, given: Given) -> dict[str, Any]:
    """By the name of the function, as a test's mocks answer it; {} for a list in which nothing is."""
    make = _ANSWERS.get(token.rpartition(":")[2])
    return make(given) if make else {}


def _images(given: Given) -> dict[str, Any]:
    architecture = given.get("architecture") or "x86_64"
    image = {
        "imageId": f"aliyun_3_{'arm64' if architecture == 'arm64' else 'x64'}_20G_alibase_20230727.vhd",
        "architecture": architecture,
        "osName": given.get("os") or "Alibaba Cloud Linux 3",
        "imageOwnerAlias": given.get("imageOwnerAlias") or "system",
        "size": 20,
    }
    return {"images": [image]}


def _cluster(given: Given) -> dict[str, Any]:
    return {"clusterId": given["clusterId"], "clusterName": given["clusterId"], "clusterStatus": "running"}


_ANSWERS: dict[str, Callable[[Given], dict[str, Any]]] = {
    "getImages": _images,
    "getCluster": _cluster,
    "getRegions": lambda _: {"regions": [{"regionId": "cn-hangzhou"}]},
}
