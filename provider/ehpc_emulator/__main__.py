"""`python -m ehpc_emulator`: arguments, the ready line, a clean end."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from pathlib import Path

from .clock import Pace
from .server import Server
from .service import Service, Settings
from .store import BadState


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        server = Server(Service(_settings(options)), options.port)
    except (BadState, OSError) as error:
        print(f"ehpc-emulator: {error}", file=sys.stderr)
        return 1
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
    print(f"ehpc-emulator listening on {server.url}", flush=True)
    stop.wait()
    server.stopping.set()
    server.shutdown()
    server.server_close()
    return 0


def _settings(options: argparse.Namespace) -> Settings:
    keys = tuple(options.key) or Settings.keys
    return Settings(options.clock, options.strict, options.quota, options.seed, options.state, keys,
                    options.protection_code)  # fmt: skip


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("ehpc_emulator", description="A local Alibaba Cloud E-HPC service.")
    add = parser.add_argument
    add("--port", type=_port, default=0, help="port on 127.0.0.1; 0, the default, picks a free one")
    add("--clock", type=_clock, default="immediate", help="how long a creation takes: immediate, looks:N, seconds:S")
    add("--state", type=Path, metavar="FILE", help="keep the state in this file, over restarts and kill -9")
    add("--strict", action="store_true", help="verify signatures; only the keys given with --key are known")
    add("--quota", type=_count, default=3, metavar="N", help="most clusters of an account (3, as the service has it)")
    add("--seed", metavar="N", help="the same ids in every run")
    add("--key", type=_key, action="append", default=[], metavar="ID:SECRET", help="a key for --strict (repeatable; "
        "emulator:emulator when none is given)")  # fmt: skip
    add("--protection-code", default=Settings.protection_code, metavar="CODE",
        help="how DeleteCluster refuses a protected cluster (undocumented; InvalidClusterStatus)")  # fmt: skip
    return parser


def _port(text: str) -> int:
    if not text.isdigit() or int(text) > 65_535:
        raise argparse.ArgumentTypeError(f"must be 0 to 65535, got {text!r}")
    return int(text)


def _count(text: str) -> int:
    if not text.isdigit():
        raise argparse.ArgumentTypeError(f"must be a number from 0 on, got {text!r}")
    return int(text)


def _clock(text: str) -> str:
    try:
        return str(Pace.parse(text))
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _key(text: str) -> tuple[str, str]:
    name, colon, secret = text.partition(":")
    if not (name and colon and secret):
        raise argparse.ArgumentTypeError("must be ID:SECRET")
    return name, secret


if __name__ == "__main__":
    sys.exit(main())
