"""What killed programs left half written is swept up by the next one, and what others are writing is not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from engine.system.files import write_whole, write_whole_with
from engine.system.unfinished import sweep, unfinished_name

ROOT = Path(__file__).resolve().parents[2]
DAY_S = 24 * 3600.0
# Writes half a file, says so, and goes on when it is told to.
WRITER = """
import sys
from pathlib import Path
from typing import IO
from engine.system.files import write_whole_with

def write(file):
    file.write(b"half, ")
    file.flush()
    print("half", flush=True)
    sys.stdin.readline()
    file.write(b"whole")

write_whole_with(Path(sys.argv[1]), write)
"""


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another program that is half through writing theirs.bin."""
    command = [sys.executable, "-c", WRITER, str(tmp_path / "theirs.bin")]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "half\n"
        yield program
        program.kill()


def parts(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.suffix == ".part"]


def aged(path: Path, seconds: float) -> Path:
    path.write_bytes(b"half")
    os.utime(path, (time.time() - seconds,) * 2)
    return path


@pytest.mark.skipif(os.name != "posix", reason="Windows has no locks that tell")
def test_what_a_killed_program_left_goes_with_the_next_file(
    tmp_path: Path, writer: subprocess.Popen[str]
) -> None:
    assert len(parts(tmp_path)) == 1
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    assert len(parts(tmp_path)) == 1
    write_whole(tmp_path / "ours.bin", b"ours")
    assert [path.name for path in tmp_path.iterdir()] == ["ours.bin"]


def test_what_another_program_is_writing_stays_and_becomes_whole(
    tmp_path: Path, writer: subprocess.Popen[str]
) -> None:
    (part,) = parts(tmp_path)
    for _ in range(3):
        write_whole(tmp_path / "ours.bin", b"ours")
    assert parts(tmp_path) == [part]
    writer.communicate("go on\n", timeout=30)
    assert writer.returncode == 0
    assert (tmp_path / "theirs.bin").read_bytes() == b"half, whole"
    assert parts(tmp_path) == []


@pytest.mark.skipif(os.name != "posix", reason="Windows has no locks that tell")
def test_two_threads_of_one_program_do_not_sweep_each_other(tmp_path: Path) -> None:
    def write(file: IO[bytes]) -> None:
        write_whole(tmp_path / "inner.bin", b"inner")
        file.write(b"outer")

    write_whole_with(tmp_path / "outer.bin", write)
    assert (tmp_path / "outer.bin").read_bytes() == b"outer"
    assert (tmp_path / "inner.bin").read_bytes() == b"inner"


@pytest.mark.parametrize("name", [".repose-00000000-0123456789ab.part", ".repose-0123456789ab.part"])
def test_what_another_computer_may_still_be_writing_goes_after_a_day_without_a_byte(
    tmp_path: Path, name: str
) -> None:
    part = aged(tmp_path / name, DAY_S - 600)
    write_whole(tmp_path / "ours.bin", b"ours")
    assert part.exists()
    aged(part, DAY_S + 600)
    write_whole(tmp_path / "ours.bin", b"ours")
    assert not part.exists()


def test_the_clock_of_the_disk_counts_and_not_that_of_this_computer(tmp_path: Path) -> None:
    part = aged(tmp_path / ".repose-00000000-0123456789ab.part", -3 * DAY_S)  # the server is days ahead
    sweep(tmp_path, now=time.time() + 3 * DAY_S + 600)
    assert part.exists()
    sweep(tmp_path, now=time.time() + 5 * DAY_S)
    assert not part.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_only_what_is_surely_ours_is_swept(tmp_path: Path) -> None:
    names = [".repose-x.part", "a.part", "repose-0123456789ab.part", ".repose-0123456789ab.part.bak"]
    theirs = [aged(tmp_path / name, 30 * DAY_S) for name in names]
    (tmp_path / "photo.jpg").write_bytes(b"photo")
    link, folder = tmp_path / unfinished_name(), tmp_path / unfinished_name()
    link.symlink_to(tmp_path / "photo.jpg")
    folder.mkdir()
    write_whole(tmp_path / "ours.bin", b"ours")
    assert all(path.exists() for path in (*theirs, link, folder))
    assert (tmp_path / "photo.jpg").read_bytes() == b"photo"


def test_writes_that_do_not_wait_for_the_disk_do_not_sweep_either(tmp_path: Path) -> None:
    part = aged(tmp_path / unfinished_name(), 0)
    write_whole(tmp_path / "journal.json", b"{}", synced=False)
    assert part.exists()
