"""A source at one size, ready to gather from: photo, cut-out person, plate with shadows, limbs cut out of the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.boxes import Box
from engine.imaging.extension import Extension
from engine.imaging.shadows import Foot, FootStep, Shadow, reached, shading


@dataclass(frozen=True, eq=False)
class Pictures:
    """A source at one output size. All uint8."""

    photo: NDArray[np.uint8]  # [H, W, 3]
    cutout: NDArray[np.uint8]  # [H, W, 4] the person's own colours, spread past the rim, and the matte
    plate: NDArray[np.uint8]  # [H, W, 3] the background without the person
    scale: float  # output pixels per photo pixel
    bare: NDArray[np.uint8] | None = None  # [H, W, 3] the plate without contact shadows, where there are any
    shadows: tuple[Shadow, ...] = ()
    # The cutout with bands of limbs below it, and for each band its box (x0, y0, x1, y1) in the picture and how many
    # rows below that it lies; see engine.imaging.bands.
    atlas: NDArray[np.uint8] | None = None
    bands: NDArray[np.int64] = field(default_factory=lambda: np.zeros((4, 5), np.int64))

    def bytes(self) -> int:
        """Memory held, in bytes; the photo belongs to its source."""
        shadows = sum(shadow.ratio.nbytes for shadow in self.shadows)
        bare = 0 if self.bare is None else self.bare.nbytes
        return (self.cutout if self.atlas is None else self.atlas).nbytes + self.plate.nbytes + bare + shadows


def shrunk(pictures: Pictures, edge: int) -> Pictures:
    """The same at a longer edge of at most `edge` pixels, without bands; never enlarged."""
    height, width = pictures.photo.shape[:2]
    factor = edge / max(height, width)
    if factor >= 1:
        return replace(pictures, atlas=None, bands=np.zeros((4, 5), np.int64))
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    small = lambda image: cv2.resize(image, size, interpolation=cv2.INTER_AREA)  # noqa: E731
    return Pictures(
        small(pictures.photo),
        small(pictures.cutout),
        small(pictures.plate),
        factor * pictures.scale,
        bare=None if pictures.bare is None else small(pictures.bare),
        shadows=tuple(shadow.scaled(factor) for shadow in pictures.shadows),
    )


def extended(pictures: Pictures, extension: Extension, *, beyond: NDArray[np.uint8]) -> Pictures:
    """The same without bands, with `extension`, in their pixels, around them: the background goes on, nobody does.

    beyond: uint8 [H, W, 3] of the larger size, of which what lies around is taken, without shadows.
    """
    height, width = pictures.photo.shape[:2]
    left, top, right, bottom = extension.sides
    inside = np.s_[top : top + height, left : left + width]

    def around(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
        whole = beyond.copy()
        whole[inside] = picture
        return whole

    return Pictures(
        around(pictures.photo),
        cv2.copyMakeBorder(pictures.cutout, top, bottom, left, right, cv2.BORDER_CONSTANT),
        around(pictures.plate),
        pictures.scale,
        bare=None if pictures.bare is None else around(pictures.bare),
        shadows=tuple(replace(each, left=each.left + left, top=each.top + top) for each in pictures.shadows),
    )


def relit(pictures: Pictures, steps: Mapping[Foot, FootStep], *, within: Box | None = None) -> Pictures:
    """Photo and plate with the contact shadows of feet that took steps (in pixels) where those are now.

    Beyond the reach of these shadows, before and now, every pixel stays as it is, and so it does outside the box
    `within`.
    """
    moved = _moved(pictures.shadows, steps)
    if not moved or pictures.bare is None:
        return pictures
    height, width = pictures.plate.shape[:2]
    left, top, right, bottom = reached(moved, (width, height), steps)
    if within is not None:
        left, top = max(left, within[0]), max(top, within[1])
        right, bottom = min(right, within[2]), min(bottom, within[3])
    if left >= right or top >= bottom:
        return pictures
    part = slice(top, bottom), slice(left, right)
    shadows = tuple(replace(each, left=each.left - left, top=each.top - top) for each in pictures.shadows)
    size = (right - left, bottom - top)
    gone = _moved(shadows, steps)
    touched = np.minimum(shading(gone, size), shading(gone, size, steps)) < 1
    lit = pictures.bare[part] * shading(shadows, size, steps)[..., None]
    change = (lit - pictures.plate[part]) * touched[..., None]
    seen = 1 - pictures.cutout[part][..., 3:] * np.float32(1 / 255)
    photo, plate = pictures.photo.copy(), pictures.plate.copy()
    photo[part] = _bytes(photo[part] + change * seen)
    plate[part] = _bytes(plate[part] + change)
    return replace(pictures, photo=photo, plate=plate)


def _moved(shadows: tuple[Shadow, ...], steps: Mapping[Foot, FootStep]) -> tuple[Shadow, ...]:
    return tuple(shadow for shadow in shadows if shadow.foot in steps)


def _bytes(picture: NDArray[Any]) -> NDArray[np.uint8]:
    return np.rint(picture).clip(0, 255).astype(np.uint8)
