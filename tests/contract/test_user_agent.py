"""Who calls stands in every request: what a report of a problem, or a log of Alibaba's, begins with."""

from __future__ import annotations

import pulumi_ehpc
from account import KEYS, configured
from contract.recording import recording
from pulumi_ehpc._core.api.sdk import Sdk
from pulumi_ehpc.settings import resolve


def test_the_version_is_in_the_user_agent() -> None:
    with recording() as recorder:
        Sdk(resolve(configured(recorder.url).get, KEYS)).send("ListClusters", {})
    agents = [request.headers["user-agent"] for request in recorder.requests]
    assert [f"pulumi-ehpc/{pulumi_ehpc.__version__}" in agent for agent in agents] == [True]
