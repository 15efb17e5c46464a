"""Whether a batch, from the command line and from the window, gives the pixels of single renders of the same cells.

`python -m tests.batch.parity --photos DIR --poses 6` prints one line of JSON a way, and fails on the first odd pixel.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from engine.batch.events import End, Ended
from engine.commands.app import run
from engine.pose.openpose import read_pose_file
from engine.service.for_window import make_engine
from engine.system.shipped import POSES
from gui.export.matrix import MatrixModel
from gui.export.other_columns import library_columns
from gui.panels.pose_library import LibraryPose, Named
from gui.settings.places import Places
from gui.settings.store import SettingsStore
from gui.window.frame import Frame
from gui.window.main_window import MainWindow

ROOT = Path(__file__).resolve().parents[2]


class UnequalError(AssertionError):
    """A picture of a batch is not the single render, or is missing."""


def singles(photos: Sequence[Path], poses: Sequence[Path], folder: Path) -> None:
    """Each cell by a `render` command of its own, which opens the engine anew."""
    folder.mkdir()
    for photo in photos:
        for pose in poses:
            out = folder / f"{photo.stem}_{pose.stem}.png"
            words = ["render", str(photo), "--pose", str(pose), "--fit", "--out", str(out)]
            if run(words):
                raise UnequalError(f"{out.name} could not be rendered singly")


def command_batch(photos: Sequence[Path], poses: Sequence[Path], folder: Path) -> None:
    """All cells by one `batch` command."""
    words = ["batch", "--photos", *map(str, photos), "--poses", *map(str, poses)]
    if run([*words, "--name", "{photo}_{pose}", "--out", str(folder)]):
        raise UnequalError("the batch failed")


def window_batch(photos: Sequence[Path], poses: Sequence[Path], folder: Path) -> None:
    """All cells by the window's export, with the window's engine and the persons it found."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(app, QApplication):
        raise TypeError("another application runs in this process")
    with tempfile.TemporaryDirectory() as data:
        store = SettingsStore(Path(data) / "settings.json")
        places = Places(ROOT / "resources" / "demo.png", Path(data))
        window = MainWindow(make_engine, frame=Frame(app, store), store=store, places=places)
        try:
            window.show()
            window.open_files(list(photos))
            _wait(lambda: all(entry.source is not None for entry in window.session.document.photos))
            window.exporting.show()
            _export(window, poses, folder)
        finally:
            window.exporting.keep_plan()
            window.session.undo_stack.setClean()
            window.close()


def _export(window: MainWindow, poses: Sequence[Path], folder: Path) -> None:
    dialog = window.exporting.dialog
    if dialog is None:
        raise UnequalError("the export did not open")
    page, ended = dialog.page, []
    _only(page.matrix, poses)
    page.target.folder.setText(str(folder))
    page.target.names.setText("{photo}_{pose}")
    window.exporting.run.told.connect(lambda event: ended.append(event) if isinstance(event, Ended) else None)
    page.start.click()
    _wait(lambda: bool(ended) or not window.exporting.run.is_running)
    if not ended or ended[0].end is not End.COMPLETE:
        raise UnequalError(f"the window's batch ended early: {ended or page.notice.text()}")


def _only(matrix: MatrixModel, poses: Sequence[Path]) -> None:
    """The columns of these pose files, as the library gives them."""
    found = [
        LibraryPose(path, "catalogue", Named(path.stem, path.stem), read_pose_file(path).largest())
        for path in poses
    ]
    matrix.begin(matrix.rows, library_columns(found, "en"))


def _wait(done: object) -> None:
    loop, watch = QEventLoop(), QTimer()
    watch.timeout.connect(lambda: loop.quit() if callable(done) and done() else None)
    watch.start(50)
    loop.exec()


WAYS = {"singles": singles, "command": command_batch, "window": window_batch}


def compare(one: Path, other: Path) -> int:
    """How many pictures of `one` have exactly the pixels of those in `other`; raises UnequalError for any odd one."""
    names = sorted(path.name for path in one.glob("*.png"))
    there = sorted(path.name for path in other.glob("*.png"))
    if names != there:
        raise UnequalError(f"not the same pictures: {set(names) ^ set(there)}")
    odd = [text for name in names if (text := _difference(one / name, other / name))]
    if odd:
        raise UnequalError(f"{len(odd)} of {len(names)} differ: " + "; ".join(odd[:5]))
    return len(names)


def _difference(one: Path, other: Path) -> str:
    with Image.open(one) as first, Image.open(other) as second:
        a, b = np.asarray(first).astype(int), np.asarray(second).astype(int)
    if a.shape != b.shape:
        return f"{one.name}: {a.shape} and {b.shape}"
    apart = np.abs(a - b)
    return f"{one.name}: {(apart > 0).any(-1).sum()} pixels, up to {apart.max()}" if apart.any() else ""


def _main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=Path, required=True)
    parser.add_argument("--poses", type=int, default=6, help="how many of the poses that ship")
    parser.add_argument(
        "--keep", type=Path, help="a folder for the pictures; what is there already is not made anew"
    )
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=list(WAYS))
    given = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    photos = sorted(path for path in given.photos.iterdir() if path.suffix in {".jpg", ".png", ".webp"})
    poses = sorted(POSES.glob("*.json"))[: given.poses]
    with tempfile.TemporaryDirectory() as place:
        folder = given.keep or Path(place)
        folder.mkdir(parents=True, exist_ok=True)
        for name in given.ways:
            since = time.perf_counter()
            if not (folder / name).exists():
                WAYS[name](photos, poses, folder / name)
            same = compare(folder / name, folder / "singles")
            seconds = round(time.perf_counter() - since, 1)
            sys.stdout.write(f"{json.dumps({name: same, 'seconds': seconds})}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    _main()
