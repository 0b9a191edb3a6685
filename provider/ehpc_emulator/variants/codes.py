"""Errors under another code or status."""

from __future__ import annotations

from ..actions import Call
from ..errors import ApiError
from ..facts import ERRORS
from ..variation import Refusal, Variant

PROTECTED = "Deletion protection is enabled for the cluster. Disable it first."

OWN = [code for code, row in ERRORS.items() if "gateway" not in row["source"] and row["status"] < 500]
"""What the service refuses itself, behind the gateway."""


def _protected(code: str) -> Refusal:
    def refusal(call: Call) -> ApiError | None:
        cluster = call.changing()
        return ApiError(code, message=PROTECTED, status=403) if cluster.settings["DeletionProtection"] else None

    return refusal


VARIANTS = (
    Variant(
        "protected-is-conflict",
        says="A protected cluster refuses DeleteCluster with ConflictOpt.",
        evidence="assumed: no page, no issue and no client tells the code",
        refuses={"DeleteCluster": _protected("ConflictOpt")},
    ),
    Variant(
        "protected-is-not-supported",
        says="A protected cluster refuses DeleteCluster with Cluster.NotSupported.",
        evidence="assumed: no page, no issue and no client tells the code",
        refuses={"DeleteCluster": _protected("Cluster.NotSupported")},
    ),
    Variant(
        "gone-is-invalid-params",
        says="A cluster that is not there is 400 InvalidParams, not 404 ClusterNotFound.",
        evidence="assumed: the Terraform provider expects either of a queue, and only ClusterNotFound of a cluster",
        errors={"ClusterNotFound": ("InvalidParams", "ClusterId")},
    ),
    Variant(
        "gone-is-another-404",
        says="A cluster that is not there is 404 InvalidClusterId.NotFound.",
        evidence="assumed: other products of the platform have such codes, and Terraform takes any 404 as gone",
        errors={"ClusterNotFound": ("InvalidClusterId.NotFound", "")},
    ),
    Variant(
        "gone-is-forbidden",
        says="A cluster that is not there is 403 NoPermission.",
        evidence="assumed: a service may not tell it from one of another account",
        errors={"ClusterNotFound": ("NoPermission", "")},
    ),
    Variant(
        "busy-is-status",
        says="A busy cluster refuses with InvalidClusterStatus, not ConflictOpt.",
        evidence="assumed: both codes are documented, when each applies is not",
        errors={"ConflictOpt": ("InvalidClusterStatus", "")},
    ),
    Variant(
        "status-is-conflict",
        says="A cluster in the wrong state refuses with ConflictOpt, not InvalidClusterStatus.",
        evidence="assumed: both codes are documented, when each applies is not",
        errors={"InvalidClusterStatus": ("ConflictOpt", "")},
    ),
    Variant(
        "queue-with-nodes-is-aliyun-error",
        says="A queue with nodes is refused with AliyunError, not AgentError.",
        evidence="documented: both are codes of DeleteQueues, which of them is meant is not",
        errors={"AgentError": ("AliyunError", "")},
    ),
    Variant(
        "volume-is-invalid-params",
        says="A mount or a file system that is not there is 400 InvalidParams.",
        evidence="assumed: VolumeNotFound is documented for DetachSharedStorages only",
        errors={"VolumeNotFound": ("InvalidParams", "SharedStorages")},
    ),
    Variant(
        "missing-is-invalid-params",
        says="A parameter that is missing is InvalidParams, not MissingParameter.",
        evidence="assumed: the latter is the gateway's, the former the service's own",
        errors={"MissingParameter": ("InvalidParams", "of the request")},
    ),
    Variant(
        "method-is-not-found",
        says="The wrong HTTP method is InvalidApi.NotFound, not UnsupportedHTTPMethod.",
        evidence='documented of the gateway: "please check your url and method"',
        errors={"UnsupportedHTTPMethod": ("InvalidApi.NotFound", "")},
    ),
    Variant(
        "serverless-software-is-manager",
        says="A serverless cluster without nodes refuses software with ManagerNotFound.",
        evidence="documented that it needs one, assumed of the code",
        errors={"Cluster.NotSupported": ("ManagerNotFound", "")},
    ),
    Variant(
        "refusals-with-200",
        says="What the service refuses itself has the status 200, with Code and Message and without a Success.",
        evidence="assumed: older services of the platform answer so; the statuses of the gateway are documented",
        statuses=dict.fromkeys(OWN, 200),
    ),
)
