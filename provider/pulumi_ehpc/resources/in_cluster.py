"""What stands in a cluster under a name of its own has the id CLUSTER:NAME."""

from __future__ import annotations

from .._core.table.calls import Call
from ..errors import GONE, ResourceError, ServiceError
from .cluster import CLUSTER


def parts(id_: str, noun: str, example: str) -> tuple[str, str]:
    """The cluster's ID and the name. Raises ResourceError.

    "ehpc-hz-a1b2c3:comp" -> "ehpc-hz-a1b2c3", "comp"
    """
    cluster, colon, name = id_.partition(":")
    if not (cluster and colon and name):
        example = f"ehpc-hz-a1b2c3:{example}"
        raise ResourceError(f"{id_!r} is no id of a {noun}, as {example} (the cluster's, a colon, its name)")
    return cluster, name


def gone_with_its_cluster(call: Call, cluster: str, error: ServiceError) -> bool:
    """Whether the error says that there is no such cluster. Raises it where E-HPC has that cluster all the same."""
    if error.code != GONE:
        return False
    if CLUSTER.calls.read(call, cluster) is not None:
        raise error
    return True
