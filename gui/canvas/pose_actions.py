"""What the menu Pose does to the pose on the canvas; every function is one undo entry."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from engine.imaging.extension import UNEXTENDED
from engine.pose import edits as pose_edits
from engine.pose.inside import brought_inside
from engine.pose.order_wishes import LIMB_ENDS, LimbOrder
from engine.pose.outside import newly_outside
from engine.pose.pose import EVERY_JOINT, MIRROR, PARENT, Joint, Pose, subtree
from engine.system.errors import EngineError
from gui.canvas.pose_interaction import flipped_bend, kept, selection_scaled, selection_turned
from gui.document.extending import can_extend, fitting
from gui.document.session import Session
from gui.look.said import Said

_TURN_DEG = 5.0
_SCALE = 1.05


def tr(text: str) -> str:
    """`text` in the language of the window."""
    return Said("PoseActions", text)


def mirror(session: Session) -> None:
    """The pose as in a looking glass."""
    _edit(session, pose_edits.mirror, tr("Mirror pose"))


def swap_sides(session: Session) -> None:
    """Left is right and right is left, and nothing moves: for when the detector was wrong."""
    _edit(session, pose_edits.swap_sides, tr("Swap left and right"))


def copy_left(session: Session) -> None:
    """The right arm and leg do what the left ones do."""
    _edit(session, lambda pose: pose_edits.copy_side(pose, to="right"), tr("Copy left to right"))


def copy_right(session: Session) -> None:
    """The left arm and leg do what the right ones do."""
    _edit(session, lambda pose: pose_edits.copy_side(pose, to="left"), tr("Copy right to left"))


def reset_selection(session: Session) -> None:
    """The selected joints go back to where the photo has them."""
    reset_joints(session, session.selection, tr("Reset joints"))


def reset_limb(session: Session) -> None:
    """The whole arms and legs that the selection is part of go back to where the photo has them."""
    reset_joints(session, whole_limbs(session.selection), tr("Reset whole limb"))


def reset_pose(session: Session) -> None:
    """The whole pose goes back to the photo's."""
    reset_joints(session, EVERY_JOINT, tr("Reset pose"))


def reset_joints(session: Session, joints: Iterable[Joint], text: str) -> None:
    """`joints` get the place and presence that were found in the photo."""
    source = session.source
    if source is not None:
        found = source.pose
        chosen = set(joints)
        _edit(session, lambda pose: Pose(tuple((found if j in chosen else pose)[j] for j in Joint)), text)


def hide(session: Session) -> None:
    """The selected joints take no part."""
    joints = session.selection
    _edit(session, lambda pose: pose.with_present(joints, present=False), tr("Hide joints"))


def restore(session: Session) -> None:
    """The selected joints, or with none selected all hidden ones, take part again."""
    joints = session.selection or EVERY_JOINT
    _edit(session, lambda pose: _with_certain(pose, joints), tr("Restore joints"))


def toggle_lock(session: Session) -> None:
    """Lock the selected joints, or let them go when all are locked."""
    joints = session.selection
    if joints:
        session.set_locked(joints, locked=not joints <= session.locked)


def flip_bend(session: Session) -> None:
    """The selected elbows and knees bend to their other side."""

    def flipped(pose: Pose) -> Pose:
        for joint in sorted(session.selection):
            pose = flipped_bend(pose, joint)
        return pose

    _edit(session, flipped, tr("Bend the other way"))


def bring_to_front(session: Session) -> None:
    """The selected limbs lie over all others."""
    limbs, order = selected_limbs(session), session.order
    rest = LimbOrder(_without(order.in_front, limbs), _without(order.behind, limbs))
    session.set_order(LimbOrder((*rest.in_front, *limbs), rest.behind), tr("Bring limb to front"))


def send_behind(session: Session) -> None:
    """The selected limbs lie behind all others."""
    limbs, order = selected_limbs(session), session.order
    rest = LimbOrder(_without(order.in_front, limbs), _without(order.behind, limbs))
    session.set_order(LimbOrder(rest.in_front, (*limbs, *rest.behind)), tr("Send limb behind"))


def clear_order(session: Session) -> None:
    """The selected limbs, or with none selected all, lie as the network sees fit."""
    limbs, order = selected_limbs(session) or LIMB_ENDS, session.order
    kept = LimbOrder(_without(order.in_front, limbs), _without(order.behind, limbs))
    session.set_order(kept, tr("Automatic limb order"))


def selected_limbs(session: Session) -> tuple[Joint, ...]:
    """The limbs that end in selected joints; a shoulder or hip stands for its whole arm or leg."""
    ends = set(session.selection)
    for joint in session.selection:
        if joint in (Joint.R_SHOULDER, Joint.L_SHOULDER, Joint.R_HIP, Joint.L_HIP):
            ends |= subtree(joint)
    return tuple(joint for joint in LIMB_ENDS if joint in ends)


def _without(limbs: tuple[Joint, ...], gone: tuple[Joint, ...]) -> tuple[Joint, ...]:
    return tuple(limb for limb in limbs if limb not in gone)


def turn_left(session: Session) -> None:
    """Turn the selection, or everything, against the clock."""
    _turn(session, -_TURN_DEG)


def turn_right(session: Session) -> None:
    """Turn the selection, or everything, with the clock."""
    _turn(session, _TURN_DEG)


def enlarge(session: Session) -> None:
    """Spread the selection, or everything."""
    _scale(session, _SCALE)


def shrink(session: Session) -> None:
    """Draw the selection, or everything, together."""
    _scale(session, 1 / _SCALE)


def bring_inside(session: Session) -> None:
    """Move the pose, and make it smaller where it must be, until head, hands and feet are in the picture."""
    source = session.source
    if source is not None:
        size = source.photo.size
        frame = session.extension.frame(size) if session.extension else None
        _edit(
            session,
            lambda pose: brought_inside(pose, source=source.pose, size=size, frame=frame),
            tr("Bring inside picture"),
        )


def extend_picture(session: Session) -> None:
    """Have the picture go on beyond the photo's edges as far as the pose reaches; EngineError where it cannot."""
    if session.source is None:
        return
    if not can_extend(session):
        raise EngineError(_why_not_extended(session))
    session.set_extension(fitting(session), tr("Extend picture"))


def unextend_picture(session: Session) -> None:
    """Have the picture end where the photo does."""
    session.set_extension(UNEXTENDED, tr("End picture at the photo's edge"))


def _why_not_extended(session: Session) -> str:
    source, pose = session.source, session.pose
    if source is None or pose is None:
        return ""
    frame = session.extension.frame(source.photo.size)
    if not newly_outside(pose, source=source.pose, size=source.photo.size, seen=frame):
        return tr("Head, hands and feet are in the picture, so there is nothing to extend it for.")
    return tr(
        "The picture cannot be extended further there: the photo itself cuts the person off at this edge, or half of "
        "its size was added already. Bring the pose inside instead."
    )


def select_all(session: Session) -> None:
    """Select all joints that take part."""
    pose = session.pose
    session.select(joint for joint in Joint if pose is not None and pose.has(joint))


def select_limb(session: Session) -> None:
    """Widen the selection to whole arms and legs."""
    session.select(whole_limbs(session.selection))


def whole_limbs(joints: Iterable[Joint]) -> frozenset[Joint]:
    """The arms and legs that `joints` are part of; the head and the body for those of neither."""
    whole: set[Joint] = set()
    for joint in joints:
        above = joint
        while (parent := PARENT[above]) not in (None, Joint.NECK):
            above = parent
        whole |= subtree(above)
    return frozenset(whole)


def select_next(session: Session, *, step: int = 1) -> None:
    """Select the next joint in order."""
    last = max(session.selection, default=Joint.NOSE if step < 0 else Joint.L_EAR)
    session.select({Joint((last + step) % len(Joint))})


def select_previous(session: Session) -> None:
    """Select the joint before."""
    select_next(session, step=-1)


def select_other_side(session: Session) -> None:
    """Select the same joints of the other side."""
    session.select(MIRROR[joint] for joint in session.selection)


def _turn(session: Session, degrees: float) -> None:
    joints = session.selection or EVERY_JOINT
    _edit(session, lambda pose: selection_turned(pose, joints, degrees=degrees), tr("Rotate"), merge="turn")


def _scale(session: Session, factor: float) -> None:
    joints = session.selection or EVERY_JOINT
    _edit(session, lambda pose: selection_scaled(pose, joints, factor=factor), tr("Scale"), merge="scale")


def _with_certain(pose: Pose, joints: Iterable[Joint]) -> Pose:
    """`joints` present; those a person brings back are no longer unsure."""
    chosen = set(joints)
    points = (
        replace(p, present=True, confidence=1.0) if j in chosen and not p.present else p
        for j, p in zip(Joint, pose.points, strict=True)
    )
    return Pose(tuple(points))


def _edit(session: Session, edit: Callable[[Pose], Pose], text: str, *, merge: str | None = None) -> None:
    """Apply `edit`, with locked joints kept where they are; EngineError of the edit passes."""
    pose = session.pose
    if pose is not None:
        session.apply_pose(kept(edit(pose), pose, locked=session.locked), text, merge=merge)
