"""Reaching, bending and turning: lengths are kept and nothing ever becomes NaN."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.pose.edits import swap_sides
from engine.pose.kinematics import (
    CHAINS,
    END_OF,
    bend_to,
    drag,
    drag_free,
    lean,
    outward_bend,
    reach,
    rotate_limb,
)
from engine.pose.pose import HEAD, PARENT, UPPER_BODY, Joint, Pose, subtree
from engine.system.errors import PoseError
from tests.pose.posing import FRONT, degrees, exact, length, poses, quick, targets, unmoved

ends = st.sampled_from(list(CHAINS))
hanging = st.sampled_from([joint for joint in Joint if PARENT[joint] is not None])


def bone(pose: Pose, joint: Joint) -> float:
    """Pixels from `joint` to the joint it hangs on."""
    parent = PARENT[joint]
    assert parent is not None
    return length(pose, parent, joint)


def chain_lengths(pose: Pose, end: Joint) -> tuple[float, float]:
    root, middle = CHAINS[end]
    return length(pose, root, middle), length(pose, middle, end)


def bend_of(pose: Pose, end: Joint) -> float:
    """Positive when the middle joint lies clockwise on the screen from root -> end."""
    root, middle = CHAINS[end]
    (rx, ry), (mx, my), (ex, ey) = pose.at(root), pose.at(middle), pose.at(end)
    return (ex - rx) * (my - ry) - (ey - ry) * (mx - rx)


@quick
@given(poses(), ends, targets, st.sampled_from([1, -1, None]))
def test_reaching_keeps_both_lengths_and_gets_as_near_as_they_allow(pose, end, target, bend) -> None:
    reached = reach(pose, end, target, bend=bend)
    upper, lower = chain_lengths(pose, end)
    assert chain_lengths(reached, end) == pytest.approx((upper, lower), rel=1e-9, abs=1e-9)
    wanted = math.dist(target, pose.at(CHAINS[end][0]))
    miss = max(0.0, wanted - (upper + lower), abs(upper - lower) - wanted)
    assert math.dist(reached.at(end), target) == pytest.approx(miss, abs=1e-3)
    assert unmoved(pose, reached) >= set(Joint) - {CHAINS[end][1], end}


@quick
@given(poses(), ends)
def test_reaching_for_where_the_hand_is_changes_nothing(pose, end) -> None:
    np.testing.assert_allclose(exact(reach(pose, end, pose.at(end))), exact(pose), atol=1e-2)


@quick
@given(ends, st.sampled_from([1, -1]))
def test_the_bend_side_is_the_one_asked_for_or_the_one_there(end, bend) -> None:
    root = FRONT.at(CHAINS[end][0])
    target = (root[0] + 30, root[1] + 80)
    asked = reach(FRONT, end, target, bend=bend)
    assert math.copysign(1, bend_of(asked, end)) == bend
    later = reach(asked, end, (root[0] - 60, root[1] + 20))
    assert math.copysign(1, bend_of(later, end)) == bend


def test_too_far_a_target_stretches_the_arm_straight_toward_it() -> None:
    reached = reach(FRONT, Joint.R_WRIST, (160, -5000))
    upper, lower = chain_lengths(FRONT, Joint.R_WRIST)
    assert reached.at(Joint.R_ELBOW) == pytest.approx((160, 150 - upper), abs=1e-3)
    assert reached.at(Joint.R_WRIST) == pytest.approx((160, 150 - upper - lower), abs=1e-3)


def test_a_straight_arm_bends_outward_seen_from_front_and_behind() -> None:
    straight = FRONT.moved(Joint.R_ELBOW, (160, 230)).moved(Joint.R_WRIST, (160, 300))
    assert reach(straight, Joint.R_WRIST, (160, 280)).at(Joint.R_ELBOW)[0] < 160
    from_behind = swap_sides(straight)
    assert reach(from_behind, Joint.L_WRIST, (160, 280)).at(Joint.L_ELBOW)[0] < 160
    assert outward_bend(FRONT, Joint.R_WRIST) == 1 == outward_bend(from_behind, Joint.L_WRIST)


@pytest.mark.parametrize("elbow", [(160, 150), (160, 220), (200, 190)])
@pytest.mark.parametrize("wrist", [(160, 150), (160, 220), (160, 150 + 1e-12)])
@pytest.mark.parametrize("target", [(160, 150), (160, 150 + 1e-300), (160, 150 - 1e-12), (300, 10)])
def test_degenerate_arms_stay_finite_and_keep_their_lengths(elbow, wrist, target) -> None:
    pose = FRONT.moved(Joint.R_ELBOW, elbow).moved(Joint.R_WRIST, wrist)
    reached = reach(pose, Joint.R_WRIST, target)
    assert np.isfinite(exact(reached)).all()
    before, after = chain_lengths(pose, Joint.R_WRIST), chain_lengths(reached, Joint.R_WRIST)
    assert after == pytest.approx(before, abs=1e-6)


def test_a_hand_on_the_shoulder_stays_with_its_elbow_when_asked_to_stay() -> None:
    folded = FRONT.moved(Joint.R_WRIST, FRONT.at(Joint.R_SHOULDER))
    np.testing.assert_allclose(exact(reach(folded, Joint.R_WRIST, (160, 150))), exact(folded), atol=1e-9)


@pytest.mark.parametrize("missing", [Joint.R_SHOULDER, Joint.R_ELBOW, Joint.R_WRIST])
def test_reaching_with_a_joint_missing_moves_the_hand_freely(missing) -> None:
    hidden = FRONT.with_present(missing, present=False)
    reached = reach(hidden, Joint.R_WRIST, (7, 8))
    assert reached.at(Joint.R_WRIST) == (7, 8)
    assert reached.has(Joint.R_WRIST)
    assert unmoved(hidden, reached) == set(Joint) - {Joint.R_WRIST}


def test_only_hands_and_feet_reach() -> None:
    with pytest.raises(PoseError, match="right elbow cannot"):
        reach(FRONT, Joint.R_ELBOW, (0, 0))


@quick
@given(poses(), hanging, targets)
def test_bending_points_the_limb_and_carries_the_rest_rigidly(pose, joint, target) -> None:
    bent = bend_to(pose, joint, target)
    pivot = pose.at(PARENT[joint])
    moving = [*subtree(joint)]
    before, after = exact(pose)[moving], exact(bent)[moving]
    for one in range(len(moving)):
        np.testing.assert_allclose(
            np.linalg.norm(after - after[one], axis=1),
            np.linalg.norm(before - before[one], axis=1),
            atol=1e-6,
        )
    reached, wanted = np.subtract(bent.at(joint), pivot), np.subtract(target, pivot)
    assert np.linalg.norm(reached) == pytest.approx(math.dist(pose.at(joint), pivot), abs=1e-6)
    if np.linalg.norm(reached) > 1e-6:
        assert reached @ wanted == pytest.approx(np.linalg.norm(reached) * np.linalg.norm(wanted), rel=1e-6)


def test_bending_to_the_pivot_changes_nothing() -> None:
    assert bend_to(FRONT, Joint.R_ELBOW, FRONT.at(Joint.R_SHOULDER)) == FRONT


@quick
@given(poses(), hanging, degrees)
def test_turning_a_limb_keeps_every_length_beyond_it_and_turns_back(pose, joint, angle) -> None:
    turned = rotate_limb(pose, joint, angle)
    assert unmoved(pose, turned) >= set(Joint) - subtree(joint)
    for moving in subtree(joint):
        assert bone(turned, moving) == pytest.approx(bone(pose, moving), abs=1e-6)
    np.testing.assert_allclose(exact(rotate_limb(turned, joint, -angle)), exact(pose), atol=1e-6)


def test_positive_angles_turn_clockwise_on_the_screen() -> None:
    hand = FRONT.moved(Joint.R_ELBOW, (60, 150)).moved(Joint.R_WRIST, (0, 150))
    assert rotate_limb(hand, Joint.R_ELBOW, 90).at(Joint.R_WRIST) == pytest.approx((160, -10))


def test_leaning_turns_all_above_the_hips_about_their_middle() -> None:
    leant = lean(FRONT, 90)
    assert leant.at(Joint.NECK) == pytest.approx((350, 300))
    assert unmoved(FRONT, leant) == set(Joint) - UPPER_BODY


@pytest.mark.parametrize("missing", [Joint.R_HIP, Joint.L_HIP])
def test_leaning_needs_but_one_hip(missing) -> None:
    other = Joint.L_HIP if missing is Joint.R_HIP else Joint.R_HIP
    one = FRONT.with_present(missing, present=False)
    leant = lean(one, 180)
    assert leant.at(Joint.NECK) == pytest.approx((2 * one.at(other)[0] - 200, 450))


def test_turning_about_a_missing_joint_is_an_error() -> None:
    with pytest.raises(PoseError, match="right shoulder is missing, so the right elbow"):
        rotate_limb(FRONT.with_present(Joint.R_SHOULDER, present=False), Joint.R_ELBOW, 10)
    with pytest.raises(PoseError, match="Both hips are missing"):
        lean(FRONT.with_present([Joint.R_HIP, Joint.L_HIP], present=False), 10)


def test_a_free_drag_moves_one_joint_and_shows_it() -> None:
    hidden = FRONT.with_present(Joint.L_KNEE, present=False)
    dragged = drag_free(hidden, Joint.L_KNEE, (9, 10))
    assert dragged.at(Joint.L_KNEE) == (9, 10)
    assert dragged.has(Joint.L_KNEE)
    assert dragged[Joint.L_KNEE].confidence == 1
    assert unmoved(hidden, dragged) == set(Joint) - {Joint.L_KNEE}


@pytest.mark.parametrize(
    ("joint", "moving"),
    [
        (Joint.R_WRIST, {Joint.R_ELBOW, Joint.R_WRIST}),
        (Joint.L_ANKLE, {Joint.L_KNEE, Joint.L_ANKLE}),
        (Joint.L_ELBOW, {Joint.L_ELBOW, Joint.L_WRIST}),
        (Joint.R_SHOULDER, subtree(Joint.R_SHOULDER)),
        (Joint.NECK, UPPER_BODY),
        (Joint.L_EYE, HEAD),
        (Joint.R_HIP, subtree(Joint.R_HIP)),
    ],
)
def test_dragging_moves_what_hangs_on_the_joint_and_nothing_else(joint, moving) -> None:
    x, y = FRONT.at(joint)
    dragged = drag(FRONT, joint, (x + 25, y - 12))
    assert set(Joint) - unmoved(FRONT, dragged) == moving
    for moved in moving - {Joint.R_HIP}:
        if PARENT[moved] is not None:
            assert bone(dragged, moved) == pytest.approx(bone(FRONT, moved))


@quick
@given(poses(), st.sampled_from(list(END_OF)), targets)
def test_a_dragged_elbow_points_at_the_pointer_and_the_hand_stays_as_near_as_it_can(
    pose, joint, target
) -> None:
    root, end = PARENT[joint], END_OF[joint]
    assert root is not None
    dragged = drag(pose, joint, target)
    assert chain_lengths(dragged, end) == pytest.approx(chain_lengths(pose, end), rel=1e-9, abs=1e-9)
    assert unmoved(pose, dragged) >= set(Joint) - {joint, end}
    here, hand = dragged.at(joint), pose.at(end)
    upper = bone(pose, joint)
    miss = abs(math.dist(target, pose.at(root)) - upper)
    if math.dist(target, pose.at(root)) > 1:
        assert math.dist(here, target) == pytest.approx(miss, abs=1e-2)
    nearest = abs(math.dist(hand, here) - bone(pose, end))
    assert math.dist(dragged.at(end), hand) == pytest.approx(nearest, abs=1e-2)


@pytest.mark.parametrize("joint", list(END_OF))
def test_a_dragged_elbow_or_knee_sets_the_side_it_bends_to(joint) -> None:
    end = END_OF[joint]
    root = CHAINS[end][0]
    (rx, ry), (ex, ey) = FRONT.at(root), FRONT.at(end)
    across = (ex - rx) * 0.5 + rx, (ey - ry) * 0.5 + ry
    for side in (40, -40):
        dragged = drag(FRONT, joint, (across[0] + side, across[1]))
        assert bend_of(dragged, end) * side < 0
        assert math.dist(dragged.at(end), FRONT.at(end)) < 40


def test_dragging_a_missing_joint_places_it() -> None:
    hidden = FRONT.with_present(Joint.L_WRIST, present=False)
    assert drag(hidden, Joint.L_WRIST, (400, 400)) == drag_free(hidden, Joint.L_WRIST, (400, 400))
