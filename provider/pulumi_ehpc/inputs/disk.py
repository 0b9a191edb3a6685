"""Disks of a node."""

from __future__ import annotations

from .._core.table.declare import inputs
from .._core.table.fields import Input, part
from .._core.table.rules import Between, at_least, one_of, pattern
from .spellings import directory

_SIZES = {"cloud_efficiency": (40, 32768), "cloud_ssd": (40, 32768), "cloud": (40, 500), "cloud_essd": (40, 65536)}
_ESSD_LEAST = {"PL2": 461, "PL3": 1261}


def _size_fits(size: int | None, category: str | None, level: str | None) -> bool:
    if size is None or category not in _SIZES:
        return True
    least, most = _SIZES[category]
    return _ESSD_LEAST.get(level or "", least) <= size <= most


@inputs
class Disk:
    """What a system disk and a data disk have in common."""

    __between__: tuple[Between, ...] = (
        Between(
            ("size", "category", "level"),
            _size_fits,
            "{size} GiB is outside of what is documented for {category}: 40 to 32768 for cloud_efficiency and "
            "cloud_ssd, 40 to 500 for cloud, 40 (PL2: 461, PL3: 1261) to 65536 for cloud_essd",
            "the SDK; the Terraform provider's pages name other sizes",
            warning=True,
        ),
        Between(
            ("level", "category"),
            lambda level, category: level is None or category in (None, "cloud_essd"),
            "has an effect only with category cloud_essd, not with {category}",
            "the SDK; the Terraform provider's tests send it with cloud",
            warning=True,
        ),
    )

    # cloud_auto is not in the list of values, but in the SDK's examples.
    category: Input[str] | None = part(
        "Category", doc="Disk category.",
        rules=[one_of("cloud_efficiency", "cloud_ssd", "cloud_essd", "cloud", "cloud_auto")],
    )  # fmt: skip
    size: Input[int] | None = part("Size", doc="Size in GiB.", rules=[at_least(1)])
    level: Input[str] | None = part(
        "Level", default="PL1", doc="Performance level of a cloud_essd disk.",
        rules=[one_of("PL0", "PL1", "PL2", "PL3")],
    )  # fmt: skip


@inputs
class SystemDisk(Disk):
    """System disk of a node."""


@inputs
class DataDisk(Disk):
    """Data disk of a node."""

    __between__ = (
        *Disk.__between__,
        Between(
            ("category",),
            lambda category: category != "cloud",
            "{category} is documented for system disks only",
            "the SDK lists it for system disks and not for data disks",
            warning=True,
        ),
    )

    delete_with_instance: Input[bool] | None = part(
        "DeleteWithInstance", default=True, doc="Whether the disk is released together with the node."
    )
    mount_dir: Input[str] | None = part(
        "MountDir", doc="Mount point of the disk on the node.",
        rules=[pattern(r"/.*", "must be an absolute path, starting with /", "the ROS resource type")],
        canonical=directory,
    )  # fmt: skip
    device: Input[str] | None = part("Device", doc="Device path, as /dev/xvdb.")
    snapshot_id: Input[str] | None = part("SnapshotId", doc="ID of the snapshot that the disk is made from.")
