"""Closes the window in the middle of a render; by itself it does so a few times and says how long each took.

python -m tests.flow.closing [ROUNDS]
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Says when rendering has begun, closes the window, and leaves the rest to the program. What it says last is in the
# buffer when the program ends.
_SCRIPT = """
import sys
from pathlib import Path
from engine.service.for_window import make_engine
from PySide6.QtCore import QTimer
from gui import app
from gui.window.main_window import MainWindow

def close_when_busy(window):
    def look(status):
        if status.busy and status.text == "Rendering":
            print("closing", flush=True)
            QTimer.singleShot(0, window.close)
            QTimer.singleShot(0, lambda: print("closed"))
    window.live.status_changed.connect(look)

shown = MainWindow.show
MainWindow.show = lambda window: (close_when_busy(window), shown(window))
app.run_and_leave([Path(sys.argv[1])], make_engine)
"""


@dataclass(frozen=True)
class Closing:
    """How long the process lived after its window was told to close, how it ended, and what it said."""

    seconds: float
    code: int
    said: str
    complained: str


def close_while_rendering(folder: Path) -> Closing:
    """Open the demo photo with the program's files in `folder`, and close the window at the first final render."""
    settings = folder / "Repose" / "settings.json"
    settings.parent.mkdir()
    settings.write_text('{"notice_read": 1000}')  # a notice would wait for an answer
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_CONFIG_HOME": str(folder),
        "XDG_DATA_HOME": str(folder),
    }
    command = [sys.executable, "-c", _SCRIPT, str(ROOT / "resources" / "demo.png")]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        begun = time.perf_counter()
        code = process.wait(timeout=60)
        seconds = time.perf_counter() - begun
        said, complained = process.communicate()
    return Closing(seconds, code, first + said, complained)


def main(rounds: int = 5) -> None:
    """Close and say how long it took."""
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            sys.stdout.write(f"{close_while_rendering(Path(folder)).seconds:.2f} s\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
