"""What arms and pockets hide: the sides of the body, the cloth beneath, and fingers."""

from __future__ import annotations

import numpy as np
import pytest

from engine.layers.following import followed
from engine.layers.layer import Person, Shown
from engine.layers.pieces import pieced
from engine.layers.regions import Region
from engine.layers.smooth_line import smooth_line
from engine.pose import layer_classes as c
from engine.pose.kinematics import rotate_limb
from engine.pose.order_wishes import LimbOrder
from engine.pose.pose import Joint, Point, Pose
from engine.render.placed import placed_in
from tests.layers.test_hands import HAND, SHIRT, SKIN, XY, painted, person_of, taken_apart, texture


@pytest.fixture(scope="module")
def without_fingers() -> Person:
    """The hand on the hip, of which nobody found the fingers: its palm alone is the arm's."""
    return taken_apart({})


def drawn_with_the_right_arm(person: Person, turned: float) -> set[Shown]:
    """Which of the arm's layers are drawn when it is turned by so many degrees at the shoulder."""
    pose = rotate_limb(Pose(tuple(Point(float(x), float(y)) for x, y in XY)), Joint.R_SHOULDER, turned)
    placed = placed_in(person, followed(person.skeleton, pose), LimbOrder())
    return {each.layer.shown for each in placed if each.layer.region is Region.RIGHT_ARM}


def test_a_hand_whose_fingers_are_hidden_is_whole_once_it_has_left(without_fingers: Person) -> None:
    assert drawn_with_the_right_arm(without_fingers, 0) == {Shown.ALWAYS, Shown.NEAR}
    assert drawn_with_the_right_arm(without_fingers, 1) == {Shown.ALWAYS, Shown.NEAR}
    assert drawn_with_the_right_arm(without_fingers, 60) == {Shown.ALWAYS, Shown.MOVED}
    (hand,) = (
        layer
        for layer in without_fingers.layers
        if layer.region is Region.RIGHT_ARM and layer.shown is Shown.MOVED
    )
    rows, columns = np.nonzero(hand.texture[..., 3] > 127)
    wrist = np.array(XY[Joint.R_WRIST])
    far = np.hypot(columns + hand.corner[0] - wrist[0], rows + hand.corner[1] - wrist[1]).max()
    assert far > 0.25 * without_fingers.skeleton.torso


@pytest.mark.parametrize(("shown", "drawn"), [(0.9, 0.9), (0.6, 0.83)])
def test_a_drawn_hand_is_in_the_light_of_what_shows_of_it_but_out_of_its_pockets_shadow(
    shown: float, drawn: float
) -> None:
    cutout, label = painted()
    palm = label == c.RIGHT_HAND
    cutout[palm, :3] = np.multiply(SKIN, shown)
    median = []
    for picture in (painted()[0], cutout):
        (hand,) = (
            layer
            for layer in person_of(picture, label, {}).layers
            if layer.region is Region.RIGHT_ARM and layer.shown is Shown.MOVED
        )
        median.append(np.median(hand.texture[hand.texture[..., 3] > 250][:, :3], axis=0))
    assert np.abs(median[1] - drawn * median[0]).max() < 8


def test_a_hand_whose_fingers_were_found_stays_as_it_is() -> None:
    told = taken_apart({Joint.R_WRIST: HAND})
    assert {layer.shown for layer in told.layers if layer.region is Region.RIGHT_ARM} == {Shown.ALWAYS}


def hanging(wrist: tuple[float, float]) -> np.ndarray:
    """The hand of the hip, hanging from another wrist."""
    x, y = (HAND - HAND[0]).T
    return np.stack([-y, x], 1) + wrist


def cut_off(hand: np.ndarray) -> np.ndarray:
    """A hand whose middle finger ends at the photo's right edge."""
    out = hand.copy()
    out[12] = (299.0, out[12, 1])
    return out


def test_a_hand_that_the_edge_cuts_is_the_other_one_once_it_leaves() -> None:
    left = hanging(XY[Joint.L_WRIST])
    person = taken_apart({Joint.R_WRIST: cut_off(HAND), Joint.L_WRIST: left})
    assert drawn_with_the_right_arm(person, 0) == {Shown.ALWAYS, Shown.NEAR}
    assert drawn_with_the_right_arm(person, 10) == {Shown.ALWAYS, Shown.MOVED}
    left_arm = {layer.shown for layer in person.layers if layer.region is Region.LEFT_ARM}
    assert left_arm == {Shown.ALWAYS}, "the whole hand stays what it is"
    both = taken_apart({Joint.R_WRIST: cut_off(HAND), Joint.L_WRIST: cut_off(left)})
    assert {layer.shown for layer in both.layers if layer.region is Region.RIGHT_ARM} == {Shown.ALWAYS}


def test_the_side_of_the_body_goes_on_under_the_arm(without_fingers: Person) -> None:
    shirt = texture(without_fingers, Region.TORSO)
    rows = np.arange(170, 250)
    ends = np.array([np.flatnonzero(shirt[row, :, 3] > 127)[-1] for row in rows])
    truth = 190 + (rows - 110) * 5 / 175
    assert np.abs(ends - truth).max() < 6
    hidden = shirt[200, ends[30] - 3, :3].astype(int)
    assert np.abs(hidden - SHIRT).max() < 40


def test_hidden_rows_join_what_shows_with_little_bending() -> None:
    rows = np.arange(300.0)
    truth = 40 + 20 * np.cos(rows / 120)
    hidden = (rows > 120) & (rows < 200)
    found = smooth_line(np.where(hidden, 0, truth), np.where(hidden, 0, 1.0))
    assert np.abs(found - truth)[~hidden].max() < 0.3
    assert np.abs(found - truth)[hidden].max() < 3


def test_bands_across_a_garment_go_on_at_their_height() -> None:
    rng = np.random.default_rng(3)
    cloth = np.full((240, 200, 3), (200, 60, 60), np.uint8)
    cloth[150:170] = (30, 40, 90)
    rgb = (cloth + rng.integers(-6, 7, cloth.shape)).clip(0, 255).astype(np.uint8)
    wanted = np.zeros((240, 200), bool)
    wanted[20:220, 20:180] = True
    known = wanted.copy()
    known[60:200, 120:] = False
    rgb[~known] = (0, 255, 0)
    made = pieced(rgb, known, wanted, upright=True, panels=True)
    assert made is not None
    hole = wanted & ~known
    off = np.abs(made - cloth).max(2)
    assert np.percentile(off[hole], 90) < 25
    assert (made[hole][:, 1] < 120).all()


def test_a_garment_of_which_too_little_shows_is_left_to_others() -> None:
    rgb = np.zeros((60, 60, 3), np.uint8)
    known = np.zeros((60, 60), bool)
    known[30, 30] = True
    assert pieced(rgb, known, np.ones((60, 60), bool), upright=True, panels=True) is None


def test_outside_of_a_narrow_panel_lies_its_own_cloth() -> None:
    """An open coat's panel is narrower than a patch where pieces are first chosen; beside it lies a wide shirt."""
    rng = np.random.default_rng(3)
    cloth = np.full((400, 300, 3), (40, 200, 120), np.uint8)
    cloth[:, 220:] = (30, 90, 210)
    cloth = (cloth + rng.integers(0, 12, (400, 300, 1))).astype(np.uint8)
    wanted = np.zeros((400, 300), bool)
    wanted[20:380, 40:280] = True
    known = wanted.copy()
    known[:, 240:] = False
    made = pieced(
        np.where(known[..., None], cloth, 0).astype(np.uint8), known, wanted, upright=True, panels=True
    )
    assert made is not None
    off = np.abs(made - cloth.astype(np.float32)).max(2)[wanted & ~known]
    assert np.percentile(off, 98) < 40, np.percentile(off, 98)
