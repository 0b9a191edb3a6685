"""Users: CreateUsers, GetUser, ListUsers, UpdateUser, DeleteUsers."""

from __future__ import annotations

from typing import Any

from .. import users
from ..clusters import Cluster
from ..errors import ApiError
from .call import Call, utc


def create_users(call: Call) -> dict[str, Any]:
    """Done when it is answered, as far as is known: the answer has no task."""
    cluster, given = call.changing(), call.need("User")
    users.refuse_new(cluster, given)
    for user in given:
        users.add(cluster, user, utc(call.world.clock.time()))
    call.done(cluster, _names(given))
    return {}


def _names(given: list[dict[str, Any]]) -> str:
    return ",".join(user["UserName"] for user in given)


def get_user(call: Call) -> dict[str, Any]:
    user = users.named(call.cluster(), call.params["UserName"])
    if user is None:
        raise ApiError("UserNotFound")
    return {"User": user}


def list_users(call: Call) -> dict[str, Any]:
    """Oldest first (assumed)."""
    shown, paging = call.page(call.cluster().users)
    return {"Users": {"UserInfo": shown}, **paging}


def update_user(call: Call) -> dict[str, Any]:
    """What is left out stays as it is (assumed)."""
    cluster, params = call.changing(), call.params
    user = _user(cluster, params["UserName"])
    if not params.get("Group") and not params.get("Password"):
        raise ApiError("MissingParameter", "Group")
    if params.get("Group"):
        user |= users.grouped(params["Group"])
    if params.get("Password"):
        user["Credential"] = "password"
    call.done(cluster, params["UserName"])
    return {"Success": True}


def delete_users(call: Call) -> dict[str, Any]:
    """All or none (assumed)."""
    cluster, given = call.changing(), call.params["User"]
    leaving = [_user(cluster, user["UserName"])["UserName"] for user in given]
    cluster.users = [user for user in cluster.users if user["UserName"] not in leaving]
    call.done(cluster, _names(given))
    return {}


def _user(cluster: Cluster, name: str) -> dict[str, Any]:
    """The one that is to be changed; that it is missed under another code than GetUser's is assumed."""
    user = users.named(cluster, name)
    if user is None:
        raise ApiError("AgentError.Account.UserNotExist")
    return user
