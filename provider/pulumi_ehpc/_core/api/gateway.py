"""The way to E-HPC: one call, its retries, its errors."""

from __future__ import annotations

import functools
import json
import random
import re
import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from ...errors import ODD, PROGRAM, UNSTEADY, UNSUCCESSFUL, EhpcError, ServiceError
from ...regions import public_address
from ...settings import Settings
from ..process import Clock, process, secrets
from ..texts import short, word
from .border import MisfitError, fitting
from .transport import LOST, NOT_JSON, UNREACHABLE, BrokenError, Reply, Transport
from .whose import Whose

T = TypeVar("T")
TROUBLE = ("ServiceUnavailable", "InternalError", "UnknownError", "DbError", "RedisError")
BUSY = ("Throttling", "ConflictOpt")
# By these a request is refused before anything is done for it: the codes that the CreateCluster page and the gateway's
# pages document, some of them with a dot and more. Of any other failure nobody knows whether the service acted:
# something between here and there may have answered.
REFUSALS = (
    *BUSY, "InvalidParams", "InvalidParameter", "MissingParameter", "OrderError", "Cluster.NotSupported",
    "TooManyClusters", "KeyPairNotFound", "ImageNotFound", "InvalidAccessKeyId", "SignatureDoesNotMatch",
    "IncompleteSignature", "SignatureNonceUsed", "InvalidTimeStamp", "InvalidSecurityToken", "InvalidApi.NotFound",
    "UnsupportedHTTPMethod", "Forbidden.RAM", "NoPermission", "NotAuthorized", "EntityNotExist.Role", "NotEnabled",
    "InDebt",
)  # fmt: skip
SUCCESS, SLOW_DOWN, TOO_SLOW = 200, 429, 408
FINE = ("", "200", "0", "ok", "success")
"""A code with any other word is a failure's: no answer of E-HPC is documented to have one."""
RETRY_SECONDS, LONGEST_PAUSE, FEW_TRIES = 60.0, 10.0, 4
UNTOLD = 5.0
"""Seconds for which a call is repeated without a word."""


@dataclass(eq=False)
class Gateway:
    """E-HPC as one account sees it in one region."""

    settings: Settings
    transport: Transport
    insist: Callable[[], None] = lambda: None
    """Raises where nobody listens any more: asked before every call, repeated ones too."""

    says: Callable[[str], None] = lambda _text: None
    """Hears why a call takes so long."""

    clock: Clock = field(default_factory=Clock)
    believe: Callable[[str, Mapping[str, Any]], dict[str, Any]] = fitting
    """What is taken of an answer. Raises MisfitError."""

    stack: str = ""
    """The one that a command line named: a command that it prints is of the same account."""

    def __post_init__(self) -> None:
        self._whose = Whose(self.settings, self.clock)

    @property
    def endpoint(self) -> str:
        return self.settings.endpoint or public_address(self.settings.region)

    def call(
        self, action: str, parameters: Mapping[str, Any], *, seconds: float = RETRY_SECONDS, once: bool = False
    ) -> dict[str, Any]:
        """The answer to one call, repeated for `seconds` where that is safe and may help.

        once: a second call would do the thing twice, so it is repeated only where nothing was done. Raises
        ServiceError, SettingsError.
        """
        return self.repeat(lambda: self.attempt(action, parameters), seconds=seconds, once=once)

    def repeat(self, attempt: Callable[[], T], *, seconds: float = RETRY_SECONDS, once: bool = False) -> T:
        """What an attempt gives, repeated with capped full jitter: throttling, a temporary failure of the service, a
        conflicting operation, an unreachable network. A call that sets everything is repeated together with the look
        that it is made from: meanwhile somebody may have changed something."""
        import tenacity

        begin, scale, told = self.clock.now(), self.clock.scale, set[str]()

        def tell(state: tenacity.RetryCallState) -> None:
            error = state.outcome and state.outcome.exception()
            if isinstance(error, ServiceError) and error.code not in told and self.clock.now() - begin > UNTOLD * scale:
                told.add(error.code)
                self.says(f"{error.action} is tried again: {error.text} ({error.code})")

        retrying = tenacity.Retrying(
            retry=functools.partial(_worth_repeating, once),
            wait=lambda state: _pause(state) * scale,
            # However slow the machine: a call that failed once is tried again.
            stop=lambda state: state.attempt_number >= FEW_TRIES and self.clock.now() - begin >= seconds * scale,
            before_sleep=tell,
            sleep=self.clock.sleep,
            reraise=True,
        )
        try:
            return retrying(attempt)
        except ServiceError as error:
            if (times := retrying.statistics["attempt_number"]) > 1:
                error.tried = f"tried {times} times in {short(self.clock.now() - begin)}"
            raise

    def once(self, action: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
        """The answer to a call that may not be sent twice."""
        return self.call(action, parameters, once=True)

    def briefly(self, action: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
        """The answer to a call that a user does without rather than wait for it."""
        return self.call(action, parameters, seconds=10)

    @property
    def account(self) -> str:
        """The account's id, "" where E-HPC does not tell it."""
        return self._whose.account(self.call, LONGEST_PAUSE)

    @property
    def account_at_once(self) -> str:
        """The same, by one attempt at most, which may take half a minute. Raises as `call` does."""
        return self._whose.account(self.attempt, RETRY_SECONDS, at_once=True)

    @property
    def where(self) -> str:
        """Region and account, for whoever meant others: "cn-hangzhou, account 1234"; the region where that is all."""
        try:
            account = self.account_at_once
        except EhpcError:
            account = ""
        return f"{self.settings.region}, account {account}" if account else self.settings.region

    @property
    def sign(self) -> str:
        """Of the keys (settings.Keys.sign)."""
        return self._whose.sign

    def command(self, verb: str, id_: str) -> str:
        """The command line that does something about a cluster without its program."""
        return f"{self.program} {verb} {id_}".rstrip()

    @property
    def program(self) -> str:
        """How such a command line begins."""
        stack = f" --stack {shlex.quote(self.stack)}" if self.stack else ""
        endpoint = f" --endpoint {self.settings.endpoint}" if self.settings.endpoint else ""
        return f"{PROGRAM}{stack} --region {self.settings.region}{endpoint}"

    def attempt(self, action: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
        """The answer to one request, which is sent once."""
        self.insist()
        try:
            return _answer(action, self.transport.send(action, _form(parameters)), self.believe)
        except ServiceError as error:
            error.sent, error.program = parameters, self.program
            raise
        except BrokenError as broken:
            says = {
                NOT_JSON: f"{self.endpoint} gave an answer that is no JSON",
                UNREACHABLE: f"{self.endpoint} cannot be reached",
                LOST: "the connection broke or timed out before the answer came",
            }
            raise ServiceError(action, broken.kind, secrets().told(broken.says or says[broken.kind])) from None


def gateway(
    settings: Settings, insist: Callable[[], None] = lambda: None, says: Callable[[str], None] = lambda _text: None
) -> Gateway:
    """The gateway for these settings, one a process: its client keeps connections open."""
    from .sdk import Sdk

    here = process()
    transport = here.transport or Sdk
    return here.keep(settings, lambda: Gateway(settings, transport(settings), insist, says, here.clock))


def _answer(action: str, reply: Reply, believe: Callable[[str, Mapping[str, Any]], dict[str, Any]]) -> dict[str, Any]:
    told, body = secrets().told, reply.body
    code, request_id = word(told(reply.text("Code", "code"))), word(told(reply.text("RequestId", "requestId")))
    if reply.status >= 400:
        text = told(reply.text("Message", "message")) or "the service gave no text"
        raise ServiceError(
            action, code or str(reply.status), text,
            status=reply.status, request_id=request_id, retry_after=reply.retry_after,
        )  # fmt: skip
    if reply.status != SUCCESS:
        raise ServiceError(action, NOT_JSON, f"the status {reply.status} is none that E-HPC answers with")
    if not isinstance(body, dict):
        raise ServiceError(action, NOT_JSON, "the answer is no JSON object")
    if str(body.get("Success", code.casefold() in FINE)).casefold() == "false":
        text = told(reply.text("Message", "message")) or "the service answered Success: false"
        raise ServiceError(action, code or UNSUCCESSFUL, text, request_id=request_id)
    try:
        return believe(action, body)
    except MisfitError as misfit:
        raise ServiceError(action, ODD, f"in its answer {misfit}", request_id=request_id) from None


def _form(parameters: Mapping[str, Any]) -> dict[str, str]:
    """Texts as they are, lists and objects as JSON text, booleans as true and false."""
    return {
        name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        for name, value in parameters.items()
        if value is not None
    }


def _worth_repeating(once: bool, state: Any) -> bool:
    error = state.outcome.exception()
    if not isinstance(error, ServiceError) or not passing(error) or (once and not done_nothing(error)):
        return False
    return error.code not in (UNREACHABLE, NOT_JSON) or bool(state.attempt_number < FEW_TRIES)


def passing(error: ServiceError) -> bool:
    """Whether the same call may be answered a little later."""
    busy = error.status in (SLOW_DOWN, TOO_SLOW) or error.status >= 500
    return busy or error.code.startswith((*BUSY, UNREACHABLE, NOT_JSON, LOST, UNSTEADY, *TROUBLE))


def _pause(state: Any) -> float:
    error = state.outcome.exception()
    jitter = random.uniform(0.2, min(LONGEST_PAUSE, 0.5 * 2**state.attempt_number))  # noqa: S311
    return max(jitter, min(getattr(error, "retry_after", 0), LONGEST_PAUSE))


def done_nothing(error: ServiceError) -> bool:
    """Whether the call that failed certainly did nothing; else nobody knows."""
    documented = any(f"{error.code}.".startswith(f"{code}.") for code in REFUSALS)
    refused = 400 <= error.status < 500 and _REQUEST.fullmatch(error.request_id) and documented
    return error.code == UNREACHABLE or bool(refused)


_REQUEST = re.compile(r"[\dA-Za-z-]+", re.ASCII)
"""An id of a request, as E-HPC gives them."""
