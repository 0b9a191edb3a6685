"""What was found, for a person and as a file that can be attached to a report. It tells no secret."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timezone
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ehpc_emulator.variants import VARIANTS
from live.check import CONFIRMED, CONTRADICTED, NOT_SEEN
from live.looks import OUT_OF_REACH, Row
from pulumi_ehpc.settings import Settings
from pulumi_ehpc.version import __version__

FILE = "live-report.json"
SDK = "alibabacloud-ehpc20240730"


@dataclass
class Report:
    settings: Settings
    cost: str
    rows: list[Row] = field(default_factory=list)
    end: str = "looked at everything"

    def line(self, row: Row) -> str:
        finding = row.finding
        switch = ""
        if finding.verdict == CONTRADICTED and row.check.doubts:
            switch = f"\n{'':14}the emulator's other way: --variant {' or '.join(row.check.doubts)}"
        told = f"{finding.verdict:<13} {row.check.name}: {row.check.assumes}\n{'':14}{finding.evidence}{switch}"
        return self.clean(told)

    def summary(self) -> str:
        counts = {
            kind: sum(row.finding.verdict == kind for row in self.rows) for kind in (CONFIRMED, CONTRADICTED, NOT_SEEN)
        }
        return f"{', '.join(f'{count} {kind}' for kind, count in counts.items())}; {self.end}"

    def write(self, folder: Path) -> Path:
        says = {variant.name: variant.says for variant in VARIANTS}
        document = {
            "date": datetime.now(timezone.utc).isoformat(timespec="seconds"),
            "pulumi-ehpc": __version__,
            SDK: version(SDK),
            "region": self.settings.region,
            "endpoint": self.settings.endpoint,
            "cost": self.cost,
            "end": self.end,
            "rows": [self._row(row) for row in self.rows],
            "out_of_reach": [{"assumption": f"not so: {says[name]}", "why": why} for name, why in OUT_OF_REACH.items()],
        }
        path = folder / FILE
        path.write_text(self.clean(json.dumps(document, indent=1, ensure_ascii=False)) + "\n", encoding="utf-8")
        return path

    @staticmethod
    def _row(row: Row) -> dict[str, Any]:
        check, finding = row.check, row.finding
        return {
            "check": check.name,
            "cost": check.cost,
            "assumption": check.assumes,
            "stands": f"provider/{check.stands}",
            "verdict": finding.verdict,
            "evidence": finding.evidence,
            "variants": list(check.doubts),
        }

    def clean(self, text: str) -> str:
        """Without keys, and with account ids shortened: an error's text may quote them."""
        for secret in self._secrets():
            text = text.replace(secret, "***")
        text = re.sub(r"\bLTAI\w+|\bSTS\.\w+", "***", text)
        return re.sub(r"(?<![\w-])(\d\d)\d{12,}(\d\d)(?![\w-])", r"\1...\2", text)

    def _secrets(self) -> Iterable[str]:
        keys = self.settings.keys
        return filter(lambda secret: len(secret) > 7, (keys.access_key, keys.secret_key, keys.security_token))
