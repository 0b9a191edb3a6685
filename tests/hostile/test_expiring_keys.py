"""Keys that end in mid-operation: new ones are taken where there are any, and else nothing is forgotten."""

from __future__ import annotations

import json
import subprocess
import sys
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from contract.host_process import Failed
from contract.programs import SMALL
from contract.scripted_server import server
from in_process import World, host
from warm import PATH

EXPIRED = "InvalidSecurityToken.Expired"
PROGRAM = """
import json, os, sys
from pulumi_ehpc._core.api.gateway import Gateway
from pulumi_ehpc._core.api.sdk import Sdk
from pulumi_ehpc._core.process import Clock
from pulumi_ehpc.errors import EhpcError
from pulumi_ehpc.settings import resolve

def log_in(profile):
    os.makedirs(os.path.expanduser("~/.aliyun"), exist_ok=True)
    with open(os.path.expanduser("~/.aliyun/config.json"), "w") as file:
        file.write(profile if isinstance(profile, str) else json.dumps({"current": "ci", "profiles": [
            {"name": "ci", "mode": "StsToken", "access_key_id": "id", "access_key_secret": "s", **profile}]}))

settings = resolve({"ehpc:endpoint": sys.argv[1], "ehpc:region": "cn-hangzhou", "alicloud:profile": "ci"}.get, {})
at = Gateway(settings, Sdk(settings), clock=Clock(scale=0.001))
for profile in json.loads(sys.argv[2]):
    log_in(profile)
    try:
        print(at.call("ListClusters", {})["TotalCount"])
    except EhpcError as error:
        print(str(error).splitlines()[0])
"""


def answer(handler: BaseHTTPRequestHandler) -> None:
    """One call may be made with the old token; then it has expired."""
    served = handler.server.__dict__
    served["asked"] = served.get("asked", 0) + 1
    good = handler.headers["x-acs-security-token"] == "new" or served["asked"] <= 1
    body = b'{"TotalCount": 0}' if good else json.dumps({"Code": EXPIRED, "Message": "expired"}).encode()
    handler.send_response(200 if good else 403)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def calls(tmp_path: Path, *profiles: object) -> list[str]:
    """What one call says after each of these was written as the profile of one process."""
    environment = {"HOME": str(tmp_path), "PYTHONPATH": PATH, "ALIBABA_CLOUD_ECS_METADATA_DISABLED": "true"}
    with server(answer) as url:
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, url, json.dumps(profiles)], env=environment, capture_output=True, text=True
        )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_a_profile_that_was_renewed_is_read_again(tmp_path: Path) -> None:
    assert calls(tmp_path, {"sts_token": "old"}, {"sts_token": "new"}, {"sts_token": "new"}) == ["0", "0", "0"]


def test_a_profile_that_was_not_renewed_is_said_to_have_expired(tmp_path: Path) -> None:
    first, second = calls(tmp_path, {"sts_token": "old"}, {"sts_token": "old"})
    assert (first, second) == ("0", "ListClusters failed: expired")


def test_a_profile_that_vanishes_meanwhile_is_one_sentence(tmp_path: Path) -> None:
    _, second = calls(tmp_path, {"sts_token": "old"}, "{")
    assert second == "ListClusters failed: the credentials, which were good before, cannot be renewed"


@pytest.mark.parametrize(
    "profile", [{"sts_token": "a\nb"}, {"access_key_id": "schlüssel", "sts_token": "a"}, {"access_key_secret": "a b"}]
)
def test_a_profile_with_what_fits_no_header_is_refused_by_name(tmp_path: Path, profile: dict[str, str]) -> None:
    (said,) = calls(tmp_path, {"sts_token": "x", **profile})
    assert said == "a key or token of profile 'ci' holds a character that no key has: copy it again"


@pytest.mark.parametrize("profile", ["", "[]", "null", '{"profiles": "x"}', '{"profiles": [1]}', {"access_key_id": 1}])
def test_a_profile_that_makes_no_sense_is_one_sentence(tmp_path: Path, profile: object) -> None:
    (said,) = calls(tmp_path, profile)
    assert "profile 'ci'" in said


SAID = {
    EXPIRED: "The STS token has expired",
    "InvalidTimeStamp.Expired": "This machine's clock is more than 15 minutes off",
}


def refusing(world: World, code: str, action: str, nth: int) -> None:
    """From the nth call of that action on, the service takes no call of these keys."""
    world.control(
        "POST", "faults", {"kind": "error", "action": action, "nth": nth, "times": None, "code": code, "status": 403}
    )


@pytest.mark.parametrize("code", SAID)
def test_a_creation_keeps_its_cluster_and_the_next_up_goes_on(code: str) -> None:
    world = World()
    refusing(world, code, "ListClusters", 3)
    with pytest.raises(Failed) as failure:
        host(world).up(SMALL)
    assert f"\n  {code}" in failure.value.message
    assert SAID[code] in failure.value.message
    assert "`pulumi up` goes on with it" in failure.value.message
    world.control("DELETE", "faults")
    assert list(world.clusters()) == [failure.value.id]
    outs = host(world).update(failure.value.id, failure.value.properties, SMALL)
    assert outs["clusterStatus"] == "running"
    assert list(world.clusters()) == [failure.value.id]


@pytest.mark.parametrize("code", SAID)
def test_an_update_keeps_what_it_knows_and_the_next_one_finishes(code: str) -> None:
    world = World()
    id_, outs, inputs = host(world).up(SMALL)
    wanted, _ = host(world).check({**SMALL, "maxCount": 9, "queues": [{"queueName": "comp"}]}, inputs)
    refusing(world, code, "CreateQueue", 1)
    with pytest.raises(Failed, match=SAID[code]) as failure:
        host(world).update(id_, outs, wanted, old_inputs=inputs)
    assert failure.value.id == id_
    world.control("DELETE", "faults")
    host(world).update(id_, failure.value.properties, wanted, old_inputs=wanted)
    (cluster,) = world.clusters().values()
    assert (cluster["MaxCount"], [queue["QueueName"] for queue in cluster["queues"]]) == (9, ["comp"])


@pytest.mark.parametrize("code", SAID)
def test_a_deletion_that_was_begun_is_waited_for_by_the_next_one(code: str) -> None:
    world = World()
    id_, outs, _ = host(world).up(SMALL)
    refusing(world, code, "ListClusters", 1)
    with pytest.raises(Failed, match=SAID[code]):
        host(world).delete(id_, outs)
    world.control("DELETE", "faults")
    host(world).delete(id_, outs)
    assert world.clusters() == {}
