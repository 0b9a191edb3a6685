"""VPCs and vSwitches that "exist already": one JSON file, written by a test, read by the plugin's processes."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

Values = Mapping[str, Any]
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
        everything = self._load()
        everything.setdefault(region, {}).setdefault(kind, []).append(row)
        self._file.write_text(json.dumps(everything, indent=1))

    def _rows(self, region: str, kind: str) -> Iterator[Values]:
        yield from self._load().get(region, {}).get(kind, [])
