"""The errors of the service: one class a code, with its HTTP status and its text.

Codes and texts come from the E-HPC error tables and from the gateway's common ones (documented), unless a
comment says otherwise. `%s` takes what the error is about: a name or a path, never a value.
"""

from __future__ import annotations


class ApiError(Exception):
    """An answer that refuses a call. Subclasses are the rows of the error tables."""

    status = 400
    code = ""
    text = ""

    def __init__(self, about: str = "", *, message: str = "") -> None:
        self.message = message or (self.text % about if "%s" in self.text else self.text)
        super().__init__(self.message)


def _row(status: int, code: str, text: str) -> type[ApiError]:
    """A class named after its code (`OrderError.NoCard` -> `OrderErrorNoCard`)."""
    return type(code.replace(".", ""), (ApiError,), {"status": status, "code": code, "text": text})


# Named where the emulator raises them itself.
class InvalidParams(ApiError):
    code, text = "InvalidParams", "The specified parameter %s is invalid."


class MissingParameter(ApiError):
    code = "MissingParameter"
    text = 'The input parameter "%s" that is mandatory for processing this request is not supplied.'


class ConflictOpt(ApiError):
    status, code, text = 403, "ConflictOpt", "A conflicting operation is running."


class TooManyClusters(ApiError):
    status, code, text = 403, "TooManyClusters", "The number of user clusters exceeds the quota."


class KeyPairNotFound(ApiError):
    status, code, text = 404, "KeyPairNotFound", "The specified KeyPair does not exist."


class ImageNotFound(ApiError):
    status, code, text = 404, "ImageNotFound", "The specified image does not exist."


class InvalidClusterStatus(ApiError):
    # The code is documented for DeleteCluster; its text isn't (assumed).
    status, code, text = 403, "InvalidClusterStatus", "The status of the cluster does not support this operation%s."


class ClusterNotFound(ApiError):
    # Code documented, text assumed.
    status, code, text = 404, "ClusterNotFound", "The specified cluster %s does not exist."


class VolumeNotFound(ApiError):
    # Documented for DetachSharedStorages; text assumed.
    status, code, text = 404, "VolumeNotFound", "The specified volume %s does not exist."


class AgentError(ApiError):
    # Documented for DeleteQueues; text assumed.
    status, code, text = 406, "AgentError", "The agent of the cluster refused the operation: %s."


class InvalidApiNotFound(ApiError):
    status, code = 404, "InvalidApi.NotFound"
    text = "Specified api is not found, please check your url and method.%s"


class InvalidAccessKeyIdNotFound(ApiError):
    status, code, text = 404, "InvalidAccessKeyId.NotFound", "Specified access key is not found."


class InvalidAccessKeyIdInactive(ApiError):
    code, text = "InvalidAccessKeyId.Inactive", "Specified access key is disabled."


class InvalidSecurityTokenExpired(ApiError):
    code, text = "InvalidSecurityToken.Expired", "Specified SecurityToken is expired."


class IncompleteSignature(ApiError):
    # The gateway's code for an Authorization that can't be read; from general knowledge (assumed).
    code, text = "IncompleteSignature", "The request signature does not conform to Aliyun standards: %s."


class SignatureDoesNotMatch(ApiError):
    code = "SignatureDoesNotMatch"
    text = "Specified signature is not matched with our calculation. server string to sign is:%s"


class SignatureNonceUsed(ApiError):
    code, text = "SignatureNonceUsed", "Specified signature nonce was used already."


class InvalidTimeStampExpired(ApiError):
    code, text = "InvalidTimeStamp.Expired", "Specified time stamp or date value is expired."


class InvalidTimeStampFormat(ApiError):
    code, text = "InvalidTimeStamp.Format", "Specified time stamp or date value is not well formatted."


class InternalError(ApiError):
    status, code = 500, "InternalError"
    text = "The request processing has failed due to some unknown error, exception or failure."


class ServiceUnavailable(ApiError):
    status, code = 503, "ServiceUnavailable"
    text = "The request has failed due to a temporary failure of the server"


class ThrottlingUser(ApiError):
    code, text = "Throttling.User", "Request was denied due to user flow control."


class MalformedRequest(ApiError):
    """What is not HTTP, or more of it than the server takes (assumed; the status says which)."""

    code, text = "InvalidRequest", "The request is not well formed: %s."

    def __init__(self, about: str, status: int = 400) -> None:
        super().__init__(about)
        self.status = status


# Rows that only a fault rule provokes: {"kind": "error", "code": "OrderError.NoCard"}.
_ROWS = [
    (400, "OrderError.Arrearage",
     "Your account balance is less than CNY 100. Please add funds to your account and try again."),
    (400, "OrderError.InstHasUnpaidOrder", "Your account has an unpaid order."),
    (400, "OrderError.InsufficientBalance",
     "The account balance is insufficient. Please add funds first and try again."),
    (400, "OrderError.InvalidPayMethod", "No valid default payment method is specified for your account."),
    (400, "OrderError.NoCard", "No credit card is bound to your account."),
    (400, "OrderError.NoRealNameAuthentication", "You have not completed the real name authentication."),
    (400, "OrderError.NoRealNameRegistration",
     "Real name registration is required for instances launched in mainland China."),
    (400, "OrderError.UserProfileIncomplete", "You have not completed your user profile."),
    (400, "Cluster.NotSupported", "Current cluster does not support this operation."),
    (406, "DbError", "A database service error occurred."),
    (406, "OrderError", "An order request error occurred."),
    (406, "AliyunError", "An Alibaba Cloud service error occurred."),
    (406, "NasError", "A NAS service error occurred."),
    (406, "EcsError", "An ECS service error occurred."),
    (406, "RedisError", "A Redis service error occurred."),
    (404, "ManagerNotFound", "The manager node of the cluster does not exist."),
    (400, "InvalidNodeStatus", "The status of the node does not support this operation."),
    (400, "NotEnabled", "You have not enabled this service"),
    (400, "InDebt", "Your account has overdue payments."),
    (400, "Throttling", "Request was denied due to request throttling."),
    (400, "Throttling.Api", "Request was denied due to api flow control."),
    (400, "InvalidParameter", 'The specified value of parameter "%s" is not valid.'),
    (403, "Forbidden.RAM",
     "User not authorized to operate on the specified resource, or this API doesn't support RAM."),
    (403, "NoPermission", "You are not authorized to perform the operation."),
    (407, "NotAuthorized", "You are not authorized by RAM for this request."),
    (407, "EntityNotExist.Role", "AliyunServiceRoleForEHPC is not authorized by your account."),
    (500, "UnknownError", "An unknown error occurred."),
]  # fmt: skip
_FAULT_ONLY = [_row(*row) for row in _ROWS]

BY_CODE: dict[str, type[ApiError]] = {row.code: row for row in ApiError.__subclasses__()}
