"""Checks of the calls for software: packages of the catalogue, installed and removed."""

from __future__ import annotations

from typing import Any

from live.check import CENTS, Checks, Finding, NotSeenError, eventually, holds, told
from live.subject import Subject
from live.wanted import packages
from pulumi_ehpc._core.process import process

CHECKS = Checks(CENTS, "ehpc_emulator/actions/software.py")
LIMIT, LISTED = 900.0, 120.0
"""Seconds until a package is installed, and until it is listed."""

NEEDS_LOGIN = ("software-needs-login",)
INFOS = "AdditionalPackages.AdditionalPackageInfos"


def _rows(subject: Subject, name: str) -> list[dict[str, Any]]:
    answer = subject.service.ask("ListInstalledSoftwares", ClusterId=subject.cluster.id, PageSize="50")
    return [row for row in answer.rows(INFOS) if row.get("Name") == name and row.get("Status") != "Uninstalled"]


def _install(subject: Subject, package: dict[str, str]) -> None:
    subject.service.ask("InstallSoftwares", ClusterId=subject.cluster.id, AdditionalPackages=[package])


def _until_installed(subject: Subject, package: dict[str, str]) -> list[dict[str, Any]]:
    clock = process().clock
    begin = clock.now()
    while True:
        subject.cluster.settles()
        rows = _rows(subject, package["Name"])
        if rows and all(row.get("Status") != "Installing" for row in rows):
            return rows
        if clock.now() - begin > (LIMIT if rows else LISTED) * clock.scale:
            raise NotSeenError(
                f"{package['Name']} is not installed after {(clock.now() - begin) / 60:.0f} minutes: {_told(rows)}"
            )


def _told(rows: list[dict[str, Any]]) -> str:
    return f"ListInstalledSoftwares: {[(row.get('Name'), row.get('Version'), row.get('Status')) for row in rows]}"


@CHECKS(
    "software-shows-at-once",
    "InstallSoftwares is taken without a login node, and its package is listed at once as Installing or Installed.",
    doubts=["software-settles-slowly", "software-fails", *NEEDS_LOGIN],
)
def _(subject: Subject) -> Finding:
    package = packages(subject.service)[2]
    _install(subject, package)
    rows = _rows(subject, package["Name"])
    return holds([row.get("Status") for row in rows] in (["Installing"], ["Installed"]), _told(rows))


@CHECKS(
    "software-ends-installed",
    "An installation ends as Installed.",
    doubts=["software-fails", "software-status-other"],
)
def _(subject: Subject) -> Finding:
    package = packages(subject.service)[2]
    rows = _until_installed(subject, package)
    return holds([row.get("Status") for row in rows] == ["Installed"], _told(rows))


@CHECKS(
    "another-version",
    "Another version of a package takes the place of the one that is there.",
    doubts=["software-beside", *NEEDS_LOGIN],
)
def _(subject: Subject) -> Finding:
    old, new = packages(subject.service)[:2]
    if old == new:
        raise NotSeenError(f"ListSoftwares offers one version of {old['Name']} only")
    _install(subject, new)
    _until_installed(subject, new)

    def found() -> Finding:
        rows = _rows(subject, new["Name"])
        return holds(len(rows) == 1 and str(rows[0].get("Version")).startswith(new["Version"]), _told(rows))

    return eventually(found)


@CHECKS(
    "no-version",
    "A package that was installed without a version is listed without one.",
    doubts=["software-latest", *NEEDS_LOGIN],
)
def _(subject: Subject) -> Finding:
    package = {"Name": packages(subject.service)[3]["Name"]}
    _install(subject, package)
    rows = _until_installed(subject, package)
    return holds(not rows[0].get("Version"), _told(rows))


@CHECKS(
    "software-that-is-not-there",
    "To uninstall what is not installed is no error.",
    doubts=["software-missing-refused", *NEEDS_LOGIN],
    stands="ehpc_emulator/actions/software.py",
)
def _(subject: Subject) -> Finding:
    package = {"Name": "nobody-has-this", "Version": "1.0"}
    error = subject.service.refusal("UninstallSoftwares", ClusterId=subject.cluster.id, AdditionalPackages=[package])
    return holds(error is None, told(error) if error else "UninstallSoftwares was taken")
