"""What the photo has of a thing on what lies beside it, rim and shadow: no longer shown where the thing left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from engine.imaging.pixels import disc
from engine.layers.layer import Layer, Person
from engine.layers.regions import Region
from engine.layers.scene import SHADOW_TORSO
from engine.render.compiled import Bytes
from engine.render.placed import Placed

_OPAQUE = 127


@dataclass(frozen=True, eq=False)
class BesideThing:
    """A thing, and 255 where it lies or close beside it, else 0: [h, w] over a part of a picture."""

    thing: Layer
    part: tuple[slice, slice]
    mask: Bytes


def beside_things(person: Person, size: tuple[int, ...], at: tuple[int, int]) -> tuple[BesideThing, ...]:
    """For each thing of a person, on a picture of a size (height, width, ...) in which the photo begins `at`."""
    reach = disc(max(2, round(SHADOW_TORSO * person.skeleton.torso * person.scale)))
    return tuple(_beside(layer, reach, size, at) for layer in person.layers if layer.region is Region.THING)


def mark_left(changed: Bytes, things: Iterable[BesideThing], placed: Sequence[Placed]) -> None:
    """Mark as changed [H, W], in place, what lies beside things that are not where the photo has them."""
    resting = {id(each.layer) for each in placed if each.points is None}
    for each in things:
        if id(each.thing) not in resting:
            changed[each.part] = cv2.max(changed[each.part], each.mask)


def _beside(thing: Layer, reach: Bytes, size: tuple[int, ...], at: tuple[int, int]) -> BesideThing:
    air = len(reach) // 2
    x, y = thing.corner[0] + at[0] - air, thing.corner[1] + at[1] - air
    own = np.pad((thing.texture[..., 3] > _OPAQUE).astype(np.uint8), air)
    mask = cv2.dilate(own, reach) * np.uint8(255)
    rows = slice(max(y, 0), min(y + mask.shape[0], size[0]))
    columns = slice(max(x, 0), min(x + mask.shape[1], size[1]))
    inside = mask[rows.start - y : rows.stop - y, columns.start - x : columns.stop - x]
    return BesideThing(thing, (rows, columns), inside)
