"""A photo of two people, made of two that ship: each with the joints and the matte of their own photo."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from engine.contract.messages import Source
from engine.photo.photo import Photo
from engine.source.matte import clean_colours

SCALE = 0.3


@dataclass(frozen=True)
class Two:
    """Who stands farther, and who nearer, in one photo."""

    farther: Source
    nearer: Source

    @property
    def photo(self) -> Photo:
        return self.farther.photo


def side_by_side(first: Source, second: Source, *, apart: int, lower: int = 12) -> Two:
    """The second so many pixels to the right of the first and `lower` down, before a plain wall."""
    height, width = (round(SCALE * side) for side in first.photo.rgb.shape[:2])
    rgb = np.full((height + lower, width + apart, 3), 190, np.float32)
    mattes: list[np.ndarray] = []
    poses = []
    for person, left, top in ((first, 0, 0), (second, apart, lower)):
        size = (width, height)
        colours = clean_colours(person.photo.rgb, person.matte)
        small = cv2.resize(colours, size, interpolation=cv2.INTER_AREA).astype(np.float32)
        matte = np.zeros(rgb.shape[:2], np.float32)
        matte[top : top + height, left : left + width] = cv2.resize(
            person.matte, size, interpolation=cv2.INTER_AREA
        )
        cover = matte[top : top + height, left : left + width, None]
        part = rgb[top : top + height, left : left + width]
        part += (small - part) * cover
        mattes = [each * (1 - matte) for each in mattes]  # who is nearer hides who is farther
        mattes.append(matte)
        poses.append(person.pose.replaced(person.pose.xy() * SCALE + np.array([left, top])))
    photo = Photo(rgb.round().astype(np.uint8), "two.png", f"two at {apart}")
    made = [Source(photo, pose, matte) for pose, matte in zip(poses, mattes, strict=True)]
    return Two(*made)
