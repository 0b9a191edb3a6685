"""Where region, endpoint and credentials are taken from, and what is refused."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from pulumi_ehpc.errors import EhpcError, SettingsError
from pulumi_ehpc.settings import Keys, Settings, from_environment, resolve

SECRET, TOKEN = "very-secret", "sts-token"
REGION = {"ehpc:region": "cn-hangzhou"}


def found(
    config: Mapping[str, str] | None = None, environment: Mapping[str, str] | None = None, region: str | None = None
) -> Settings:
    return resolve((config or {}).get, environment or {}, region)


def keys(config: Mapping[str, str] | None = None, environment: Mapping[str, str] | None = None) -> Keys:
    return found({**REGION, **(config or {})}, environment).keys


def endpoint(value: str, environment: Mapping[str, str] | None = None) -> str:
    return found({**REGION, "ehpc:endpoint": value}, environment).endpoint


def test_the_region_comes_from_the_nearest_place_that_says_one() -> None:
    environment = {
        "ALIBABA_CLOUD_REGION_ID": "env-1",
        "ALIBABA_CLOUD_REGION": "env-2",
        "ALICLOUD_REGION": "env-3",
    }
    config = {"ehpc:region": "ours", "alicloud:region": "theirs"}
    assert found(config, environment, "argument").region == "argument"
    assert found(config, environment).region == "ours"
    assert found({"alicloud:region": "theirs"}, environment).region == "theirs"
    assert found({}, environment).region == "env-1"
    del environment["ALIBABA_CLOUD_REGION_ID"]
    assert found({}, environment).region == "env-2"
    del environment["ALIBABA_CLOUD_REGION"]
    assert found({}, environment).region == "env-3"


def test_a_place_that_says_nothing_is_passed_over() -> None:
    assert (
        found({"ehpc:region": "  ", "alicloud:region": ""}, {"ALICLOUD_REGION": "cn-beijing\n"}).region == "cn-beijing"
    )


def test_without_a_region_the_error_names_the_ways_to_set_one() -> None:
    with pytest.raises(SettingsError, match="pulumi config set ehpc:region") as raised:
        found()
    assert "ALIBABA_CLOUD_REGION_ID" in str(raised.value)
    assert isinstance(raised.value, EhpcError)


@pytest.mark.parametrize("region", ["cn hangzhou", "CN-HANGZHOU", "cn-hangzhou.evil.example", "cn/../x", "a@b"])
def test_a_region_that_is_none_is_refused(region: str) -> None:
    with pytest.raises(SettingsError, match="region ID"):
        found(region=region)


def test_the_endpoint_is_the_regions_own_unless_somebody_says_otherwise() -> None:
    assert found(REGION).endpoint == ""
    assert found(REGION, {"EHPC_ENDPOINT": "https://proxy.example"}).endpoint == "https://proxy.example"
    assert endpoint("https://mine.example", {"EHPC_ENDPOINT": "https://proxy.example"}) == "https://mine.example"


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("ehpc.cn-hangzhou.aliyuncs.com", "https://ehpc.cn-hangzhou.aliyuncs.com"),
        ("https://ehpc.cn-hangzhou.aliyuncs.com/", "https://ehpc.cn-hangzhou.aliyuncs.com"),
        ("https://proxy.example:8443", "https://proxy.example:8443"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://localhost:8080/", "http://localhost:8080"),
        ("http://LOCALHOST", "http://LOCALHOST"),
        ("http://[::1]:8080", "http://[::1]:8080"),
        (" http://127.0.0.1:8080\n", "http://127.0.0.1:8080"),
    ],
)
def test_an_endpoint_is_a_host_or_an_url(given: str, used: str) -> None:
    assert endpoint(given) == used


@pytest.mark.parametrize(
    "given",
    ["http://ehpc.cn-hangzhou.aliyuncs.com", "http://0.0.0.0:8080", "http://10.0.0.1", "http://localhost.example"],
)
def test_plain_http_goes_to_this_machine_only(given: str) -> None:
    with pytest.raises(SettingsError, match="use https"):
        endpoint(given)


@pytest.mark.parametrize(
    "given",
    [
        "ftp://127.0.0.1",
        "https://proxy.example/ehpc",
        "https://proxy.example?x=1",
        "https://proxy.example:port",
        "https://proxy.example:99999",
        "https://user:very-secret@proxy.example",
        "https://[::1",
    ],
)
def test_a_bad_endpoint_is_refused_and_not_repeated(given: str) -> None:
    with pytest.raises(SettingsError, match="must be a host name or an URL") as raised:
        endpoint(given)
    assert SECRET not in str(raised.value)


def test_keys_come_from_the_nearest_place_and_are_never_mixed() -> None:
    ours = {"ehpc:accessKey": "ours", "ehpc:secretKey": SECRET}
    theirs = {"alicloud:accessKey": "theirs", "alicloud:secretKey": SECRET, "alicloud:securityToken": TOKEN}
    environment = {
        "ALIBABA_CLOUD_ACCESS_KEY_ID": "env-1",
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET": SECRET,
        "ALIBABA_CLOUD_SECURITY_TOKEN": TOKEN,
        "ALICLOUD_ACCESS_KEY": "env-2",
        "ALICLOUD_SECRET_KEY": SECRET,
    }
    assert keys({**ours, **theirs}, environment) == Keys("ours", SECRET)
    assert keys(theirs, environment) == Keys("theirs", SECRET, TOKEN)
    assert keys({}, environment) == Keys("env-1", SECRET, TOKEN)
    del environment["ALIBABA_CLOUD_ACCESS_KEY_ID"], environment["ALIBABA_CLOUD_ACCESS_KEY_SECRET"]
    assert keys({}, environment) == Keys("env-2", SECRET)
    assert keys() == Keys()


def test_a_profile_in_the_configuration_goes_before_the_environment() -> None:
    environment = {"ALIBABA_CLOUD_ACCESS_KEY_ID": "env", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": SECRET}
    assert keys({"alicloud:profile": "ci"}, environment) == Keys(profile="ci")
    assert keys({"ehpc:profile": "mine", "alicloud:profile": "ci"}).profile == "mine"
    assert keys({}, {"ALICLOUD_PROFILE": "ci"}) == Keys(profile="ci")
    assert keys({}, {**environment, "ALICLOUD_PROFILE": "ci"}) == Keys("env", SECRET)


@pytest.mark.parametrize("name", ["ecsRoleName", "sharedCredentialsFile", "credentialsUri", "assumeRoleWithOidc"])
def test_what_pulumi_alicloud_alone_reads_is_no_other_account_unasked(name: str) -> None:
    config = {"ehpc:region": "cn-hangzhou", f"alicloud:{name}": "x"}
    environment = {"ALIBABA_CLOUD_ACCESS_KEY_ID": "id", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "secret"}
    with pytest.raises(SettingsError, match=f"alicloud:{name} is for pulumi_alicloud alone.*ehpc:profile NAME"):
        resolve(config.get, environment)
    assert resolve({**config, "ehpc:profile": "ci"}.get, environment).keys.profile == "ci"
    beside = {**config, "alicloud:accessKey": "mine", "alicloud:secretKey": "mine"}
    assert resolve(beside.get, environment).keys.access_key == "mine"


def test_a_profile_of_another_file_is_refused() -> None:
    config = {"ehpc:region": "cn-hangzhou", "alicloud:profile": "ci", "alicloud:sharedCredentialsFile": "~/other.json"}
    with pytest.raises(SettingsError, match="alicloud:sharedCredentialsFile is for pulumi_alicloud alone"):
        resolve(config.get, {})


@pytest.mark.parametrize("space", ["ehpc", "alicloud"])
@pytest.mark.parametrize(("have", "lack"), [("accessKey", "secretKey"), ("secretKey", "accessKey")])
def test_half_of_a_key_pair_is_refused(space: str, have: str, lack: str) -> None:
    with pytest.raises(SettingsError, match=f"{space}:{have} is set without {space}:{lack}") as raised:
        keys({f"{space}:{have}": SECRET})
    assert SECRET not in str(raised.value)


@pytest.mark.parametrize("role", ['{"roleArn": "acs:ram::1:role/ci"}', '[{"roleArn": "acs:ram::1:role/ci"}]'])
def test_a_role_is_assumed_with_the_keys_of_the_environment(role: str) -> None:
    environment = {"ALICLOUD_ACCESS_KEY": "env", "ALICLOUD_SECRET_KEY": SECRET}
    settings = found({**REGION, "alicloud:assumeRole": role}, environment)
    assert settings.assumed_roles() == [{"roleArn": "acs:ram::1:role/ci"}]
    assert (settings.keys.access_key, settings.keys.secret_key) == ("env", SECRET)
    assert found(REGION).assumed_roles() == []


@pytest.mark.parametrize("role", ["acs:ram::1:role/ci", '"x"', "{", '{"sessionName": "ci"}', "[[]]", "7"])
def test_a_role_without_an_arn_is_refused(role: str) -> None:
    with pytest.raises(SettingsError, match="roleArn"):
        found({**REGION, "ehpc:assumeRole": role}).assumed_roles()


def test_no_secret_is_in_the_text_of_settings() -> None:
    given = Keys("LTAI-id", SECRET, TOKEN, "ci", '{"roleArn": "x", "externalId": "very-secret"}')
    settings = Settings("cn-hangzhou", "", given)
    for text in (repr(settings), str(settings), repr(given), f"{given}"):
        assert SECRET not in text
        assert TOKEN not in text
        assert "LTAI-id" in text


def test_a_process_without_a_program_asks_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALIBABA_CLOUD_REGION_ID", "cn-beijing")
    assert from_environment().region == "cn-beijing"
    assert from_environment("cn-hangzhou").region == "cn-hangzhou"
