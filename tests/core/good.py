"""Generates good programs from the table: what its rows allow, written by hand only where a rule is opaque."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from pulumi_ehpc._core.table.fields import Field, fields_of
from pulumi_ehpc.inputs import (
    AdditionalPackage,
    Addon,
    ClusterCredentials,
    DataDisk,
    DirectoryService,
    Dns,
    EhpcClusterArgs,
    Node,
    Queue,
    Scheduler,
    SharedStorage,
    SystemDisk,
)

Program = dict[str, Any]
Drawn = st.SearchStrategy[Any]

OFTEN, SOMETIMES = 192, 128
"""Of the 256 throws of a die."""

LETTERS = "abzABZ059高性能"
PLAIN: dict[type, Drawn] = {
    str: st.text(LETTERS + " -._:/{}", max_size=12),
    int: st.integers(0, 5000),
    float: st.integers(0, 5000).map(lambda thousandths: thousandths / 1000),
    bool: st.booleans(),
}

_name = st.text(LETTERS + "-_.", min_size=2, max_size=20)
_category = st.sampled_from(["cloud_efficiency", "cloud_ssd", "cloud_essd"])
_size = st.sampled_from([40, 100, 461, 1261, 32768])
_level = st.sampled_from(["PL0", "PL1", "PL2", "PL3"])
_nis = st.sampled_from(["NIS", "nis"])
_months_and_weeks = st.integers(1, 3)

BY_HAND: dict[tuple[type, str], Drawn] = {
    (EhpcClusterArgs, "region"): st.just("cn-hangzhou"),
    (EhpcClusterArgs, "cluster_vpc_id"): st.just("vpc-bp1a"),
    (EhpcClusterArgs, "cluster_vswitch_id"): st.just("vsw-bp1a"),
    (EhpcClusterArgs, "security_group_id"): st.just("sg-bp1a"),
    (EhpcClusterArgs, "grow_interval"): st.integers(0, 60),
    (EhpcClusterArgs, "idle_interval"): st.integers(0, 60),
    (EhpcClusterArgs, "cluster_name"): _name,
    (EhpcClusterArgs, "cluster_description"): _name,
    (EhpcClusterArgs, "cluster_category"): st.sampled_from(["Standard", "Serverless"]),
    (EhpcClusterArgs, "cluster_mode"): st.sampled_from(["Integrated", "Hybrid", "Custom"]),
    (EhpcClusterArgs, "tags"): st.dictionaries(st.text(LETTERS, min_size=1, max_size=8), st.text(LETTERS), max_size=5),
    (AdditionalPackage, "name"): st.sampled_from(["mpich", "openmpi", "gromacs"]),
    (Addon, "name"): st.just("Login"),
    (Addon, "version"): st.just("1.0"),
    (Addon, "services_spec"): st.sampled_from(["[]", '[{"ServiceName": "SSH", "NetworkACL": [{"Port": 22}]}]']),
    (Addon, "resources_spec"): st.sampled_from(["{}", '{"EipResource": {"AutoCreate": true}}']),
    (EhpcClusterArgs, "addons"): st.deferred(lambda: _addons()),
    (ClusterCredentials, "password"): st.text("()~!@#$%^&*-=+{}[]:;'<>,.?/", max_size=12).map("Pass1234".__add__),
    (ClusterCredentials, "key_pair_name"): st.text("az09_:-", min_size=1, max_size=20).map("k".__add__),
    (Scheduler, "type"): st.sampled_from(["SLURM", "PBS", "OPENGRIDSCHEDULER", "LSF_PLUGIN", "PBS_PLUGIN"]),
    (Dns, "type"): _nis,
    (DirectoryService, "type"): _nis,
    (SystemDisk, "category"): st.one_of(_category, st.just("cloud")),
    (SystemDisk, "size"): _size,
    (SystemDisk, "level"): _level,
    (DataDisk, "category"): _category,
    (DataDisk, "size"): _size,
    (DataDisk, "level"): _level,
    (DataDisk, "mount_dir"): st.text("az/", max_size=8).map("/".__add__),
    (Node, "instance_charge_type"): st.sampled_from(["PostPaid", "PrePaid"]),
    (Node, "period"): _months_and_weeks,
    (Node, "period_unit"): st.sampled_from(["Week", "Month"]),
    (Node, "auto_renew_period"): _months_and_weeks,
    (Node, "spot_strategy"): st.sampled_from(["NoSpot", "SpotWithPriceLimit", "SpotAsPriceGo"]),
    (Node, "duration"): st.integers(0, 1),
    (Queue, "queue_name"): st.text("azAZ09高", min_size=1, max_size=5),
    (Queue, "min_count"): st.integers(0, 20),
    (Queue, "initial_count"): st.integers(0, 20),
    (Queue, "vswitch_ids"): st.lists(st.sampled_from(["vsw-1", "vsw-2", "vsw-3"]), min_size=1, max_size=3),
    (Queue, "inter_connect"): st.sampled_from(["vpc", "eRDMA", "erdma"]),
    (Queue, "hostname_prefix"): st.text("az09-", max_size=8),
    (Queue, "allocation_strategy"): st.just("PriorityInstanceType"),
    (SharedStorage, "file_system_id"): st.sampled_from(["008b63", "cpfs-0967"]),
    (SharedStorage, "mount_target_domain"): st.just("008b63-sihc.cn-hangzhou.nas.aliyuncs.com"),
    (SharedStorage, "mount_directory"): st.sampled_from(["/home", "/opt", "/ehpcdata", "/data/a"]),
    (SharedStorage, "nas_directory"): st.sampled_from(["/", "/data", "/team/render/"]),
    (SharedStorage, "protocol_type"): st.sampled_from(["NFS", "SMB"]),
}
"""What a rule allows that cannot be asked for it."""


def _addons() -> Drawn:
    return st.lists(programs(Addon), max_size=1)


def _cluster(cluster: Program) -> Program:
    return _without(cluster, "isEnterpriseSecurityGroup") if "securityGroupId" in cluster else cluster


def _credentials(credentials: Program) -> Program:
    return _without(credentials, "keyPairName") if "password" in credentials else {"keyPairName": "ali0824"}


def _disk(disk: Program) -> Program:
    if disk.get("category") == "cloud":
        return _without({**disk, "size": 500}, "level")
    if disk.get("category", "cloud_essd") != "cloud_essd":
        return _without(disk, "level")
    return {**disk, "size": 2000} if "level" in disk else disk


def _node(node: Program) -> Program:
    if node.get("instanceChargeType") == "PrePaid":
        node = _without({"period": 1, **node}, "spotStrategy")
    else:
        node = _without(node, "autoRenew", "period")
    return node if node.get("spotStrategy") == "SpotWithPriceLimit" else _without(node, "spotPriceLimit")


def _queue(queue: Program) -> Program:
    limits = [name for name in ("minCount", "initialCount", "maxCount") if name in queue]
    queue = {**queue, **dict(zip(limits, sorted(queue[name] for name in limits), strict=True))}
    ignored = ("vswitchIds", "hostnamePrefix", "hostnameSuffix")
    return _without(queue, *ignored) if "reservedNodePoolId" in queue else queue


def _without(values: Program, *names: str) -> Program:
    return {name: value for name, value in values.items() if name not in names}


TOGETHER: dict[type, Callable[[Program], Program]] = {
    EhpcClusterArgs: _cluster,
    ClusterCredentials: _credentials,
    SystemDisk: _disk,
    DataDisk: _disk,
    Node: _node,
    Queue: _queue,
}
"""Makes the values of one object agree with each other."""


@st.composite
def programs(draw: st.DrawFn, cls: type = EhpcClusterArgs) -> Program:
    """Good values for a declared class, in state names: any of its optional inputs may be unset."""
    fields = fields_of(cls)
    dice = draw(st.binary(min_size=len(fields), max_size=len(fields)))  # a draw each would take most of the time
    given = {
        field.state: draw(_values(cls, field))
        for field, thrown in zip(fields, dice, strict=True)
        if field.required or thrown < (OFTEN if field.nested else SOMETIMES)
    }
    return TOGETHER.get(cls, dict)(given)


@functools.cache
def _values(cls: type, field: Field) -> Drawn:
    written = BY_HAND.get((cls, field.python))
    if written is not None:
        return written
    one: Drawn = programs(field.kind) if field.nested else PLAIN[field.kind]
    if not field.many:
        return one
    some = st.lists(one, min_size=1, max_size=2, unique_by=field.item_key if field.key else None)
    return st.one_of(some, some, some, st.just([]))
