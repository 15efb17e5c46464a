"""What a drag is called and which modifier makes it what."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt

from engine.pose.pose import Joint
from gui.canvas.pose_interaction import Mode
from gui.look.joint_names import joint_name


def tr(text: str) -> str:
    """`text` in the language of the window."""
    return QCoreApplication.translate("CanvasPointer", text)


def mode_of(modifiers: Qt.KeyboardModifier) -> Mode:
    """How a drag is meant with these keys held."""
    if modifiers & Qt.KeyboardModifier.ControlModifier:
        return Mode.FREE
    return Mode.WHOLE if modifiers & Qt.KeyboardModifier.ShiftModifier else Mode.LOCKED


def edit_text(joint: Joint | None, mode: Mode, *, is_held: bool) -> str:
    """What undo calls a drag of a joint, or with None of the torso; is_held: whether hands or feet stayed."""
    if joint is not None:
        return tr("Move {joint}").format(joint=joint_name(joint))
    if mode is Mode.WHOLE:
        return tr("Lean")
    return tr("Shift weight") if is_held else tr("Move body")
