"""All checks, in the order in which they look, and what none of them can see."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ehpc_emulator.variants import nodes, users
from live import (
    cents_addons,
    cents_deletion,
    cents_fields,
    cents_making,
    cents_own,
    cents_queues,
    cents_software,
    cents_storages,
    cents_updates,
    free_existing,
    free_lists,
    free_refusals,
)
from live.check import CENTS, CONTRADICTED, NOT_SEEN, Check, Finding, NotSeenError, told
from live.cluster import one_cluster
from live.subject import Subject
from pulumi_ehpc._core.api.transport import LOST, NOT_JSON, UNREACHABLE
from pulumi_ehpc.errors import ServiceError

FREE_CHECKS = [*free_lists.CHECKS, *free_refusals.CHECKS, *free_existing.CHECKS]
OF_ALL_ANSWERS = free_lists.LAST
RUNNING = [
    *cents_making.WATCHED,
    *cents_fields.CHECKS,
    *cents_own.CHECKS,
    *cents_updates.CHECKS,
    *cents_queues.CHECKS,
    *cents_storages.CHECKS,
    *cents_software.CHECKS,
    *cents_addons.CHECKS,
    *cents_deletion.CHECKS,
]
CHECKS = [*FREE_CHECKS, *cents_making.TAKEN, *cents_making.CHECKS, *RUNNING, *OF_ALL_ANSWERS]

NEED_OTHERS = {check.name for check in free_existing.CHECKS}
"""What can be seen only where the account has clusters anyway."""

_OF_USERS = [variant.name for variant in users.VARIANTS if variant.name != "users-need-running"]
_OF_NODES = [variant.name for variant in nodes.VARIANTS]
_ANOTHER = "it needs a cluster of another kind beside the one"
_MACHINES = "it starts machines beside the manager"
OUT_OF_REACH = {
    "storages-required": _ANOTHER,
    "manager-required": _ANOTHER,
    "credentials-required": _ANOTHER,
    "category-filled": _ANOTHER,
    "named-by-its-id": _ANOTHER,
    "names-unique": _ANOTHER,
    "tags-key-refused": _ANOTHER,
    "serverless-software-is-manager": _ANOTHER,
    "status-running-other": "all wait for a cluster that runs, and say after an hour in which state it is",
    "update-needs-running": "nobody can make a cluster fail or stop at will",
    "failed-not-deletable": "nobody can make a cluster fail or stop at will",
    "stopped-not-readable": "nobody can make a cluster fail or stop at will",
    "making-deletable": "it would end the one cluster before anything else was seen",
    "home-stays": "a cluster without /home may not be deleted any more",
    "queue-with-nodes-is-aliyun-error": _MACHINES,
    "queue-update-starts-nodes": _MACHINES,
    "queues-with-nodes-deletable": _MACHINES,
    "addons-twice": _MACHINES,
    "addons-settle-slowly": _MACHINES,
    "addons-install-slowly": _MACHINES,
    "addons-show-late": _MACHINES,
    "addon-address-late": _MACHINES,
    "addon-urls-bare": "a URL of whatever form is one",
    "users-need-running": "nobody can make a cluster fail or stop at will",
    **dict.fromkeys(_OF_USERS, "no check looks at users yet"),
    **dict.fromkeys(_OF_NODES, _MACHINES),
}
"""The emulator's variants that no check confirms or contradicts, and why."""

NO_ANSWER = (LOST, NOT_JSON, UNREACHABLE, "Throttling", "ServiceUnavailable", "InternalError")
NOT_ALLOWED = ("Forbidden", "NotAuthorized")


@dataclass(frozen=True)
class Row:
    check: Check
    finding: Finding


@dataclass
class Looking:
    """One run: what is found is told as soon as it is known."""

    subject: Subject
    found: Callable[[Row], None]
    say: Callable[[str], None]

    def at_everything(self) -> None:
        """A cluster that this makes is gone when it ends, however it ends. Raises LeftError where it is not."""
        self._look(FREE_CHECKS)
        if self.subject.given.cost == CENTS:
            self._at_one_cluster()
        self._look(OF_ALL_ANSWERS)

    def _at_one_cluster(self) -> None:
        subject = self.subject
        with one_cluster(subject.service, subject.given, self.say) as cluster:
            subject.one = cluster
            cluster.make()
            if cluster.id:
                kill = subject.service.at.command("delete", cluster.id)
                self.say(f"Made {cluster.id}. It is deleted at the end; should this be killed: {kill}")
            self._look(cents_making.TAKEN)
            self._once(cluster.is_there, cents_making.CHECKS)
            self._once(cluster.until_it_runs, RUNNING)

    def _once(self, ready: Callable[[], None], checks: Sequence[Check]) -> None:
        try:
            ready()
        except NotSeenError as error:
            for check in checks:
                self.found(Row(check, Finding(NOT_SEEN, str(error))))
            return
        self._look(checks)

    def _look(self, checks: Sequence[Check]) -> None:
        for check in checks:
            self.found(Row(check, _found(check, self.subject)))


def _found(check: Check, subject: Subject) -> Finding:
    try:
        return check.look(subject)
    except NotSeenError as error:
        return Finding(NOT_SEEN, str(error))
    except ServiceError as error:
        # A call that was to be taken and was not contradicts; one that nobody answered says nothing.
        unseen = error.status >= 500 or error.code.startswith((*NO_ANSWER, *NOT_ALLOWED))
        return Finding(NOT_SEEN if unseen else CONTRADICTED, told(error))
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        # An answer in a shape that nobody thought of costs its own row and no other.
        return Finding(NOT_SEEN, f"the check does not understand the answer: {type(error).__name__}: {error}")
