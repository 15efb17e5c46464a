"""A pose brought inside the picture: whatever was pushed or stretched out of it, and no further than needed."""

from __future__ import annotations

import pytest

from engine.pose.edits import scale, translate
from engine.pose.inside import brought_inside
from engine.pose.outside import newly_outside
from engine.pose.pose import Joint, Pose
from tests.pose.posing import FRONT as PERSON

SIZE = (400, 600)


def size_of(pose: Pose) -> float:
    return pose.distance(Joint.NECK, Joint.R_HIP) or 0.0


def test_what_is_inside_stays_as_it_is() -> None:
    assert brought_inside(PERSON, source=PERSON, size=SIZE) is PERSON


@pytest.mark.parametrize("by", [(-180.0, 0.0), (170.0, 0.0), (0.0, -80.0), (140.0, 90.0)])
def test_a_pose_that_has_room_is_moved_and_keeps_its_size(by: tuple[float, float]) -> None:
    pushed = translate(PERSON, by)
    assert newly_outside(pushed, source=PERSON, size=SIZE)
    inside = brought_inside(pushed, source=PERSON, size=SIZE)
    assert newly_outside(inside, source=PERSON, size=SIZE) == ()
    assert size_of(inside) == pytest.approx(size_of(PERSON))
    moved = [
        abs(inside[Joint.NECK].x - pushed[Joint.NECK].x),
        abs(inside[Joint.NECK].y - pushed[Joint.NECK].y),
    ]
    assert all(step <= abs(wanted) for step, wanted in zip(moved, by, strict=True)), "not farther than back"


def test_one_that_has_none_is_made_smaller_about_its_feet() -> None:
    large = scale(PERSON, 1.4, pivot=(200.0, 520.0))
    inside = brought_inside(large, source=PERSON, size=SIZE)
    assert newly_outside(inside, source=PERSON, size=SIZE) == ()
    assert size_of(PERSON) < size_of(inside) < size_of(large)


def test_a_half_body_stays_at_the_lower_edge_where_the_photo_cuts_it() -> None:
    legs = [Joint.R_ANKLE, Joint.L_ANKLE, Joint.R_KNEE, Joint.L_KNEE]
    half = translate(PERSON, (0.0, 250.0)).with_present(legs, present=False)
    raised = half.moved(Joint.R_WRIST, (150.0, -20.0)).moved(Joint.R_ELBOW, (150.0, 80.0))
    inside = brought_inside(raised, source=half, size=SIZE)
    assert newly_outside(inside, source=half, size=SIZE) == ()
    hips = raised[Joint.R_HIP].y, inside[Joint.R_HIP].y
    assert SIZE[1] - hips[1] <= SIZE[1] - hips[0] + 1e-6, "nothing of the cut comes into sight"


def test_a_hand_that_the_photo_cuts_in_part_is_brought_inside_where_the_pose_cuts_it_off() -> None:
    size = (400, 328)
    swung = PERSON.moved(Joint.R_ELBOW, (80.0, 150.0)).moved(Joint.R_WRIST, (2.0, 150.0))
    assert newly_outside(swung, source=PERSON, size=size) == ("right hand",)
    inside = brought_inside(swung, source=PERSON, size=size)
    assert newly_outside(inside, source=PERSON, size=size) == ()
