"""Names of the layers that a person is taken apart into, in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

from engine.layers.regions import Region
from gui.look.said import Said

# Right and left are the person's own.
_NAMES = {
    Region.TORSO: QT_TRANSLATE_NOOP("Layer", "torso"),
    Region.HEAD: QT_TRANSLATE_NOOP("Layer", "head"),
    Region.RIGHT_ARM: QT_TRANSLATE_NOOP("Layer", "right arm"),
    Region.LEFT_ARM: QT_TRANSLATE_NOOP("Layer", "left arm"),
    Region.RIGHT_LEG: QT_TRANSLATE_NOOP("Layer", "right leg"),
    Region.LEFT_LEG: QT_TRANSLATE_NOOP("Layer", "left leg"),
    Region.THING: QT_TRANSLATE_NOOP("Layer", "thing"),
}


def layer_name(layer: int) -> str:
    """The name of a layer by its number in `engine.imaging.origins`; empty for one without."""
    names = {int(region): name for region, name in _NAMES.items()}
    return Said("Layer", str(names[layer])) if layer in names else ""
