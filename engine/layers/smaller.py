"""A large photo's person is taken apart at a smaller size: what views show needs no more, and it takes a fraction."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats, at_scale
from engine.layers.layer import Layer, Person, Seam
from engine.layers.reading import Reading
from engine.layers.skeleton import Skeleton


def in_photo(person: Person, skeleton: Skeleton, size: tuple[int, int], scale: float) -> Person:
    """A person taken apart in a photo `scale` times as large as the one of `size` (width, height) and `skeleton`.

    Layers stay as small as they are, joints and meshes become that photo's.
    """
    shown = person.shown
    if shown is not None:
        x0, y0, x1, y1 = (round(side / scale) for side in shown.box)
        shown = replace(shown, box=(x0, y0, min(x1, size[0]), min(y1, size[1])))
    return replace(
        person,
        layers=tuple(_in_photo(layer, scale) for layer in person.layers),
        seams=tuple(
            Seam(_in_photo(s.strip, scale), tuple(_in_photo(each, scale) for each in s.others))
            for s in person.seams
        ),
        roots={limb: each.scaled(1 / scale) for limb, each in person.roots.items()},
        cuts={arm: each.scaled(1 / scale) for arm, each in person.cuts.items()},
        skeleton=skeleton,
        scale=scale,
        shown=shown,
    )


def reading_at(reading: Reading, scale: float) -> Reading:
    """What was found in a photo, where it lies in one `scale` times as large."""
    hands = {wrist: at_scale(points, scale) for wrist, points in reading.hands.items()}
    feet = {ankle: at_scale(points, scale) for ankle, points in reading.feet.items()}
    return replace(reading, hands=hands, feet=feet, bags=tuple(bag.scaled(scale) for bag in reading.bags))


def _in_photo(layer: Layer, scale: float) -> Layer:
    """A layer of the smaller photo whose mesh, hook and wrist lie in the whole one."""
    hung, wrist = (at if at is None else _place(at, 1 / scale) for at in (layer.hung_at, layer.wrist))
    mesh = replace(layer.mesh, points=at_scale(layer.mesh.points, 1 / scale))
    return replace(layer, mesh=mesh, hung_at=hung, wrist=wrist)


def _place(at: tuple[float, float], scale: float) -> tuple[float, float]:
    x, y = at_scale(np.array(at, np.float64), scale)
    return float(x), float(y)


def reduced(rgb: NDArray[np.uint8], matte: Floats, factor: float) -> tuple[NDArray[np.uint8], Floats]:
    """A cut-out's colours [h, w, 3] and matte [h, w] on a grid of `factor` times its pixels."""
    size = (max(8, round(matte.shape[1] * factor)), max(8, round(matte.shape[0] * factor)))
    small, thin = (cv2.resize(image, size, interpolation=cv2.INTER_AREA) for image in (rgb, matte))
    return small, thin
