"""The very first window: whole on small screens, large on large ones."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[3]
_SHOW = """
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from gui.window.frame import Frame
from gui.window.main_window import MainWindow
from gui.settings.places import Places
from gui.settings.store import SettingsStore
from tests.gui.fakes import FakeEngine

app, folder = QApplication(["repose"]), Path(sys.argv[1])
store = SettingsStore(folder / "settings.json")
window = MainWindow(FakeEngine, frame=Frame(app, store), store=store, places=Places(folder / "demo.png", folder))
window.show()
app.processEvents()
bar = window.statusBar()
below = bar.mapToGlobal(bar.rect().bottomRight())
print(window.width(), window.height(), below.x(), below.y())
window.close()
"""


def shown_on(width: int, height: int, *, folder: Path) -> list[int]:
    """Width and height of the window, and where the last pixel of its status bar is on a screen of this size."""
    screen = {"name": "desk", "x": 0, "y": 0, "width": width, "height": height}
    desk = folder / "desk.json"
    desk.write_text(json.dumps({"screens": [screen | {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}]}))
    place = os.path.relpath(desk, _ROOT)  # a drive's colon would end Qt's argument
    env = os.environ | {"QT_QPA_PLATFORM": f"offscreen:configfile={place}"}
    told = subprocess.run(
        [sys.executable, "-c", _SHOW, str(folder)],
        cwd=_ROOT,
        env=env,
        check=True,
        capture_output=True,
        text=True,
    )
    return [int(number) for number in told.stdout.split()]


@pytest.mark.parametrize("size", [(1280, 800), (1366, 768), (1440, 800)])
def test_the_status_bar_is_on_a_small_screen(tmp_path: Path, size: tuple[int, int]) -> None:
    width, height, right, below = shown_on(*size, folder=tmp_path)
    assert below < size[1]
    assert right < size[0]
    assert width >= size[0] - 4
    assert height >= size[1] - 60


def test_a_large_screen_is_used(tmp_path: Path) -> None:
    assert shown_on(1920, 1200, folder=tmp_path)[:2] == [1632, 1020]


def test_a_middling_screen_has_what_the_window_is_laid_out_for(tmp_path: Path) -> None:
    assert shown_on(1440, 900, folder=tmp_path)[:2] == [1280, 800]
