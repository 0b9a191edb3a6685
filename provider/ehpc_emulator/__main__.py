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
from .variants import LISTING, UnknownVariant


def main(arguments: list[str] | None = None) -> int:
    options = vars(_parser().parse_args(arguments))
    port = options.pop("port")
    try:
        server = Server(Service(Settings(**options)), port)
    except (BadState, UnknownVariant, OSError, OverflowError) as error:
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


def _parser() -> argparse.ArgumentParser:
    text = "A local Alibaba Cloud E-HPC service."
    parser = argparse.ArgumentParser("ehpc_emulator", None, text, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--port", type=count, default=0, help="port on 127.0.0.1; 0, the default, picks a free one")
    add("--clock", type=clock, default="immediate", metavar="immediate|looks:N|seconds:S", help="a creation's time")
    add("--state", type=Path, metavar="FILE", help="keep the state in FILE, over restarts and kill -9")
    add("--strict", action="store_true", help="verify signatures; only the keys given with --key are known")
    add("--quota", type=count, default=3, metavar="N", help="most clusters of an account (3)")
    add("--seed", metavar="N", help="the same ids in every run")
    add("--key", dest="keys", type=key, action="append", metavar="ID:SECRET", help="repeatable (emulator:emulator)")
    add("--protection-code", default=Settings.protection_code, help="how a protected cluster refuses DeleteCluster")
    add("--variant", dest="variants", action="append", default=[], metavar="NAME", help="answer otherwise; repeatable")
    # What argparse calls a version is a text that is printed instead of doing anything.
    add("--variants", action="version", version=LISTING, help="say which variants there are")
    return parser


# argparse names these functions in its messages: "argument --clock: invalid clock value: 'fast'".
def count(text: str) -> int:
    if not text.isdigit():
        raise ValueError(text)
    return int(text)


def clock(text: str) -> str:
    return str(Pace.parse(text))


def key(text: str) -> tuple[str, str]:
    name, secret = text.split(":", 1)
    return name, secret


if __name__ == "__main__":
    sys.exit(main())
