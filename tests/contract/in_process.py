"""The whole provider on the emulator without a network: a thousand clusters in seconds.

Only the transport is another one. The verbs, the gateway with its retries, and the service are those that users run.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from ehpc_emulator.protocol import Request
from ehpc_emulator.service import Service, Settings
from pulumi_ehpc._core.api import gateway
from pulumi_ehpc._core.verbs.lifecycle import Lifecycle
from pulumi_ehpc.errors import ServiceError
from pulumi_ehpc.inputs import EhpcClusterArgs, EhpcClusterOutputs
from pulumi_ehpc.settings import resolve

CONFIG = {"ehpc:region": "cn-hangzhou", "ehpc:endpoint": "http://127.0.0.1:1"}
HEAD = {
    "x-acs-version": gateway.VERSION,
    "x-acs-date": "2026-01-01T12:00:00Z",
    "x-acs-signature-nonce": "1",
    "authorization": f"ACS3-HMAC-SHA256 Credential=test,SignedHeaders=host;x-acs-action,Signature={'0' * 64}",
    "content-type": "application/x-www-form-urlencoded",
}


class Direct(gateway.Gateway):
    """A gateway that hands its requests to a service in this process."""

    service: Service

    def _once(self, action: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
        body = urlencode(gateway._form(parameters)).encode()
        answer = self.service.handle(Request("POST", "/", "", {**HEAD, "x-acs-action": action}, body))
        told: dict[str, Any] = json.loads(answer.body)
        if answer.status >= 400:
            raise ServiceError(action, told["Code"], told["Message"], status=answer.status)
        return told


def provider() -> tuple[Lifecycle, Service]:
    """The verbs, and the service that they talk to."""
    service = Service(Settings(quota=10**6))
    at = Direct(resolve(CONFIG.get, os.environ))
    at.service = service
    gateway._GATEWAYS[at.settings] = at
    return Lifecycle(EhpcClusterArgs, EhpcClusterOutputs, CONFIG.get), service
