"""Names of the parts of the body that can be cut off or want looking at, in the language of the window."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale

# As `engine.pose.outside` and `engine.contract.judgement` name them; right and left are the person's own.
_NAMES = {
    "head": QT_TRANSLATE_NOOP("BodyPart", "head"),
    "left hand": QT_TRANSLATE_NOOP("BodyPart", "left hand"),
    "right hand": QT_TRANSLATE_NOOP("BodyPart", "right hand"),
    "left foot": QT_TRANSLATE_NOOP("BodyPart", "left foot"),
    "right foot": QT_TRANSLATE_NOOP("BodyPart", "right foot"),
    "left arm": QT_TRANSLATE_NOOP("BodyPart", "left arm"),
    "right arm": QT_TRANSLATE_NOOP("BodyPart", "right arm"),
    "left leg": QT_TRANSLATE_NOOP("BodyPart", "left leg"),
    "right leg": QT_TRANSLATE_NOOP("BodyPart", "right leg"),
}


def listed(parts: Iterable[str]) -> str:
    """The parts as a list in a sentence, such as "head and left hand"."""
    names = [QCoreApplication.translate("BodyPart", str(_NAMES[part])) for part in parts]
    return QLocale().createSeparatedList(names)
