"""Which region and whose account a program means by the providers that it gives, its own and pulumi_alicloud's."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import Any

import pulumi
import pulumi_alicloud as alicloud
import pytest

import pulumi_ehpc as ehpc
from mocked import SECRET, Asked, asked, cluster, refused

provider: Any = ehpc.Provider
"""Type checkers know that some of these calls are wrong."""

MINE = "pulumi:providers:pulumi-python"


@dataclass
class Later:
    """An Output, once there is a loop to make it in."""

    value: Any


def output(value: Any) -> Later:
    return Later(value)


def made(value: Any) -> Any:
    return pulumi.Output.from_input(value.value) if isinstance(value, Later) else value


def clusters(rows: list[Asked]) -> list[Asked]:
    return [row for row in rows if row.type.endswith("ehpc:Cluster")]


class House(pulumi.ComponentResource):
    def __init__(self, opts: pulumi.ResourceOptions, inside: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("my:index:House", "house", None, opts)
        self.cluster = cluster(opts=pulumi.ResourceOptions.merge(pulumi.ResourceOptions(parent=self), inside))


def inputs_of(program: Any) -> dict[str, Any]:
    (row,) = clusters(asked(lambda: program().urn))
    return row.inputs


def test_a_provider_is_given_to_the_host_as_the_configuration_has_it() -> None:
    role = {"role_arn": "acs:ram::1:role/ci", "session_expiration": 900}
    rows = asked(
        lambda: ehpc.Provider(
            "there", region="cn-beijing", access_key="id", secret_key="s", security_token="t", vpc_endpoint=True,
            assume_role=role, sts_endpoint="https://sts.example",
        )
    )  # fmt: skip
    (row,) = [row for row in rows if row.type == MINE]
    known = {name: value for name, value in row.inputs.items() if SECRET not in value}
    assert json.loads(known.pop("ehpc:assumeRole")) == [{"roleArn": "acs:ram::1:role/ci", "sessionExpiration": 900}]
    assert known == {
        "ehpc:region": "cn-beijing", "ehpc:accessKey": "id", "ehpc:vpcEndpoint": "true",
        "ehpc:stsEndpoint": "https://sts.example",
    }  # fmt: skip
    assert set(row.inputs) - set(known) == {"ehpc:secretKey", "ehpc:securityToken", "ehpc:assumeRole"}


def test_an_alicloud_provider_lends_its_region() -> None:
    def shanghai() -> alicloud.Provider:
        return alicloud.Provider("shanghai", region="cn-shanghai")

    for program in (
        lambda: cluster(opts=pulumi.ResourceOptions(provider=shanghai())),
        lambda: cluster(opts=pulumi.ResourceOptions(providers=[shanghai()])),
        lambda: House(pulumi.ResourceOptions(providers=[shanghai()])).cluster,
    ):
        assert inputs_of(program)["region"] == "cn-shanghai"


def test_the_nearest_provider_decides() -> None:
    def far() -> alicloud.Provider:
        return alicloud.Provider("far", region="cn-shanghai")

    def near(cls: Any) -> pulumi.ResourceOptions:
        return pulumi.ResourceOptions(provider=cls("near", region="cn-beijing"))

    house = pulumi.ResourceOptions
    assert inputs_of(lambda: House(house(providers=[far()]), near(alicloud.Provider)).cluster)["region"] == "cn-beijing"
    assert "region" not in inputs_of(lambda: House(house(providers=[far()]), near(ehpc.Provider)).cluster)
    both = lambda: House(house(providers=[far(), ehpc.Provider("mine", region="cn-beijing")])).cluster  # noqa: E731
    assert "region" not in inputs_of(both)
    mine = lambda: House(house(providers=[ehpc.Provider("mine", region="x")]), near(alicloud.Provider)).cluster  # noqa: E731
    assert inputs_of(mine)["region"] == "cn-beijing"


@pytest.mark.parametrize(
    "account",
    [
        {"access_key": "id", "secret_key": "s3cr3t-key"},
        {"profile": "ci"},
        {"ecs_role_name": "farm"},
    ],
)
def test_an_alicloud_provider_of_an_account_is_refused_with_the_remedy(account: dict[str, Any]) -> None:
    said = refused(
        lambda: (
            cluster(opts=pulumi.ResourceOptions(provider=alicloud.Provider("x", region="cn-beijing", **account))).urn
        )
    )
    assert 'EhpcCluster "render": its alicloud.Provider has ' in said
    assert "provider=pulumi_ehpc.Provider(...)" in said
    assert all(name in said for name in account)
    assert "s3cr3t" not in said


def test_its_region_does_not_count_where_the_program_gives_one() -> None:
    both = lambda: cluster(  # noqa: E731
        region="cn-hangzhou", opts=pulumi.ResourceOptions(provider=alicloud.Provider("x", region="cn-beijing"))
    )
    assert inputs_of(both)["region"] == "cn-hangzhou"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"region": 7}, "region must be a text"),
        ({"access_key": "id"}, "access_key and secret_key go together"),
        ({"access_key": "id", "secret_key": "s3cr3t", "profile": "ci"}, "profile and access_key are two accounts"),
        ({"assume_role": "garbage"}, "assume_role must be an object with a roleArn"),
        ({"assume_role": {"session_name": "x"}}, "assume_role must be an object with a roleArn"),
        ({"assume_role": [7]}, "assume_role must be an object with a roleArn"),
        ({"assume_role": {"role_arn": "a", "sesion_name": "x"}}, "assume_role knows no sesionName, but roleArn, "),
        ({"assume_role": 7}, "assume_role must be an object with a roleArn"),
        ({"security_token": "s3cr3t"}, "security_token belongs to access_key and secret_key: give them too, or"),
        ({"vpc_endpoint": "yes"}, "vpc_endpoint must be True or False"),
        ({"opts": {}}, "opts cannot be a dict: give pulumi.ResourceOptions(...)"),
    ],
)
def test_a_provider_that_cannot_work_is_refused_at_once(given: dict[str, Any], says: str) -> None:
    said = refused(lambda: ehpc.Provider("there", **given))
    assert said.startswith(f'Provider "there": {says}')
    assert "s3cr3t" not in said


SETTINGS = ("region", "access_key", "secret_key", "security_token", "profile", "endpoint", "sts_endpoint")


@pytest.mark.parametrize("value", ["", "  ", output(""), output(None)])
@pytest.mark.parametrize("name", [*SETTINGS, "assume_role"])
def test_what_is_given_and_empty_does_not_mean_the_environments(name: str, value: Any) -> None:
    pair = {"access_key": "id", "secret_key": "key"} if name in ("access_key", "secret_key", "security_token") else {}
    said = refused(lambda: ehpc.Provider("there", **{**pair, name: made(value)}))
    assert said == (f'Provider "there": {name} is empty: give one, or leave it out to have what the environment says')


@pytest.mark.parametrize("value", [[], {}, "[]", output([])])
def test_no_role_at_all_is_none_that_could_be_assumed(value: Any) -> None:
    assert "assume_role is empty: give one, or leave it out" in refused(
        lambda: ehpc.Provider("there", assume_role=made(value))
    )


@pytest.mark.parametrize(
    ("given", "sent"),
    [(False, "false"), (True, "true"), ("false", "false"), ("TRUE", "true"), (output("False"), "false")],
)
def test_a_switch_may_be_written_as_the_configuration_has_it(given: Any, sent: str) -> None:
    (row,) = asked(lambda: ehpc.Provider("there", vpc_endpoint=made(given)))
    assert row.inputs["ehpc:vpcEndpoint"] == sent
    assert "vpc_endpoint must be True or False" in refused(
        lambda: ehpc.Provider("there", vpc_endpoint=made(output("no")))
    )


async def coroutine(value: Any) -> Any:
    return value


def future(value: Any) -> Any:
    return asyncio.ensure_future(coroutine(value))


@pytest.mark.parametrize("later", [coroutine, future, pulumi.Output.from_input])
def test_every_setting_may_be_known_later(later: Any) -> None:
    role = {"role_arn": "acs:ram::1:role/ci"}
    given: dict[str, Any] = {
        "region": "cn-beijing", "access_key": "id", "secret_key": "s", "security_token": "t", "assume_role": role,
        "endpoint": "https://e.example", "sts_endpoint": "https://s.example", "vpc_endpoint": True,
    }  # fmt: skip
    (now,) = asked(lambda: ehpc.Provider("there", **given))
    (then,) = asked(lambda: ehpc.Provider("there", **{name: later(value) for name, value in given.items()}))
    assert then.inputs == now.inputs
    (inside,) = asked(
        lambda: ehpc.Provider("there", **{**given, "assume_role": [{"roleArn": later(role["role_arn"])}]})
    )
    assert json.loads(inside.inputs["ehpc:assumeRole"]) == [{"roleArn": "acs:ram::1:role/ci"}]


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: provider(None), "Provider (without a name): its name in the program cannot be a NoneType"),
        (lambda: provider(""), "its name in the program cannot be empty"),
        (
            lambda: provider("there", "cn-beijing"),
            'Provider "there": its arguments are given by their names, as region',
        ),
    ],
)
def test_a_call_of_a_provider_that_means_nothing_is_refused_in_a_sentence(call: Any, says: str) -> None:
    assert says in refused(call)
