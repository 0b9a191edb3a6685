"""`EhpcCluster`, the resource, and `EhpcClusterProvider`, what the state refers to.

The module path and the names of both classes stand in every user's state: they never change.
"""

from __future__ import annotations

from ._core.program.declared import Declared
from ._core.provider import Provider
from .resources import CLUSTER

__all__ = ["EhpcCluster", "EhpcClusterProvider"]


class EhpcClusterProvider(Provider):
    """Pulumi's dynamic provider for `EhpcCluster`."""

    resource = CLUSTER


class EhpcCluster(Declared, module="ehpc", name="Cluster"):
    """An Alibaba Cloud E-HPC cluster. Its arguments are those of `EhpcClusterArgs`; `id` is the cluster's ID."""

    resource = CLUSTER
    provided = EhpcClusterProvider
