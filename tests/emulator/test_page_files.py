"""The page's files: what they are served as, and that they need nothing and nobody else."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import ehpc_emulator
from emulator.in_process import InProcess
from emulator.wire import send

FOLDER = Path(ehpc_emulator.__file__).with_name("page")
FILES = sorted(FOLDER.iterdir())
KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


@pytest.mark.parametrize("path", ["/_emulator", "/_emulator/"])
def test_the_page_is_at_the_controls_own_address(emulator: InProcess, path: str) -> None:
    status, head, body = send(emulator, "GET", path, {})
    assert (status, head["content-type"]) == (200, "text/html;charset=utf-8")
    assert body == (FOLDER / "index.html").read_bytes()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_each_file_is_served_as_what_it_is_and_may_load_nothing_foreign(emulator: InProcess, file: Path) -> None:
    status, head, body = send(emulator, "GET", f"/_emulator/page/{file.name}", {})
    assert (status, body) == (200, file.read_bytes())
    assert head["content-type"] == f"{KINDS[file.suffix]};charset=utf-8"
    assert head["x-content-type-options"] == "nosniff"
    policy = dict(rule.strip().split(" ", 1) for rule in head["content-security-policy"].split(";"))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert set(policy.values()) == {"'none'", "'self'", "'script'"}
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 250


@pytest.mark.parametrize(
    "name", ["../server.py", "%2e%2e/server.py", "..%2fserver.py", "/etc/passwd", "nothing.js", "", "."]
)
def test_nothing_else_is(emulator: InProcess, name: str) -> None:
    assert send(emulator, "GET", f"/_emulator/page/{name}", {})[0] == 404


def test_the_page_takes_nothing(emulator: InProcess) -> None:
    for path in ("", "/", "/page/main.js", "/events"):
        assert send(emulator, "POST", f"/_emulator{path}", {})[0] == 405


def test_another_sites_page_gets_neither_it_nor_its_events(emulator: InProcess) -> None:
    for path in ("/_emulator/", "/_emulator/page/main.js", "/_emulator/events", "/_emulator/menu"):
        for head in ({"Host": "evil.example"}, {"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
            assert send(emulator, "GET", path, head)[0] == 403


def test_it_names_no_other_host_and_makes_no_markup_of_texts() -> None:
    for file in FILES:
        text = file.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?://|innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b", text), (
            file.name
        )
        assert not re.search(r"<script>|<style>| style=| on[a-z]+=\"", text), file.name


def test_an_emulator_whose_page_nobody_opens_loads_nothing_of_it() -> None:
    program = (
        "import sys, ehpc_emulator.__main__; print([m for m in sys.modules if m.rpartition('.')[2] in sys.argv[1:]])"
    )
    modules = ("assets", "events", "overview", "menu")
    done = subprocess.run([sys.executable, "-c", program, *modules], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
