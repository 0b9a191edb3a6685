# Generated from the declarations in inputs/ by tools/stubs.py (make generate): do not edit.
import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, overload

from pulumi import Input, Output, ResourceOptions, dynamic
from typing_extensions import Never, Self

from ._core.program.typed import AllAndNoOther, LaterList, MYPY, NoSuchInput, NothingElse, Several
from .inputs import AnyEhpcQueueArgs, AnyNode, LaterNode, NodeOutput

class EhpcQueueProvider(dynamic.ResourceProvider):
    _config: Callable[[str], str | None]

class EhpcQueue(dynamic.Resource):
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
    ```"""

    if os.name == "mypy":  # It alone looks in here: see NothingElse. All others know that there is no such system.
        @overload
        def __init__(
            self,
            resource_name: str | NothingElse[Never],
            args: AnyEhpcQueueArgs | NothingElse[Never],
            opts: ResourceOptions | NothingElse[Never] | None = None,
        ) -> None: ...
        @overload
        def __init__(
            self,
            resource_name: str | NothingElse[Never],
            opts: ResourceOptions | NothingElse[Never] | None = None,
            *,
            queue_name: Input[str] | NothingElse[Never],
            compute_nodes: Input[Sequence[Input[AnyNode]] | None] | NothingElse[Never] = None,
            min_count: Input[int | None] | NothingElse[Never] = None,
            max_count: Input[int | None] | NothingElse[Never] = None,
            initial_count: Input[int | None] | NothingElse[Never] = None,
            max_count_per_cycle: Input[int | None] | NothingElse[Never] = None,
            enable_scale_out: Input[bool | None] | NothingElse[Never] = None,
            enable_scale_in: Input[bool | None] | NothingElse[Never] = None,
            vswitch_ids: Input[Several[Input[str]] | None] | NothingElse[Never] = None,
            inter_connect: Input[str | None] | NothingElse[Never] = None,
            hostname_prefix: Input[str | None] | NothingElse[Never] = None,
            hostname_suffix: Input[str | None] | NothingElse[Never] = None,
            allocation_strategy: Input[str | None] | NothingElse[Never] = None,
            ram_role: Input[str | None] | NothingElse[Never] = None,
            keep_alive_nodes: Input[Several[Input[str]] | None] | NothingElse[Never] = None,
            reserved_node_pool_id: Input[str | None] | NothingElse[Never] = None,
            delete_nodes: Input[bool | None] | NothingElse[Never] = None,
            cluster_id: Input[str] | NothingElse[Never],
            region: Input[str | None] | NothingElse[Never] = None,
            **unknown: NoSuchInput[Never],
        ) -> None: ...
        @overload
        def __init__(self, resource_name: AllAndNoOther[Literal["resource_name", "queue_name", "cluster_id"]], *given: Any, **named: Any) -> None: ...
        @overload
        def __init__(self, *, queue_name: AllAndNoOther[Literal["resource_name", "queue_name", "cluster_id"]], **named: Any) -> None: ...
    if not MYPY:
        @overload
        def __init__(
            self,
            resource_name: str,
            args: AnyEhpcQueueArgs,
            opts: ResourceOptions | None = None,
        ) -> None: ...
        @overload
        def __init__(
            self,
            resource_name: str,
            opts: ResourceOptions | None = None,
            *,
            queue_name: Input[str],
            compute_nodes: Input[Sequence[Input[AnyNode]] | None] = None,
            min_count: Input[int | None] = None,
            max_count: Input[int | None] = None,
            initial_count: Input[int | None] = None,
            max_count_per_cycle: Input[int | None] = None,
            enable_scale_out: Input[bool | None] = None,
            enable_scale_in: Input[bool | None] = None,
            vswitch_ids: Input[Several[Input[str]] | None] = None,
            inter_connect: Input[str | None] = None,
            hostname_prefix: Input[str | None] = None,
            hostname_suffix: Input[str | None] = None,
            allocation_strategy: Input[str | None] = None,
            ram_role: Input[str | None] = None,
            keep_alive_nodes: Input[Several[Input[str]] | None] = None,
            reserved_node_pool_id: Input[str | None] = None,
            delete_nodes: Input[bool | None] = None,
            cluster_id: Input[str],
            region: Input[str | None] = None,
        ) -> None:
            """A queue of a cluster that leaves its own `queues` unset: a list that is given is the whole list, and that

            :param queue_name: Name, unique in the cluster; another name is another queue. Must have 1 to 15 characters.
                Must be letters and digits, with . - _ in between. Should hold no - and no _: documented are letters, digits
                and periods (else a warning). A change needs a new queue.
            :param compute_nodes: Hardware that new nodes of the queue may have, in order of preference. Must have at most
                10 nodes. A change is made in place.
            :param min_count: Least nodes that scaling keeps. Must be at least 0. A change is made in place.
            :param max_count: Most nodes that scaling may start. Must be at least 0. A change is made in place.
            :param initial_count: Nodes made together with the queue. Must be at least 0. Used only when the queue is made:
                a later change has no effect, and the preview says so.
            :param max_count_per_cycle: Nodes that one round of scaling may start. Must be at least 0. A change is made in
                place.
            :param enable_scale_out: Whether nodes are started by demand. A change is made in place.
            :param enable_scale_in: Whether idle nodes are released. A change is made in place.
            :param vswitch_ids: vSwitches for new nodes, tried in this order. Must have 1 to 5 vSwitches. A change is made
                in place.
            :param inter_connect: Network between the nodes. Must be one of vpc, eRDMA. A change is made in place.
            :param hostname_prefix: Beginning of the nodes' host names; at most 8 characters on Windows. Must have at most
                32 characters. Must be lower-case letters, digits and hyphens. A change is made in place.
            :param hostname_suffix: End of the nodes' host names. A change is made in place.
            :param allocation_strategy: How an instance type is chosen for a new node. Should be PriorityInstanceType (else
                a warning). A change is made in place.
            :param ram_role: RAM role of the compute nodes. A change is made in place.
            :param keep_alive_nodes: Host names of nodes that are never released. A change is made in place.
            :param reserved_node_pool_id: ID of a reserved node pool that nodes are taken from. A change is made in place.
            :param delete_nodes: Whether a removal of the queue deletes its nodes first; jobs on them end. E-HPC removes
                only an empty queue, so without it a queue with nodes stays, and the error says what to do. It counts from
                the `up` before. E-HPC's default: False. A change is made in place.
            :param cluster_id: ID of the cluster, as cluster.id. Must not be empty. A change needs a new queue: a queue
                stays in its cluster.
            :param region: Region ID of that cluster, as cluster.region. Unset: from the configuration. A change needs a new
                queue: a queue stays in its cluster.
            """

    @classmethod
    def get(cls, resource_name: str, id: Input[str], opts: ResourceOptions | None = None) -> Self:
        """An existing queue, read by its ID and neither changed nor deleted."""

    @property
    def queue_name(self) -> Output[str]:
        """Name, unique in the cluster; another name is another queue."""

    @property
    def compute_nodes(self) -> LaterList[list[NodeOutput], LaterNode[NodeOutput]]:
        """Hardware that new nodes of the queue may have, in order of preference."""

    @property
    def min_count(self) -> Output[int]:
        """Least nodes that scaling keeps."""

    @property
    def max_count(self) -> Output[int]:
        """Most nodes that scaling may start."""

    @property
    def initial_count(self) -> Output[int]:
        """Nodes made together with the queue."""

    @property
    def max_count_per_cycle(self) -> Output[int]:
        """Nodes that one round of scaling may start."""

    @property
    def enable_scale_out(self) -> Output[bool]:
        """Whether nodes are started by demand."""

    @property
    def enable_scale_in(self) -> Output[bool]:
        """Whether idle nodes are released."""

    @property
    def vswitch_ids(self) -> LaterList[list[str], Output[str]]:
        """vSwitches for new nodes, tried in this order."""

    @property
    def inter_connect(self) -> Output[str]:
        """Network between the nodes."""

    @property
    def hostname_prefix(self) -> Output[str]:
        """Beginning of the nodes' host names; at most 8 characters on Windows."""

    @property
    def hostname_suffix(self) -> Output[str]:
        """End of the nodes' host names."""

    @property
    def allocation_strategy(self) -> Output[str]:
        """How an instance type is chosen for a new node."""

    @property
    def ram_role(self) -> Output[str]:
        """RAM role of the compute nodes."""

    @property
    def keep_alive_nodes(self) -> LaterList[list[str], Output[str]]:
        """Host names of nodes that are never released."""

    @property
    def reserved_node_pool_id(self) -> Output[str]:
        """ID of a reserved node pool that nodes are taken from."""

    @property
    def delete_nodes(self) -> Output[bool | None]:
        """Whether a removal of the queue deletes its nodes first; jobs on them end. E-HPC removes only an empty queue, so without it a queue with nodes stays, and the error says what to do. It counts from the `up` before."""

    @property
    def cluster_id(self) -> Output[str]:
        """ID of the cluster, as cluster.id."""

    @property
    def region(self) -> Output[str]:
        """Region ID of that cluster, as cluster.region. Unset: from the configuration."""

    @property
    def create_time(self) -> Output[str]:
        """Time of creation, UTC."""
