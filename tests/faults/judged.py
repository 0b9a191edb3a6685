"""What must hold while disasters happen to a stack, and after them."""

from __future__ import annotations

import re

from hypothesis.stateful import invariant

from faults.cli import Result
from faults.ordeal import URN, Kill, Ordeal, Step
from pulumi_ehpc._core.logic.marks import mark_in, urn_digest
from pulumi_ehpc.resources import CLUSTER

PROTECTION = "deletionProtection"


class Judged(Ordeal):
    """Each run is judged, and so is what is left at the end."""

    def __init__(self) -> None:
        super().__init__()
        self.gone_by_hand: set[str] = set()
        self.gone_by_us: set[str] = set()
        self.interrupted: set[str] = set()
        """Made by a run that did not write them into the state."""
        self.theirs: set[str] = set()
        """Made by a colleague's run of the same stack, elsewhere."""
        self.serving = ""
        """The last cluster that was finished: users compute on it until another one is."""

    def teardown(self) -> None:
        try:
            self.ends_well()
        finally:
            super().teardown()

    def run(self, step: Step, kill: Kill | None = None, late: int = 0, adopt: str = "") -> Result:
        before, left, guarded = set(self.world.clusters()), self.going_on(), self.protected()
        late_already = bool(self.world.control("GET", "faults")["faults"])
        result = super().run(step, kill, late, adopt)
        self._judge(result, step, before)
        made = set(self.world.clusters()) - before
        assert len(made) <= 1, "one run made two"
        self.interrupted |= made - set(self.stack.ids)
        self.theirs -= set(self.stack.ids)
        assert not made or not left or late_already, f"{made} was made beside {left}"
        assert guarded <= self.in_use(), "a protected cluster was deleted"
        return result

    def _judge(self, result: Result, step: Step, before: set[str]) -> None:
        assert "has a defect" not in result.text
        verb, how = step
        refused = (
            re.search(r"left cluster (\S+) ", result.text) if "nothing was made beside it" in result.text else None
        )
        if refused and not how.get("replace"):
            assert refused[1] != self.stack.main_id, "refused because of the cluster that the state has"
        if verb == "destroy" or how.get("first"):
            self.gone_by_us |= before - self.in_use()
        if verb == "up" and result.end == "ok":
            main = self.stack.main
            assert main is not None
            assert len(self.stack.entries) == 1
            if "CreateCluster" in self.world.calls:
                unnamed = [id_ for id_ in self.left_over() if id_ not in result.text]
                assert not unnamed, f"{unnamed} are left over and were not named"

    def protected(self) -> set[str]:
        """The clusters that have run and may not be deleted: the program may lift that of one that it replaces."""
        if self.program.get(PROTECTION) is False:
            return set()
        clusters = self.world.clusters().items()
        return {id_ for id_, c in clusters if c["DeletionProtection"] and c["ClusterStatus"] == "running"}

    def in_use(self) -> set[str]:
        return {id_ for id_, cluster in self.world.clusters().items() if cluster["ClusterStatus"] != "releasing"}

    def left_over(self) -> list[str]:
        return [id_ for id_ in self.in_use() if id_ not in self.stack.ids]

    def going_on(self) -> list[str]:
        """Unfinished creations that are in no entry, and that the next creation has to find."""
        clusters = self.world.clusters()
        return [id_ for id_ in self.left_over() if clusters[id_]["ClusterStatus"] in CLUSTER.states.under_way]

    @invariant()
    def each_cluster_is_in_the_state_or_found_by_its_mark(self) -> None:
        clusters = self.world.clusters()
        for id_ in self.left_over():
            mark = mark_in(clusters[id_]["ClusterDescription"])
            assert mark is not None, f"{id_} is lost"
            assert mark.urn == urn_digest(URN)

    @invariant()
    def the_cluster_in_use_lives(self) -> None:
        main = self.stack.main
        if main and main.outs.get("__finished"):
            self.serving = main.id
        if self.serving not in self.gone_by_hand | self.gone_by_us | {""}:
            assert self.serving in self.in_use(), f"{self.serving} was deleted"

    @invariant()
    def what_a_colleague_made_lives(self) -> None:
        assert self.theirs <= self.in_use()

    @invariant()
    def no_user_ever_sees_a_mark(self) -> None:
        for entry in self.stack.entries:
            shown = [entry.inputs.get("clusterDescription"), entry.outs.get("clusterDescription")]
            assert not any(mark_in(text) for text in shown)

    def ends_well(self) -> None:
        """An undisturbed `up`, after at most the ways out that were told, and `destroy`: nothing is left but what a
        creation left that no creation followed; `orphans` finds that by its mark."""
        self.world.now += 100
        if set(self.stack.ids) - self.in_use():
            # A user whose `destroy` was killed, or who deleted by hand, tells Pulumi so.
            assert self.run(("refresh", {})).end == "ok"
        self.program = {**self.program, PROTECTION: False}
        for _ in range(8 + len(self.world.clusters())):
            result = self.run(("up", {}))
            if result.end == "ok":
                break
            self._follow(result.text)
        assert result.end == "ok", result.text
        assert self.stack.ids[0] in self.in_use()
        again = self.run(("up", {}))
        assert (again.end, self.world.calls) == ("ok", [])
        result = self.run(("destroy", {}))
        if "run `pulumi up --refresh`" in result.text:
            # Protected by a run that was killed before the engine wrote it down.
            assert self.run(("refresh", {})).end == self.run(("up", {})).end == "ok"
            result = self.run(("destroy", {}))
        assert result.end == "ok"
        assert self.in_use() <= self.interrupted | self.theirs
        self.each_cluster_is_in_the_state_or_found_by_its_mark()

    def _follow(self, text: str) -> None:
        """Do what the message says."""
        if told := re.search(r"[Tt]o get rid of it: .* delete (\S+), then pulumi up", text):
            self.by_hand(told[1])
        elif told := re.search(r"(?:where no program has it any more|To lift it): .* unprotect ([\w-]+)", text):
            self.world.control("POST", f"clusters/{told[1]}", {"DeletionProtection": False})
        elif re.search("or take (it|that) back", text):
            main, program = self.stack.main, self.program
            assert main is not None
            self.program = {**program, "clusterVpcId": main.outs["clusterVpcId"], PROTECTION: False}
            without = self.run(("up", {"refresh": True}))
            self.program = program
            if without.end != "ok":
                self._follow(without.text)
        elif "run `pulumi refresh`" in text or "Run `pulumi refresh`" in text:
            assert self.run(("refresh", {})).end == "ok"

    def by_hand(self, cluster_id: str) -> None:
        """Somebody deletes a cluster."""
        self.gone_by_hand.add(cluster_id)
        self.theirs.discard(cluster_id)
        self.world.control("DELETE", f"clusters/{cluster_id}")
