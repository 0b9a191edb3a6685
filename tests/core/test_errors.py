"""An error tells what failed, what the service said, how to find it, and what to do."""

from __future__ import annotations

import pytest

from pulumi_ehpc.errors import HINTS, EhpcError, ResourceError, ServiceError, SettingsError, hint_for

# The complete table of the CreateCluster page.
CREATE_CLUSTER = {
    "InvalidParams": "The specified parameter %s is invalid.",
    "OrderError.Arrearage": (
        "Your account balance is less than CNY 100. Please add funds to your account and try again."
    ),
    "OrderError.InstHasUnpaidOrder": "Your account has an unpaid order.",
    "OrderError.InsufficientBalance": "The account balance is insufficient. Please add funds first and try again.",
    "OrderError.InvalidPayMethod": "No valid default payment method is specified for your account.",
    "OrderError.NoCard": "No credit card is bound to your account.",
    "OrderError.NoRealNameAuthentication": "You have not completed the real name authentication.",
    "OrderError.NoRealNameRegistration": (
        "Real name registration is required for instances launched in mainland China."
    ),
    "OrderError.UserProfileIncomplete": "You have not completed your user profile.",
    "Cluster.NotSupported": "Current cluster does not support this operation.",
    "ConflictOpt": "A conflicting operation is running.",
    "TooManyClusters": "The number of user clusters exceeds the quota.",
    "KeyPairNotFound": "The specified KeyPair does not exist.",
    "ImageNotFound": "The specified image does not exist.",
    "ServiceUnavailable": "The request has failed due to a temporary failure of the server",
    "DbError": "A database service error occurred.",
    "OrderError": "An order request error occurred.",
}
NO_CODES = ("", "403", "imagenotfound", "ImageNotFoundAnywhere", "Order")


@pytest.mark.parametrize(("code", "text"), CREATE_CLUSTER.items())
def test_every_error_of_create_cluster_says_what_to_do(code: str, text: str) -> None:
    hint = hint_for(code, "CreateCluster")
    assert hint.endswith(".")
    assert hint.casefold().rstrip(".") not in text.casefold()
    assert text.casefold().rstrip(".") not in hint.casefold()


def test_each_of_these_errors_has_a_remedy_of_its_own() -> None:
    hints = {hint_for(code, "CreateCluster") for code in CREATE_CLUSTER}
    assert len(hints) == len(CREATE_CLUSTER)


def test_a_full_quota_tells_how_to_replace_a_cluster_all_the_same() -> None:
    assert "delete_before_replace=True" in hint_for("TooManyClusters", "CreateCluster")
    assert hint_for("TooManyClusters", "UpdateCluster") == ""


def test_a_cluster_that_is_refused_for_its_storages_is_told_what_every_example_mounts() -> None:
    refused = CREATE_CLUSTER["InvalidParams"].replace("%s", "SharedStorages")
    said = str(ServiceError("CreateCluster", "InvalidParams", refused))
    assert "at /home and at /opt (shared_storages)" in said
    assert "Correct the input that the message names" not in said
    for path in ("ClusterVpcId", "SharedStorages.0.MountDirectory"):
        other = CREATE_CLUSTER["InvalidParams"].replace("%s", path)
        assert "Correct the input that the message names" in str(ServiceError("CreateCluster", "InvalidParams", other))


@pytest.mark.parametrize("code", NO_CODES)
def test_an_unknown_code_has_no_made_up_remedy(code: str) -> None:
    assert hint_for(code, "CreateCluster") == ""


@pytest.mark.parametrize(
    ("code", "part"),
    [
        ("OrderError.SomethingNew", "orders"),
        ("Throttling", "Too many calls"),
        ("Throttling.User", "Too many calls"),
        ("InvalidSecurityToken.Expired", "STS token"),
        ("InvalidSecurityToken.Malformed", "STS token"),
        ("OrderError.NoCard", "credit card"),
    ],
)
def test_a_family_of_codes_has_one_remedy_unless_a_member_has_its_own(code: str, part: str) -> None:
    assert part in hint_for(code, "CreateCluster")


@pytest.mark.parametrize("code", ["Forbidden.RAM", "NoPermission", "NotAuthorized"])
def test_a_missing_permission_names_the_action_to_grant(code: str) -> None:
    assert "ehpc:DeleteQueues " in hint_for(code, "DeleteQueues")


def test_every_hint_is_found_and_is_a_sentence() -> None:
    for hint in HINTS:
        code = hint.code.replace("*", "")
        sent = {"ClusterId": "ehpc-hz-1", "QueueNames": "comp"}
        sent |= {"action": hint.action or "GetCluster", "program": "p", "tried": "t"}
        assert hint_for(code, sent["action"], hint.about, sent) == hint.says.format(**sent)
        assert hint.says[0].isupper()
        assert hint.says.endswith(".")


def test_a_message_tells_what_failed_then_the_code_and_at_last_the_remedy() -> None:
    error = ServiceError(
        "CreateCluster", "ImageNotFound", "The specified image does not exist. ", status=404, request_id="0A1B"
    )
    assert error.sentence('"render" (cn-hangzhou)').splitlines() == [
        'CreateCluster for "render" (cn-hangzhou) failed: The specified image does not exist.',
        "  ImageNotFound, request 0A1B",
        "  Choose an image that E-HPC supports in this region.",
    ]
    assert str(error) == error.sentence("")
    assert str(error).startswith("CreateCluster failed: The specified image does not exist.\n")


def test_a_message_tells_the_inputs_of_the_program_that_it_is_about() -> None:
    error = ServiceError("CreateCluster", "InvalidParams", "The specified parameter Queues.0.MaxCount is invalid.")
    error.inputs = "queues[comp].max_count"
    assert error.sentence("").splitlines() == [
        "CreateCluster failed: The specified parameter Queues.0.MaxCount is invalid.",
        "  InvalidParams",
        "  In the program: queues[comp].max_count",
        "  Correct the input that the message names and run `pulumi up` again.",
    ]


def test_a_message_has_no_empty_parts() -> None:
    assert str(ServiceError("GetCluster", "Odd", "Something odd.")) == "GetCluster failed: Something odd.\n  Odd"


def test_one_except_catches_whatever_this_package_raises() -> None:
    for error in (SettingsError("no region"), ResourceError("protected"), ServiceError("GetCluster", "Odd", "text")):
        assert isinstance(error, EhpcError)
