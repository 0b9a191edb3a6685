"""What "exists already", and what programs made: one JSON file, of tests and of the plugin's processes."""

import json
import re
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from engine.alicloud_stub.made import MADE, Values

VPC: Values = {
    "cidrBlock": "10.0.0.0/8",
    "creationTime": "2024-11-01T08:00:00Z",
    "description": "",
    "dhcpOptionsSetId": "",
    "dhcpOptionsSetStatus": "",
    "ipv6CidrBlock": "",
    "isDefault": False,
    "resourceGroupId": "rg-acfmstub",
    "routeTableId": "vtb-bp1stub",
    "secondaryCidrBlocks": [],
    "status": "Available",
    "tags": {},
    "userCidrs": [],
    "vrouterId": "vrt-bp1stub",
}
VSWITCH: Values = {
    "availableIpAddressCount": 252,
    "cidrBlock": "10.0.1.0/24",
    "creationTime": "2024-11-01T08:00:00Z",
    "description": "",
    "ipv6CidrBlock": "",
    "isDefault": False,
    "resourceGroupId": "rg-acfmstub",
    "routeTableId": "vtb-bp1stub",
    "status": "Available",
    "tags": {},
    "zoneId": "cn-hangzhou-i",
}


class Cloud:
    """What the stand-in finds, and in a second file what it was asked."""

    def __init__(self, folder: Path) -> None:
        self._file, self._journal = folder / "cloud.json", folder / "journal.jsonl"

    def add_vpc(self, region: str, id_: str, name: str) -> None:
        self._add(region, "vpcs", {**VPC, "id": id_, "vpcId": id_, "vpcName": name, "vswitchIds": []})

    def add_vswitch(self, region: str, id_: str, name: str, vpc: str) -> None:
        names = {"name": name, "vswitchName": name}
        self._add(region, "vswitches", {**VSWITCH, **names, "id": id_, "vswitchId": id_, "vpcId": vpc})

    def vpcs(self, region: str, name_regex: str = "") -> list[Values]:
        found = self._rows(region, "vpcs")
        return [vpc for vpc in found if re.search(name_regex, vpc["vpcName"])]

    def vswitches(self, region: str, name_regex: str = "", vpc: str = "") -> list[Values]:
        found = self._rows(region, "vswitches")
        return [v for v in found if re.search(name_regex, v["vswitchName"]) and vpc in ("", v["vpcId"])]

    def make(self, region: str, kind: str, given: Values) -> Values:
        """The state of what a program makes."""
        row = {**given, **MADE[kind](given, region, uuid.uuid4().hex[:17])}
        self._add(region, "made", row)
        return row

    def remove(self, region: str, id_: str) -> list[str]:
        """The IDs of what still refers to it; where there are none, it is gone."""
        rows = [*self._rows(region, "made")]
        refer = [row["id"] for row in rows if row["id"] != id_ and id_ in row.values()]
        if not refer:
            self._save(region, "made", [row for row in rows if row["id"] != id_])
        return refer

    def note(self, **call: Any) -> None:
        with self._journal.open("a") as journal:
            journal.write(json.dumps(call) + "\n")

    def journal(self) -> list[dict[str, Any]]:
        """Every lookup: what was asked, in which region, signed with which access key; and every deletion."""
        return [json.loads(line) for line in self._journal.read_text().splitlines()] if self._journal.exists() else []

    def _load(self) -> dict[str, dict[str, list[Values]]]:
        everything: dict[str, dict[str, list[Values]]] = {}
        return json.loads(self._file.read_text()) if self._file.exists() else everything

    def _add(self, region: str, kind: str, row: Values) -> None:
        self._save(region, kind, [*self._rows(region, kind), row])

    def _save(self, region: str, kind: str, rows: list[Values]) -> None:
        everything = self._load()
        everything.setdefault(region, {})[kind] = rows
        self._file.write_text(json.dumps(everything, indent=1))

    def _rows(self, region: str, kind: str) -> Iterator[Values]:
        yield from self._load().get(region, {}).get(kind, [])
