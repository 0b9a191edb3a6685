"""What stands in a cluster under a name of its own has the id CLUSTER:NAME."""

from __future__ import annotations

from collections.abc import Callable

from .._core.table.calls import Call, Look
from ..errors import ResourceError, ServiceError
from .cluster import CLUSTER, FORBIDDEN, knows_no_such_id


def parts(id_: str, noun: str, example: str) -> tuple[str, str]:
    """The cluster's ID and the name. Raises ResourceError.

    "ehpc-hz-a1b2c3:comp" -> "ehpc-hz-a1b2c3", "comp"
    """
    cluster, colon, name = id_.partition(":")
    if not (cluster and colon and name):
        example = f"ehpc-hz-a1b2c3:{example}"
        raise ResourceError(f"{id_!r} is no id of a {noun}, as {example} (the cluster's, a colon, its name)")
    return cluster, name


def read_in(call: Call, cluster: str, read: Callable[[], Look | None]) -> Look | None:
    """What `read` tells of something in a cluster, None where there is no such cluster any more.

    No code says that for certain: where one may, the cluster is looked at as one that is a resource itself. Raises the
    error where E-HPC has that cluster all the same, and where these keys may look at neither.
    """
    try:
        return read()
    except ServiceError as error:
        may_say_so = knows_no_such_id(error) or error.status == FORBIDDEN
        if not may_say_so or _is_there(call, cluster, error):
            raise
        return None


def _is_there(call: Call, cluster: str, error: ServiceError) -> bool:
    try:
        return CLUSTER.calls.read(call, cluster) is not None
    except ServiceError:
        if error.status == FORBIDDEN:
            # It names the leave that these keys lacked first.
            raise error from None
        raise
