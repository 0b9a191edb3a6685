"""A file of the project that has the name of a module of Python's own, which Pulumi's provider process finds first."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.programs import Program

pytestmark = pytest.mark.anew


@pytest.mark.parametrize("name", ["queue.py", "types.py"])
def test_one_that_the_process_falls_over_is_named_with_what_to_do(program: Program, tmp_path: Path, name: str) -> None:
    (tmp_path / "program" / name).write_text("MINE = True\n")
    says = program.up_fails()
    assert f'EhpcCluster "render": {name} in {tmp_path / "program"} hides Python\'s own module {name[:-3]} ' in says
    assert f"cannot run so: rename {name}" in says
    (tmp_path / "program" / name).unlink()
    program.up()


def test_any_other_is_passed_by(program: Program, tmp_path: Path) -> None:
    for name in ("getpass", "secrets", "cmd"):
        (tmp_path / "program" / f"{name}.py").write_text("MINE = True\n")
    program.up()
    program.leaves_nothing()
