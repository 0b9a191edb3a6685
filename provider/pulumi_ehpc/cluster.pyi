# Generated from the declarations in inputs/ by tools/stubs.py (make generate): do not edit.
import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, overload

from pulumi import Input, Output, ResourceOptions, dynamic
from typing_extensions import Never, Self

from ._core.program.typed import AllAndNoOther, Choice, LaterList, MYPY, NoSuchInput, NothingElse
from .inputs import AdditionalPackageOutput, AddonOutput, AnyAdditionalPackage, AnyAddon, AnyClusterCredentials, AnyCustomConfiguration, AnyEhpcClusterArgs, AnyManager, AnyMonitorSpec, AnyQueue, AnySchedulerSpec, AnySharedStorage, ClusterCredentialsOutput, CustomConfigurationOutput, LaterAdditionalPackage, LaterAddon, LaterClusterCredentials, LaterCustomConfiguration, LaterManager, LaterMonitorSpec, LaterQueue, LaterSchedulerSpec, LaterSharedStorage, ManagerOutput, MonitorSpecOutput, QueueOutput, SchedulerSpecOutput, SharedStorageOutput

class EhpcClusterProvider(dynamic.ResourceProvider):
    _config: Callable[[str], str | None]

class EhpcCluster(dynamic.Resource):
    """An Alibaba Cloud E-HPC cluster. Its arguments are those of `EhpcClusterArgs`; `id` is the cluster's ID.

    A small one with a login node and a queue that grows by demand:

    ```python
    import pulumi_ehpc as ehpc

    node = ehpc.Node(
        instance_type="ecs.c6.xlarge",
        image_id="centos_7_6_x64_20G_alibase_20211130.vhd",
        system_disk=ehpc.SystemDisk(category="cloud_essd", size=40),
    )
    nas = "0a1b2c-xyz.cn-hangzhou.nas.aliyuncs.com"
    cluster = ehpc.EhpcCluster(
        "render",
        cluster_vpc_id="vpc-bp1...",
        cluster_vswitch_id="vsw-bp1...",
        cluster_credentials=ehpc.ClusterCredentials(key_pair_name="my-key"),
        manager=ehpc.Manager(scheduler=ehpc.Scheduler(type="SLURM"), manager_node=node),
        shared_storages=[
            ehpc.SharedStorage(mount_directory=directory, file_system_id="0a1b2c", mount_target_domain=nas)
            for directory in ("/home", "/opt")
        ],
        addons=[
            ehpc.Addon(
                name="Login",
                version="1.0",
                services_spec=[
                    {
                        "ServiceName": "SSH",
                        "NetworkACL": [{"IpProtocol": "TCP", "Port": 22, "SourceCidrIp": "192.168.0.0/16"}],
                    },
                ],
                resources_spec={
                    "EipResource": {"AutoCreate": True},
                    "EcsResources": [{"InstanceType": "ecs.c7.xlarge", "EnableHT": True}],
                },
            )
        ],
        queues=[ehpc.Queue(queue_name="comp", compute_nodes=[node], min_count=0, max_count=20)],
    )
    ```"""

    if os.name == "mypy":  # It alone looks in here: see NothingElse. All others know that there is no such system.
        @overload
        def __init__(
            self,
            resource_name: str | NothingElse[Never],
            args: AnyEhpcClusterArgs | NothingElse[Never],
            opts: ResourceOptions | NothingElse[Never] | None = None,
        ) -> None: ...
        @overload
        def __init__(
            self,
            resource_name: str | NothingElse[Never],
            opts: ResourceOptions | NothingElse[Never] | None = None,
            *,
            region: Input[str | None] | NothingElse[Never] = None,
            cluster_vpc_id: Input[str] | NothingElse[Never],
            cluster_vswitch_id: Input[str] | NothingElse[Never],
            cluster_name: Input[str | None] | NothingElse[Never] = None,
            cluster_description: Input[str | None] | NothingElse[Never] = None,
            cluster_category: Choice[Literal["Standard", "Serverless"] | None, str | None] | NothingElse[Never] = None,
            cluster_mode: Choice[Literal["Integrated", "Hybrid", "Custom"] | None, str | None] | NothingElse[Never] = None,
            security_group_id: Input[str | None] | NothingElse[Never] = None,
            is_enterprise_security_group: Input[bool | None] | NothingElse[Never] = None,
            client_version: Input[str | None] | NothingElse[Never] = None,
            max_count: Input[int | None] | NothingElse[Never] = None,
            max_core_count: Input[int | None] | NothingElse[Never] = None,
            deletion_protection: Input[bool | None] | NothingElse[Never] = None,
            grow_interval: Input[int | None] | NothingElse[Never] = None,
            idle_interval: Input[int | None] | NothingElse[Never] = None,
            enable_scale_out: Input[bool | None] | NothingElse[Never] = None,
            enable_scale_in: Input[bool | None] | NothingElse[Never] = None,
            monitor_spec: Input[AnyMonitorSpec | None] | NothingElse[Never] = None,
            scheduler_spec: Input[AnySchedulerSpec | None] | NothingElse[Never] = None,
            cluster_custom_configuration: Input[AnyCustomConfiguration | None] | NothingElse[Never] = None,
            resource_group_id: Input[str | None] | NothingElse[Never] = None,
            manager: Input[AnyManager | None] | NothingElse[Never] = None,
            additional_packages: Input[Sequence[Input[AnyAdditionalPackage]] | None] | NothingElse[Never] = None,
            addons: Input[Sequence[Input[AnyAddon]] | None] | NothingElse[Never] = None,
            shared_storages: Input[Sequence[Input[AnySharedStorage]] | None] | NothingElse[Never] = None,
            queues: Input[Sequence[Input[AnyQueue]] | None] | NothingElse[Never] = None,
            cluster_credentials: Input[AnyClusterCredentials | None] | NothingElse[Never] = None,
            tags: Input[Mapping[str, Input[str]] | None] | NothingElse[Never] = None,
            **unknown: NoSuchInput[Never],
        ) -> None: ...
        @overload
        def __init__(self, resource_name: AllAndNoOther[Literal["resource_name", "cluster_vpc_id", "cluster_vswitch_id"]], *given: Any, **named: Any) -> None: ...
        @overload
        def __init__(self, *, cluster_vpc_id: AllAndNoOther[Literal["resource_name", "cluster_vpc_id", "cluster_vswitch_id"]], **named: Any) -> None: ...
    if not MYPY:
        @overload
        def __init__(
            self,
            resource_name: str,
            args: AnyEhpcClusterArgs,
            opts: ResourceOptions | None = None,
        ) -> None: ...
        @overload
        def __init__(
            self,
            resource_name: str,
            opts: ResourceOptions | None = None,
            *,
            region: Input[str | None] = None,
            cluster_vpc_id: Input[str],
            cluster_vswitch_id: Input[str],
            cluster_name: Input[str | None] = None,
            cluster_description: Input[str | None] = None,
            cluster_category: Choice[Literal["Standard", "Serverless"] | None, str | None] = None,
            cluster_mode: Choice[Literal["Integrated", "Hybrid", "Custom"] | None, str | None] = None,
            security_group_id: Input[str | None] = None,
            is_enterprise_security_group: Input[bool | None] = None,
            client_version: Input[str | None] = None,
            max_count: Input[int | None] = None,
            max_core_count: Input[int | None] = None,
            deletion_protection: Input[bool | None] = None,
            grow_interval: Input[int | None] = None,
            idle_interval: Input[int | None] = None,
            enable_scale_out: Input[bool | None] = None,
            enable_scale_in: Input[bool | None] = None,
            monitor_spec: Input[AnyMonitorSpec | None] = None,
            scheduler_spec: Input[AnySchedulerSpec | None] = None,
            cluster_custom_configuration: Input[AnyCustomConfiguration | None] = None,
            resource_group_id: Input[str | None] = None,
            manager: Input[AnyManager | None] = None,
            additional_packages: Input[Sequence[Input[AnyAdditionalPackage]] | None] = None,
            addons: Input[Sequence[Input[AnyAddon]] | None] = None,
            shared_storages: Input[Sequence[Input[AnySharedStorage]] | None] = None,
            queues: Input[Sequence[Input[AnyQueue]] | None] = None,
            cluster_credentials: Input[AnyClusterCredentials | None] = None,
            tags: Input[Mapping[str, Input[str]] | None] = None,
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

    @classmethod
    def get(cls, resource_name: str, id: Input[str], opts: ResourceOptions | None = None) -> Self:
        """An existing cluster, read by its ID and neither changed nor deleted."""

    @property
    def region(self) -> Output[str]:
        """Region ID, as cn-hangzhou. Unset: from the configuration."""

    @property
    def cluster_vpc_id(self) -> Output[str]:
        """ID of the VPC, as vpc-bp1..."""

    @property
    def cluster_vswitch_id(self) -> Output[str]:
        """ID of a vSwitch in that VPC, as vsw-bp1..."""

    @property
    def cluster_name(self) -> Output[str]:
        """Name. Unset: the resource's name, a hyphen and seven hexadecimal digits."""

    @property
    def cluster_description(self) -> Output[str | None]:
        """Description."""

    @property
    def cluster_category(self) -> Output[str]:
        """Standard (with a manager node of its own) or Serverless."""

    @property
    def cluster_mode(self) -> Output[str]:
        """Integrated (public cloud), Hybrid or Custom."""

    @property
    def security_group_id(self) -> Output[str]:
        """ID of a security group in the VPC. Unset: E-HPC makes one."""

    @property
    def is_enterprise_security_group(self) -> Output[bool | None]:
        """Whether the security group that E-HPC makes is an enterprise group."""

    @property
    def client_version(self) -> Output[str]:
        """Version of the E-HPC client. Unset: the latest."""

    @property
    def max_count(self) -> Output[int]:
        """Most compute nodes of the cluster."""

    @property
    def max_core_count(self) -> Output[int]:
        """Most vCPUs of all compute nodes together."""

    @property
    def deletion_protection(self) -> Output[bool]:
        """Whether DeleteCluster and the console refuse to delete the cluster."""

    @property
    def grow_interval(self) -> Output[int]:
        """Minutes between two rounds of scaling out."""

    @property
    def idle_interval(self) -> Output[int]:
        """Minutes for which a node is idle before it is released."""

    @property
    def enable_scale_out(self) -> Output[bool]:
        """Whether the cluster starts nodes by demand."""

    @property
    def enable_scale_in(self) -> Output[bool]:
        """Whether the cluster releases idle nodes."""

    @property
    def monitor_spec(self) -> LaterMonitorSpec[MonitorSpecOutput]:
        """Monitoring."""

    @property
    def scheduler_spec(self) -> LaterSchedulerSpec[SchedulerSpecOutput]:
        """Switches of the scheduler."""

    @property
    def cluster_custom_configuration(self) -> LaterCustomConfiguration[CustomConfigurationOutput]:
        """Post-install script."""

    @property
    def resource_group_id(self) -> Output[str]:
        """ID of the resource group."""

    @property
    def manager(self) -> LaterManager[ManagerOutput]:
        """Scheduler, services and manager node."""

    @property
    def additional_packages(self) -> LaterList[list[AdditionalPackageOutput] | None, LaterAdditionalPackage[AdditionalPackageOutput]]:
        """Software that E-HPC installs. A list that is given is the whole list."""

    @property
    def addons(self) -> LaterList[list[AddonOutput] | None, LaterAddon[AddonOutput]]:
        """Service components, such as a login node. A list that is given is the whole list."""

    @property
    def shared_storages(self) -> LaterList[list[SharedStorageOutput] | None, LaterSharedStorage[SharedStorageOutput]]:
        """Shared file systems. A list that is given is the whole list."""

    @property
    def queues(self) -> LaterList[list[QueueOutput] | None, LaterQueue[QueueOutput]]:
        """Queues. A list that is given is the whole list."""

    @property
    def cluster_credentials(self) -> LaterClusterCredentials[ClusterCredentialsOutput | None]:
        """Login of the root user."""

    @property
    def tags(self) -> Output[Mapping[str, str] | None]:
        """Tags."""

    @property
    def cluster_status(self) -> Output[str]:
        """State of the cluster, as running."""

    @property
    def create_time(self) -> Output[str]:
        """Time of creation, UTC."""

    @property
    def modify_time(self) -> Output[str]:
        """Time of the last change, UTC."""

    @property
    def ehpc_version(self) -> Output[str]:
        """Version of E-HPC."""

    @property
    def account_id(self) -> Output[str]:
        """ID of the Alibaba Cloud account that it is in. None where the keys may not tell it."""

    @property
    def manager_instance_id(self) -> Output[str | None]:
        """ID of the manager's ECS instance. None of a Serverless cluster."""

    @property
    def addon_ids(self) -> Output[Mapping[str, str]]:
        """IDs of the add-ons by their names."""

    @property
    def login(self) -> LaterAddon[AddonOutput | None]:
        """The Login add-on, with its public_ip, eip_id, instance_id and access_urls. None where addons have none."""

    @property
    def ssh_command(self) -> Output[str | None]:
        """How root logs in: ssh root@ and the login node's public address. None where it has none."""
