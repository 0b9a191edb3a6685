"""Users: what their calls refuse, answer and do otherwise."""

from __future__ import annotations

from dataclasses import replace

from .. import lags, users
from ..actions import Call
from ..errors import ApiError, invalid
from ..variation import Action, Answer, Variant
from .timing import A_WHILE, settling

CHANGING = ("CreateUsers", "UpdateUser", "DeleteUsers")
READING = ("GetUser", "ListUsers")
OWN = {"UserName": "ehpcadmin", "Group": "wheel"}


def _busy(call: Call) -> ApiError | None:
    call.world.dirty = True
    return None if lags.over(call.cluster(), "accounts", call.world.clock) else ApiError("ConflictOpt")


def _keeps_busy(call: Call, plain: Action) -> Answer:
    answer = plain(call)
    lags.start(call.cluster(), "accounts", since=call.world.clock.time())
    return answer


def _empty(call: Call, plain: Action) -> Answer:
    try:
        return plain(call)
    except ApiError as error:
        if error.code != "UserNotFound":
            raise
        return {"User": {}}


def _only_those_there(call: Call, plain: Action) -> Answer:
    cluster = call.changing()
    there = [user for user in call.params["User"] if users.named(cluster, user["UserName"])]
    return plain(replace(call, params=call.params | {"User": there})) if there else {}


def _over(call: Call, plain: Action) -> Answer:
    """Users that are there take what they are given, and stay in their place."""
    cluster = call.changing()
    given = call.need("User")
    for user in given:
        there = users.named(cluster, user["UserName"])
        if there and user.get("Group"):
            there |= users.grouped(user["Group"])
    new = [user for user in given if not users.named(cluster, user["UserName"])]
    call.world.dirty = True
    return plain(replace(call, params=call.params | {"User": new})) if new else {}


def _reset_group(call: Call, plain: Action) -> Answer:
    return plain(replace(call, params=call.params | {"Group": call.params.get("Group") or "users"}))


def _group_needed(call: Call) -> ApiError | None:
    for place, user in enumerate(call.params.get("User") or []):
        if not user.get("Group"):
            return invalid(f"User.{place}.Group")
    return None


def _of_the_clusters_kind(call: Call) -> ApiError | None:
    kinds = call.cluster().credentials
    for place, user in enumerate(call.params.get("User") or []):
        for name, kind in users.CREDENTIALS.items():
            if user.get(name) and kinds and kind not in kinds:
                return invalid(f"User.{place}.{name}")
    return None


def _running(call: Call) -> ApiError | None:
    return None if call.cluster().status == "running" else ApiError("InvalidClusterStatus")


def _with_its_own(call: Call, plain: Action) -> Answer:
    answer = plain(call)
    cluster = call.world.clusters[answer["ClusterId"]]
    users.add(cluster, OWN, "")
    return answer


def _lower(name: str) -> str:
    return name.lower()


VARIANTS = (
    Variant(
        "users-settle-slowly",
        says=f"What CreateUsers, UpdateUser and DeleteUsers change shows {A_WHILE}.",
        evidence="assumed: the calls of the 2018 API are asynchronous when asked to be; none of these has a TaskId",
        does=settling("users", CHANGING, (*READING, "ListClusters")),
    ),
    Variant(
        "users-one-at-a-time",
        says="While a user of a cluster is made, changed or deleted, which takes a while, a second such call is "
        "refused with ConflictOpt.",
        evidence="assumed: the code is documented for what conflicts",
        refuses=dict.fromkeys(CHANGING, _busy),
        does=dict.fromkeys(CHANGING, _keeps_busy),
    ),
    Variant(
        "user-gone-is-agent-error",
        says="GetUser of a user that is not there is AgentError.Account.UserNotExist, not UserNotFound.",
        evidence="documented for the 2018 API; observed against it: the Terraform provider expects UserNotFound",
        errors={"UserNotFound": ("AgentError.Account.UserNotExist", "")},
    ),
    Variant(
        "user-gone-is-not-found",
        says="UpdateUser and DeleteUsers of a user that is not there are UserNotFound, as GetUser is.",
        evidence="assumed: the code of GetUser was observed, those of the others are documented for the 2018 API only",
        errors={"AgentError.Account.UserNotExist": ("UserNotFound", "")},
    ),
    Variant(
        "user-gone-is-empty",
        says="GetUser of a user that is not there answers an empty user.",
        evidence="assumed; observed against it: the Terraform provider expects UserNotFound",
        does={"GetUser": _empty},
    ),
    Variant(
        "users-gone-ignored",
        says="DeleteUsers takes no notice of users that are not there.",
        evidence="assumed: nothing is known of it",
        does={"DeleteUsers": _only_those_there},
    ),
    Variant(
        "user-taken-is-invalid-params",
        says="CreateUsers with a name that is taken is refused with InvalidParams.",
        evidence="documented as a code of CreateUsers, which has AgentError too; when each applies is not",
        errors={"AgentError.Account.UserAlreadyExist": ("InvalidParams", "User.0.UserName")},
    ),
    Variant(
        "user-taken-over",
        says="CreateUsers with a name that is taken changes that user.",
        evidence="assumed; documented against it for the 2018 API, which has a code for it",
        does={"CreateUsers": _over},
    ),
    Variant(
        "user-needs-group",
        says="CreateUsers of a user without a group is refused.",
        evidence="assumed: the Terraform provider requires it",
        refuses={"CreateUsers": _group_needed},
    ),
    Variant(
        "user-update-needs-group",
        says="UpdateUser without a group is refused.",
        evidence="assumed: the Terraform provider always sends it",
        refuses={"UpdateUser": lambda call: None if call.params.get("Group") else invalid("Group")},
    ),
    Variant(
        "user-update-resets-group",
        says="UpdateUser without a group puts the user into users.",
        evidence="assumed: UpdateCluster and UpdateQueue reset what they are not told",
        does={"UpdateUser": _reset_group},
    ),
    Variant(
        "user-credential-of-its-cluster",
        says="A user with a password in a cluster with a key pair, or the other way round, is refused.",
        evidence="documented that either takes effect in a cluster of its kind only; that the other is refused assumed",
        refuses={"CreateUsers": _of_the_clusters_kind},
    ),
    Variant(
        "users-need-running",
        says="GetUser and ListUsers of a cluster that does not run are refused.",
        evidence="assumed: its manager is asked",
        refuses=dict.fromkeys(READING, _running),
    ),
    Variant(
        "user-of-its-own",
        says="A new cluster has a user ehpcadmin of its own.",
        evidence="assumed: nothing says that there is none",
        does={"CreateCluster": _with_its_own},
    ),
    Variant(
        "user-names-in-lower-case",
        says="User names are answered in lower case.",
        evidence="assumed: they are accounts of Linux machines",
        answers={"GetUser": {"User.UserName": _lower}, "ListUsers": {"Users.UserInfo.UserName": _lower}},
    ),
)
