"""`EhpcQueue`, the resource, and `EhpcQueueProvider`, what the state refers to.

The module path and the names of both classes stand in every user's state: they never change.
"""

from __future__ import annotations

from ._core.program.declared import Declared
from ._core.provider import Provider
from .resources import QUEUE

__all__ = ["EhpcQueue", "EhpcQueueProvider"]


class EhpcQueueProvider(Provider):
    """Pulumi's dynamic provider for `EhpcQueue`."""

    resource = QUEUE


class EhpcQueue(Declared, module="ehpc", name="Queue"):
    """A queue of an E-HPC cluster, as a resource of its own. Its `id` is `CLUSTER:NAME`.

    The cluster leaves `queues` unset; a program makes as many as it likes:

    ```python
    import pulumi_ehpc as ehpc

    cluster = ehpc.EhpcCluster("render", cluster_vpc_id="vpc-bp1...", cluster_vswitch_id="vsw-bp1...")
    for name, most in {"comp": 20, "gpu": 4}.items():
        ehpc.EhpcQueue(
            name,
            cluster_id=cluster.id,
            queue_name=name,
            compute_nodes=[ehpc.Node(instance_type="ecs.c6.xlarge")],
            min_count=0,
            max_count=most,
        )
    ```
    """

    resource = QUEUE
    provided = EhpcQueueProvider
