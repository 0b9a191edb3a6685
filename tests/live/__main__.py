"""`make live LIVE=free`: what the code takes for granted of E-HPC, looked at with the keys of the environment."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

from live.asking import Service, as_it_came
from live.check import CENTS
from live.cluster import LeftError
from live.given import Given, GivenError
from live.looks import Looking, Row
from live.report import Report
from live.subject import Subject
from pulumi_ehpc._core.api.gateway import gateway
from pulumi_ehpc.errors import EhpcError
from pulumi_ehpc.settings import resolve

LOOKED, REFUSED, LEFT, STOPPED = 0, 1, 3, 130
"""Exit codes. What was found is no failure, whatever it is."""


ENDS = (signal.SIGTERM, signal.SIGHUP)
"""They end a look as Ctrl-C does: the cluster is deleted first."""


def main(environment: Mapping[str, str], folder: Path) -> int:
    try:
        given = Given.by(environment)
        settings = resolve(lambda _: None, environment)
        if given.cost == CENTS:
            _agree(given, settings.region)
    except EhpcError as error:
        return _complain(error, REFUSED)
    report = Report(settings, given.cost)
    try:
        code = _look(given, report)
    finally:
        print(f"\n{report.summary()}\nThe report: {report.write(folder)}", flush=True)
    return code


def _look(given: Given, report: Report) -> int:
    def found(row: Row) -> None:
        report.rows.append(row)
        print(report.line(row), flush=True)

    for number in ENDS:
        signal.signal(number, signal.default_int_handler)
    subject = Subject(Service(as_it_came(gateway(report.settings))), given)
    try:
        Looking(subject, found, lambda text: print(f"\n{report.clean(text)}", flush=True)).at_everything()
    except KeyboardInterrupt:
        report.end = "interrupted"
        return STOPPED
    except EhpcError as error:
        report.end = report.clean(str(error))
        return _complain(report.end, LEFT if isinstance(error, LeftError) else REFUSED)
    return LOOKED


def _agree(given: Given, region: str) -> None:
    """Raises GivenError where nobody says yes."""
    print(given.bill(region), flush=True)
    if given.agreed:
        return
    if not sys.stdin.isatty():
        raise GivenError("nobody is here to agree to that: say YES=1")
    if input("Type yes to go on: ").strip() != "yes":
        raise GivenError("nothing was made")


def _complain(error: object, code: int) -> int:
    print(f"error: {error}", file=sys.stderr, flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main(os.environ, Path.cwd()))
