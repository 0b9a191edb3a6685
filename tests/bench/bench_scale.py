"""A hundred clusters beside one, on the real engine: seconds, calls and the memory of the host process.

`python tests/bench/bench_scale.py`; each line has ours, the yardstick and the ratio. The machine's noise is in all of
them, so look at the ratio, and at the seconds of the processor.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))

from account import VPC, VSWITCH, exported
from bench.measured import Measured, measured
from emulator_process import Emulator
from engine import toolchain
from engine.harness import Stack
from engine.programs import project_of
from pulumi_ehpc.resources.cluster import CLUSTER

MANY, SECONDS, REPEATS = 100, 10, 3
AT_ONCE = ("--parallel", "128")
CLUSTERS = f"""
import json, pulumi_ehpc
plan = json.load(open("plan.json"))
for n in range(plan["count"]):
    pulumi_ehpc.EhpcCluster(
        f"farm-{{n}}", cluster_vpc_id="{VPC}", cluster_vswitch_id="{VSWITCH}", max_count=plan["most"] if n == 0 else 10
    )
"""
TRIVIAL = """
import json
from pulumi import dynamic

class Provider(dynamic.ResourceProvider):
    def create(self, props): return dynamic.CreateResult(str(props["n"]), props)
    def diff(self, id_, olds, news): return dynamic.DiffResult(changes=olds["n"] != news["n"])

class Trivial(dynamic.Resource):
    def __init__(self, name, n): super().__init__(Provider(), name, {"n": n})

for n in range(json.load(open("plan.json"))["count"]):
    Trivial(f"trivial-{n}", n)
"""
ALIKE = f"""
import json
from pulumi import dynamic

NAMES = {[row.state for row in CLUSTER.rows]!r}

class Provider(dynamic.ResourceProvider):
    def create(self, props):
        return dynamic.CreateResult(str(props["n"]), {{**dict.fromkeys(NAMES, "as told by a service"), **props}})

    def diff(self, id_, olds, news): return dynamic.DiffResult(changes=olds["n"] != news["n"])

class Alike(dynamic.Resource):
    def __init__(self, name, n): super().__init__(Provider(), name, {{**dict.fromkeys(NAMES), "n": n}})

for n in range(json.load(open("plan.json"))["count"]):
    Alike(f"alike-{{n}}", n)
"""


class Farm:
    """A stack of so many resources."""

    def __init__(self, scratch: Path, service: Emulator, count: int, program: str = CLUSTERS) -> None:
        self._folder, self._service, self._count = project_of(program, scratch / "program"), service, count
        self.change(10)
        variables = {**exported(service.url), "PULUMI_EHPC_POLL_SCALE": "1"}
        engine = toolchain.find() or sys.exit("no Pulumi engine: `python tests/engine/toolchain.py` brings one")
        # A stack of its own name: a cluster of the same URN would be taken for one that a killed run has left.
        self.stack = Stack(self._folder, engine, scratch, f"of-{count}", variables)

    def change(self, most: int) -> None:
        """What the first cluster may have at most."""
        (self._folder / "plan.json").write_text(f'{{"count": {self._count}, "most": {most}}}')

    def up(self) -> Measured:
        return self._measured(lambda: self.stack.up("--skip-preview", *AT_ONCE).must_work())

    def preview(self) -> Measured:
        return self._measured(lambda: self.stack.preview(*AT_ONCE).must_work())

    def refresh(self) -> Measured:
        return self._measured(lambda: self.stack.refresh("--skip-preview", *AT_ONCE).must_work())

    def destroy(self) -> Measured:
        return self._measured(lambda: self.stack.destroy("--skip-preview", *AT_ONCE).must_work())

    def _measured(self, run: Callable[[], object]) -> Measured:
        return measured(self.stack, self._service, run)


def compare(what: str, ours: list[Measured], yardstick: list[Measured], most: float | None = None) -> None:
    wall, other = (median(one.wall for one in each) for each in (ours, yardstick))
    cpu, others = (median(one.cpu for one in each) for each in (ours, yardstick))
    limit = f" (at most {most})" if most else ""
    print(
        f"{what}: {wall:.1f} s to {other:.1f} s, ratio {wall / other:.2f}{limit}; "
        f"processor {cpu:.1f} s to {others:.1f} s, ratio {cpu / others:.2f}",
        flush=True,
    )


def calls(what: str, run: Measured, said: str) -> None:
    told = ", ".join(f"{count} {action}" for action, count in Counter(run.calls).most_common())
    print(f"  calls of {what}: {told or 'none'} ({said}); host process {run.memory:.0f} MB (under 250)", flush=True)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, Emulator(f"seconds:{SECONDS}", "--quota", "1000") as service:
        scratch = Path(folder)
        one, many = Farm(scratch / "one", service, 1), Farm(scratch / "many", service, MANY)
        trivial = Farm(scratch / "trivial", service, MANY, TRIVIAL)
        alike = Farm(scratch / "alike", service, MANY, ALIKE)
        try:
            measure(one, many, trivial, alike)
        finally:
            for farm in (one, many, trivial, alike):
                farm.stack.close()


def measure(one: Farm, many: Farm, trivial: Farm, alike: Farm) -> None:
    engine = trivial.up()
    alike.up()
    alone, together = one.up(), many.up()
    compare(f"up of {MANY} clusters of {SECONDS} s, to one", [together], [alone], 1.5)
    print(f"  the engine with {MANY} trivial resources: {engine.wall:.1f} s, processor {engine.cpu:.1f} s")
    calls("that", together, f"at most one ListClusters a tick and 5 calls a cluster: {SECONDS + 5 * MANY}")
    for what, run in (("preview", Farm.preview), ("up", Farm.up)):
        rounds = [(run(many), run(trivial), run(alike)) for _ in range(REPEATS)]
        ours, yardstick, same = ([each[side] for each in rounds] for side in range(3))
        compare(f"{what} of {MANY} unchanged clusters, to {MANY} trivial resources", ours, yardstick, 1.05)
        compare("  to as many that do nothing either and have as many outputs", ours, same)
        compare("  these to the trivial ones", same, yardstick)
        calls("that", ours[0], "none")
    many.change(11)
    calls("an up that changes one", many.up(), "the update between two looks; the list tells the description")
    compare(f"refresh of {MANY} clusters, to one", [many.refresh()], [one.refresh()], 1.5)
    calls("the next", many.refresh(), "one GetCluster a cluster: eight of its values stand in no list")
    together, alone, engine = many.destroy(), one.destroy(), trivial.destroy()
    compare(f"destroy of {MANY} clusters of {SECONDS / 2:.0f} s, to one", [together], [alone], 1.5)
    print(f"  the engine with {MANY} trivial resources: {engine.wall:.1f} s, processor {engine.cpu:.1f} s")
    calls("that", together, "a look, a deletion and a confirmation each, and one ListClusters a tick")


if __name__ == "__main__":
    main()
