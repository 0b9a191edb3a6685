"""What can go wrong, in sentences that say what to do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

ODD = "OddAnswer"
"""The code of an answer that is not what it is documented to be."""

UNSTEADY = "UnsteadyList"
"""The code of a list that goes on changing while it is read page by page, or takes too long for that."""

UNSUCCESSFUL = "Unsuccessful"
"""The code of an answer that says that nothing came of a call, or nothing at all, and gives no other code."""


GONE = "ClusterNotFound"
STATE_FORBIDS = ("InvalidClusterStatus", "ConflictOpt")
"""The codes of what the state of a resource does not allow."""


class EhpcError(Exception):
    """The base of every error that this package raises on purpose; its text is complete as it stands."""


class SettingsError(EhpcError):
    """A region, an endpoint or credentials are missing or unusable."""


PROGRAM = "python -m pulumi_ehpc"
ONCE = "tried once"


class ServiceError(EhpcError):
    """E-HPC, or the way to it, answered with an error.

    `code` is the service's, or one of `Unreachable`, `LostAnswer`, `NotJson`, `Redirected`, `OddAnswer`, `UnsteadyList`
    where nothing usable was answered.
    """

    def __init__(
        self, action: str, code: str, text: str, *, status: int = 0, request_id: str = "", retry_after: float = 0
    ) -> None:
        self.action = action
        self.code = code
        self.text = text.strip()
        self.status = status
        self.request_id = request_id
        self.retry_after = retry_after
        self.part = ""
        """Which part of the resource it is about: "queues[comp]"."""

        self.sent: Mapping[str, Any] = {}
        """The parameters of the call."""

        self.program = PROGRAM
        """How a command line begins that is about the same account and region."""

        self.inputs = ""
        """What it is about, by the program's paths: "queues[comp].compute_nodes[0].instance_type"."""

        self.tried = ONCE
        """How often and for how long it was sent again."""

        self.effect = ""
        """What the failure left behind, where that is known: "nothing was made"."""
        super().__init__(self.sentence(""))

    def __str__(self) -> str:
        return self.sentence("")

    @property
    def is_refusal(self) -> bool:
        """Whether the service itself has said no, with whatever status."""
        by_code = bool(self.request_id) and self.code not in (ODD, UNSTEADY, UNSUCCESSFUL)
        return 400 <= self.status < 500 or (not self.status and by_code)

    def sentence(self, subject: str) -> str:
        """The whole message: what failed, what the service said, how to find it, what to do."""
        of = f" for {' of '.join(filter(None, (self.part, subject)))}" if self.part or subject else ""
        request = f", request {self.request_id}" if self.request_id else ""
        effect = f"; {self.effect}" if self.effect else ""
        lines = [f"{self.action}{of} failed: {self.text}", f"  {self.code}{request}{effect}"]
        if self.inputs:
            lines.append(f"  In the program: {self.inputs}")
        hint = hint_for(self.code, self.action, self.text, {"program": self.program, "tried": self.tried, **self.sent})
        return "\n".join([*lines, f"  {hint}"] if hint else lines)


class ResourceError(EhpcError):
    """Something about one resource that the service would not say itself: protected, failed, gone, too slow."""


@dataclass(eq=False, repr=False)
class Hint:
    """What to do about an error code; `action` empty means whichever call met it, a code ending in `*` a family."""

    code: str
    action: str
    says: str
    about: str = ""
    """What the service's own text has to hold."""

    wire: str = ""
    """The API's name of the inputs that are meant, where that text does not tell."""


RELEASE_NODES = (
    "E-HPC removes only an empty queue. Release its nodes (jobs on them end), in the E-HPC console or with "
    "`{program} nodes {ClusterId} --queue {QueueNames} --delete`, then run the same command again"
)

# Codes and texts: the CreateCluster page, the pages of the other actions and the gateway's common errors.
HINTS = (
    Hint(
        "TooManyClusters",
        "CreateCluster",
        "The account holds its most clusters (3 by default). Destroy one or ask for a higher quota; where this one "
        "replaces another, delete_before_replace=True in its options deletes that one first, and with it what is on "
        "the disks of its nodes.",
    ),
    Hint(
        "ImageNotFound",
        "",
        "Choose an image that E-HPC supports in this region.",
        wire="ImageId",
    ),
    Hint(
        "KeyPairNotFound",
        "",
        "Create the ECS key pair in this region, or give cluster_credentials.password.",
        wire="KeyPairName",
    ),
    Hint(
        "InvalidParams",
        "CreateCluster",
        "Mount a NAS file system at /home and at /opt (shared_storages), as every documented example does.",
        about="SharedStorages is",
    ),
    Hint("InvalidParams", "", "Correct the input that the message names and run `pulumi up` again."),
    Hint("InvalidParameter", "", "Correct the input that the message names and run `pulumi up` again."),
    Hint("MissingParameter", "", "Give the input that the message names and run `pulumi up` again."),
    Hint("Cluster.NotSupported", "", "This cluster_category or cluster_mode does not know that input: leave it out."),
    Hint("ConflictOpt", "", "Another operation is still running on it; wait for its end and run `pulumi up` again."),
    Hint(
        "InvalidClusterStatus",
        "",
        "Its state does not allow it: wait while it changes, start it where it is stopped, replace it where it has "
        "failed (pulumi up --replace URN); then run the command again.",
    ),
    Hint("OrderError.Arrearage", "", "Add funds to the account (at least CNY 100) and run `pulumi up` again."),
    Hint("OrderError.InsufficientBalance", "", "Add funds to the account and run `pulumi up` again."),
    Hint("OrderError.InstHasUnpaidOrder", "", "Pay or cancel the open order of the account."),
    Hint("OrderError.InvalidPayMethod", "", "Set a default payment method, or use instance_charge_type=PostPaid."),
    Hint("OrderError.NoCard", "", "Bind a credit card to the account."),
    Hint("OrderError.NoRealNameAuthentication", "", "Complete the real-name verification of the account."),
    Hint("OrderError.NoRealNameRegistration", "", "Regions of mainland China need real-name registration first."),
    Hint("OrderError.UserProfileIncomplete", "", "Complete the profile of the account."),
    Hint("OrderError*", "", "Look at the account's orders and the stock of the instance type in this zone."),
    Hint(
        "AgentError",
        "DeleteQueues",
        f"{RELEASE_NODES}; or put it back with delete_nodes=True for one `pulumi up`, and take it out after that.",
    ),
    Hint(
        "AgentError",
        "",
        "E-HPC could not have it done on the cluster: look whether that runs, then run the command again.",
    ),
    Hint("DbError", "", "A temporary failure of the service; run the command again, then report the request id."),
    Hint("InternalError", "", "A temporary failure of the service; run the command again, then report the request id."),
    Hint("ServiceUnavailable", "", "A temporary failure of the service; run the command again in some minutes."),
    Hint("InvalidAccessKeyId.NotFound", "", "Check the AccessKey id: ALIBABA_CLOUD_ACCESS_KEY_ID or the profile."),
    Hint("InvalidAccessKeyId.Inactive", "", "Enable the AccessKey in the RAM console, or use another one."),
    Hint("SignatureDoesNotMatch", "", "Check the AccessKey secret: ALIBABA_CLOUD_ACCESS_KEY_SECRET or the profile."),
    Hint("InvalidSecurityToken*", "", "The STS token has expired or is wrong; get a new one."),
    Hint("InvalidTimeStamp.Expired", "", "This machine's clock is more than 15 minutes off; set it."),
    Hint("Throttling*", "", "Too many calls for this account; it was {tried}. Run the command again."),
    Hint("Forbidden.RAM", "", "Grant the RAM user or role the action ehpc:{action} on resource *."),
    Hint("NoPermission", "", "Grant the RAM user or role the action ehpc:{action} on resource *."),
    Hint("NotAuthorized", "", "Grant the RAM user or role the action ehpc:{action} on resource *."),
    Hint("EntityNotExist.Role", "", "Open the E-HPC console once: it makes the role AliyunServiceRoleForEHPC."),
    Hint("NotEnabled", "", "Open E-HPC for this account in its console."),
    Hint("InDebt", "", "Settle the account's overdue bill."),
    Hint(
        "InvalidApi.NotFound", "", "The endpoint does not serve E-HPC 2024-07-30; check ehpc:endpoint and the region."
    ),
    Hint("UnsupportedHTTPMethod", "", "E-HPC takes this call by another HTTP method: report this line to pulumi-ehpc."),
    Hint("Unreachable", "", "Check the network, the region's name and ehpc:endpoint; {action} was not sent."),
    Hint("LostAnswer", "", "The network broke in between; run the command again, it finds out what was done."),
    Hint(
        "ClusterNotFound",
        "CreateUsers",
        "There is no cluster {ClusterId} of this account in this region: give cluster_id=cluster.id, and "
        "region=cluster.region where that is another one; where it was deleted, `pulumi refresh`, then `pulumi up`.",
    ),
    Hint(
        "ClusterNotFound",
        "",
        "It is gone, or in another region or account: `pulumi refresh` finds out, then `pulumi up`.",
    ),
    Hint("Unsuccessful", "", "The service gave no reason; run the command again, then report the request id."),
    Hint("Redirected", "", "Something between here and E-HPC answered: check ehpc:endpoint and the proxy settings."),
    Hint(
        UNSTEADY,
        "",
        "Its total is wrong, or these keys are not shown every row: if it stays so, report this line to pulumi-ehpc.",
        "each of",
    ),
    Hint(UNSTEADY, "", "It changes right now, or comes slowly: run the command again in a minute."),
    Hint(ODD, "", "It is not documented to answer so; nothing was believed of it. Report this line to pulumi-ehpc."),
    Hint("NotJson", "", "Something between here and E-HPC answered: check ehpc:endpoint and the proxy settings."),
)


def hint_for(code: str, action: str, text: str = "", sent: Mapping[str, Any] | None = None) -> str:
    """What to do about `code`, "" where nothing better is known than the service's own text."""
    hint = _hint(code, action, text)
    return filled(hint.says, {"action": action, "program": PROGRAM, "tried": ONCE, **(sent or {})}) if hint else ""


def filled(says: str, told: Mapping[str, Any]) -> str:
    """The text of a hint with what is told in the place of its names; others are for the reader to fill in."""
    return re.sub(r"\{(\w+)\}", lambda name: _one(told.get(name[1]), name[1]), says)


def _one(value: Any, name: str) -> str:
    """The value, or the only one of a list; where that is unknown, what the reader has to fill in."""
    (one,) = value if isinstance(value, list) and len(value) == 1 else (value,)
    return one if isinstance(one, str) else name.upper()


def input_of(code: str, action: str) -> str:
    """The API's name of the inputs that `code` is about, "" where its text tells."""
    hint = _hint(code, action, "")
    return hint.wire if hint else ""


def _hint(code: str, action: str, text: str) -> Hint | None:
    for hint in HINTS:
        family = hint.code.endswith("*") and code.startswith(hint.code[:-1])
        if (family or hint.code == code) and hint.action in ("", action) and hint.about in text:
            return hint
    return None
