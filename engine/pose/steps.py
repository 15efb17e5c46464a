"""One step out of the middle of a pose's history taken back: what came later is done again on what is left.

A pose is looked at as bones: a place for the body, and for each joint the vector from its parent in the editing tree,
as a complex number. A step then multiplies bones and shifts the body, and such steps commute wherever they turn
different bones, or one of them carries the other's limb along as a whole. Only there is a step taken back alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.pose.kinematics import as_complex, from_complex
from engine.pose.pose import PARENT, Joint, Pose

Step = tuple[Pose, Pose]  # a pose before and after

_STILL_PX = 1e-3  # a bone that changed less did not change
_TINY_PX = 1e-6  # a bone shorter than this has no direction
_SAME_TURN = 1e-6  # factors as near as this are one


@dataclass(frozen=True, slots=True)
class _Bones:
    """Where the body is, and [18] each joint from its parent."""

    body: complex
    vectors: NDArray[np.complex128]


def is_undone_alone(step: Step) -> bool:
    """Whether a step only moves joints, none of which it shows, hides or lays onto its parent."""
    before, after = _bones(step[0], like=step[0]), _bones(step[1], like=step[0])
    lengths = np.abs(after.vectors[_changed(before, after)])
    return _same_joints(step) and bool(np.all(lengths > _TINY_PX))


def hindrance(step: Step, later: Sequence[Step]) -> int | None:
    """Which of the later steps, by its place, moved the joints of `step` again in ways of its own; None for none."""
    moved = _changed(_bones(step[0], like=step[0]), _bones(step[1], like=step[0]))
    return next((place for place, each in enumerate(later) if not _leaves(moved, each)), None)


def without_step(now: Pose, step: Step) -> Pose:
    """`now` as if `step` had not been made, which `is_undone_alone` and `hindrance` allow; limb lengths are kept."""
    before, after, here = (_bones(pose, like=now) for pose in (*step, now))
    moved = _changed(before, after)
    vectors = here.vectors.copy()
    vectors[moved] *= before.vectors[moved] / after.vectors[moved]
    body = here.body - (after.body - before.body)
    was, places = as_complex(now), _places(body, vectors)
    unmoved = np.abs(places - was) <= _STILL_PX
    places[unmoved] = was[unmoved]
    return from_complex(now, places)


def _leaves(moved: NDArray[np.bool_], step: Step) -> bool:
    """Whether a step leaves the bones `moved` as they are, or carries all of them along as a whole."""
    before, after = _bones(step[0], like=step[0]), _bones(step[1], like=step[0])
    if not _same_joints(step):
        return False
    again = _changed(before, after) & moved
    if not again.any():
        return True
    if np.any(np.abs(before.vectors[moved]) <= _TINY_PX):
        return False
    turns = after.vectors[moved] / before.vectors[moved]
    return bool(np.all(np.abs(turns - turns[0]) <= _SAME_TURN))


def _same_joints(step: Step) -> bool:
    return all(step[0].has(joint) == step[1].has(joint) for joint in Joint)


def _changed(before: _Bones, after: _Bones) -> NDArray[np.bool_]:
    return np.asarray(np.abs(after.vectors - before.vectors) > _STILL_PX)


def _bones(pose: Pose, *, like: Pose) -> _Bones:
    """like: the pose whose present joints say where the body is."""
    places = as_complex(pose)
    body = _body_of(places, like)
    vectors = np.array([places[joint] - _parent_of(joint, places, body) for joint in Joint])
    return _Bones(body, vectors)


def _places(body: complex, vectors: NDArray[np.complex128]) -> NDArray[np.complex128]:
    """Positions [18]; the inverse of `_bones`."""
    places = np.zeros_like(vectors)
    for joint in PARENT:  # parents before children
        places[joint] = _parent_of(joint, places, body) + vectors[joint]
    return places


def _body_of(places: NDArray[np.complex128], like: Pose) -> complex:
    """Midway between the hips that are there; without any the neck."""
    hips = [joint for joint in (Joint.R_HIP, Joint.L_HIP) if like.has(joint)]
    return complex(places[hips or [Joint.NECK]].mean())


def _parent_of(joint: Joint, places: NDArray[np.complex128], body: complex) -> complex:
    parent = PARENT[joint]
    return body if parent is None else complex(places[parent])
