# Generated from the declarations in inputs/ by tools/stubs.py (make generate): do not edit.
from collections.abc import Callable, Mapping
from typing import Any, overload, type_check_only

import pulumi
from pulumi import dynamic

from ._core.table.fields import Input, ManyNested, Nested
from .inputs import AdditionalPackage, Addon, ClusterCredentials, CustomConfiguration, EhpcClusterArgs, Manager, MonitorSpec, Queue, SchedulerSpec, SharedStorage

class EhpcClusterProvider(dynamic.ResourceProvider):
    _config: Callable[[str], str | None]

@type_check_only
class MonitorSpecOutput(dict[str, Any]):
    """Monitoring of the cluster."""

    enable_compute_load_monitor: bool | None
    """Whether the monitoring agent runs on compute nodes."""

@type_check_only
class SchedulerSpecOutput(dict[str, Any]):
    """Switches of the scheduler."""

    enable_topology_awareness: bool | None
    """Whether the scheduler considers where nodes are."""

@type_check_only
class CustomConfigurationOutput(dict[str, Any]):
    """Post-install script of the cluster. Whether a change runs it again is not documented."""

    script: str | None
    """URL that it is downloaded from."""
    args: str | None
    """Arguments of the script, in one text."""

@type_check_only
class SchedulerOutput(dict[str, Any]):
    """Job scheduler of the cluster."""

    type: str | None
    """Kind of scheduler."""
    version: str | None
    """Version, as 22.05.8."""

@type_check_only
class DnsOutput(dict[str, Any]):
    """Name service of the cluster."""

    type: str | None
    """Kind of name service."""
    version: str | None
    """Version, as 1.0."""

@type_check_only
class DirectoryServiceOutput(dict[str, Any]):
    """Account directory of the cluster."""

    type: str | None
    """Kind of directory service."""
    version: str | None
    """Version, as 1.0."""

@type_check_only
class SystemDiskOutput(dict[str, Any]):
    """System disk of a node."""

    category: str | None
    """Disk category."""
    size: int | None
    """Size in GiB."""
    level: str | None
    """Performance level of a cloud_essd disk."""

@type_check_only
class DataDiskOutput(dict[str, Any]):
    """Data disk of a node."""

    category: str | None
    """Disk category."""
    size: int | None
    """Size in GiB."""
    level: str | None
    """Performance level of a cloud_essd disk."""
    delete_with_instance: bool | None
    """Whether the disk is released together with the node."""
    mount_dir: str | None
    """Mount point of the disk on the node."""
    device: str | None
    """Device path, as /dev/xvdb."""
    snapshot_id: str | None
    """ID of the snapshot that the disk is made from."""

@type_check_only
class NodeOutput(dict[str, Any]):
    """Hardware and billing of a node."""

    instance_type: str | None
    """ECS instance type, as ecs.c7.xlarge."""
    image_id: str | None
    """ID of an ECS image that E-HPC supports in the region."""
    system_disk: SystemDiskOutput | None
    """System disk."""
    data_disks: list[DataDiskOutput] | None
    """Data disks."""
    enable_ht: bool | None
    """Whether hyper-threading is on."""
    instance_charge_type: str | None
    """PostPaid (pay as you go) or PrePaid (subscription). Subscription nodes survive the cluster's deletion."""
    period: int | None
    """Length of a subscription, in period_unit."""
    period_unit: str | None
    """Unit of period."""
    auto_renew: bool | None
    """Whether a subscription renews itself."""
    auto_renew_period: int | None
    """Length of one automatic renewal, in period_unit."""
    spot_strategy: str | None
    """NoSpot, SpotWithPriceLimit (own price cap) or SpotAsPriceGo (market price)."""
    spot_price_limit: float | None
    """Highest price of a spot node, per hour."""
    duration: int | None
    """Hours for which a spot node is protected from release: 0 or 1."""
    instance_id: str | None
    """ID of the ECS instance."""
    expired_time: str | None
    """End of the subscription, UTC."""

@type_check_only
class ManagerOutput(dict[str, Any]):
    """Management services of the cluster. E-HPC has no call that changes any of them later."""

    scheduler: SchedulerOutput | None
    """Job scheduler."""
    dns: DnsOutput | None
    """Name service."""
    directory_service: DirectoryServiceOutput | None
    """Account directory."""
    manager_node: NodeOutput | None
    """Hardware of the manager node."""

@type_check_only
class AdditionalPackageOutput(dict[str, Any]):
    """Software of E-HPC's catalogue, installed on the cluster (CreateCluster: AdditionalPackages[])."""

    name: str
    """Name, as mpich; another name is another package."""
    version: str | None
    """Version, as 4.0.3. Unset: E-HPC chooses one."""

@type_check_only
class AddonOutput(dict[str, Any]):
    """A service component of the cluster (CreateCluster: Addons[])."""

    name: str
    """Name, as Login; another name is another add-on."""
    version: str
    """Version, as 1.0."""
    services_spec: str | None
    """Services: a list of ServiceName, ServiceAccessType, ServiceAccessUrl, NetworkACL, or its JSON text."""
    resources_spec: str | None
    """Resources: a dict of EipResource and EcsResources, or its JSON text."""

@type_check_only
class SharedStorageOutput(dict[str, Any]):
    """A directory of an existing NAS file system, mounted on every node (CreateCluster: SharedStorages[])."""

    mount_directory: str
    """Mount point on the nodes, unique in the cluster, as /home."""
    file_system_id: str
    """ID of an existing file system in the cluster's VPC."""
    mount_target_domain: str
    """Address of the file system's mount target, as 0a1b2c-x.cn-hangzhou.nas.aliyuncs.com."""
    nas_directory: str | None
    """Directory of the file system that is mounted."""
    mount_options: str | None
    """Mount options, as -t nfs -o vers=3,nolock,proto=tcp,noresvport. For a mount that is added later, only this text and -t nfs -o vers=4.0,noresvport are documented."""
    protocol_type: str | None
    """NFS or SMB."""

@type_check_only
class QueueOutput(dict[str, Any]):
    """A group of compute nodes that scale together (CreateCluster: Queues[])."""

    queue_name: str
    """Name, unique in the cluster; another name is another queue."""
    compute_nodes: list[NodeOutput] | None
    """Hardware that new nodes of the queue may have, in order of preference."""
    min_count: int | None
    """Least nodes that scaling keeps."""
    max_count: int | None
    """Most nodes that scaling may start."""
    initial_count: int | None
    """Nodes made together with the queue."""
    max_count_per_cycle: int | None
    """Nodes that one round of scaling may start."""
    enable_scale_out: bool | None
    """Whether nodes are started by demand."""
    enable_scale_in: bool | None
    """Whether idle nodes are released."""
    vswitch_ids: list[str] | None
    """vSwitches for new nodes, tried in this order."""
    inter_connect: str | None
    """Network between the nodes."""
    hostname_prefix: str | None
    """Beginning of the nodes' host names; at most 8 characters on Windows."""
    hostname_suffix: str | None
    """End of the nodes' host names."""
    allocation_strategy: str | None
    """How an instance type is chosen for a new node."""
    ram_role: str | None
    """RAM role of the compute nodes."""
    keep_alive_nodes: list[str] | None
    """Host names of nodes that are never released."""
    reserved_node_pool_id: str | None
    """ID of a reserved node pool that nodes are taken from."""

@type_check_only
class ClusterCredentialsOutput(dict[str, Any]):
    """Login of the root user: a password or an ECS key pair. No call returns it or changes it later."""

    password: str | None
    """Password of root."""
    key_pair_name: str | None
    """Name of an existing ECS key pair."""


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
        additional_packages: ManyNested[AdditionalPackage] | None = None,
        addons: ManyNested[Addon] | None = None,
        shared_storages: ManyNested[SharedStorage] | None = None,
        queues: ManyNested[Queue] | None = None,
        cluster_credentials: Nested[ClusterCredentials] | None = None,
        tags: Input[Mapping[str, Input[str]]] | None = None,
    ) -> None:
        """An E-HPC cluster (CreateCluster) on existing VPC, vSwitch, security group and NAS resources.

        :param region: Region ID, as cn-hangzhou. Unset: from the configuration. A change needs a new cluster: a cluster
            cannot move to another region.
        :param cluster_vpc_id: ID of the VPC, as vpc-bp1... Must not be empty. A change needs a new cluster: a cluster
            cannot move to another network.
        :param cluster_vswitch_id: ID of a vSwitch in that VPC, as vsw-bp1... Must not be empty. A change needs a new
            cluster: a cluster cannot move to another network.
        :param cluster_name: Name. Unset: the resource's name, a hyphen and seven hexadecimal digits. Must have 2 to 128
            characters. Must be letters, Chinese characters, digits, hyphens, underscores and dots. A change is made in
            place.
        :param cluster_description: Description. Must have 2 to 128 characters, or be empty. Must be letters, Chinese
            characters, digits, hyphens, underscores and dots. A change is made in place.
        :param cluster_category: Standard (with a manager node of its own) or Serverless. Must be one of Standard,
            Serverless. A change needs a new cluster: E-HPC has no call that changes it.
        :param cluster_mode: Integrated (public cloud), Hybrid or Custom. Must be one of Integrated, Hybrid, Custom. A
            change needs a new cluster: E-HPC has no call that changes it.
        :param security_group_id: ID of a security group in the VPC. Unset: E-HPC makes one. A change needs a new
            cluster: a cluster cannot move to another network.
        :param is_enterprise_security_group: Whether the security group that E-HPC makes is an enterprise group. A
            change needs a new cluster: a cluster cannot move to another network. No call of E-HPC tells it: a change
            made elsewhere is not seen.
        :param client_version: Version of the E-HPC client. Unset: the latest. A change is made in place.
        :param max_count: Most compute nodes of the cluster. Must be from 0 to 5000. A change is made in place.
        :param max_core_count: Most vCPUs of all compute nodes together. Must be from 0 to 100000. A change is made in
            place.
        :param deletion_protection: Whether DeleteCluster and the console refuse to delete the cluster. E-HPC's default:
            False. A change is made in place.
        :param grow_interval: Minutes between two rounds of scaling out. Must be at least 0. E-HPC's default: 2. A
            change is made in place.
        :param idle_interval: Minutes for which a node is idle before it is released. Must be at least 0. E-HPC's
            default: 6. A change is made in place.
        :param enable_scale_out: Whether the cluster starts nodes by demand. A change is made in place.
        :param enable_scale_in: Whether the cluster releases idle nodes. A change is made in place.
        :param monitor_spec: Monitoring. A change is made in place.
        :param scheduler_spec: Switches of the scheduler. A change is made in place.
        :param cluster_custom_configuration: Post-install script. A change is made in place.
        :param resource_group_id: ID of the resource group. A change needs a new cluster: E-HPC has no call that changes
            it.
        :param manager: Scheduler, services and manager node. A change needs a new cluster: E-HPC has no call that
            changes it.
        :param additional_packages: Software that E-HPC installs. A list that is given is the whole list. Must have at
            most 10 packages. Items are added, changed and removed in place, told apart by their name.
        :param addons: Service components, such as a login node. A list that is given is the whole list. Must have at
            most 1 add-on. Items are added, changed and removed in place, told apart by their name.
        :param shared_storages: Shared file systems. A list that is given is the whole list. Items are added, changed
            and removed in place, told apart by their mount_directory.
        :param queues: Queues. A list that is given is the whole list. Must have at most 8 queues. Items are added,
            changed and removed in place, told apart by their queue_name.
        :param cluster_credentials: Login of the root user. Used only when the cluster is made: a later change has no
            effect, and the preview says so. No call of E-HPC tells it: a change made elsewhere is not seen.
        :param tags: Tags. Must have at most 20 tags. Must have 1 to 128 characters (as a key). Must not start with
            aliyun or acs: or hold a link (as a key). Must have at most 128 characters (as a value). Must not hold
            http:// or https:// (as a value). Used only when the cluster is made: a later change has no effect, and the
            preview says so. No call of E-HPC tells it: a change made elsewhere is not seen.
        """

    @staticmethod
    def get(
        resource_name: str, id: pulumi.Input[str], opts: pulumi.ResourceOptions | None = None
    ) -> EhpcCluster:
        """An existing cluster, read by its ID and neither changed nor deleted."""

    @property
    def region(self) -> pulumi.Output[str]:
        """Region ID, as cn-hangzhou. Unset: from the configuration."""

    @property
    def cluster_vpc_id(self) -> pulumi.Output[str]:
        """ID of the VPC, as vpc-bp1..."""

    @property
    def cluster_vswitch_id(self) -> pulumi.Output[str]:
        """ID of a vSwitch in that VPC, as vsw-bp1..."""

    @property
    def cluster_name(self) -> pulumi.Output[str]:
        """Name. Unset: the resource's name, a hyphen and seven hexadecimal digits."""

    @property
    def cluster_description(self) -> pulumi.Output[str | None]:
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
    def is_enterprise_security_group(self) -> pulumi.Output[bool | None]:
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
    def monitor_spec(self) -> pulumi.Output[MonitorSpecOutput]:
        """Monitoring."""

    @property
    def scheduler_spec(self) -> pulumi.Output[SchedulerSpecOutput]:
        """Switches of the scheduler."""

    @property
    def cluster_custom_configuration(self) -> pulumi.Output[CustomConfigurationOutput]:
        """Post-install script."""

    @property
    def resource_group_id(self) -> pulumi.Output[str]:
        """ID of the resource group."""

    @property
    def manager(self) -> pulumi.Output[ManagerOutput]:
        """Scheduler, services and manager node."""

    @property
    def additional_packages(self) -> pulumi.Output[list[AdditionalPackageOutput] | None]:
        """Software that E-HPC installs. A list that is given is the whole list."""

    @property
    def addons(self) -> pulumi.Output[list[AddonOutput] | None]:
        """Service components, such as a login node. A list that is given is the whole list."""

    @property
    def shared_storages(self) -> pulumi.Output[list[SharedStorageOutput] | None]:
        """Shared file systems. A list that is given is the whole list."""

    @property
    def queues(self) -> pulumi.Output[list[QueueOutput] | None]:
        """Queues. A list that is given is the whole list."""

    @property
    def cluster_credentials(self) -> pulumi.Output[ClusterCredentialsOutput | None]:
        """Login of the root user."""

    @property
    def tags(self) -> pulumi.Output[Mapping[str, str] | None]:
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
