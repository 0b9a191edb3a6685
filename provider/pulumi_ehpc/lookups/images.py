"""`get_images`: the images that nodes of a cluster can be made from (ListAvailableImages)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pulumi

from .._core.program.lookup import LookUp, switch
from .._core.table.calls import Call, Get
from .._core.table.rows import all_rows
from .._core.table.told import each_of, told
from ..errors import ResourceError
from .said import asked, some


@dataclass(frozen=True, kw_only=True)
class GetImagesImageResult:
    """An image (ListAvailableImages: Images[])."""

    image_id: str = told("ImageId", needed=True)
    """Its ID, as the image_id of a node takes it."""

    image_name: str | None = told("ImageName")
    """Its name."""

    description: str | None = told("Description")
    """Its description."""

    architecture: str | None = told("Architecture")
    """Of the CPUs that it runs on: x86_64 or arm64."""

    os_name: str | None = told("OSNameEn")
    """Its operating system in English, as Alibaba Cloud Linux 3.2104 LTS 64 bit."""

    os_name_zh: str | None = told("OSName")
    """The same in Chinese."""

    platform: str | None = told("Platform")
    """The family of its operating system, as CentOS or Aliyun."""

    image_owner_alias: str | None = told("ImageOwnerAlias")
    """Whose it is: system (Alibaba Cloud's), self or others."""

    boot_mode: str | None = told("BootMode")
    """How it boots: BIOS or UEFI."""

    size: int | None = told("Size")
    """Size of its disk in GiB: a system disk has at least as much."""

    @property
    def release_date(self) -> str | None:
        """The date that its ID or name ends in, as 2022-11-02. E-HPC tells no other, and images of one's own have none
        there."""
        dated = _DATE.search(self.image_id) or _DATE.search(self.image_name or "")
        return "-".join(dated.groups()) if dated else None


_DATE = re.compile(r"_(20\d\d)(0[1-9]|1[0-2])([0-3]\d)(?!\d)")


@dataclass(frozen=True, kw_only=True)
class GetImagesResult:
    """The images that E-HPC supports and that are as was asked for."""

    images: tuple[GetImagesImageResult, ...]
    """The newest first, those without a date last; exactly one with most_recent."""


def _images(call: Call, given: Mapping[str, Any], region: str) -> GetImagesResult:
    wanted = {
        "ImageOwnerAlias": given["image_owner_alias"],
        "InstanceType": given["instance_type"],
        "IsPublic": given["is_public"],
    }
    rows = all_rows(call, Get("ListAvailableImages"), wanted, "Images", size=50)
    every = each_of(GetImagesImageResult, rows, "ListAvailableImages", "image_id")
    found = [image for image in every if _is_wanted(image, given["os"], given["architecture"])]
    found.sort(key=lambda image: image.release_date or "", reverse=True)
    return GetImagesResult(images=(_newest(found, every, given, region),) if given["most_recent"] else tuple(found))


def _newest(
    found: Sequence[GetImagesImageResult], every: Sequence[GetImagesImageResult], given: Mapping[str, Any], region: str
) -> GetImagesImageResult:
    """found: the newest first. every: what there is instead. Raises ResourceError."""
    wanted = asked({name: value for name, value in given.items() if name not in ("most_recent", "region")})
    if not found:
        there = f"but it has {some(map(_shown, every))}: ask for one of these" if every else "nor any other"
        raise ResourceError(f"E-HPC has no image in {region} with {wanted or 'no condition'}, {there}")
    newest = [image for image in found if image.release_date == found[0].release_date]
    if len(newest) > 1:
        date = newest[0].release_date
        why = f"are of {date}, the newest date" if date else "have no date in their IDs, so none is the newest"
        names = some(f"{image.image_id} ({image.architecture})" for image in newest)
        raise ResourceError(
            f"{len(newest)} images in {region} with {wanted or 'no condition'} {why}: {names}. Ask more exactly, or "
            "choose from the list without most_recent"
        )
    return newest[0]


def _is_wanted(image: GetImagesImageResult, os: str | None, architecture: str | None) -> bool:
    names = (image.os_name, image.os_name_zh, image.platform, image.image_name, image.image_id)
    return (os is None or any(_plain(os) in _plain(name) for name in names if name)) and (
        architecture is None or architecture.casefold() == (image.architecture or "").casefold()
    )


def _plain(name: str) -> str:
    # E-HPC writes "CentOS  7.9 64 bit" with two spaces (documented).
    return " ".join(name.casefold().split())


def _shown(image: GetImagesImageResult) -> str:
    os = " ".join((image.os_name or image.image_id).split())
    return f"{os} ({image.architecture})" if image.architecture else os


_IMAGES = LookUp("get_images", GetImagesResult, _images, {"is_public": switch, "most_recent": switch})


def get_images(
    *,
    os: str | None = None,
    architecture: str | None = None,
    image_owner_alias: str | None = None,
    instance_type: str | None = None,
    is_public: bool | None = None,
    most_recent: bool | None = None,
    region: str | None = None,
    opts: pulumi.InvokeOptions | None = None,
) -> GetImagesResult:
    """The images that nodes of a cluster can be made from, the newest first (ListAvailableImages).

        found = ehpc.get_images(os="CentOS 7.6", architecture="x86_64", image_owner_alias="system", most_recent=True)
        node = ehpc.Node(instance_type="ecs.c6.xlarge", image_id=found.images[0].image_id)

    :param os: What the name of the operating system or of the image has in it, as CentOS 7.6; small and capital
        letters are the same.
    :param architecture: x86_64 or arm64.
    :param image_owner_alias: system (Alibaba Cloud's), self or others.
    :param instance_type: Only those that this ECS instance type can boot.
    :param is_public: Whether images of the community are meant, beside image_owner_alias="others".
    :param most_recent: Whether only the newest is wanted, by the date in its ID; an error where there is none, or
        several that are.
    :param region: Region ID. Unset: from the provider in opts, or the configuration.
    :param opts: The provider or the parent whose provider is used.
    """
    return _IMAGES.now(
        opts, os=os, architecture=architecture, image_owner_alias=image_owner_alias, instance_type=instance_type,
        is_public=is_public, most_recent=most_recent, region=region,
    )  # fmt: skip


def get_images_output(
    *,
    os: pulumi.Input[str] | None = None,
    architecture: pulumi.Input[str] | None = None,
    image_owner_alias: pulumi.Input[str] | None = None,
    instance_type: pulumi.Input[str] | None = None,
    is_public: pulumi.Input[bool] | None = None,
    most_recent: pulumi.Input[bool] | None = None,
    region: pulumi.Input[str] | None = None,
    opts: pulumi.InvokeOptions | None = None,
) -> pulumi.Output[GetImagesResult]:
    """`get_images`, of arguments that may be known only later."""
    return _IMAGES.later(
        opts, os=os, architecture=architecture, image_owner_alias=image_owner_alias, instance_type=instance_type,
        is_public=is_public, most_recent=most_recent, region=region,
    )  # fmt: skip
