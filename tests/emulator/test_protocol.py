"""What official clients of several languages put on the wire: each is understood."""

from __future__ import annotations

import http.client
import json
from typing import Any

import pytest
from alibabacloud_ehpc20240730 import models
from alibabacloud_ehpc20240730.client import Client

from emulator.calls import made, minimal, shown
from emulator.in_process import InProcess
from emulator.wire import VERSION, call, headers, old_signature, post_form, query, send

QUEUES = [{"QueueName": "a", "MaxCount": 3, "EnableScaleIn": True}, {"QueueName": "b"}]
AS_JSON = {"ClusterName": "demo", "MaxCount": "7", "DeletionProtection": "true", "Queues": json.dumps(QUEUES)}
FLATTENED = {
    "ClusterName": "demo",
    "MaxCount": "7",
    "DeletionProtection": "TRUE",
    "Queues.2.QueueName": "b",
    "Queues.1.QueueName": "a",
    "Queues.1.MaxCount": "3",
    "Queues.1.EnableScaleIn": "True",
}


def settled(emulator: InProcess) -> Any:
    (cluster,) = emulator.clusters()
    names = [(queue["QueueName"], queue["MaxCount"], queue["EnableScaleIn"]) for queue in cluster["queues"]]
    return cluster["ClusterName"], cluster["MaxCount"], cluster["DeletionProtection"], names


SETTLED = ("demo", 7, True, [("a", 3, True), ("b", 1000, False)])


@pytest.mark.parametrize("params", [AS_JSON, FLATTENED], ids=["json", "flattened"])
@pytest.mark.parametrize("way", ["query", "form", "both", "json-body", "chunked", "absolute"])
def test_parameters_arrive_by_every_way(emulator: InProcess, params: dict[str, str], way: str) -> None:
    head, form = headers("CreateCluster"), {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
    if way == "query":
        status, _, body = send(emulator, "POST", f"/?{query(params)}", head)
    elif way == "form":
        status, body = post_form(emulator, "CreateCluster", params)
    elif way == "both":
        rest = {name: value for name, value in params.items() if name != "ClusterName"}
        status, _, body = send(emulator, "POST", "/?ClusterName=demo", head | form, query(rest).encode())
    elif way == "json-body":
        head["Content-Type"] = "application/json"
        status, _, body = send(emulator, "POST", "/", head, json.dumps(params).encode())
    elif way == "chunked":
        text = query(params).encode()
        chunks = b"%x\r\n%s\r\n%x;x=y\r\n%s\r\n0\r\n\r\n" % (5, text[:5], len(text) - 5, text[5:])
        status, _, body = send(emulator, "POST", "/", head | form | {"Transfer-Encoding": "chunked"}, chunks)
    else:
        status, _, body = send(emulator, "POST", f"{emulator.url}/?{query(params)}", head)
    assert status == 200, body
    assert settled(emulator) == SETTLED


@pytest.mark.parametrize(("action", "wrong"), [("ListInstalledSoftwares", "POST"), ("GetCluster", "GET")])
def test_an_action_is_served_by_the_method_of_the_sdk_alone(emulator: InProcess, action: str, wrong: str) -> None:
    right = {"POST": "GET", "GET": "POST"}[wrong]
    status, _, body = send(emulator, wrong, "/?ClusterId=ehpc-none", headers(action))
    assert (status, body["Code"], body["Message"]) == (
        403,
        "UnsupportedHTTPMethod",
        "This http method is not supported.",
    )
    assert send(emulator, right, "/?ClusterId=ehpc-none", headers(action))[2]["Code"] == "ClusterNotFound"


def test_the_action_may_be_in_the_query_with_the_old_signature(emulator: InProcess) -> None:
    params = old_signature("CreateCluster", AS_JSON)
    protocol = {name: params.pop(name) for name in list(params) if name not in AS_JSON}
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    # The Terraform provider: protocol in the query, the rest in the form, RegionId with every call.
    status, _, body = send(emulator, "POST", f"/?{query(protocol)}&RegionId=cn-hangzhou", form, query(params).encode())
    assert status == 200, body
    assert settled(emulator) == SETTLED


def test_both_signatures_of_the_sdk_reach_every_kind_of_parameter(emulator: InProcess) -> None:
    for algorithm in (None, "v2"):
        client = emulator.sdk(signature_algorithm=algorithm)
        names = models.ListAddonTemplatesRequest(addon_names=["Login", "x"])
        assert client.list_addon_templates(names).body.total_count == 1
        system = [models.ListSoftwaresRequestOsInfos(architecture="x86_64", os_tag="CentOS 7")]
        assert client.list_softwares(models.ListSoftwaresRequest(os_infos=system)).status_code == 200
        cluster = made(client, queues=[models.QueueTemplate(queue_name="q", v_switch_ids=["vsw-1", "vsw-2"])])
        queue = client.get_queue(models.GetQueueRequest(cluster_id=cluster, queue_name="q")).body.queue
        assert queue.v_switch_ids == ["vsw-1", "vsw-2"]


@pytest.mark.parametrize("pair", [("Key", "Value"), ("key", "value")], ids=["documented", "terraform"])
def test_tags_are_taken_in_both_spellings(emulator: InProcess, pair: tuple[str, str]) -> None:
    tags = json.dumps([{pair[0]: "team", pair[1]: "hpc"}])
    assert call(emulator, "CreateCluster", {"Tags": tags})[0] == 200
    flattened = {f"Tags.1.{pair[0]}": "team", f"Tags.1.{pair[1]}": "hpc"}
    assert call(emulator, "CreateCluster", flattened)[0] == 200
    assert [cluster["Tags"] for cluster in emulator.clusters()] == [[{"Key": "team", "Value": "hpc"}]] * 2


def test_text_of_every_script_survives(emulator: InProcess, client: Client) -> None:
    name = "渲染 集群+&=%/?~é"
    cluster = made(client, cluster_name=name)
    assert shown(client, cluster)["ClusterName"] == name
    assert emulator.journal()[0]["params"]["ClusterName"] == name


def test_a_long_query_is_taken(client: Client) -> None:
    node = models.NodeTemplate(instance_type="ecs.c7.large", image_id="m-" + "x" * 200)
    queues = [models.QueueTemplate(queue_name=f"q{n}", compute_nodes=[node] * 10) for n in range(8)]
    made(client, queues=queues)


def test_one_connection_serves_many_requests(emulator: InProcess) -> None:
    connection = http.client.HTTPConnection(*emulator.address, timeout=10)
    for _ in range(3):
        connection.request("POST", "/", headers=headers("ListRegions"))
        answer = connection.getresponse()
        answer.read()
        assert (answer.status, answer.version, answer.getheader("Connection")) == (200, 11, "keep-alive")
    ours = connection.sock
    assert ours is not None
    connection.close()


def test_an_old_client_and_a_polite_one_see_the_connection_closed(emulator: InProcess) -> None:
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers("ListRegions").items())
    for head in (f"POST / HTTP/1.0\r\n{lines}\r\n", f"POST / HTTP/1.1\r\nConnection: close\r\n{lines}\r\n"):
        answer = emulator.talk(head.encode(), close=False)
        assert answer.startswith(b"HTTP/1.1 200 OK\r\n")
        assert b"Connection: close" in answer


def test_a_client_that_asks_first_is_told_to_continue(emulator: InProcess) -> None:
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers("ListRegions").items())
    head = f"POST / HTTP/1.1\r\nExpect: 100-continue\r\nConnection: close\r\nContent-Length: 0\r\n{lines}\r\n"
    assert emulator.talk(head.encode()).startswith(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK")


def test_another_version_of_the_api_is_refused(emulator: InProcess) -> None:
    head = headers("CreateCluster") | {"x-acs-version": "2018-04-12"}
    status, _, body = send(emulator, "POST", "/", head)
    assert (status, body["Code"]) == (404, "InvalidApi.NotFound")
    assert "2018-04-12" in body["Message"]


def test_a_request_without_an_action_misses_it_by_name(emulator: InProcess) -> None:
    status, _, body = send(emulator, "GET", f"/?Version={VERSION}", {})
    assert (status, body["Code"]) == (400, "MissingParameter")
    assert '"Action"' in body["Message"]


def test_another_path_is_no_api(emulator: InProcess) -> None:
    status, _, body = send(emulator, "GET", "/clusters", headers("ListClusters"))
    assert (status, body["Code"]) == (404, "InvalidApi.NotFound")


def test_a_parameter_given_twice_with_two_values_is_refused(emulator: InProcess) -> None:
    status, _, body = send(emulator, "POST", "/?ClusterName=aa&ClusterName=bb", headers("CreateCluster"))
    assert (status, body["Code"]) == (400, "InvalidParams")
    assert "ClusterName" in body["Message"]


def test_every_request_has_an_id_of_its_own(client: Client) -> None:
    ids = {client.list_clusters(models.ListClustersRequest()).body.request_id for _ in range(20)}
    assert len(ids) == 20
    created = client.create_cluster(minimal())
    assert created.headers["x-acs-request-id"] == created.body.request_id
