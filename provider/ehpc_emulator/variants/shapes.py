"""Answers of another shape: fields that are absent, new or of another type."""

from __future__ import annotations

from typing import Any

from ..variation import ABSENT, Variant, absent, spelt

# What an answer is of no use without.
NEEDED = ("RequestId", "TotalCount", "PageNumber", "PageSize")


def _as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _as_text(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_as_text(item) for item in value]
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


def _truth_as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _truth_as_text(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_truth_as_text(item) for item in value]
    return str(value).lower() if isinstance(value, bool) else value


def _nulls(value: Any) -> Any:
    """Null for every empty list in it."""
    if isinstance(value, dict):
        return {name: None if item == [] else _nulls(item) for name, item in value.items()}
    return [_nulls(item) for item in value] if isinstance(value, list) else value


def _bare(value: Any) -> Any:
    """Without what is empty or false in it."""
    if isinstance(value, dict):
        kept = {name: _bare(item) for name, item in value.items()}
        return {name: item for name, item in kept.items() if name in NEEDED or item or type(item) is int}
    return [_bare(item) for item in value] if isinstance(value, list) else value


def _with_unknown(value: Any) -> Any:
    """A field that no model has, in every object."""
    if isinstance(value, dict):
        return {name: _with_unknown(item) for name, item in value.items()} | {"XNew": {"Enabled": True}}
    return [_with_unknown(item) for item in value] if isinstance(value, list) else value


def _while_it_runs(row: dict[str, Any]) -> dict[str, Any]:
    hidden = () if row.get("ClusterStatus") == "running" else ("ClusterDescription",)
    return {name: value for name, value in row.items() if name not in hidden}


VARIANTS = (
    Variant(
        "success-absent",
        says="No answer has a Success.",
        evidence="assumed: many of the API's answers have none, and the Terraform provider reads none",
        answers={"*": {"Success": absent}},
    ),
    Variant(
        "task-absent",
        says="No answer has a TaskId.",
        evidence="assumed: no call of this API takes one, and the Terraform provider reads none",
        answers={"*": {"TaskId": absent}},
    ),
    Variant(
        "counts-as-numbers",
        says="GetCluster answers MaxCount and MaxCoreCount as numbers and DeleteProtection as a truth value.",
        evidence="documented of ListClusters, where the same fields are so",
        answers={
            "GetCluster": {
                "MaxCount": int,
                "MaxCoreCount": int,
                "DeleteProtection": lambda text: {"true": True, "false": False}.get(text, text),
            }
        },
    ),
    Variant(
        "status-unknown",
        says="A cluster is configuring where it was initing.",
        evidence="assumed: the list of states is documented, and has grown between the API's versions",
        answers={
            "GetCluster": {"ClusterStatus": spelt(initing="configuring")},
            "ListClusters": {"Clusters.ClusterStatus": spelt(initing="configuring")},
        },
    ),
    Variant(
        "status-running-other",
        says="A cluster that runs is active.",
        evidence="assumed: running is documented; a later version of the service may say it otherwise",
        answers={
            "GetCluster": {"ClusterStatus": spelt(running="active")},
            "ListClusters": {"Clusters.ClusterStatus": spelt(running="active")},
        },
    ),
    Variant(
        "pending-first",
        says="A cluster is pending where it was uninit.",
        evidence='documented: pending is "pending configuration"; when it shows is not',
        answers={
            "GetCluster": {"ClusterStatus": spelt(uninit="pending")},
            "ListClusters": {"Clusters.ClusterStatus": spelt(uninit="pending")},
        },
    ),
    Variant(
        "description-of-running-only",
        says="ListClusters shows the description of a cluster only while it runs.",
        evidence="assumed: nothing is known of it",
        answers={"ListClusters": {"Clusters": lambda rows: [_while_it_runs(row) for row in rows]}},
    ),
    Variant(
        "description-absent",
        says="ListClusters shows no descriptions.",
        evidence="documented: GetCluster shows none; of ListClusters nobody has told",
        answers={"ListClusters": {"Clusters.ClusterDescription": lambda _text: ABSENT}},
    ),
    Variant(
        "addon-ports-in-text",
        says="GetAddon answers ports as text and the rules of a service in reverse order.",
        evidence="assumed: it answers the specs in another shape than they were sent",
        answers={
            "GetAddon": {
                "Addon.ServicesSpec.NetworkACL": lambda rules: rules[::-1],
                "Addon.ServicesSpec.NetworkACL.Port": str,
            }
        },
    ),
    # Of all that is in an answer, and so after those of a field.
    Variant(
        "numbers-as-text",
        says="Every number is answered as text.",
        evidence="documented of the counts of GetCluster and of several paging fields, else assumed; observed against "
        "it for the numbers of nodes and disks in GetCluster and GetQueue: Terraform could not read them",
        answers={"*": {"": _as_text}},
    ),
    Variant(
        "truth-as-text",
        says="Every truth value is answered as text, true or false.",
        evidence="documented of DeleteProtection and of Success in ListSharedStorages, else assumed; observed against "
        "it for those of nodes, MonitorSpec and SchedulerSpec: Terraform could not read them",
        answers={"*": {"": _truth_as_text}},
    ),
    Variant(
        "empty-lists-null",
        says="An empty list is answered as null.",
        evidence="assumed: services written in Go answer so",
        answers={"*": {"": _nulls}},
    ),
    Variant(
        "empty-absent",
        says="What is empty or false is left out of an answer.",
        evidence="assumed: services written in Go answer so; observed against it for MonitorSpec and SchedulerSpec, "
        "whose false values are there: Terraform would plan an update",
        answers={"*": {"": _bare}},
    ),
    Variant(
        "fields-unknown",
        says="Every object of an answer has a field that nobody knows.",
        evidence="documented: fields were added in most releases of the SDK",
        answers={"*": {"": _with_unknown}},
    ),
)
