"""How to log in to the cluster."""

from __future__ import annotations

import re

from .._core.table.declare import inputs
from .._core.table.fields import NEVER, Input, part
from .._core.table.rules import INFERRED, Between, Rule, length, pattern, unsettled

# The quote sign differs between the sources (apostrophe, double quote, typographic quote): all of them pass.
_LISTED = "()~!@#$%^&*-=+{}[]:;'\"‘’“”<>,.?/"
_LISTED_ELSEWHERE = "_|`"
"""What other lists have: those of the 2018-04-12 version, of the ROS resource type, of this version's users."""
_SPECIAL = re.escape(_LISTED + _LISTED_ELSEWHERE)


def mixed(special: str) -> Rule:
    """Three kinds of characters of four. special: those of the fourth kind, as a pattern has them."""
    kinds = (r"[A-Z]", r"[a-z]", r"[0-9]", f"[{special}]")
    return Rule(
        "must mix at least three of upper-case letters, lower-case letters, digits and special characters",
        lambda v: sum(bool(re.search(kind, v)) for kind in kinds) >= 3,
    )


@inputs
class ClusterCredentials:
    """Login of the root user: a password or an ECS key pair. No call returns it or changes it later."""

    __between__ = (
        Between(
            ("password", "key_pair_name"),
            lambda password, key_pair: password is not None or key_pair is not None,
            "is missing: give a password or key_pair_name",
            INFERRED,
        ),
        Between(
            ("key_pair_name", "password"),
            lambda key_pair, password: key_pair is None or password is None,
            "has no effect beside a password, which prevails: give one of the two",
            "the 2018-04-12 version of CreateCluster",
            warning=True,
        ),
    )

    password: Input[str] | None = part(
        "Password", read=NEVER, secret=True, doc="Password of root.",
        rules=[
            length(8, 20),
            mixed(_SPECIAL),
            Rule(
                "must hold only letters, digits and the special characters ()~!@#$%^&*-=+{}[]:;'<>,.?/",
                lambda v: bool(re.fullmatch(f"[A-Za-z0-9{_SPECIAL}]*", v)),
            ),
            unsettled(
                Rule(
                    "should hold no underscore, vertical bar or backtick",
                    lambda v: not set(v) & set(_LISTED_ELSEWHERE),
                ),
                "missing in the SDK's list for clusters; older lists, and its list for users, have some of them",
            ),
        ],
    )  # fmt: skip
    key_pair_name: Input[str] | None = part(
        "KeyPairName", read=NEVER, doc="Name of an existing ECS key pair.",
        rules=[
            length(2, 128),
            pattern(
                r"(?!https?://)[A-Za-z\u4e00-\u9fff][\w\u4e00-\u9fff:\-.]*",
                "must start with a letter and go on with letters, digits, colons, hyphens and underscores",
            ),
        ],
    )  # fmt: skip
