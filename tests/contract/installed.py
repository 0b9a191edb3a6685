"""A cluster with software and a login node, as the engine would remember it."""

from __future__ import annotations

import json
from typing import Any

from contract.host_process import BY_INPUTS, NONE, Host
from contract.programs import WHOLE
from emulator_process import Emulator

SSH = [{"ServiceName": "SSH", "NetworkACL": [{"IpProtocol": "TCP", "Port": 22, "SourceCidrIp": "0.0.0.0/0"}]}]
EIP = {"EipResource": {"AutoCreate": True}, "EcsResources": [{"InstanceType": "ecs.c7.xlarge", "EnableHT": False}]}
LOGIN = {"name": "Login", "version": "1.0", "servicesSpec": json.dumps(SSH), "resourcesSpec": json.dumps(EIP)}
GROMACS = {"name": "gromacs", "version": "2023.3"}
MPICH = {"name": "mpich", "version": "4.0.3"}
FULL = {**WHOLE, "additionalPackages": [GROMACS, MPICH], "addons": [LOGIN]}


class Life:
    """A cluster from its creation on; remembers what the engine would."""

    def __init__(self, host: Host, service: Emulator, program: dict[str, Any]) -> None:
        self.host, self.service = host, service
        self.id, self.outs, self.inputs = host.up(program)

    def up(self, program: dict[str, Any]) -> list[str]:
        """The calls that change something, as a `pulumi up` of the changed program makes them."""
        before = len(self.service.journal())
        news, failures = self.host.check(program, self.inputs)
        assert not failures
        assert self.host.diff(self.id, self.outs, news, self.inputs).changes == BY_INPUTS
        self.outs, self.inputs = self.host.update(self.id, self.outs, news), news
        assert self.host.diff(self.id, self.outs, news, news).changes == NONE
        return [name for name in self.service.actions()[before:] if not name.startswith(("Get", "List"))]

    def sent(self, action: str) -> Any:
        """The parameters of the newest call of an action."""
        return next(row["params"] for row in reversed(self.service.journal()) if row["action"] == action)

    def is_empty_after_refresh(self) -> bool:
        _, self.outs, self.inputs = self.host.read(self.id, self.outs, self.inputs)
        checked, _ = self.host.check({**self.inputs}, self.inputs)
        return bool(self.host.diff(self.id, self.outs, checked, self.inputs).changes == NONE)
