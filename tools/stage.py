"""A window with the real engine and the demo person, for taking pictures of it."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEventLoop, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engine.contract.messages import Quality
from engine.pose.pose import XY, Joint
from engine.service.for_window import make_engine
from gui.canvas.pose_interaction import Body, handle_places
from gui.settings.places import Places
from gui.settings.store import SettingsStore
from gui.window.frame import Frame
from gui.window.main_window import MainWindow

DEMO = Path(__file__).resolve().parent.parent / "resources" / "demo.png"
# Where hands of the demo person go: up on one side, and out to the other; inside the photo, fingers and all.
RAISED = ((215.0, 560.0), (330.0, 225.0))
SPREAD = ((900.0, 650.0), (960.0, 560.0))
BEYOND = (-330.0, 0.0)  # by so much the right hand is moved beyond the photo's edge
# Desktops bring fonts of their own; of what a server has, these look most like them and speak Japanese.
_FONTS = ("Noto Sans CJK JP", "Noto Sans", "DejaVu Sans")
_DESKTOP = (3840, 2160)
_PATIENCE_MS = 300_000
_STEPS = 9


class Stage:
    """The window and what can be done with it."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        self.app = app
        self.store = SettingsStore(folder / "settings.json")
        self.store.put(self.store.value.model_copy(update={"first_steps_seen": True}))
        self.frame = Frame(app, self.store)
        self.window = MainWindow(make_engine, frame=self.frame, store=self.store, places=Places(DEMO, folder))
        self.session = self.window.session
        self.canvas = self.window.canvas

    def set(self, **changes: object) -> None:
        """Change settings by name; the window follows."""
        self.store.put(self.store.value.model_copy(update=changes))
        self.settle()

    def open_demo(self) -> None:
        """Open the demo photo and wait for its first picture."""
        self.window.open_files([DEMO])
        self.wait_for_final()

    def grip(self, held: Joint | Body) -> XY:
        """Where a joint or a handle of the body is, in photo pixels."""
        if self.session.pose is None:
            raise ValueError("There is nobody to pose.")
        return (
            self.session.pose.at(held) if isinstance(held, Joint) else handle_places(self.session.pose)[held]
        )

    def drag(
        self, held: Joint | Body, stops: Sequence[XY], *, each_step: Callable[[QPoint], None] | None = None
    ) -> None:
        """Drag from stop to stop, in photo pixels, calling `each_step` with its place after every move."""
        here = self.grip(held)
        QTest.mousePress(self.canvas, Qt.MouseButton.LeftButton, pos=self.place(here))
        for stop in stops:
            for step in range(1, _STEPS + 1):
                share = step / _STEPS
                at = (here[0] + (stop[0] - here[0]) * share, here[1] + (stop[1] - here[1]) * share)
                QTest.mouseMove(self.canvas, self.place(at))
                if each_step is not None:
                    each_step(self.place(at))
            here = stop
        QTest.mouseRelease(self.canvas, Qt.MouseButton.LeftButton, pos=self.place(here))

    def wait_for_preview(self) -> None:
        """Wait for a picture of the pose as it is."""
        self._wait(lambda: self._shows(Quality.PREVIEW) or self._shows(Quality.FINAL))

    def wait_for_final(self) -> None:
        """Wait for the full picture of the pose as it is."""
        self._wait(lambda: self._shows(Quality.FINAL))

    def settle(self) -> None:
        """Let the window lay itself out."""
        _pause(60)

    def place(self, at: XY) -> QPoint:
        """Where on the canvas a point of the photo is."""
        return QPointF(*self.canvas.view.to_canvas(at)).toPoint()

    def _shows(self, quality: Quality) -> bool:
        shown = self.session.rendered
        if shown is None or shown.request.quality is not quality:
            return False
        wanted = self.session.pose, self.session.extension
        return (shown.request.pose, shown.request.extension) == wanted

    def _wait(self, until: Callable[[], bool]) -> None:
        waited = 0
        while not until():
            _pause(10)
            waited += 10
            if waited > _PATIENCE_MS or self.session.fault:
                raise TimeoutError(self.session.fault or "The engine gave no picture.")


def _pause(milliseconds: int) -> None:
    """Let the window live for a while. QTest.qWait would keep Python's lock, and the engine would crawl."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _use_own_desktop(file: Path) -> None:
    """Draw where nobody sees it, on a screen that holds the window: Qt's own there is 800 pixels wide."""
    screen = {"name": "desktop", "x": 0, "y": 0, "width": _DESKTOP[0], "height": _DESKTOP[1]}
    file.write_text(json.dumps({"screens": [screen | {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}]}))
    os.environ.setdefault("QT_QPA_PLATFORM", f"offscreen:configfile={file}")


@contextmanager
def stage(width: int, height: int) -> Iterator[Stage]:
    """A window of `width` x `height` logical pixels on a desktop of its own, closed in the end."""
    with tempfile.TemporaryDirectory() as folder:
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            _use_own_desktop(Path(folder) / "desktop.json")
            app = QApplication(["repose"])
        families = QFontDatabase.families()
        app.setFont(QFont(next((font for font in _FONTS if font in families), app.font().family()), 10))
        made = Stage(app, Path(folder))
        made.window.resize(width, height)
        made.window.show()
        made.settle()
        try:
            yield made
        finally:
            made.window.exporting.keep_plan()
            made.session.undo_stack.setClean()  # else closing asks what is to become of the edits
            made.window.close()
