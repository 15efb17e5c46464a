"""Threads take memory from one heap where the system would give each its own."""

from __future__ import annotations

import ctypes
import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[2]
# How many heaps glibc has before and after four threads took memory.
_COUNT = """
import ctypes, sys, threading
from engine.system.memory import share_one_heap

libc = ctypes.CDLL("libc.so.6")
libc.malloc.restype = libc.fopen.restype = ctypes.c_void_p

def heaps():
    file = ctypes.c_void_p(libc.fopen(sys.argv[1].encode(), b"w"))
    libc.malloc_info(0, file)
    libc.fclose(file)
    return open(sys.argv[1]).read().count("<heap nr=")

if sys.argv[2] == "one":
    share_one_heap()
before, go = heaps(), threading.Barrier(4)

def take():
    go.wait()
    libc.malloc(100_000)
    go.wait()

threads = [threading.Thread(target=take) for _ in range(4)]
for each in threads: each.start()
for each in threads: each.join()
print(heaps() - before)
"""


@pytest.mark.parametrize(("heaps", "more"), [("own", True), ("one", False)])
def test_threads_share_one_heap_where_they_are_told_to(heaps: str, more: bool, tmp_path: Path) -> None:
    try:
        ctypes.CDLL("libc.so.6").malloc_info  # noqa: B018 - only glibc has it
    except (OSError, AttributeError):
        pytest.skip("needs glibc")
    told = subprocess.run(
        [sys.executable, "-c", _COUNT, str(tmp_path / "heaps.xml"), heaps],
        capture_output=True, text=True, cwd=_ROOT, check=True,
    )  # fmt: skip
    assert (int(told.stdout) > 0) is more
