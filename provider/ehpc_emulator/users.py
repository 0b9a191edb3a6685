"""Users of a cluster: what is kept of one. Passwords and keys are not, only which of the two it has."""

from __future__ import annotations

from typing import Any

from .clusters import Cluster
from .errors import ApiError, invalid

User = dict[str, Any]
# Numbers as a Linux system has them (assumed).
GROUPS = {"users": "100", "wheel": "10"}
FIRST = 1001
CREDENTIALS = {"Password": "password", "AuthKey": "keypair"}


def named(cluster: Cluster, name: str) -> User | None:
    return next((user for user in cluster.users if user["UserName"] == name), None)


def add(cluster: Cluster, given: User, at: str) -> User:
    """A user from now on. One without a group is an ordinary one (assumed)."""
    group = given.get("Group") or "users"
    number = max((int(user["UserId"]) for user in cluster.users), default=FIRST - 1) + 1
    told = next((kind for name, kind in CREDENTIALS.items() if given.get(name)), "")
    user = {"UserName": given["UserName"], "UserId": str(number), "AddTime": at, "Credential": told, **grouped(group)}
    cluster.users.append(user)
    return user


def grouped(group: str) -> User:
    return {"Group": group.lower(), "GroupId": GROUPS[group.lower()]}


def refuse_new(cluster: Cluster, given: list[User]) -> None:
    """All or none (assumed): names that are taken, or given twice, and users with no credential or with two."""
    seen = set[str]()
    for place, user in enumerate(given):
        told = [name for name in CREDENTIALS if user.get(name)]
        if len(told) != 1:  # mutually exclusive (documented); that it needs one is assumed
            raise invalid(f"User.{place}.{told[-1] if told else 'Password'}")
        if user["UserName"] in seen:
            raise invalid(f"User.{place}.UserName")
        if named(cluster, user["UserName"]):
            raise ApiError("AgentError.Account.UserAlreadyExist")
        seen.add(user["UserName"])
