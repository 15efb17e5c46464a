"""A session as a person has it: real mouse and key events, the real engine, the shipped weights."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.contract import Quality
from engine.for_window import make_engine
from engine.pose import Joint
from engine.weights import SHIPPED, SHIPPED_FILE
from gui.frame import Frame
from gui.main_window import MainWindow
from gui.places import Places
from gui.settings_store import SettingsStore
from tests.gui.conftest import forget_edits

DEMO = Path(__file__).resolve().parents[2] / "resources" / "demo.png"
PATIENCE_MS = 240_000
LEFT = Qt.MouseButton.LeftButton
NEEDED = (SHIPPED_FILE, SHIPPED / "pose_landmark_full.tflite", SHIPPED / "u2netp.onnx", DEMO)

pytestmark = [
    pytest.mark.timeout(900),
    pytest.mark.skipif(not all(path.is_file() for path in NEEDED), reason="needs the shipped weights"),
]


class Person:
    """What a person at the window does and waits for."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window = window
        self.session = window.session
        self._qtbot = qtbot

    def wait(self, until: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(until, timeout=PATIENCE_MS)

    def wait_for_picture(self) -> np.ndarray:
        """The final picture of the pose as it is now."""
        self.wait(self._is_final)
        return self.session.rendered.pixels.astype(int)

    def drag(self, joint: Joint, by: tuple[int, int]) -> None:
        start = QPointF(*self.window.canvas.view.to_canvas(self.session.pose.at(joint))).toPoint()
        QTest.mousePress(self.window.canvas, LEFT, pos=start)
        for step in range(1, 13):
            QTest.mouseMove(self.window.canvas, start + QPoint(*by) * step / 12)
            self._qtbot.wait(8)
        QTest.mouseRelease(self.window.canvas, LEFT, pos=start + QPoint(*by))

    def press(self, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.ControlModifier) -> None:
        QTest.keyClick(self.window, key, keys)

    def _is_final(self) -> bool:
        shown = self.session.rendered
        return (
            shown is not None
            and shown.request.quality is Quality.FINAL
            and shown.request.pose == self.session.pose
        )


@pytest.fixture
def person(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Person:
    store = SettingsStore(tmp_path / "settings.json")
    window = MainWindow(
        make_engine, frame=Frame(qapp, store), store=store, places=Places(DEMO, tmp_path / "data")
    )
    qtbot.addWidget(window, before_close_func=forget_edits)
    window.show()
    qtbot.waitExposed(window)
    return Person(window, qtbot)


def changed_share(first: np.ndarray, second: np.ndarray) -> float:
    """The share of pixels that differ clearly."""
    return float((np.abs(first - second).max(axis=2) > 30).mean())


def test_a_session_from_photo_to_saved_picture(person: Person, qtbot: QtBot, tmp_path: Path) -> None:
    session = person.session
    person.window.open_files([DEMO])
    person.wait(lambda: session.photo_picture is not None)
    person.wait(lambda: session.source is not None)
    found = session.pose
    assert found.has(*Joint)
    first = person.wait_for_picture()
    assert first.shape == session.source.photo.rgb.shape

    person.drag(Joint.R_WRIST, (-60, -190))  # raise an arm
    raised_pose = session.pose
    assert raised_pose[Joint.R_WRIST].y < found[Joint.R_SHOULDER].y
    raised = person.wait_for_picture()
    assert changed_share(first, raised) > 0.01
    # Where the hand is now there was background before.
    x, y = (round(value) for value in raised_pose.at(Joint.R_WRIST))
    patch = np.s_[max(y - 8, 0) : y + 8, max(x - 8, 0) : x + 8]
    assert np.abs(raised[patch] - first[patch]).mean() > 20
    person.press(Qt.Key.Key_K)

    person.drag(Joint.L_KNEE, (50, -20))  # bend a knee
    person.press(Qt.Key.Key_K)
    person.press(Qt.Key.Key_M)  # mirror
    mirrored = session.pose
    assert mirrored[Joint.L_WRIST].y == pytest.approx(raised_pose[Joint.R_WRIST].y)
    person.press(Qt.Key.Key_K)
    assert [variant.name for variant in session.entry.variants] == ["Pose 1", "Pose 2", "Pose 3"]

    for _ in range(2):  # the last variant, then the mirroring
        person.press(Qt.Key.Key_Z)
    assert session.pose == session.entry.variants[1].pose
    for _ in range(2):
        person.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert session.pose == mirrored
    assert len(session.entry.variants) == 3

    QTest.keyClick(person.window.canvas, Qt.Key.Key_3)  # compare
    final = person.wait_for_picture()
    out = tmp_path / "picture.png"
    with qtbot.waitSignal(person.window.saver.saved, timeout=PATIENCE_MS):
        person.window.saver.save(out)
    saved = QImage(str(out))
    assert (saved.height(), saved.width()) == final.shape[:2]
    assert saved.pixelColor(5, 5).getRgb()[:3] == tuple(final[5, 5])

    project = tmp_path / "session.repose"
    with qtbot.waitSignal(person.window.keeper.saved, timeout=PATIENCE_MS):
        person.window.keeper.save(project)
    person.window.start_anew()
    assert session.entry is None
    person.window.open_files([project])
    person.wait(lambda: session.source is not None)
    assert session.pose == mirrored
    assert [variant.name for variant in session.document.photos[0].variants] == ["Pose 1", "Pose 2", "Pose 3"]
    assert changed_share(person.wait_for_picture(), final) < 0.001


def test_the_last_pose_of_a_fast_drag_is_the_one_rendered(person: Person) -> None:
    person.window.open_files([DEMO])
    person.wait_for_picture()
    for by in ((-20, -60), (30, -80), (-50, 40)):
        person.drag(Joint.L_WRIST, by)
    person.wait_for_picture()
    assert person.session.rendered.request.pose == person.session.pose
