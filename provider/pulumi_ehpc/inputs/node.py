"""Hardware of a node (NodeTemplate of the API): the manager's, and what a queue may start."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._core.table.declare import inputs
from .._core.table.fields import Input, ManyNested, Nested, Output, part
from .._core.table.rules import Between, at_least, count, decimals, one_of
from .disk import DataDisk, SystemDisk

_PERIODS = {"Week": (1, 2, 3, 4), "Month": (1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 24, 36, 48, 60)}
_RENEWALS = {"Week": (1, 2, 3), "Month": (1, 2, 3, 6, 12, 24, 36, 48, 60)}
# What the documentation says of them: that they take effect only then, not that they are refused otherwise.
_ONLY_THEN = "documented to take effect only then"


def _lengths(of: Mapping[str, tuple[int, ...]], unit: str | None, wanted: bool | None, given: int | None) -> Any:
    """What a length may be; any where the unit is a mistake of its own, and 0 or unset where it has no effect."""
    return (None, *of.get(unit or "Month", (given,)), *(() if wanted else (0,)))


def _without_effect(name: str, unless: str, value: str) -> Between:
    def holds(given: Any, other: Any) -> bool:
        return not given or other == value

    return Between((name, unless), holds, f"has an effect only with {unless} {value}", _ONLY_THEN, warning=True)


@inputs
class Node:
    """Hardware and billing of a node."""

    __between__ = (
        Between(
            ("period", "instance_charge_type"),
            lambda period, charge: charge != "PrePaid" or period is not None,
            "is missing: a subscription (instance_charge_type PrePaid) needs a period",
        ),
        # Programs that were born in Terraform carry a period of 0 beside PostPaid: that one says nothing.
        Between(
            ("period", "period_unit", "instance_charge_type"),
            lambda period, unit, charge: period in _lengths(_PERIODS, unit, charge == "PrePaid", period),
            "must be 1 to 4 weeks, or 1 to 9, 12, 24, 36, 48 or 60 months, got {period}",
        ),
        Between(
            ("auto_renew_period", "period_unit", "auto_renew"),
            lambda period, unit, renews: period in _lengths(_RENEWALS, unit, renews, period),
            "must be 1 to 3 weeks, or 1, 2, 3, 6, 12, 24, 36, 48 or 60 months, got {auto_renew_period}",
        ),
        _without_effect("period", "instance_charge_type", "PrePaid"),
        _without_effect("auto_renew", "instance_charge_type", "PrePaid"),
        # Alibaba's own Terraform provider sends a limit of 0 with every node: that one says nothing.
        _without_effect("spot_price_limit", "spot_strategy", "SpotWithPriceLimit"),
        Between(
            ("spot_strategy", "instance_charge_type"),
            lambda strategy, charge: strategy in (None, "NoSpot") or charge in (None, "PostPaid"),
            "{spot_strategy} has an effect only with instance_charge_type PostPaid",
            _ONLY_THEN,
            warning=True,
        ),
    )

    instance_type: Input[str] | None = part("InstanceType", doc="ECS instance type, as ecs.c7.xlarge.")
    image_id: Input[str] | None = part("ImageId", doc="ID of an ECS image that E-HPC supports in the region.")
    system_disk: Nested[SystemDisk] | None = part("SystemDisk", doc="System disk.")
    data_disks: ManyNested[DataDisk] | None = part("DataDisks", doc="Data disks.", rules=[count(0, 16, "disks")])
    # Written as EnableHT, answered by GetCluster as EnableHt (SDK models); NodeTemplates of queues keep EnableHT.
    enable_ht: Input[bool] | None = part("EnableHT", read="EnableHt", doc="Whether hyper-threading is on.")
    instance_charge_type: Input[str] | None = part(
        "InstanceChargeType", default="PostPaid", rules=[one_of("PostPaid", "PrePaid")],
        doc="PostPaid (pay as you go) or PrePaid (subscription). Subscription nodes survive the cluster's deletion.",
    )  # fmt: skip
    period: Input[int] | None = part("Period", doc="Length of a subscription, in period_unit.")
    period_unit: Input[str] | None = part(
        "PeriodUnit", default="Month", doc="Unit of period.", rules=[one_of("Week", "Month")]
    )
    auto_renew: Input[bool] | None = part("AutoRenew", default=False, doc="Whether a subscription renews itself.")
    auto_renew_period: Input[int] | None = part(
        "AutoRenewPeriod", default=1, doc="Length of one automatic renewal, in period_unit."
    )
    spot_strategy: Input[str] | None = part(
        "SpotStrategy", default="NoSpot", rules=[one_of("NoSpot", "SpotWithPriceLimit", "SpotAsPriceGo")],
        doc="NoSpot, SpotWithPriceLimit (own price cap) or SpotAsPriceGo (market price).",
    )  # fmt: skip
    spot_price_limit: Input[float] | None = part(
        "SpotPriceLimit", doc="Highest price of a spot node, per hour.", rules=[at_least(0), decimals(3)]
    )
    duration: Input[int] | None = part(
        "Duration", default=1, rules=[one_of(0, 1)],
        doc="Hours for which a spot node is protected from release: 0 or 1.",
    )  # fmt: skip

    # Told of the manager's node only.
    instance_id = Output("InstanceId", "ID of the ECS instance.")
    expired_time = Output("ExpiredTime", "End of the subscription, UTC.")
