"""A user: CreateUsers and its sister calls. Its id is that of its cluster, a colon and its name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .._core.resource import Resource
from .._core.table.calls import Call, Get, Look, ResourceCalls, Several
from .._core.table.rows import all_rows
from ..errors import ODD, ServiceError
from ..inputs import EhpcUserArgs, EhpcUserOutputs
from .in_cluster import parts, read_in

_MISSING = ("UserNotFound", "AgentError.Account.UserNotExist")


def _key(parameters: Mapping[str, Any]) -> str:
    return f"{parameters['ClusterId']}:{parameters['UserName']}"


def _create(call: Call, several: Sequence[Mapping[str, Any]]) -> None:
    users = [{"Group": "users", **user} for user in several]
    call("CreateUsers", {"ClusterId": {user.pop("ClusterId") for user in users}.pop(), "User": users})


def _create_one(call: Call, parameters: dict[str, Any]) -> str:
    _create(call, [parameters])
    return _key(parameters)


def _read(call: Call, id_: str) -> Look | None:
    cluster, name = parts(id_, "user", "alice")
    return read_in(call, cluster, lambda: _read_one(call, cluster, name))


def _read_one(call: Call, cluster: str, name: str) -> Look | None:
    try:
        user: dict[str, Any] = call(Get("GetUser"), {"ClusterId": cluster, "UserName": name}).get("User") or {}
    except ServiceError as error:
        if error.code not in (*_MISSING, ODD):
            raise
        return None
    if not user.keys() & {"UserName", "UserId", "Group"}:
        return None
    if str(user.get("UserName") or name).casefold() != name.casefold():
        raise ServiceError("GetUser", ODD, f"it is about another user than {name} that was asked for")
    return {**user, "ClusterId": cluster, "UserName": name}


def _listed(call: Call, ids: Sequence[str]) -> Mapping[str, Look]:
    """A row has the same fields as what GetUser tells."""
    (cluster, *_), names = _parts(ids)
    rows = read_in(call, cluster, lambda: {str(row.get("UserName")).casefold(): row for row in _rows(call, cluster)})
    return {
        id_: {**rows[name.casefold()], "ClusterId": cluster, "UserName": name}
        for id_, name in zip(ids, names, strict=True)
        if rows and name.casefold() in rows
    }


def _rows(call: Call, cluster: str) -> list[dict[str, Any]]:
    return all_rows(call, Get("ListUsers"), {"ClusterId": cluster}, "Users.UserInfo", size=50)


def _parts(ids: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Their clusters, which are the same, and their names."""
    clusters, names = zip(*(parts(id_, "user", "alice") for id_ in ids), strict=True)
    return clusters, names


def _update(call: Call, id_: str, settings: dict[str, Any]) -> None:
    cluster, name = parts(id_, "user", "alice")
    call("UpdateUser", {"ClusterId": cluster, "UserName": name, **settings})


def _delete(call: Call, ids: Sequence[str]) -> None:
    (cluster, *_), names = _parts(ids)
    try:
        call(Get("DeleteUsers"), {"ClusterId": cluster, "User": [{"UserName": name} for name in names]})
    except ServiceError as error:
        # Of several nobody knows which one is missing, and the others may be there yet.
        if error.code not in _MISSING or len(ids) > 1:
            raise


def _delete_one(call: Call, id_: str) -> None:
    _delete(call, [id_])


USER = Resource(
    "user",
    EhpcUserArgs,
    EhpcUserOutputs,
    ResourceCalls(
        create=_create_one,
        read=_read,
        listed=_listed,
        delete=_delete_one,
        update=_update,
        key=_key,
        several=Several(_create, _delete, most=20),
    ),
)
