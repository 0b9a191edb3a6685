"""Stands for Python where the engine starts one: `python -IS python.py PYTHON ADDRESS -u ...` asks for a warm child.

It is the child to everybody else: it waits for its end, hands signals on and ends in the same way, and when it is
killed so is the child. What is no program and no host of the provider's is done by Python itself.
"""

import _signal  # type: ignore[import-not-found]  # "signal" and "socket" import more than this does
import _socket
import array
import marshal
import os
import sys

PYTHON, ADDRESS, *WORDS = sys.argv[1:]
MODULES = ("", "pulumi.dynamic", "pulumi_ehpc")


def main() -> None:
    if _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:
        _signal.signal(_signal.SIGINT, _signal.SIG_DFL)  # until there is a child it ends without a Traceback
    module = WORDS[2] if WORDS[1:2] == ["-m"] and len(WORDS) > 2 else ""
    if WORDS[:1] != ["-u"] or len(WORDS) < 2 or module not in MODULES:
        _itself()
    asked = _socket.socket(_socket.AF_UNIX, _socket.SOCK_SEQPACKET)
    try:
        asked.connect(ADDRESS)
    except OSError:
        _itself()
    wanted = (WORDS[1:], os.getcwd(), dict(os.environ), os.getppid(), os.uname().nodename)
    asked.sendmsg([marshal.dumps(wanted)], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, array.array("i", [0, 1, 2]))])
    child = int(asked.recv(64))
    for number in (_signal.SIGINT, _signal.SIGTERM):
        _signal.signal(number, lambda number, _: _hand_on(number, child))
    status = os.waitstatus_to_exitcode(int(asked.recv(64)))
    if status < 0:
        _signal.signal(-status, _signal.SIG_DFL)
        os.kill(os.getpid(), -status)
    os._exit(status)


def _hand_on(number: int, child: int) -> None:
    try:  # noqa: SIM105 - contextlib would be imported for it
        os.kill(child, number)
    except ProcessLookupError:  # it has just ended, which `main` is about to read
        pass


def _itself() -> None:
    os.execv(PYTHON, [PYTHON, *WORDS])  # noqa: S606


main()
