"""What each view shows: tints over what they are of, the photo's own skeleton over it, and which side is which."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engine.contract.messages import PhotoLoaded, Prepared, Source
from engine.pose.pose import Joint
from gui.look.language import Language
from gui.look.languages import Translations
from gui.look.theme import tokens
from tests.gui.canvas.test_canvas import START, on_canvas, place, pull
from tests.gui.conftest import Desk
from tests.gui.fakes import SIZE, photo, standing

PLAIN = QColor(200, 200, 200), QColor(128, 128, 128)  # the fake engine's picture, and the photo
MATTED, BARE = (60.0, 340.0), (240.0, 380.0)  # in the photo, away from the skeleton


@pytest.fixture
def matted(desk: Desk, tmp_path) -> Desk:
    """A person whose matte is the left half of the photo, the matte shown and the skeleton not."""
    path = tmp_path / "person.png"
    matte = np.zeros(SIZE[::-1], np.float32)
    matte[:, : SIZE[0] // 2] = 1
    desk.window.open_files([path])
    desk.engine.tell(PhotoLoaded(path, photo()))
    desk.engine.tell(Prepared(Source(photo(), standing(), matte), path))
    desk.engine.render_all()
    QTest.keyClick(desk.canvas, Qt.Key.Key_S)
    QTest.keyClick(desk.canvas, Qt.Key.Key_M)
    return desk


def moved(desk: Desk) -> Desk:
    desk.session.apply_pose(standing().moved(Joint.R_WRIST, (60.0, 120.0)), "Move")
    desk.engine.render_all()
    return desk


def shot(desk: Desk) -> QImage:
    return desk.canvas.grab().toImage()


def is_tinted(desk: Desk, xy: tuple[float, float], *, pane: int = 1) -> bool:
    at = on_canvas(desk, xy) + QPoint((pane - 1) * (desk.canvas.width() // 2), 0)
    return shot(desk).pixelColor(at) not in PLAIN


def test_the_matte_is_shown_while_the_person_stands_as_in_the_photo(matted: Desk) -> None:
    assert is_tinted(matted, MATTED)
    assert not is_tinted(matted, BARE)


def test_over_a_moved_person_there_is_no_matte_of_where_they_stood(matted: Desk) -> None:
    moved(matted)
    assert not is_tinted(matted, MATTED)
    assert "Original" in matted.window.tools.legend.texts[0]
    QTest.keyClick(matted.canvas, Qt.Key.Key_2)
    assert is_tinted(matted, MATTED)
    assert matted.window.tools.legend.texts == ("Person (matte)",)


def test_side_by_side_each_tint_lies_over_its_own(matted: Desk) -> None:
    moved(matted)
    QTest.keyClick(matted.canvas, Qt.Key.Key_4)
    assert not is_tinted(matted, MATTED)
    assert is_tinted(matted, MATTED, pane=0)
    QTest.keyClick(matted.canvas, Qt.Key.Key_M)
    QTest.keyClick(matted.canvas, Qt.Key.Key_I)
    assert is_tinted(matted, BARE)
    assert not is_tinted(matted, BARE, pane=0)


def test_in_the_split_view_the_matte_lies_over_the_photos_side(matted: Desk) -> None:
    moved(matted)
    QTest.keyClick(matted.canvas, Qt.Key.Key_3)
    assert is_tinted(matted, MATTED)
    line = QPoint(matted.canvas.width() // 2, 60)
    pull(matted, line, QPoint(on_canvas(matted, (20.0, 0.0)).x(), 60))
    assert not is_tinted(matted, MATTED)


# -- skeletons


def test_the_original_has_the_photos_own_skeleton(opened: Desk) -> None:
    pull(opened, place(opened, Joint.R_WRIST), on_canvas(opened, (60.0, 130.0)))
    there, here = on_canvas(opened, START.at(Joint.R_WRIST)), place(opened, Joint.R_WRIST)
    opened.session.select(())
    QTest.mouseMove(opened.canvas, QPoint(3, 3))
    colour = QColor(tokens().joint_right)
    assert [shot(opened).pixelColor(at) == colour for at in (there, here)] == [False, True]
    QTest.keyClick(opened.canvas, Qt.Key.Key_2)
    assert [shot(opened).pixelColor(at) == colour for at in (there, here)] == [True, False]


def test_in_the_original_nothing_is_grasped(opened: Desk) -> None:
    QTest.keyClick(opened.canvas, Qt.Key.Key_2)
    named: list[Joint | None] = []
    opened.canvas.joint_hovered.connect(named.append)
    QTest.mouseMove(opened.canvas, place(opened, Joint.R_WRIST))
    pull(opened, place(opened, Joint.R_WRIST), on_canvas(opened, (60.0, 130.0)))
    assert opened.session.pose == START
    assert opened.session.selection == frozenset()
    assert named == []


# -- names of the sides


def label_pixels(desk: Desk, left: int, right: int) -> int:
    """How many pixels near the upper edge are about as dark as words, in columns `left` to `right`."""
    image, words, rows = shot(desk), QColor(tokens().text).lightness(), range(4, 40)
    pixels = (image.pixelColor(x, y) for y in rows for x in range(left, right))
    return sum(abs(pixel.lightness() - words) < 60 for pixel in pixels)


@pytest.mark.parametrize(("key", "is_named"), [("1", False), ("2", False), ("3", True), ("4", True)])
def test_where_two_are_shown_each_side_has_its_name(opened: Desk, key: str, is_named: bool) -> None:
    QTest.keyClick(opened.canvas, getattr(Qt.Key, f"Key_{key}"))
    opened.trigger("show_skeleton")
    middle = opened.canvas.width() // 2
    for left, right in ((0, middle - 5), (middle + 5, 2 * middle)):  # beside the split line
        assert (label_pixels(opened, left, right) > 10) is is_named


def test_names_follow_the_split_line_and_the_language(opened: Desk, qapp: QApplication) -> None:
    QTest.keyClick(opened.canvas, Qt.Key.Key_3)
    opened.trigger("show_skeleton")
    middle = opened.canvas.width() // 2
    pull(opened, QPoint(middle, 60), QPoint(40, 60))
    assert label_pixels(opened, 0, 35) == 0  # no room for it
    assert label_pixels(opened, 45, middle) > 10
    before = shot(opened)
    translations = Translations(qapp, Language.ENGLISH)
    try:
        translations.choose(Language.JAPANESE)
        qapp.processEvents()
        assert shot(opened) != before
    finally:
        translations.choose(Language.ENGLISH)
        qapp.processEvents()


# -- which side is which


def joint_colours(desk: Desk, left: float, right: float) -> int:
    """How many pixels of columns `left` to `right` have the colour of a joint or limb of the right side."""
    image, colour = shot(desk), QColor(tokens().joint_right)
    columns = range(round(left), round(right))
    return sum(image.pixelColor(x, y) == colour for x in columns for y in range(0, image.height(), 2))


@pytest.mark.parametrize("key", [Qt.Key.Key_3, Qt.Key.Key_4])
def test_both_comparisons_have_the_original_left_and_no_posed_skeleton_on_it(
    opened: Desk, key: Qt.Key
) -> None:
    QTest.keyClick(opened.canvas, key)
    if key == Qt.Key.Key_3:  # between the sides of the person, whose right is on the left
        pull(opened, QPoint(opened.canvas.width() // 2, 5), QPoint(on_canvas(opened, (112.0, 0.0)).x(), 5))
    border = opened.canvas.result_left
    image, row = shot(opened), on_canvas(opened, (0.0, 390.0)).y()
    greys = [image.pixelColor(round(border + by), row).red() for by in (-30, 30)]
    if key == Qt.Key.Key_3:
        assert greys == [128, 200]
    assert joint_colours(opened, 0, border - 3) == 0
    assert joint_colours(opened, border + 3, opened.canvas.width()) > 0
    wrist = place(opened, Joint.R_WRIST)
    if key == Qt.Key.Key_3:
        pull(opened, wrist, on_canvas(opened, (60.0, 130.0)))
        assert opened.pose == START, "what is not seen is not grasped"


def test_the_grip_of_the_divider_keeps_off_joints_and_joints_on_the_line_can_be_posed(opened: Desk) -> None:
    QTest.keyClick(opened.canvas, Qt.Key.Key_3)
    knee = place(opened, Joint.L_KNEE)
    at_knee = QPoint(knee.x(), 5)
    pull(opened, QPoint(opened.canvas.width() // 2, 5), at_knee)
    assert abs(opened.canvas.split_x - knee.x()) < 2
    shot(opened)
    assert not opened.canvas.is_on_grip((knee.x(), knee.y()))
    joints = [on_canvas(opened, opened.pose.at(joint)) for joint in Joint]
    near = [joint for joint in joints if abs(joint.x() - knee.x()) < 20]
    assert near
    assert not any(opened.canvas.is_on_grip((float(joint.x()), float(joint.y()))) for joint in near)
    pull(opened, QPoint(knee.x() + 3, knee.y()), on_canvas(opened, (200.0, 270.0)))
    assert opened.pose.at(Joint.L_KNEE) != START.at(Joint.L_KNEE)
    assert abs(opened.canvas.split_x - knee.x()) < 2, "the line stayed"
