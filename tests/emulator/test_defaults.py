"""What the emulator can be told it also fills in: a parameter without a default would be dropped, or never answered."""

from __future__ import annotations

import pytest

from ehpc_emulator.facts import ACTIONS, DEFAULTS, TYPES

ELSEWHERE = {
    "CreateCluster": {
        *("AdditionalPackages", "Addons", "ClusterCredentials", "Manager", "Queues", "SharedStorages", "Tags"),
        *("SecurityGroupId", "IsEnterpriseSecurityGroup"),
        *ACTIONS["UpdateCluster"]["parameters"],
    },
    "UpdateCluster": {"ClusterId"},
    "QueueTemplate": {"QueueName"},
    "NodeTemplate": {"SystemDisk", "DataDisks"},
    "NodeTemplateSystemDisk": set(),
}
"""What code fills in, or what stands in another table."""
EMPTY = {"string": '""', "integer": "0", "number": "0.0", "boolean": "false"}
MISSING = """\
{model} takes {name}, and the emulator does not say what it is where it is unset.
  Add that to "{table}" in provider/ehpc_emulator/defaults.json: "{name}": null (not answered), or {empty} where it is
  documented or observed that the service fills it in; say so in its "source".
  or, where code fills it in, add "{name}" to ELSEWHERE in tests/emulator/test_defaults.py."""


@pytest.mark.parametrize(
    ("model", "table"),
    [
        ("CreateCluster", "cluster"),
        ("UpdateCluster", "updatable"),
        ("QueueTemplate", "queue"),
        ("NodeTemplate", "node"),
        ("NodeTemplateSystemDisk", "disk"),
    ],
)
def test_every_parameter_has_a_default(model: str, table: str) -> None:
    known = ACTIONS[model]["parameters"] if model in ACTIONS else TYPES[model]["fields"]
    defaults = DEFAULTS[table]["fields"]
    for name in sorted(set(known) - set(defaults) - ELSEWHERE[model]):
        pytest.fail(MISSING.format(model=model, table=table, name=name, empty=EMPTY.get(known[name], "[]")))
    assert not set(defaults) - set(known), f"provider/ehpc_emulator/defaults.json, {table}: {model} has no such key"
