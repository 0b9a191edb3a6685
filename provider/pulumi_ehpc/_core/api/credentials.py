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
NO_CLI = ("unable to open credentials file", "cli credentials file is disabled", "invalid profile name")
"""What alibabacloud-credentials says where nobody has configured the aliyun CLI."""

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
            raise SettingsError(_why_not(profile, error) if profile else _why_none(error)) from None
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
    if isinstance(error, RecursionError):
        return f"the sources of profile {profile!r} lead back to itself: change its source_profile"
    why = _said(str(error))
    # The one that is missing may be the source of this one.
    missing = re.search("unable to get profile with '(.*)' form", why)
    if missing or "unable to open credentials file" in why:
        return NO_PROFILE.format(missing[1] if missing else profile)
    return UNUSABLE.format(profile, why or "nobody says why")


def _why_none(error: Exception) -> str:
    """What a profile lacks that is there, or named, is no advice to make one."""
    told = re.search(r"CLIProfileCredentialsProvider: (.*?)[\"'], [\"']\w+CredentialsProvider: ", str(error))
    why = _said(told[1].replace("\\'", "'")) if told else ""
    if not why or any(nothing in why for nothing in NO_CLI):
        return NO_CREDENTIALS
    return f"{NO_CREDENTIALS}\n  The aliyun CLI's configuration does not help: {why}"


def _said(why: str) -> str:
    return secrets().told(re.sub(r"\s*(with url: |[?&])\S+", "", why))


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
