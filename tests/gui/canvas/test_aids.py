"""The original over the picture, the loupe, and zooming to what is selected."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engine.contract.messages import Prepared, Source
from engine.imaging.contours import contours
from engine.pose.pose import Joint
from gui.canvas.loupe import Loupe
from gui.canvas.onion import Kind
from gui.canvas.onion_bar import OnionBar
from tests.gui.canvas.test_canvas import LEFT, NO_KEYS, SHIFT, START, colour_at, on_canvas, place, pull
from tests.gui.conftest import Desk
from tests.gui.fakes import SIZE, photo
from tests.sure import sure


def bar(desk: Desk) -> OnionBar:
    return sure(desk.canvas.findChild(OnionBar))


def loupe(desk: Desk) -> Loupe:
    return sure(desk.canvas.findChild(Loupe))


@pytest.fixture
def boxed(desk: Desk) -> Desk:
    """A grey photo whose person is the box from (100, 50) to (200, 350); its picture is lighter."""
    path = Path("boxed.png").absolute()
    desk.window.open_files([path])
    desk.engine.load(path)
    matte = np.zeros(SIZE[::-1], np.float32)
    matte[50:350, 100:200] = 1
    desk.engine.tell(Prepared(Source(photo("boxed.png"), START, matte), path))
    desk.engine.render_all()
    desk.trigger("show_skeleton")
    return desk


def test_the_outline_of_the_original_lies_over_the_picture(boxed: Desk) -> None:
    edge, inside = (100.0, 250.0), (115.0, 300.0)
    bare = colour_at(boxed, edge), colour_at(boxed, inside)
    QTest.keyClick(boxed.canvas, Qt.Key.Key_G)
    assert boxed.canvas.onion.kind is Kind.OUTLINE
    around = {colour_at(boxed, (edge[0] + by, edge[1])).rgb() for by in (-1.0, -0.5, 0.0, 0.5, 1.0)}
    assert around != {bare[0].rgb()}
    assert colour_at(boxed, inside) == bare[1]
    QTest.keyClick(boxed.canvas, Qt.Key.Key_G)
    assert colour_at(boxed, edge) == bare[0]


def test_the_ghost_is_as_strong_as_its_slider_says_and_comes_so_next_time(boxed: Desk) -> None:
    inside, outside = (115.0, 300.0), (60.0, 300.0)
    bare = colour_at(boxed, inside).red(), colour_at(boxed, outside).red()
    QTest.keyClick(boxed.canvas, Qt.Key.Key_G)
    QTest.keyClick(boxed.canvas, Qt.Key.Key_O, SHIFT)
    assert boxed.canvas.onion.kind is Kind.GHOST
    assert not boxed.window.actions_by_name["onion_outline"].isChecked()
    half = colour_at(boxed, inside).red()
    assert 128 < half < bare[0]
    assert colour_at(boxed, outside).red() == bare[1]
    assert bar(boxed).isVisible()
    bar(boxed).slider.setFocus()
    QTest.keyClick(bar(boxed).slider, Qt.Key.Key_End)
    assert colour_at(boxed, inside).red() == 128
    assert boxed.window.store.value.onion_percent == 100


def test_the_original_is_shown_over_the_result_alone(boxed: Desk) -> None:
    boxed.trigger("onion_ghost")
    boxed.trigger("view_original")
    assert not bar(boxed).isVisible()
    boxed.trigger("view_split")
    assert bar(boxed).isVisible()


def test_a_photo_without_a_person_shows_none(desk: Desk) -> None:
    desk.trigger("onion_ghost")
    path = Path("nobody.png").absolute()
    desk.window.open_files([path])
    desk.engine.load(path)
    assert desk.canvas.onion.over_result(desk.session) is None
    desk.canvas.grab()


def test_contours_follow_the_edge_of_a_mask_and_leave_specks_out() -> None:
    mask = np.zeros((400, 300), np.float32)
    mask[100:200, 50:150] = 1
    mask[10, 10] = 1
    (line,) = contours(mask, longest_px=1000)
    assert line.min(axis=0) == pytest.approx((50.5, 100.5), abs=1)
    assert line.max(axis=0) == pytest.approx((149.5, 199.5), abs=1)
    (coarse,) = contours(mask, longest_px=100)
    assert coarse.max(axis=0) == pytest.approx((150.0, 200.0), abs=5)


def test_the_loupe_looks_at_the_head_or_hand_under_the_pointer_from_the_other_side(opened: Desk) -> None:
    opened.canvas.zoom_by(0.5)
    assert not loupe(opened).isVisible()
    QTest.mouseMove(opened.canvas, place(opened, Joint.NOSE))
    assert loupe(opened).isVisible()
    x, y = sure(loupe(opened).view).to_canvas(opened.pose.at(Joint.NOSE))
    assert loupe(opened).rect().contains(QPoint(round(x), round(y)))
    QTest.mouseMove(opened.canvas, place(opened, Joint.L_WRIST))
    assert loupe(opened).x() < opened.canvas.width() / 2  # the left hand is on the right
    pull(opened, place(opened, Joint.R_WRIST), on_canvas(opened, (70.0, 150.0)), release=False)
    assert loupe(opened).isVisible()
    assert loupe(opened).x() > opened.canvas.width() / 2
    QTest.mouseRelease(opened.canvas, LEFT, NO_KEYS, on_canvas(opened, (70.0, 150.0)))
    QTest.mouseMove(opened.canvas, place(opened, Joint.R_KNEE))
    assert not loupe(opened).isVisible()


def test_the_loupe_lies_below_the_names_of_what_is_shown(opened: Desk) -> None:
    opened.window.resize(1000, 480)
    QApplication.processEvents()
    QTest.keyClick(opened.canvas, Qt.Key.Key_4)
    QTest.mouseMove(opened.canvas, place(opened, Joint.L_WRIST))
    assert loupe(opened).isVisible()
    name = 10 + opened.canvas.fontMetrics().height() + 6
    assert loupe(opened).y() >= name


def test_in_a_small_pane_the_loupe_leaves_the_person_to_be_seen(opened: Desk) -> None:
    opened.window.resize(1000, 480)
    QApplication.processEvents()
    QTest.mouseMove(opened.canvas, place(opened, Joint.L_WRIST))
    seen = loupe(opened)
    assert seen.isVisible()
    assert 0 < seen.width() <= 0.41 * min(opened.canvas.pane)
    assert not seen.geometry().contains(place(opened, Joint.L_WRIST))


def test_the_loupe_stays_away_once_it_was_switched_off_or_the_canvas_is_as_large(opened: Desk) -> None:
    opened.canvas.zoom_by(0.5)
    QTest.keyClick(opened.canvas, Qt.Key.Key_U)
    QTest.mouseMove(opened.canvas, place(opened, Joint.NOSE))
    assert not loupe(opened).isVisible()
    assert opened.window.store.value.loupe is False
    QTest.keyClick(opened.canvas, Qt.Key.Key_U)
    assert loupe(opened).isVisible()
    opened.canvas.zoom_by(8.0)
    QTest.mouseMove(opened.canvas, place(opened, Joint.L_EYE))
    opened.canvas.grab()
    assert not loupe(opened).isVisible()


def test_z_shows_the_selection_large_and_a_second_time_the_photo(opened: Desk) -> None:
    whole = opened.canvas.view
    opened.session.select({Joint.R_WRIST})
    QTest.keyClick(opened.canvas, Qt.Key.Key_Z)
    assert opened.canvas.view.scale > 3 * whole.scale
    assert opened.canvas.rect().adjusted(50, 50, -50, -50).contains(place(opened, Joint.R_WRIST))
    QTest.keyClick(opened.canvas, Qt.Key.Key_Z)
    assert opened.canvas.view == whole
    opened.session.select(())
    QTest.keyClick(opened.canvas, Qt.Key.Key_Z)
    assert all(opened.canvas.rect().contains(place(opened, joint)) for joint in Joint)
