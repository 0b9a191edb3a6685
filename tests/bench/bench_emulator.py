"""How fast the emulator is: `python tests/bench/bench_emulator.py`.

Its start, GetCluster answers a second from eight threads, ListClusters with 1,000 clusters, memory over 100,000
requests, and 10,000 clusters that are looked at twenty at a time, as the provider does while it waits.
The clients are bare sockets in a second process, so that it is the service that is measured.
"""

from __future__ import annotations

import json
import multiprocessing
import re
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).parents[1]))

from emulator_process import Emulator

THREADS = 8
CROWD, AT_A_LOOK = 10_000, 20


def request(action: str, **params: str) -> bytes:
    head = {
        "host": "127.0.0.1",
        "x-acs-action": action,
        "x-acs-version": "2024-07-30",
        "x-acs-date": "2026-01-01T12:00:00Z",
        "x-acs-signature-nonce": "1",
        "Authorization": f"ACS3-HMAC-SHA256 Credential=bench,SignedHeaders=host,Signature={'0' * 64}",
        "Content-Length": "0",
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    return f"POST /?{urlencode(params)} HTTP/1.1\r\n{lines}\r\n".encode()


class Connection:
    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.rest = b""

    def call(self, data: bytes) -> bytes:
        self.socket.sendall(data)
        buffer = self.rest
        while b"\r\n\r\n" not in buffer:
            buffer += self.socket.recv(1 << 20)
        head, _, body = buffer.partition(b"\r\n\r\n")
        found = re.search(rb"Content-Length: (\d+)", head)
        size = int(found.group(1)) if found else 0
        while len(body) < size:
            body += self.socket.recv(1 << 20)
        self.rest = body[size:]
        return body[:size]


def hammer(port: int, data: bytes, count: int, seconds: Any) -> None:
    """`count` calls from each of eight threads; tells how long they took together."""
    connections = [Connection(port) for _ in range(THREADS)]

    def run(connection: Connection) -> None:
        for _ in range(count):
            connection.call(data)

    threads = [threading.Thread(target=run, args=(connection,)) for connection in connections]
    begin = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds.value = time.perf_counter() - begin


def timed(port: int, data: bytes, count: int) -> float:
    """Calls a second, with the clients in a process of their own."""
    seconds = multiprocessing.Value("d", 0.0)
    client = multiprocessing.Process(target=hammer, args=(port, data, count, seconds))
    client.start()
    client.join()
    return THREADS * count / float(seconds.value)


def memory(pid: int) -> float:
    """Resident megabytes."""
    shown = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=True)
    return int(shown.stdout) / 1024


def main() -> None:
    starts()
    with Emulator("immediate", "--quota", "1000") as emulator:
        measure(emulator)
    with Emulator("immediate", "--quota", str(CROWD)) as emulator:
        crowd(emulator)


def starts() -> None:
    """As a user starts it, to the line that tells its address."""
    took = []
    for _ in range(5):
        begin = time.perf_counter()
        command = [sys.executable, "-m", "ehpc_emulator", "--port", "0"]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            took.append(1000 * (time.perf_counter() - begin))
            process.terminate()
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-c", ""], check=True)
    python = 1000 * (time.perf_counter() - begin)
    print(f"Start: {sorted(took)[2]:.0f} ms (under 150), of which Python itself {python:.0f}")


def crowd(emulator: Emulator) -> None:
    port = int(emulator.url.rsplit(":", 1)[1])
    one = Connection(port)
    made = [json.loads(one.call(request("CreateCluster", ClusterName="bench")))["ClusterId"] for _ in range(CROWD)]
    look = request("ListClusters", PageSize="20", ClusterIds=json.dumps(made[:: CROWD // AT_A_LOOK]))
    assert len(json.loads(one.call(look))["Clusters"]) == AT_A_LOOK
    rates = [timed(port, asked, 50) for asked in (look, request("ListClusters", PageSize="100"))]
    print(
        f"{CROWD} clusters: {rates[0]:.0f} looks a second at {AT_A_LOOK} of them (at least 100), "
        f"{rates[1]:.0f} pages of a hundred, "
        f"{memory(emulator.pid):.0f} MB (under 300)"
    )


def measure(emulator: Emulator) -> None:
    port = int(emulator.url.rsplit(":", 1)[1])
    one = Connection(port)
    cluster = json.loads(one.call(request("CreateCluster", ClusterName="bench")))["ClusterId"]
    get = request("GetCluster", ClusterId=cluster)
    print(f"GetCluster, eight threads: {timed(port, get, 1_000):.0f} answers a second (at least 1500)")

    for _ in range(999):
        one.call(request("CreateCluster", ClusterName="bench"))
    page = request("ListClusters", PageSize="100")
    took = []
    for _ in range(20):
        begin = time.perf_counter()
        assert json.loads(one.call(page))["TotalCount"] == 1000
        took.append(1000 * (time.perf_counter() - begin))
    print(f"ListClusters of 1,000 clusters: {sorted(took)[10]:.1f} ms, at worst {max(took):.1f} (under 50)")

    timed(port, get, 2_500)  # fills the journal to its bound
    before = memory(emulator.pid)
    for _ in range(4):
        timed(port, get, 3_125)
    print(f"Memory over 100,000 requests: {before:.0f} MB before, {memory(emulator.pid):.0f} MB after")
    journal = emulator.control("GET", "journal")
    print(f"The journal holds {len(journal['requests'])} requests and has dropped {journal['dropped']}")


if __name__ == "__main__":
    main()
