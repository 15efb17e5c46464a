"""People rendered beside a training, on many cores, in processes that are ended with it."""

from __future__ import annotations

import shlex
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.synthesis.opengl import driver_name, surroundings
from engine.synthesis.shards import HELD_OUT_SEED
from engine.system.errors import EngineError
from engine.system.files import make_folder
from engine.system.shipped import ROOT
from engine.train.rendered import Kind, stop_rendering
from engine.train.timed.clock import Clock

# More than any run will see; they come as they are made.
_ENDLESS = 20_000
# Training goes first where cores are few.
_NICENESS = 10


@dataclass(frozen=True)
class Materials:
    """What people are made of, and which are there already: a folder with `train` and `held_out`."""

    assets: Path | None
    bodies: Path | None
    loader: Path | None  # OpenGL's loader, for systems without one
    people: Path | None


class Factory:
    """Folders `train` and `held_out` in `folder`, into which people come until `stop`.

    driver: what draws, empty where nothing can. Raises EngineError where nobody is there and nobody can be rendered.
    """

    def __init__(self, folder: Path, kind: Kind, materials: Materials) -> None:
        self.taught, self.kept_back = folder / "train", folder / "held_out"
        self._kind, self._materials = kind, materials
        self._log = folder / "rendering.log"
        self._process: subprocess.Popen[bytes] | None = None
        self.driver, self.lack = "", ""
        for place in (self.taught, self.kept_back):
            make_folder(place)
            self._take_in(place)
        self.carried = len(self)
        try:
            if materials.assets is None:
                raise EngineError("No people are rendered: there is no folder of assets.")
            self.driver = driver_name(surroundings(materials.loader))
        except EngineError as error:
            self.lack = str(error)
            if not (self.carried and self._kind.count(self.kept_back)):
                raise

    def __len__(self) -> int:
        """How many people there are to learn from."""
        return self._kind.count(self.taught)

    @property
    def rendered(self) -> int:
        """How many of them were rendered since."""
        return len(self) - self.carried

    def start(self, *, workers: int, held_out: int, seed: int, seconds: float) -> None:
        """Render in the background: people to measure on, where there are none, then people to learn from.

        It ends after so many seconds, whatever became of this process.
        """
        if not self.driver:
            return
        missing = [] if self._kind.count(self.kept_back) else [(self.kept_back, held_out, HELD_OUT_SEED)]
        commands = [
            self._command(place, count=count, seed=of, workers=workers)
            for place, count, of in (*missing, (self.taught, _ENDLESS, seed))
        ]
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                ["timeout", f"{max(seconds, 1):.0f}", "sh", "-c", " && ".join(map(shlex.join, commands))],
                stdout=log,
                stderr=log,
                cwd=ROOT,
                env=surroundings(self._materials.loader),
                start_new_session=True,
            )

    def wait(self, count: int, clock: Clock, *, until_s: float) -> None:
        """Wait for `count` people, or fewer once `until_s` are past; raises EngineError where none came."""
        while not self._ready(count if clock.past < until_s else 1):
            if clock.left <= 0 or self.failure():
                if self._ready(1):
                    return
                raise EngineError(f"There is nobody to learn from. {self.failure() or 'Time was too short.'}")
            time.sleep(0.2)

    def failure(self) -> str:
        """Why nobody is being rendered any more, or never was; empty while all is well."""
        if self._process is None:
            return self.lack
        code = self._process.poll()
        if not code:
            return ""
        lines = [line for line in self._log.read_text("utf-8", "replace").splitlines() if line.strip()]
        return f"Rendering ended ({lines[-1] if lines else f'exit code {code}'})."

    def stop(self) -> None:
        """End the renderers."""
        if self._process is not None:
            stop_rendering(self._process)

    def _command(self, place: Path, *, count: int, seed: int, workers: int) -> Sequence[str]:
        bodies = self._materials.bodies
        return (
            *("nice", "-n", str(_NICENESS), sys.executable, "-m", self._kind.module, str(place)),
            *("--assets", str(self._materials.assets), "--count", str(count), "--seed", str(seed)),
            *("--workers", str(min(workers, count))),
            *(("--bodies", str(bodies)) if bodies else ()),
        )

    def _take_in(self, place: Path) -> None:
        carried = self._materials.people
        for path in sorted((carried / place.name).glob(self._kind.files)) if carried else ():
            if not (place / path.name).exists():
                (place / path.name).symlink_to(path.resolve())

    def _ready(self, count: int) -> bool:
        return len(self) >= count and self._kind.count(self.kept_back) > 0
