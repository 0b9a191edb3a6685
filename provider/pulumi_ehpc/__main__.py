"""`python -m pulumi_ehpc`: the ways out for a cluster that no Pulumi entry governs any more."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from . import commands
from ._core.process import secrets
from .errors import EhpcError


def main(arguments: Sequence[str] | None = None) -> int:
    try:
        try:
            return _run(_parser().parse_args(arguments))
        finally:
            sys.stdout.flush()
    except EhpcError as error:
        print(f"error: {secrets().said(str(error))}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Whoever reads the output has enough of it, as head does. What is left must not be written at the end either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141  # as the shell says of a process that SIGPIPE ended
    except KeyboardInterrupt:
        return 130


def _run(given: argparse.Namespace) -> int:
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
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m pulumi_ehpc",
        description="Ways out for E-HPC clusters that no Pulumi entry governs. "
        "Credentials, region and endpoint are those of the stack in whose directory this is called, else those of the "
        "environment, as for a Pulumi program.",
    )
    _add_where(parser, None)
    # What stands behind the verb must not undo what stands before it.
    where = argparse.ArgumentParser(add_help=False)
    _add_where(where, argparse.SUPPRESS)
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="COMMAND")
    orphans = verbs.add_parser("orphans", parents=[where], help="list the region's clusters that this package made")
    orphans.add_argument("exports", nargs="*", metavar="STACK.json", help="`pulumi stack export` files to leave out")
    orphans.add_argument("--json", action="store_true", help="for scripts")
    unprotect = verbs.add_parser("unprotect", parents=[where], help="switch off its deletion protection")
    delete = verbs.add_parser("delete", parents=[where], help="delete it and wait")
    for command in (unprotect, delete):
        command.add_argument("id", metavar="ID", help="cluster ID")
    delete.add_argument("exports", nargs="*", metavar="STACK.json", help="exports: what they hold is refused")
    delete.add_argument("--yes", action="store_true", help="do not ask, for scripts")
    policy = verbs.add_parser("policy", parents=[where], help="print the RAM policy that a program needs; asks nobody")
    policy.add_argument("--read-only", action="store_true", help="for previews, refreshes and drift detectors alone")
    return parser


def _add_where(parser: argparse.ArgumentParser, default: str | None) -> None:
    parser.add_argument("--stack", default=default, help="another stack of this project than the selected one")
    parser.add_argument("--region", default=default, help="region ID, as cn-hangzhou")
    parser.add_argument("--endpoint", default=default, help="another address of E-HPC, as that of an emulator")


if __name__ == "__main__":
    sys.exit(main())
