"""A test that asks for `ehpc_emulator` has a service of its own, whose time, faults and answers it governs."""

from __future__ import annotations

import os

import pytest
from alibabacloud_ehpc20240730 import models
from alibabacloud_ehpc20240730.client import Client
from alibabacloud_tea_openapi.exceptions import ClientException

from account import PASSWORD
from emulator.calls import made, sdk, status
from pulumi_ehpc.settings import from_environment
from pulumi_ehpc.testing import Call, Emulator

FOREIGN = {
    "HTTP_PROXY": "http://127.0.0.1:9",
    "https_proxy": "http://127.0.0.1:9",
    "EHPC_ENDPOINT": "https://ehpc.example",
    "ALIBABA_CLOUD_SECURITY_TOKEN": "token",
    "ALICLOUD_PROFILE": "mine",
    "PULUMI_ACCESS_TOKEN": "pul-1",
}


@pytest.fixture
def client(ehpc_emulator: Emulator) -> Client:
    return sdk(ehpc_emulator.url)


@pytest.fixture
def foreign(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in FOREIGN.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def surrounded(foreign: None, request: pytest.FixtureRequest) -> Emulator:
    """An emulator in the environment of somebody with an account, a Pulumi and a proxy of their own."""
    emulator: Emulator = request.getfixturevalue("ehpc_emulator")
    return emulator


def test_the_environment_leads_to_it_and_to_nothing_of_the_users(surrounded: Emulator) -> None:
    settings = from_environment()
    assert (settings.endpoint, settings.region) == (surrounded.url, "cn-hangzhou")
    assert (settings.keys.access_key, settings.keys.security_token) == ("test", "")
    assert {name for name in FOREIGN if name in os.environ} == {"EHPC_ENDPOINT"}
    assert made(sdk(surrounded.url)) == surrounded.clusters()[0]["ClusterId"]


def test_its_journal_has_every_call_and_no_password(ehpc_emulator: Emulator, client: Client) -> None:
    made(client, cluster_credentials=models.CreateClusterRequestClusterCredentials(password=PASSWORD))
    client.list_clusters(models.ListClustersRequest())
    journal = ehpc_emulator.journal
    assert journal.actions == ["CreateCluster", "ListClusters"]
    (creation,) = journal.changes
    assert isinstance(creation, Call)
    assert (creation.status, creation.code, creation.params["ClusterName"]) == (200, "", "demo")
    assert journal.of("CreateCluster") == [creation] == journal[:1]
    assert creation == journal[0]
    assert len(journal) == 2
    assert PASSWORD not in repr(list(journal))


def test_its_time_passes_as_the_test_likes(ehpc_emulator: Emulator, client: Client) -> None:
    clock = ehpc_emulator.clock
    assert clock.pace == "immediate"
    clock.pace = "seconds:60"
    cluster, before = made(client), clock.now
    assert status(client, cluster) == "creating"
    clock.advance(60)
    assert status(client, cluster) == "running"
    assert clock.now >= before + 60


def test_a_fault_upsets_the_call_that_it_is_for(ehpc_emulator: Emulator, client: Client) -> None:
    faults = ehpc_emulator.faults
    faults.add("CreateCluster", "error", code="ImageNotFound")
    (pending,) = faults.pending
    assert (pending["action"], pending["kind"]) == ("CreateCluster", "error")
    with pytest.raises(ClientException):
        made(client)
    assert (ehpc_emulator.journal[-1].code, ehpc_emulator.clusters()) == ("ImageNotFound", [])
    faults.add("*", "throttled", times=None)
    faults.clear()
    assert made(client)


def test_a_fault_that_there_is_not_is_refused_in_the_emulators_words(ehpc_emulator: Emulator) -> None:
    with pytest.raises(ValueError, match="kind must be one of throttled, "):
        ehpc_emulator.faults.add("CreateCluster", "thrttled")


def test_it_answers_in_variants(ehpc_emulator: Emulator) -> None:
    variants = ehpc_emulator.variants
    assert variants.on == []
    variants.use("mounts-nfs3")
    assert variants.on == ["mounts-nfs3"]
    assert "queues-paged" in variants.known
    variants.use()
    assert variants.on == []


def test_somebody_else_changes_what_there_is(ehpc_emulator: Emulator, client: Client) -> None:
    cluster = made(client)
    ehpc_emulator.change(cluster, MaxCount=40)
    assert ehpc_emulator.clusters()[0]["MaxCount"] == 40
    ehpc_emulator.reset()
    assert (ehpc_emulator.clusters(), len(ehpc_emulator.journal)) == ([], 0)
