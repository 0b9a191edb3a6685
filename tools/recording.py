"""Records the README's `pulumi up`, in a real terminal and on the emulator: `make recording`."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Sequence
from html import escape
from pathlib import Path

from account import KEYS, REGION
from emulator.calls import made, sdk, shown
from emulator_process import Emulator
from engine import toolchain
from engine.demo import CONFIG
from engine.harness import environment
from tools.terminal import Frame, Line, played

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / ".github" / "up.svg"
COLUMNS, ROWS, SECONDS = 116, 22, 60
FASTER = 4.0
STANDS = 6.0
"""Seconds for which the end is shown before it begins again."""

WIDE, HIGH, EDGE = 7.2, 17.0, 12.0
STYLE = """
text { font: 12px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; white-space: pre; fill: #d0d7de }
.bold { font-weight: bold } .line { text-decoration: underline }
.green { fill: #4ac26b } .blue { fill: #6cb6ff } .red { fill: #ff7b72 } .yellow { fill: #e3b341 }
.magenta { fill: #d2a8ff } .cyan { fill: #56d4dd } .grey { fill: #8b949e }
g { visibility: hidden; animation: SECONDSs step-end infinite } .last { visibility: visible }
@media (prefers-reduced-motion: reduce) { g { animation: none !important } }
"""


def main() -> None:
    engine = toolchain.prepare(print)
    clock = f"seconds:{SECONDS}"
    with tempfile.TemporaryDirectory() as folder, Emulator(clock, "--seed", "recording") as service:
        client = sdk(service.url)
        before = made(client, cluster_name="before")  # so that the log knows how long one takes
        service.advance(SECONDS)
        shown(client, before)
        there = Path(folder)
        variables = {**environment(engine, there / "home", there), **KEYS, "EHPC_ENDPOINT": service.url}
        frames = _recorded(there / "farm", variables)
    PICTURE.write_text(_svg(frames), encoding="utf-8")
    print(f"wrote {os.path.relpath(PICTURE)}, {PICTURE.stat().st_size // 1024} KB")


def _recorded(project: Path, variables: dict[str, str]) -> list[Frame]:
    project.mkdir()
    (project / "Pulumi.yaml").write_text("name: farm\nruntime: {name: python, options: {toolchain: pip}}\n")
    program = (ROOT / "examples" / "quickstart" / "__main__.py").read_text()
    (project / "__main__.py").write_text(program.replace('"quickstart"', '"render"'))
    config = {**CONFIG, "ehpc:region": REGION}
    plain = [word for name, value in config.items() for word in ("--plaintext", f"{name}={value}")]
    for command in (["stack", "init", "dev"], ["config", "set-all", *plain, "--secret", "password=Sesame-2024"]):
        subprocess.run(["pulumi", *command], cwd=project, env=variables, check=True, capture_output=True)
    return list(played(["pulumi", "up", "--skip-preview"], project, variables, COLUMNS, ROWS))


def _svg(frames: Sequence[Frame]) -> str:
    """Each line of the screen stands for as long as it was the same."""
    end = frames[-1].at + STANDS * FASTER
    runs = [run for row in range(ROWS) for run in _runs(frames, row, end)]
    times = sorted({(begin, until) for _, _, begin, until in runs})
    steps = [_keyframes(number, begin / end, until / end) for number, (begin, until) in enumerate(times)]
    lines = [
        f'<g class="{"last " if until == end else ""}t{times.index((begin, until))}">{_text(line, row)}</g>'
        for row, line, begin, until in runs
    ]
    width, height = COLUMNS * WIDE + 2 * EDGE, ROWS * HIGH + 2 * EDGE
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}">',
            f"<style>{STYLE.replace('SECONDS', f'{end / FASTER:.1f}')}{''.join(steps)}</style>",
            '<rect width="100%" height="100%" rx="8" fill="#161b22"/>',
            *lines,
            "</svg>\n",
        ]
    )


def _runs(frames: Sequence[Frame], row: int, end: float) -> list[tuple[int, Line, float, float]]:
    """The lines of that row one after the other, each from when to when."""
    found: list[tuple[int, Line, float, float]] = []
    for frame, until in zip(frames, [*(later.at for later in frames[1:]), end], strict=True):
        line = frame.lines[row]
        if found and found[-1][1] == line:
            found[-1] = (row, line, found[-1][2], until)
        else:
            found.append((row, line, frame.at, until))
    return [run for run in found if run[1]]


def _keyframes(number: int, begin: float, end: float) -> str:
    """Visible between these parts of the whole."""
    seen, unseen = "{visibility:visible}", "{visibility:hidden}"
    steps = f"0%{unseen}{begin:.2%}{seen}{end:.2%}{seen if end == 1.0 else unseen}"
    return f"@keyframes k{number}{{{steps}}}.t{number}{{animation-name:k{number}}}\n"


def _text(line: Line, row: int) -> str:
    spans = "".join(
        f'<tspan class="{run.look}">{escape(run.text)}</tspan>' if run.look else escape(run.text) for run in line
    )
    return f'<text x="{EDGE:.0f}" y="{EDGE + (row + 0.8) * HIGH:.1f}" xml:space="preserve">{spans}</text>'


if __name__ == "__main__":
    main()
