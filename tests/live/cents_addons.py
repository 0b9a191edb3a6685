"""Checks of the calls for add-ons, of one that is not there: a login node would be a second machine."""

from __future__ import annotations

from functools import partial

from live.check import CENTS, Checks, Finding, refused_with
from live.subject import Subject

CHECKS = Checks(CENTS, "ehpc_emulator/actions/addons.py")
NOWHERE = "Login-1.0-doesnotexist"


def _refused(action: str, subject: Subject) -> Finding:
    error = subject.service.refusal(action, ClusterId=subject.cluster.id, AddonId=NOWHERE)
    return refused_with("InvalidParams", action, error)


for _action, _verb in (("GetAddon", "read"), ("UnInstallAddon", "remove")):
    CHECKS(f"an-addon-that-is-not-there-to-{_verb}", f"{_action} of an add-on that is not there is InvalidParams.")(
        partial(_refused, _action)
    )
