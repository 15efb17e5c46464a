"""Touching up the matte with real pointer and key events: strokes, their undo, size, reset, and what shows."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolButton

from engine.contract.messages import Chosen, Prepared, Source
from engine.photo.photo import Photo
from engine.pose.pose import XY, Joint
from gui.document import matte_png
from gui.document.matte_brush import Brush, MattePatch, Stroke
from gui.look.language import Language
from gui.look.languages import Translations
from gui.project.file import open_project, save_project
from tests.gui.canvas.test_canvas import LEFT, NO_KEYS, colour_at, on_canvas, place, pull
from tests.gui.conftest import Desk
from tests.gui.fakes import photo, source, standing, with_real_keys
from tests.sure import sure

ALT = Qt.KeyboardModifier.AltModifier
RIGHT = Qt.MouseButton.RightButton


@pytest.fixture
def brush(opened: Desk) -> Desk:
    """The brush in hand over a matte that takes the whole photo for the person."""
    opened.trigger("touch_up_matte")
    opened.window.tools.matte.set_diameter(40)
    return opened


def matte_at(desk: Desk, xy: tuple[int, int]) -> float:
    return float(desk.source.matte[xy[1], xy[0]])


def stroke(desk: Desk, start: tuple[float, float], end: tuple[float, float], keys=NO_KEYS) -> None:
    pull(desk, on_canvas(desk, start), on_canvas(desk, end), keys)


def test_a_stroke_with_alt_takes_away_and_one_without_gives_back(brush: Desk) -> None:
    stroke(brush, (60, 300), (140, 300), ALT)
    assert matte_at(brush, (100, 300)) == 0
    assert matte_at(brush, (100, 340)) == 1
    assert brush.session.undo_stack.count() == 1
    stroke(brush, (60, 300), (140, 300))
    assert matte_at(brush, (100, 300)) == 1
    assert brush.session.undo_stack.count() == 2


def test_the_right_button_takes_away_and_no_menu_comes(brush: Desk) -> None:
    assert "right button" in brush.window.tools.hint_bar.sentence
    before = set(brush.window.findChildren(QMenu))
    start, end = on_canvas(brush, (60, 300)), on_canvas(brush, (140, 300))
    QTest.mousePress(brush.canvas, RIGHT, NO_KEYS, start)
    assert brush.window.tools.matte_bar.remove_button.isChecked()
    for step in range(1, 9):
        at = QPointF(start + (end - start) * step / 8)
        move = QMouseEvent(QEvent.Type.MouseMove, at, at, Qt.MouseButton.NoButton, RIGHT, NO_KEYS)
        QApplication.sendEvent(brush.canvas, move)
    QTest.mousePress(brush.canvas, LEFT, NO_KEYS, end)
    QTest.mouseRelease(brush.canvas, LEFT, NO_KEYS, end)
    assert brush.session.undo_stack.count() == 0
    QTest.mouseRelease(brush.canvas, RIGHT, NO_KEYS, end)
    menu = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, end, brush.canvas.mapToGlobal(end))
    QApplication.sendEvent(brush.canvas, menu)
    assert {each for each in brush.window.findChildren(QMenu) if each.isVisible()} <= before
    assert matte_at(brush, (100, 300)) == 0
    assert brush.session.undo_stack.undoText() == "Remove from matte"
    assert brush.window.tools.matte_bar.add_button.isChecked()
    stroke(brush, (60, 300), (140, 300))
    assert matte_at(brush, (100, 300)) == 1


def test_the_brushs_hint_stays_closed(brush: Desk) -> None:
    assert brush.window.tools.hint_bar.sentence
    QTest.mouseClick(sure(brush.window.tools.hint_bar.findChild(QToolButton)), LEFT)
    assert brush.window.tools.hint_bar.sentence == ""
    brush.trigger("touch_up_matte")
    brush.trigger("touch_up_matte")
    assert brush.canvas.tool is brush.window.tools.matte
    assert brush.window.tools.hint_bar.sentence == ""


def test_every_stroke_is_undone_exactly(brush: Desk) -> None:
    first = brush.session.source
    stroke(brush, (60, 300), (140, 300), ALT)
    second = brush.session.source
    stroke(brush, (200, 100), (220, 200), ALT)
    third = brush.session.source
    brush.trigger("undo")
    assert brush.session.source == second
    brush.trigger("undo")
    assert brush.session.source == first
    brush.trigger("redo")
    brush.trigger("redo")
    assert brush.session.source == third
    assert brush.session.pose == standing()


def test_a_picture_of_the_new_matte_is_asked_for(brush: Desk) -> None:
    stroke(brush, (60, 300), (140, 300), ALT)
    assert brush.engine.requests[-1].source == brush.session.source
    assert brush.engine.requests[-1].source.matte[300, 100] == 0


def test_an_edit_of_the_pose_between_strokes_does_not_bring_old_mattes_back(brush: Desk) -> None:
    stroke(brush, (60, 300), (140, 300), ALT)
    brush.trigger("mirror")
    stroke(brush, (200, 100), (220, 200), ALT)
    touched_up = brush.session.source
    for name in ("undo", "undo", "redo", "redo"):
        brush.trigger(name)
    assert brush.session.source == touched_up


def test_the_skeleton_is_out_of_reach_while_the_brush_is_in_hand(brush: Desk) -> None:
    pull(brush, place(brush, Joint.R_WRIST), on_canvas(brush, (60.0, 130.0)), ALT)
    assert brush.session.pose == standing()
    QTest.keyClick(brush.canvas, Qt.Key.Key_Escape)
    assert not brush.window.actions_by_name["touch_up_matte"].isChecked()
    pull(brush, place(brush, Joint.R_WRIST), on_canvas(brush, (60.0, 130.0)))
    assert brush.session.pose != standing()


def test_the_keys_of_the_brush_are_no_shortcuts_of_the_pose(brush: Desk) -> None:
    tool = brush.window.tools.matte
    for key in (Qt.Key.Key_BracketRight, Qt.Key.Key_BracketRight, Qt.Key.Key_BracketLeft):
        QTest.keyClick(brush.canvas, key)
    assert tool.brush.diameter > 40
    QTest.keyClick(brush.canvas, Qt.Key.Key_BracketLeft, Qt.KeyboardModifier.ShiftModifier)
    assert tool.hardness == pytest.approx(0.5)
    QTest.keyClick(brush.canvas, Qt.Key.Key_X)
    assert not tool.adds
    assert brush.session.pose == standing()
    stroke(brush, (60, 300), (140, 300))
    assert matte_at(brush, (100, 300)) == 0


def test_the_bar_and_the_brush_follow_each_other(brush: Desk) -> None:
    bar, tool = brush.window.tools.matte_bar, brush.window.tools.matte
    assert bar.isVisible()
    QTest.mouseClick(bar.remove_button, LEFT)
    assert not tool.adds
    bar.size_box.setValue(90)
    assert (tool.diameter, bar.size_slider.value()) == (90, pytest.approx(122, abs=3))
    QTest.keyClick(brush.canvas, Qt.Key.Key_X)
    assert bar.add_button.isChecked()
    QTest.keyClick(brush.canvas, Qt.Key.Key_C)
    assert bar.checks_box.isChecked()
    QTest.mouseClick(bar.done_button, LEFT)
    assert brush.canvas.tool is None
    assert not bar.isVisible()


def test_the_stroke_shows_while_it_is_pulled(brush: Desk) -> None:
    tinted = colour_at(brush, (100, 300))
    pull(brush, on_canvas(brush, (60, 300)), on_canvas(brush, (140, 300)), ALT, release=False)
    plain = colour_at(brush, (80, 300))
    assert plain != tinted
    assert plain.red() == 128  # the photo as it is
    assert brush.session.undo_stack.count() == 0
    QTest.keyClick(brush.canvas, Qt.Key.Key_C)
    checked = {colour_at(brush, (x, 300)).name() for x in range(60, 140, 4)}
    assert len(checked - {plain.name()}) >= 2  # both colours of the board
    QTest.keyClick(brush.canvas, Qt.Key.Key_Escape)
    assert brush.session.undo_stack.count() == 0


def test_the_wheel_and_the_middle_button_still_move_the_photo(brush: Desk) -> None:
    before = brush.canvas.view
    QTest.mousePress(brush.canvas, Qt.MouseButton.MiddleButton, NO_KEYS, QPoint(200, 200))
    QTest.mouseMove(brush.canvas, QPoint(230, 190))
    QTest.mouseRelease(brush.canvas, Qt.MouseButton.MiddleButton, NO_KEYS, QPoint(230, 190))
    assert brush.canvas.view.left == pytest.approx(before.left + 30)
    assert brush.session.undo_stack.count() == 0


def test_reset_brings_the_found_matte_back_in_one_edit(brush: Desk) -> None:
    found = brush.session.source
    stroke(brush, (60, 300), (140, 300), ALT)
    stroke(brush, (200, 100), (220, 200), ALT)
    QTest.mouseClick(brush.window.tools.matte_bar.reset_button, LEFT)
    assert brush.session.source == found
    assert brush.session.undo_stack.count() == 3
    brush.trigger("undo")
    assert matte_at(brush, (100, 300)) == 0


def test_where_the_found_matte_is_forgotten_the_engine_finds_it_again(desk: Desk) -> None:
    path = Path("person.png").absolute()
    desk.window.open_files([path])
    desk.session.replace_document(desk.session.document)  # as a project brings it
    desk.engine.load(path)
    corrected = Source(photo(), standing(), np.full((400, 300), 0.25, np.float32))
    desk.session.restore_source(str(path), corrected)
    desk.trigger("reset_matte")
    asked = desk.engine.subjects[-1]
    assert isinstance(asked, Chosen)
    assert asked.at == pytest.approx((150, 200))
    desk.engine.tell(Prepared(source(), asked))
    assert matte_at(desk, (10, 10)) == 1
    desk.trigger("undo")
    assert matte_at(desk, (10, 10)) == 0.25


def test_a_project_keeps_the_touched_up_matte(brush: Desk, tmp_path: Path) -> None:
    stroke(brush, (60, 300), (140, 300), ALT)
    save_project(tmp_path / "a.repose", with_real_keys(brush.session.document), embed=False)
    (found,) = open_project(tmp_path / "a.repose").found.values()
    matte = matte_png.decode(found.matte_png)
    assert np.abs(matte - brush.source.matte).max() < 1e-4


def test_another_photo_is_never_painted_with_the_stroke_of_the_one_before(brush: Desk) -> None:
    brush.open("other.png")
    brush.session.select_photo(str(Path("person.png").absolute()))
    QApplication.processEvents()
    QTest.mousePress(brush.canvas, LEFT, ALT, on_canvas(brush, (60, 300)))
    brush.session.select_photo(str(Path("other.png").absolute()))
    QTest.mouseRelease(brush.canvas, LEFT, ALT, on_canvas(brush, (60, 300)))
    assert brush.session.undo_stack.count() == 0


def test_a_brush_touches_a_few_pixels_of_a_large_photo() -> None:
    boxes = list(Brush(60, 0.5).line((100, 100), (3000, 2000), size=(4000, 3000)))
    assert max((box.right - box.left) * (box.bottom - box.top) for box, _ in boxes) < 150 * 150
    assert len(boxes) > 10


@pytest.mark.parametrize("hardness", [0.0, 0.5, 1.0])
def test_a_dab_is_full_in_the_middle_and_nothing_outside(hardness: float) -> None:
    ((box, cover),) = Brush(30, hardness).line((50.5, 40.5), (50.5, 40.5), size=(100, 80))
    assert cover[40 - box.top, 50 - box.left] == pytest.approx(1, abs=0.02)
    assert cover[40 - box.top, 0] == 0
    half = cover[40 - box.top, 50 - box.left + 12]
    assert bool(half > 0.99) is (hardness == 1.0)


def test_a_brush_beside_the_photo_paints_nothing() -> None:
    assert list(Brush(30, 1.0).line((-100, 5), (-80, 5), size=(100, 80))) == []


def test_a_patch_holds_what_changed_and_no_more() -> None:
    before = source()
    made = Stroke(before, before.matte.copy())
    made.pull(Brush(20, 1.0), (50, 50), (60, 50), adds=False)
    patch = MattePatch.between(before.matte, made.matte, made.tiles)
    assert patch is not None
    assert 500 < len(patch.places) < 800
    after = patch.applied(before, forward=True)
    assert np.array_equal(after.matte, made.matte)
    assert np.array_equal(patch.applied(after, forward=False).matte, before.matte)
    assert MattePatch.between(before.matte, before.matte) is None


@pytest.mark.parametrize(
    ("start", "end"),
    [((250, 250), (262, 262)), ((0, 599), (699, 0)), ((300, 511), (300, 513)), ((650, 520), (900, 520))],
)
def test_strokes_over_many_tiles_lose_nothing_and_keep_the_key_of_the_content(start: XY, end: XY) -> None:
    large = Photo(rgb=np.zeros((600, 700, 3), np.uint8), name="large.png", key="large.png")
    before = Source(large, standing(), np.ones((600, 700), np.float32))
    made = Stroke(before, before.matte.copy())
    made.pull(Brush(24, 0.5), start, end, adds=False)
    patch = MattePatch.between(before.matte, made.matte, made.tiles)
    assert patch is not None
    after = patch.applied(before, forward=True)
    assert np.array_equal(after.matte, made.matte)
    assert after == Source(large, before.pose, made.matte.copy())
    assert after != before
    assert patch.applied(after, forward=False) == before


@pytest.mark.parametrize("language", [Language.ENGLISH, Language.JAPANESE])
def test_the_brushs_bar_makes_no_window_wider(opened: Desk, qapp, language: Language) -> None:
    translations = Translations(qapp, language)
    window = opened.window
    window.resize(window.minimumSizeHint().width(), 700)
    before = window.width()
    opened.trigger("touch_up_matte")
    assert window.tools.matte_bar.isVisible()
    assert window.minimumSizeHint().width() <= before
    assert window.width() == before
    translations.choose(Language.ENGLISH)
