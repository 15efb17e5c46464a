"""What the mouse does on the canvas, in words: for the status line, the page on gestures and what undo is called."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt

from engine.pose.kinematics import CHAINS, END_OF
from engine.pose.pose import HEAD
from engine.pose.symmetry import limb_of
from gui.canvas.drag import Drag, Mode
from gui.canvas.pose_interaction import Body, Hit
from gui.look.joint_names import joint_in_phrase, joint_name
from gui.look.said import Said

SEPARATOR = "  ·  "
# Each gesture and what it does.
_ALL: tuple[tuple[object, object], ...] = (
    (
        QT_TRANSLATE_NOOP("Gestures", "Drag a wrist or an ankle"),
        QT_TRANSLATE_NOOP("Gestures", "Reach with the whole limb, lengths kept"),
    ),
    (
        QT_TRANSLATE_NOOP("Gestures", "Drag an elbow or a knee"),
        QT_TRANSLATE_NOOP("Gestures", "Swing it; the limb bends to that side"),
    ),
    (QT_TRANSLATE_NOOP("Gestures", "Drag the head"), QT_TRANSLATE_NOOP("Gestures", "Turn the head")),
    (
        QT_TRANSLATE_NOOP("Gestures", "Drag the torso"),
        QT_TRANSLATE_NOOP("Gestures", "Shift the weight over planted feet"),
    ),
    (QT_TRANSLATE_NOOP("Gestures", "Shift+drag the torso"), QT_TRANSLATE_NOOP("Gestures", "Lean")),
    (
        QT_TRANSLATE_NOOP("Gestures", "Ctrl+drag the torso"),
        QT_TRANSLATE_NOOP("Gestures", "Carry the whole person"),
    ),
    (
        QT_TRANSLATE_NOOP("Gestures", "Drag the hips"),
        QT_TRANSLATE_NOOP("Gestures", "Crouch, or shift the weight; Shift: tilt the hips"),
    ),
    (
        QT_TRANSLATE_NOOP("Gestures", "Drag the chest"),
        QT_TRANSLATE_NOOP("Gestures", "Lean; Shift: tilt the shoulders"),
    ),
    (
        QT_TRANSLATE_NOOP("Gestures", "Alt while dragging"),
        QT_TRANSLATE_NOOP(
            "Gestures",
            "Snap to equal heights, the ground, the vertical and angles of 15 degrees; do not snap while Snap is on",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("Gestures", "Ctrl+drag a joint"),
        QT_TRANSLATE_NOOP("Gestures", "Move this joint alone, lengths free"),
    ),
    (
        QT_TRANSLATE_NOOP("Gestures", "Shift+drag a joint"),
        QT_TRANSLATE_NOOP("Gestures", "Turn the whole limb"),
    ),
    (
        QT_TRANSLATE_NOOP("Gestures", "Double-click a limb"),
        QT_TRANSLATE_NOOP("Gestures", "Bend elbow or knee the other way"),
    ),
    (
        QT_TRANSLATE_NOOP("Gestures", "Right-click a joint"),
        QT_TRANSLATE_NOOP("Gestures", "Menu: lock, hide, front, behind, reset"),
    ),
    (
        QT_TRANSLATE_NOOP("Gestures", "Right-click a held or worn thing"),
        QT_TRANSLATE_NOOP("Gestures", "Menu: what it follows"),
    ),
    (
        QT_TRANSLATE_NOOP("Gestures", "Shift+click, or drag a frame"),
        QT_TRANSLATE_NOOP("Gestures", "Select several joints"),
    ),
    (
        QT_TRANSLATE_NOOP("Gestures", "Click another person"),
        QT_TRANSLATE_NOOP("Gestures", "Pose that person; the others keep their poses"),
    ),
    (QT_TRANSLATE_NOOP("Gestures", "Alt+wheel"), QT_TRANSLATE_NOOP("Gestures", "Turn the selection")),
    (
        QT_TRANSLATE_NOOP("Gestures", "Arrow keys"),
        QT_TRANSLATE_NOOP(
            "Gestures", "Nudge the selection; Shift: farther, Ctrl: a joint alone, lengths free"
        ),
    ),
    (
        QT_TRANSLATE_NOOP("Gestures", "Alt+arrow keys"),
        QT_TRANSLATE_NOOP(
            "Gestures", "Crouch, and shift the weight; with Shift: lean, and tilt the shoulders"
        ),
    ),
    (QT_TRANSLATE_NOOP("Gestures", "Wheel"), QT_TRANSLATE_NOOP("Gestures", "Zoom")),
    (
        QT_TRANSLATE_NOOP("Gestures", "Space+drag, or drag with the middle button"),
        QT_TRANSLATE_NOOP("Gestures", "Move the photo"),
    ),
    (QT_TRANSLATE_NOOP("Gestures", "Hold O"), QT_TRANSLATE_NOOP("Gestures", "See the original")),
    (
        QT_TRANSLATE_NOOP("Gestures", "Hold Alt"),
        QT_TRANSLATE_NOOP("Gestures", "See where in the photo a pixel comes from"),
    ),
)


@dataclass(frozen=True, slots=True)
class Gesture:
    """What somebody does, and what comes of it, in the language of the window."""

    done: str
    effect: str


def all_gestures() -> tuple[Gesture, ...]:
    """Everything the mouse does on the canvas."""
    return tuple(
        Gesture(
            QCoreApplication.translate("Gestures", str(done)),
            QCoreApplication.translate("Gestures", str(effect)),
        )
        for done, effect in _ALL
    )


def tr(text: str) -> str:
    """`text` in the language of the window."""
    return Said("CanvasPointer", text)


def mode_of(modifiers: Qt.KeyboardModifier) -> Mode:
    """How a drag is meant with these keys held."""
    if modifiers & Qt.KeyboardModifier.ControlModifier:
        return Mode.FREE
    return Mode.WHOLE if modifiers & Qt.KeyboardModifier.ShiftModifier else Mode.LOCKED


def edit_text(drag: Drag, mode: Mode) -> str:
    """What undo calls a drag."""
    joint, body = drag.hit.joint, drag.hit.body
    if joint is not None:
        both = drag.is_symmetric and limb_of(joint)
        return (tr("Move {joint} on both sides") if both else tr("Move {joint}")).format(
            joint=joint_in_phrase(joint)
        )
    if mode is Mode.FREE:
        return tr("Move body")
    if body is Body.CHEST:
        return tr("Lean") if mode is Mode.LOCKED else tr("Tilt shoulders")
    if mode is Mode.WHOLE:
        return tr("Tilt hips") if body is Body.HIPS else tr("Lean")
    if body is Body.HIPS:
        return tr("Shift hips")
    return tr("Shift weight") if drag.pins(mode) else tr("Move body")


def body_name(body: Body) -> str:
    """A handle of the body, for people to read."""
    return {Body.CHEST: tr("Chest"), Body.HIPS: tr("Hips"), Body.TORSO: tr("Torso")}[body]


def name_of(found: Hit | None) -> str:
    """What was hit, for people to read; empty for nothing."""
    if found is None:
        return ""
    return body_name(found.body) if found.joint is None else joint_name(found.joint)


def words_for(hit: Hit, *, plants_feet: bool, snaps: bool) -> str:
    """What can be done with what lies under the pointer; snaps: whether drags do so by themselves."""
    joint = hit.joint
    if joint is None:
        parts = _body_words(hit.body, plants_feet=plants_feet)
    elif joint in HEAD:
        parts = [tr("Drag: turn head"), tr("Ctrl: this joint alone")]
    elif joint in CHAINS:
        parts = [tr("Drag: reach"), tr("Shift: whole limb"), tr("Ctrl: this joint alone")]
    elif joint in END_OF:
        parts = [tr("Drag: swing"), tr("Shift: whole limb"), tr("Ctrl: this joint alone")]
    else:
        parts = [tr("Drag: move"), tr("Shift: whole body"), tr("Ctrl: this joint alone")]
    if joint in CHAINS or joint in END_OF:
        parts.append(tr("Double-click: bend the other way"))
    alt = (
        tr("Alt: see where it comes from; while dragging: do not snap")
        if snaps
        else tr("Alt: see where it comes from; while dragging: snap")
    )
    return SEPARATOR.join((*parts, alt))


def drag_words(hit: Hit, *, snaps: bool) -> str:
    """What keys do while what was hit is dragged."""
    parts = (
        _body_words(hit.body, plants_feet=True)[1:] if hit.joint is None else [tr("Ctrl: this joint alone")]
    )
    if hit.joint in CHAINS or hit.joint in END_OF:
        parts.insert(0, tr("Shift: whole limb"))
    parts.append(tr("Alt: do not snap") if snaps else tr("Alt: snap to heights, ground and angles"))
    return SEPARATOR.join((*parts, tr("Esc: cancel")))


def _body_words(body: Body, *, plants_feet: bool) -> list[str]:
    """What a drag of the body does, first without keys."""
    whole = tr("Ctrl: carry the whole person")
    if body is Body.CHEST:
        return [tr("Drag: lean"), tr("Shift: tilt the shoulders"), whole]
    if body is Body.HIPS:
        return [tr("Drag: crouch, or shift the weight"), tr("Shift: tilt the hips"), whole]
    return [tr("Drag: shift weight") if plants_feet else tr("Drag: move body"), tr("Shift: lean"), whole]
