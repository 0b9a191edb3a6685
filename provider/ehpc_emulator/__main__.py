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
    except (BadState, OSError, OverflowError) as error:
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
    return Settings(
        str(options.clock), options.strict, options.quota, options.seed, options.state, keys, options.protection_code
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("ehpc_emulator", description="A local Alibaba Cloud E-HPC service.")
    for name, help_text, more in (
        ("--port", "port on 127.0.0.1; 0, the default, picks a free one", {"type": int, "default": 0}),
        ("--clock", "a creation's time: immediate, looks:N, seconds:S", {"type": _pace, "default": "immediate"}),
        ("--state", "keep the state in FILE, over restarts and kill -9", {"type": Path, "metavar": "FILE"}),
        ("--strict", "verify signatures; only the keys given with --key are known", {"action": "store_true"}),
        ("--quota", "most clusters of an account (3)", {"type": int, "default": 3, "metavar": "N"}),
        ("--seed", "the same ids in every run", {"metavar": "N"}),
        ("--key", "for --strict, repeatable (emulator:emulator)", {"type": _key, "action": "append", "default": []}),
        ("--protection-code", "how a protected cluster refuses", {"default": Settings.protection_code}),
    ):
        parser.add_argument(name, help=help_text, **more)
    return parser


def _pace(text: str) -> Pace:
    try:
        return Pace.parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _key(text: str) -> tuple[str, str]:
    name, _, secret = text.partition(":")
    if not (name and secret):
        raise argparse.ArgumentTypeError("must be ID:SECRET")
    return name, secret


if __name__ == "__main__":
    sys.exit(main())
