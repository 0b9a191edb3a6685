"""Where region, endpoint and credentials come from.

Each is looked for in this order: the resource's own argument (region only), `ehpc:*` stack configuration,
`alicloud:*` stack configuration (what users of pulumi_alicloud already have), environment variables.
Credentials go on to the default chain of alibabacloud-credentials: profile files, ECS RAM role and so on.
"""

from __future__ import annotations

import hashlib
import ipaddress
import json
import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from .errors import SettingsError

Config = Callable[[str], "str | None"]
"""Reads one key of the stack configuration, as "ehpc:region"."""

REGION_VARIABLES = ("ALIBABA_CLOUD_REGION_ID", "ALIBABA_CLOUD_REGION", "ALICLOUD_REGION")
ADDRESS_VARIABLES = {"endpoint": "EHPC_ENDPOINT", "stsEndpoint": "EHPC_STS_ENDPOINT"}
VPC_VARIABLES = ("ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED",)
"""As alibabacloud-credentials names it."""

KEY_VARIABLES = (
    ("ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ALIBABA_CLOUD_SECURITY_TOKEN"),
    ("ALICLOUD_ACCESS_KEY", "ALICLOUD_SECRET_KEY", "ALICLOUD_SECURITY_TOKEN"),
)
PROFILE_VARIABLE = "ALICLOUD_PROFILE"
"""Of pulumi_alicloud; ALIBABA_CLOUD_PROFILE is for the default chain."""


_UNREAD = ("ecsRoleName", "sharedCredentialsFile", "credentialsUri", "assumeRoleWithOidc")
"""By these of its settings pulumi_alicloud finds an account, and this package does not."""

ROLE = ("roleArn", "sessionName", "sessionExpiration", "policy", "externalId")
"""What a role to assume is made of."""


@dataclass(frozen=True)
class Keys:
    """How to sign. Its text never shows a secret."""

    access_key: str = ""
    secret_key: str = field(default="", repr=False)
    security_token: str = field(default="", repr=False)
    profile: str = ""
    role: str = field(default="", repr=False)
    """The role to assume, as JSON text of `ROLE`; or a list of them, each assumed with the keys of the one before."""

    @property
    def sign(self) -> str:
        """The same for the same keys, by which nobody finds them; "" where these do not say whose they are: those with
        a token are others each time, and a profile of that name is another one elsewhere. A role is of its account,
        whoever assumes it."""
        if not self.role and (self.security_token or not self.access_key):
            return ""
        return hashlib.sha256((self.role or self.access_key).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Settings:
    """One account's way to E-HPC in one region."""

    region: str
    endpoint: str
    """Empty for the region's public endpoint."""

    keys: Keys
    vpc: bool = False
    """Whether the service is asked from within a VPC of its region, by its address there. Not for an own endpoint."""

    sts_endpoint: str = ""
    """Where roles are assumed; empty for Alibaba Cloud's."""

    @property
    def address(self) -> str:
        """Scheme and host of E-HPC, empty for the region's public one."""
        return self.endpoint or (f"https://ehpc-vpc.{self.region}.aliyuncs.com" if self.vpc else "")

    @property
    def sts(self) -> str:
        """Scheme and host of the Security Token Service."""
        return self.sts_endpoint or f"https://{f'sts-vpc.{self.region}' if self.vpc else 'sts'}.aliyuncs.com"

    def assumed_roles(self) -> list[dict[str, Any]]:
        """The roles to assume, one after the other."""
        try:
            told = json.loads(self.keys.role) if self.keys.role else []
        except ValueError:
            told = None
        roles: list[Any] = told if isinstance(told, list) else [told] if told != {} else []
        for role in roles:
            if not isinstance(role, dict) or not isinstance(role.get("roleArn"), str) or not role["roleArn"]:
                raise SettingsError(
                    'assumeRole must be an object with a roleArn, as {"roleArn": "acs:ram::...:role/ci"}, or a list'
                )
        return roles


def resolve(
    config: Config, environment: Mapping[str, str], region: str | None = None, argument: str = "the argument region"
) -> Settings:
    """The settings for one resource.

    region: the resource's own argument, and how an error calls that. Raises SettingsError, a sentence that names the
    setting and the remedy.
    """
    found = region or _first(config, environment, "region", REGION_VARIABLES)
    if not found:
        raise SettingsError(
            "no region: set it with `pulumi config set ehpc:region cn-hangzhou`, "
            f"{argument}, or the environment variable {REGION_VARIABLES[0]}"
        )
    if not re.fullmatch(r"[a-z0-9-]+", found):
        raise SettingsError(f"region must be a region ID such as cn-hangzhou, got {found!r}")
    return Settings(
        found, _address(config, environment, "endpoint"), _keys(config, environment),
        vpc=_first(config, environment, "vpcEndpoint", VPC_VARIABLES).casefold() == "true",
        sts_endpoint=_address(config, environment, "stsEndpoint"),
    )  # fmt: skip


def _first(config: Config, environment: Mapping[str, str], name: str, variables: tuple[str, ...]) -> str:
    values = [config(f"ehpc:{name}"), config(f"alicloud:{name}"), *(environment.get(v) for v in variables)]
    return next((v.strip() for v in map(_text, values) if v.strip()), "")


def _text(value: object) -> str:
    """A setting may be a number where a program gives it."""
    return "" if value is None else str(value)


def _address(config: Config, environment: Mapping[str, str], name: str) -> str:
    candidates = [config(f"ehpc:{name}"), environment.get(ADDRESS_VARIABLES[name])]
    endpoint = next((c.strip() for c in candidates if c and c.strip()), "").removesuffix("/")
    if not endpoint:
        return ""
    try:
        url = urlsplit(endpoint if "://" in endpoint else f"https://{endpoint}")
        _ = url.port
    except ValueError:
        url = urlsplit("")
    clean = re.fullmatch(r"https?://(\[[0-9a-f:]+\]|[A-Za-z0-9.-]+)(:[0-9]+)?", f"{url.scheme}://{url.netloc}")
    if not clean or not url.hostname or url.path or url.query or url.fragment:
        raise SettingsError(f"ehpc:{name} must be a host name or an URL such as https://{_EXAMPLES[name]}.aliyuncs.com")
    if url.scheme == "http" and not is_loopback(url.hostname):
        raise SettingsError(
            f"ehpc:{name} is http://{url.hostname}: plain HTTP is for an emulator on this machine (127.0.0.1) only, "
            "because passwords would be readable on the way; use https"
        )
    return f"{url.scheme}://{url.netloc}"


_EXAMPLES = {"endpoint": "ehpc.cn-hangzhou", "stsEndpoint": "sts"}


def is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _keys(config: Config, environment: Mapping[str, str]) -> Keys:
    """Explicit keys or a profile of one source, never mixed from two; the role to assume is a setting of its own."""
    role = config("ehpc:assumeRole") or config("alicloud:assumeRole") or ""
    for space in ("ehpc", "alicloud"):
        names = [f"{space}:{name}" for name in ("accessKey", "secretKey", "securityToken")]
        keys = _both_or_neither(config, names)
        profile = config(f"{space}:profile") or ""
        # That file has a profile of the same name, perhaps of another account.
        elsewhere = space == "alicloud" and config("alicloud:sharedCredentialsFile")
        if keys or (profile and not elsewhere):
            return Keys(*(keys or ("", "", "")), profile, role)
    if unread := [name for name in _UNREAD if config(f"alicloud:{name}")]:
        raise SettingsError(
            f"alicloud:{unread[0]} is for pulumi_alicloud alone: without it a cluster may land in another account. "
            "Have a profile of the aliyun CLI with the same, and run `pulumi config set ehpc:profile NAME`"
        )
    for variables in KEY_VARIABLES:
        keys = _both_or_neither(environment.get, variables)
        if keys:
            return Keys(*keys, "", role)
    return Keys(profile=environment.get(PROFILE_VARIABLE, ""), role=role)


def _both_or_neither(read: Config, names: Sequence[str]) -> tuple[str, str, str] | None:
    """Access key, secret key and token under these names, None where there is no key. A half is refused."""
    access, secret, token = ((read(name) or "").strip() for name in names)
    if bool(access) != bool(secret):
        have, lack = (names[0], names[1]) if access else (names[1], names[0])
        raise SettingsError(f"{have} is set without {lack}: set both or neither")
    for name, value in zip(names, (access, secret, token), strict=True):
        if not re.fullmatch(r"[!-~]*", value):
            raise SettingsError(f"{name} holds a character that no key has: copy it again")
    return (access, secret, token) if access else None


def from_environment(region: str | None = None) -> Settings:
    """The settings of a process without a Pulumi program."""
    return resolve(lambda _: None, os.environ, region)
