"""Creations at once in an account with thousands of other clusters: how often each asks for the list, and how long."""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from account import KEYS, configured
from contract.host_process import Host, host_process
from contract.programs import REQUEST, SMALL
from emulator_process import Emulator
from pulumi_ehpc._core.api.gateway import Gateway
from pulumi_ehpc._core.api.sdk import Sdk
from pulumi_ehpc.settings import resolve

STRANGERS, MANY, SECONDS = 3_000, 25, 10


def fill(url: str) -> None:
    settings = resolve(configured(url).get, KEYS)
    at = Gateway(settings, Sdk(settings))
    for number in range(STRANGERS):
        at.once("CreateCluster", {**REQUEST, "ClusterName": f"another-{number}"})


def seconds_for(host: Host, count: int) -> float:
    def make(number: int) -> None:
        one = Host(host.stub, host.said, host.process, f"{host.urn}-{count}-{number}")
        inputs, failures = one.check(SMALL)
        assert not failures, failures
        one.create(inputs)

    begin = time.perf_counter()
    with ThreadPoolExecutor(count) as pool:
        list(pool.map(make, range(count)))
    return time.perf_counter() - begin


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, Emulator(f"seconds:{SECONDS}", "--quota", "10000") as service:
        fill(service.url)
        with host_process(Path(folder), configured(service.url), KEYS) as host:
            one = seconds_for(host, 1)
            before = len(service.actions())
            many = seconds_for(host, MANY)
            calls = Counter(service.actions()[before:])
    print(
        f"{MANY} clusters of {SECONDS} s beside {STRANGERS} others: {many:.1f} s, one: {one:.1f} s, "
        f"ratio {many / one:.2f}; ListClusters of each: {calls['ListClusters'] / MANY:.1f} (at most 10)"
    )


if __name__ == "__main__":
    main()
