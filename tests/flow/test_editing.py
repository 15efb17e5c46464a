"""A session as a person has it: real mouse and key events, the real engine, the shipped weights."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer, SignalInstance
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialogButtonBox, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import SignalBlocker

from engine.contract.messages import Quality
from engine.pose.pose import Joint
from engine.service.for_window import make_engine
from engine.system.shipped import WEIGHTS, WEIGHTS_FILE
from gui.settings.places import Places
from gui.settings.store import SettingsStore
from gui.window.frame import Frame
from gui.window.main_window import MainWindow
from tests.gui.conftest import forget_edits
from tests.gui.saving import save_picture
from tests.sure import sure

DEMO = Path(__file__).resolve().parents[2] / "resources" / "demo.png"
PATIENCE_MS = 240_000
LEFT = Qt.MouseButton.LeftButton
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NEEDED = (WEIGHTS_FILE, WEIGHTS / "pose_landmark_full.tflite", WEIGHTS / "u2netp.onnx", DEMO)

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
        return sure(self.session.rendered).pixels.astype(int)

    def drag(self, joint: Joint, by: tuple[int, int]) -> None:
        start = QPointF(*self.window.canvas.view.to_canvas(sure(self.session.pose).at(joint))).toPoint()
        QTest.mousePress(self.window.canvas, LEFT, pos=start)
        for step in range(1, 13):
            QTest.mouseMove(self.window.canvas, start + QPoint(*by) * step / 12)
            self._qtbot.wait(8)
        QTest.mouseRelease(self.window.canvas, LEFT, pos=start + QPoint(*by))

    def button(self, text: str) -> QAbstractButton:
        return next(each for each in self.window.findChildren(QAbstractButton) if each.text() == text)

    def click(self, button: QAbstractButton) -> None:
        QTest.mouseClick(button, LEFT)

    def waits_for(self, signal: SignalInstance) -> SignalBlocker:
        return self._qtbot.waitSignal(signal, timeout=PATIENCE_MS)

    def type_into_dialog(self, path: Path) -> None:
        """Answer the file dialog that comes next."""
        timer = QTimer(self.window, interval=20)

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, QFileDialog):
                timer.stop()
                # Not letter by letter: what is proposed while typing would take the next click.
                sure(dialog.findChild(QLineEdit, "fileNameEdit")).setText(str(path))
                buttons = sure(dialog.findChild(QDialogButtonBox))
                accepting = QDialogButtonBox.ButtonRole.AcceptRole
                self.click(next(each for each in buttons.buttons() if buttons.buttonRole(each) == accepting))

        timer.timeout.connect(look)
        timer.start()

    def shot(self) -> np.ndarray:
        """The canvas as it is painted, without the skeleton, [H, W, 3]."""
        QTest.keyClick(self.window.canvas, Qt.Key.Key_S)
        grabbed = self.window.canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        QTest.keyClick(self.window.canvas, Qt.Key.Key_S)
        pixels = np.frombuffer(grabbed.constBits(), np.uint8).reshape(grabbed.height(), grabbed.width(), 4)
        return pixels[..., 2::-1].astype(int)

    def has_photo_on_canvas(self) -> bool:
        return len(np.unique(self.shot().reshape(-1, 3), axis=0)) > 100

    def check_comparing(self) -> None:
        """Original and result by turns, in halves, and for as long as a key is held."""
        canvas = self.window.canvas
        result = self.shot()
        QTest.keyClick(canvas, Qt.Key.Key_2)
        original = self.shot()
        assert changed_share(result, original) > 0.01
        QTest.keyClick(canvas, Qt.Key.Key_3)
        halves, middle = self.shot(), result.shape[1] // 2
        left, right = np.s_[40:, : middle - 10], np.s_[40:, middle + 10 :]  # below the names of the halves
        # Scaled from another edge on, a pixel may come out a shade different.
        assert changed_share(halves[left], original[left]) < 0.001
        assert changed_share(halves[right], result[right]) < 0.001
        assert changed_share(halves[right], original[right]) > 0.01
        QTest.keyClick(canvas, Qt.Key.Key_1)
        QTest.keyPress(canvas, Qt.Key.Key_O)
        assert (self.shot() == original).all()
        QTest.keyRelease(canvas, Qt.Key.Key_O)
        assert (self.shot() == result).all()

    def press(self, key: Qt.Key, keys: Qt.KeyboardModifier = CTRL) -> None:
        # Offscreen nobody gives a window its focus back when a dialog is gone, and shortcuts need it.
        self.window.activateWindow()
        self._qtbot.waitUntil(self.window.isActiveWindow, timeout=PATIENCE_MS)
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


def test_a_session_from_photo_to_reopened_project(person: Person, tmp_path: Path) -> None:
    session = person.session
    person.click(person.button("Try it with the demo person"))
    person.wait(lambda: session.photo_picture is not None)
    assert person.has_photo_on_canvas()
    person.wait(lambda: session.source is not None)
    found = sure(session.pose)
    assert found.has(*Joint)
    first = person.wait_for_picture()
    # In full quality at the size that is seen, which is smaller than the photo.
    scale = first.shape[0] / sure(session.source).photo.rgb.shape[0]
    assert first.shape[1] / sure(session.source).photo.rgb.shape[1] == pytest.approx(scale, abs=0.01)

    person.drag(Joint.R_WRIST, (-60, -190))  # raise an arm
    raised_pose, raised = sure(session.pose), person.wait_for_picture()
    assert raised_pose[Joint.R_WRIST].y < found[Joint.R_SHOULDER].y
    assert changed_share(first, raised) > 0.01
    # Where the hand is now there was background before.
    x, y = (round(value * scale) for value in raised_pose.at(Joint.R_WRIST))
    patch = np.s_[max(y - 8, 0) : y + 8, max(x - 8, 0) : x + 8]
    assert np.abs(raised[patch] - first[patch]).mean() > 20
    person.press(Qt.Key.Key_K)

    person.drag(Joint.L_KNEE, (50, -20))  # bend a knee
    bent_pose, bent = sure(session.pose), person.wait_for_picture()
    assert bent_pose[Joint.L_KNEE] != raised_pose[Joint.L_KNEE]
    assert bent_pose[Joint.R_WRIST] == raised_pose[Joint.R_WRIST]
    assert changed_share(raised, bent) > 0.003
    person.press(Qt.Key.Key_K)

    person.press(Qt.Key.Key_M)  # mirror
    mirrored_pose, mirrored = sure(session.pose), person.wait_for_picture()
    assert mirrored_pose[Joint.L_WRIST].y == pytest.approx(raised_pose[Joint.R_WRIST].y)
    assert changed_share(bent, mirrored) > 0.01
    person.press(Qt.Key.Key_Z)
    assert session.pose == bent_pose
    assert (person.wait_for_picture() == bent).all()
    person.press(Qt.Key.Key_Z, CTRL | SHIFT)
    assert session.pose == mirrored_pose
    assert (person.wait_for_picture() == mirrored).all()
    person.press(Qt.Key.Key_K)
    assert [variant.name for variant in sure(session.entry).variants] == ["Pose 1", "Pose 2", "Pose 3"]

    person.check_comparing()
    check_saved_picture(person, tmp_path / "picture.png", mirrored, sure(session.source).photo.size)
    reopen(person, tmp_path / "session.repose")
    assert session.pose == mirrored_pose
    assert [variant.name for variant in sure(session.entry).variants] == ["Pose 1", "Pose 2", "Pose 3"]
    assert changed_share(person.wait_for_picture(), mirrored) < 0.001


def check_saved_picture(person: Person, path: Path, pixels: np.ndarray, size: tuple[int, int]) -> None:
    """Save the picture under a typed name; the file has the photo's size, and shows what was seen."""
    person.type_into_dialog(path)
    with person.waits_for(person.window.saver.saved):
        save_picture(person.window)
    saved = cv2.imread(str(path))[..., ::-1]
    assert saved.shape[1::-1] == size
    seen = cv2.resize(saved, pixels.shape[1::-1], interpolation=cv2.INTER_AREA)
    assert changed_share(seen, pixels) < 0.01


def reopen(person: Person, path: Path) -> None:
    """Save the project under a typed name, begin a new one, and open the saved one again."""
    person.type_into_dialog(path)
    with person.waits_for(person.window.keeper.saved):
        person.press(Qt.Key.Key_S)
    assert not person.window.isWindowModified()
    person.press(Qt.Key.Key_N)
    assert person.session.entry is None
    person.type_into_dialog(path)
    with person.waits_for(person.window.keeper.opened):
        person.press(Qt.Key.Key_O, CTRL | SHIFT)
    person.wait(lambda: person.session.source is not None)


def test_the_last_pose_of_a_fast_drag_is_the_one_rendered(person: Person) -> None:
    person.window.open_files([DEMO])
    person.wait_for_picture()
    for by in ((-20, -60), (30, -80), (-50, 40)):
        person.drag(Joint.L_WRIST, by)
    person.wait_for_picture()
    assert sure(person.session.rendered).request.pose == person.session.pose
