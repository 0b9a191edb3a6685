"""Generates good programs from the table: what its rows allow, written by hand only where a rule is opaque."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import strategies as st

from core.programs import DOCUMENTED
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
Source = Drawn | Sequence[Any]
"""What a value is drawn from, or one of which it is."""

OFTEN, SOMETIMES = 48, 96
"""From which throw of a die on, of 256, an optional input is given: the least program is the one without any."""

LETTERS = "abzABZ059高性能"
PLAIN: dict[type, Source] = {
    str: st.text(LETTERS + " -._:/{}", max_size=12),
    int: st.integers(0, 5000),
    float: st.integers(0, 5000).map(lambda thousandths: thousandths / 1000),
    bool: [False, True],
}

_name = st.text(LETTERS + "-_.", min_size=2, max_size=20)
_category = ["cloud_efficiency", "cloud_ssd", "cloud_essd"]
_size = [40, 100, 461, 1261, 32768]
_level = ["PL0", "PL1", "PL2", "PL3"]
_nis = ["NIS", "nis"]
_months_and_weeks = range(1, 4)

BY_HAND: dict[tuple[type, str], Source] = {
    (EhpcClusterArgs, "region"): ["cn-hangzhou"],
    (EhpcClusterArgs, "cluster_vpc_id"): ["vpc-bp1a"],
    (EhpcClusterArgs, "cluster_vswitch_id"): ["vsw-bp1a"],
    (EhpcClusterArgs, "security_group_id"): ["sg-bp1a"],
    (EhpcClusterArgs, "grow_interval"): range(61),
    (EhpcClusterArgs, "idle_interval"): range(61),
    (EhpcClusterArgs, "cluster_name"): _name,
    (EhpcClusterArgs, "cluster_description"): _name,
    (EhpcClusterArgs, "cluster_category"): ["Standard", "Serverless"],
    (EhpcClusterArgs, "cluster_mode"): ["Integrated", "Hybrid", "Custom"],
    (EhpcClusterArgs, "tags"): st.dictionaries(st.text(LETTERS, min_size=1, max_size=8), st.text(LETTERS), max_size=5),
    (AdditionalPackage, "name"): ["mpich", "openmpi", "gromacs"],
    (Addon, "name"): ["Login"],
    (Addon, "version"): ["1.0"],
    (Addon, "services_spec"): ["[]", '[{"ServiceName": "SSH", "NetworkACL": [{"Port": 22}]}]'],
    (Addon, "resources_spec"): ["{}", '{"EipResource": {"AutoCreate": true}}'],
    (EhpcClusterArgs, "addons"): st.deferred(lambda: _addons()),
    (ClusterCredentials, "password"): st.text("()~!@#$%^&*-=+{}[]:;'<>,.?/", max_size=12).map("Pass1234".__add__),
    (ClusterCredentials, "key_pair_name"): st.text("az09_:-", min_size=1, max_size=20).map("k".__add__),
    (Scheduler, "type"): ["SLURM", "PBS", "OPENGRIDSCHEDULER", "LSF_PLUGIN", "PBS_PLUGIN"],
    (Dns, "type"): _nis,
    (DirectoryService, "type"): _nis,
    (SystemDisk, "category"): [*_category, "cloud"],
    (SystemDisk, "size"): _size,
    (SystemDisk, "level"): _level,
    (DataDisk, "category"): _category,
    (DataDisk, "size"): _size,
    (DataDisk, "level"): _level,
    (DataDisk, "mount_dir"): st.text("az", max_size=8).map("/".__add__),
    (Node, "instance_charge_type"): ["PostPaid", "PrePaid"],
    (Node, "period"): _months_and_weeks,
    (Node, "period_unit"): ["Week", "Month"],
    (Node, "auto_renew_period"): _months_and_weeks,
    (Node, "spot_strategy"): ["NoSpot", "SpotWithPriceLimit", "SpotAsPriceGo"],
    (Node, "duration"): range(2),
    (Queue, "queue_name"): st.text("azAZ09高", min_size=1, max_size=5),
    (Queue, "min_count"): range(21),
    (Queue, "initial_count"): range(21),
    (Queue, "vswitch_ids"): st.lists(st.sampled_from(["vsw-1", "vsw-2", "vsw-3"]), min_size=1, max_size=3),
    (Queue, "inter_connect"): ["vpc", "eRDMA", "erdma"],
    (Queue, "hostname_prefix"): st.text("az09-", max_size=8),
    (Queue, "allocation_strategy"): ["PriorityInstanceType"],
    (SharedStorage, "file_system_id"): ["008b63", "cpfs-0967"],
    (SharedStorage, "mount_target_domain"): ["008b63-sihc.cn-hangzhou.nas.aliyuncs.com"],
    (SharedStorage, "mount_directory"): ["/home", "/opt", "/ehpcdata", "/data/a"],
    (SharedStorage, "nas_directory"): ["/", "/data", "/team/render"],
    (SharedStorage, "protocol_type"): ["NFS", "SMB"],
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


def documented(program: Program) -> Program:
    """The program with what every documented one has, where it lacks it."""
    mounted = {
        storage["mountDirectory"]: storage
        for storage in [*DOCUMENTED["sharedStorages"], *program.get("sharedStorages", [])]
    }
    queues = [{**queue, "computeNodes": queue.get("computeNodes") or [{}]} for queue in program.get("queues", [])]
    addons = program.get("addons") or [{"name": "Login", "version": "1.0"}]
    mine = {"sharedStorages": [*mounted.values()], "queues": queues, "addons": addons}
    return {**DOCUMENTED, **program, **mine}


@st.composite
def programs(draw: st.DrawFn, cls: type = EhpcClusterArgs) -> Program:
    """Good values for a declared class, in state names: any of its optional inputs may be unset."""
    fields = fields_of(cls)
    # Two dice for a field, all in one draw: a draw each would take most of the time.
    dice = draw(st.binary(min_size=2 * len(fields), max_size=2 * len(fields)))
    given: Program = {}
    for field, whether, which in zip(fields, dice[::2], dice[1::2], strict=True):
        if field.required or whether >= (OFTEN if field.nested else SOMETIMES):
            source = _source(cls, field)
            given[field.state] = draw(source) if isinstance(source, st.SearchStrategy) else source[which % len(source)]
    return TOGETHER.get(cls, dict)(given)


@functools.cache
def _source(cls: type, field: Field) -> Source:
    written = BY_HAND.get((cls, field.python))
    if written is not None:
        return written
    one = programs(field.kind) if field.nested else PLAIN[field.kind]
    if not field.many:
        return one
    many = one if isinstance(one, st.SearchStrategy) else st.sampled_from(one)
    some = st.lists(many, min_size=1, max_size=2, unique_by=field.item_key if field.key else None)
    return st.one_of(some, some, some, st.just([]))
