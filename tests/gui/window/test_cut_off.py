"""What the picture's edge cuts off is named: below during a drag, in a hint at rest, and for each picture exported."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolButton

from engine.batch.events import PictureFailed, PictureKept, PictureMade
from engine.contract.messages import Prepared
from engine.pose.outside import outside
from engine.pose.pose import Joint
from gui.look.language import Language
from gui.look.languages import Translations
from tests.gui.canvas.test_canvas import CTRL, LEFT, SHIFT, on_canvas, place, pull
from tests.gui.conftest import Desk
from tests.gui.fakes import SENT_BACK, SIZE, source, standing
from tests.sure import sure

EDGE = (2.0, 200.0)


@pytest.fixture
def quiet(opened: Desk) -> Desk:
    """A person whose hint on doubtful limbs was closed."""
    opened.engine.judgement = SENT_BACK
    opened.engine.render()
    assert hint(opened)
    close_hint(opened)
    return opened


def close_hint(desk: Desk) -> None:
    QTest.mouseClick(sure(desk.window.tools.hint_bar.findChild(QToolButton)), LEFT)


def hint(desk: Desk) -> str:
    return desk.window.tools.hint_bar.sentence


def below(desk: Desk) -> str:
    return " ".join(label.text() for label in desk.window.status.findChildren(QLabel) if label.isVisible())


def begin_drag(desk: Desk, joint: Joint, to: tuple[float, float]) -> QPoint:
    end = on_canvas(desk, to)
    pull(desk, place(desk, joint), end, CTRL, release=False)
    return end


def test_while_dragging_it_is_told_below_and_nothing_moves(quiet: Desk) -> None:
    canvas, view = quiet.canvas.geometry(), quiet.canvas.view
    end = begin_drag(quiet, Joint.R_WRIST, EDGE)
    quiet.engine.render()
    assert "right hand" in below(quiet)
    assert hint(quiet) == ""
    assert (quiet.canvas.geometry(), quiet.canvas.view) == (canvas, view)
    QTest.mouseRelease(quiet.canvas, LEFT, CTRL, end)
    assert "right hand" in hint(quiet)


def test_what_comes_back_into_the_picture_is_not_told_any_more(quiet: Desk) -> None:
    pull(quiet, place(quiet, Joint.R_WRIST), on_canvas(quiet, EDGE), CTRL)
    assert "right hand" in hint(quiet)
    before = hint(quiet)
    end = begin_drag(quiet, Joint.R_WRIST, (90.0, 200.0))
    assert "right hand" not in below(quiet)
    assert hint(quiet) == before  # the bar stays as it is until the mouse is let go
    QTest.mouseRelease(quiet.canvas, LEFT, CTRL, end)
    assert hint(quiet) == ""
    quiet.trigger("undo")
    assert "right hand" in hint(quiet)


def test_several_are_named_in_one_hint(quiet: Desk) -> None:
    pull(quiet, place(quiet, Joint.R_WRIST), on_canvas(quiet, EDGE), CTRL)
    quiet.session.apply_pose(quiet.pose.moved(Joint.L_WRIST, (298.0, 200.0)), "Move")
    assert "left hand and right hand" in hint(quiet)


def test_a_closed_hint_is_not_repeated_but_another_part_is_told(quiet: Desk) -> None:
    pull(quiet, place(quiet, Joint.R_WRIST), on_canvas(quiet, EDGE), CTRL)
    close_hint(quiet)
    pull(quiet, place(quiet, Joint.R_WRIST), on_canvas(quiet, (90.0, 200.0)), CTRL)
    pull(quiet, place(quiet, Joint.R_WRIST), on_canvas(quiet, EDGE), CTRL)
    assert hint(quiet) == ""
    quiet.session.apply_pose(quiet.pose.moved(Joint.L_WRIST, (298.0, 200.0)), "Move")
    assert "left hand" in hint(quiet)


def test_what_the_photo_cuts_off_itself_is_not_told(desk: Desk) -> None:
    path = Path("person.png").absolute()
    desk.window.open_files([path])
    desk.engine.load(path)
    desk.engine.tell(Prepared(source(pose=standing().moved(Joint.R_WRIST, EDGE)), path))
    desk.engine.render_all()
    close_hint(desk)
    pull(desk, place(desk, Joint.L_WRIST), on_canvas(desk, (298.0, 200.0)), CTRL)
    assert "left hand" in hint(desk)
    assert "right hand" not in hint(desk)


def test_the_names_follow_the_language(quiet: Desk, qapp: QApplication) -> None:
    pull(quiet, place(quiet, Joint.R_WRIST), on_canvas(quiet, EDGE), CTRL)
    translations = Translations(qapp, Language.ENGLISH)
    try:
        translations.choose(Language.JAPANESE)
        qapp.processEvents()
        assert "右手" in hint(quiet)
        assert "右手" in below(quiet)
    finally:
        translations.choose(Language.ENGLISH)
        qapp.processEvents()


def test_the_export_names_the_pictures_that_are_cut_off(quiet: Desk, qapp: QApplication) -> None:
    quiet.trigger("export_pictures")
    page = sure(quiet.window.exporting.dialog).progress
    page.begin(4)
    page.take(PictureMade(0, "anna", "sit", "anna-sit.png", 0.05))
    assert page.failures.count() == 0
    page.take(PictureMade(1, "anna", "jump", "anna-jump.png", 0.05, cut_off=("head", "left hand")))
    page.take(PictureKept(2, "anna", "wave", "anna-wave.png", cut_off=("right hand",)))
    page.take(PictureFailed(3, "anna", "fall", "The pose fall lies outside the photo."))
    lines = [page.failures.item(row).text() for row in range(page.failures.count())]
    assert len(lines) == 3
    assert "anna × fall" in lines[0], "what is not there at all is worse"
    assert "anna × jump" in lines[1]
    assert "head and left hand" in lines[1]
    assert "right hand" in lines[2]
    assert "to be checked: 2" in page.counts.text()
    assert set(page.failed) == {3}
    translations = Translations(qapp, Language.ENGLISH)
    try:
        translations.choose(Language.JAPANESE)
        qapp.processEvents()
        assert "左手" in page.failures.item(1).text()
    finally:
        translations.choose(Language.ENGLISH)
        qapp.processEvents()


def test_the_hint_brings_the_pose_inside_at_one_click_which_undo_takes_back(quiet: Desk) -> None:
    at = on_canvas(quiet, (140.0, 150.0))
    pull(quiet, at, at + QPoint(round(-120 * quiet.canvas.view.scale), 0), CTRL)
    pushed = quiet.pose
    assert "right hand" in hint(quiet)
    button = quiet.window.tools.hint_bar.button
    assert (button.isVisible(), button.text()) == (True, "Bring inside")
    QTest.mouseClick(button, LEFT)
    assert hint(quiet) == ""
    assert outside(quiet.pose, SIZE) == ()
    assert quiet.session.undo_stack.undoText() == "Bring inside picture"
    QTest.keyClick(quiet.window.docks.library.view, Qt.Key.Key_Z, CTRL)
    assert quiet.pose == pushed
    QTest.keyClick(quiet.window.film_strip, Qt.Key.Key_I, CTRL | SHIFT)
    assert outside(quiet.pose, SIZE) == ()
