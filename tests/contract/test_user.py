"""A user of a cluster lives its whole life in the real host process, from CreateUsers to DeleteUsers."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pulumi.dynamic.dynamic import serialize_provider

from account import FAST, KEYS, PASSWORD, configured
from contract.host_process import NONE, Failed, Host, host_process
from contract.programs import SMALL
from ehpc_emulator.variants import KNOWN, chosen
from emulator_process import Emulator
from in_process import World
from in_process import host as served
from pulumi_ehpc.user import EhpcUserProvider

URN = "urn:pulumi:dev::project::pulumi-python:dynamic/ehpc:User::"
NEW = "Other-Secret1"
Users = tuple[Host, str]


@pytest.fixture
def users(host: Host, service: Emulator, tmp_path: Path) -> Iterator[Users]:
    """A host for users, and a running cluster."""
    cluster, _, _ = host.up(SMALL)
    with host_process(tmp_path, configured(service.url), {**KEYS, **FAST}) as process:
        process.urn = f"{URN}alice"
        process.provider = serialize_provider(EhpcUserProvider())
        yield process, cluster


def of(cluster: str, **values: Any) -> dict[str, Any]:
    return {"clusterId": cluster, "userName": "alice", "password": PASSWORD, **values}


def there(service: Emulator) -> dict[str, str]:
    (cluster,) = service.clusters()
    return {user["UserName"]: user["Group"] for user in cluster["users"]}


def test_it_lives_its_whole_life(users: Users, service: Emulator) -> None:
    host, cluster = users
    before = len(service.journal())
    id_, outs, inputs = host.up(of(cluster))
    assert (id_, outs["group"]) == (f"{cluster}:alice", "users")
    assert outs["userId"]
    assert there(service) == {"alice": "users"}
    assert host.diff(id_, outs, inputs, inputs).changes == NONE
    for news, sent in (
        (of(cluster, group="wheel"), {"Group": "wheel"}),
        (of(cluster, group="wheel", password=NEW), {"Group": "wheel", "Password": "***"}),
        (of(cluster, password=NEW), {"Group": "users"}),
    ):
        checked, failures = host.check(news, inputs)
        assert not failures
        assert host.diff(id_, outs, checked, inputs).changes != NONE
        outs, inputs = host.update(id_, outs, checked, old_inputs=inputs), checked
        asked = [call["params"] for call in service.journal() if call["action"] == "UpdateUser"][-1]
        # Who is moved to another group keeps the password, which may be their own by now.
        assert asked == {"ClusterId": cluster, "UserName": "alice", **sent}
        assert there(service) == {"alice": sent["Group"]}
        assert host.diff(id_, outs, inputs, inputs).changes == NONE
        _, read, inputs = host.read(id_, outs, inputs)
        assert read == outs
    host.delete(id_, outs)
    assert there(service) == {}
    assert host.read(id_, outs, inputs)[0] == ""
    host.delete(id_, outs)
    assert service.changing(before) == ["CreateUsers", *["UpdateUser"] * 3, "DeleteUsers"]
    assert PASSWORD not in host.said.text()


def test_what_is_wrong_is_told_and_the_password_is_not(users: Users) -> None:
    host, cluster = users
    _, failures = host.check({"clusterId": cluster, "userName": "1alice", "group": "root", "password": "abcdefgh1"})
    assert sorted(failures) == [
        "group: must be one of users, wheel, got 'root'",
        "password: must mix at least three of upper-case letters, lower-case letters, digits and special characters",
        "user_name: must start with a letter and go on with letters, digits and dots",
    ]
    _, failures = host.check({"clusterId": cluster, "userName": "alice"})
    assert failures == ["password: is missing: give a password, or auth_key where the cluster has a key pair"]


def test_another_name_or_key_is_another_user(users: Users) -> None:
    host, cluster = users
    id_, outs, inputs = host.up({"clusterId": cluster, "userName": "alice", "authKey": "ssh-ed25519 AAAA"})
    for changed in ({"userName": "bob"}, {"authKey": "ssh-ed25519 BBBB"}):
        planned = host.diff(id_, outs, {**inputs, **changed}, inputs)
        assert list(planned.replaces) == list(changed)
        assert planned.deleteBeforeReplace is ("authKey" in changed)


def test_what_somebody_does_in_the_console_shows(users: Users, service: Emulator) -> None:
    host, cluster = users
    id_, outs, inputs = host.up(of(cluster))
    service.control("POST", f"users/{cluster}", {"UserName": "alice", "Group": "wheel"})
    _, outs, _ = host.read(id_, outs, inputs)
    assert outs["group"] == "wheel"


@pytest.mark.parametrize("login", [{"password": NEW}, {"authKey": "ssh-ed25519 AAAA"}])
def test_of_one_that_is_taken_on_nobody_can_compare_the_login(login: dict[str, str]) -> None:
    world = World()
    cluster, _, _ = served(world).up(SMALL)
    world.control("POST", f"users/{cluster}", {"UserName": "alice", "Group": "users"})
    users = replace(
        served(world, f"{cluster}:alice"), urn=f"{URN}alice", provider=serialize_provider(EhpcUserProvider())
    )
    id_, outs, inputs = users.up({"clusterId": cluster, "userName": "alice", **login})
    name = "password" if "password" in login else "auth_key"
    assert f"taken on; E-HPC does not tell its {name}, which stays as it is" in users.said.text()
    assert users.diff(id_, outs, inputs, inputs).changes == NONE


def test_where_the_cluster_is_stopped_no_state_of_the_user_is_made_up(users: Users, service: Emulator) -> None:
    host, cluster = users
    id_, outs, inputs = host.up(of(cluster))
    service.change(cluster, ClusterStatus="stopped")
    with pytest.raises(Failed, match="UpdateUser for user") as refused:
        host.update(id_, outs, of(cluster, group="wheel"), old_inputs=inputs)
    assert "state is" not in refused.value.message


def test_whatever_refuses_it_the_error_names_it_with_its_cluster(users: Users, service: Emulator) -> None:
    host, cluster = users
    service.faults({"action": "CreateUsers", "kind": "error", "code": "DbError", "times": 100})
    with pytest.raises(Failed, match=f'CreateUsers for user {cluster}:alice of "alice" failed: A database service'):
        host.create(of(cluster))


def test_a_cluster_that_there_is_not_is_named(users: Users) -> None:
    host, _ = users
    with pytest.raises(Failed, match="There is no cluster vpc-1 of this account in this region"):
        host.create(of("vpc-1"))


def test_two_that_are_one_user_are_refused_before_one_takes_the_other_away(users: Users) -> None:
    host, cluster = users
    _, failures = host.check(of(cluster))
    assert not failures
    _, failures = replace(host, urn=f"{URN}again").check(of(cluster, password=NEW))
    assert failures == [f"user {cluster}:alice is that of {URN}alice already: declare it once, or name another"]


def test_ten_at_once_do_not_trip_over_each_other(users: Users, service: Emulator) -> None:
    host, cluster = users
    service.vary("users-one-at-a-time")
    names = [f"user{number}" for number in range(10)]

    def make(name: str) -> str:
        return replace(host, urn=f"{URN}{name}").create(of(cluster, userName=name))[0]

    with ThreadPoolExecutor(len(names)) as several:
        made = list(several.map(make, names))
    assert made == [f"{cluster}:{name}" for name in names]
    assert sorted(there(service)) == sorted(names)


def test_many_at_once_ask_once_together_whether_they_are_there(users: Users, service: Emulator) -> None:
    host, cluster = users
    names = [f"user{number}" for number in range(20)]
    service.faults({"kind": "slow", "action": "ListUsers", "seconds": 0.3, "times": None})
    before = len(service.actions())

    def make(name: str) -> str:
        return replace(host, urn=f"{URN}{name}").create(of(cluster, userName=name))[0]

    with ThreadPoolExecutor(len(names)) as several:
        list(several.map(make, names))
    assert sorted(there(service)) == sorted(names)
    assert service.actions()[before:].count("ListUsers") < len(names) / 2


def test_one_that_is_there_is_left_as_it_is(users: Users) -> None:
    host, cluster = users
    host.up(of(cluster))
    with pytest.raises(Failed, match=f"user {cluster}:alice exists already, so nothing was made"):
        host.create(of(cluster, group="wheel"))


@pytest.mark.parametrize("variant", KNOWN)
def test_a_service_that_answers_otherwise_than_is_believed(variant: str) -> None:
    """As far as it is known, nobody has seen these calls answered."""
    world = World()
    clusters = served(world)
    cluster, _, _ = clusters.up(SMALL)
    users = replace(clusters, urn=f"{URN}alice", provider=serialize_provider(EhpcUserProvider()))
    world.service.variants = chosen([variant])
    program = {"clusterId": cluster, "userName": "Alice", "password": PASSWORD}
    id_, outs, inputs = users.up(program)
    assert users.diff(id_, outs, inputs, inputs).changes == NONE
    for changed in ({"group": "wheel"}, {"group": "wheel", "password": NEW}, {"password": NEW}):
        checked, _ = users.check({**program, **changed}, inputs)
        outs, inputs = users.update(id_, outs, checked, old_inputs=inputs), checked
        assert users.read(id_, outs, inputs)[1] == outs
        assert outs["group"] == changed.get("group", "users")
        assert users.diff(id_, outs, inputs, inputs).changes == NONE
    users.delete(id_, outs)
    assert users.read(id_, outs, inputs)[0] == ""
    users.delete(id_, outs)
