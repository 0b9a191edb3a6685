"""The life of a cluster that has everything: what each step may send, and what may never happen on the way."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from contract.host_process import NONE, Failed, Host
from contract.programs import WHOLE
from in_process import World, host

Program = dict[str, Any]
DATA = WHOLE["sharedStorages"][2]
PROGRAM: Program = {
    **WHOLE,
    "additionalPackages": [{"name": "mpich", "version": "4.0.3"}],
    "addons": [{"name": "Login", "version": "1.0"}],
}


def _queue(program: Program, **values: Any) -> Program:
    first, *others = program["queues"]
    return {**program, "queues": [{**first, **values}, *others]}


CHANGES: dict[str, tuple[Any, list[str]]] = {
    "a setting": (lambda p: {**p, "maxCount": 20}, ["UpdateCluster"]),
    "the description": (lambda p: {**p, "clusterDescription": "render-farm-2"}, ["UpdateCluster"]),
    "protected": (lambda p: {**p, "deletionProtection": True}, ["UpdateCluster"]),
    "a queue's size": (lambda p: _queue(p, maxCount=8), ["UpdateQueue comp"]),
    "a queue's hardware": (
        lambda p: _queue(p, computeNodes=[{"instanceType": "ecs.c8.xlarge"}]), ["UpdateQueue comp"]
    ),
    "a queue more": (
        lambda p: {**p, "queues": [*p["queues"], {"queueName": "new", "maxCount": 1}]}, ["CreateQueue new"]
    ),
    "a queue less": (lambda p: {**p, "queues": p["queues"][:-1]}, ["DeleteQueues new"]),
    "a mount more": (
        lambda p: {**p, "sharedStorages": [*p["sharedStorages"], {**DATA, "mountDirectory": "/scratch"}]},
        ["AttachSharedStorages /scratch"],
    ),
    "a mount less": (lambda p: {**p, "sharedStorages": p["sharedStorages"][:-1]}, ["DetachSharedStorages /scratch"]),
    "software more": (
        lambda p: {**p, "additionalPackages": [*p["additionalPackages"], {"name": "openmpi", "version": "4.1.1"}]},
        ["InstallSoftwares openmpi"],
    ),
    "software less": (
        lambda p: {**p, "additionalPackages": p["additionalPackages"][:1]}, ["UninstallSoftwares openmpi"]
    ),
    "no add-on": (lambda p: {**p, "addons": []}, ["UnInstallAddon"]),
    "unprotected": (lambda p: {**p, "deletionProtection": False}, ["UpdateCluster"]),
}  # fmt: skip
"""What changes in the program, in this order, and what may be sent for it."""


@dataclass
class Life:
    """One resource under Pulumi, as its user lives with it."""

    world: World
    program: Program = field(default_factory=lambda: copy.deepcopy(PROGRAM))
    id: str = ""
    outs: Mapping[str, Any] = field(default_factory=dict)
    inputs: Mapping[str, Any] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)
    _seen: int = 0

    @property
    def engine(self) -> Host:
        return host(self.world)

    def sent(self) -> list[str]:
        """What has been changed since the last question."""
        rows = self.world.control("GET", "journal")["requests"]
        done, self._seen = rows[self._seen :], len(rows)
        return [_told(row) for row in done if row["status"] == 200 and not row["action"].startswith(("Get", "List"))]

    def up(self) -> bool:
        """One `pulumi up`; False where it failed, which is a sentence and loses nothing."""
        engine = self.engine
        checked, wrong = engine.check(self.program, self.inputs)
        assert not wrong, wrong
        try:
            if not self.id:
                self.id, self.outs = engine.create(checked)
            elif self._differs(engine, checked).changes != NONE:
                self.outs = engine.update(self.id, self.outs, checked, old_inputs=self.inputs)
            self.inputs = checked
        except Failed as failure:
            self.failures.append(failure.message)
            if failure.id:
                # As the engine writes it: after an update that failed, with the inputs as they were.
                self.inputs = self.inputs if self.id else checked
                self.id, self.outs = failure.id, failure.properties
            return False
        return True

    def diff(self) -> Any:
        engine = self.engine
        checked, _ = engine.check(self.program, self.inputs)
        return self._differs(engine, checked)

    def _differs(self, engine: Host, checked: Mapping[str, Any]) -> Any:
        answer = engine.diff(self.id, self.outs, checked, self.inputs)
        assert not answer.replaces, list(answer.replaces)
        return answer

    def refresh(self) -> None:
        id_, self.outs, self.inputs = self.engine.read(self.id, self.outs, self.inputs)
        assert id_ == self.id, "gone"

    def down(self) -> bool:
        try:
            self.engine.delete(self.id, self.outs)
        except Failed as failure:
            self.failures.append(failure.message)
            return False
        return True


def live(world: World) -> Life:
    """All of it; whatever the service does, nothing is lost that the program did not ask for."""
    life = Life(world)
    if not _tried(life.up):
        # Nothing can be made: the user reads why, and gets rid of what there is.
        assert not life.id or _tried(life.down), life.failures
        _nothing_is_left(life)
        return life
    made = life.sent()
    assert made[0] == "CreateCluster", made
    assert set(made[1:]) <= {"UpdateCluster", "UpdateQueue comp", "UpdateQueue big"}, made
    assert len(made) == len(set(made)), f"at most once: {made}"
    _quiet(life, "up")
    for what, (change, allowed) in CHANGES.items():
        before, life.program = life.program, change(life.program)
        if not _tried(life.up):
            life.program = before
            assert _tried(life.up), (what, life.failures)
            # What came and could not be used goes again.
            allowed = [*allowed, *(call.replace("Install", "Uninstall") for call in allowed)]
        sent = life.sent()
        assert set(sent) <= set(allowed), (what, sent)
        _quiet(life, what)
    assert _tried(life.down), life.failures
    _nothing_is_left(life)
    return life


def _quiet(life: Life, after: str) -> None:
    """The preview is empty, before and after a refresh, which changes nothing either."""
    assert life.diff().changes == NONE, after
    life.world.said.lines.clear()
    life.refresh()
    assert life.diff().changes == NONE, (after, life.world.said.text())
    assert life.sent() == [], after


def _tried(step: Any) -> bool:
    """Three times: what fails once may be a matter of time."""
    return any(step() for _ in range(3))


def _nothing_is_left(life: Life) -> None:
    state = life.world.control("GET", "state")
    assert (state["clusters"], state["instances"]) == ([], [])
    for message in life.failures:
        assert "Traceback" not in message, message
        assert "defect" not in message, message


def _told(row: Mapping[str, Any]) -> str:
    """The action, and what of the cluster it was about."""
    params = row["params"]
    names = [
        *params.get("QueueNames", []),
        params.get("Queue", {}).get("QueueName"),
        *(mount.get("MountDirectory") for mount in params.get("SharedStorages", [])),
        *(package.get("Name") for package in params.get("AdditionalPackages", [])),
    ]
    about = [] if row["action"] == "CreateCluster" else filter(None, names)
    return " ".join([row["action"], *about])
