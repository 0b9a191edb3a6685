"""`EhpcUser`, the resource, and `EhpcUserProvider`, what the state refers to.

The module path and the names of both classes stand in every user's state: they never change.
"""

from __future__ import annotations

from ._core.program.declared import Declared
from ._core.provider import Provider
from .resources import USER

__all__ = ["EhpcUser", "EhpcUserProvider"]


class EhpcUserProvider(Provider):
    """Pulumi's dynamic provider for `EhpcUser`."""

    resource = USER


class EhpcUser(Declared, module="ehpc", name="User"):
    """A user of an E-HPC cluster. Its `id` is `CLUSTER:NAME`.

    ```python
    import pulumi
    import pulumi_ehpc as ehpc

    cluster = ehpc.EhpcCluster.get("render", "ehpc-hz-a1b2c3")
    passwords = pulumi.Config().require_secret_object("passwords")  # {"alice": "..."}
    ehpc.EhpcUser("alice", cluster_id=cluster.id, user_name="alice", group="wheel", password=passwords["alice"])
    ```
    """

    resource = USER
    provided = EhpcUserProvider
