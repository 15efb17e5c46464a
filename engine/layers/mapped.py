"""The layers of a photo as a map for people to see, with the things in it and what they follow."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from engine.imaging.boxes import Box
from engine.imaging.frame import Frame
from engine.imaging.pixels import Floats
from engine.layers.layer import Layer
from engine.layers.regions import ARM_OF_RIM, HANGING, Region
from engine.layers.scene import Scene
from engine.layers.shares import over_box
from engine.layers.things import FOLLOWS_OF
from engine.photo.mending.layer_map import FIRST_THING, LayerMap
from engine.photo.mending.targets import Target
from engine.pose.layer_classes import LEFT_FOOT, LEFT_HAND, RIGHT_FOOT, RIGHT_HAND

_TARGET_OF = {
    Region.TORSO: Target.TORSO,
    Region.HEAD: Target.HEAD,
    Region.RIGHT_ARM: Target.RIGHT_ARM,
    Region.LEFT_ARM: Target.LEFT_ARM,
    Region.RIGHT_LEG: Target.RIGHT_LEG,
    Region.LEFT_LEG: Target.LEFT_LEG,
    Region.THING: Target.THING,
    Region.RIGHT_RIM: Target.RIGHT_ARM,
    Region.LEFT_RIM: Target.LEFT_ARM,
}
_CODES = np.array([_TARGET_OF[region] for region in Region], np.uint8)
# What of a layer has a name of its own, where the parsing is surer of it than not.
_WITHIN = (
    (Target.TORSO, HANGING, Target.SKIRT),
    (Target.RIGHT_ARM, (RIGHT_HAND,), Target.RIGHT_HAND),
    (Target.LEFT_ARM, (LEFT_HAND,), Target.LEFT_HAND),
    (Target.RIGHT_LEG, (RIGHT_FOOT,), Target.RIGHT_FOOT),
    (Target.LEFT_LEG, (LEFT_FOOT,), Target.LEFT_FOOT),
)
_MOST_THINGS = 255 - FIRST_THING


def layer_map(
    scene: Scene, layers: Sequence[Layer], *, box: Box, frame: Frame, probabilities: Floats
) -> LayerMap:
    """What each pixel of a scene's grid shows; box: of the scene in photo pixels.

    layers: as they were made, for the things among them; probabilities: [22, h, w] over the model frame.
    """
    height, width = scene.matte.shape
    codes = np.where(scene.matte > 0.5, _CODES[scene.shares.argmax(0)], 0).astype(np.uint8)
    named = np.dstack([probabilities[list(classes)].sum(0) for _, classes, _ in _WITHIN])
    for (whole, _, part), likely in zip(
        _WITHIN, np.moveaxis(over_box(named, frame, box, (width, height)), 2, 0), strict=True
    ):
        codes[(codes == whole) & (likely > 0.5)] = part
    found = [layer for layer in layers if layer.region is Region.THING][:_MOST_THINGS]
    for number, layer in enumerate(found):
        codes[_over(layer, box, (width, height)) & (codes > 0)] = FIRST_THING + number
    order = tuple(_TARGET_OF[region] for region in scene.order if region not in ARM_OF_RIM)
    return LayerMap(codes, box, tuple(FOLLOWS_OF[layer.follows] for layer in found), order)


def _over(layer: Layer, box: Box, size: tuple[int, int]) -> np.ndarray:
    """Where a layer shows on a grid of `size` (width, height) over a photo box, [h, w]."""
    steps = np.array([(box[2] - box[0]) / size[0], (box[3] - box[1]) / size[1]])
    start = np.array(box[:2]) - layer.corner + steps / 2 - 0.5
    matrix = np.array([[steps[0], 0, start[0]], [0, steps[1], start[1]]])
    flags = cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP
    return cv2.warpAffine(layer.texture[..., 3], matrix, size, flags=flags) > 127
