"""The engine as the window gets it leaves nothing behind that others complain of when the process ends."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[2]
_PREPARE = """
from engine.system.shipped import DEMO_PHOTO
from engine.runtime.device import choose_device
from engine.service.for_window import LateRenderer
from engine.photo.photo import load_photo
import triton._C.libtriton

LateRenderer(choose_device("cpu")).prepare(load_photo(DEMO_PHOTO))
"""


def test_the_process_ends_without_a_word() -> None:
    pytest.importorskip("triton")  # torch brings it along, and loads it when something is optimised
    ended = subprocess.run(
        [sys.executable, "-c", _PREPARE], capture_output=True, text=True, cwd=_ROOT, check=False
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
