"""The last good picture stays in sight until the next one comes, and its coming ends what was said of a fault."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from engine.pose.pose import Joint
from tests.gui.canvas.test_canvas import colour_at, on_canvas, place, pull
from tests.gui.conftest import Desk
from tests.gui.fakes import standing

CORNER = (10.0, 390.0)
ALT = Qt.KeyboardModifier.AltModifier


def test_after_a_touch_up_the_last_result_stays_until_the_new_one_comes(opened: Desk) -> None:
    opened.trigger("touch_up_matte")
    pull(opened, on_canvas(opened, (60.0, 300.0)), on_canvas(opened, (140.0, 300.0)), ALT)
    opened.trigger("touch_up_matte")
    assert colour_at(opened, CORNER).red() == 200  # the fake engine's picture; the photo has 128
    opened.engine.render(grey=220)
    assert colour_at(opened, CORNER).red() == 220


def test_another_photo_never_shows_the_last_result(opened: Desk) -> None:
    path = Path("second.png").absolute()
    opened.window.open_files([path])
    opened.engine.load(path)
    assert opened.session.picture is None
    assert colour_at(opened, CORNER).red() == 128


def test_a_notice_goes_when_the_next_picture_succeeds(opened: Desk) -> None:
    pull(opened, place(opened, Joint.R_WRIST), on_canvas(opened, (60.0, 130.0)))
    opened.engine.fail(opened.engine.requests[-1], "There is not enough memory for this.")
    assert opened.window.notice.isVisible()
    pull(opened, place(opened, Joint.L_WRIST), on_canvas(opened, (240.0, 130.0)))
    opened.engine.render_all()
    assert not opened.window.notice.isVisible()
    assert opened.session.fault is None


def test_a_picture_of_another_photo_ends_no_notice(opened: Desk) -> None:
    late = opened.engine.requests[-1]
    opened.open("second.png")
    opened.session.apply_pose(standing().moved(Joint.NOSE, (140.0, 60.0)), "Move")
    opened.engine.fail(opened.engine.requests[-1], "There is not enough memory for this.")
    opened.engine.render(late)
    assert opened.window.notice.sentence == "There is not enough memory for this."
    QTest.mouseMove(opened.canvas, QPoint(3, 3))
    assert opened.window.notice.isVisible()
