"""The account of all tests, the network that their clusters stand in, and the pace at which they are looked at.

The emulator takes any key and any network; these are what tests give it.
"""

from __future__ import annotations

KEYS = {"ALIBABA_CLOUD_ACCESS_KEY_ID": "test", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "test"}
REGION = "cn-hangzhou"
VPC, VSWITCH, OTHER_VPC = "vpc-test", "vsw-test", "vpc-other"
PASSWORD = "Sesame-2024"
"""Of root, on the nodes of clusters."""

FAST = {"PULUMI_EHPC_POLL_SCALE": "0.02"}
"""Whoever waits looks fifty times as often as for a user."""


def configured(endpoint: str) -> dict[str, str]:
    """Where clusters are made, as a stack's configuration says it."""
    return {"ehpc:region": REGION, "ehpc:endpoint": endpoint}


def exported(endpoint: str) -> dict[str, str]:
    """The same, with keys and pace, as a shell exports it."""
    return {**KEYS, **FAST, "ALIBABA_CLOUD_REGION_ID": REGION, "EHPC_ENDPOINT": endpoint}
