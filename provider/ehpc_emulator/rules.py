"""Limits on values: ranges, lengths, value lists and forms, as documented unless a comment says otherwise.

Which things exist is known only by their form: an id with the wrong prefix, or one that holds `missing` or
`notfound`, does not. Character sets of names are not enforced: the documented rule forbids the documented example.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from .errors import ImageNotFound, InvalidParams, KeyPairNotFound
from .parameters import ORACLE

Rule = Callable[[Any], bool]
KEY_PAIR = re.compile(r"(?!https?://)[A-Za-z\u4e00-\u9fff][A-Za-z0-9\u4e00-\u9fff:_-]{1,127}")
TAG_KEY = re.compile(r"(?!aliyun)(?!acs:)(?!.*https?://).{1,128}", re.DOTALL)


def between(least: int, most: int) -> Rule:
    return lambda value: least <= value <= most


def at_most(count: int) -> Rule:
    return lambda value: len(value) <= count


def length(least: int, most: int, *, empty: bool = False) -> Rule:
    return lambda value: least <= len(value) <= most or (empty and not value)


def one_of(*values: str) -> Rule:
    """In any case (clients send nis and NIS), and empty, which the Terraform provider sends for unset (observed)."""
    known = {value.lower() for value in values} | {""}
    return lambda value: value.lower() in known


def matches(pattern: str | re.Pattern[str]) -> Rule:
    return lambda value: bool(re.fullmatch(pattern, value))


def absent(value: str) -> bool:
    return "missing" in value.lower() or "notfound" in value.lower()


def resource(prefix: str) -> Rule:
    return lambda value: value.startswith(f"{prefix}-") and not absent(value)


def present(value: str) -> bool:
    return not absent(value)


def _image(value: str) -> bool:
    if absent(value):
        raise ImageNotFound
    return True


def _key_pair(value: str) -> bool:
    if absent(value):
        raise KeyPairNotFound
    return bool(KEY_PAIR.fullmatch(value))


def _password(value: str) -> bool:
    kinds = [str.isupper, str.islower, str.isdigit, lambda letter: not letter.isalnum()]
    return 8 <= len(value) <= 20 and sum(any(map(kind, value)) for kind in kinds) >= 3


def _vswitches(value: list[str]) -> bool:
    return len(value) <= 5 and all(map(resource("vsw"), value))


SCHEDULERS = one_of("SLURM", "PBS", "OPENGRIDSCHEDULER", "LSF_PLUGIN", "PBS_PLUGIN")
ABSOLUTE = matches(r"/.{0,1023}")
NAME = {"Type": one_of("NIS")}
PACKAGES = {"Name": lambda value: bool(value) and present(value)}
QUEUE: dict[str, Rule] = {
    "QueueName": length(1, 15),
    "ComputeNodes": at_most(10),
    "HostnamePrefix": matches(r"[a-z0-9-]{0,32}"),
    "InitialCount": between(0, 5000),
    "InterConnect": one_of("vpc", "eRDMA"),
    "MaxCount": between(0, 5000),
    "MinCount": between(0, 5000),
    "VSwitchIds": _vswitches,
}
UPDATABLE: dict[str, Rule] = {
    "ClusterName": length(2, 128),
    # Whether a description can be emptied is not documented; the emulator lets it (assumed).
    "ClusterDescription": length(2, 128, empty=True),
    "MaxCoreCount": between(0, 100_000),
    "MaxCount": between(0, 5000),
    # Their range is not documented; zero is what the Terraform provider sends for unset (observed).
    "GrowInterval": between(0, 1440),
    "IdleInterval": between(0, 1440),
}
# By action or by nested type, then by name.
RULES: dict[str, dict[str, Rule]] = {
    "CreateCluster": UPDATABLE
    | {
        "AdditionalPackages": at_most(10),
        "Addons": at_most(1),
        "ClusterCategory": one_of("Standard", "Serverless"),
        "ClusterMode": one_of("Integrated", "Hybrid", "Custom"),
        "ClusterVSwitchId": resource("vsw"),
        "ClusterVpcId": resource("vpc"),
        "Queues": at_most(8),
        "SecurityGroupId": resource("sg"),
        "Tags": at_most(20),
    },
    "UpdateCluster": UPDATABLE,
    "ListClusters": {
        "ClusterIds": at_most(20),
        "ClusterNames": at_most(20),
        "PageNumber": between(1, 10**9),
        "PageSize": between(10, 100),
    },
    "ListCommonLogs": {
        "ActionStatus": one_of("InProgress", "Finished", "Failed"),
        "PageNumber": between(1, 10**9),
        "PageSize": between(1, 100),
    },
    "ListRegions": {"MaxResults": between(1, 100), "SpecCode": one_of("Next", "Instant")},
    "ListAvailableImages": {
        "ImageOwnerAlias": one_of("system", "self", "others"),
        "PageNumber": between(1, 10**9),
        "PageSize": between(1, 50),
    },
    "ListAvailableFileSystems": {"PageNumber": between(1, 10**9), "PageSize": between(1, 50)},
    "ListNodes": {"PageNumber": between(1, 10**9), "PageSize": between(1, 100)},
    "ListQueues": {"QueueNames": at_most(8)},
    "CreateClusterRequestAdditionalPackages": PACKAGES,
    "InstallSoftwaresRequestAdditionalPackages": PACKAGES,
    "UninstallSoftwaresRequestAdditionalPackages": {"Name": bool},
    "CreateClusterRequestClusterCredentials": {"KeyPairName": _key_pair, "Password": _password},
    "CreateClusterRequestManagerDNS": NAME,
    "CreateClusterRequestManagerDirectoryService": NAME,
    "CreateClusterRequestManagerScheduler": {"Type": SCHEDULERS},
    "CreateClusterRequestTags": {
        "Key": matches(TAG_KEY),
        "Value": matches(r"(?s)(?!.*https?://).{0,128}"),
    },
    "QueueTemplate": QUEUE,
    "UpdateQueueRequestQueue": QUEUE,
    "NodeTemplate": {
        "DataDisks": at_most(16),
        "Duration": between(0, 1),
        "ImageId": _image,
        "InstanceChargeType": one_of("PostPaid", "PrePaid"),
        "InstanceType": present,
        "PeriodUnit": one_of("Week", "Month"),
        "SpotStrategy": one_of("NoSpot", "SpotWithPriceLimit", "SpotAsPriceGo"),
    },
    # Sizes by category are not enforced: the sources disagree about them. cloud_auto is in older examples.
    "NodeTemplateSystemDisk": {
        "Category": one_of("cloud_efficiency", "cloud_ssd", "cloud_essd", "cloud", "cloud_auto"),
        "Level": one_of("PL0", "PL1", "PL2", "PL3"),
        "Size": between(0, 65_536),
    },
    "NodeTemplateDataDisks": {
        "Category": one_of("cloud_efficiency", "cloud_ssd", "cloud_essd", "cloud_auto"),
        "Level": one_of("PL0", "PL1", "PL2", "PL3"),
        "Size": between(0, 65_536),
    },
    "SharedStorageTemplate": {
        "FileSystemId": present,
        "MountDirectory": ABSOLUTE,
        "ProtocolType": one_of("NFS", "SMB"),
    },
    "AttachSharedStoragesRequestSharedStorages": {
        "FileSystemId": present,
        "Location": one_of("OnPremise", "PublicCloud"),
        "MountDirectory": ABSOLUTE,
        "ProtocolType": one_of("NFS", "SMB"),
        "VolumeType": one_of("nas", "cpfs"),
    },
}


def check(action: str, values: dict[str, Any]) -> None:
    """Refuse the first value that breaks a rule, naming its path."""
    _check(action, ORACLE["actions"][action]["parameters"], values, "")


def _check(owner: str, kinds: dict[str, str], values: dict[str, Any], prefix: str) -> None:
    rules = RULES.get(owner, {})
    for name, value in values.items():
        path = prefix + name
        if name in rules and not rules[name](value):
            raise InvalidParams(path)
        kind = kinds[name].strip("[]")
        if kind in ORACLE["types"]:
            fields = ORACLE["types"][kind]["parameters"]
            if isinstance(value, list):
                for place, item in enumerate(value):
                    _check(kind, fields, item, f"{path}.{place}.")
            else:
                _check(kind, fields, value, f"{path}.")
    # Documented: a subscription has a length.
    if owner == "NodeTemplate" and values.get("InstanceChargeType") == "PrePaid" and not values.get("Period"):
        raise InvalidParams(f"{prefix}Period")
