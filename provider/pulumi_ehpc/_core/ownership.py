"""Who made a cluster, and may this creation take it over? Marks, digests and verdicts. Pure.

The API has no client token. So CreateCluster is sent with a mark at the end of the description, which means
"made, but not yet handed to the engine"; the call that ends a creation takes it away.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Row = Mapping[str, Any]
LONGEST = 128
"""Characters of a description (documented)."""

UNDER_WAY = frozenset({"uninit", "creating", "initing", "pending", "running"})
_MARK = re.compile(r"-?pulumi-([0-9a-f]{10})-([0-9a-f]{8})-([0-9a-f]{8})$")
_OTHER = re.compile(r"[^\w.\-]")


@dataclass(frozen=True)
class Mark:
    """Digests of the resource, of where its program runs, and of the inputs that cannot change later."""

    urn: str
    place: str
    inputs: str

    def __str__(self) -> str:
        return f"pulumi-{self.urn}-{self.place}-{self.inputs}"


def mark(urn: str, place: Sequence[str], fixed_inputs: Mapping[str, Any]) -> Mark:
    return Mark(digest(urn, 10), digest("\n".join(place), 8), digest(json.dumps(fixed_inputs, sort_keys=True), 8))


def digest(text: str, digits: int) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:digits]


def marked(description: str | None, mark: Mark) -> str:
    """The description that CreateCluster is sent: the user's as far as there is room, then the mark."""
    if not description:
        return str(mark)
    return f"{description[: LONGEST - len(str(mark)) - 1]}-{mark}"


def mark_in(description: str | None) -> Mark | None:
    found = _MARK.search(description or "")
    return Mark(*found.groups()) if found else None


def unmarked(description: str) -> str:
    """The description without a mark: what a user may see."""
    return _MARK.sub("", description)


def plain_text(urn: str) -> str:
    """The description of a finished cluster whose program gives none: it names project, stack and resource."""
    _, _, stack, project, *_ = urn.replace("::", ":").split(":")
    return _OTHER.sub("-", f"Pulumi-{project}-{stack}-{urn.rsplit('::', 1)[-1]}")[:LONGEST]


@dataclass(frozen=True)
class Verdict:
    """What a creation does about the clusters that carry its mark."""

    adopt: Row | None = None
    refused: Row | None = None
    """Under way, and made elsewhere or with other inputs: nothing may be made beside it unasked."""

    others: list[Row] = field(default_factory=list)
    """The rest, to be named."""


def verdict(rows: Iterable[Row], mine: Mark, passed_over: str, adopt: str) -> Verdict:
    """`passed_over`: the cluster that the state has already. `adopt`: the id that the user named for adoption."""
    marked_ones = [row for row in rows if _belongs(row, mine) and row["ClusterId"] != passed_over]
    marked_ones.sort(key=lambda row: str(row.get("ClusterCreateTime") or ""))
    alive = [row for row in marked_ones if str(row.get("ClusterStatus")).casefold() in UNDER_WAY]
    fitting = [row for row in alive if row["ClusterId"] == adopt]
    fitting = fitting or [row for row in alive if mark_in(row.get("ClusterDescription")) == mine]
    chosen = fitting[0] if fitting else None
    refused = alive[0] if alive and not fitting else None
    return Verdict(chosen, refused, [row for row in marked_ones if row is not chosen and row is not refused])


def _belongs(row: Row, mine: Mark) -> bool:
    found = mark_in(row.get("ClusterDescription"))
    return found is not None and found.urn == mine.urn


def place(environment: Mapping[str, str], user: str, machine: str, directory: str) -> list[str]:
    """Where a program runs: a CI system and its repository, else user, machine and project directory."""
    for flag, repository in _CI:
        if environment.get(flag):
            where = [flag, environment.get(repository, "")]
            break
    else:
        where = [user, machine, directory]
    return [*where, environment.get("PULUMI_BACKEND_URL", "")]


_CI = (
    ("GITHUB_ACTIONS", "GITHUB_REPOSITORY"),
    ("GITLAB_CI", "CI_PROJECT_URL"),
    ("BITBUCKET_BUILD_NUMBER", "BITBUCKET_REPO_FULL_NAME"),
    ("CIRCLECI", "CIRCLE_REPOSITORY_URL"),
    ("BUILDKITE", "BUILDKITE_REPO"),
    ("TRAVIS", "TRAVIS_REPO_SLUG"),
    ("TF_BUILD", "BUILD_REPOSITORY_URI"),
    ("JENKINS_URL", "JOB_NAME"),
    ("TEAMCITY_VERSION", "TEAMCITY_PROJECT_NAME"),
)
