"""Writes the generated files, all of them or those that are named: python -m tools [NAME...]"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path

from tools import actions, answers, faults, half_way, reference, state_contract, stubs, variants

GENERATORS: dict[str, Callable[[], dict[Path, str]]] = {
    "actions": actions.files,
    "answers": answers.files,
    "faults": faults.files,
    "half_way": half_way.files,
    "reference": reference.files,
    "state_contract": state_contract.files,
    "stubs": stubs.files,
    "variants": variants.files,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tools", description="Writes the generated files.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"only these of: {', '.join(GENERATORS)}")
    names = parser.parse_args().names
    unknown = [name for name in names if name not in GENERATORS]
    if unknown:
        parser.error(f"there is no {unknown[0]}; there are {', '.join(GENERATORS)}")
    written = [path for name in names or GENERATORS for path in _write(GENERATORS[name]())]
    print("\n".join(f"wrote {os.path.relpath(path)}" for path in written) or "Every generated file was up to date.")


def _write(files: dict[Path, str]) -> list[Path]:
    """The files that were not yet as they should be."""
    changed = {p: text for p, text in files.items() if not p.exists() or p.read_text(encoding="utf-8") != text}
    for path, text in changed.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return list(changed)


if __name__ == "__main__":
    main()
