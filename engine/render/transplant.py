"""One person in another's place: a source with the look of the one and the background of the other."""

from __future__ import annotations

import hashlib

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.contract.messages import Source
from engine.photo.photo import Photo
from engine.plate.plate import make_plate
from engine.pose.placing import Placing, place_like
from engine.pose.pose import Joint, Pose
from engine.source.matte import clean_colours


def transplanted(person: Source, place: Source) -> Source:
    """The person of one source standing where the person of `place` stands, on that one's background.

    What of the person would lie beyond the photo of `place` is cut off. Raises PoseError.
    """
    placing = place_like(person.pose, place.pose)
    colours, matte = _moved(person, placing, place.photo.size)
    plate = make_plate(place.photo.rgb, place.matte, empty=place.mending.plate).rgb
    mixed = plate + (colours.astype(np.float32) - plate) * matte[..., None]
    photo = Photo(
        rgb=np.clip(mixed + 0.5, 0, 255).astype(np.uint8),
        name=place.photo.name,
        key=hashlib.sha256(f"{person.key} in place of {place.key}".encode()).hexdigest(),
        icc=place.photo.icc,
        exif=place.photo.exif,
        notes=place.photo.notes,
    )
    return Source(photo, _within(placing.of(person.pose), place.photo.size), matte)


def _moved(
    person: Source, placing: Placing, size: tuple[int, int]
) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """Clean colours [H, W, 3] and matte [H, W] of the person at the size (width, height) of the place."""
    colours, matte, scale = clean_colours(person.photo.rgb, person.matte), person.matte, 1.0
    if placing.scale < 1:
        # Averaged first: a warp alone would skip pixels.
        width, height = person.photo.size
        small = (max(1, round(width * placing.scale)), max(1, round(height * placing.scale)))
        colours = cv2.resize(colours, small, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)
        matte = cv2.resize(matte, small, interpolation=cv2.INTER_AREA).astype(np.float32, copy=False)
        scale = 1 / placing.scale
    step = placing.scale * scale
    # From corners of pixels, which poses count from, to their centres, which OpenCV does.
    offset = 0.5 * step - 0.5
    matrix = np.array([[step, 0, placing.x + offset], [0, step, placing.y + offset]])
    warped = cv2.warpAffine(colours, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    cover = cv2.warpAffine(matte, matrix, size, flags=cv2.INTER_LINEAR)
    return warped.astype(np.uint8, copy=False), cover.astype(np.float32, copy=False).clip(0, 1)


def _within(pose: Pose, size: tuple[int, int]) -> Pose:
    """The pose without the joints that are beyond the photo."""
    width, height = size
    gone = [joint for joint in Joint if not (0 <= pose[joint].x < width and 0 <= pose[joint].y < height)]
    return pose.with_present(gone, present=False)
