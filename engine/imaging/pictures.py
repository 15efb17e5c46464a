"""A source at one size, ready to gather from: photo, cut-out person, plate, and limbs cut out of what they lie on."""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Pictures:
    """A source at one output size. All uint8."""

    photo: NDArray[np.uint8]  # [H, W, 3]
    cutout: NDArray[np.uint8]  # [H, W, 4] the person's own colours, spread past the rim, and the matte
    plate: NDArray[np.uint8]  # [H, W, 3] the background without the person
    scale: float  # output pixels per photo pixel
    # The cutout with bands of limbs below it, and for each band its box (x0, y0, x1, y1) in the picture and how many
    # rows below that it lies; see engine.imaging.bands.
    atlas: NDArray[np.uint8] | None = None
    bands: NDArray[np.int64] = field(default_factory=lambda: np.zeros((4, 5), np.int64))

    def bytes(self) -> int:
        """Memory held, in bytes; the photo belongs to its source."""
        return (self.cutout if self.atlas is None else self.atlas).nbytes + self.plate.nbytes


def shrunk(pictures: Pictures, edge: int) -> Pictures:
    """The same at a longer edge of at most `edge` pixels, without bands; never enlarged."""
    height, width = pictures.photo.shape[:2]
    factor = edge / max(height, width)
    if factor >= 1:
        return Pictures(pictures.photo, pictures.cutout, pictures.plate, pictures.scale)
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    small = lambda image: cv2.resize(image, size, interpolation=cv2.INTER_AREA)  # noqa: E731
    return Pictures(
        small(pictures.photo), small(pictures.cutout), small(pictures.plate), factor * pictures.scale
    )
