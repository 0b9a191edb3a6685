"""How often E-HPC is asked: once for all who want the same, and never for what an answer at hand has told."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from account import KEYS, configured
from contract.host_process import Host, host_process
from contract.programs import REQUEST, SMALL
from emulator_process import Emulator
from in_process import World
from in_process import host as served
from pulumi_ehpc._core.api.gateway import Gateway
from pulumi_ehpc._core.api.sdk import Sdk
from pulumi_ehpc.settings import resolve

MANY, OTHERS = 25, 400
LOGIN = {**SMALL, "addons": [{"name": "Login", "version": "1.0"}]}
QUEUE = {"queueName": "comp", "maxCount": 4}


def beside_waits(program: Mapping[str, Any]) -> list[str]:
    """The calls of a creation, without those that only look whether it is over."""
    world = World(pace="seconds:0")
    served(world).up(program)
    return world.calls


def test_a_creation_asks_for_nothing_that_it_was_told_already() -> None:
    assert beside_waits(SMALL) == [
        *("ListClusters", "ListCommonLogs", "CreateCluster"),
        *("ListClusters", "GetCluster", "ListClusters", "UpdateCluster"),
    ]


def test_a_creation_with_an_add_on_takes_its_machine_from_the_last_look() -> None:
    assert beside_waits(LOGIN).count("ListClusters") == beside_waits(SMALL).count("ListClusters")


def test_an_update_that_only_the_state_is_concerned_by_looks_for_nothing() -> None:
    world = World(pace="seconds:0")
    engine = served(world)
    id_, outs, inputs = engine.up({**SMALL, "queues": [QUEUE]})
    news, failures = engine.check({**SMALL, "queues": [{**QUEUE, "deleteNodes": True}]}, inputs)
    assert not failures
    before = len(world.calls)
    assert engine.update(id_, outs, news, old_inputs=inputs)["queues"][0]["deleteNodes"] is True
    assert world.calls[before:] == ["GetCluster"]


def test_one_setting_that_changes_is_read_sent_and_looked_at() -> None:
    world = World(pace="seconds:0")
    id_, outs, inputs = served(world).up(SMALL)
    later = served(world)
    news, _ = later.check({**SMALL, "maxCount": 7}, inputs)
    before = len(world.calls)
    later.diff(id_, outs, news, inputs)
    later.update(id_, outs, news, old_inputs=inputs)
    # The list alone tells the description, which a call that sets everything would reset.
    assert world.calls[before:] == ["GetCluster", "ListClusters", "UpdateCluster", "GetCluster"]


def test_many_creations_at_once_share_their_lists_however_many_others_there_are() -> None:
    with tempfile.TemporaryDirectory() as folder, Emulator("seconds:2", "--quota", "1000") as service:
        settings = resolve(configured(service.url).get, KEYS)
        others = Gateway(settings, Sdk(settings))
        for number in range(OTHERS):
            others.once("CreateCluster", {**REQUEST, "ClusterName": f"another-{number}"})
        with host_process(Path(folder), configured(service.url), KEYS) as host:
            calls = Counter(made_at_once(host, service))
    assert calls["CreateCluster"] == calls["GetCluster"] == calls["UpdateCluster"] == MANY
    assert calls["ListClusters"] < 10 * MANY


def made_at_once(host: Host, service: Emulator) -> list[str]:
    def make(number: int) -> None:
        one = Host(host.stub, host.said, host.process, f"{host.urn}-{number}")
        inputs, failures = one.check(SMALL)
        assert not failures
        one.create(inputs)

    before = len(service.actions())
    with ThreadPoolExecutor(MANY) as pool:
        list(pool.map(make, range(MANY)))
    return service.actions()[before:]
