# Generated from the declarations in inputs/ by tools/stubs.py (make generate): do not edit.
import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, overload

from pulumi import Input, Output, ResourceOptions, dynamic
from typing_extensions import Never, Self

from ._core.program.typed import AllAndNoOther, Choice, MYPY, NoSuchInput, NothingElse
from .inputs import AnyEhpcUserArgs

class EhpcUserProvider(dynamic.ResourceProvider):
    _config: Callable[[str], str | None]

class EhpcUser(dynamic.Resource):
    """A user of an E-HPC cluster. Its `id` is `CLUSTER:NAME`.

    ```python
    import pulumi
    import pulumi_ehpc as ehpc

    cluster = ehpc.EhpcCluster.get("render", "ehpc-hz-a1b2c3")
    passwords = pulumi.Config().require_secret_object("passwords")  # {"alice": "..."}
    ehpc.EhpcUser("alice", cluster_id=cluster.id, user_name="alice", group="wheel", password=passwords["alice"])
    ```"""

    if os.name == "mypy":  # It alone looks in here: see NothingElse. All others know that there is no such system.
        @overload
        def __init__(
            self,
            resource_name: str | NothingElse[Never],
            args: AnyEhpcUserArgs | NothingElse[Never],
            opts: ResourceOptions | NothingElse[Never] | None = None,
        ) -> None: ...
        @overload
        def __init__(
            self,
            resource_name: str | NothingElse[Never],
            opts: ResourceOptions | NothingElse[Never] | None = None,
            *,
            cluster_id: Input[str] | NothingElse[Never],
            region: Input[str | None] | NothingElse[Never] = None,
            user_name: Input[str] | NothingElse[Never],
            group: Choice[Literal["users", "wheel"] | None, str | None] | NothingElse[Never] = None,
            password: Input[str | None] | NothingElse[Never] = None,
            auth_key: Input[str | None] | NothingElse[Never] = None,
            **unknown: NoSuchInput[Never],
        ) -> None: ...
        @overload
        def __init__(self, resource_name: AllAndNoOther[Literal["resource_name", "cluster_id", "user_name"]], *given: Any, **named: Any) -> None: ...
        @overload
        def __init__(self, *, cluster_id: AllAndNoOther[Literal["resource_name", "cluster_id", "user_name"]], **named: Any) -> None: ...
    if not MYPY:
        @overload
        def __init__(
            self,
            resource_name: str,
            args: AnyEhpcUserArgs,
            opts: ResourceOptions | None = None,
        ) -> None: ...
        @overload
        def __init__(
            self,
            resource_name: str,
            opts: ResourceOptions | None = None,
            *,
            cluster_id: Input[str],
            region: Input[str | None] = None,
            user_name: Input[str],
            group: Choice[Literal["users", "wheel"] | None, str | None] = None,
            password: Input[str | None] = None,
            auth_key: Input[str | None] = None,
        ) -> None:
            """A user of a cluster, who logs in and submits jobs. Whether a password or a public key counts is decided by the

            :param cluster_id: ID of the cluster, as cluster.id. Must not be empty. A change needs a new user: a user stays
                in its cluster.
            :param region: Region ID of that cluster, as cluster.region. Unset: from the configuration. A change needs a new
                user: a user stays in its cluster.
            :param user_name: Name, unique in the cluster; another name is another user. Must have 1 to 30 characters. Must
                start with a letter and go on with letters, digits and dots. A change needs a new user.
            :param group: users, who submit and debug jobs, or wheel, who may use sudo as well. Must be one of users, wheel.
                E-HPC's default: users. A change is made in place.
            :param password: Password, where the cluster's own credentials are a password. Must have 8 to 30 characters.
                Must mix at least three of upper-case letters, lower-case letters, digits and special characters. A change
                is made in place. No call of E-HPC tells it: a change made elsewhere is not seen.
            :param auth_key: Public key, as ssh-ed25519 AAAA..., where the cluster's own credentials are a key pair. Must
                not be empty. A change needs a new user: E-HPC has no call that changes it. No call of E-HPC tells it: a
                change made elsewhere is not seen.
            """

    @classmethod
    def get(cls, resource_name: str, id: Input[str], opts: ResourceOptions | None = None) -> Self:
        """An existing user, read by its ID and neither changed nor deleted."""

    @property
    def cluster_id(self) -> Output[str]:
        """ID of the cluster, as cluster.id."""

    @property
    def region(self) -> Output[str]:
        """Region ID of that cluster, as cluster.region. Unset: from the configuration."""

    @property
    def user_name(self) -> Output[str]:
        """Name, unique in the cluster; another name is another user."""

    @property
    def group(self) -> Output[str]:
        """users, who submit and debug jobs, or wheel, who may use sudo as well."""

    @property
    def password(self) -> Output[str | None]:
        """Password, where the cluster's own credentials are a password."""

    @property
    def auth_key(self) -> Output[str | None]:
        """Public key, as ssh-ed25519 AAAA..., where the cluster's own credentials are a key pair."""

    @property
    def user_id(self) -> Output[str]:
        """Number of the user on the nodes."""

    @property
    def add_time(self) -> Output[str]:
        """Time at which it was added."""
