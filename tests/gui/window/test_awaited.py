"""The bottom line: what is awaited until the picture is that of the skeleton, and whose the words beside it are."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QProgressBar
from pytestqt.qtbot import QtBot

from engine.contract.messages import PhotoLoaded, Prepared
from engine.pose.pose import Joint
from tests.gui.canvas.test_canvas import LEFT, on_canvas, place, pull
from tests.gui.conftest import Desk
from tests.gui.fakes import photo, source
from tests.sure import sure

CHEST = (150.0, 135.0)


def told(desk: Desk) -> list[str]:
    return [label.text() for label in desk.window.status.findChildren(QLabel) if label.isVisible()]


def is_busy(desk: Desk) -> bool:
    return sure(desk.window.status.findChild(QProgressBar)).isVisible()


def test_a_photo_is_being_read_until_its_person_is_there_whatever_the_engine_says(desk: Desk) -> None:
    path = Path("person.png").absolute()
    desk.window.open_files([path])
    desk.engine.status(busy=False, text="Ready")
    assert "Reading the photo" in told(desk)
    desk.engine.tell(PhotoLoaded(path, photo()))
    assert "Reading the photo" in told(desk)
    assert is_busy(desk)
    desk.engine.tell(Prepared(source(), path))
    assert "Rendering" in told(desk)
    desk.engine.render()
    assert "Ready" in told(desk)
    assert not is_busy(desk)


def test_a_picture_that_is_late_is_told_until_it_is_that_of_the_skeleton(opened: Desk, qtbot: QtBot) -> None:
    opened.engine.status(busy=False, text="Ready")
    pull(opened, place(opened, Joint.R_WRIST), on_canvas(opened, (60.0, 130.0)))
    assert "Ready" in told(opened), "it may come at once"
    qtbot.waitUntil(lambda: "Rendering" in told(opened))
    assert is_busy(opened)
    opened.engine.render(opened.engine.requests[0])
    assert "Rendering" in told(opened), "that was the picture of an earlier pose"
    opened.engine.render()
    assert "Ready" in told(opened)


def test_a_posed_photo_that_is_shown_again_waits_for_its_picture(opened: Desk, qtbot: QtBot) -> None:
    pull(opened, place(opened, Joint.R_WRIST), on_canvas(opened, (60.0, 130.0)))
    opened.engine.render_all()
    opened.open("second.png")
    opened.engine.status(busy=False, text="Ready")
    QTest.keyClick(opened.canvas, Qt.Key.Key_PageUp)
    qtbot.waitUntil(lambda: "Rendering" in told(opened))
    opened.engine.render()
    assert "Ready" in told(opened)


def test_what_failed_is_not_awaited(opened: Desk, qtbot: QtBot) -> None:
    opened.engine.status(busy=False, text="Ready")
    pull(opened, place(opened, Joint.R_WRIST), on_canvas(opened, (60.0, 130.0)))
    qtbot.waitUntil(lambda: "Rendering" in told(opened))
    opened.engine.fail(opened.engine.requests[-1], "The picture could not be made.")
    assert "Ready" in told(opened)


def test_the_name_below_is_of_what_the_words_beside_it_are_about(opened: Desk) -> None:
    QTest.mouseClick(opened.canvas, LEFT, pos=place(opened, Joint.L_WRIST))
    QTest.mouseMove(opened.canvas, on_canvas(opened, CHEST))
    assert "Chest" in told(opened)
    assert "Left wrist" not in told(opened)
    QTest.mouseMove(opened.canvas, QPoint(3, 3))
    assert "Left wrist" in told(opened), "the selected one, while the pointer is over nothing"


def test_alt_is_told_with_both_that_it_does(opened: Desk) -> None:
    QTest.mouseMove(opened.canvas, place(opened, Joint.L_WRIST))
    assert "Alt: see where it comes from; while dragging: snap" in " ".join(told(opened))
    opened.trigger("snap")
    QTest.mouseMove(opened.canvas, QPoint(3, 3))
    QTest.mouseMove(opened.canvas, place(opened, Joint.L_WRIST))
    assert "while dragging: do not snap" in " ".join(told(opened))


def test_a_message_has_the_place_of_the_busy_bar_and_gives_it_back(opened: Desk) -> None:
    status = opened.window.status
    opened.window.open_files([Path(f"{number}.png").absolute() for number in range(3)])
    opened.engine.status(busy=True, text="Reading the photo")
    assert is_busy(opened)
    status.showMessage("Saved a.repose")
    opened.engine.status(busy=True, text="Reading the photo")  # as it comes while photos are read
    opened.engine.load(Path("0.png").absolute())
    assert not is_busy(opened)
    assert [text for text in told(opened) if "photos" in text or "Reading" in text] == []
    status.clearMessage()
    assert is_busy(opened)
    assert {"1 of 3 photos", "Reading the photo"} <= set(told(opened))
