"""Closing the window in the middle of a render ends the process soon, and the engine with it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from engine.weights import SHIPPED_FILE

ROOT = Path(__file__).resolve().parents[2]
# Says when rendering has begun, closes the window, and leaves the rest to the program.
_SCRIPT = """
import sys
from pathlib import Path
from engine.for_window import make_engine
from PySide6.QtCore import QTimer
from gui import app
from gui.main_window import MainWindow

def close_when_busy(window):
    def look(status):
        if status.busy and status.text == "Rendering":
            print("closing", flush=True)
            QTimer.singleShot(0, window.close)
    window.live.status_changed.connect(look)

shown = MainWindow.show
MainWindow.show = lambda window: (close_when_busy(window), shown(window))
sys.exit(app.run([Path(sys.argv[1])], make_engine))
"""


@pytest.mark.timeout(600)
@pytest.mark.skipif(not SHIPPED_FILE.is_file(), reason="needs the shipped weights")
def test_closing_while_rendering_ends_the_process(tmp_path: Path) -> None:
    settings = tmp_path / "Repose" / "settings.json"
    settings.parent.mkdir()
    settings.write_text('{"notice_read": 1000}')  # a notice would wait for an answer
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_CONFIG_HOME": str(tmp_path),
        "XDG_DATA_HOME": str(tmp_path),
    }
    command = [sys.executable, "-c", _SCRIPT, str(ROOT / "resources" / "demo.png")]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "closing\n"
        begun = time.perf_counter()
        assert process.wait(timeout=60) == 0, process.stderr.read()
        # The promise is one second on an idle machine; a busy one gets more before this counts as a hang.
        assert time.perf_counter() - begun < 10
