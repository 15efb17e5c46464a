"""Alt while dragging: heights, the ground, the vertical and angles of 15 degrees, told by lines on the canvas."""

from __future__ import annotations

import cmath
import math

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from engine.pose.kinematics import pelvis
from engine.pose.pose import Joint, Pose
from gui.canvas.guides import guide_words
from gui.canvas.snapping import Line
from tests.gui.canvas.test_canvas import CTRL, LEFT, NO_KEYS, SHIFT, START, on_canvas, place, pull
from tests.gui.conftest import Desk
from tests.sure import sure

ALT = Qt.KeyboardModifier.AltModifier
CHEST = (150.0, 135.0)
HIPS = (150.0, 200.0)


def angle(pose: Pose, upper: Joint, lower: Joint) -> float:
    """From straight down, degrees."""
    return math.degrees(cmath.phase((complex(*pose.at(lower)) - complex(*pose.at(upper))) / 1j))


def lines(desk: Desk) -> set[Line]:
    return {guide.line for guide in desk.canvas.pointer.guides}


def raised_left(desk: Desk) -> float:
    """How high the left hand is after it was raised."""
    pull(desk, place(desk, Joint.L_WRIST), on_canvas(desk, (240.0, 150.0)))
    return desk.pose[Joint.L_WRIST].y


def test_a_hand_comes_to_the_height_of_the_other(opened: Desk) -> None:
    height, at = raised_left(opened), on_canvas(opened, (66.0, 146.0))
    pull(opened, place(opened, Joint.R_WRIST), at, ALT, release=False)
    assert opened.pose[Joint.R_WRIST].y == pytest.approx(height)
    assert Line.LEVEL in lines(opened)
    QTest.mouseRelease(opened.canvas, LEFT, ALT, at)
    assert lines(opened) == set()
    assert opened.session.undo_stack.count() == 2


def test_without_alt_it_goes_where_the_pointer_is(opened: Desk) -> None:
    raised_left(opened)
    at = on_canvas(opened, (66.0, 146.0))
    pull(opened, place(opened, Joint.R_WRIST), at, release=False)
    assert opened.pose[Joint.R_WRIST].y == pytest.approx(146.0, abs=0.6)
    assert lines(opened) == set()
    QTest.mouseRelease(opened.canvas, LEFT, NO_KEYS, at)


def test_an_arm_far_from_any_height_takes_an_angle_of_fifteen_degrees(opened: Desk) -> None:
    pull(opened, place(opened, Joint.R_WRIST), on_canvas(opened, (62.0, 40.0)), ALT, release=False)
    (guide,) = opened.canvas.pointer.guides
    assert guide.line is Line.ANGLE
    turned = angle(opened.pose, Joint.R_SHOULDER, Joint.R_WRIST)
    assert turned % 15 == pytest.approx(0.0, abs=1e-3) or turned % 15 == pytest.approx(15.0, abs=1e-3)
    assert guide_words(guide) == f"{abs(round(turned))}°"


def test_a_lifted_foot_comes_back_to_the_ground_of_the_photo(opened: Desk) -> None:
    pull(opened, place(opened, Joint.R_ANKLE), on_canvas(opened, (110.0, 320.0)))
    pull(opened, place(opened, Joint.R_ANKLE), on_canvas(opened, (122.0, 356.0)), ALT, release=False)
    assert Line.GROUND in lines(opened)
    assert opened.pose[Joint.R_ANKLE].y == pytest.approx(START[Joint.R_ANKLE].y, abs=0.05)


def test_an_elbow_on_its_circle_comes_to_the_height_of_the_other(opened: Desk) -> None:
    pull(opened, place(opened, Joint.L_ELBOW), on_canvas(opened, (215.0, 140.0)))
    other = opened.pose[Joint.L_ELBOW].y
    at = on_canvas(opened, (88.0, other - 3))
    pull(opened, place(opened, Joint.R_ELBOW), at, ALT, release=False)
    assert opened.pose[Joint.R_ELBOW].y == pytest.approx(other, abs=1e-3)
    lengths = [math.dist(pose.at(Joint.R_SHOULDER), pose.at(Joint.R_ELBOW)) for pose in (START, opened.pose)]
    assert lengths[0] == pytest.approx(lengths[1])


def test_the_spine_leans_by_steps_and_hips_sink_straight_down(opened: Desk) -> None:
    pull(opened, on_canvas(opened, CHEST), on_canvas(opened, (166.0, 137.0)), ALT)
    spine = complex(*opened.pose.at(Joint.NECK)) - sure(pelvis(opened.pose))
    assert abs(math.degrees(cmath.phase(spine / -1j))) == pytest.approx(15.0)
    opened.trigger("undo")
    pull(opened, on_canvas(opened, HIPS), on_canvas(opened, (153.0, 224.0)), ALT)
    assert sure(pelvis(opened.pose)).real == pytest.approx(150.0)
    assert sure(pelvis(opened.pose)).imag == pytest.approx(224.0, abs=1.0)


def test_shoulders_and_hips_come_level_again(opened: Desk) -> None:
    for grip, pair in ((CHEST, (Joint.R_SHOULDER, Joint.L_SHOULDER)), (HIPS, (Joint.R_HIP, Joint.L_HIP))):
        pull(opened, on_canvas(opened, grip), on_canvas(opened, (grip[0] + 14, grip[1])), SHIFT)
        assert abs(opened.pose[pair[0]].y - opened.pose[pair[1]].y) > 3
        at = opened.canvas.view.to_canvas(grip)
        hold = on_canvas(opened, opened.canvas.view.to_photo(at))
        pull(
            opened,
            hold,
            hold + (on_canvas(opened, (grip[0] - 12, grip[1])) - on_canvas(opened, grip)),
            SHIFT | ALT,
        )
        assert opened.pose[pair[0]].y == pytest.approx(opened.pose[pair[1]].y, abs=1e-6)
        opened.trigger("undo")
        opened.trigger("undo")


def test_a_person_who_is_carried_comes_to_the_ground_again(opened: Desk) -> None:
    pull(opened, on_canvas(opened, (140.0, 160.0)), on_canvas(opened, (140.0, 120.0)), CTRL)
    pull(opened, on_canvas(opened, (140.0, 120.0)), on_canvas(opened, (142.0, 157.0)), CTRL | ALT)
    assert opened.pose[Joint.R_ANKLE].y == pytest.approx(START[Joint.R_ANKLE].y)


def test_with_the_switch_on_drags_snap_by_themselves_and_alt_lets_go(opened: Desk) -> None:
    height, at = raised_left(opened), on_canvas(opened, (66.0, 146.0))
    QTest.keyClick(opened.canvas, Qt.Key.Key_G, SHIFT)
    pull(opened, place(opened, Joint.R_WRIST), at)
    assert opened.pose[Joint.R_WRIST].y == pytest.approx(height)
    opened.trigger("undo")
    pull(opened, place(opened, Joint.R_WRIST), at, ALT)
    assert opened.pose[Joint.R_WRIST].y == pytest.approx(146.0, abs=0.6)
