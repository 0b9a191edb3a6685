"""Mistakes that a type checker must refuse: one a line, named in a comment that begins with "refused"."""

from typing import Any

import pulumi

import pulumi_ehpc as ehpc

vpc = pulumi.Output.from_input("vpc-1")
cluster = ehpc.EhpcCluster.get("x", "ehpc-1")
node = ehpc.Node(image_id="m-1")

# Calls of args classes.
ehpc.EhpcClusterArgs(cluster_vpc_id="vpc-1")  # refused: a required argument is missing
ehpc.EhpcClusterArgs(cluster_vpc_id="vpc-1", cluster_vswitch_id="vsw-1", clustr_name="x")  # refused: misspelt
ehpc.EhpcClusterArgs("vpc-1", "vsw-1")  # refused: arguments have names
ehpc.EhpcClusterArgs(cluster_vpc_id="vpc-1", cluster_vswitch_id="vsw-1", max_count="many")  # refused: no number
ehpc.EhpcClusterArgs(cluster_vpc_id="vpc-1", cluster_vswitch_id="vsw-1", manager=ehpc.Queue(queue_name="q"))  # refused
ehpc.EhpcClusterArgs(cluster_vpc_id="vpc-1", cluster_vswitch_id="vsw-1", region=["cn-hangzhou"])  # refused: no text
ehpc.EhpcClusterArgs(cluster_vpc_id=None, cluster_vswitch_id="vsw-1")  # refused: a required one that is unset
ehpc.Queue(max_count=3)  # refused: a required argument is missing
ehpc.Queue("comp", 0, 10)  # refused: arguments have names
ehpc.Queue({"queue_name": "comp"})  # refused: arguments have names
ehpc.Queue(queue_name="q", max_cout=3)  # refused: misspelt
ehpc.Queue(queueName="q")  # refused: a state's name
ehpc.Queue(queue_name="q", max_count=2.5)  # refused: no whole number
ehpc.Queue(queue_name="q", max_count=vpc)  # refused: a text later on
ehpc.Queue(queue_name="q", compute_nodes=[ehpc.SystemDisk(size=40)])  # refused: the wrong class in a list
ehpc.Queue(queue_name="q", compute_nodes=node)  # refused: one is no list
ehpc.Queue(queue_name="q", compute_nodes={"image_id": "m-1"})  # refused: a dict is no list
ehpc.Queue(queue_name="q", compute_nodes=[ehpc.Node])  # refused: the class itself
ehpc.Queue(queue_name="q", compute_nodes=[None])  # refused: nothing in a list
ehpc.Queue(queue_name="q", enable_scale_in="no")  # refused: no boolean
ehpc.Queue(queue_name="q", vswitch_ids="vsw-1")  # refused: a text is no list
ehpc.Queue(queue_name="q", vswitch_ids=[1])  # refused: no texts in the list
ehpc.Queue(queue_name="q", vswitch_ids={"vsw-1"})  # refused: a set has no order
ehpc.Queue(queue_name="q", ram_role=("a",))  # refused: a tuple is no text
ehpc.Node(system_disk=ehpc.DataDisk(size=40))  # refused: the wrong class of two that look alike
ehpc.Node(system_disk=[{"size": 40}])  # refused: a list is no object
ehpc.Node(system_disk="40")  # refused: no object
ehpc.Node(image_id=7)  # refused: no text
ehpc.Node(image_id=b"m-1")  # refused: bytes
ehpc.Node(period_unit="Year")  # refused: not in the closed list
ehpc.Node(instance_charge_type="prepaid")  # refused: another letter case
ehpc.Node(duration=2)  # refused: not in the closed list
ehpc.Node(spot_price_limit="0.9")  # refused: no number
ehpc.SystemDisk(category="cloud_esd")  # refused: misspelt in a closed list
ehpc.SystemDisk(size="40")  # refused: no number
ehpc.SystemDisk(size=40, mount_dir="/data")  # refused: only a data disk has it
ehpc.Manager(dns=ehpc.DirectoryService(type="NIS"))  # refused: the wrong class of two that are alike
ehpc.Scheduler(type="slurm22")  # refused: not in the closed list
ehpc.ClusterCredentials("secret")  # refused: arguments have names
ehpc.Addon(name="Login", version=1.0)  # refused: no text
ehpc.Addon(name="Login", version="1.0", services_spec=7)  # refused: neither JSON text nor a list nor a dict
ehpc.SharedStorage(mount_directory="/home", file_system_id="fs")  # refused: a required argument is missing
ehpc.SharedStorage(mount_directory="/", file_system_id="f", mount_target_domain="d", protocol_type="nfs4")  # refused
ehpc.Que(queue_name="q")  # refused: there is no such class

# Outputs of something else.
ehpc.Queue(queue_name="q", compute_nodes=vpc)  # refused: a text later on is no list of objects
ehpc.Queue(queue_name="q", compute_nodes=vpc.apply(lambda name: [name]))  # refused: a list of texts later on
ehpc.Queue(queue_name="q", vswitch_ids=vpc)  # refused: a text later on is no list
ehpc.Manager(manager_node=vpc.apply(lambda _: ehpc.SystemDisk(size=40)))  # refused: the wrong class later on
ehpc.Manager(manager_node=cluster)  # refused: a resource

# Dicts.
ehpc.Node(system_disk={"size": "40"})  # refused: no number
ehpc.Node(system_disk={"sise": 40})  # refused: misspelt
ehpc.Node(system_disk={"level": "PL4"})  # refused: not in the closed list
ehpc.Node(data_disks=[ehpc.DataDisk(size=40), {"size": [40]}])  # refused: no number in the second
ehpc.Manager(manager_node={"system_disk": {"size": None, "categry": "cloud"}})  # refused: misspelt, two deep
ehpc.Queue(queue_name="q", compute_nodes=[{"image_id": "m-1", "size": 40}])  # refused: a node has none
ehpc.QueueDict(max_count=3)  # refused: a required key is missing
ehpc.QueueDict(queue_name="q", max_count="3")  # refused: no number
unnamed: ehpc.QueueDict = {"max_count": 3}  # refused: a required key is missing
misspelt: ehpc.NodeDict = {"imge_id": "m-1"}  # refused: misspelt

# Calls of the resource.
ehpc.EhpcCluster("x")  # refused: all that is required is missing
ehpc.EhpcCluster("x", cluster_vpc_id="vpc-1")  # refused: a required argument is missing
ehpc.EhpcCluster(cluster_vpc_id="vpc-1", cluster_vswitch_id="vsw-1")  # refused: it has no name
ehpc.EhpcCluster(7, cluster_vpc_id="vpc-1", cluster_vswitch_id="vsw-1")  # refused: its name is no text
ehpc.EhpcCluster("x", "vpc-1")  # refused: arguments have names
ehpc.EhpcCluster("x", cluster_vpc_id="vpc-1", cluster_vswitch_id="vsw-1", queue=[])  # refused: misspelt
ehpc.EhpcCluster("x", cluster_vpc_id=cluster, cluster_vswitch_id="vsw-1")  # refused: a resource, not its id
ehpc.EhpcCluster("x", cluster_vpc_id="vpc-1", cluster_vswitch_id="vsw-1", foo=None)  # refused: no such input
ehpc.EhpcCluster("x", cluster_vpc_id=None, cluster_vswitch_id="vsw-1")  # refused: a required one that is unset
ehpc.EhpcCluster("x", cluster_vpc_id="vpc-1", cluster_vswitch_id="vsw-1", region=1)  # refused: no text
ehpc.EhpcCluster("x", cluster_vpc_id="vpc-1", cluster_vswitch_id="vsw-1", max_count="10")  # refused: no number
ehpc.EhpcCluster("x", cluster_vpc_id="vpc-1", cluster_vswitch_id="vsw-1", cluster_mode="integrated")  # refused
ehpc.EhpcCluster("x", cluster_vpc_id="vpc-1", cluster_vswitch_id="vsw-1", queues=ehpc.Queue(queue_name="q"))  # refused
ehpc.EhpcCluster("x", cluster_vpc_id="vpc-1", cluster_vswitch_id="vsw-1", queues=[node])  # refused: no queue
ehpc.EhpcCluster("x", cluster_vpc_id="v", cluster_vswitch_id="w", queues={"queue_name": "q"})  # refused: no list
ehpc.EhpcCluster("x", cluster_vpc_id="vpc-1", cluster_vswitch_id="vsw-1", queues=[{"queue_nam": "q"}])  # refused
ehpc.EhpcCluster("x", cluster_vpc_id="vpc-1", cluster_vswitch_id="vsw-1", queues=[{"max_count": 1}])  # refused: no name
ehpc.EhpcCluster("x", cluster_vpc_id="vpc-1", cluster_vswitch_id="vsw-1", manager=[])  # refused: no object
ehpc.EhpcCluster("x", cluster_vpc_id="vpc-1", cluster_vswitch_id="vsw-1", manager=cluster.queues[0])  # refused: a queue
ehpc.EhpcCluster("x", cluster_vpc_id="vpc-1", cluster_vswitch_id="vsw-1", tags=["a"])  # refused: no mapping
ehpc.EhpcCluster("x", cluster_vpc_id="vpc-1", cluster_vswitch_id="vsw-1", tags={"a": 1})  # refused: no text
ehpc.EhpcCluster("x", cluster_vpc_id="vpc-1", cluster_vswitch_id="vsw-1", opts={})  # refused: no options
ehpc.EhpcCluster("x", cluster_vpc_id="vpc-1", cluster_vswitch_id="vsw-1", opts=[cluster])  # refused: no options
ehpc.EhpcCluster("x", ehpc.Queue(queue_name="q"))  # refused: not the args of a cluster
ehpc.EhpcCluster("x", {"cluster_vpc_id": "vpc-1"})  # refused: a required key is missing
ehpc.EhpcCluster("x", {"cluster_vpc_id": "vpc-1", "cluster_vswitch_id": "vsw-1", "queues": [{"name": "q"}]})  # refused

# One that exists.
ehpc.EhpcCluster.get("x")  # refused: without an id
ehpc.EhpcCluster.get("x", 7)  # refused: an id is a text
ehpc.EhpcCluster.get("x", "ehpc-1", {"protect": True})  # refused: no options
ehpc.EhpcCluster.get("x", "ehpc-1", region="cn-hangzhou")  # refused: it has no such argument

# Outputs.
cluster.max_count.apply(lambda count: count.upper())  # refused: a number has no upper()
cluster.manager.apply(lambda m: m.manger_node)  # refused: a misspelt output
cluster.queues.apply(lambda queues: queues[0])  # refused: there may be none
cluster.cluster_state  # refused: a misspelt output # noqa: B018
cluster.manager.nonsense  # refused: a misspelt output # noqa: B018
cluster.manager.manager_node.nonsense  # refused: a misspelt output, two deep # noqa: B018
cluster.queues[0].queue_nam  # refused: a misspelt output of an item # noqa: B018
cluster.queues.queue_name  # refused: of the list, not of an item # noqa: B018
cluster.queues["comp"]  # refused: a list has places
cluster.cluster_name + 1  # refused: a number and a text that is not known yet
cluster.cluster_name.upper()[0] + "x"  # refused: an Output and a text
ehpc.Queue(queue_name=cluster.max_count)  # refused: a number later on
ehpc.Queue(queue_name="q", max_count=cluster.queues[0].queue_name)  # refused: a text later on
ehpc.Manager(scheduler=cluster.manager.dns)  # refused: the wrong output of two that are alike
count: int = cluster.max_count  # refused: an Output is no number


def name_of(queue: dict[str, Any]) -> ehpc.Queue:
    return queue  # refused: a dict is no args class


# Look-ups.
ehpc.get_images("CentOS")  # refused: arguments have names
ehpc.get_images(os=vpc)  # refused: known only later
ehpc.get_images(oss="CentOS")  # refused: misspelt
ehpc.get_images(most_recent="yes")  # refused: no boolean
print(ehpc.get_images().images[0].imageId)  # refused: a state's name
ehpc.get_images().images[0].image_id = "m-1"  # refused: an answer stays as it is
ehpc.get_images_output(most_recent=vpc)  # refused: a text later on
ehpc.get_clusters(cluster_names="render")  # refused: a text is no list
ehpc.get_clusters(opts=pulumi.ResourceOptions())  # refused: options of a resource
ehpc.get_cluster()  # refused: a required argument is missing
ehpc.get_cluster(cluster.id)  # refused: known only later
ehpc.Node(image_id=ehpc.get_images_output())  # refused: the whole answer is no text
