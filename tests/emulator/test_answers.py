"""Every emulated action answers in the shape of the SDK's model; every other one is refused by name."""

from __future__ import annotations

import ast
import inspect
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from alibabacloud_ehpc20240730 import client as sdk
from alibabacloud_ehpc20240730 import models
from alibabacloud_ehpc20240730.client import Client
from alibabacloud_tea_openapi.exceptions import ClientException

import ehpc_emulator
from ehpc_emulator.actions import ACTIONS
from emulator.calls import WINDOW, made, minimal
from emulator.changes import CHANGES
from emulator.in_process import InProcess
from emulator.wire import call, headers, send

HOME = Path(ehpc_emulator.__file__).parent
EMULATED = {
    *("CreateCluster", "GetCluster", "ListClusters", "UpdateCluster", "DeleteCluster"),
    *("CreateQueue", "UpdateQueue", "GetQueue", "ListQueues", "DeleteQueues"),
    *("CreateNodes", "AttachNodes", "UpdateNodes", "DeleteNodes", "ListNodes"),
    *("CreateUsers", "GetUser", "ListUsers", "UpdateUser", "DeleteUsers"),
    *("AttachSharedStorages", "DetachSharedStorages", "ListSharedStorages"),
    *("ListSoftwares", "ListInstalledSoftwares", "InstallSoftwares", "UninstallSoftwares"),
    *("ListAddonTemplates", "DescribeAddonTemplate", "InstallAddon", "UnInstallAddon", "GetAddon", "ListAddons"),
    *("ListCommonLogs", "GetCommonLogDetail", "ListRegions", "ListAvailableImages", "ListAvailableFileSystems"),
}
ALL = sorted(set(re.findall(r"action\s*=\s*'(\w+)'", inspect.getsource(sdk.Client))))

# Told in full: what was not sent is mostly not answered.
NODE = models.NodeTemplate(
    auto_renew=True, auto_renew_period=1, duration=1, enable_ht=True, image_id="m-1", instance_charge_type="PrePaid",
    instance_type="ecs.c7.xlarge", period=1, period_unit="Month", spot_price_limit=0.5, spot_strategy="NoSpot",
    system_disk=models.NodeTemplateSystemDisk(category="cloud_essd", level="PL0", size=40),
)  # fmt: skip
QUEUE = models.QueueTemplate(
    queue_name="comp", allocation_strategy="PriorityInstanceType", keep_alive_nodes=["compute000"],
    max_count_per_cycle=99, ram_role="role", reserved_node_pool_id="rnp-1", v_switch_ids=["vsw-1"],
)  # fmt: skip
MOUNT = models.SharedStorageTemplate(
    file_system_id="008b", mount_directory="/home", mount_target_domain="008b.nas", protocol_type="NFS",
    mount_options="-t nfs -o vers=3,nolock,proto=tcp,noresvport", nasdirectory="/",
)  # fmt: skip


@pytest.fixture
def full(emulator: InProcess, client: Client) -> dict[str, Any]:
    """A cluster with one of everything, and the values that the calls about it need."""
    created = client.create_cluster(
        minimal(
            cluster_category="Standard",
            cluster_mode="Integrated",
            manager=models.CreateClusterRequestManager(
                manager_node=NODE,
                scheduler=models.CreateClusterRequestManagerScheduler(type="SLURM", version="22.05.8"),
                dns=models.CreateClusterRequestManagerDNS(type="nis", version="1.0"),
                directory_service=models.CreateClusterRequestManagerDirectoryService(type="nis", version="1.0"),
            ),
            queues=[QUEUE, models.QueueTemplate(queue_name="n", initial_count=1, max_count_per_cycle=9)],
            shared_storages=[MOUNT],
            additional_packages=[models.CreateClusterRequestAdditionalPackages(name="mpich", version="4.0.3")],
            addons=[models.CreateClusterRequestAddons(name="Login", version="1.0")],
            cluster_custom_configuration=models.CreateClusterRequestClusterCustomConfiguration(script="s", args="a"),
        )
    ).body
    emulator.add_user(created.cluster_id, UserName="theirs")
    return {
        "ClusterId": created.cluster_id,
        "UserName": "theirs",
        "QueueName": "comp",
        "AddonId": emulator.clusters()[0]["addons"][0]["AddonId"],
        "LogRequestId": created.request_id,
        "From": WINDOW["from_"],
        "To": WINDOW["to"],
        "AddonName": "Login",
        "AddonVersion": "1.0",
        "MaxResults": 2,
    }


SUBSCRIPTION = ("AutoRenew", "AutoRenewPeriod", "Duration", "Period", "PeriodUnit", "SpotPriceLimit")
# Declared by the model and not given: the service has nothing to say there in this situation, or at all.
SILENT = {
    "GetCluster": {"ManagerNode.Status"},
    "ListNodes": {"DeploymentSetId"},
    "GetAddon": {"InputParams", "OsName", "OsNameEN", *SUBSCRIPTION},
    "DescribeAddonTemplate": {
        *("InputParams", "EipInstanceId", "OsName", "OsNameEN", "InstanceId", "PrivateIpAddress"),
        *("DataDisks", *SUBSCRIPTION),
    },
}


@pytest.mark.parametrize("action", sorted(name for name in EMULATED if name.startswith(("Get", "List", "Describe"))))
def test_a_reading_answer_has_every_field_of_the_model(emulator: InProcess, full: dict[str, Any], action: str) -> None:
    oracle = ehpc_oracle()["actions"][action]
    params = {name: str(full[name]) for name in oracle["parameters"] if name in full}
    status, body = call(emulator, action, params)
    assert status == 200, body
    missing = set(compare(oracle["answer"], body, ""))
    allowed = SILENT.get(action, set())
    lacking = sorted(path for path in missing if not any(path.endswith(end) for end in allowed))
    assert not lacking, (
        f"{action} of the emulator does not answer {', '.join(lacking)}: give it a value in "
        "provider/ehpc_emulator/defaults.json or in actions/, or name it in SILENT here where the service has none"
    )


def ehpc_oracle() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((HOME / "actions.json").read_text(encoding="utf-8"))
    return loaded


def compare(fields: dict[str, str], value: dict[str, Any], path: str) -> list[str]:
    """Paths of declared fields that are absent, or of the wrong type."""
    types, found = ehpc_oracle()["types"], []
    assert set(value) <= set(fields), f"{path}: more than the model has"
    for name, kind in fields.items():
        here = f"{path}{name}"
        if name not in value:
            found.append(here)
            continue
        items = value[name] if kind.startswith("[") else [value[name]]
        wanted = kind.strip("[]")
        for item in items:
            if wanted in types:
                found += compare(types[wanted]["fields"], item, f"{here}.")
            elif not isinstance(item, TYPES[wanted]):
                found.append(here)
    return found


TYPES: dict[str, Any] = {"string": str, "integer": int, "boolean": bool, "number": (int, float)}


@pytest.mark.parametrize("action", CHANGES)
def test_a_changing_answer_has_every_field_of_the_model(
    emulator: InProcess, client: Client, full: dict[str, Any], action: str
) -> None:
    if action == "InstallAddon":
        client.un_install_addon(models.UnInstallAddonRequest(cluster_id=full["ClusterId"], addon_id=full["AddonId"]))
    if action == "UnInstallAddon":
        request = models.UnInstallAddonRequest(cluster_id=full["ClusterId"], addon_id=full["AddonId"])
        answer = client.un_install_addon(request)
    else:
        answer = CHANGES[action](client, full["ClusterId"])
    assert answer.status_code == 200
    assert set(answer.body.to_map()) == set(ehpc_oracle()["actions"][action]["answer"])


def test_creation_and_deletion_answer_with_a_task(client: Client) -> None:
    created = client.create_cluster(minimal()).body
    assert created.success is True
    deleted = client.delete_cluster(models.DeleteClusterRequest(cluster_id=created.cluster_id)).body
    assert deleted.success is True
    assert re.fullmatch(r"[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}", deleted.task_id)


def test_the_emulated_actions_are_these(emulator: InProcess) -> None:
    assert set(ACTIONS) == EMULATED


@pytest.mark.parametrize("action", [*sorted(set(ALL) - EMULATED), "DescribeClusters"])
def test_any_other_action_is_refused_by_name(emulator: InProcess, action: str) -> None:
    status, body = call(emulator, action, {})
    assert (status, body["Code"]) == (404, "InvalidApi.NotFound")
    assert action in body["Message"]


def test_an_error_has_the_gateways_five_fields_and_its_headers(emulator: InProcess) -> None:
    status, head, body = send(emulator, "POST", "/?ClusterId=ehpc-none", headers("GetCluster"))
    assert status == 404
    assert set(body) == {"RequestId", "HostId", "Code", "Message", "Recommend"}
    assert head["content-type"].startswith("application/json")
    assert head["x-acs-request-id"] == body["RequestId"]
    assert body["HostId"] == emulator.url.removeprefix("http://")


def test_a_typed_exception_reaches_the_user_of_the_sdk(client: Client) -> None:
    with pytest.raises(ClientException) as refused:
        client.get_cluster(models.GetClusterRequest(cluster_id="ehpc-none"))
    assert (refused.value.status_code, refused.value.code) == (404, "ClusterNotFound")
    assert refused.value.request_id


def test_the_readme_tells_of_every_action_what_is_behind_it() -> None:
    text = (HOME / "README.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \|.*? \| (.+?) \|", text, re.MULTILINE))
    assert set(rows) >= EMULATED
    assert all(re.search("documented|observed|assumed", rows[action]) for action in EMULATED)


def test_it_stands_alone() -> None:
    """Imported in a bare interpreter, it brings nothing that is not in the standard library."""
    program = "import sys; import ehpc_emulator.__main__; print(*{name.partition('.')[0] for name in sys.modules})"
    path = f"import sys; sys.path.insert(0, {str(HOME.parent)!r}); "
    done = subprocess.run([sys.executable, "-I", "-c", path + program], capture_output=True, text=True, check=True)
    foreign = set(done.stdout.split()) - set(sys.stdlib_module_names) - {"ehpc_emulator", "__main__"}
    assert {name for name in foreign if not name.startswith(("_", "sitecustomize", "usercustomize"))} == set()


def test_no_code_is_raised_that_the_table_does_not_have() -> None:
    raised = set()
    for path in HOME.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "ApiError" and node.args:
                raised |= {node.args[0].value} if isinstance(node.args[0], ast.Constant) else set()
    assert raised <= set(json.loads((HOME / "errors.json").read_text(encoding="utf-8")))
    assert "ConflictOpt" in raised


def test_a_file_a_function_and_the_whole_stay_small() -> None:
    files = {path: path.read_text(encoding="utf-8") for path in HOME.rglob("*.py")}
    counts = {path: len(text.splitlines()) for path, text in files.items()}
    assert max(counts.values()) <= 250
    # The tables of variants are knowledge, as the JSON files are: they may grow. What applies them is not.
    assert sum(count for path, count in counts.items() if path.parent.name != "variants") <= 3900
    for path, text in files.items():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                assert (node.end_lineno or 0) - node.lineno < 40, f"{path.name}: {node.name}"


def test_made_returns_an_id_in_the_services_form(client: Client) -> None:
    assert re.fullmatch(r"ehpc-hz-\w{10}", made(client))
