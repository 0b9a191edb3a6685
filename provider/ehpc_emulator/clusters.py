"""A cluster: what is known of it, the states it goes through, and which calls each state admits."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .clock import Clock
from .errors import ApiError

GONE = "gone"
# From which share of an operation on a cluster shows a status. The spellings are documented, and so is the order, by
# the 1.0 pages (its nodes are being made, are installed, are initialized, run); the shares are assumed.
PHASES: dict[str, list[tuple[float, str]]] = {
    "making": [(0.0, "creating"), (0.1, "uninit"), (0.5, "initing"), (1.0, "running")],
    "releasing": [(0.0, "releasing"), (1.0, GONE)],
}
# A deletion takes half the seconds of a creation, and as many looks.
SHARE = {"making": 1.0, "releasing": 0.5}
BUSY = ("uninit", "creating", "initing", "pending", "stopping", "releasing")
STATUSES = (*BUSY, "running", "exception", "stopped")
RUNNING = frozenset({"running"})
# DeleteCluster: documented that it refuses by status; which ones is assumed. UpdateCluster: not documented; a
# cluster that failed or was stopped takes it, so that its protection can be switched off (assumed). Software and
# add-ons need a running cluster (documented), queues, nodes, users and storages too (assumed).
ADMITTED = {"DeleteCluster": RUNNING | {"exception", "stopped"}, "UpdateCluster": RUNNING | {"exception", "stopped"}}


@dataclass
class Operation:
    """One mutating call, as the operation log tells it. `steps` are [stage, method, target, message]."""

    request_id: str
    action: str
    cluster_id: str
    account: str
    at: float
    steps: list[list[str]]
    progress: float = 1.0
    finished: float | None = None
    failed: int | None = None
    message: str = "ok"

    @property
    def status(self) -> str:
        if self.failed is not None:
            return "Failed"
        return "InProgress" if self.finished is None else "Finished"


@dataclass
class Cluster:
    id: str
    account: str
    created: float
    modified: float
    settings: dict[str, Any]
    manager: dict[str, Any]
    credentials: list[str]
    tags: list[dict[str, str]]
    queues: dict[str, dict[str, Any]] = field(default_factory=dict)
    storages: list[dict[str, Any]] = field(default_factory=list)
    packages: list[dict[str, Any]] = field(default_factory=list)
    addons: list[dict[str, Any]] = field(default_factory=list)
    nodes: list[dict[str, Any]] = field(default_factory=list)
    users: list[dict[str, Any]] = field(default_factory=list)
    status: str = "creating"
    phase: str = "making"
    since: float = 0.0
    looks: int = 0
    operation: str = ""
    fails_at: float | None = None
    lags: dict[str, Any] = field(default_factory=dict)
    """What a variant lets show only after a while, see lags.py."""

    def begin(self, phase: str, since: float, operation: str) -> None:
        self.phase, self.since, self.looks, self.operation = phase, since, 0, operation
        self.status = PHASES[phase][0][1]

    def put(self, status: str) -> None:
        """Set from outside, or reached for good."""
        self.phase, self.status, self.fails_at = "", status, None

    def progress(self, clock: Clock) -> float:
        """Of the operation under way, 0 to 1."""
        done = clock.progress(self.since, self.looks, SHARE[self.phase])
        return done if self.fails_at is None else min(done, self.fails_at)

    def settle(self, clock: Clock) -> bool:
        """Bring the status up to date; True when it changed."""
        if not self.phase:
            return False
        done, before = self.progress(clock), self.status
        if self.fails_at is not None and done >= self.fails_at:
            self.put("exception")
        else:
            self.status = [status for share, status in PHASES[self.phase] if share <= done][-1]
            if done >= 1.0:
                self.put(self.status)
        return self.status != before

    def admit(self, action: str) -> None:
        """Refuse a call that this state doesn't take."""
        if self.status in ADMITTED.get(action, RUNNING):
            return
        if self.status in BUSY and action != "DeleteCluster":
            raise ApiError("ConflictOpt")
        raise ApiError("InvalidClusterStatus")

    @property
    def serverless(self) -> bool:
        return str(self.settings["ClusterCategory"]).lower() == "serverless"

    def instances(self) -> list[dict[str, Any]]:
        """Every ECS instance that the cluster holds, with how it is paid for."""
        held = [(node["Id"], "compute", node) for node in self.nodes]
        for addon in self.addons:
            held.append((addon["ResourcesSpec"]["EcsInstanceId"], "login", addon["ResourcesSpec"]["EcsResources"][0]))
        if "ManagerNode" in self.manager:
            held.append((self.manager["ManagerNode"]["InstanceId"], "manager", self.manager["ManagerNode"]))
        names = ("InstanceType", "InstanceChargeType")
        return [
            {"InstanceId": made, "Role": role, **{name: node.get(name, "") for name in names}}
            for made, role, node in held
        ]
