"""Batches that are killed and run out of room, over and over: a few times in the suite, often by this command.

`python -m tests.batch.endurance --kills 50 --full-disks 10 --command-kills 5`
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from engine.batch.control import Control
from engine.batch.events import End
from engine.batch.manifest import MANIFEST
from engine.batch.plan import Plan, read_plan
from engine.batch.ready import make_ready
from engine.batch.records import Finished, from_line
from engine.batch.run import BatchRun
from engine.system.errors import DiskFullError
from tests.batch.material import NOW, PaintedLane, Told, a_plan, pictures, ready_for, run

ROOT = Path(__file__).resolve().parents[2]
_MANIFEST_BYTES = 1 << 20


@dataclass
class Figures:
    """What was survived. pictures: made in all; lives: processes or runs; batches: brought to their end."""

    interruptions: int = 0
    lives: int = 0
    batches: int = 0
    pictures: int = 0


class DamagedError(AssertionError):
    """A batch did not come through."""


def check(out: Path, whole: dict[str, bytes]) -> None:
    """Every file is there, whole, alone, and finished exactly once by the manifest; raises DamagedError."""
    there = {path.name: path.read_bytes() for path in out.iterdir() if path.name != MANIFEST}
    if there != whole:
        odd = sorted(name for name in there.keys() | whole.keys() if there.get(name) != whole.get(name))
        raise DamagedError(f"lost, partial or too many in {out}: {odd}")
    records = [from_line(line) for line in (out / MANIFEST).read_bytes().splitlines()]
    counts = Counter(record.name for record in records if isinstance(record, Finished))
    if set(counts) != set(whole) or set(counts.values()) != {1}:
        raise DamagedError(f"not finished exactly once in {out}: {counts}")


def check_so_far(out: Path, whole: dict[str, bytes]) -> None:
    """What is there is whole; only files that begin with a dot may be otherwise."""
    for path in out.iterdir() if out.is_dir() else ():
        if (
            path.name != MANIFEST
            and not path.name.startswith(".")
            and path.read_bytes() != whole.get(path.name)
        ):
            raise DamagedError(f"{path} is partial or not one of the batch")


def survive_kills(folder: Path, *, kills: int, seed: int = 1) -> Figures:
    """Kill a batch with SIGKILL at `kills` random moments, resuming after each; raises DamagedError."""
    plan = _small_plan(folder)
    whole = _uninterrupted(plan, folder)
    child = [sys.executable, "-m", "tests.batch.endurance", "--child", str(folder / "plan.json")]
    return _killed(lambda out: [*child, str(out)], folder=folder, whole=whole, kills=kills, seed=seed)


def survive_command_kills(folder: Path, *, kills: int, seed: int = 1) -> Figures:
    """As `survive_kills`, with the real command on the demo person, scaled down."""
    from PIL import Image

    (folder / "in").mkdir()
    with Image.open(ROOT / "resources" / "demo.png") as demo:
        for name, width in (("small", 160), ("smaller", 144)):
            demo.convert("RGB").resize((width, round(width * demo.height / demo.width))).save(
                folder / "in" / f"{name}.png"
            )
    words = ["--photos", str(folder / "in"), "--poses", "library:standing", "--resume"]

    def command(out: Path) -> list[str]:
        return [sys.executable, "main.py", "batch", *words, "--out", str(out)]

    os.environ["XDG_CACHE_HOME"] = str(folder)  # these are no batches to learn a pace from
    subprocess.run(command(folder / "whole"), cwd=ROOT, check=True, capture_output=True)
    return _killed(command, folder=folder, whole=pictures(folder / "whole"), kills=kills, seed=seed)


def _killed(
    command: Callable[[Path], list[str]], *, folder: Path, whole: dict[str, bytes], kills: int, seed: int
) -> Figures:
    """Lives of random length until there were `kills` kills; each batch is brought to its end by the next lives."""
    chance, figures = random.Random(seed), Figures()
    begun = time.perf_counter()
    subprocess.run(command(folder / "timed"), cwd=ROOT, check=True, capture_output=True)
    length = time.perf_counter() - begun
    out = folder / "out0"
    while True:
        figures.lives += 1
        spared = figures.interruptions >= kills
        if not _one_life(command(out), seconds=None if spared else chance.uniform(0.1, 1.1) * length):
            figures.interruptions += 1
            check_so_far(out, whole)
            continue
        check(out, whole)
        figures.batches += 1
        figures.pictures += len(whole)
        if spared:
            return figures
        out = folder / f"out{figures.batches}"


def _one_life(command: list[str], *, seconds: float | None) -> bool:
    """Run `command`, killed after `seconds`; whether it came to its end before."""
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        _, said = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.communicate()
        return False
    if process.returncode:
        raise DamagedError(said.decode())
    return True


# Full disks


def in_own_namespace() -> list[str] | None:
    """What to put before a command so that it may mount a small disk for itself; None where that is not allowed."""
    if sys.platform != "linux" or shutil.which("unshare") is None:
        return None
    for options in (["-m"], ["-rm"]):
        with tempfile.TemporaryDirectory() as place:
            command = ["unshare", *options, "mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", place]
            if subprocess.run(command, capture_output=True, check=False).returncode == 0:
                return ["unshare", *options]
    return None


def survive_full_disks(folder: Path, *, times: int, seed: int = 1) -> Figures:
    """Run batches into small disks with too little room, free some and resume; call it where mounting is allowed."""
    chance, figures = random.Random(seed), Figures()
    plan = _small_plan(folder)
    (folder / "beside").mkdir()  # as deep as the disk: files tell where their photo is, seen from them
    whole = _uninterrupted(plan, folder / "beside")
    disk = folder / "disk"
    disk.mkdir()
    needed = sum(-(-len(data) // 4096) * 4096 for data in whole.values())
    while figures.interruptions < times:
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={needed + _MANIFEST_BYTES}", "tmpfs", str(disk)], check=True
        )
        try:
            _fill_up_and_resume(plan, disk, whole=whole, room=chance.randrange(needed), figures=figures)
        finally:
            subprocess.run(["umount", str(disk)], check=True)
    return figures


def _fill_up_and_resume(
    plan: Plan, disk: Path, *, whole: dict[str, bytes], room: int, figures: Figures
) -> None:
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        file.write(bytes(max(0, shutil.disk_usage(disk).free - room)))
    out = disk / "out"
    figures.lives += 1
    try:
        ended = run(ready_for(plan, out)).ended
    except DiskFullError as error:  # not even the first line of the manifest
        sentence = str(error)
    else:
        if ended.end is not End.STOPPED:
            raise DamagedError("the disk was not full")
        sentence = ended.sentence
    if "no room" not in sentence or not sentence.endswith("."):
        raise DamagedError(sentence)
    figures.interruptions += 1
    if any(path.name.startswith(".") for path in out.iterdir()):
        raise DamagedError("something unfinished was left behind")
    check_so_far(out, whole)
    filler.unlink()
    figures.lives += 1
    lane = PaintedLane()
    finished_before = len(pictures(out))
    run(ready_for(plan, out, resume=True), lane)
    if len(lane.rendered) != len(whole) - finished_before:
        raise DamagedError("a finished picture was made again")
    check(out, whole)
    figures.batches += 1
    figures.pictures += len(whole)


def _small_plan(folder: Path) -> Plan:
    plan = a_plan(folder / "in", photos=["coat", "dress", "scarf"], names=[f"pose {n}" for n in range(16)])
    (folder / "plan.json").write_text(plan.to_json(), encoding="utf-8")
    return plan


def _uninterrupted(plan: Plan, folder: Path) -> dict[str, bytes]:
    run(ready_for(plan, folder / "whole"))
    return pictures(folder / "whole")


def _child(plan: Path, out: Path) -> None:
    ready = make_ready(read_plan(plan), out, now=NOW, resume=True)
    BatchRun(ready, lane=PaintedLane(), weights="1", listener=Told(), control=Control()).run()


def _main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--full-disks", type=int, default=0)
    parser.add_argument("--command-kills", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--child", nargs=2, type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        _child(*given.child)
        return
    for what, survive in (
        ("kills", lambda folder: survive_kills(folder, kills=given.kills, seed=given.seed)),
        ("full_disks", lambda folder: survive_full_disks(folder, times=given.full_disks, seed=given.seed)),
        (
            "command_kills",
            lambda folder: survive_command_kills(folder, kills=given.command_kills, seed=given.seed),
        ),
    ):
        if getattr(given, what):
            with tempfile.TemporaryDirectory() as folder:
                sys.stdout.write(f"{json.dumps({what: asdict(survive(Path(folder)))})}\n")
                sys.stdout.flush()


if __name__ == "__main__":
    _main()
