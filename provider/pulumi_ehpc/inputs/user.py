"""A user of a cluster (CreateUsers: User[])."""

from __future__ import annotations

import re

from .._core.table.declare import inputs
from .._core.table.fields import LOCAL, NEVER, Input, Output, Role, field
from .._core.table.policy import replaces, updates
from .._core.table.rules import INFERRED, Between, length, not_empty, one_of, pattern
from .credentials import mixed

_SPECIAL = re.escape("()~!@#$%^&*-_+=|{}[]:;'\\\"/<>,.?`")
"""The SDK's list for users, and what the one for the cluster has beside it."""


@inputs
class EhpcUserArgs:
    """A user of a cluster, who logs in and submits jobs. Whether a password or a public key counts is decided by the
    cluster's own credentials."""

    __between__ = (
        Between(
            ("password", "auth_key"),
            lambda password, key: password is not None or key is not None,
            "is missing: give a password, or auth_key where the cluster has a key pair",
            INFERRED,
        ),
        Between(
            ("auth_key", "password"),
            lambda key, password: key is None or password is None,
            "cannot stand beside a password: give one of the two",
        ),
    )

    cluster_id: Input[str] = field(
        "ClusterId", replaces("a user stays in its cluster"), doc="ID of the cluster, as cluster.id.",
        rules=[not_empty()],
    )  # fmt: skip
    region: Input[str] | None = field(
        LOCAL, replaces("a user stays in its cluster"), read=NEVER, role=Role.REGION,
        doc="Region ID of that cluster, as cluster.region. Unset: from the configuration.",
    )  # fmt: skip
    user_name: Input[str] = field(
        "UserName", replaces(), doc="Name, unique in the cluster; another name is another user.",
        rules=[
            length(1, 30),
            pattern(r"[A-Za-z][A-Za-z0-9.]*", "must start with a letter and go on with letters, digits and dots"),
        ],
    )  # fmt: skip
    group: Input[str] | None = field(
        "Group", updates(default="users"), rules=[one_of("users", "wheel")],
        doc="users, who submit and debug jobs, or wheel, who may use sudo as well.",
    )  # fmt: skip
    password: Input[str] | None = field(
        "Password", updates(), read=NEVER, secret=True,
        doc="Password, where the cluster's own credentials are a password.",
        rules=[length(8, 30), mixed(_SPECIAL)],
    )  # fmt: skip
    auth_key: Input[str] | None = field(
        "AuthKey", replaces("E-HPC has no call that changes it"), read=NEVER,
        doc="Public key, as ssh-ed25519 AAAA..., where the cluster's own credentials are a key pair.",
        rules=[not_empty()],
    )  # fmt: skip


class EhpcUserOutputs:
    """What only the service knows of a user."""

    user_id = Output("UserId", "Number of the user on the nodes.")
    add_time = Output("AddTime", "Time at which it was added.")
