"""A hundred clusters of one stack at once, each with a mark of its own."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from contract.host_process import URN, Failed, Host
from contract.programs import SMALL
from emulator_process import Emulator
from faults.interleavings import LIMIT, Hosts


def created(host: Host, name: str, clusters: int) -> list[str]:
    """As the engine does: one check after the other, then all creates at once; the ids, "" where one failed."""

    def one(number: int) -> Host:
        return replace(host, urn=f"{URN}-{name}-{number}")

    def create(number: int) -> str:
        try:
            return one(number).create(inputs[number])[0]
        except (Failed, ValueError) as failure:
            return getattr(failure, "id", "")

    inputs = [one(number).check(SMALL)[0] for number in range(clusters)]
    with ThreadPoolExecutor(clusters) as pool:
        return list(pool.map(create, range(clusters)))


def descriptions(service: Emulator) -> dict[str, Any]:
    return {cluster["ClusterId"]: cluster["ClusterDescription"] for cluster in service.clusters()}


def test_a_hundred_creates_at_once_with_lost_answers_make_a_hundred_clusters(hosts: Hosts, service: Emulator) -> None:
    service.faults(*({"action": "CreateCluster", "kind": "reset-after", "nth": nth} for nth in range(3, 100, 9)))
    with hosts.another() as host:
        ids = created(host, "hundred", 100)
    made = descriptions(service)
    assert sorted(ids) == sorted(made)
    assert len(set(ids)) == 100
    assert {made[id_] for id_ in ids} == {f"Pulumi-project-dev-render-hundred-{number}" for number in range(100)}


def test_killed_while_many_are_made_each_is_gone_on_with(hosts: Hosts, service: Emulator) -> None:
    clusters = 20
    service.change_clock("seconds:1000")
    with hosts.another() as host:
        making = set()

        def heard(line: str) -> None:
            making.add(line)
            if len([line for line in making if "is making" in line]) == clusters:
                host.kill_cli()

        host.said.heard = heard
        assert set(created(host, "many", clusters)) == {""}
        assert host.process.wait(LIMIT) is not None
    left = descriptions(service)
    assert len(left) == clusters
    assert all("pulumi-" in text for text in left.values())
    service.change_clock("looks:1")
    with hosts.another() as host:
        ids = created(host, "many", clusters)
    assert sorted(ids) == sorted(left) == sorted(descriptions(service))
