# Generated from the declarations in inputs/ by tools/stubs.py (make generate): do not edit.
from collections.abc import Mapping

from .._core.table.fields import Input, Json, Many, ManyNested, Nested, Output

class AdditionalPackage:
    """Software of E-HPC's catalogue, installed on the cluster (CreateCluster: AdditionalPackages[])."""

    name: Input[str]
    version: Input[str] | None
    def __init__(
        self,
        *,
        name: Input[str],
        version: Input[str] | None = None,
    ) -> None:
        """Software of E-HPC's catalogue, installed on the cluster (CreateCluster: AdditionalPackages[]).

        :param name: Name, as mpich; another name is another package. Must not be empty. A change needs a new additional
            package.
        :param version: Version, as 4.0.3. Unset: E-HPC chooses one. A change needs a new additional package: the old
            version is uninstalled, the new one installed.
        """

class Addon:
    """A service component of the cluster (CreateCluster: Addons[])."""

    name: Input[str]
    version: Input[str]
    services_spec: Json | None
    resources_spec: Json | None
    def __init__(
        self,
        *,
        name: Input[str],
        version: Input[str],
        services_spec: Json | None = None,
        resources_spec: Json | None = None,
    ) -> None:
        """A service component of the cluster (CreateCluster: Addons[]).

        :param name: Name, as Login; another name is another add-on. Must not be empty. A change needs a new addon.
        :param version: Version, as 1.0. Must not be empty. A change needs a new addon: E-HPC cannot change an add-on:
            it is removed and installed anew.
        :param services_spec: Services: a list of ServiceName, ServiceAccessType, ServiceAccessUrl, NetworkACL, or its
            JSON text. Must be a list or a dict, or JSON text of one. Should be a list, as in the documented example
            (else a warning). A change needs a new addon: E-HPC cannot change an add-on: it is removed and installed
            anew. No call of E-HPC tells it: a change made elsewhere is not seen.
        :param resources_spec: Resources: a dict of EipResource and EcsResources, or its JSON text. Must be a list or a
            dict, or JSON text of one. Should be a dict, as in the documented example (else a warning). A change needs a
            new addon: E-HPC cannot change an add-on: it is removed and installed anew. No call of E-HPC tells it: a
            change made elsewhere is not seen.
        """

class ClusterCredentials:
    """Login of the root user: a password or an ECS key pair. No call returns it or changes it later."""

    password: Input[str] | None
    key_pair_name: Input[str] | None
    def __init__(
        self,
        *,
        password: Input[str] | None = None,
        key_pair_name: Input[str] | None = None,
    ) -> None:
        """Login of the root user: a password or an ECS key pair. No call returns it or changes it later.

        :param password: Password of root. Must have 8 to 20 characters. Must mix at least three of upper-case letters,
            lower-case letters, digits and special characters. Must hold only letters, digits and the special characters
            ()~!@#$%^&*-=+{}[]:;'<>,.?/. Should hold no underscore, vertical bar or backtick (else a warning). No call
            of E-HPC tells it: a change made elsewhere is not seen.
        :param key_pair_name: Name of an existing ECS key pair. Must have 2 to 128 characters. Must start with a letter
            and go on with letters, digits, colons, hyphens and underscores. No call of E-HPC tells it: a change made
            elsewhere is not seen.
        """

class CustomConfiguration:
    """Post-install script of the cluster. Whether a change runs it again is not documented."""

    script: Input[str] | None
    args: Input[str] | None
    def __init__(
        self,
        *,
        script: Input[str] | None = None,
        args: Input[str] | None = None,
    ) -> None:
        """Post-install script of the cluster. Whether a change runs it again is not documented.

        :param script: URL that it is downloaded from.
        :param args: Arguments of the script, in one text.
        """

class DataDisk:
    """Data disk of a node."""

    category: Input[str] | None
    size: Input[int] | None
    level: Input[str] | None
    delete_with_instance: Input[bool] | None
    mount_dir: Input[str] | None
    device: Input[str] | None
    snapshot_id: Input[str] | None
    def __init__(
        self,
        *,
        category: Input[str] | None = None,
        size: Input[int] | None = None,
        level: Input[str] | None = None,
        delete_with_instance: Input[bool] | None = None,
        mount_dir: Input[str] | None = None,
        device: Input[str] | None = None,
        snapshot_id: Input[str] | None = None,
    ) -> None:
        """Data disk of a node.

        :param category: Disk category. Must be one of cloud_efficiency, cloud_ssd, cloud_essd, cloud, cloud_auto.
        :param size: Size in GiB. Must be at least 1.
        :param level: Performance level of a cloud_essd disk. Must be one of PL0, PL1, PL2, PL3. E-HPC's default: PL1.
        :param delete_with_instance: Whether the disk is released together with the node. E-HPC's default: True.
        :param mount_dir: Mount point of the disk on the node. Must be an absolute path, starting with /.
        :param device: Device path, as /dev/xvdb.
        :param snapshot_id: ID of the snapshot that the disk is made from.
        """

class DirectoryService:
    """Account directory of the cluster."""

    type: Input[str] | None
    version: Input[str] | None
    def __init__(
        self,
        *,
        type: Input[str] | None = None,
        version: Input[str] | None = None,
    ) -> None:
        """Account directory of the cluster.

        :param type: Kind of directory service. Should be NIS (else a warning).
        :param version: Version, as 1.0.
        """

class Dns:
    """Name service of the cluster."""

    type: Input[str] | None
    version: Input[str] | None
    def __init__(
        self,
        *,
        type: Input[str] | None = None,
        version: Input[str] | None = None,
    ) -> None:
        """Name service of the cluster.

        :param type: Kind of name service. Should be NIS (else a warning).
        :param version: Version, as 1.0.
        """

class EhpcClusterArgs:
    """An E-HPC cluster (CreateCluster) on existing VPC, vSwitch, security group and NAS resources."""

    region: Input[str] | None
    cluster_vpc_id: Input[str]
    cluster_vswitch_id: Input[str]
    cluster_name: Input[str] | None
    cluster_description: Input[str] | None
    cluster_category: Input[str] | None
    cluster_mode: Input[str] | None
    security_group_id: Input[str] | None
    is_enterprise_security_group: Input[bool] | None
    client_version: Input[str] | None
    max_count: Input[int] | None
    max_core_count: Input[int] | None
    deletion_protection: Input[bool] | None
    grow_interval: Input[int] | None
    idle_interval: Input[int] | None
    enable_scale_out: Input[bool] | None
    enable_scale_in: Input[bool] | None
    monitor_spec: Nested[MonitorSpec] | None
    scheduler_spec: Nested[SchedulerSpec] | None
    cluster_custom_configuration: Nested[CustomConfiguration] | None
    resource_group_id: Input[str] | None
    manager: Nested[Manager] | None
    additional_packages: ManyNested[AdditionalPackage] | None
    addons: ManyNested[Addon] | None
    shared_storages: ManyNested[SharedStorage] | None
    queues: ManyNested[Queue] | None
    cluster_credentials: Nested[ClusterCredentials] | None
    tags: Input[Mapping[str, Input[str]]] | None
    def __init__(
        self,
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

class Manager:
    """Management services of the cluster. E-HPC has no call that changes any of them later."""

    scheduler: Nested[Scheduler] | None
    dns: Nested[Dns] | None
    directory_service: Nested[DirectoryService] | None
    manager_node: Nested[Node] | None
    def __init__(
        self,
        *,
        scheduler: Nested[Scheduler] | None = None,
        dns: Nested[Dns] | None = None,
        directory_service: Nested[DirectoryService] | None = None,
        manager_node: Nested[Node] | None = None,
    ) -> None:
        """Management services of the cluster. E-HPC has no call that changes any of them later.

        :param scheduler: Job scheduler.
        :param dns: Name service.
        :param directory_service: Account directory.
        :param manager_node: Hardware of the manager node.
        """

class MonitorSpec:
    """Monitoring of the cluster."""

    enable_compute_load_monitor: Input[bool] | None
    def __init__(
        self,
        *,
        enable_compute_load_monitor: Input[bool] | None = None,
    ) -> None:
        """Monitoring of the cluster.

        :param enable_compute_load_monitor: Whether the monitoring agent runs on compute nodes.
        """

class Node:
    """Hardware and billing of a node."""

    instance_type: Input[str] | None
    image_id: Input[str] | None
    system_disk: Nested[SystemDisk] | None
    data_disks: ManyNested[DataDisk] | None
    enable_ht: Input[bool] | None
    instance_charge_type: Input[str] | None
    period: Input[int] | None
    period_unit: Input[str] | None
    auto_renew: Input[bool] | None
    auto_renew_period: Input[int] | None
    spot_strategy: Input[str] | None
    spot_price_limit: Input[float] | None
    duration: Input[int] | None
    def __init__(
        self,
        *,
        instance_type: Input[str] | None = None,
        image_id: Input[str] | None = None,
        system_disk: Nested[SystemDisk] | None = None,
        data_disks: ManyNested[DataDisk] | None = None,
        enable_ht: Input[bool] | None = None,
        instance_charge_type: Input[str] | None = None,
        period: Input[int] | None = None,
        period_unit: Input[str] | None = None,
        auto_renew: Input[bool] | None = None,
        auto_renew_period: Input[int] | None = None,
        spot_strategy: Input[str] | None = None,
        spot_price_limit: Input[float] | None = None,
        duration: Input[int] | None = None,
    ) -> None:
        """Hardware and billing of a node.

        :param instance_type: ECS instance type, as ecs.c7.xlarge.
        :param image_id: ID of an ECS image that E-HPC supports in the region.
        :param system_disk: System disk.
        :param data_disks: Data disks. Must have at most 16 disks.
        :param enable_ht: Whether hyper-threading is on.
        :param instance_charge_type: PostPaid (pay as you go) or PrePaid (subscription). Subscription nodes survive the
            cluster's deletion. Must be one of PostPaid, PrePaid. E-HPC's default: PostPaid.
        :param period: Length of a subscription, in period_unit.
        :param period_unit: Unit of period. Must be one of Week, Month. E-HPC's default: Month.
        :param auto_renew: Whether a subscription renews itself. E-HPC's default: False.
        :param auto_renew_period: Length of one automatic renewal, in period_unit. E-HPC's default: 1.
        :param spot_strategy: NoSpot, SpotWithPriceLimit (own price cap) or SpotAsPriceGo (market price). Must be one of
            NoSpot, SpotWithPriceLimit, SpotAsPriceGo. E-HPC's default: NoSpot.
        :param spot_price_limit: Highest price of a spot node, per hour. Must be at least 0. Must have at most 3
            decimals.
        :param duration: Hours for which a spot node is protected from release: 0 or 1. Must be one of 0, 1. E-HPC's
            default: 1.
        """

class Queue:
    """A group of compute nodes that scale together (CreateCluster: Queues[])."""

    queue_name: Input[str]
    compute_nodes: ManyNested[Node] | None
    min_count: Input[int] | None
    max_count: Input[int] | None
    initial_count: Input[int] | None
    max_count_per_cycle: Input[int] | None
    enable_scale_out: Input[bool] | None
    enable_scale_in: Input[bool] | None
    vswitch_ids: Many[str] | None
    inter_connect: Input[str] | None
    hostname_prefix: Input[str] | None
    hostname_suffix: Input[str] | None
    allocation_strategy: Input[str] | None
    ram_role: Input[str] | None
    keep_alive_nodes: Many[str] | None
    reserved_node_pool_id: Input[str] | None
    def __init__(
        self,
        *,
        queue_name: Input[str],
        compute_nodes: ManyNested[Node] | None = None,
        min_count: Input[int] | None = None,
        max_count: Input[int] | None = None,
        initial_count: Input[int] | None = None,
        max_count_per_cycle: Input[int] | None = None,
        enable_scale_out: Input[bool] | None = None,
        enable_scale_in: Input[bool] | None = None,
        vswitch_ids: Many[str] | None = None,
        inter_connect: Input[str] | None = None,
        hostname_prefix: Input[str] | None = None,
        hostname_suffix: Input[str] | None = None,
        allocation_strategy: Input[str] | None = None,
        ram_role: Input[str] | None = None,
        keep_alive_nodes: Many[str] | None = None,
        reserved_node_pool_id: Input[str] | None = None,
    ) -> None:
        """A group of compute nodes that scale together (CreateCluster: Queues[]).

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
        """

class Scheduler:
    """Job scheduler of the cluster."""

    type: Input[str] | None
    version: Input[str] | None
    def __init__(
        self,
        *,
        type: Input[str] | None = None,
        version: Input[str] | None = None,
    ) -> None:
        """Job scheduler of the cluster.

        :param type: Kind of scheduler. Must be one of SLURM, PBS, OPENGRIDSCHEDULER, LSF_PLUGIN, PBS_PLUGIN.
        :param version: Version, as 22.05.8.
        """

class SchedulerSpec:
    """Switches of the scheduler."""

    enable_topology_awareness: Input[bool] | None
    def __init__(
        self,
        *,
        enable_topology_awareness: Input[bool] | None = None,
    ) -> None:
        """Switches of the scheduler.

        :param enable_topology_awareness: Whether the scheduler considers where nodes are.
        """

class SharedStorage:
    """A directory of an existing NAS file system, mounted on every node (CreateCluster: SharedStorages[])."""

    mount_directory: Input[str]
    file_system_id: Input[str]
    mount_target_domain: Input[str]
    nas_directory: Input[str] | None
    mount_options: Input[str] | None
    protocol_type: Input[str] | None
    def __init__(
        self,
        *,
        mount_directory: Input[str],
        file_system_id: Input[str],
        mount_target_domain: Input[str],
        nas_directory: Input[str] | None = None,
        mount_options: Input[str] | None = None,
        protocol_type: Input[str] | None = None,
    ) -> None:
        """A directory of an existing NAS file system, mounted on every node (CreateCluster: SharedStorages[]).

        :param mount_directory: Mount point on the nodes, unique in the cluster, as /home. Must be an absolute path,
            starting with /. A change needs a new shared storage: a mount cannot be changed: it is detached and attached
            again.
        :param file_system_id: ID of an existing file system in the cluster's VPC. Must not be empty. Must be an ID
            alone, as the file system's .id, without an address. A change needs a new shared storage: a mount cannot be
            changed: it is detached and attached again.
        :param mount_target_domain: Address of the file system's mount target, as 0a1b2c-x.cn-hangzhou.nas.aliyuncs.com.
            Must not be empty. Must be the address alone: give the mount target's .mount_target_domain, one of this
            file_system_id; a directory goes to nas_directory. A change needs a new shared storage: a mount cannot be
            changed: it is detached and attached again.
        :param nas_directory: Directory of the file system that is mounted. A change needs a new shared storage: a mount
            cannot be changed: it is detached and attached again.
        :param mount_options: Mount options, as -t nfs -o vers=3,nolock,proto=tcp,noresvport. For a mount that is added
            later, only this text and -t nfs -o vers=4.0,noresvport are documented. A change needs a new shared storage:
            a mount cannot be changed: it is detached and attached again.
        :param protocol_type: NFS or SMB. Must be one of NFS, SMB. A change needs a new shared storage: a mount cannot
            be changed: it is detached and attached again.
        """

class SystemDisk:
    """System disk of a node."""

    category: Input[str] | None
    size: Input[int] | None
    level: Input[str] | None
    def __init__(
        self,
        *,
        category: Input[str] | None = None,
        size: Input[int] | None = None,
        level: Input[str] | None = None,
    ) -> None:
        """System disk of a node.

        :param category: Disk category. Must be one of cloud_efficiency, cloud_ssd, cloud_essd, cloud, cloud_auto.
        :param size: Size in GiB. Must be at least 1.
        :param level: Performance level of a cloud_essd disk. Must be one of PL0, PL1, PL2, PL3. E-HPC's default: PL1.
        """


class EhpcClusterOutputs:
    cluster_status: Output
    """State of the cluster, as running."""
    create_time: Output
    """Time of creation, UTC."""
    modify_time: Output
    """Time of the last change, UTC."""
    ehpc_version: Output
    """Version of E-HPC."""
