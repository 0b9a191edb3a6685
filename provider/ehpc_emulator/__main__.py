"""`python -m ehpc_emulator`: arguments, the ready line, a clean end."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from pathlib import Path
from typing import NoReturn

from .clock import Pace
from .server import Server
from .service import Service, Settings
from .store import BadState
from .variants import LISTING, UnknownVariant


def main(arguments: list[str] | None = None) -> int:
    options = vars(_parser().parse_args(arguments))
    number = options.pop("port")
    try:
        service = Service(Settings(**options))
        server = Server(service, number)
    except (BadState, UnknownVariant) as error:
        return _failed(str(error))
    except OSError as error:
        return _failed(f"can't listen on 127.0.0.1:{number}: {error.strerror}; choose another --port, 0 for a free one")
    stop = threading.Event()
    for end in (signal.SIGINT, signal.SIGTERM):
        signal.signal(end, lambda *_: stop.set())
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
    print(f"ehpc-emulator listening on {server.url}", flush=True)
    stop.wait()
    server.stopping.set()
    server.shutdown()
    server.server_close()
    return 0 if service.kept() else 1  # why not was said when it happened


def _failed(sentence: str) -> int:
    print(f"ehpc-emulator: {sentence}", file=sys.stderr)
    return 1


class Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """One sentence instead of all options and then one."""
        self.exit(2, f"ehpc-emulator: {message}; --help tells what there is\n")


def _parser() -> argparse.ArgumentParser:
    text = "A local Alibaba Cloud E-HPC service; its page is at /_emulator/ of its address."
    parser = Parser("ehpc_emulator", None, text, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--port", type=port, default=0, help="port on 127.0.0.1; 0, the default, picks a free one")
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


def port(text: str) -> int:
    if count(text) > 65_535:
        raise ValueError(text)
    return int(text)


def clock(text: str) -> str:
    return str(Pace.parse(text))


def key(text: str) -> tuple[str, str]:
    name, secret = text.split(":", 1)
    return name, secret


if __name__ == "__main__":
    sys.exit(main())
