"""`python -m pulumi_ehpc`: looks at clusters, and for those that no Pulumi entry governs the ways in and out."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import Any

from . import commands
from ._core.process import secrets
from .commands import Way
from .errors import EhpcError, SettingsError
from .version import __version__


def main(arguments: Sequence[str] | None = None) -> int:
    try:
        try:
            given = _parser().parse_args(arguments)
            if given.verb == "nodes" and given.yes and given.delete is None:
                given.wrong("--yes is for --delete: give --delete to release nodes, or leave --yes out")
            if given.cwd:
                _enter(given.cwd)
            _do(given)
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
    return 0


def _do(given: argparse.Namespace) -> None:
    if given.verb == "policy":
        commands.policy(read_only=given.read_only)
        return
    way = Way.of(given.region, given.endpoint, given.stack, getattr(given, "exports", ()))
    if given.verb == "import":
        _import(given, way)
    elif given.verb == "migrate":
        _migrate(given, way)
    elif given.verb == "orphans":
        from .importing.holders import held_here

        commands.orphans(way.at, given.exports, held_here(given.stack), as_json=given.json)
    elif given.verb in ("nodes", "status", "logs"):
        _look(given, way)
    elif given.verb == "unprotect":
        from .importing.holders import ask_to_unprotect
        from .importing.target import asking

        commands.unprotect(way.at, given.id, lambda: ask_to_unprotect(given.id, given.stack, asking(given.yes)))
    else:
        from .importing.holders import refuse_deleting

        refuse_deleting(given.id, given.stack)
        commands.delete(way.at, given.id, given.exports, asks=not given.yes)


def _look(given: argparse.Namespace, way: Way) -> None:
    from . import looking

    if given.verb == "status":
        looking.status(way.at, given.id, as_json=given.json)
    elif given.verb == "logs":
        looking.logs(way.at, given.id, given.last, as_json=given.json)
    elif given.delete is None:
        looking.nodes(way.at, given.id, given.queue, as_json=given.json)
    else:
        from .importing.target import asking

        looking.delete_nodes(way.at, given.id, given.queue, given.delete, asking(given.yes))


def _import(given: argparse.Namespace, way: Way) -> None:
    from .importing.command import Wanted, import_clusters
    from .importing.target import asking

    how = {name: getattr(given, name) for name in ("out", "program", "file")}
    wanted = Wanted.of(given.ids, given.all, **how, protect=given.protect == "true")
    import_clusters(way, given.stack, wanted, asking(given.yes))


def _migrate(given: argparse.Namespace, way: Way) -> None:
    from .importing.migrate import migrate
    from .importing.target import asking

    migrate(way, given.stack, given.state, given.out, asking(given.yes), protect=given.protect == "true")


def _enter(directory: str) -> None:
    try:
        os.chdir(directory)
    except OSError as error:
        raise SettingsError(f"--cwd {directory}: {error.strerror}") from None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m pulumi_ehpc",
        description="For E-HPC clusters that no Pulumi entry governs. "
        "Credentials, region and endpoint are those of the stack in whose directory this is called, else those of the "
        "environment, as for a Pulumi program.",
    )
    parser.add_argument("--version", action="version", version=f"pulumi-ehpc {__version__}")
    _add_common(parser, None)
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="COMMAND")
    _add_import(verbs.add_parser("import", help="bring clusters that exist under the stack, and write their program"))
    _add_migrate(verbs.add_parser("migrate", help="bring clusters of alicloud.ehpc.ClusterV2 or Terraform under it"))
    orphans = verbs.add_parser("orphans", help="list the region's clusters that bear a sign of this package")
    orphans.add_argument(
        "exports", nargs="*", default=[], metavar="STACK.json", help="`pulumi stack export` files to leave out"
    )
    orphans.add_argument("--json", action="store_true", help="for scripts")
    unprotect = verbs.add_parser("unprotect", help="switch off its deletion protection; asks where a stack has it")
    delete = verbs.add_parser("delete", help="delete it and wait")
    for command in (unprotect, delete):
        command.add_argument("id", metavar="ID", help="cluster ID")
    delete.add_argument(
        "exports", nargs="*", default=[], metavar="STACK.json", help="exports: what they hold is refused"
    )
    for command in (unprotect, delete):
        command.add_argument("-y", "--yes", action="store_true", help="do not ask, for scripts")
    policy = verbs.add_parser("policy", help="print the RAM policy that a program needs; asks nobody")
    policy.add_argument("--read-only", action="store_true", help="for previews, refreshes and drift detectors alone")
    _add_looks(verbs)
    for command in verbs.choices.values():
        _add_common(command, argparse.SUPPRESS)
    return parser


def _add_looks(verbs: Any) -> None:
    nodes = verbs.add_parser("nodes", help="list the nodes of a cluster, or release some")
    status = verbs.add_parser("status", help="how a cluster is: last operation, queues, storages, add-ons")
    logs = verbs.add_parser("logs", help="what was done to a cluster, with the stages of what failed")
    for command in (nodes, status, logs):
        command.add_argument("id", metavar="ID", help="cluster ID")
        command.add_argument("--json", action="store_true", help="for scripts")
    nodes.add_argument("--queue", metavar="NAME", help="those of this queue")
    nodes.add_argument(
        "--delete", nargs="*", metavar="HOST",
        help="release these, by host name or instance ID; without any, all of that queue. Jobs on them end",
    )  # fmt: skip
    nodes.add_argument("-y", "--yes", action="store_true", help="do not ask before --delete, for scripts")
    nodes.set_defaults(wrong=nodes.error)
    logs.add_argument("--last", type=_count, default=20, metavar="N", help="how many operations (default: 20)")


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is no count: give 1 or more")
    return int(text)


def _add_common(parser: argparse.ArgumentParser, default: str | None) -> None:
    """Before the command and after it, as Pulumi's own have it."""
    parser.add_argument("-s", "--stack", default=default, help="another stack of this project than the selected one")
    parser.add_argument("--region", default=default, help="region ID, as cn-hangzhou")
    parser.add_argument("--endpoint", default=default, help="another address of E-HPC, as that of an emulator")
    parser.add_argument("-C", "--cwd", default=default, metavar="DIR", help="as if called in that directory")


def _add_import(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Bring clusters that exist under the current stack. Nothing is changed at E-HPC: a preview and a refresh "
        "afterwards are empty, or all is as it was before."
    )
    parser.add_argument("ids", nargs="*", metavar="[NAME=]ID", help="cluster ID, with a name for the program")
    parser.add_argument("--all", action="store_true", help="every cluster of the region that no stack has made")
    _add_result(parser)
    parser.add_argument("--program", metavar="FILE", help="write only the program, and touch no stack; - prints it")
    parser.add_argument(
        "-f", "--file", metavar="FILE", help="write only what `pulumi import --file` takes; - prints it"
    )


def _add_migrate(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Bring the clusters of alicloud.ehpc.ClusterV2 and of alicloud_ehpc_cluster_v2, with their queues, under the "
        "current stack as EhpcCluster. Nothing is changed at E-HPC; how the entries before are forgotten is printed."
    )
    parser.add_argument(
        "state", nargs="?", metavar="STATE.json",
        help="what `terraform state pull` or the `pulumi stack export` of another stack wrote; else the stack itself",
    )  # fmt: skip
    _add_result(parser)


def _add_result(parser: argparse.ArgumentParser) -> None:
    """Of a command that imports."""
    parser.add_argument("-o", "--out", metavar="FILE", help="where the program goes, else the project's __main__.py")
    parser.add_argument(
        "--protect", nargs="?", const="true", default="true", choices=["true", "false"],
        help="whether Pulumi refuses to delete them, as after `pulumi import` (default: true)",
    )  # fmt: skip
    parser.add_argument("-y", "--yes", action="store_true", help="do not ask, for scripts; overwrites --out")


if __name__ == "__main__":
    sys.exit(main())
