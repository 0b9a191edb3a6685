"""Where region, endpoint and credentials come from.

Each is looked for in this order: the resource's own argument (region only), `ehpc:*` stack configuration,
`alicloud:*` stack configuration (what users of pulumi_alicloud already have), environment variables.
Credentials go on to the default chain of alibabacloud-credentials: profile files, ECS RAM role and so on.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from .errors import SettingsError

Config = Callable[[str], "str | None"]
"""Reads one key of the stack configuration, as "ehpc:region"."""

REGION_VARIABLES = ("ALIBABA_CLOUD_REGION_ID", "ALIBABA_CLOUD_REGION", "ALICLOUD_REGION")
ENDPOINT_VARIABLES = ("EHPC_ENDPOINT",)
KEY_VARIABLES = (
    ("ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ALIBABA_CLOUD_SECURITY_TOKEN"),
    ("ALICLOUD_ACCESS_KEY", "ALICLOUD_SECRET_KEY", "ALICLOUD_SECURITY_TOKEN"),
)


@dataclass(frozen=True)
class Keys:
    """How to sign. Its text never shows a secret."""

    access_key: str = ""
    secret_key: str = field(default="", repr=False)
    security_token: str = field(default="", repr=False)
    profile: str = ""
    role: str = field(default="", repr=False)
    """The assumed role, as JSON text with roleArn, sessionName, policy, sessionExpiration, externalId."""


@dataclass(frozen=True)
class Settings:
    """One account's way to E-HPC in one region."""

    region: str
    endpoint: str
    """Empty for the region's public endpoint."""

    keys: Keys

    def assumed_role(self) -> dict[str, Any]:
        """The role to assume, {} for none."""
        try:
            role = json.loads(self.keys.role) if self.keys.role else {}
        except ValueError:
            role = None
        role = role[0] if isinstance(role, list) and role else role
        if not isinstance(role, dict) or (role and not role.get("roleArn")):
            raise SettingsError('assumeRole must be an object with a roleArn, as {"roleArn": "acs:ram::...:role/ci"}')
        return role


def resolve(config: Config, environment: Mapping[str, str], region: str | None = None) -> Settings:
    """The settings for one resource.

    region: the resource's own argument. Raises SettingsError, a sentence that names the setting and the remedy.
    """
    found = region or _first(config, environment, "region", REGION_VARIABLES)
    if not found:
        raise SettingsError(
            "no region: set it with `pulumi config set ehpc:region cn-hangzhou`, "
            f"the argument region, or the environment variable {REGION_VARIABLES[0]}"
        )
    if not re.fullmatch(r"[a-z0-9-]+", found):
        raise SettingsError(f"region must be a region ID such as cn-hangzhou, got {found!r}")
    return Settings(found, _endpoint(config, environment), _keys(config, environment))


def _first(config: Config, environment: Mapping[str, str], name: str, variables: tuple[str, ...]) -> str:
    values = [config(f"ehpc:{name}"), config(f"alicloud:{name}"), *(environment.get(v) for v in variables)]
    return next((v.strip() for v in values if v and v.strip()), "")


def _endpoint(config: Config, environment: Mapping[str, str]) -> str:
    endpoint = config("ehpc:endpoint") or next((environment[v] for v in ENDPOINT_VARIABLES if environment.get(v)), "")
    endpoint = endpoint.strip().rstrip("/")
    if not endpoint:
        return ""
    try:
        url = urlsplit(endpoint if "://" in endpoint else f"https://{endpoint}")
        _ = url.port
    except ValueError:
        url = urlsplit("")
    if url.scheme not in ("http", "https") or not url.hostname or url.path or url.query or url.username:
        raise SettingsError("ehpc:endpoint must be a host name or an URL such as https://ehpc.cn-hangzhou.aliyuncs.com")
    if url.scheme == "http" and not is_loopback(url.hostname):
        raise SettingsError(
            f"ehpc:endpoint is http://{url.hostname}: plain HTTP is for an emulator on this machine (127.0.0.1) only, "
            "because passwords would be readable on the way; use https"
        )
    return f"{url.scheme}://{url.netloc}"


def is_loopback(host: str) -> bool:
    return host in ("localhost", "::1") or host.startswith("127.")


def _keys(config: Config, environment: Mapping[str, str]) -> Keys:
    """Explicit keys of one source, never mixed from two."""
    for space in ("ehpc", "alicloud"):
        role = config(f"{space}:assumeRole") or ""
        profile = config(f"{space}:profile") or ""
        access, secret = config(f"{space}:accessKey") or "", config(f"{space}:secretKey") or ""
        if bool(access) != bool(secret):
            have, lack = ("accessKey", "secretKey") if access else ("secretKey", "accessKey")
            raise SettingsError(f"{space}:{have} is set without {space}:{lack}: set both or neither")
        if access or profile or role:
            if not access and not profile:
                access, secret, token = _environment_keys(environment)
                return Keys(access, secret, token, "", role)
            return Keys(access, secret, config(f"{space}:securityToken") or "", profile, role)
    return Keys(*_environment_keys(environment))


def _environment_keys(environment: Mapping[str, str]) -> tuple[str, str, str]:
    for names in KEY_VARIABLES:
        access, secret, token = (environment.get(name, "") for name in names)
        if access and secret:
            return access, secret, token
    return "", "", ""


def from_environment(region: str | None = None) -> Settings:
    """The settings of a process without a Pulumi program."""
    return resolve(lambda _: None, os.environ, region)
