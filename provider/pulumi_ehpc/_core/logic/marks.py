"""Who made a cluster, and may this creation take it over? Marks, digests and verdicts. Pure.

The API has no client token. So CreateCluster is sent with a mark at the beginning of the description, which means
"made, but not yet handed to the engine"; the call that ends a creation takes it away. There a service that cuts
descriptions leaves it whole. (Marks of earlier releases stand at the end.)
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import zip_longest
from typing import Any

from .seen import Seen, oldest_first

LONGEST = 128
"""Characters of a description (documented)."""

PLAIN = "Pulumi-"
"""How the description of a finished cluster begins whose program gives none."""

_DIGESTS = r"pulumi-([0-9a-f]{10})-([0-9a-f]{8})-([0-9a-f]{8})(?:-((?:[0-9a-f]{4})+))?"
_MARK = re.compile(rf"\A{_DIGESTS}(?=-|\Z)|{_DIGESTS}\Z")
_GENERATED = re.compile(r".+-[0-9a-f]{7}")
_OTHER = re.compile(r"[^A-Za-z0-9\u4e00-\u9fff_.\-]")
"""What a description may not hold (documented; dots stand in the documented example)."""


@dataclass(frozen=True)
class Mark:
    """Digests of the resource, of where its program runs, and of the inputs that cannot change later."""

    urn: str
    place: str
    inputs: str
    lists: str = field(default="", compare=False)
    """Of each list whose items change by calls of their own, four digits; a creation that is gone on with may have
    others."""

    def __str__(self) -> str:
        return f"pulumi-{self.urn}-{self.place}-{self.inputs}" + (f"-{self.lists}" if self.lists else "")

    def same_lists(self, other: Mark) -> list[bool]:
        """Of each list, whether the other creation was sent it like that."""
        return [a == b for a, b in zip_longest(_fours(self.lists), _fours(other.lists))]


def mark(urn: str, place: Sequence[str], fixed_inputs: Mapping[str, Any], lists: Sequence[Any] = ()) -> Mark:
    each = "".join(digest(json.dumps(one, sort_keys=True), 4) for one in lists)
    return Mark(urn_digest(urn), digest("\n".join(place), 8), digest(json.dumps(fixed_inputs, sort_keys=True), 8), each)


def _fours(digits: str) -> list[str]:
    return [digits[place : place + 4] for place in range(0, len(digits), 4)]


def urn_digest(urn: str) -> str:
    return digest(urn, 10)


def digest(text: str, digits: int) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:digits]


def marked(description: str | None, mark: Mark) -> str:
    """The description that CreateCluster is sent: the mark, then the user's as far as there is room."""
    return f"{mark}-{description}"[:LONGEST] if description else str(mark)


def mark_in(description: str | None) -> Mark | None:
    found = _MARK.search(description or "")
    if found is None:
        return None
    first, last = found.groups()[:4], found.groups()[4:]
    return Mark(*(group or "" for group in (first if first[0] else last)))


def plain_text(urn: str) -> str:
    """The description of a finished cluster whose program gives none: it names project, stack and resource."""
    stack, project, _type, name = [*urn.split("::", 3), "", "", ""][:4]
    parts = filter(None, (project, stack.removeprefix("urn:pulumi:"), name))
    return _OTHER.sub("-", PLAIN + "-".join(parts))[:LONGEST]


def generated_name(urn: str) -> str:
    """The resource's own name and seven digits of its URN's digest: the same in the preview and in the update."""
    logical = re.sub(r"[^\w.\-]", "-", urn.rsplit("::", 1)[-1])[:120]
    return f"{logical}-{digest(urn, 7)}" if urn else ""


def is_generated(name: Any) -> bool:
    return isinstance(name, str) and _GENERATED.fullmatch(name) is not None


def finished_before(seen: Seen, urn: str, name: str) -> bool:
    """Whether a creation of this resource, which names it so, made it and took its mark away."""
    told = seen.description == plain_text(urn) or name == generated_name(urn)
    return told and seen.name == name and not mark_in(seen.description)


@dataclass(frozen=True)
class Verdict:
    """What a creation does about what carries its mark."""

    adopt: Seen | None = None
    refused: Seen | None = None
    """Under way, and made elsewhere or with other inputs: nothing may be made beside it unasked."""

    others: list[Seen] = field(default_factory=list)
    """The rest, to be named."""


def named_for_adoption(setting: str | None) -> frozenset[str]:
    """The ids of ehpc:adopt: one, several with commas or blanks between them, or a JSON list of them."""
    return frozenset(re.findall(r"[^\s,\[\]\"']+", setting or ""))


def verdict(
    seen: Iterable[Seen], mine: Mark, dead: frozenset[str], passed_over: str, adopt: Collection[str]
) -> Verdict:
    """dead: states of a creation that will never run; beside one in any other, nobody knows what it will be, no second
    one is made. passed_over: the id that the state has already. adopt: the ids that the user named for adoption."""
    marked_ones = oldest_first(one for one in seen if _belongs(one, mine) and one.id != passed_over)
    alive = [one for one in marked_ones if one.status not in dead]
    fitting = [one for one in alive if one.id in adopt]
    fitting = fitting or [one for one in alive if mark_in(one.description) == mine]
    chosen = fitting[0] if fitting else None
    refused = alive[0] if alive and not fitting else None
    return Verdict(chosen, refused, [one for one in marked_ones if one is not chosen and one is not refused])


def _belongs(seen: Seen, mine: Mark) -> bool:
    found = mark_in(seen.description)
    return found is not None and found.urn == mine.urn


def minutes_old(created: str | None, now: float) -> float:
    """-1 where that is not told."""
    try:
        made = datetime.fromisoformat(re.sub(r"(\.\d+)?Z$", "+00:00", created or ""))
    except ValueError:
        return -1
    return (now - made.timestamp()) / 60


def age(created: str | None, now: float) -> str:
    """How long ago that was, as a person says it."""
    minutes = minutes_old(created, now)
    if created and minutes == -1:
        return f"made {created}"
    if minutes < 2:
        return "just made"
    if minutes < 120:
        return f"made {minutes:.0f} minutes ago"
    return f"made {minutes / 60:.0f} hours ago" if minutes < 48 * 60 else f"made {minutes / 1440:.0f} days ago"


def where_it_runs(
    environment: Mapping[str, str],
    user: str,
    machine: str,
    directory: str,
    backend: str = "",
    organisation: str = "",
    *,
    name: str = "",
) -> list[str]:
    """Where a program runs: a CI system and its repository, else user, machine and project directory; and which stack
    of that name it is.

    organisation: "" for a backend that has none. name: what the user calls the place, "" for none: it stands for all
    machines and directories.
    """
    here = ["place", name] if name else _job(environment, directory)
    if here:
        backend = backend.replace(f"file://{directory}", "file://.", 1)
    return [*(here or [user, machine, directory]), backend, *filter(None, [organisation])]


def _job(environment: Mapping[str, str], directory: str) -> list[str]:
    """The next job runs on another machine; what it has in common with this one is the repository."""
    for flag, repository in _CI:
        if environment.get(flag):
            return [flag, environment.get(repository) or directory]
    if environment.get("CI", "").casefold() not in ("", "0", "false"):
        return next((["CI", environment[name]] for name in _REPOSITORIES if environment.get(name)), [])
    return []


_CI = (
    ("GITHUB_ACTIONS", "GITHUB_REPOSITORY"),
    ("GITLAB_CI", "CI_PROJECT_URL"),
    ("BITBUCKET_BUILD_NUMBER", "BITBUCKET_REPO_FULL_NAME"),
    ("CIRCLECI", "CIRCLE_REPOSITORY_URL"),
    ("BUILDKITE", "BUILDKITE_REPO"),
    ("TRAVIS", "TRAVIS_REPO_SLUG"),
    ("TF_BUILD", "BUILD_REPOSITORY_URI"),
    ("CODEBUILD_BUILD_ID", "CODEBUILD_SOURCE_REPO_URL"),
    ("DRONE", "DRONE_REPO_LINK"),
    ("JENKINS_URL", "JOB_NAME"),
    ("TEAMCITY_VERSION", "TEAMCITY_PROJECT_NAME"),
)
_REPOSITORIES = (
    "CI_REPO_URL", "CI_REPO", "CI_REPOSITORY_URL", "SEMAPHORE_GIT_URL", "CIRRUS_REPO_FULL_NAME", "APPVEYOR_REPO_NAME",
    "GIT_URL", "GIT_REPOSITORY_URL", "REPOSITORY_URL", "REPO_URL",
)  # fmt: skip
"""What other CI systems, which set CI, call the repository."""
