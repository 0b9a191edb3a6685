"""The users of a cluster: what their calls take, refuse and show."""

from __future__ import annotations

import json
from typing import Any

import pytest
from alibabacloud_ehpc20240730 import models
from alibabacloud_ehpc20240730.client import Client
from alibabacloud_tea_openapi.exceptions import ClientException

from ehpc_emulator.facts import ERRORS
from emulator.calls import WINDOW, listed, made
from emulator.in_process import InProcess, running
from emulator.wire import call

PASSWORD = "Secret123!"
USER = models.CreateUsersRequestUser


def create(client: Client, cluster: str, *users: Any) -> None:
    client.create_users(models.CreateUsersRequest(cluster_id=cluster, user=list(users)))


def user(name: str, group: str | None = None, password: str | None = PASSWORD, **more: str) -> Any:
    return USER(user_name=name, group=group, password=password, **more)


def read(client: Client, cluster: str, name: str) -> Any:
    return client.get_user(models.GetUserRequest(cluster_id=cluster, user_name=name)).body.user


def names(client: Client, cluster: str, **page: int) -> list[str]:
    body = client.list_users(models.ListUsersRequest(cluster_id=cluster, **page)).body
    return [row.user_name for row in body.users.user_info]


def update(client: Client, cluster: str, name: str, **changes: str) -> Any:
    return client.update_user(models.UpdateUserRequest(cluster_id=cluster, user_name=name, **changes)).body


def delete(client: Client, cluster: str, *leaving: str) -> None:
    rows = [models.DeleteUsersRequestUser(user_name=name) for name in leaving]
    client.delete_users(models.DeleteUsersRequest(cluster_id=cluster, user=rows))


def test_users_are_created_read_changed_listed_and_deleted(client: Client) -> None:
    cluster = made(client)
    create(client, cluster, user("ada", "wheel"), user("bob"))
    ada, bob = read(client, cluster, "ada"), read(client, cluster, "bob")
    assert (ada.group, ada.group_id, bob.group) == ("wheel", "10", "users")
    assert ada.user_id != bob.user_id
    assert listed(client, cluster)["Users"] == {"NormalCounts": 1, "SudoCounts": 1}

    assert update(client, cluster, "bob", group="wheel", password="Other456!").success == "true"
    changed = read(client, cluster, "bob")
    assert (changed.group, changed.user_id, changed.add_time) == ("wheel", bob.user_id, bob.add_time)
    update(client, cluster, "bob", password="Third789!")
    assert read(client, cluster, "bob").group == "wheel"

    assert names(client, cluster) == ["ada", "bob"]
    assert names(client, cluster, page_number=2, page_size=1) == ["bob"]
    delete(client, cluster, "ada")
    assert names(client, cluster) == ["bob"]


def test_a_user_that_is_not_there_is_told_by_each_call(client: Client) -> None:
    cluster = made(client)
    seen = []
    for missing in (read, lambda *it: update(*it, group="users"), delete):
        with pytest.raises(ClientException) as refused:
            missing(client, cluster, "ada")
        seen.append((refused.value.status_code, refused.value.code))
    assert seen == [(404, "UserNotFound"), *[(406, "AgentError.Account.UserNotExist")] * 2]


def test_of_several_users_all_are_made_or_deleted_or_none(client: Client) -> None:
    cluster = made(client)
    create(client, cluster, user("ada"))
    with pytest.raises(ClientException) as refused:
        create(client, cluster, user("bob"), user("ada", "wheel"))
    assert (refused.value.status_code, refused.value.code) == (406, "AgentError.Account.UserAlreadyExist")
    with pytest.raises(ClientException):
        delete(client, cluster, "ada", "nobody")
    assert names(client, cluster) == ["ada"]
    assert read(client, cluster, "ada").group == "users"


REFUSED: list[tuple[str, list[Any]]] = [
    ("User.0.UserName", [user("1ada")]),
    ("User.0.UserName", [user("ada_b")]),
    ("User.0.UserName", [user("a" * 31)]),
    ("User.0.UserName", [USER(password=PASSWORD)]),
    ("User.1.UserName", [user("ada"), user("ada")]),
    ("User.0.Group", [user("ada", "root")]),
    ("User.0.Password", [user("ada", password="Sh0rt!")]),
    ("User.0.Password", [user("ada", password="a" * 31 + "B1")]),
    ("User.0.Password", [user("ada", password="onlylower1")]),
    ("User.0.Password", [user("ada", password="With blank 1")]),
    ("User.0.Password", [user("ada", password=None)]),
    ("User.0.AuthKey", [user("ada", auth_key="ssh-rsa AAAA")]),
    ("User", [user(f"u{number}") for number in range(21)]),
]


@pytest.mark.parametrize(("named", "users"), REFUSED)
def test_a_bad_user_is_refused_by_name_and_none_is_made(client: Client, named: str, users: list[Any]) -> None:
    cluster = made(client)
    with pytest.raises(ClientException) as refused:
        create(client, cluster, *users)
    assert refused.value.code == "InvalidParams"
    assert f" {named} " in refused.value.message
    assert names(client, cluster) == []


@pytest.mark.parametrize(
    ("action", "params", "code", "named"),
    [
        ("CreateUsers", {}, "MissingParameter", "User"),
        ("CreateUsers", {"User": '[{"Name": "ada"}]'}, "InvalidParams", "User.0.Name"),
        ("CreateUsers", {"User.1.UserName": "ada", "User.1.Passwort": "x"}, "InvalidParams", "User.0.Passwort"),
        ("GetUser", {"Username": "ada"}, "InvalidParams", "Username"),
        ("GetUser", {}, "MissingParameter", "UserName"),
        ("UpdateUser", {"UserName": "ada"}, "MissingParameter", "Group"),
        ("UpdateUser", {"UserName": "ada", "Group": "staff"}, "InvalidParams", "Group"),
        ("UpdateUser", {"UserName": "ada", "Password": "short"}, "InvalidParams", "Password"),
        ("DeleteUsers", {"User": "[{}]"}, "InvalidParams", "User.0.UserName"),
        ("DeleteUsers", {"User": '["ada"]'}, "InvalidParams", "User.0"),
        ("ListUsers", {"PageSize": "51"}, "InvalidParams", "PageSize"),
    ],
)
def test_a_call_that_is_wrong_is_refused_by_name(
    emulator: InProcess, client: Client, action: str, params: dict[str, str], code: str, named: str
) -> None:
    cluster = made(client)
    emulator.add_user(cluster, UserName="ada")
    _, body = call(emulator, action, {"ClusterId": cluster, **params})
    assert (body["Code"], body["Message"].count(named)) == (code, 1)


def test_no_password_is_kept_and_a_key_takes_its_place(emulator: InProcess, client: Client) -> None:
    cluster = made(client)
    create(client, cluster, user("ada"), user("bob", password=None, auth_key="ssh-rsa AAAA"))
    update(client, cluster, "ada", password="Other456!")
    call(emulator, "CreateUsers", {"ClusterId": cluster, "User": f'[{{"Password": "{PASSWORD}"'})
    (entry,) = emulator.clusters()
    assert [row["Credential"] for row in entry["users"]] == ["password", "keypair"]
    everything = json.dumps([emulator.state(), emulator.control("GET", "journal")])
    assert [text for text in (PASSWORD, "Other456") if text in everything] == []


@pytest.mark.parametrize("state", ["exception", "stopped"])
def test_a_cluster_that_does_not_run_shows_its_users_and_takes_no_change(
    emulator: InProcess, client: Client, state: str
) -> None:
    cluster = made(client)
    create(client, cluster, user("ada"))
    emulator.change(cluster, ClusterStatus=state)
    with pytest.raises(ClientException, match="InvalidClusterStatus"):
        create(client, cluster, user("bob"))
    with pytest.raises(ClientException, match="InvalidClusterStatus"):
        delete(client, cluster, "ada")
    assert names(client, cluster) == ["ada"]


def test_what_was_done_to_users_is_in_the_log(client: Client) -> None:
    cluster = made(client)
    create(client, cluster, user("ada"), user("bob"))
    delete(client, cluster, "bob")
    logs = client.list_common_logs(models.ListCommonLogsRequest(**WINDOW)).body.logs
    assert [(row.action, row.target) for row in logs[:2]] == [("DeleteUsers", "bob"), ("CreateUsers", "ada,bob")]


def test_a_colleague_makes_changes_and_removes_a_user(emulator: InProcess, client: Client) -> None:
    cluster = made(client)
    emulator.add_user(cluster, UserName="theirs")
    assert read(client, cluster, "theirs").group == "users"
    emulator.add_user(cluster, UserName="theirs", Group="wheel")
    assert (names(client, cluster), read(client, cluster, "theirs").group) == (["theirs"], "wheel")
    emulator.remove_user(cluster, "theirs")
    assert names(client, cluster) == []
    wrong: list[Any] = [{"UserName": "1x"}, {"Group": "users"}, {"UserName": "x", "Password": PASSWORD}, [], 7]
    for body in wrong:
        assert emulator.raw_control("POST", f"users/{cluster}", body)[0] == 400
    assert emulator.raw_control("DELETE", f"users/{cluster}/nobody")[0] == 404
    assert emulator.raw_control("POST", "users/ehpc-none", {"UserName": "x"})[0] == 404


def test_a_fault_loses_the_answer_of_a_creation_that_took_effect(emulator: InProcess, client: Client) -> None:
    cluster = made(client)
    emulator.faults({"action": "CreateUsers", "kind": "conflict", "acted": True})
    with pytest.raises(ClientException, match="ConflictOpt"):
        create(client, cluster, user("ada"))
    with pytest.raises(ClientException, match=ERRORS["AgentError.Account.UserAlreadyExist"]["text"]):
        create(client, cluster, user("ada"))


def test_users_may_be_taken_one_at_a_time() -> None:
    with running(clock="seconds:8", variants=["users-one-at-a-time"]) as emulator:
        client = emulator.sdk()
        cluster = made(client)
        emulator.time.passes(8)
        create(client, cluster, user("ada"))
        emulator.time.passes(1)
        with pytest.raises(ClientException, match="ConflictOpt"):
            create(client, cluster, user("bob"))
        assert names(client, cluster) == ["ada"]
        emulator.time.passes(1)
        create(client, cluster, user("bob"))


def test_users_may_show_late(emulator: InProcess, client: Client) -> None:
    cluster = made(client)
    emulator.vary("users-settle-slowly")
    create(client, cluster, user("ada"))
    assert [names(client, cluster) for _ in range(3)] == [[], [], ["ada"]]
