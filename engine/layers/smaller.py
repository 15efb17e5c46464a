"""A large photo's person taken apart at a smaller size: what a view shows needs no more, and it takes a fraction."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.frame import Frame
from engine.imaging.pixels import at_scale
from engine.layers.layer import Layer, Person, Seam
from engine.layers.reading import Reading
from engine.layers.skeleton import Skeleton
from engine.layers.take_apart import take_apart
from engine.photo.bags import Bag
from engine.photo.mending.mending import Attachment, Mending


def take_apart_smaller(
    cutout: NDArray[np.uint8],
    skeleton: Skeleton,
    frame: Frame,
    reading: Reading,
    mending: Mending,
    *,
    edge: int,
) -> Person:
    """`take_apart` with the photo's longer side at `edge` px; layers are that small, joints and meshes the photo's.

    Nothing may have been painted: what was is told in photo pixels.
    """
    height, width = cutout.shape[:2]
    scale = edge / max(height, width)
    size = (max(round(width * scale), 1), max(round(height * scale), 1))
    scale = size[1] / height
    small = cv2.resize(cutout, size, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)
    person = take_apart(
        small,
        skeleton.on((0, 0), scale),
        frame.scaled(scale),
        _smaller(reading, scale),
        replace(mending, things=tuple(_moved(each, scale) for each in mending.things)),
    )
    shown = person.shown
    if shown is not None:
        x0, y0, x1, y1 = (round(side / scale) for side in shown.box)
        shown = replace(shown, box=(x0, y0, min(x1, width), min(y1, height)))
    return replace(
        person,
        layers=tuple(_in_photo(layer, scale) for layer in person.layers),
        seams=tuple(Seam(_in_photo(s.strip, scale), _in_photo(s.other, scale)) for s in person.seams),
        roots={limb: each.scaled(1 / scale) for limb, each in person.roots.items()},
        skeleton=skeleton,
        scale=scale,
        shown=shown,
    )


def _in_photo(layer: Layer, scale: float) -> Layer:
    """A layer of the smaller photo whose mesh and hook lie in the whole one."""
    hung = layer.hung_at
    if hung is not None:
        x, y = at_scale(np.array(hung), 1 / scale)
        hung = (float(x), float(y))
    mesh = replace(layer.mesh, points=at_scale(layer.mesh.points, 1 / scale))
    return replace(layer, mesh=mesh, hung_at=hung)


def _smaller(reading: Reading, scale: float) -> Reading:
    """What was found in the photo, where it lies in the smaller one."""
    hands = {wrist: at_scale(points, scale) for wrist, points in reading.hands.items()}
    bags = tuple(Bag(b.x0 * scale, b.y0 * scale, b.x1 * scale, b.y1 * scale, b.sure) for b in reading.bags)
    return replace(reading, hands=hands, bags=bags)


def _moved(thing: Attachment, scale: float) -> Attachment:
    x, y = at_scale(np.array(thing.at, np.float64), scale)
    return replace(thing, at=(float(x), float(y)))
