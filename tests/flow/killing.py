"""Kills the program in the middle of a drag and starts it again; by itself it does so many times over.

    python -m tests.flow.killing [ROUNDS]

With the real engine and the shipped weights, ROUNDS times, 20 unless said otherwise.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "resources" / "demo.png"


@dataclass(frozen=True)
class Round:
    """One kill.

    over: how many gestures were over before it. under_way: whether another had begun. allowed: the poses that may
    come back: that of the last gesture that was over, and where it was being let go, that of the one under
    way. back: the one that did.
    """

    over: int
    under_way: bool
    allowed: tuple[str, ...]
    back: str

    @property
    def is_kept(self) -> bool:
        return self.back in self.allowed


def kill_and_recover(folder: Path, *, kind: str, gestures: int, steps: int, photo: Path = DEMO) -> Round:
    """Kill the program `steps` moves into the gesture after `gestures` whole ones, and start it anew.

    folder: for the program's files. kind: of engine, "real" or "quick".
    """
    with program(folder, "drag", kind, photo=photo) as process:
        lines = _lines(process)
        told = [*_until(lines, f"begun {gestures}"), *islice(lines, steps)]
        process.kill()
        told += lines  # what was said until the kill came
    over, poses = -1, {}
    for word, number, *pose in (line.split(maxsplit=2) for line in told):
        if word == "kept":
            poses[int(number)] = pose[0]
        elif word == "done":
            over = int(number)
    with program(folder, "recover", kind) as process:
        back = next(_lines(process), "nothing").removeprefix("back ")
    allowed = tuple(pose for number, pose in poses.items() if number >= over)
    return Round(over + 1, f"begun {over + 1}" in told, allowed, back)


@contextmanager
def program(folder: Path, task: str, kind: str, *, photo: Path = DEMO) -> Iterator[subprocess.Popen[str]]:
    """`dragged_window` with its files in `folder`; killed in the end."""
    settings = folder / "Repose" / "settings.json"
    settings.parent.mkdir(exist_ok=True)
    if not settings.exists():
        settings.write_text('{"notice_read": 1000}')  # a notice would wait for an answer
    places = {"XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder)}
    command = [sys.executable, "-m", "tests.flow.dragged_window", task, kind, str(photo)]
    with subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **places},
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ) as process:  # fmt: skip
        try:
            yield process
        finally:
            process.kill()


def _lines(process: subprocess.Popen[str]) -> Iterator[str]:
    assert process.stdout is not None
    return map(str.strip, process.stdout)


def _until(lines: Iterator[str], last: str) -> Iterator[str]:
    """`lines` up to and with `last`."""
    for line in lines:
        yield line
        if line == last:
            return


def main(rounds: int = 20) -> int:
    """Kill with the real engine, at another place each time; how many rounds lost more than they may."""
    chance = random.Random(1)
    lost = 0
    for number in range(1, rounds + 1):
        with tempfile.TemporaryDirectory() as folder:
            done = kill_and_recover(
                Path(folder), kind="real", gestures=chance.randint(1, 6), steps=chance.randint(0, 14)
            )
        lost += not done.is_kept
        answer = "all back" if done.is_kept else "LOST"
        sys.stdout.write(f"{number}: killed after {done.over} whole gestures, {answer}\n")
        sys.stdout.flush()
    sys.stdout.write(f"{rounds - lost} of {rounds}\n")
    return min(lost, 1)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
