"""What is refused that is taken elsewhere."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from typing import Any

from ..actions import Call
from ..errors import ApiError, invalid
from ..variation import Refusal, Variant
from .timing import CHANGES

NAMES = r"[A-Za-z0-9_\-\u4e00-\u9fff]{2,128}"
A_MOMENT = 60
DESCRIBED = ("CreateCluster", "UpdateCluster")


def _where(value: Any, empty: Any, path: str = "") -> Iterator[str]:
    """The paths at which a value is this empty one."""
    if value == empty:
        yield path.lstrip(".")
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, item in inner:
        yield from _where(item, empty, f"{path}.{step}")


def _without(empty: Any) -> Refusal:
    def refusal(call: Call) -> ApiError | None:
        path = next(_where(call.params, empty), None)
        return invalid(path) if path else None

    return refusal


def _text(name: str, pattern: str) -> Refusal:
    def refusal(call: Call) -> ApiError | None:
        value = call.params.get(name)
        return invalid(name) if value and not re.fullmatch(pattern, value) else None

    return refusal


def _tags(key: str) -> Refusal:
    """Tags with this spelling of their key."""

    def refusal(call: Call) -> ApiError | None:
        spelt = any(re.fullmatch(rf"Tags\.\d+\.{key}", name) for name in call.raw)
        return invalid(f"Tags.0.{key}") if spelt or f'"{key}"' in str(call.raw.get("Tags", "")) else None

    return refusal


def _needed(name: str) -> Refusal:
    return lambda call: None if call.params.get(name) else invalid(name)


def _taken_name(call: Call) -> ApiError | None:
    name = call.params.get("ClusterName")
    others = (cluster for cluster in call.world.of(call.account) if cluster.id != call.params.get("ClusterId"))
    return invalid("ClusterName") if name and name in [other.settings["ClusterName"] for other in others] else None


def _needs_nodes(call: Call) -> ApiError | None:
    return invalid("Queue.ComputeNodes") if (call.params.get("Queue") or {}).get("ComputeNodes") == [] else None


def _keeps_home(call: Call) -> ApiError | None:
    for place, given in enumerate(call.params["SharedStorages"]):
        if given["MountDirectory"] in ("/home", "/opt"):
            return invalid(f"SharedStorages.{place}.MountDirectory")
    return None


def _not_in(*statuses: str) -> Refusal:
    return lambda call: ApiError("InvalidClusterStatus") if call.cluster().status in statuses else None


def _queue_taken(call: Call) -> ApiError | None:
    name = call.need("Queue")["QueueName"]
    return ApiError("ConflictOpt") if name in call.cluster().queues else None


def _ends_later(call: Call) -> ApiError | None:
    # By the clock of whoever asks: that of the world may have been advanced.
    return invalid("To") if call.params.get("To", 0) > time.time() + A_MOMENT else None


def _software_needs_login(call: Call) -> ApiError | None:
    cluster = call.cluster()
    return None if cluster.nodes or cluster.addons else ApiError("ManagerNotFound")


VARIANTS = (
    Variant(
        "storages-required",
        says="CreateCluster without shared storages is refused.",
        evidence="assumed: ROS and the Terraform provider require them, and every known example has them",
        refuses={"CreateCluster": _needed("SharedStorages")},
    ),
    Variant(
        "manager-required",
        says="CreateCluster without a manager is refused.",
        evidence="assumed: every known example has one",
        refuses={"CreateCluster": _needed("Manager")},
    ),
    Variant(
        "credentials-required",
        says="CreateCluster without credentials is refused.",
        evidence="documented of the 2018 API; the Terraform provider requires them",
        refuses={"CreateCluster": _needed("ClusterCredentials")},
    ),
    Variant(
        "empty-texts-refused",
        says="A call with an empty text, wherever it is, is refused.",
        evidence="assumed; observed against it for CreateQueue and UpdateQueue: Terraform sends an empty PeriodUnit of "
        "compute nodes, and would fail",
        refuses=dict.fromkeys((*CHANGES, "CreateCluster"), _without("")),
    ),
    Variant(
        "empty-lists-refused",
        says="A call with an empty list, wherever it is, is refused.",
        evidence="assumed, though the Python SDK itself sends empty DataDisks and ComputeNodes; observed against it "
        "for VSwitchIds of UpdateQueue: Terraform sends it empty, and would fail",
        refuses=dict.fromkeys((*CHANGES, "CreateCluster"), _without([])),
    ),
    Variant(
        "queue-update-needs-nodes",
        says="UpdateQueue with an empty list of compute nodes is refused.",
        evidence="documented: 1 to 10 there, 0 to 10 for CreateQueue (SDK 2.4.0)",
        refuses={"UpdateQueue": _needs_nodes},
    ),
    Variant(
        "descriptions-narrow",
        says="A description with anything but letters, digits, - and _ is refused.",
        evidence="documented of the character set, whose own example has dots",
        refuses=dict.fromkeys(DESCRIBED, _text("ClusterDescription", NAMES)),
    ),
    Variant(
        "descriptions-refused",
        says="CreateCluster with a description is refused.",
        evidence="assumed: nothing is known of it",
        refuses={
            "CreateCluster": lambda call: invalid("ClusterDescription") if "ClusterDescription" in call.params else None
        },
    ),
    Variant(
        "names-narrow",
        says="A cluster name with anything but letters, digits, - and _ is refused.",
        evidence="documented of the character set, whose own example has dots",
        refuses=dict.fromkeys(DESCRIBED, _text("ClusterName", NAMES)),
    ),
    Variant(
        "names-unique",
        says="A cluster name that is taken is refused.",
        evidence="assumed: nothing says that names may repeat",
        refuses=dict.fromkeys(DESCRIBED, _taken_name),
    ),
    Variant(
        "tags-key-refused",
        says="Tags that are spelt Key and Value are refused.",
        evidence="observed by the Terraform provider's authors; documented against it (SDK 2.4.0)",
        refuses={"CreateCluster": _tags("Key")},
    ),
    Variant(
        "tags-lower-key-refused",
        says="Tags that are spelt key and value are refused.",
        evidence="documented: the SDK's model has Key and Value; observed against it: Terraform sends key and value, "
        "and would fail",
        refuses={"CreateCluster": _tags("key")},
    ),
    Variant(
        "home-stays",
        says="/home and /opt cannot be detached.",
        evidence="assumed: the cluster's own directories lie there",
        refuses={"DetachSharedStorages": _keeps_home},
    ),
    Variant(
        "queue-taken-is-conflict",
        says="CreateQueue with a name that is taken is refused with ConflictOpt.",
        evidence="assumed: the code is documented for what conflicts",
        refuses={"CreateQueue": _queue_taken},
    ),
    Variant(
        "update-needs-running",
        says="A failed or stopped cluster takes no UpdateCluster.",
        evidence="assumed: nothing is known of it",
        refuses={"UpdateCluster": _not_in("exception", "stopped")},
    ),
    Variant(
        "failed-not-deletable",
        says="A failed or stopped cluster takes no DeleteCluster.",
        evidence="assumed: the refusal by status is documented, which states is not",
        refuses={"DeleteCluster": _not_in("exception", "stopped")},
    ),
    Variant(
        "stopped-not-readable",
        says="GetCluster of a stopped cluster is refused.",
        evidence="assumed: nothing is known of it",
        refuses={"GetCluster": _not_in("stopped")},
    ),
    Variant(
        "log-ends-now",
        says="Calls about a stretch of the operation log that ends later than now are refused.",
        evidence="assumed: nothing says that they are not",
        refuses=dict.fromkeys(("ListCommonLogs", "GetCommonLogDetail"), _ends_later),
    ),
    Variant(
        "software-needs-login",
        says="A cluster without login and compute nodes takes no software, of whatever category.",
        evidence="documented of serverless clusters",
        refuses=dict.fromkeys(("InstallSoftwares", "UninstallSoftwares"), _software_needs_login),
    ),
)
