"""`python -m pulumi_ehpc`: the ways out for a cluster that no Pulumi entry governs any more."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from . import commands
from ._core.process import secrets
from .errors import EhpcError


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m pulumi_ehpc",
        description="Ways out for E-HPC clusters that no Pulumi entry governs. "
        "Credentials, region and endpoint are those of the stack in whose directory this is called, else those of the "
        "environment, as for a Pulumi program.",
    )
    parser.add_argument("--stack", help="another stack of this project than the selected one")
    parser.add_argument("--region", help="region ID, as cn-hangzhou")
    parser.add_argument("--endpoint", help="another address of E-HPC, as that of an emulator")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="COMMAND")
    orphans = verbs.add_parser("orphans", help="list the region's clusters that this package made")
    orphans.add_argument("exports", nargs="*", metavar="STACK.json", help="`pulumi stack export` files to leave out")
    orphans.add_argument("--json", action="store_true", help="for scripts")
    unprotect = verbs.add_parser("unprotect", help="switch off its deletion protection")
    delete = verbs.add_parser("delete", help="delete it and wait")
    for command in (unprotect, delete):
        command.add_argument("id", metavar="ID", help="cluster ID")
    delete.add_argument("exports", nargs="*", metavar="STACK.json", help="exports: what they hold is refused")
    delete.add_argument("--yes", action="store_true", help="do not ask, for scripts")
    policy = verbs.add_parser("policy", help="print the RAM policy that a program needs; asks nobody")
    policy.add_argument("--read-only", action="store_true", help="for previews, refreshes and drift detectors alone")
    given = parser.parse_args(arguments)
    try:
        if given.verb == "policy":
            commands.policy(read_only=given.read_only)
            return 0
        at = commands.connect(given.region, given.endpoint, given.stack)
        if given.verb == "orphans":
            commands.orphans(at, given.exports, as_json=given.json)
        elif given.verb == "unprotect":
            commands.unprotect(at, given.id)
        else:
            commands.delete(at, given.id, given.exports, asks=not given.yes)
    except EhpcError as error:
        print(f"error: {secrets().said(str(error))}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
