"""Hardware of a node (NodeTemplate of the API): the manager's, and what a queue may start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._core.fields import Life, field, inputs
from .._core.rules import Between, at_least, count, decimals, one_of, pattern

if TYPE_CHECKING:
    from .._core.fields import Input, ManyNested, Nested

__all__ = ["DataDisk", "Disk", "Node", "SystemDisk"]

_SIZES = {"cloud_efficiency": (40, 32768), "cloud_ssd": (40, 32768), "cloud": (40, 500), "cloud_essd": (40, 65536)}
_ESSD_LEAST = {"PL2": 461, "PL3": 1261}


def _size_fits(size: int | None, category: str | None, level: str | None) -> bool:
    if size is None or category not in _SIZES:
        return True
    least, most = _SIZES[category]
    return _ESSD_LEAST.get(level or "", least) <= size <= most


_DISK_TOGETHER = (
    # The SDK documents these sizes, the Terraform provider's pages others: a warning.
    Between(
        ("size", "category", "level"),
        _size_fits,
        "{size} GiB is outside of what is documented for {category}",
        warning=True,
    ),
    Between(
        ("level", "category"),
        lambda level, category: level is None or category in (None, "cloud_essd"),
        "has an effect only with category cloud_essd, not with {category}",
        warning=True,
    ),
)


@inputs
class Disk:
    """What a system disk and a data disk have in common."""

    __between__ = _DISK_TOGETHER

    # cloud_auto is not in the list of values, but in the SDK's examples.
    category: Input[str] | None = field(
        "Category", life=Life.OWNER, default=None, doc="Disk category.",
        rules=[one_of("cloud_efficiency", "cloud_ssd", "cloud_essd", "cloud", "cloud_auto")],
    )  # fmt: skip
    size: Input[int] | None = field("Size", life=Life.OWNER, default=None, doc="Size in GiB.", rules=[at_least(1)])
    level: Input[str] | None = field(
        "Level", life=Life.OWNER, default=None, service_default="PL1", doc="Performance level of a cloud_essd disk.",
        rules=[one_of("PL0", "PL1", "PL2", "PL3")],
    )  # fmt: skip


@inputs
class SystemDisk(Disk):
    """System disk of a node."""


@inputs
class DataDisk(Disk):
    """Data disk of a node."""

    delete_with_instance: Input[bool] | None = field(
        "DeleteWithInstance", life=Life.OWNER, default=None, service_default=True,
        doc="Whether the disk is released together with the node.",
    )  # fmt: skip
    mount_dir: Input[str] | None = field(
        "MountDir", life=Life.OWNER, default=None, doc="Mount point of the disk on the node.",
        rules=[pattern(r"/.*", "must be an absolute path, starting with /")],
    )  # fmt: skip
    device: Input[str] | None = field("Device", life=Life.OWNER, default=None, doc="Device path, as /dev/xvdb.")
    snapshot_id: Input[str] | None = field(
        "SnapshotId", life=Life.OWNER, default=None, doc="ID of the snapshot that the disk is made from."
    )


_PERIODS = {"Week": (1, 2, 3, 4), "Month": (1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 24, 36, 48, 60)}
_RENEWALS = {"Week": (1, 2, 3), "Month": (1, 2, 3, 6, 12, 24, 36, 48, 60)}


@inputs
class Node:
    """Hardware and billing of a node."""

    __between__ = (
        Between(
            ("period", "instance_charge_type"),
            lambda period, charge: charge != "PrePaid" or period is not None,
            "is missing: a subscription (instance_charge_type PrePaid) needs a period",
        ),
        Between(
            ("period", "period_unit"),
            lambda period, unit: period is None or period in _PERIODS.get(unit or "Month", (period,)),
            "must be 1 to 4 weeks, or 1 to 9, 12, 24, 36, 48 or 60 months, got {period}",
        ),
        Between(
            ("auto_renew_period", "period_unit"),
            lambda period, unit: period is None or period in _RENEWALS.get(unit or "Month", (period,)),
            "must be 1 to 3 weeks, or 1, 2, 3, 6, 12, 24, 36, 48 or 60 months, got {auto_renew_period}",
        ),
        Between(
            ("auto_renew", "instance_charge_type"),
            lambda renew, charge: not renew or charge == "PrePaid",
            "has an effect only with instance_charge_type PrePaid",
            warning=True,
        ),
        Between(
            ("spot_price_limit", "spot_strategy"),
            lambda limit, strategy: limit is None or strategy == "SpotWithPriceLimit",
            "is allowed only with spot_strategy SpotWithPriceLimit",
        ),
        Between(
            ("spot_strategy", "instance_charge_type"),
            lambda strategy, charge: strategy in (None, "NoSpot") or charge in (None, "PostPaid"),
            "{spot_strategy} is allowed only with instance_charge_type PostPaid",
        ),
    )

    instance_type: Input[str] | None = field(
        "InstanceType", life=Life.OWNER, default=None, doc="ECS instance type, as ecs.c7.xlarge."
    )
    image_id: Input[str] | None = field(
        "ImageId", life=Life.OWNER, default=None, doc="ID of an ECS image that E-HPC supports in the region."
    )
    system_disk: Nested[SystemDisk] | None = field("SystemDisk", life=Life.OWNER, default=None, doc="System disk.")
    data_disks: ManyNested[DataDisk] | None = field(
        "DataDisks", life=Life.OWNER, default=None, doc="Data disks.", rules=[count(0, 16, "disks")]
    )
    # Written as EnableHT, answered by GetCluster as EnableHt (SDK models); NodeTemplates of queues keep EnableHT.
    enable_ht: Input[bool] | None = field(
        "EnableHT", life=Life.OWNER, default=None, read="EnableHt", doc="Whether hyper-threading is on."
    )
    instance_charge_type: Input[str] | None = field(
        "InstanceChargeType", life=Life.OWNER, default=None, service_default="PostPaid",
        doc="PostPaid (pay as you go) or PrePaid (subscription). Subscription nodes survive the cluster's deletion.",
        rules=[one_of("PostPaid", "PrePaid")],
    )  # fmt: skip
    period: Input[int] | None = field(
        "Period", life=Life.OWNER, default=None, doc="Length of a subscription, in period_unit."
    )
    period_unit: Input[str] | None = field(
        "PeriodUnit", life=Life.OWNER, default=None, service_default="Month", doc="Unit of period.",
        rules=[one_of("Week", "Month")],
    )  # fmt: skip
    auto_renew: Input[bool] | None = field(
        "AutoRenew", life=Life.OWNER, default=None, service_default=False,
        doc="Whether a subscription renews itself.",
    )  # fmt: skip
    auto_renew_period: Input[int] | None = field(
        "AutoRenewPeriod", life=Life.OWNER, default=None, service_default=1,
        doc="Length of one automatic renewal, in period_unit.",
    )  # fmt: skip
    spot_strategy: Input[str] | None = field(
        "SpotStrategy", life=Life.OWNER, default=None, service_default="NoSpot",
        doc="NoSpot, SpotWithPriceLimit (own price cap) or SpotAsPriceGo (market price).",
        rules=[one_of("NoSpot", "SpotWithPriceLimit", "SpotAsPriceGo")],
    )  # fmt: skip
    spot_price_limit: Input[float] | None = field(
        "SpotPriceLimit", life=Life.OWNER, default=None, doc="Highest price of a spot node, per hour.",
        rules=[at_least(0), decimals(3)],
    )  # fmt: skip
    duration: Input[int] | None = field(
        "Duration", life=Life.OWNER, default=None, service_default=1,
        doc="Hours for which a spot node is protected from release: 0 or 1.", rules=[one_of(0, 1)],
    )  # fmt: skip
