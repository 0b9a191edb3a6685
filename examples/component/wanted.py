"""What a team wants, as objects: the stack's configuration, read once, with a sentence for what is wrong in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from typing import Any, Literal, TypeVar

import pulumi

T = TypeVar("T")


@dataclass(frozen=True)
class Network:
    """What the cluster stands in."""

    vpc: str
    vswitch: str
    files: str
    """ID of the NAS file system."""
    mount: str
    """Address of its mount target."""


@dataclass(frozen=True)
class Queue:
    """Nodes of one kind."""

    nodes: str
    """Their instance type."""
    most: int
    least: int = 0


@dataclass(frozen=True)
class User:
    """Somebody who may log in; the password is with the secrets."""

    group: Literal["users", "wheel"] = "users"


@dataclass(frozen=True)
class Wanted:
    """What a team wants."""

    network: Network
    passwords: pulumi.Input[Mapping[str, str]]
    """Of its users, and of `root`."""
    queues: Mapping[str, Queue] = field(default_factory=dict)
    users: Mapping[str, User] = field(default_factory=dict)


def wanted() -> Wanted:
    """What this stack's configuration says."""
    config = pulumi.Config()
    return Wanted(
        network=_read(Network, config.require_object("network"), "network"),
        passwords=config.require_secret_object("passwords"),
        queues={name: _read(Queue, row, f"queues.{name}") for name, row in _rows(config, "queues")},
        users={name: _read(User, row, f"users.{name}") for name, row in _rows(config, "users")},
    )


def _rows(config: pulumi.Config, key: str) -> list[tuple[str, Any]]:
    return list((config.get_object(key) or {}).items())


def _read(kind: type[T], row: Mapping[str, Any], where: str) -> T:
    rows = {field.name: field.default is MISSING for field in fields(kind)}  # type: ignore[arg-type]
    if unknown := row.keys() - rows:
        raise pulumi.RunError(f"{where} has no {', '.join(sorted(unknown))}: there are {', '.join(rows)}")
    if missing := [name for name, needed in rows.items() if needed and name not in row]:
        raise pulumi.RunError(
            f"{where} lacks {', '.join(missing)}: `pulumi config set --path {where}.{missing[0]} ...`"
        )
    return kind(**row)
