"""A cluster that is not found is gone only where this run looked in the right place, over the real host process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from account import FAST, KEYS, REGION, configured
from contract.host_process import Failed, Host, host_process
from contract.programs import SMALL
from emulator_process import Emulator

OTHER_KEYS = {**KEYS, "ALIBABA_CLOUD_ACCESS_KEY_ID": "somebody-else"}
VERBS: dict[str, Callable[[Host, str, dict[str, Any], dict[str, Any]], Any]] = {
    "refresh": lambda host, id_, outs, inputs: host.read(id_, outs, inputs),
    "update": lambda host, id_, outs, inputs: host.update(id_, outs, {**inputs, "maxCount": 7}),
    "delete": lambda host, id_, outs, _: host.delete(id_, outs),
}
Made = tuple[str, dict[str, Any], dict[str, Any]]
Looks = Callable[..., Host]


@pytest.fixture
def made(host: Host) -> Made:
    """A cluster in cn-hangzhou: its id, outputs and inputs."""
    return host.up(SMALL)


@pytest.fixture
def looking(service: Emulator, tmp_path: Path) -> Iterator[Looks]:
    """Another run, with a region, an endpoint or keys of its own."""
    with ExitStack() as runs:

        def start(region: str = REGION, endpoint: str = service.url, **keys: str) -> Host:
            config = {**configured(endpoint), "ehpc:region": region}
            return runs.enter_context(host_process(tmp_path, config, {**KEYS, **keys, **FAST}))

        yield start


def refusals(host: Host, made: Made, verbs: Iterable[str] = VERBS) -> list[str]:
    said = []
    for verb in map(VERBS.__getitem__, verbs):
        with pytest.raises(Failed) as refusal:
            verb(host, *made)
        assert made[0] in refusal.value.message
        assert "Nothing was done." in refusal.value.message
        said.append(refusal.value.message)
    return said


def test_another_account_is_an_error_that_names_both(looking: Looks, made: Made, service: Emulator) -> None:
    mine = made[1]["__account"]
    for message in refusals(looking(**OTHER_KEYS), made):
        assert f"it is in account {mine}, not 1" in message
        assert f"not {mine}" not in message
    (cluster,) = service.clusters()
    assert (cluster["ClusterId"], cluster["ClusterStatus"]) == (made[0], "running")
    assert service.actions().count("UpdateCluster") == 1  # the one that ended the creation


def test_where_no_account_was_ever_told_other_keys_are_no_proof_that_it_is_gone(
    host: Host, looking: Looks, service: Emulator
) -> None:
    service.faults({"action": "ListCommonLogs", "kind": "error", "code": "Forbidden.RAM", "times": None})
    made = host.up(SMALL)
    for message in refusals(looking(**OTHER_KEYS), made):
        assert "other keys have read it last, and E-HPC did not tell of which account they are" in message
    assert [cluster["ClusterStatus"] for cluster in service.clusters()] == ["running"]
    service.remove(made[0])
    assert looking().read(*made)[0] == ""


def test_another_endpoint_is_an_error_that_names_both(looking: Looks, made: Made, service: Emulator) -> None:
    with Emulator() as other:
        for message in refusals(looking(endpoint=other.url), made):
            assert f"endpoint {service.url}, not {other.url}" in message
        assert {"UpdateCluster", "DeleteCluster"}.isdisjoint(other.actions())


def test_another_region_is_an_error_that_names_both(looking: Looks, made: Made, service: Emulator) -> None:
    service.remove(made[0])  # the emulator has one region: what is elsewhere is not there
    for message in refusals(looking(region="cn-shanghai"), made, ["refresh", "update"]):
        assert "is in region cn-hangzhou, and this program means cn-shanghai now" in message


def test_with_the_region_as_an_argument_it_is_replaced_and_deleted_where_it_is(
    looking: Looks, made: Made, service: Emulator
) -> None:
    run, (id_, outs, inputs) = looking(region="cn-shanghai"), made
    checked, _ = run.check({**SMALL, "region": "cn-shanghai"}, inputs)
    assert list(run.diff(id_, outs, checked, inputs).replaces) == ["region"]
    new, there = run.create(checked)
    assert there["__region"] == "cn-shanghai"
    before = len(service.journal())
    run.delete(id_, outs)
    assert {call["params"]["RegionId"] for call in service.journal()[before:] if "RegionId" in call["params"]} <= {
        REGION
    }
    assert [cluster["ClusterId"] for cluster in service.clusters()] == [new]


def test_a_region_that_the_program_names_is_looked_at_whatever_is_configured(
    looking: Looks, host: Host, service: Emulator
) -> None:
    made = host.up({**SMALL, "region": REGION})
    service.remove(made[0])
    elsewhere = looking(region="cn-shanghai")
    assert elsewhere.read(*made)[0] == ""
    elsewhere.delete(*made[:2])


def test_the_error_says_how_to_forget_a_cluster_of_an_emulator_that_is_no_more(looking: Looks, made: Made) -> None:
    with Emulator() as other, pytest.raises(Failed) as refusal:
        looking(endpoint=other.url).read(*made)
    assert "To forget the cluster instead: pulumi state delete 'urn:pulumi:dev::project::" in refusal.value.message


def test_without_leave_to_ask_for_the_account_nothing_is_taken_for_gone(
    looking: Looks, made: Made, service: Emulator
) -> None:
    service.faults({"action": "ListCommonLogs", "kind": "error", "code": "Forbidden.RAM", "status": 403, "times": None})
    service.remove(made[0])
    with pytest.raises(
        Failed, match=r"it is in account \d+, and these keys may not tell theirs: grant them ehpc:ListC"
    ):
        looking().read(*made)
    with pytest.raises(Failed, match="Nothing was done"):
        looking().delete(*made[:2])


def test_a_failure_of_the_account_question_is_no_proof_that_a_cluster_is_gone(
    looking: Looks, made: Made, service: Emulator
) -> None:
    service.remove(made[0])
    service.faults({"action": "ListCommonLogs", "kind": "error", "code": "InvalidAccessKeyId.NotFound", "status": 404})
    with pytest.raises(Failed, match=r"InvalidAccessKeyId\.NotFound"):
        looking().read(*made)


def test_a_cluster_that_is_gone_cannot_be_updated_and_the_way_on_is_said(host: Host, service: Emulator) -> None:
    id_, outs, inputs = host.up(SMALL)
    service.remove(id_)
    with pytest.raises(Failed, match="is gone; run `pulumi refresh`, then `pulumi up` makes a new one"):
        host.update(id_, outs, {**inputs, "maxCount": 7})
