"""Compiled loops are made anew whenever a number changes that they use, wherever it stands."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NUMBERS, CALLED, KERNEL = (
    "FACTOR = {factor}\n",
    """
from engine.imaging.compiling import inlined
from numbers_of import FACTOR

@inlined
def scaled(value):
    return value * FACTOR + {shift}
""",
    """
import numpy as np
from called import scaled
from engine.imaging.compiling import compiled

@compiled
def kernel(values):
    for i in range(len(values)):
        values[i] = scaled(values[i])

def answer():
    values = np.ones(3)
    kernel(values)
    return values[0]
""",
)


def _answer(folder: Path, *, factor: float, shift: float) -> float:
    """What the kernel says in a process of its own, with these numbers in two other modules."""
    (folder / "numbers_of.py").write_text(NUMBERS.format(factor=factor))
    (folder / "called.py").write_text(CALLED.format(shift=shift))
    if not (folder / "kernel.py").exists():  # numba looks at the time of this file
        (folder / "kernel.py").write_text(KERNEL)
    code = (
        f"import sys; sys.path[:0] = [{str(folder)!r}, {str(ROOT)!r}]; import kernel; print(kernel.answer())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=folder
    )
    return float(done.stdout)


def test_numbers_in_other_modules_are_part_of_what_is_kept(tmp_path: Path) -> None:
    assert _answer(tmp_path, factor=7, shift=0) == 7
    assert list(tmp_path.rglob("*.nbi")), "the kernel is kept on disk"
    assert _answer(tmp_path, factor=10, shift=0) == 10, "a number two modules away"
    assert _answer(tmp_path, factor=10, shift=1) == 11, "the code of what is called"


def test_what_did_not_change_is_not_compiled_anew(tmp_path: Path) -> None:
    _answer(tmp_path, factor=7, shift=0)
    kept = {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*.nbc")}
    _answer(tmp_path, factor=7, shift=0)
    assert kept
    assert {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*.nbc")} == kept
