"""`get_addon_templates`: the add-ons that a cluster can have (ListAddonTemplates)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pulumi

from .._core.program.lookup import LookUp, texts
from .._core.table.calls import Call
from .._core.table.rows import all_rows
from .._core.table.told import each_of, told


@dataclass(frozen=True, kw_only=True)
class GetAddonTemplatesTemplateResult:
    """An add-on that can be installed (ListAddonTemplates: Addons[])."""

    name: str = told("Name", needed=True)
    """Its name, as the name of an Addon takes it: Login."""

    version: str = told("Version", needed=True)
    """Its version, as 1.0."""

    label: str | None = told("Label")
    """What the console calls it."""

    description: str | None = told("Description")
    """What it is for."""


@dataclass(frozen=True, kw_only=True)
class GetAddonTemplatesResult:
    """The add-ons of a region."""

    templates: tuple[GetAddonTemplatesTemplateResult, ...]
    """In the order of E-HPC; none where there are none."""


def _templates(call: Call, given: Mapping[str, Any], region: str) -> GetAddonTemplatesResult:
    wanted = {
        "RegionId": region,
        "AddonNames": given["addon_names"],
        "ClusterCategory": given["cluster_category"],
    }
    rows = all_rows(call, "ListAddonTemplates", wanted, "Addons", size=50)
    found = each_of(GetAddonTemplatesTemplateResult, rows, "ListAddonTemplates", "name", "version")
    return GetAddonTemplatesResult(templates=found)


_TEMPLATES = LookUp("get_addon_templates", GetAddonTemplatesResult, _templates, {"addon_names": texts})


def get_addon_templates(
    *,
    addon_names: list[str] | tuple[str, ...] | None = None,
    cluster_category: str | None = None,
    region: str | None = None,
    opts: pulumi.InvokeOptions | None = None,
) -> GetAddonTemplatesResult:
    """The add-ons that a cluster can have, as a login node (ListAddonTemplates).

    :param addon_names: Only these, as ["Login"].
    :param cluster_category: Only those for a cluster that is Standard or Serverless.
    :param region: Region ID. Unset: from the provider in opts, or the configuration.
    :param opts: The provider or the parent whose provider is used.
    """
    return _TEMPLATES.now(opts, addon_names=addon_names, cluster_category=cluster_category, region=region)


def get_addon_templates_output(
    *,
    addon_names: pulumi.Input[Sequence[pulumi.Input[str]]] | None = None,
    cluster_category: pulumi.Input[str] | None = None,
    region: pulumi.Input[str] | None = None,
    opts: pulumi.InvokeOptions | None = None,
) -> pulumi.Output[GetAddonTemplatesResult]:
    """`get_addon_templates`, of arguments that may be known only later."""
    return _TEMPLATES.later(opts, addon_names=addon_names, cluster_category=cluster_category, region=region)
