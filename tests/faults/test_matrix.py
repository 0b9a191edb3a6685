"""Every kind of fault at every call: success, or a failure that says what to do, and then the next run ends well."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from account import KEYS, configured
from contract.programs import REQUEST, SMALL
from emulator_process import Emulator
from faults.cli import Result
from faults.interleavings import Life
from pulumi_ehpc._core.api.gateway import Gateway
from pulumi_ehpc._core.api.sdk import Sdk
from pulumi_ehpc._core.api.transport import LOST
from pulumi_ehpc.errors import ServiceError
from pulumi_ehpc.settings import resolve

QUEUES = [{"queueName": "comp", "maxCount": 2}]
BEFORE = {**SMALL, "maxCount": 5, "queues": QUEUES}
AFTER = {**SMALL, "maxCount": 9, "queues": [{"queueName": "comp", "maxCount": 4}, {"queueName": "big"}]}
KINDS: dict[str, dict[str, Any]] = {
    "throttled": {"kind": "throttled", "times": 2},
    "throttled with retry-after": {"kind": "throttled-retry-after"},
    "500": {"kind": "500"},
    "500 after acting": {"kind": "500", "acted": True},
    "503": {"kind": "503"},
    "conflict": {"kind": "conflict", "times": 2},
    "connection refused": {"kind": "refuse"},
    "reset before": {"kind": "reset-before"},
    "reset after": {"kind": "reset-after"},
    "success false": {"kind": "success-false"},
    "no JSON": {"kind": "not-json"},
    "no JSON after acting": {"kind": "not-json", "acted": True},
    "forbidden": {"kind": "error", "code": "Forbidden.RAM", "status": 403},
    "an unheard-of error": {"kind": "error", "code": "Strange.New", "status": 400, "message": "Strange."},
    "down for long": {"kind": "503", "times": 40},
}
SITES: dict[str, tuple[str, ...]] = {
    "create": ("ListClusters", "ListCommonLogs", "CreateCluster", "GetCluster", "ListQueues", "UpdateCluster"),
    "update": ("GetCluster", "ListClusters", "UpdateCluster", "GetQueue", "UpdateQueue", "CreateQueue"),
    "read": ("GetCluster", "ListClusters", "ListQueues", "GetQueue"),
    "delete": ("GetCluster", "DeleteCluster", "ListClusters"),
}
CELLS = [(verb, site) for verb, sites in SITES.items() for site in sites]


def operations(life: Life) -> dict[str, Callable[[], Result]]:
    return {"create": life.up, "update": life.up, "read": life.refresh, "delete": life.destroy}


def prepared(life: Life, verb: str) -> Callable[[], Result]:
    """The stack in front of that verb."""
    life.program = dict(BEFORE)
    if verb != "create":
        assert life.up().end == "ok"
    if verb == "update":
        life.program = dict(AFTER)
    return operations(life)[verb]


def converged(life: Life, verb: str) -> None:
    if verb == "delete":
        assert (life.statuses, life.stack.entries) == ({}, [])
        return
    (entry,) = life.stack.entries
    assert life.statuses == {entry.id: "running"}
    assert entry.outs["__finished"] is True
    (cluster,) = life.clusters
    wanted = AFTER if verb == "update" else BEFORE
    assert cluster["MaxCount"] == wanted["maxCount"]
    names = {queue["queueName"]: queue.get("maxCount") for queue in wanted["queues"]}
    live = {queue["QueueName"]: queue["MaxCount"] for queue in cluster["queues"]}
    assert set(live) == set(names)
    assert live["comp"] == names["comp"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("verb", "site"), CELLS, ids=lambda part: str(part))
def test_a_fault_at_a_call(life: Life, verb: str, site: str, kind: str) -> None:
    operation = prepared(life, verb)
    life.service.faults({"action": site, "nth": 1, **KINDS[kind]})
    result = operation()
    life.service.clear_faults()
    made = life.service.actions().count("CreateCluster")
    assert "defect" not in result.text
    assert "Traceback" not in result.text
    if result.end == "failed":
        failed_well(result.text, site)
        assert operation().end == "ok", "the next run does not end well"
    converged(life, verb)
    # Repeated where nothing was made, never where one may have been.
    assert len(life.clusters) <= 1
    assert made <= 4


def failed_well(text: str, site: str) -> None:
    """It names the call, and says what to do or what the service said."""
    assert site in text or "may have been made" in text
    assert text.strip().count("\n") >= 1
    assert any(hint in text for hint in ("again", "Grant", "Check", "check", "nothing was made", "Strange.")), text


def test_an_answer_that_takes_too_long_counts_as_lost(service: Emulator) -> None:
    settings = resolve(configured(service.url).get, KEYS)
    at = Gateway(settings, Sdk(settings, seconds=0.2))
    service.faults({"action": "CreateCluster", "kind": "slow", "seconds": 0.6})
    with pytest.raises(ServiceError) as failure:
        at.once("CreateCluster", REQUEST)
    assert failure.value.code == LOST
    assert len(service.clusters()) == 1
