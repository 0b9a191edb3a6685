"""`Provider`: another account or region than the configured one, for the clusters that name it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NoReturn, cast

import pulumi

from ._core.program import account, call, odd, others
from ._core.program.explicit import PACKAGE, SETTINGS
from ._core.table.names import state_name

_SECRET = ("secret_key", "security_token")


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
        *more: NoReturn,
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
        given = {
            "region": region, "access_key": access_key, "secret_key": secret_key, "security_token": security_token,
            "profile": profile, "assume_role": assume_role, "endpoint": endpoint, "sts_endpoint": sts_endpoint,
            "vpc_endpoint": vpc_endpoint,
        }  # fmt: skip
        owner = call.owner("Provider", resource_name)
        with odd.told_of(owner), odd.together() as each:
            with each.part():
                call.name(resource_name)
            with each.part():
                others.of_any(opts)
            with each.part():
                call.none_unnamed(more, "region=...")
            found = each.of(account.settings, given, owner)
        # Of the stack, and asked for whoever makes a cluster.
        found |= {name: pulumi.Config("ehpc").get(name) for name in ("adopt", "place")}
        props = {
            f"ehpc:{state_name(name)}": pulumi.Output.secret(value) if name in _SECRET else value
            for name, value in found.items()
            if value is not None
        }
        super().__init__(PACKAGE, resource_name, cast(Any, props), opts)
        setattr(self, SETTINGS, props)
