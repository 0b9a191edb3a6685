# Generated from the declarations in inputs/ by tests/golden/stub.py: do not edit.
from collections.abc import Callable, Mapping
from typing import Any, overload

import pulumi
from pulumi import dynamic

from ._core.fields import Input, ManyNested, Nested
from .inputs import EhpcClusterArgs
from .inputs.credentials import ClusterCredentials
from .inputs.manager import Manager
from .inputs.queue import Queue
from .inputs.settings import CustomConfiguration
from .inputs.settings import MonitorSpec
from .inputs.settings import SchedulerSpec
from .inputs.storage import SharedStorage

class EhpcClusterProvider(dynamic.ResourceProvider):
    _config: Callable[[str], str | None]

class EhpcCluster(dynamic.Resource):
    """An Alibaba Cloud E-HPC cluster. Its arguments are those of `EhpcClusterArgs`; `id` is the cluster's ID."""

    @overload
    def __init__(
        self,
        resource_name: str,
        args: EhpcClusterArgs | Mapping[str, Any],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None: ...
    @overload
    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        region: Input[str] | None = None,
        cluster_vpc_id: Input[str],
        cluster_vswitch_id: Input[str],
        cluster_name: Input[str] | None = None,
        cluster_description: Input[str] | None = None,
        cluster_category: Input[str] | None = None,
        cluster_mode: Input[str] | None = None,
        security_group_id: Input[str] | None = None,
        is_enterprise_security_group: Input[bool] | None = None,
        client_version: Input[str] | None = None,
        max_count: Input[int] | None = None,
        max_core_count: Input[int] | None = None,
        deletion_protection: Input[bool] | None = None,
        grow_interval: Input[int] | None = None,
        idle_interval: Input[int] | None = None,
        enable_scale_out: Input[bool] | None = None,
        enable_scale_in: Input[bool] | None = None,
        monitor_spec: Nested[MonitorSpec] | None = None,
        scheduler_spec: Nested[SchedulerSpec] | None = None,
        cluster_custom_configuration: Nested[CustomConfiguration] | None = None,
        resource_group_id: Input[str] | None = None,
        manager: Nested[Manager] | None = None,
        shared_storages: ManyNested[SharedStorage] | None = None,
        queues: ManyNested[Queue] | None = None,
        cluster_credentials: Nested[ClusterCredentials] | None = None,
        tags: Input[Mapping[str, Input[str]]] | None = None,
    ) -> None:
        """An Alibaba Cloud E-HPC cluster. Its arguments are those of `EhpcClusterArgs`; `id` is the cluster's ID.

        region: Region ID, as cn-hangzhou. Unset: from the configuration.
        cluster_vpc_id: ID of the VPC, as vpc-bp1....
        cluster_vswitch_id: ID of a vSwitch in that VPC, as vsw-bp1....
        cluster_name: Name. Unset: the resource's name, a hyphen and seven hexadecimal digits.
        cluster_description: Description.
        cluster_category: Standard (with a manager node of its own) or Serverless.
        cluster_mode: Integrated (public cloud), Hybrid or Custom.
        security_group_id: ID of a security group in the VPC. Unset: E-HPC makes one.
        is_enterprise_security_group: Whether the security group that E-HPC makes is an enterprise group.
        client_version: Version of the E-HPC client. Unset: the latest.
        max_count: Most compute nodes of the cluster.
        max_core_count: Most vCPUs of all compute nodes together.
        deletion_protection: Whether DeleteCluster and the console refuse to delete the cluster.
        grow_interval: Minutes between two rounds of scaling out.
        idle_interval: Minutes for which a node is idle before it is released.
        enable_scale_out: Whether the cluster starts nodes by demand.
        enable_scale_in: Whether the cluster releases idle nodes.
        monitor_spec: Monitoring.
        scheduler_spec: Switches of the scheduler.
        cluster_custom_configuration: Post-install script.
        resource_group_id: ID of the resource group.
        manager: Scheduler, services and manager node.
        shared_storages: Shared file systems. A list that is given is the whole list.
        queues: Queues. A list that is given is the whole list.
        cluster_credentials: Login of the root user.
        tags: Tags.
        """

    @staticmethod
    def get(
        resource_name: str, id: pulumi.Input[str], opts: pulumi.ResourceOptions | None = None
    ) -> EhpcCluster: ...
    @property
    def region(self) -> pulumi.Output[str]:
        """Region ID, as cn-hangzhou. Unset: from the configuration."""

    @property
    def cluster_vpc_id(self) -> pulumi.Output[str]:
        """ID of the VPC, as vpc-bp1...."""

    @property
    def cluster_vswitch_id(self) -> pulumi.Output[str]:
        """ID of a vSwitch in that VPC, as vsw-bp1...."""

    @property
    def cluster_name(self) -> pulumi.Output[str]:
        """Name. Unset: the resource's name, a hyphen and seven hexadecimal digits."""

    @property
    def cluster_description(self) -> pulumi.Output[str]:
        """Description."""

    @property
    def cluster_category(self) -> pulumi.Output[str]:
        """Standard (with a manager node of its own) or Serverless."""

    @property
    def cluster_mode(self) -> pulumi.Output[str]:
        """Integrated (public cloud), Hybrid or Custom."""

    @property
    def security_group_id(self) -> pulumi.Output[str]:
        """ID of a security group in the VPC. Unset: E-HPC makes one."""

    @property
    def is_enterprise_security_group(self) -> pulumi.Output[bool]:
        """Whether the security group that E-HPC makes is an enterprise group."""

    @property
    def client_version(self) -> pulumi.Output[str]:
        """Version of the E-HPC client. Unset: the latest."""

    @property
    def max_count(self) -> pulumi.Output[int]:
        """Most compute nodes of the cluster."""

    @property
    def max_core_count(self) -> pulumi.Output[int]:
        """Most vCPUs of all compute nodes together."""

    @property
    def deletion_protection(self) -> pulumi.Output[bool]:
        """Whether DeleteCluster and the console refuse to delete the cluster."""

    @property
    def grow_interval(self) -> pulumi.Output[int]:
        """Minutes between two rounds of scaling out."""

    @property
    def idle_interval(self) -> pulumi.Output[int]:
        """Minutes for which a node is idle before it is released."""

    @property
    def enable_scale_out(self) -> pulumi.Output[bool]:
        """Whether the cluster starts nodes by demand."""

    @property
    def enable_scale_in(self) -> pulumi.Output[bool]:
        """Whether the cluster releases idle nodes."""

    @property
    def monitor_spec(self) -> pulumi.Output[Mapping[str, Any]]:
        """Monitoring."""

    @property
    def scheduler_spec(self) -> pulumi.Output[Mapping[str, Any]]:
        """Switches of the scheduler."""

    @property
    def cluster_custom_configuration(self) -> pulumi.Output[Mapping[str, Any]]:
        """Post-install script."""

    @property
    def resource_group_id(self) -> pulumi.Output[str]:
        """ID of the resource group."""

    @property
    def manager(self) -> pulumi.Output[Mapping[str, Any]]:
        """Scheduler, services and manager node."""

    @property
    def shared_storages(self) -> pulumi.Output[list[Mapping[str, Any]]]:
        """Shared file systems. A list that is given is the whole list."""

    @property
    def queues(self) -> pulumi.Output[list[Mapping[str, Any]]]:
        """Queues. A list that is given is the whole list."""

    @property
    def cluster_credentials(self) -> pulumi.Output[Mapping[str, Any]]:
        """Login of the root user."""

    @property
    def tags(self) -> pulumi.Output[Mapping[str, str]]:
        """Tags."""

    @property
    def cluster_status(self) -> pulumi.Output[str]:
        """State of the cluster, as running."""

    @property
    def create_time(self) -> pulumi.Output[str]:
        """Time of creation, UTC."""

    @property
    def modify_time(self) -> pulumi.Output[str]:
        """Time of the last change, UTC."""

    @property
    def ehpc_version(self) -> pulumi.Output[str]:
        """Version of E-HPC."""

