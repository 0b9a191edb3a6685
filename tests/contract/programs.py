"""Inputs as a program gives them, in state names."""

from __future__ import annotations

from typing import Any

from account import OTHER_VPC, PASSWORD, VPC, VSWITCH
from core.programs import REQUIRED

SMALL = REQUIRED
MOVED = {**SMALL, "clusterVpcId": OTHER_VPC}
"""The same in another network, which takes a new cluster."""

REQUEST = {"ClusterVpcId": VPC, "ClusterVSwitchId": VSWITCH}
"""The same as CreateCluster's parameters."""

WHOLE: dict[str, Any] = {
    **SMALL,
    "clusterName": "render",
    "clusterDescription": "render-farm",
    "clusterCategory": "Standard",
    "clusterMode": "Integrated",
    "securityGroupId": "sg-test",
    "maxCount": 10,
    "maxCoreCount": 0,
    "growInterval": 3,
    "idleInterval": 7,
    "deletionProtection": False,
    "clusterCredentials": {"password": PASSWORD},
    "tags": {"cost_center": "42"},
    "manager": {
        "scheduler": {"type": "SLURM", "version": "22.05.8"},
        "dns": {"type": "nis", "version": "1.0"},
        "directoryService": {"type": "nis", "version": "1.0"},
        "managerNode": {
            "instanceType": "ecs.c6.xlarge",
            "imageId": "centos_7_6_x64_20G_alibase_20211130.vhd",
            "enableHt": False,
            "systemDisk": {"category": "cloud_essd", "size": 40, "level": "PL0"},
        },
    },
    "queues": [
        {
            "queueName": "comp",
            "minCount": 0,
            "maxCount": 4,
            "enableScaleIn": False,
            "hostnamePrefix": "node",
            "vswitchIds": [VSWITCH],
            "computeNodes": [{"instanceType": "ecs.c7.xlarge", "enableHt": False}],
        },
        {"queueName": "big", "maxCount": 2},
    ],
    "sharedStorages": [
        {
            "mountDirectory": directory,
            "nasDirectory": "/",
            "fileSystemId": "0a1b2c",
            "mountTargetDomain": "0a1b2c-x.cn-hangzhou.nas.aliyuncs.com",
            "protocolType": "NFS",
            "mountOptions": "-t nfs -o vers=3,nolock,proto=tcp,noresvport",
        }
        for directory in ("/home", "/opt", "/ehpcdata")
    ],
}
