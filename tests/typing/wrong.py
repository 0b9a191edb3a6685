"""Mistakes that a type checker must refuse: one a line, named in a comment that begins with "refused"."""

import pulumi_ehpc as ehpc

ehpc.EhpcClusterArgs(cluster_vpc_id="vpc-1")  # refused: a required argument is missing
ehpc.EhpcClusterArgs(cluster_vpc_id="vpc-1", cluster_vswitch_id="vsw-1", clustr_name="x")  # refused: misspelt
ehpc.EhpcClusterArgs("vpc-1", "vsw-1")  # refused: arguments have names
ehpc.EhpcClusterArgs(cluster_vpc_id="vpc-1", cluster_vswitch_id="vsw-1", max_count="many")  # refused: no number
ehpc.EhpcClusterArgs(cluster_vpc_id="vpc-1", cluster_vswitch_id="vsw-1", manager=ehpc.Queue(queue_name="q"))  # refused
ehpc.Queue(max_count=3)  # refused: a required argument is missing
ehpc.Queue(queue_name="q", max_cout=3)  # refused: misspelt
ehpc.Queue(queue_name="q", compute_nodes=[ehpc.SystemDisk(size=40)])  # refused: the wrong class in a list
ehpc.Queue(queue_name="q", enable_scale_in="no")  # refused: no boolean
ehpc.Node(system_disk=ehpc.DataDisk(size=40))  # refused: the wrong class of two that look alike
ehpc.Node(image_id=7)  # refused: no text
ehpc.Manager(dns=ehpc.DirectoryService(type="NIS"))  # refused: the wrong class of two that are alike
ehpc.ClusterCredentials("secret")  # refused: arguments have names
ehpc.Addon(name="Login", version="1.0", services_spec=7)  # refused: neither JSON text nor a list nor a dict
ehpc.EhpcCluster("x", cluster_vpc_id="vpc-1")  # refused: a required argument is missing
ehpc.EhpcCluster("x", cluster_vpc_id="vpc-1", cluster_vswitch_id="vsw-1", queue=[])  # refused: misspelt
ehpc.EhpcCluster("x", cluster_vpc_id="vpc-1", cluster_vswitch_id="vsw-1", queues=ehpc.Queue(queue_name="q"))  # refused
ehpc.EhpcCluster("x", cluster_vpc_id="vpc-1", cluster_vswitch_id="vsw-1", tags=["a"])  # refused: no mapping
ehpc.EhpcCluster("x", cluster_vpc_id="vpc-1", cluster_vswitch_id="vsw-1", tags={"a": 1})  # refused: no text
ehpc.EhpcCluster("x", ehpc.Queue(queue_name="q"))  # refused: not the args of a cluster
cluster = ehpc.EhpcCluster.get("x", "ehpc-1")
cluster.max_count.apply(lambda count: count.upper())  # refused: a number has no upper()
cluster.manager.apply(lambda m: m.manger_node)  # refused: a misspelt output
cluster.queues.apply(lambda queues: queues[0])  # refused: there may be none
cluster.cluster_state  # refused: a misspelt output # noqa: B018
