"""Many clusters beside one: how much longer forty creations take than a single one, over one host process."""

from __future__ import annotations

import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from account import KEYS, configured
from contract.host_process import Host, host_process
from contract.programs import SMALL
from emulator_process import Emulator

MANY, SECONDS = 40, 4


def seconds_for(host: Host, count: int, first: int) -> float:
    def make(number: int) -> None:
        urn = f"{host.urn}-{number}"
        one = Host(host.stub, host.said, host.process, urn)
        inputs, failures = one.check(SMALL)
        assert not failures, failures
        one.create(inputs)

    begin = time.perf_counter()
    with ThreadPoolExecutor(count) as pool:
        list(pool.map(make, range(first, first + count)))
    return time.perf_counter() - begin


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, Emulator(f"seconds:{SECONDS}", "--quota", "100") as service:
        with host_process(Path(folder), configured(service.url), KEYS) as host:
            one, many = seconds_for(host, 1, 0), seconds_for(host, MANY, 1)
        calls = len(service.journal())
    print(
        f"{MANY} clusters of {SECONDS} s: {many:.1f} s, one: {one:.1f} s, ratio {many / one:.2f}; {calls} calls in all"
    )


if __name__ == "__main__":
    main()
