"""Edits of the pose in small steps, by keys and by the wheel; steps of one kind in a row are one undo entry."""

from __future__ import annotations

import math

from engine.pose.edits import pinned
from engine.pose.pose import XY, Joint
from gui.canvas.drag import Drag, Mode, nudged
from gui.canvas.gestures import edit_text, tr
from gui.canvas.pose_interaction import Body, Hit, flipped_bend, handle_places, kept, selection_turned
from gui.document.session import Session

_TURN_PER_NOTCH_DEG = 3.0


def nudge(session: Session, by: XY, mode: Mode, *, is_symmetric: bool = False) -> None:
    """Shift the selection by so many photo pixels; a joint alone goes as if it was dragged."""
    pose, joints = session.pose, session.selection - session.locked
    if pose is None or not joints:
        return
    words = " ".join(sorted(joint.name for joint in joints))
    moved = nudged(pose, joints, by=by, locked=session.locked, mode=mode, is_symmetric=is_symmetric)
    session.apply_pose(moved, tr("Nudge"), merge=f"nudge {words}")


def nudge_body(session: Session, body: Body, mode: Mode, *, share: XY, plants_feet: bool) -> None:
    """Drag a handle of the body by a share of the torso's length."""
    pose = session.pose
    places = {} if pose is None else handle_places(pose)
    if pose is None or body not in places:
        return
    at, torso = places[body], math.dist(pose.at(Joint.NECK), places[Body.HIPS])
    drag = Drag(pose, at, Hit(None, body), session.locked, plants_feet, body=session.body)
    to = at[0] + share[0] * torso, at[1] + share[1] * torso
    session.apply_pose(
        drag.pose_at(to, mode), edit_text(drag, mode), merge=f"nudge {body.value} {mode.value}"
    )


def turn_selection(session: Session, notches: float) -> None:
    """Turn the selection, or with none everything, by notches of a wheel."""
    pose, chosen = session.pose, session.selection or frozenset(Joint)
    if pose is not None and notches:
        turned = selection_turned(pose, chosen, degrees=notches * _TURN_PER_NOTCH_DEG)
        session.apply_pose(kept(turned, pose, locked=session.locked), tr("Rotate"), merge="turn")


def flip(session: Session, joint: Joint) -> None:
    """Bend an elbow or knee to its other side."""
    pose = session.pose
    if pose is not None:
        bent = pinned(flipped_bend(pose, joint), pose, joints=session.locked)
        session.apply_pose(bent, tr("Bend the other way"))
