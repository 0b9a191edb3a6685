"""Clusters as Alibaba's own Terraform provider makes them in its acceptance tests, translated into our inputs.

Cases of resource_alicloud_ehpc_cluster_v2_test.go and resource_alicloud_ehpc_queue_test.go; their numbers are kept.
"""

from __future__ import annotations

import json
from typing import Any

Program = dict[str, Any]

IMAGE, NEWER_IMAGE = "centos_7_6_x64_20G_alibase_20211130.vhd", "aliyun_2_1903_x64_20G_alibase_20240628.vhd"
ESSD = {"category": "cloud_essd", "size": 40, "level": "PL0"}
HARDWARE = {"systemDisk": ESSD, "imageId": IMAGE, "instanceType": "ecs.c6.xlarge"}
PAY_AS_YOU_GO = {**HARDWARE, "enableHt": True, "instanceChargeType": "PostPaid", "spotStrategy": "NoSpot"}
NIS = {"type": "nis", "version": "1.0"}
MOUNT = {
    "nasDirectory": "/",
    "mountTargetDomain": "0a1b2c-x.cn-hangzhou.nas.aliyuncs.com",
    "protocolType": "NFS",
    "fileSystemId": "0a1b2c",
    "mountOptions": "-t nfs -o vers=3,nolock,proto=tcp,noresvport",
}


def cluster(node: Program | None = None, **more: Any) -> Program:
    """What all of the cases have in common."""
    return {
        "clusterCredentials": {"password": "aliHPC123@"},
        "clusterVpcId": "vpc-tf",
        "clusterVswitchId": "vsw-tf",
        "clusterCategory": "Standard",
        "clusterMode": "Integrated",
        "securityGroupId": "sg-tf",
        "clusterName": "minimal-test-cluster",
        "deletionProtection": False,
        "sharedStorages": [{**MOUNT, "mountDirectory": directory} for directory in ("/home", "/opt", "/ehpcdata")],
        "manager": {
            "managerNode": node or PAY_AS_YOU_GO,
            "scheduler": {"type": "SLURM", "version": "22.05.8"},
            "dns": NIS,
            "directoryService": NIS,
        },
        **more,
    }


def queue(node: Program, **more: Any) -> Program:
    return {
        "queueName": "tfaccehpc12345",
        "enableScaleIn": True,
        "enableScaleOut": True,
        "vswitchIds": ["vsw-tf"],
        "computeNodes": [node],
        "interConnect": "vpc",
        "maxCount": 10,
        "minCount": 0,
        "initialCount": 0,
        "hostnamePrefix": "compute",
        **more,
    }


def modified(node: Program) -> Program:
    """What the queue cases change to."""
    changes = {"enableScaleIn": False, "enableScaleOut": False, "vswitchIds": ["vsw-tf2"], "interConnect": "eRDMA"}
    return queue(node, **changes, maxCount=8, minCount=1, hostnamePrefix="test", hostnameSuffix="hpc")


SUBSCRIPTION = {**HARDWARE, "enableHt": True, "instanceChargeType": "PrePaid", "period": 1, "periodUnit": "Month"}
RENEWED = {**SUBSCRIPTION, "autoRenew": True, "autoRenewPeriod": 1}
SPOT = {
    "systemDisk": {"category": "cloud", "size": 50, "level": "PL1"},
    "enableHt": True,
    "instanceChargeType": "PostPaid",
    "imageId": NEWER_IMAGE,
    "spotPriceLimit": 3,
    "duration": 1,
    "instanceType": "ecs.hpc8ae.32xlarge",
    "spotStrategy": "SpotWithPriceLimit",
}
BY_THE_WEEK = {**HARDWARE, "instanceChargeType": "PrePaid", "period": 1, "periodUnit": "Week", "autoRenew": False}
BY_THE_MONTH = {**RENEWED, "autoRenewPeriod": 2, "period": 2, "imageId": NEWER_IMAGE}


def _service(name: str, port: int, **more: str) -> Program:
    return {
        "ServiceName": name,
        **more,
        "NetworkACL": [{"Port": port, "SourceCidrIp": "0.0.0.0/0", "IpProtocol": "TCP"}],
    }


LOGIN = {
    "name": "Login",
    "version": "1.0",
    "servicesSpec": json.dumps(
        [
            _service("SSH", 22),
            _service("VNC", 12016),
            _service("CLIENT", 12011, ServiceAccessType="URL", ServiceAccessUrl="https://example.com/client.zip"),
        ],
        indent=8,
    ),
    "resourcesSpec": json.dumps(
        {
            "EipResource": {"AutoCreate": True},
            "EcsResources": [
                {
                    "ImageId": IMAGE,
                    "EnableHT": True,
                    "InstanceChargeType": "PostPaid",
                    "InstanceType": "ecs.c7.xlarge",
                    "SpotStrategy": "NoSpot",
                    "SystemDisk": {"Category": "cloud_essd", "Size": 40, "Level": "PL0"},
                    "DataDisks": [{"Category": "cloud_essd", "Size": 40, "Level": "PL0"}],
                }
            ],
        },
        indent=8,
    ),
}
FULL = cluster(
    {**PAY_AS_YOU_GO, "duration": 0}, addons=[LOGIN], resourceGroupId="rg-tf", clusterName="full-test-cluster"
)

STEPS: dict[str, tuple[Program, ...]] = {
    "12485 key pair": (
        cluster(clusterCredentials={"keyPairName": "tfaccehpc12345"}, deletionProtection=True),
        cluster(clusterCredentials={"keyPairName": "tfaccehpc12345"}),
    ),
    "12089 client version": (cluster(clientVersion="2.0.47"), cluster(clientVersion="2.0.48")),
    "12090 subscription": (cluster(RENEWED, deletionProtection=True), cluster(RENEWED)),
    "12035 full": ({**FULL, "deletionProtection": True}, {**FULL, "clusterName": "full-test-modified-cluster"}),
    "12036 spot": (
        cluster({**PAY_AS_YOU_GO, "spotStrategy": "SpotWithPriceLimit", "spotPriceLimit": 3}),
        cluster({**PAY_AS_YOU_GO, "spotStrategy": "SpotWithPriceLimit", "spotPriceLimit": 3}, maxCount=20),
    ),
    "12111 minimal queue": (cluster(), cluster(queues=[{"queueName": "tfaccehpc12345"}])),
    "12112 autoscaled queue": (
        cluster(queues=[queue({**PAY_AS_YOU_GO, "spotPriceLimit": 0, "duration": 0})]),
        cluster(queues=[modified({**SPOT})]),
    ),
    "12113 subscription queue": (
        cluster(queues=[queue(BY_THE_WEEK)]),
        cluster(queues=[modified({**BY_THE_MONTH})]),
        cluster(queues=[modified({**SPOT})]),
    ),
}
"""The steps of each case: what is created, then what it is changed to."""
