"""What stands in a cluster under a name of its own has the id CLUSTER:NAME."""

from __future__ import annotations

from ..errors import ResourceError


def parts(id_: str, noun: str, example: str) -> tuple[str, str]:
    """The cluster's ID and the name. Raises ResourceError.

    "ehpc-hz-a1b2c3:comp" -> "ehpc-hz-a1b2c3", "comp"
    """
    cluster, colon, name = id_.partition(":")
    if not (cluster and colon and name):
        example = f"ehpc-hz-a1b2c3:{example}"
        raise ResourceError(f"{id_!r} is no id of a {noun}, as {example} (the cluster's, a colon, its name)")
    return cluster, name
