"""People as tasks want them, and the end of processes that render them."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Kind:
    """People as a task wants them: the program that renders them, and what their files are called."""

    module: str
    files: str

    def count(self, folder: Path) -> int:
        """How many lie in a folder."""
        return sum(1 for _ in folder.glob(self.files))


PAIRS = Kind("engine.synthesis.people", "p*.npz")
LAYERS = Kind("engine.synthesis.layered", "l*.npz")


def kind_for(task: str) -> Kind:
    """The people that a recipe's task learns from."""
    return LAYERS if task in ("layers", "second look") else PAIRS


def stop_rendering(renderer: subprocess.Popen[bytes]) -> None:
    """End the shell and the renderers it started: ending the shell alone would leave the renderers at work."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(renderer.pid, signal.SIGTERM)
    renderer.wait()
