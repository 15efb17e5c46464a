"""The names of a photo's layers for people, in the language of the window, and the colours that show them."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from engine.photo.mending.layer_map import FIRST_THING
from engine.photo.mending.targets import Follows, Target

_NAMES = {
    Target.HEAD: QT_TRANSLATE_NOOP("Target", "Head and hair"),
    Target.TORSO: QT_TRANSLATE_NOOP("Target", "Torso and its clothes"),
    Target.SKIRT: QT_TRANSLATE_NOOP("Target", "Skirt or coat"),
    Target.RIGHT_ARM: QT_TRANSLATE_NOOP("Target", "Right arm"),
    Target.LEFT_ARM: QT_TRANSLATE_NOOP("Target", "Left arm"),
    Target.RIGHT_HAND: QT_TRANSLATE_NOOP("Target", "Right hand"),
    Target.LEFT_HAND: QT_TRANSLATE_NOOP("Target", "Left hand"),
    Target.RIGHT_LEG: QT_TRANSLATE_NOOP("Target", "Right leg"),
    Target.LEFT_LEG: QT_TRANSLATE_NOOP("Target", "Left leg"),
    Target.RIGHT_FOOT: QT_TRANSLATE_NOOP("Target", "Right foot"),
    Target.LEFT_FOOT: QT_TRANSLATE_NOOP("Target", "Left foot"),
    Target.THING: QT_TRANSLATE_NOOP("Target", "Held or worn thing"),
    Target.BACKGROUND: QT_TRANSLATE_NOOP("Target", "Background"),
}
_FOLLOWS = {
    Follows.RIGHT_HAND: QT_TRANSLATE_NOOP("Follows", "Follows the right hand"),
    Follows.LEFT_HAND: QT_TRANSLATE_NOOP("Follows", "Follows the left hand"),
    Follows.TORSO: QT_TRANSLATE_NOOP("Follows", "Follows the torso"),
    Follows.HEAD: QT_TRANSLATE_NOOP("Follows", "Follows the head"),
    Follows.RIGHT_LEG: QT_TRANSLATE_NOOP("Follows", "Follows the right leg"),
    Follows.LEFT_LEG: QT_TRANSLATE_NOOP("Follows", "Follows the left leg"),
    Follows.STAYS: QT_TRANSLATE_NOOP("Follows", "Stays where it is"),
}
# Over photos, in both themes: warm on the person's right and cold on their left, as the joints are; hands and feet are
# lighter than what they hang on.
_COLOURS = {
    Target.HEAD: "#ffd23f",
    Target.TORSO: "#3ddc84",
    Target.SKIRT: "#a6e22e",
    Target.RIGHT_ARM: "#ff7a1a",
    Target.LEFT_ARM: "#12b5e5",
    Target.RIGHT_HAND: "#ffb37a",
    Target.LEFT_HAND: "#8fe3ff",
    Target.RIGHT_LEG: "#d9432f",
    Target.LEFT_LEG: "#3563e9",
    Target.RIGHT_FOOT: "#ff9d94",
    Target.LEFT_FOOT: "#9db4ff",
    Target.THING: "#d65bff",
    Target.BACKGROUND: "#9a9aa3",
}


def target_name(target: Target) -> str:
    """What a pixel belongs to, for a person to read; right and left are the person's own."""
    return QCoreApplication.translate("Target", str(_NAMES[target]))


def follows_name(follows: Follows) -> str:
    """What a thing does when the person moves."""
    return QCoreApplication.translate("Follows", str(_FOLLOWS[follows]))


def target_colour(target: Target) -> str:
    """ "#rrggbb" over a photo."""
    return _COLOURS[target]


def target_of(code: int) -> Target | None:
    """What a code of `engine.photo.mending.layer_map` shows; None for nothing of the person."""
    return Target.THING if code >= FIRST_THING else Target(code) if code else None
