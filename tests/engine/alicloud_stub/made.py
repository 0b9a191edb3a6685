"""What a program may make with the stand-in: for each type what is known only when it is there, its ID above all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Values = Mapping[str, Any]
Made = Callable[[Values, str, str], Values]
"""Of what the program says, the region and something that no other one has."""


def _vpc(_: Values, region: str, new: str) -> Values:
    return {"id": f"vpc-bp1{new}", "regionId": region, "routeTableId": f"vtb-bp1{new}", "status": "Available"}


def _vswitch(_: Values, __: str, new: str) -> Values:
    return {"id": f"vsw-bp1{new}", "status": "Available"}


def _security_group(_: Values, __: str, new: str) -> Values:
    return {"id": f"sg-bp1{new}", "innerAccessPolicy": "Accept"}


def _file_system(_: Values, region: str, new: str) -> Values:
    return {"id": f"0{new[:9]}", "regionId": region, "fileSystemType": "standard", "status": "Running"}


def _access_group(given: Values, region: str, _: str) -> Values:
    return {"id": f"{given['accessGroupName']}:standard", "regionId": region, "fileSystemType": "standard"}


def _access_rule(given: Values, region: str, _: str) -> Values:
    return {"id": f"{given['accessGroupName']}:standard:1", "regionId": region, "accessRuleId": "1"}


def _mount_target(given: Values, region: str, new: str) -> Values:
    files = given["fileSystemId"]
    domain = f"{files}-{new[:5]}.{region}.nas.aliyuncs.com"
    return {"id": f"{files}:{domain}", "mountTargetDomain": domain, "status": "Active"}


MADE: Mapping[str, Made] = {
    "alicloud:vpc/network:Network": _vpc,
    "alicloud:vpc/switch:Switch": _vswitch,
    "alicloud:ecs/securityGroup:SecurityGroup": _security_group,
    "alicloud:nas/fileSystem:FileSystem": _file_system,
    "alicloud:nas/accessGroup:AccessGroup": _access_group,
    "alicloud:nas/accessRule:AccessRule": _access_rule,
    "alicloud:nas/mountTarget:MountTarget": _mount_target,
}
