"""Renders the people that `main.py train` lacks, in a process of its own beside the training."""

from __future__ import annotations

import contextlib
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from engine.synthesis.assets import AssetFolder
from engine.system.errors import EngineError
from engine.train.rendered import Kind, stop_rendering

FIRST_PEOPLE = 64


Wanted = Sequence[tuple[Path, int, int]]  # folder, count, seed; the last is trained on


@contextlib.contextmanager
def people_rendered(kind: Kind, assets: Path | None, wanted: Wanted) -> Iterator[None]:
    """While this lasts, what is missing of the people is rendered; there are enough to begin with from the start."""
    renderer = _start_rendering(kind, assets, wanted)
    try:
        if wanted:
            _wait_for_people(kind, wanted[-1][0], renderer)
        yield
    finally:
        if renderer is not None:
            stop_rendering(renderer)


def _start_rendering(kind: Kind, assets: Path | None, wanted: Wanted) -> subprocess.Popen[bytes] | None:
    """Start rendering what is missing in a process of its own (one core), or nothing when all is there."""
    missing = [(d, n, s) for d, n, s in wanted if kind.count(d) < n]
    if not missing:
        return None
    if assets is None:
        if not all(kind.count(d) for d, _, _ in wanted):
            raise EngineError(
                "There are no rendered people yet; name the folder of MakeHuman assets with --assets."
            )
        return None
    AssetFolder(assets)  # looked at here, where what is wrong with it can be told
    module = [sys.executable, "-m", kind.module]
    command = " && ".join(
        shlex.join([*module, str(d), "--assets", str(assets), "--count", str(n), "--seed", str(s)])
        for d, n, s in missing
    )
    return subprocess.Popen(["sh", "-c", command], stdout=subprocess.DEVNULL, start_new_session=True)


def _wait_for_people(kind: Kind, folder: Path, renderer: subprocess.Popen[bytes] | None) -> None:
    """Wait for enough people to begin with."""
    while kind.count(folder) < FIRST_PEOPLE:
        if renderer is None or renderer.poll() is not None:
            if kind.count(folder):
                return
            raise EngineError(
                "Rendering people failed, for the reason told above, so there is nobody to train on."
            )
        time.sleep(1.0)
