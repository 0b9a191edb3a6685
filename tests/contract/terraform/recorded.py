"""What Terraform sent and wrote when it made two clusters and three queues (record/README.md), by the IDs of now."""

from __future__ import annotations

import json
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

from emulator.wire import old_signature
from emulator_controls import Controls
from pulumi_ehpc.testing.interface import DIRECT

HERE = Path(__file__).parent
LEAST, FULL = "ehpc-hz-least", "ehpc-hz-full"
"""How the recordings call the clusters: one with the fewest arguments and three queues, one with many."""


def sent_again(service: Controls, step: str, ids: dict[str, str] | None = None) -> dict[str, str]:
    """Each request of a step (made, changed, destroyed) as it was sent; the clusters' IDs by their recorded ones."""
    ids = dict(ids or {})
    for request in json.loads((HERE / "requests.json").read_text())[step]:
        form = {name: ids.get(value, value) for name, value in request["form"].items()}
        answer = _post(service, request["action"], form)
        if request["action"] == "CreateCluster":
            ids[f"ehpc-hz-{form['ClusterName']}"] = answer["ClusterId"]
    return ids


def _post(service: Controls, action: str, form: dict[str, str]) -> dict[str, Any]:
    """The protocol's parameters in the query, those of the action in the body, and a signature over both."""
    query = {
        name: value for name, value in old_signature(action, form, pair=("test", "test")).items() if name not in form
    }
    target, body = f"{service.url}/?{urllib.parse.urlencode(query)}", urllib.parse.urlencode(form).encode()
    with DIRECT.open(urllib.request.Request(target, body), timeout=20) as answer:
        return dict(json.loads(answer.read()))


def tfstate(ids: dict[str, str]) -> str:
    """The state after `made`."""
    text = (HERE / "made.tfstate").read_text()
    for recorded, id_ in ids.items():
        text = text.replace(recorded, id_)
    return text


def attributes(ids: dict[str, str]) -> dict[str, dict[str, Any]]:
    """What that state says of each, by its address less `alicloud_ehpc_`: cluster_v2.least, queue.full[cpu]."""
    return {
        f"{row['type'].removeprefix('alicloud_ehpc_')}.{row['name']}"
        + (f"[{one['index_key']}]" if "index_key" in one else ""): one["attributes"]
        for row in json.loads(tfstate(ids))["resources"]
        for one in row["instances"]
    }
