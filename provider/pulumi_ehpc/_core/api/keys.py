"""Keys that are told, as alibabacloud-credentials has them, which takes near half a second to import."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Told:
    """Keys, and a source of them."""

    access_key: str
    secret_key: str = field(repr=False)
    security_token: str = field(default="", repr=False)
    source: str = ""
    """Its name at Alibaba Cloud, where it is none that is told by the user."""

    def get_credentials(self) -> Told:
        return self

    def get_access_key_id(self) -> str:
        return self.access_key

    def get_access_key_secret(self) -> str:
        return self.secret_key

    def get_security_token(self) -> str:
        return self.security_token

    def get_provider_name(self) -> str:
        return self.source or ("static_sts" if self.security_token else "static_ak")
