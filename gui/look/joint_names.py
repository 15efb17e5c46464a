"""The joints' names for people, in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

from engine.pose.pose import Joint
from gui.look.said import Said

_NAMES = {
    Joint.NOSE: QT_TRANSLATE_NOOP("Joint", "Nose"),
    Joint.NECK: QT_TRANSLATE_NOOP("Joint", "Neck"),
    Joint.R_SHOULDER: QT_TRANSLATE_NOOP("Joint", "Right shoulder"),
    Joint.R_ELBOW: QT_TRANSLATE_NOOP("Joint", "Right elbow"),
    Joint.R_WRIST: QT_TRANSLATE_NOOP("Joint", "Right wrist"),
    Joint.L_SHOULDER: QT_TRANSLATE_NOOP("Joint", "Left shoulder"),
    Joint.L_ELBOW: QT_TRANSLATE_NOOP("Joint", "Left elbow"),
    Joint.L_WRIST: QT_TRANSLATE_NOOP("Joint", "Left wrist"),
    Joint.R_HIP: QT_TRANSLATE_NOOP("Joint", "Right hip"),
    Joint.R_KNEE: QT_TRANSLATE_NOOP("Joint", "Right knee"),
    Joint.R_ANKLE: QT_TRANSLATE_NOOP("Joint", "Right ankle"),
    Joint.L_HIP: QT_TRANSLATE_NOOP("Joint", "Left hip"),
    Joint.L_KNEE: QT_TRANSLATE_NOOP("Joint", "Left knee"),
    Joint.L_ANKLE: QT_TRANSLATE_NOOP("Joint", "Left ankle"),
    Joint.R_EYE: QT_TRANSLATE_NOOP("Joint", "Right eye"),
    Joint.L_EYE: QT_TRANSLATE_NOOP("Joint", "Left eye"),
    Joint.R_EAR: QT_TRANSLATE_NOOP("Joint", "Right ear"),
    Joint.L_EAR: QT_TRANSLATE_NOOP("Joint", "Left ear"),
}


def joint_name(joint: Joint) -> str:
    """The joint's name for a person to read; right and left are the person's own."""
    return Said("Joint", str(_NAMES[joint]))


def joint_in_phrase(joint: Joint) -> str:
    """The same inside a phrase: in lower case where the language knows it."""
    return joint_name(joint).lower()
