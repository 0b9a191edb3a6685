"""`get_regions`: the regions of E-HPC (ListRegions)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pulumi

from .._core.program.lookup import LookUp
from .._core.table.calls import Call
from .._core.table.rows import token_rows
from .._core.table.told import each_of, told


@dataclass(frozen=True, kw_only=True)
class GetRegionsRegionResult:
    """A region (ListRegions: Regions[])."""

    region_id: str = told("RegionId", needed=True)
    """Its ID, as cn-hangzhou."""

    local_name: str | None = told("LocalName")
    """Its name, as China (Hangzhou)."""


@dataclass(frozen=True, kw_only=True)
class GetRegionsResult:
    """The regions of E-HPC."""

    regions: tuple[GetRegionsRegionResult, ...]
    """In the order of E-HPC."""


def _regions(call: Call, given: Mapping[str, Any], _region: str) -> GetRegionsResult:
    language = given["accept_language"] or "en-US"
    rows = token_rows(call, "ListRegions", {"AcceptLanguage": language}, "Regions", size=100)
    return GetRegionsResult(regions=each_of(GetRegionsRegionResult, rows, "ListRegions", "region_id"))


_REGIONS = LookUp("get_regions", GetRegionsResult, _regions)


def get_regions(
    *,
    accept_language: str | None = None,
    region: str | None = None,
    opts: pulumi.InvokeOptions | None = None,
) -> GetRegionsResult:
    """The regions that E-HPC is in (ListRegions).

    :param accept_language: Of their names: en-US (if unset) or zh-CN.
    :param region: Region ID that is asked. Unset: from the provider in opts, or the configuration.
    :param opts: The provider or the parent whose provider is used.
    """
    return _REGIONS.now(opts, accept_language=accept_language, region=region)


def get_regions_output(
    *,
    accept_language: pulumi.Input[str] | None = None,
    region: pulumi.Input[str] | None = None,
    opts: pulumi.InvokeOptions | None = None,
) -> pulumi.Output[GetRegionsResult]:
    """`get_regions`, of arguments that may be known only later."""
    return _REGIONS.later(opts, accept_language=accept_language, region=region)
