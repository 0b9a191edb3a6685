"""`Provider`: another account or region than the configured one, for the clusters that name it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from types import NoneType
from typing import Any, cast

import pulumi

from ._core.program.explicit import PACKAGE
from ._core.table.names import state_name
from .errors import SettingsError
from .settings import ROLE, Keys, Settings

_SECRET = ("secret_key", "security_token")
_TEXTS = ("region", "access_key", "secret_key", "security_token", "profile", "endpoint", "sts_endpoint")


class Provider(pulumi.ProviderResource):
    """An explicit provider: what its clusters use in place of the stack's configuration, which it does not read.

    What is not given here is looked for where it is for every program, in the environment and by the default chain of
    alibabacloud-credentials. Its secrets are encrypted in the state.

        beijing = ehpc.Provider("beijing", region="cn-beijing", profile="hpc")
        ehpc.EhpcCluster("render", ..., opts=pulumi.ResourceOptions(provider=beijing))
    """

    def __init__(
        self,
        resource_name: str,
        *,
        region: pulumi.Input[str] | None = None,
        access_key: pulumi.Input[str] | None = None,
        secret_key: pulumi.Input[str] | None = None,
        security_token: pulumi.Input[str] | None = None,
        profile: pulumi.Input[str] | None = None,
        assume_role: pulumi.Input[str | Mapping[str, Any] | Sequence[Mapping[str, Any]]] | None = None,
        endpoint: pulumi.Input[str] | None = None,
        vpc_endpoint: pulumi.Input[bool] | None = None,
        sts_endpoint: pulumi.Input[str] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """An explicit provider.

        :param resource_name: Its name in the program.
        :param region: Region ID, as cn-beijing.
        :param access_key: AccessKey ID; with secret_key.
        :param secret_key: AccessKey secret.
        :param security_token: STS token that belongs to the two.
        :param profile: Profile of the aliyun CLI; not beside keys.
        :param assume_role: The role to assume, or several one after the other: a dict of roleArn and, if wanted,
            sessionName, sessionExpiration (seconds), policy and externalId; snake_case does as well.
        :param endpoint: Address of E-HPC, as that of an emulator. Unset: that of the region.
        :param vpc_endpoint: Whether E-HPC is asked by its address within a VPC of the region. Default: False.
        :param sts_endpoint: Address of the Security Token Service. Unset: Alibaba Cloud's.
        :param opts: Options of the resource.
        """
        _refuse_odd(resource_name, locals())
        role = pulumi.Output.from_input(assume_role).apply(_role) if assume_role is not None else None
        vpc = pulumi.Output.from_input(vpc_endpoint).apply(lambda on: "true" if on else "false")
        given = {
            "region": region, "access_key": access_key, "secret_key": secret_key, "security_token": security_token,
            "profile": profile, "assume_role": role, "endpoint": endpoint, "sts_endpoint": sts_endpoint,
            "vpc_endpoint": None if vpc_endpoint is None else vpc,
            # Of the stack, and asked for whoever makes a cluster.
            "adopt": pulumi.Config("ehpc").get("adopt"),
            # Pulumi changes a cluster's provider without a word: whose keys these are is asked also where nothing
            # else changes.
            "explicit": "true",
        }  # fmt: skip
        props = {
            f"ehpc:{state_name(name)}": pulumi.Output.secret(value) if name in _SECRET else value
            for name, value in given.items()
            if value is not None
        }
        super().__init__(PACKAGE, resource_name, cast(Any, props), opts)


def _refuse_odd(resource_name: str, given: Mapping[str, Any]) -> None:
    """Raise pulumi.RunError for what the first preview would not tell."""
    wrong = [f"{name} must be a text" for name in _TEXTS if not isinstance(given[name], (str, pulumi.Output, NoneType))]
    if given["profile"] is not None and given["access_key"] is not None:
        wrong.append("profile and access_key are two accounts: give one of them")
    if (given["access_key"] is None) != (given["secret_key"] is None):
        wrong.append("access_key and secret_key go together")
    role = given["assume_role"]
    if isinstance(role, (str, Mapping, Sequence)):
        wrong += _wrong_roles(_role(role))
    if wrong:
        raise pulumi.RunError(f'Provider "{resource_name}": {"; ".join(wrong)}')


def _wrong_roles(text: str) -> list[str]:
    try:
        roles = Settings("", "", Keys(role=text)).assumed_roles()
    except SettingsError as error:
        return [str(error).replace("assumeRole", "assume_role", 1)]
    odd = sorted({name for role in roles for name in role} - set(ROLE))
    return [f"assume_role knows no {name}, but {', '.join(ROLE)}" for name in odd]


def _role(told: Any) -> str:
    """As the configuration has it."""
    if isinstance(told, str):
        return told
    roles = [told] if isinstance(told, Mapping) else list(told)
    spelt = [
        {state_name(str(name)): value for name, value in role.items()} if isinstance(role, Mapping) else role
        for role in roles
    ]
    return json.dumps(spelt, default=str)
