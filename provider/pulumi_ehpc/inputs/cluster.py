"""The cluster: every input of `EhpcCluster` and every output."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .._core.table.declare import inputs
from .._core.table.fields import LOCAL, NEVER, Derived, Input, ManyNested, Nested, Output, Role, field
from .._core.table.outputs import UNTOLD
from .._core.table.policy import creation_only, items, replaces, updates
from .._core.table.rules import (
    INFERRED,
    Between,
    at_least,
    between,
    count,
    each_key,
    each_value,
    length,
    not_empty,
    one_of,
    or_empty,
    pattern,
)
from .addon import ADDON_CALLS, Addon
from .credentials import ClusterCredentials
from .manager import Manager
from .queue import QUEUE_CALLS, Queue, may_begin_with_nodes
from .settings import CustomConfiguration, MonitorSpec, SchedulerSpec
from .software import PACKAGE_CALLS, AdditionalPackage
from .spellings import same_number
from .storage import STORAGE_CALLS, SharedStorage, mount_home_and_opt

# The documented example holds dots, which the documented rule does not name: they pass.
_NAME = pattern(r"[\w\u4e00-\u9fff.\-]*", "must be letters, Chinese characters, digits, hyphens, underscores and dots")
_NETWORK = "a cluster cannot move to another network"
_FIXED = "E-HPC has no call that changes it"


def _no_link(text: str) -> str:
    return rf"(?s)(?!.*https?://){text}"


@inputs
class EhpcClusterArgs:
    """An E-HPC cluster (CreateCluster) on existing VPC, vSwitch, security group and NAS resources."""

    __between__ = (
        Between(
            ("is_enterprise_security_group", "security_group_id"),
            lambda enterprise, group: enterprise is None or group is None,
            "has an effect only without security_group_id: it says which kind of group E-HPC makes",
            INFERRED,
            warning=True,
        ),
        # Of Serverless, Hybrid and Custom clusters as well: whoever requires it does so for each.
        Between(
            ("shared_storages",),
            mount_home_and_opt,
            "should mount /home and /opt, as every documented example does: E-HPC may refuse a cluster without them",
            "the Terraform provider and the ROS resource type require shared storages",
            warning=True,
            at_creation=True,
        ),
        Between(
            ("cluster_credentials",),
            lambda credentials: credentials is not None,
            "should hold a password or a key_pair_name: E-HPC takes them only when it makes the cluster",
            "the Terraform provider requires them",
            warning=True,
            at_creation=True,
        ),
        Between(
            ("additional_packages", "cluster_category", "addons", "queues"),
            lambda packages, category, addons, queues: (
                not packages or category != "Serverless" or bool(addons) or may_begin_with_nodes(queues)
            ),
            "are installed on a login node or compute node, and this Serverless cluster begins with neither: give it "
            "the Login add-on or a queue an initial_count",
            "the page of InstallSoftwares",
            warning=True,
        ),
    )

    region: Input[str] | None = field(
        LOCAL, replaces("a cluster cannot move to another region"), read=NEVER, role=Role.REGION,
        doc="Region ID, as cn-hangzhou. Unset: from the configuration.",
    )  # fmt: skip
    cluster_vpc_id: Input[str] = field(
        "ClusterVpcId", replaces(_NETWORK), doc="ID of the VPC, as vpc-bp1...", rules=[not_empty()]
    )
    cluster_vswitch_id: Input[str] = field(
        "ClusterVSwitchId", replaces(_NETWORK), rules=[not_empty()],
        doc="ID of a vSwitch in that VPC, as vsw-bp1...",
    )  # fmt: skip
    cluster_name: Input[str] | None = field(
        "ClusterName", updates(), role=Role.NAME,
        doc="Name. Unset: the resource's name, a hyphen and seven hexadecimal digits.", rules=[length(2, 128), _NAME],
    )  # fmt: skip
    cluster_description: Input[str] | None = field(
        "ClusterDescription", updates(), listed=True, role=Role.DESCRIPTION,
        doc="Description.", rules=[or_empty(length(2, 128)), _NAME],
    )  # fmt: skip
    cluster_category: Input[str] | None = field(
        "ClusterCategory", replaces(_FIXED),
        doc="Standard (with a manager node of its own) or Serverless.", rules=[one_of("Standard", "Serverless")],
    )  # fmt: skip
    cluster_mode: Input[str] | None = field(
        "ClusterMode", replaces(_FIXED),
        doc="Integrated (public cloud), Hybrid or Custom.", rules=[one_of("Integrated", "Hybrid", "Custom")],
    )  # fmt: skip
    security_group_id: Input[str] | None = field(
        "SecurityGroupId", replaces(_NETWORK, filled=True),
        doc="ID of a security group in the VPC. Unset: E-HPC makes one.",
    )  # fmt: skip
    is_enterprise_security_group: Input[bool] | None = field(
        "IsEnterpriseSecurityGroup", replaces(_NETWORK), read=NEVER,
        doc="Whether the security group that E-HPC makes is an enterprise group.",
    )  # fmt: skip
    client_version: Input[str] | None = field(
        "ClientVersion", updates(filled=True), doc="Version of the E-HPC client. Unset: the latest."
    )
    max_count: Input[int] | None = field(
        "MaxCount", updates(), doc="Most compute nodes of the cluster.",
        rules=[between(0, 5000)], same=same_number,
    )  # fmt: skip
    max_core_count: Input[int] | None = field(
        "MaxCoreCount", updates(), doc="Most vCPUs of all compute nodes together.",
        rules=[between(0, 100000)], same=same_number,
    )  # fmt: skip
    deletion_protection: Input[bool] | None = field(
        "DeletionProtection", updates(default=False, sticky=True), read="DeleteProtection", role=Role.PROTECTION,
        doc="Whether DeleteCluster and the console refuse to delete the cluster.",
    )  # fmt: skip
    # CreateCluster has both intervals and ignores them (observed by the authors of Alibaba's Terraform provider).
    grow_interval: Input[int] | None = field(
        "GrowInterval", updates(default=2, after_creation=True),
        doc="Minutes between two rounds of scaling out.", rules=[at_least(0)],
    )  # fmt: skip
    idle_interval: Input[int] | None = field(
        "IdleInterval", updates(default=6, after_creation=True),
        doc="Minutes for which a node is idle before it is released.", rules=[at_least(0)],
    )  # fmt: skip
    # The next four are no parameters of CreateCluster.
    enable_scale_out: Input[bool] | None = field(
        "EnableScaleOut", updates(after_creation=True), doc="Whether the cluster starts nodes by demand.",
    )  # fmt: skip
    enable_scale_in: Input[bool] | None = field(
        "EnableScaleIn", updates(after_creation=True), doc="Whether the cluster releases idle nodes.",
    )  # fmt: skip
    monitor_spec: Nested[MonitorSpec] | None = field("MonitorSpec", updates(after_creation=True), doc="Monitoring.")
    scheduler_spec: Nested[SchedulerSpec] | None = field(
        "SchedulerSpec", updates(after_creation=True), doc="Switches of the scheduler."
    )
    cluster_custom_configuration: Nested[CustomConfiguration] | None = field(
        "ClusterCustomConfiguration", updates(), doc="Post-install script."
    )
    resource_group_id: Input[str] | None = field(
        "ResourceGroupId", replaces(_FIXED, filled=True), doc="ID of the resource group."
    )
    manager: Nested[Manager] | None = field("Manager", replaces(_FIXED), doc="Scheduler, services and manager node.")
    additional_packages: ManyNested[AdditionalPackage] | None = field(
        "AdditionalPackages", items("name", PACKAGE_CALLS), rules=[count(0, 10, "packages")],
        doc="Software that E-HPC installs. A list that is given is the whole list.",
    )  # fmt: skip
    addons: ManyNested[Addon] | None = field(
        "Addons", items("name", ADDON_CALLS), rules=[count(0, 1, "add-ons")],
        doc="Service components, such as a login node. A list that is given is the whole list.",
    )  # fmt: skip
    shared_storages: ManyNested[SharedStorage] | None = field(
        "SharedStorages", items("mount_directory", STORAGE_CALLS),
        doc="Shared file systems. A list that is given is the whole list.",
    )  # fmt: skip
    queues: ManyNested[Queue] | None = field(
        "Queues", items("queue_name", QUEUE_CALLS),
        doc="Queues. A list that is given is the whole list.", rules=[count(0, 8, "queues")],
    )  # fmt: skip
    cluster_credentials: Nested[ClusterCredentials] | None = field(
        "ClusterCredentials", creation_only(), read=NEVER, doc="Login of the root user."
    )
    tags: Input[Mapping[str, Input[str]]] | None = field(
        "Tags", creation_only(), read=NEVER, doc="Tags.",
        rules=[
            count(0, 20, "tags"),
            each_key(length(1, 128)),
            each_key(pattern(_no_link("(?!aliyun)(?!acs:).*"), "must not start with aliyun or acs: or hold a link")),
            each_value(length(0, 128)),
            each_value(pattern(_no_link(".*"), "must not hold http:// or https://")),
        ],
    )  # fmt: skip


def login(addons: Sequence[Any] | None) -> Any:
    """The add-on through which users log in."""
    return next((addon for addon in addons or () if addon.name.casefold() == "login"), None)


def ssh_command(addons: Sequence[Any] | None) -> str | None:
    """ssh root@47.96.1.2; what is not known yet stays so."""
    node = login(addons)
    address = node and node.public_ip
    return f"ssh root@{address}" if address and isinstance(address, str) else address


class EhpcClusterOutputs:
    """What only the service knows of a cluster (GetCluster), and what follows from that."""

    cluster_status = Output("ClusterStatus", "State of the cluster, as running.", Role.STATUS)
    create_time = Output("ClusterCreateTime", "Time of creation, UTC.", Role.CREATED)
    modify_time = Output("ClusterModifyTime", "Time of the last change, UTC.")
    ehpc_version = Output("EhpcVersion", "Version of E-HPC.")
    account_id = Output(
        UNTOLD, "ID of the Alibaba Cloud account that it is in. None where the keys may not tell it.", Role.ACCOUNT
    )
    manager_instance_id = Derived(
        "manager",
        lambda manager: manager and manager.manager_node and manager.manager_node.instance_id,
        "str",
        "ID of the manager's ECS instance. None of a Serverless cluster.",
    )
    addon_ids = Derived(
        "addons",
        lambda addons: {addon.name: addon.addon_id for addon in addons or ()},
        "Mapping[str, str]",
        "IDs of the add-ons by their names.",
    )
    login = Derived(
        "addons",
        login,
        "AddonOutput",
        "The Login add-on, with its public_ip, eip_id, instance_id and access_urls. None where addons have none.",
    )
    ssh_command = Derived(
        "addons",
        ssh_command,
        "str",
        "How root logs in: ssh root@ and the login node's public address. None where it has none.",
    )
