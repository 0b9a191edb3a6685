"""`get_nodes`: the compute nodes of a cluster (ListNodes)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pulumi

from .._core.program.lookup import LookUp, texts
from .._core.table.calls import Call
from .._core.table.told import each_of, told
from ..errors import GONE, ServiceError
from ..inputs.nodes import listed_nodes
from .cluster import no_such_cluster


@dataclass(frozen=True, kw_only=True)
class GetNodesNodeResult:
    """A compute node (ListNodes: Nodes[])."""

    node_id: str = told("Id", needed=True)
    """ID of its ECS instance, as i-bp1..."""

    hostname: str | None = told("Hostname")
    """Its host name, as the keep_alive_nodes of a Queue take it."""

    queue_name: str | None = told("QueueName")
    """The queue that it is in."""

    status: str | None = told("Status")
    """Its state: uninit, initing, running, releasing, stopped, exception or untracking."""

    reason: str | None = told("Reason")
    """Why it is in that state."""

    state_in_sched: str | None = told("StateInSched")
    """Its state as the scheduler sees it, as active."""

    ip_address: str | None = told("IpAddress")
    """Its address in the VPC."""

    public_ip_address: str | None = told("PublicIpAddress")
    """Its public address."""

    instance_type: str | None = told("InstanceType")
    """ECS instance type, as ecs.c7.xlarge."""

    image_id: str | None = told("ImageId")
    """ID of its image."""

    cpu: int | None = told("TotalResources.Cpu")
    """How many vCPUs it has."""

    gpu: int | None = told("TotalResources.Gpu")
    """How many GPUs it has."""

    memory: int | None = told("TotalResources.Memory")
    """Its memory in GiB."""

    ht_enabled: bool | None = told("HtEnabled")
    """Whether hyper-threading is on."""

    keep_alive: bool | None = told("KeepAlive")
    """Whether scaling leaves it alone."""

    spot_strategy: str | None = told("SpotStrategy")
    """How it is bid for, as NoSpot."""

    deployment_set_id: str | None = told("DeploymentSetId")
    """ID of its ECS deployment set."""

    vpc_id: str | None = told("VpcId")
    """ID of its VPC."""

    vswitch_id: str | None = told("VSwitchId")
    """ID of its vSwitch."""

    zone_id: str | None = told("ZoneId")
    """ID of its zone."""

    add_time: str | None = told("AddTime")
    """When it was added, UTC."""

    expired_time: str | None = told("ExpiredTime")
    """When a subscription of it ends, UTC."""


@dataclass(frozen=True, kw_only=True)
class GetNodesResult:
    """The nodes of a cluster that are as was asked for."""

    nodes: tuple[GetNodesNodeResult, ...]
    """In the order of E-HPC; none where there are none."""


def _nodes(call: Call, given: Mapping[str, Any], region: str) -> GetNodesResult:
    cluster = given["cluster_id"]
    only = {"QueueNames": given["queue_names"], "Hostnames": given["hostnames"], "Status": given["status"]}
    try:
        rows = listed_nodes(call, cluster, **only)
    except ServiceError as error:
        if error.code != GONE:
            raise
        raise no_such_cluster(call, cluster, region) from None
    return GetNodesResult(nodes=each_of(GetNodesNodeResult, rows, "ListNodes", "node_id"))


_NODES = LookUp(
    "get_nodes", GetNodesResult, _nodes, {"queue_names": texts, "hostnames": texts, "status": texts},
    needed=frozenset({"cluster_id"}),
)  # fmt: skip


def get_nodes(
    cluster_id: str,
    *,
    queue_names: list[str] | tuple[str, ...] | None = None,
    hostnames: list[str] | tuple[str, ...] | None = None,
    status: list[str] | tuple[str, ...] | None = None,
    region: str | None = None,
    opts: pulumi.InvokeOptions | None = None,
) -> GetNodesResult:
    """The compute nodes that a cluster has right now (ListNodes).

    :param cluster_id: ID of the cluster. One that is not there is an error.
    :param queue_names: Only those of these queues.
    :param hostnames: Only those of these host names.
    :param status: Only those in one of these states, as ["running"].
    :param region: Region ID. Unset: from the provider in opts, or the configuration.
    :param opts: The provider or the parent whose provider is used.
    """
    return _NODES.now(
        opts, cluster_id=cluster_id, queue_names=queue_names, hostnames=hostnames, status=status, region=region
    )


def get_nodes_output(
    cluster_id: pulumi.Input[str],
    *,
    queue_names: pulumi.Input[Sequence[pulumi.Input[str]]] | None = None,
    hostnames: pulumi.Input[Sequence[pulumi.Input[str]]] | None = None,
    status: pulumi.Input[Sequence[pulumi.Input[str]]] | None = None,
    region: pulumi.Input[str] | None = None,
    opts: pulumi.InvokeOptions | None = None,
) -> pulumi.Output[GetNodesResult]:
    """`get_nodes`, of arguments that may be known only later, as the id of a cluster that this program makes."""
    return _NODES.later(
        opts, cluster_id=cluster_id, queue_names=queue_names, hostnames=hostnames, status=status, region=region
    )
