"""A cluster in the network of the stack's configuration."""

import pulumi

import pulumi_ehpc as ehpc

config = pulumi.Config()
site = ehpc.EhpcCluster("site", cluster_vpc_id=config.require("vpcId"), cluster_vswitch_id=config.require("vswitchId"))
pulumi.export("cluster", site.id)
