"""Identifiers in the forms that the service gives, the same ones for the same seed."""

from __future__ import annotations

import hashlib
import secrets

LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


class Ids:
    """A counter for each kind: the third cluster has the same id however often it was looked at."""

    def __init__(self, seed: str | None = None, counters: dict[str, int] | None = None) -> None:
        self.seed = seed if seed is not None else secrets.token_hex(8)
        self.counters = dict(counters or {})

    def request(self) -> str:
        digest = self._digest("request")[:32].upper()
        return "-".join((digest[:8], digest[8:12], digest[12:16], digest[16:20], digest[20:]))

    def cluster(self) -> str:
        number = int(self._digest("cluster"), 16)
        return "ehpc-hz-" + "".join(LETTERS[number // 62**place % 62] for place in range(10))

    def resource(self, prefix: str) -> str:
        """An ECS-like id: i-bp..., sg-bp..., eip-bp..."""
        return f"{prefix}-bp1{self._digest(prefix)[:17]}"

    def addon(self, name: str, version: str) -> str:
        return f"{name}-{version}-{self._digest('addon')[:7]}"

    def _digest(self, kind: str) -> str:
        count = self.counters[kind] = self.counters.get(kind, 0) + 1
        return hashlib.sha256(f"{self.seed}/{kind}/{count}".encode()).hexdigest()


def account_of(access_key_id: str) -> str:
    """The account a key belongs to: two keys are two accounts, the same key always the same one."""
    number = int(hashlib.sha256(access_key_id.encode()).hexdigest(), 16)
    return str(10**15 + number % 10**15)
