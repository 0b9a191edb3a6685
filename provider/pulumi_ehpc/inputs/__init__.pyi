# Generated from the declarations in inputs/ by tools/stubs.py (make generate): do not edit.
from collections.abc import Mapping, Sequence
from typing import Any, Literal, Protocol, TypeVar, type_check_only

from pulumi import Input, Output
from typing_extensions import NotRequired, TypeAlias, TypedDict

from .._core.program.typed import Choice, Foreign, Json, Later, LaterList, Own, Record, Several, Told, Untyped
from .._core.table.fields import Output as Row

T_co = TypeVar("T_co", covariant=True)

class AdditionalPackage(Own):
    """Software of E-HPC's catalogue, installed on the cluster (CreateCluster: AdditionalPackages[])."""

    name: Input[str]
    version: Input[str | None]
    def __init__(
        self,
        *,
        name: Input[str],
        version: Input[str | None] = None,
    ) -> None:
        """Software of E-HPC's catalogue, installed on the cluster (CreateCluster: AdditionalPackages[]).

        :param name: Name, as mpich; another name is another package. Must not be empty. A change needs a new additional
            package.
        :param version: Version, as 4.0.3. Unset: E-HPC chooses one. A change needs a new additional package: the old
            version is uninstalled, the new one installed.
        """

class AdditionalPackageDict(TypedDict):
    """Software of E-HPC's catalogue, installed on the cluster (CreateCluster: AdditionalPackages[])."""

    name: Input[str]
    """Name, as mpich; another name is another package."""
    version: NotRequired[Input[str | None]]
    """Version, as 4.0.3. Unset: E-HPC chooses one."""

@type_check_only
class AdditionalPackageOutput(Told):
    """Software of E-HPC's catalogue, installed on the cluster (CreateCluster: AdditionalPackages[])."""

    name: str
    """Name, as mpich; another name is another package."""
    version: str | None
    """Version, as 4.0.3. Unset: E-HPC chooses one."""

@type_check_only
class LaterAdditionalPackage(Later[T_co]):
    """Software of E-HPC's catalogue, installed on the cluster (CreateCluster: AdditionalPackages[])."""

    @property
    def name(self) -> Output[str]:
        """Name, as mpich; another name is another package."""

    @property
    def version(self) -> Output[str]:
        """Version, as 4.0.3. Unset: E-HPC chooses one."""

@type_check_only
class AdditionalPackageLike(Foreign, Protocol):
    """An args class of pulumi_alicloud's ehpc.ClusterV2: it has all of these names."""

    name: Any
    version: Any

AnyAdditionalPackage: TypeAlias = AdditionalPackage | AdditionalPackageDict | AdditionalPackageOutput | Record | AdditionalPackageLike | Untyped

class Addon(Own):
    """A service component of the cluster (CreateCluster: Addons[])."""

    name: Input[str]
    version: Input[str]
    services_spec: Json
    resources_spec: Json
    def __init__(
        self,
        *,
        name: Input[str],
        version: Input[str],
        services_spec: Json = None,
        resources_spec: Json = None,
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

class AddonDict(TypedDict):
    """A service component of the cluster (CreateCluster: Addons[])."""

    name: Input[str]
    """Name, as Login; another name is another add-on."""
    version: Input[str]
    """Version, as 1.0."""
    services_spec: NotRequired[Json]
    """Services: a list of ServiceName, ServiceAccessType, ServiceAccessUrl, NetworkACL, or its JSON text."""
    resources_spec: NotRequired[Json]
    """Resources: a dict of EipResource and EcsResources, or its JSON text."""

@type_check_only
class AddonOutput(Told):
    """A service component of the cluster (CreateCluster: Addons[])."""

    name: str
    """Name, as Login; another name is another add-on."""
    version: str
    """Version, as 1.0."""
    services_spec: str | None
    """Services: a list of ServiceName, ServiceAccessType, ServiceAccessUrl, NetworkACL, or its JSON text."""
    resources_spec: str | None
    """Resources: a dict of EipResource and EcsResources, or its JSON text."""
    addon_id: str | None
    """ID of the add-on."""
    instance_id: str | None
    """ID of its ECS instance."""
    eip_id: str | None
    """ID of its EIP (elastic IP address)."""
    public_ip: str | None
    """Its public IP address."""
    access_urls: Mapping[str, str] | None
    """Where its services are reached, by their names, as Web Portal."""

@type_check_only
class LaterAddon(Later[T_co]):
    """A service component of the cluster (CreateCluster: Addons[])."""

    @property
    def name(self) -> Output[str]:
        """Name, as Login; another name is another add-on."""

    @property
    def version(self) -> Output[str]:
        """Version, as 1.0."""

    @property
    def services_spec(self) -> Output[str]:
        """Services: a list of ServiceName, ServiceAccessType, ServiceAccessUrl, NetworkACL, or its JSON text."""

    @property
    def resources_spec(self) -> Output[str]:
        """Resources: a dict of EipResource and EcsResources, or its JSON text."""

    @property
    def addon_id(self) -> Output[str]:
        """ID of the add-on."""

    @property
    def instance_id(self) -> Output[str]:
        """ID of its ECS instance."""

    @property
    def eip_id(self) -> Output[str]:
        """ID of its EIP (elastic IP address)."""

    @property
    def public_ip(self) -> Output[str]:
        """Its public IP address."""

    @property
    def access_urls(self) -> Output[Mapping[str, str]]:
        """Where its services are reached, by their names, as Web Portal."""

@type_check_only
class AddonLike(Foreign, Protocol):
    """An args class of pulumi_alicloud's ehpc.ClusterV2: it has all of these names."""

    name: Any
    resources_spec: Any
    services_spec: Any
    version: Any

AnyAddon: TypeAlias = Addon | AddonDict | AddonOutput | Record | AddonLike | Untyped

class ClusterCredentials(Own):
    """Login of the root user: a password or an ECS key pair. No call returns it or changes it later."""

    password: Input[str | None]
    key_pair_name: Input[str | None]
    def __init__(
        self,
        *,
        password: Input[str | None] = None,
        key_pair_name: Input[str | None] = None,
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

class ClusterCredentialsDict(TypedDict):
    """Login of the root user: a password or an ECS key pair. No call returns it or changes it later."""

    password: NotRequired[Input[str | None]]
    """Password of root."""
    key_pair_name: NotRequired[Input[str | None]]
    """Name of an existing ECS key pair."""

@type_check_only
class ClusterCredentialsOutput(Told):
    """Login of the root user: a password or an ECS key pair. No call returns it or changes it later."""

    password: str | None
    """Password of root."""
    key_pair_name: str | None
    """Name of an existing ECS key pair."""

@type_check_only
class LaterClusterCredentials(Later[T_co]):
    """Login of the root user: a password or an ECS key pair. No call returns it or changes it later."""

    @property
    def password(self) -> Output[str]:
        """Password of root."""

    @property
    def key_pair_name(self) -> Output[str]:
        """Name of an existing ECS key pair."""

@type_check_only
class ClusterCredentialsLike(Foreign, Protocol):
    """An args class of pulumi_alicloud's ehpc.ClusterV2: it has all of these names."""

    key_pair_name: Any
    password: Any

AnyClusterCredentials: TypeAlias = ClusterCredentials | ClusterCredentialsDict | ClusterCredentialsOutput | Record | ClusterCredentialsLike | Untyped

class CustomConfiguration(Own):
    """Post-install script of the cluster. Whether a change runs it again is not documented."""

    script: Input[str | None]
    args: Input[str | None]
    def __init__(
        self,
        *,
        script: Input[str | None] = None,
        args: Input[str | None] = None,
    ) -> None:
        """Post-install script of the cluster. Whether a change runs it again is not documented.

        :param script: URL that it is downloaded from.
        :param args: Arguments of the script, in one text.
        """

class CustomConfigurationDict(TypedDict):
    """Post-install script of the cluster. Whether a change runs it again is not documented."""

    script: NotRequired[Input[str | None]]
    """URL that it is downloaded from."""
    args: NotRequired[Input[str | None]]
    """Arguments of the script, in one text."""

@type_check_only
class CustomConfigurationOutput(Told):
    """Post-install script of the cluster. Whether a change runs it again is not documented."""

    script: str | None
    """URL that it is downloaded from."""
    args: str | None
    """Arguments of the script, in one text."""

@type_check_only
class LaterCustomConfiguration(Later[T_co]):
    """Post-install script of the cluster. Whether a change runs it again is not documented."""

    @property
    def script(self) -> Output[str]:
        """URL that it is downloaded from."""

    @property
    def args(self) -> Output[str]:
        """Arguments of the script, in one text."""

@type_check_only
class CustomConfigurationLike(Foreign, Protocol):
    """An args class of pulumi_alicloud's ehpc.ClusterV2: it has all of these names."""

    args: Any
    script: Any

AnyCustomConfiguration: TypeAlias = CustomConfiguration | CustomConfigurationDict | CustomConfigurationOutput | Record | CustomConfigurationLike | Untyped

class DataDisk(Own):
    """Data disk of a node."""

    category: Choice[Literal["cloud_efficiency", "cloud_ssd", "cloud_essd", "cloud", "cloud_auto"] | None, str | None]
    size: Input[int | None]
    level: Choice[Literal["PL0", "PL1", "PL2", "PL3"] | None, str | None]
    delete_with_instance: Input[bool | None]
    mount_dir: Input[str | None]
    device: Input[str | None]
    snapshot_id: Input[str | None]
    def __init__(
        self,
        *,
        category: Choice[Literal["cloud_efficiency", "cloud_ssd", "cloud_essd", "cloud", "cloud_auto"] | None, str | None] = None,
        size: Input[int | None] = None,
        level: Choice[Literal["PL0", "PL1", "PL2", "PL3"] | None, str | None] = None,
        delete_with_instance: Input[bool | None] = None,
        mount_dir: Input[str | None] = None,
        device: Input[str | None] = None,
        snapshot_id: Input[str | None] = None,
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

class DataDiskDict(TypedDict):
    """Data disk of a node."""

    category: NotRequired[Choice[Literal["cloud_efficiency", "cloud_ssd", "cloud_essd", "cloud", "cloud_auto"] | None, str | None]]
    """Disk category."""
    size: NotRequired[Input[int | None]]
    """Size in GiB."""
    level: NotRequired[Choice[Literal["PL0", "PL1", "PL2", "PL3"] | None, str | None]]
    """Performance level of a cloud_essd disk."""
    delete_with_instance: NotRequired[Input[bool | None]]
    """Whether the disk is released together with the node."""
    mount_dir: NotRequired[Input[str | None]]
    """Mount point of the disk on the node."""
    device: NotRequired[Input[str | None]]
    """Device path, as /dev/xvdb."""
    snapshot_id: NotRequired[Input[str | None]]
    """ID of the snapshot that the disk is made from."""

@type_check_only
class DataDiskOutput(Told):
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
class LaterDataDisk(Later[T_co]):
    """Data disk of a node."""

    @property
    def category(self) -> Output[str]:
        """Disk category."""

    @property
    def size(self) -> Output[int]:
        """Size in GiB."""

    @property
    def level(self) -> Output[str]:
        """Performance level of a cloud_essd disk."""

    @property
    def delete_with_instance(self) -> Output[bool]:
        """Whether the disk is released together with the node."""

    @property
    def mount_dir(self) -> Output[str]:
        """Mount point of the disk on the node."""

    @property
    def device(self) -> Output[str]:
        """Device path, as /dev/xvdb."""

    @property
    def snapshot_id(self) -> Output[str]:
        """ID of the snapshot that the disk is made from."""

AnyDataDisk: TypeAlias = DataDisk | DataDiskDict | DataDiskOutput | Record | Untyped

class DirectoryService(Own):
    """Account directory of the cluster."""

    type: Input[str | None]
    version: Input[str | None]
    def __init__(
        self,
        *,
        type: Input[str | None] = None,
        version: Input[str | None] = None,
    ) -> None:
        """Account directory of the cluster.

        :param type: Kind of directory service. Should be NIS (else a warning).
        :param version: Version, as 1.0.
        """

class DirectoryServiceDict(TypedDict):
    """Account directory of the cluster."""

    type: NotRequired[Input[str | None]]
    """Kind of directory service."""
    version: NotRequired[Input[str | None]]
    """Version, as 1.0."""

@type_check_only
class DirectoryServiceOutput(Told):
    """Account directory of the cluster."""

    type: str | None
    """Kind of directory service."""
    version: str | None
    """Version, as 1.0."""

@type_check_only
class LaterDirectoryService(Later[T_co]):
    """Account directory of the cluster."""

    @property
    def type(self) -> Output[str]:
        """Kind of directory service."""

    @property
    def version(self) -> Output[str]:
        """Version, as 1.0."""

@type_check_only
class DirectoryServiceLike(Foreign, Protocol):
    """An args class of pulumi_alicloud's ehpc.ClusterV2: it has all of these names."""

    type: Any
    version: Any

AnyDirectoryService: TypeAlias = DirectoryService | DirectoryServiceDict | DirectoryServiceOutput | Record | DirectoryServiceLike | Untyped

class Dns(Own):
    """Name service of the cluster."""

    type: Input[str | None]
    version: Input[str | None]
    def __init__(
        self,
        *,
        type: Input[str | None] = None,
        version: Input[str | None] = None,
    ) -> None:
        """Name service of the cluster.

        :param type: Kind of name service. Should be NIS (else a warning).
        :param version: Version, as 1.0.
        """

class DnsDict(TypedDict):
    """Name service of the cluster."""

    type: NotRequired[Input[str | None]]
    """Kind of name service."""
    version: NotRequired[Input[str | None]]
    """Version, as 1.0."""

@type_check_only
class DnsOutput(Told):
    """Name service of the cluster."""

    type: str | None
    """Kind of name service."""
    version: str | None
    """Version, as 1.0."""

@type_check_only
class LaterDns(Later[T_co]):
    """Name service of the cluster."""

    @property
    def type(self) -> Output[str]:
        """Kind of name service."""

    @property
    def version(self) -> Output[str]:
        """Version, as 1.0."""

@type_check_only
class DnsLike(Foreign, Protocol):
    """An args class of pulumi_alicloud's ehpc.ClusterV2: it has all of these names."""

    type: Any
    version: Any

AnyDns: TypeAlias = Dns | DnsDict | DnsOutput | Record | DnsLike | Untyped

class EhpcClusterArgs(Own):
    """An E-HPC cluster (CreateCluster) on existing VPC, vSwitch, security group and NAS resources."""

    region: Input[str | None]
    cluster_vpc_id: Input[str]
    cluster_vswitch_id: Input[str]
    cluster_name: Input[str | None]
    cluster_description: Input[str | None]
    cluster_category: Choice[Literal["Standard", "Serverless"] | None, str | None]
    cluster_mode: Choice[Literal["Integrated", "Hybrid", "Custom"] | None, str | None]
    security_group_id: Input[str | None]
    is_enterprise_security_group: Input[bool | None]
    client_version: Input[str | None]
    max_count: Input[int | None]
    max_core_count: Input[int | None]
    deletion_protection: Input[bool | None]
    grow_interval: Input[int | None]
    idle_interval: Input[int | None]
    enable_scale_out: Input[bool | None]
    enable_scale_in: Input[bool | None]
    monitor_spec: Input[AnyMonitorSpec | None]
    scheduler_spec: Input[AnySchedulerSpec | None]
    cluster_custom_configuration: Input[AnyCustomConfiguration | None]
    resource_group_id: Input[str | None]
    manager: Input[AnyManager | None]
    additional_packages: Input[Sequence[Input[AnyAdditionalPackage]] | None]
    addons: Input[Sequence[Input[AnyAddon]] | None]
    shared_storages: Input[Sequence[Input[AnySharedStorage]] | None]
    queues: Input[Sequence[Input[AnyQueue]] | None]
    cluster_credentials: Input[AnyClusterCredentials | None]
    tags: Input[Mapping[str, Input[str]] | None]
    def __init__(
        self,
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

class EhpcClusterArgsDict(TypedDict):
    """An E-HPC cluster (CreateCluster) on existing VPC, vSwitch, security group and NAS resources."""

    region: NotRequired[Input[str | None]]
    """Region ID, as cn-hangzhou. Unset: from the configuration."""
    cluster_vpc_id: Input[str]
    """ID of the VPC, as vpc-bp1..."""
    cluster_vswitch_id: Input[str]
    """ID of a vSwitch in that VPC, as vsw-bp1..."""
    cluster_name: NotRequired[Input[str | None]]
    """Name. Unset: the resource's name, a hyphen and seven hexadecimal digits."""
    cluster_description: NotRequired[Input[str | None]]
    """Description."""
    cluster_category: NotRequired[Choice[Literal["Standard", "Serverless"] | None, str | None]]
    """Standard (with a manager node of its own) or Serverless."""
    cluster_mode: NotRequired[Choice[Literal["Integrated", "Hybrid", "Custom"] | None, str | None]]
    """Integrated (public cloud), Hybrid or Custom."""
    security_group_id: NotRequired[Input[str | None]]
    """ID of a security group in the VPC. Unset: E-HPC makes one."""
    is_enterprise_security_group: NotRequired[Input[bool | None]]
    """Whether the security group that E-HPC makes is an enterprise group."""
    client_version: NotRequired[Input[str | None]]
    """Version of the E-HPC client. Unset: the latest."""
    max_count: NotRequired[Input[int | None]]
    """Most compute nodes of the cluster."""
    max_core_count: NotRequired[Input[int | None]]
    """Most vCPUs of all compute nodes together."""
    deletion_protection: NotRequired[Input[bool | None]]
    """Whether DeleteCluster and the console refuse to delete the cluster."""
    grow_interval: NotRequired[Input[int | None]]
    """Minutes between two rounds of scaling out."""
    idle_interval: NotRequired[Input[int | None]]
    """Minutes for which a node is idle before it is released."""
    enable_scale_out: NotRequired[Input[bool | None]]
    """Whether the cluster starts nodes by demand."""
    enable_scale_in: NotRequired[Input[bool | None]]
    """Whether the cluster releases idle nodes."""
    monitor_spec: NotRequired[Input[AnyMonitorSpec | None]]
    """Monitoring."""
    scheduler_spec: NotRequired[Input[AnySchedulerSpec | None]]
    """Switches of the scheduler."""
    cluster_custom_configuration: NotRequired[Input[AnyCustomConfiguration | None]]
    """Post-install script."""
    resource_group_id: NotRequired[Input[str | None]]
    """ID of the resource group."""
    manager: NotRequired[Input[AnyManager | None]]
    """Scheduler, services and manager node."""
    additional_packages: NotRequired[Input[Sequence[Input[AnyAdditionalPackage]] | None]]
    """Software that E-HPC installs. A list that is given is the whole list."""
    addons: NotRequired[Input[Sequence[Input[AnyAddon]] | None]]
    """Service components, such as a login node. A list that is given is the whole list."""
    shared_storages: NotRequired[Input[Sequence[Input[AnySharedStorage]] | None]]
    """Shared file systems. A list that is given is the whole list."""
    queues: NotRequired[Input[Sequence[Input[AnyQueue]] | None]]
    """Queues. A list that is given is the whole list."""
    cluster_credentials: NotRequired[Input[AnyClusterCredentials | None]]
    """Login of the root user."""
    tags: NotRequired[Input[Mapping[str, Input[str]] | None]]
    """Tags."""

@type_check_only
class EhpcClusterArgsLike(Foreign, Protocol):
    """An args class of pulumi_alicloud's ehpc.ClusterV2: it has all of these names."""

    additional_packages: Any
    addons: Any
    client_version: Any
    cluster_category: Any
    cluster_credentials: Any
    cluster_custom_configuration: Any
    cluster_description: Any
    cluster_mode: Any
    cluster_name: Any
    cluster_vpc_id: Any
    cluster_vswitch_id: Any
    deletion_protection: Any
    enable_scale_in: Any
    enable_scale_out: Any
    grow_interval: Any
    idle_interval: Any
    is_enterprise_security_group: Any
    manager: Any
    max_core_count: Any
    max_count: Any
    monitor_spec: Any
    queues: Any
    resource_group_id: Any
    scheduler_spec: Any
    security_group_id: Any
    shared_storages: Any
    tags: Any

AnyEhpcClusterArgs: TypeAlias = EhpcClusterArgs | EhpcClusterArgsDict | Record | EhpcClusterArgsLike | Untyped

class EhpcQueueArgs(Own):
    """A queue of a cluster that leaves its own `queues` unset: a list that is given is the whole list, and that"""

    queue_name: Input[str]
    compute_nodes: Input[Sequence[Input[AnyNode]] | None]
    min_count: Input[int | None]
    max_count: Input[int | None]
    initial_count: Input[int | None]
    max_count_per_cycle: Input[int | None]
    enable_scale_out: Input[bool | None]
    enable_scale_in: Input[bool | None]
    vswitch_ids: Input[Several[Input[str]] | None]
    inter_connect: Input[str | None]
    hostname_prefix: Input[str | None]
    hostname_suffix: Input[str | None]
    allocation_strategy: Input[str | None]
    ram_role: Input[str | None]
    keep_alive_nodes: Input[Several[Input[str]] | None]
    reserved_node_pool_id: Input[str | None]
    delete_nodes: Input[bool | None]
    cluster_id: Input[str]
    region: Input[str | None]
    def __init__(
        self,
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

class EhpcQueueArgsDict(TypedDict):
    """A queue of a cluster that leaves its own `queues` unset: a list that is given is the whole list, and that"""

    queue_name: Input[str]
    """Name, unique in the cluster; another name is another queue."""
    compute_nodes: NotRequired[Input[Sequence[Input[AnyNode]] | None]]
    """Hardware that new nodes of the queue may have, in order of preference."""
    min_count: NotRequired[Input[int | None]]
    """Least nodes that scaling keeps."""
    max_count: NotRequired[Input[int | None]]
    """Most nodes that scaling may start."""
    initial_count: NotRequired[Input[int | None]]
    """Nodes made together with the queue."""
    max_count_per_cycle: NotRequired[Input[int | None]]
    """Nodes that one round of scaling may start."""
    enable_scale_out: NotRequired[Input[bool | None]]
    """Whether nodes are started by demand."""
    enable_scale_in: NotRequired[Input[bool | None]]
    """Whether idle nodes are released."""
    vswitch_ids: NotRequired[Input[Several[Input[str]] | None]]
    """vSwitches for new nodes, tried in this order."""
    inter_connect: NotRequired[Input[str | None]]
    """Network between the nodes."""
    hostname_prefix: NotRequired[Input[str | None]]
    """Beginning of the nodes' host names; at most 8 characters on Windows."""
    hostname_suffix: NotRequired[Input[str | None]]
    """End of the nodes' host names."""
    allocation_strategy: NotRequired[Input[str | None]]
    """How an instance type is chosen for a new node."""
    ram_role: NotRequired[Input[str | None]]
    """RAM role of the compute nodes."""
    keep_alive_nodes: NotRequired[Input[Several[Input[str]] | None]]
    """Host names of nodes that are never released."""
    reserved_node_pool_id: NotRequired[Input[str | None]]
    """ID of a reserved node pool that nodes are taken from."""
    delete_nodes: NotRequired[Input[bool | None]]
    """Whether a removal of the queue deletes its nodes first; jobs on them end. E-HPC removes only an empty queue, so without it a queue with nodes stays, and the error says what to do. It counts from the `up` before."""
    cluster_id: Input[str]
    """ID of the cluster, as cluster.id."""
    region: NotRequired[Input[str | None]]
    """Region ID of that cluster, as cluster.region. Unset: from the configuration."""

AnyEhpcQueueArgs: TypeAlias = EhpcQueueArgs | EhpcQueueArgsDict | Record | Untyped

class EhpcUserArgs(Own):
    """A user of a cluster, who logs in and submits jobs. Whether a password or a public key counts is decided by the"""

    cluster_id: Input[str]
    region: Input[str | None]
    user_name: Input[str]
    group: Choice[Literal["users", "wheel"] | None, str | None]
    password: Input[str | None]
    auth_key: Input[str | None]
    def __init__(
        self,
        *,
        cluster_id: Input[str],
        region: Input[str | None] = None,
        user_name: Input[str],
        group: Choice[Literal["users", "wheel"] | None, str | None] = None,
        password: Input[str | None] = None,
        auth_key: Input[str | None] = None,
    ) -> None:
        """A user of a cluster, who logs in and submits jobs. Whether a password or a public key counts is decided by the

        :param cluster_id: ID of the cluster, as cluster.id. Must not be empty. A change needs a new user: a user stays
            in its cluster.
        :param region: Region ID of that cluster, as cluster.region. Unset: from the configuration. A change needs a new
            user: a user stays in its cluster.
        :param user_name: Name, unique in the cluster; another name is another user. Must have 1 to 30 characters. Must
            start with a letter and go on with letters, digits and dots. A change needs a new user.
        :param group: users, who submit and debug jobs, or wheel, who may use sudo as well. Must be one of users, wheel.
            E-HPC's default: users. A change is made in place.
        :param password: Password, where the cluster's own credentials are a password. Must have 8 to 30 characters.
            Must mix at least three of upper-case letters, lower-case letters, digits and special characters. A change
            is made in place. No call of E-HPC tells it: a change made elsewhere is not seen.
        :param auth_key: Public key, as ssh-ed25519 AAAA..., where the cluster's own credentials are a key pair. Must
            not be empty. A change needs a new user: E-HPC has no call that changes it. No call of E-HPC tells it: a
            change made elsewhere is not seen.
        """

class EhpcUserArgsDict(TypedDict):
    """A user of a cluster, who logs in and submits jobs. Whether a password or a public key counts is decided by the"""

    cluster_id: Input[str]
    """ID of the cluster, as cluster.id."""
    region: NotRequired[Input[str | None]]
    """Region ID of that cluster, as cluster.region. Unset: from the configuration."""
    user_name: Input[str]
    """Name, unique in the cluster; another name is another user."""
    group: NotRequired[Choice[Literal["users", "wheel"] | None, str | None]]
    """users, who submit and debug jobs, or wheel, who may use sudo as well."""
    password: NotRequired[Input[str | None]]
    """Password, where the cluster's own credentials are a password."""
    auth_key: NotRequired[Input[str | None]]
    """Public key, as ssh-ed25519 AAAA..., where the cluster's own credentials are a key pair."""

AnyEhpcUserArgs: TypeAlias = EhpcUserArgs | EhpcUserArgsDict | Record | Untyped

class Manager(Own):
    """Management services of the cluster. E-HPC has no call that changes any of them later."""

    scheduler: Input[AnyScheduler | None]
    dns: Input[AnyDns | None]
    directory_service: Input[AnyDirectoryService | None]
    manager_node: Input[AnyNode | None]
    def __init__(
        self,
        *,
        scheduler: Input[AnyScheduler | None] = None,
        dns: Input[AnyDns | None] = None,
        directory_service: Input[AnyDirectoryService | None] = None,
        manager_node: Input[AnyNode | None] = None,
    ) -> None:
        """Management services of the cluster. E-HPC has no call that changes any of them later.

        :param scheduler: Job scheduler.
        :param dns: Name service.
        :param directory_service: Account directory.
        :param manager_node: Hardware of the manager node.
        """

class ManagerDict(TypedDict):
    """Management services of the cluster. E-HPC has no call that changes any of them later."""

    scheduler: NotRequired[Input[AnyScheduler | None]]
    """Job scheduler."""
    dns: NotRequired[Input[AnyDns | None]]
    """Name service."""
    directory_service: NotRequired[Input[AnyDirectoryService | None]]
    """Account directory."""
    manager_node: NotRequired[Input[AnyNode | None]]
    """Hardware of the manager node."""

@type_check_only
class ManagerOutput(Told):
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
class LaterManager(Later[T_co]):
    """Management services of the cluster. E-HPC has no call that changes any of them later."""

    @property
    def scheduler(self) -> LaterScheduler[SchedulerOutput]:
        """Job scheduler."""

    @property
    def dns(self) -> LaterDns[DnsOutput]:
        """Name service."""

    @property
    def directory_service(self) -> LaterDirectoryService[DirectoryServiceOutput]:
        """Account directory."""

    @property
    def manager_node(self) -> LaterNode[NodeOutput]:
        """Hardware of the manager node."""

@type_check_only
class ManagerLike(Foreign, Protocol):
    """An args class of pulumi_alicloud's ehpc.ClusterV2: it has all of these names."""

    directory_service: Any
    dns: Any
    manager_node: Any
    scheduler: Any

AnyManager: TypeAlias = Manager | ManagerDict | ManagerOutput | Record | ManagerLike | Untyped

class MonitorSpec(Own):
    """Monitoring of the cluster."""

    enable_compute_load_monitor: Input[bool | None]
    def __init__(
        self,
        *,
        enable_compute_load_monitor: Input[bool | None] = None,
    ) -> None:
        """Monitoring of the cluster.

        :param enable_compute_load_monitor: Whether the monitoring agent runs on compute nodes.
        """

class MonitorSpecDict(TypedDict):
    """Monitoring of the cluster."""

    enable_compute_load_monitor: NotRequired[Input[bool | None]]
    """Whether the monitoring agent runs on compute nodes."""

@type_check_only
class MonitorSpecOutput(Told):
    """Monitoring of the cluster."""

    enable_compute_load_monitor: bool | None
    """Whether the monitoring agent runs on compute nodes."""

@type_check_only
class LaterMonitorSpec(Later[T_co]):
    """Monitoring of the cluster."""

    @property
    def enable_compute_load_monitor(self) -> Output[bool]:
        """Whether the monitoring agent runs on compute nodes."""

@type_check_only
class MonitorSpecLike(Foreign, Protocol):
    """An args class of pulumi_alicloud's ehpc.ClusterV2: it has all of these names."""

    enable_compute_load_monitor: Any

AnyMonitorSpec: TypeAlias = MonitorSpec | MonitorSpecDict | MonitorSpecOutput | Record | MonitorSpecLike | Untyped

class Node(Own):
    """Hardware and billing of a node."""

    instance_type: Input[str | None]
    image_id: Input[str | None]
    system_disk: Input[AnySystemDisk | None]
    data_disks: Input[Sequence[Input[AnyDataDisk]] | None]
    enable_ht: Input[bool | None]
    instance_charge_type: Choice[Literal["PostPaid", "PrePaid"] | None, str | None]
    period: Input[int | None]
    period_unit: Choice[Literal["Week", "Month"] | None, str | None]
    auto_renew: Input[bool | None]
    auto_renew_period: Input[int | None]
    spot_strategy: Choice[Literal["NoSpot", "SpotWithPriceLimit", "SpotAsPriceGo"] | None, str | None]
    spot_price_limit: Input[float | None]
    duration: Choice[Literal[0, 1] | None, int | None]
    def __init__(
        self,
        *,
        instance_type: Input[str | None] = None,
        image_id: Input[str | None] = None,
        system_disk: Input[AnySystemDisk | None] = None,
        data_disks: Input[Sequence[Input[AnyDataDisk]] | None] = None,
        enable_ht: Input[bool | None] = None,
        instance_charge_type: Choice[Literal["PostPaid", "PrePaid"] | None, str | None] = None,
        period: Input[int | None] = None,
        period_unit: Choice[Literal["Week", "Month"] | None, str | None] = None,
        auto_renew: Input[bool | None] = None,
        auto_renew_period: Input[int | None] = None,
        spot_strategy: Choice[Literal["NoSpot", "SpotWithPriceLimit", "SpotAsPriceGo"] | None, str | None] = None,
        spot_price_limit: Input[float | None] = None,
        duration: Choice[Literal[0, 1] | None, int | None] = None,
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

class NodeDict(TypedDict):
    """Hardware and billing of a node."""

    instance_type: NotRequired[Input[str | None]]
    """ECS instance type, as ecs.c7.xlarge."""
    image_id: NotRequired[Input[str | None]]
    """ID of an ECS image that E-HPC supports in the region."""
    system_disk: NotRequired[Input[AnySystemDisk | None]]
    """System disk."""
    data_disks: NotRequired[Input[Sequence[Input[AnyDataDisk]] | None]]
    """Data disks."""
    enable_ht: NotRequired[Input[bool | None]]
    """Whether hyper-threading is on."""
    instance_charge_type: NotRequired[Choice[Literal["PostPaid", "PrePaid"] | None, str | None]]
    """PostPaid (pay as you go) or PrePaid (subscription). Subscription nodes survive the cluster's deletion."""
    period: NotRequired[Input[int | None]]
    """Length of a subscription, in period_unit."""
    period_unit: NotRequired[Choice[Literal["Week", "Month"] | None, str | None]]
    """Unit of period."""
    auto_renew: NotRequired[Input[bool | None]]
    """Whether a subscription renews itself."""
    auto_renew_period: NotRequired[Input[int | None]]
    """Length of one automatic renewal, in period_unit."""
    spot_strategy: NotRequired[Choice[Literal["NoSpot", "SpotWithPriceLimit", "SpotAsPriceGo"] | None, str | None]]
    """NoSpot, SpotWithPriceLimit (own price cap) or SpotAsPriceGo (market price)."""
    spot_price_limit: NotRequired[Input[float | None]]
    """Highest price of a spot node, per hour."""
    duration: NotRequired[Choice[Literal[0, 1] | None, int | None]]
    """Hours for which a spot node is protected from release: 0 or 1."""

@type_check_only
class NodeOutput(Told):
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
class LaterNode(Later[T_co]):
    """Hardware and billing of a node."""

    @property
    def instance_type(self) -> Output[str]:
        """ECS instance type, as ecs.c7.xlarge."""

    @property
    def image_id(self) -> Output[str]:
        """ID of an ECS image that E-HPC supports in the region."""

    @property
    def system_disk(self) -> LaterSystemDisk[SystemDiskOutput]:
        """System disk."""

    @property
    def data_disks(self) -> LaterList[list[DataDiskOutput], LaterDataDisk[DataDiskOutput]]:
        """Data disks."""

    @property
    def enable_ht(self) -> Output[bool]:
        """Whether hyper-threading is on."""

    @property
    def instance_charge_type(self) -> Output[str]:
        """PostPaid (pay as you go) or PrePaid (subscription). Subscription nodes survive the cluster's deletion."""

    @property
    def period(self) -> Output[int]:
        """Length of a subscription, in period_unit."""

    @property
    def period_unit(self) -> Output[str]:
        """Unit of period."""

    @property
    def auto_renew(self) -> Output[bool]:
        """Whether a subscription renews itself."""

    @property
    def auto_renew_period(self) -> Output[int]:
        """Length of one automatic renewal, in period_unit."""

    @property
    def spot_strategy(self) -> Output[str]:
        """NoSpot, SpotWithPriceLimit (own price cap) or SpotAsPriceGo (market price)."""

    @property
    def spot_price_limit(self) -> Output[float]:
        """Highest price of a spot node, per hour."""

    @property
    def duration(self) -> Output[int]:
        """Hours for which a spot node is protected from release: 0 or 1."""

    @property
    def instance_id(self) -> Output[str]:
        """ID of the ECS instance."""

    @property
    def expired_time(self) -> Output[str]:
        """End of the subscription, UTC."""

@type_check_only
class NodeLike(Foreign, Protocol):
    """An args class of pulumi_alicloud's ehpc.ClusterV2: it has all of these names."""

    auto_renew: Any
    auto_renew_period: Any
    duration: Any
    enable_ht: Any
    expired_time: Any
    image_id: Any
    instance_charge_type: Any
    instance_id: Any
    instance_type: Any
    period: Any
    period_unit: Any
    spot_price_limit: Any
    spot_strategy: Any
    system_disk: Any

AnyNode: TypeAlias = Node | NodeDict | NodeOutput | Record | NodeLike | Untyped

class Queue(Own):
    """A group of compute nodes that scale together (CreateCluster: Queues[])."""

    queue_name: Input[str]
    compute_nodes: Input[Sequence[Input[AnyNode]] | None]
    min_count: Input[int | None]
    max_count: Input[int | None]
    initial_count: Input[int | None]
    max_count_per_cycle: Input[int | None]
    enable_scale_out: Input[bool | None]
    enable_scale_in: Input[bool | None]
    vswitch_ids: Input[Several[Input[str]] | None]
    inter_connect: Input[str | None]
    hostname_prefix: Input[str | None]
    hostname_suffix: Input[str | None]
    allocation_strategy: Input[str | None]
    ram_role: Input[str | None]
    keep_alive_nodes: Input[Several[Input[str]] | None]
    reserved_node_pool_id: Input[str | None]
    delete_nodes: Input[bool | None]
    def __init__(
        self,
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
        :param delete_nodes: Whether a removal of the queue deletes its nodes first; jobs on them end. E-HPC removes
            only an empty queue, so without it a queue with nodes stays, and the error says what to do. It counts from
            the `up` before. E-HPC's default: False. A change is made in place.
        """

class QueueDict(TypedDict):
    """A group of compute nodes that scale together (CreateCluster: Queues[])."""

    queue_name: Input[str]
    """Name, unique in the cluster; another name is another queue."""
    compute_nodes: NotRequired[Input[Sequence[Input[AnyNode]] | None]]
    """Hardware that new nodes of the queue may have, in order of preference."""
    min_count: NotRequired[Input[int | None]]
    """Least nodes that scaling keeps."""
    max_count: NotRequired[Input[int | None]]
    """Most nodes that scaling may start."""
    initial_count: NotRequired[Input[int | None]]
    """Nodes made together with the queue."""
    max_count_per_cycle: NotRequired[Input[int | None]]
    """Nodes that one round of scaling may start."""
    enable_scale_out: NotRequired[Input[bool | None]]
    """Whether nodes are started by demand."""
    enable_scale_in: NotRequired[Input[bool | None]]
    """Whether idle nodes are released."""
    vswitch_ids: NotRequired[Input[Several[Input[str]] | None]]
    """vSwitches for new nodes, tried in this order."""
    inter_connect: NotRequired[Input[str | None]]
    """Network between the nodes."""
    hostname_prefix: NotRequired[Input[str | None]]
    """Beginning of the nodes' host names; at most 8 characters on Windows."""
    hostname_suffix: NotRequired[Input[str | None]]
    """End of the nodes' host names."""
    allocation_strategy: NotRequired[Input[str | None]]
    """How an instance type is chosen for a new node."""
    ram_role: NotRequired[Input[str | None]]
    """RAM role of the compute nodes."""
    keep_alive_nodes: NotRequired[Input[Several[Input[str]] | None]]
    """Host names of nodes that are never released."""
    reserved_node_pool_id: NotRequired[Input[str | None]]
    """ID of a reserved node pool that nodes are taken from."""
    delete_nodes: NotRequired[Input[bool | None]]
    """Whether a removal of the queue deletes its nodes first; jobs on them end. E-HPC removes only an empty queue, so without it a queue with nodes stays, and the error says what to do. It counts from the `up` before."""

@type_check_only
class QueueOutput(Told):
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
    delete_nodes: bool | None
    """Whether a removal of the queue deletes its nodes first; jobs on them end. E-HPC removes only an empty queue, so without it a queue with nodes stays, and the error says what to do. It counts from the `up` before."""

@type_check_only
class LaterQueue(Later[T_co]):
    """A group of compute nodes that scale together (CreateCluster: Queues[])."""

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
    def delete_nodes(self) -> Output[bool]:
        """Whether a removal of the queue deletes its nodes first; jobs on them end. E-HPC removes only an empty queue, so without it a queue with nodes stays, and the error says what to do. It counts from the `up` before."""

@type_check_only
class QueueLike(Foreign, Protocol):
    """An args class of pulumi_alicloud's ehpc.ClusterV2: it has all of these names."""

    allocation_strategy: Any
    compute_nodes: Any
    enable_scale_in: Any
    enable_scale_out: Any
    hostname_prefix: Any
    hostname_suffix: Any
    initial_count: Any
    inter_connect: Any
    keep_alive_nodes: Any
    max_count: Any
    max_count_per_cycle: Any
    min_count: Any
    queue_name: Any
    ram_role: Any
    reserved_node_pool_id: Any
    vswitch_ids: Any

AnyQueue: TypeAlias = Queue | QueueDict | QueueOutput | Record | QueueLike | Untyped

class Scheduler(Own):
    """Job scheduler of the cluster."""

    type: Choice[Literal["SLURM", "PBS", "OPENGRIDSCHEDULER", "LSF_PLUGIN", "PBS_PLUGIN"] | None, str | None]
    version: Input[str | None]
    def __init__(
        self,
        *,
        type: Choice[Literal["SLURM", "PBS", "OPENGRIDSCHEDULER", "LSF_PLUGIN", "PBS_PLUGIN"] | None, str | None] = None,
        version: Input[str | None] = None,
    ) -> None:
        """Job scheduler of the cluster.

        :param type: Kind of scheduler. Must be one of SLURM, PBS, OPENGRIDSCHEDULER, LSF_PLUGIN, PBS_PLUGIN.
        :param version: Version, as 22.05.8.
        """

class SchedulerDict(TypedDict):
    """Job scheduler of the cluster."""

    type: NotRequired[Choice[Literal["SLURM", "PBS", "OPENGRIDSCHEDULER", "LSF_PLUGIN", "PBS_PLUGIN"] | None, str | None]]
    """Kind of scheduler."""
    version: NotRequired[Input[str | None]]
    """Version, as 22.05.8."""

@type_check_only
class SchedulerOutput(Told):
    """Job scheduler of the cluster."""

    type: str | None
    """Kind of scheduler."""
    version: str | None
    """Version, as 22.05.8."""

@type_check_only
class LaterScheduler(Later[T_co]):
    """Job scheduler of the cluster."""

    @property
    def type(self) -> Output[str]:
        """Kind of scheduler."""

    @property
    def version(self) -> Output[str]:
        """Version, as 22.05.8."""

@type_check_only
class SchedulerLike(Foreign, Protocol):
    """An args class of pulumi_alicloud's ehpc.ClusterV2: it has all of these names."""

    type: Any
    version: Any

AnyScheduler: TypeAlias = Scheduler | SchedulerDict | SchedulerOutput | Record | SchedulerLike | Untyped

class SchedulerSpec(Own):
    """Switches of the scheduler."""

    enable_topology_awareness: Input[bool | None]
    def __init__(
        self,
        *,
        enable_topology_awareness: Input[bool | None] = None,
    ) -> None:
        """Switches of the scheduler.

        :param enable_topology_awareness: Whether the scheduler considers where nodes are.
        """

class SchedulerSpecDict(TypedDict):
    """Switches of the scheduler."""

    enable_topology_awareness: NotRequired[Input[bool | None]]
    """Whether the scheduler considers where nodes are."""

@type_check_only
class SchedulerSpecOutput(Told):
    """Switches of the scheduler."""

    enable_topology_awareness: bool | None
    """Whether the scheduler considers where nodes are."""

@type_check_only
class LaterSchedulerSpec(Later[T_co]):
    """Switches of the scheduler."""

    @property
    def enable_topology_awareness(self) -> Output[bool]:
        """Whether the scheduler considers where nodes are."""

@type_check_only
class SchedulerSpecLike(Foreign, Protocol):
    """An args class of pulumi_alicloud's ehpc.ClusterV2: it has all of these names."""

    enable_topology_awareness: Any

AnySchedulerSpec: TypeAlias = SchedulerSpec | SchedulerSpecDict | SchedulerSpecOutput | Record | SchedulerSpecLike | Untyped

class SharedStorage(Own):
    """A directory of an existing NAS file system, mounted on every node (CreateCluster: SharedStorages[])."""

    mount_directory: Input[str]
    file_system_id: Input[str]
    mount_target_domain: Input[str]
    nas_directory: Input[str | None]
    mount_options: Input[str | None]
    protocol_type: Choice[Literal["NFS", "SMB"] | None, str | None]
    def __init__(
        self,
        *,
        mount_directory: Input[str],
        file_system_id: Input[str],
        mount_target_domain: Input[str],
        nas_directory: Input[str | None] = None,
        mount_options: Input[str | None] = None,
        protocol_type: Choice[Literal["NFS", "SMB"] | None, str | None] = None,
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

class SharedStorageDict(TypedDict):
    """A directory of an existing NAS file system, mounted on every node (CreateCluster: SharedStorages[])."""

    mount_directory: Input[str]
    """Mount point on the nodes, unique in the cluster, as /home."""
    file_system_id: Input[str]
    """ID of an existing file system in the cluster's VPC."""
    mount_target_domain: Input[str]
    """Address of the file system's mount target, as 0a1b2c-x.cn-hangzhou.nas.aliyuncs.com."""
    nas_directory: NotRequired[Input[str | None]]
    """Directory of the file system that is mounted."""
    mount_options: NotRequired[Input[str | None]]
    """Mount options, as -t nfs -o vers=3,nolock,proto=tcp,noresvport. For a mount that is added later, only this text and -t nfs -o vers=4.0,noresvport are documented."""
    protocol_type: NotRequired[Choice[Literal["NFS", "SMB"] | None, str | None]]
    """NFS or SMB."""

@type_check_only
class SharedStorageOutput(Told):
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
class LaterSharedStorage(Later[T_co]):
    """A directory of an existing NAS file system, mounted on every node (CreateCluster: SharedStorages[])."""

    @property
    def mount_directory(self) -> Output[str]:
        """Mount point on the nodes, unique in the cluster, as /home."""

    @property
    def file_system_id(self) -> Output[str]:
        """ID of an existing file system in the cluster's VPC."""

    @property
    def mount_target_domain(self) -> Output[str]:
        """Address of the file system's mount target, as 0a1b2c-x.cn-hangzhou.nas.aliyuncs.com."""

    @property
    def nas_directory(self) -> Output[str]:
        """Directory of the file system that is mounted."""

    @property
    def mount_options(self) -> Output[str]:
        """Mount options, as -t nfs -o vers=3,nolock,proto=tcp,noresvport. For a mount that is added later, only this text and -t nfs -o vers=4.0,noresvport are documented."""

    @property
    def protocol_type(self) -> Output[str]:
        """NFS or SMB."""

@type_check_only
class SharedStorageLike(Foreign, Protocol):
    """An args class of pulumi_alicloud's ehpc.ClusterV2: it has all of these names."""

    file_system_id: Any
    mount_directory: Any
    mount_options: Any
    mount_target_domain: Any
    nas_directory: Any
    protocol_type: Any

AnySharedStorage: TypeAlias = SharedStorage | SharedStorageDict | SharedStorageOutput | Record | SharedStorageLike | Untyped

class SystemDisk(Own):
    """System disk of a node."""

    category: Choice[Literal["cloud_efficiency", "cloud_ssd", "cloud_essd", "cloud", "cloud_auto"] | None, str | None]
    size: Input[int | None]
    level: Choice[Literal["PL0", "PL1", "PL2", "PL3"] | None, str | None]
    def __init__(
        self,
        *,
        category: Choice[Literal["cloud_efficiency", "cloud_ssd", "cloud_essd", "cloud", "cloud_auto"] | None, str | None] = None,
        size: Input[int | None] = None,
        level: Choice[Literal["PL0", "PL1", "PL2", "PL3"] | None, str | None] = None,
    ) -> None:
        """System disk of a node.

        :param category: Disk category. Must be one of cloud_efficiency, cloud_ssd, cloud_essd, cloud, cloud_auto.
        :param size: Size in GiB. Must be at least 1.
        :param level: Performance level of a cloud_essd disk. Must be one of PL0, PL1, PL2, PL3. E-HPC's default: PL1.
        """

class SystemDiskDict(TypedDict):
    """System disk of a node."""

    category: NotRequired[Choice[Literal["cloud_efficiency", "cloud_ssd", "cloud_essd", "cloud", "cloud_auto"] | None, str | None]]
    """Disk category."""
    size: NotRequired[Input[int | None]]
    """Size in GiB."""
    level: NotRequired[Choice[Literal["PL0", "PL1", "PL2", "PL3"] | None, str | None]]
    """Performance level of a cloud_essd disk."""

@type_check_only
class SystemDiskOutput(Told):
    """System disk of a node."""

    category: str | None
    """Disk category."""
    size: int | None
    """Size in GiB."""
    level: str | None
    """Performance level of a cloud_essd disk."""

@type_check_only
class LaterSystemDisk(Later[T_co]):
    """System disk of a node."""

    @property
    def category(self) -> Output[str]:
        """Disk category."""

    @property
    def size(self) -> Output[int]:
        """Size in GiB."""

    @property
    def level(self) -> Output[str]:
        """Performance level of a cloud_essd disk."""

@type_check_only
class SystemDiskLike(Foreign, Protocol):
    """An args class of pulumi_alicloud's ehpc.ClusterV2: it has all of these names."""

    category: Any
    level: Any
    size: Any

AnySystemDisk: TypeAlias = SystemDisk | SystemDiskDict | SystemDiskOutput | Record | SystemDiskLike | Untyped


class EhpcClusterOutputs:
    cluster_status: Row
    """State of the cluster, as running."""
    create_time: Row
    """Time of creation, UTC."""
    modify_time: Row
    """Time of the last change, UTC."""
    ehpc_version: Row
    """Version of E-HPC."""
    account_id: Row
    """ID of the Alibaba Cloud account that it is in. None where the keys may not tell it."""
    manager_instance_id: Row
    """ID of the manager's ECS instance. None of a Serverless cluster."""
    addon_ids: Row
    """IDs of the add-ons by their names."""
    login: Row
    """The Login add-on, with its public_ip, eip_id, instance_id and access_urls. None where addons have none."""
    ssh_command: Row
    """How root logs in: ssh root@ and the login node's public address. None where it has none."""

class EhpcQueueOutputs:
    create_time: Row
    """Time of creation, UTC."""

class EhpcUserOutputs:
    user_id: Row
    """Number of the user on the nodes."""
    add_time: Row
    """Time at which it was added."""
