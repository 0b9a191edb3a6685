"""Whose keys sign: those of the settings, of a profile, or what alibabacloud-credentials finds; then those of roles."""

from __future__ import annotations

import logging
import re
from typing import Any

from ...errors import SettingsError
from ...settings import Keys, Settings
from ..process import process, secrets
from .keys import Told
from .sts import AssumedRole
from .transport import UNREACHABLE, BrokenError

NO_CREDENTIALS = (
    "no credentials for Alibaba Cloud: set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, "
    "or log in with `aliyun configure`, or name a profile with `pulumi config set alicloud:profile`"
)
NO_PROFILE = "the aliyun CLI has no profile {0!r}: `aliyun configure --profile {0}` makes it"
UNUSABLE = (
    "profile {0!r} has no usable credentials ({1})\n"
    "  Where that is not about the network, log in anew: aliyun configure --profile {0}"
)
RENEWED = "the credentials, which were good before, cannot be renewed"


class Keyring:
    """The keys for some settings, asked for with each request: those of a role or a profile change."""

    def __init__(self, settings: Settings) -> None:
        """Raises SettingsError for roles that are none."""
        self._settings = settings
        self._source, self._had_some = _source(settings), False

    def keys(self) -> Any:
        """The Credentials of alibabacloud-credentials. Raises SettingsError, BrokenError."""
        profile = self._settings.keys.profile
        try:
            keys = self._source.get_credentials()
            parts = [keys.get_access_key_id(), keys.get_access_key_secret(), keys.get_security_token() or ""]
        except (SettingsError, BrokenError):
            raise
        except Exception as error:  # noqa: BLE001  what a file holds, or a host answers, is anything
            if self._had_some:
                raise BrokenError(UNREACHABLE, RENEWED) from None
            raise SettingsError(_why_not(profile, error) if profile else NO_CREDENTIALS) from None
        if not all(isinstance(part, str) and re.fullmatch("[!-~]*", part) for part in parts):
            where = (
                f"profile {profile!r}" if profile else f"the credentials that were found ({keys.get_provider_name()})"
            )
            raise SettingsError(f"a key or token of {where} holds a character that no key has: copy it again")
        self._had_some = True
        secrets().add(filter(None, parts[1:]))
        return keys

    def renewed(self) -> Keyring | None:
        """Another one with other keys: those of a profile are read once by its source, and a tool may have written new
        ones meanwhile. None where there are no others."""
        if self._settings.keys.access_key:
            return None
        fresh = Keyring(self._settings)
        fresh._had_some = True
        before, now = self.keys(), fresh.keys()
        same = before.get_access_key_id() == now.get_access_key_id()
        return None if same and before.get_security_token() == now.get_security_token() else fresh


def keyring(settings: Settings) -> Keyring:
    """The one of this process. Raises SettingsError for roles that are none."""
    return process().keep((Keyring, settings), lambda: Keyring(settings))


def sign_of(settings: Settings) -> str:
    """Of the keys that sign (`Keys.sign`): those that nobody told are looked up. Raises SettingsError, BrokenError."""
    told = settings.keys
    if told.access_key or told.role:
        return told.sign
    found = keyring(settings).keys()
    return Keys(found.get_access_key_id(), security_token=found.get_security_token() or "").sign


def _why_not(profile: str, error: Exception) -> str:
    """What alibabacloud-credentials says of a profile, without what it has sent."""
    why = re.sub(r"\s*(with url: |[?&])\S+", "", str(error))
    missing = "unable to get profile" in why or "unable to open credentials file" in why
    if missing:
        return NO_PROFILE.format(profile)
    return UNUSABLE.format(profile, secrets().told(why) or "nobody says why")


def _source(settings: Settings) -> Any:
    keys = settings.keys
    # Those of a role come with each request.
    secrets().add(filter(None, (keys.secret_key, keys.security_token)))
    found: Any = Told(keys.access_key, keys.secret_key, keys.security_token) if keys.access_key else _looked_up(keys)
    for role in settings.assumed_roles():
        found = AssumedRole(found, role, settings.sts)
    return found


def _looked_up(keys: Keys) -> Any:
    from alibabacloud_credentials import provider

    # It writes the traceback of every source that has no credentials; what is missing is said by NO_CREDENTIALS.
    logging.getLogger("credentials").setLevel(logging.CRITICAL + 1)
    if keys.profile:
        return provider.CLIProfileCredentialsProvider(profile_name=keys.profile)
    return provider.DefaultCredentialsProvider()
