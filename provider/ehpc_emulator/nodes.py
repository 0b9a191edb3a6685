"""Compute nodes: what is kept of one, and the life that it has beside its cluster's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count
from typing import Any

from . import templates
from .clock import Clock
from .clusters import GONE, Cluster
from .ids import Ids

Node = dict[str, Any]
# From which share of a node's making or releasing on it shows a status (values documented, order and shares assumed).
PHASES: dict[str, list[tuple[float, str]]] = {
    "making": [(0.0, "uninit"), (0.5, "initing"), (1.0, "running")],
    "releasing": [(0.0, "releasing"), (1.0, GONE)],
}
# Parts of a creation's seconds, and as many looks (assumed).
SHARE = {"making": 0.25, "releasing": 0.125}
STATUSES = ("uninit", "initing", "running", "releasing", "stopped", "exception", "untracking")
# What ListNodes tells of a node's hardware, by its name there.
HARDWARE = {name: name for name in ("ImageId", "InstanceChargeType", "InstanceType", "SpotStrategy")}
HARDWARE |= {"HtEnabled": "EnableHT"}


def add(cluster: Cluster, queue: dict[str, Any], hardware: Node, at: str, machines: dict[str, str]) -> list[Node]:
    """Nodes of a queue from now on, by the names of these machines' hosts."""
    known = templates.node(hardware)
    shared = templates.default("compute") | {
        **{name: known[key] for name, key in HARDWARE.items() if key in known},
        "AddTime": at,
        "QueueName": queue["QueueName"],
        "VpcId": cluster.settings["ClusterVpcId"],
        "VSwitchId": next(iter(queue["VSwitchIds"]), cluster.settings["ClusterVSwitchId"]),
    }
    free = _free((_address(place) for place in count()), [node["IpAddress"] for node in cluster.nodes])
    new = [shared | {"Id": machine, "Hostname": host, "IpAddress": next(free)} for host, machine in machines.items()]
    cluster.nodes += new
    return new


def hardware_of(queue: dict[str, Any]) -> Node:
    """The first that it describes: its nodes are made of that."""
    return dict(next(iter(queue["ComputeNodes"]), {}))


def machines(cluster: Cluster, queue: dict[str, Any], number: int, ids: Ids) -> dict[str, str]:
    """So many new ones, under the next host names that are free."""
    names = (f"{queue['HostnamePrefix']}{place:03d}{queue['HostnameSuffix']}" for place in count())
    free = _free(names, [node["Hostname"] for node in cluster.nodes])
    return {next(free): ids.resource("i") for _ in range(number)}


def _free(names: Iterator[str], taken: Iterable[str]) -> Iterator[str]:
    held = set(taken)
    return (name for name in names if name not in held)


def _address(place: int) -> str:
    return f"10.{place // 62_500}.{place // 250 % 250}.{place % 250 + 1}"


def begin(node: Node, phase: str, since: float, operation: str) -> None:
    node |= {"Phase": phase, "Since": since, "Looks": 0, "Operation": operation, "Status": PHASES[phase][0][1]}


def put(node: Node, status: str, reason: str = "") -> None:
    """Set from outside, or reached for good."""
    node |= {"Phase": "", "Status": status, "Reason": reason}


def status(cluster: Cluster, node: Node) -> str:
    """One that has had no life of its own yet follows its cluster (assumed)."""
    return str(node.get("Status") or ("running" if cluster.status == "running" else "initing"))


def settle(cluster: Cluster, clock: Clock) -> dict[str, float]:
    """Bring the nodes up to date. How far the operations are that some of them are in."""
    under_way: dict[str, float] = {}
    for node in [node for node in cluster.nodes if node.get("Phase")]:
        phase, name = node["Phase"], node["Operation"]
        done = clock.progress(node["Since"], node["Looks"], SHARE[phase])
        under_way[name] = min(done, under_way.get(name, 1.0))
        node["Status"] = [status for share, status in PHASES[phase] if share <= done][-1]
        if done < 1.0:
            continue
        if node["Status"] == GONE:
            cluster.nodes.remove(node)
        elif "Fails" in node:
            put(node, "exception", node.pop("Fails"))
        else:
            put(node, "running")
    return under_way
