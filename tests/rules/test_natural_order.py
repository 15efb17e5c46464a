"""Which limbs lie in front where nobody said so."""

from __future__ import annotations

import pytest

from engine.pose.edits import scale, translate
from engine.pose.kinematics import lean, rotate_limb
from engine.pose.order_wishes import LimbOrder
from engine.pose.pose import Joint
from engine.rules.natural_order import natural_order
from tests.pose.posing import FRONT

BENT = rotate_limb(FRONT, Joint.R_WRIST, -60)


def test_a_forearm_that_is_moved_comes_in_front() -> None:
    order = natural_order(LimbOrder(), before=FRONT, after=BENT)
    assert order == LimbOrder(in_front=(Joint.R_WRIST,))


@pytest.mark.parametrize(
    "after", [FRONT, translate(FRONT, (80, -30)), lean(FRONT, 2)], ids=["same", "moved", "leant"]
)
def test_arms_that_keep_their_place_on_the_body_stay_as_the_photo_has_them(after) -> None:
    assert natural_order(LimbOrder(), before=FRONT, after=after) == LimbOrder()


@pytest.mark.parametrize(
    "told", [LimbOrder(behind=(Joint.R_WRIST,)), LimbOrder(in_front=(Joint.R_WRIST, Joint.L_KNEE))]
)
def test_what_somebody_said_holds(told) -> None:
    assert natural_order(told, before=FRONT, after=BENT) == told


def test_limbs_that_were_put_in_front_stay_frontmost() -> None:
    told = LimbOrder(in_front=(Joint.L_WRIST,))
    assert natural_order(told, before=FRONT, after=BENT).in_front == (Joint.R_WRIST, Joint.L_WRIST)


def test_without_a_neck_nothing_is_told() -> None:
    headless = BENT.with_present(Joint.NECK, present=False)
    assert natural_order(LimbOrder(), before=FRONT, after=headless) == LimbOrder()


def test_of_a_person_whose_size_cannot_be_told_nothing_is_told() -> None:
    bare = [
        pose.with_present(set(Joint) - {Joint.NECK, Joint.R_WRIST}, present=False) for pose in (FRONT, BENT)
    ]
    assert natural_order(LimbOrder(), before=bare[0], after=bare[1]) == LimbOrder()


def test_a_move_counts_by_the_size_of_the_person() -> None:
    small, bent = (scale(pose, 0.2, joints=list(Joint), pivot=(0, 0)) for pose in (FRONT, BENT))
    assert natural_order(LimbOrder(), before=small, after=bent).in_front == (Joint.R_WRIST,)
