"""Rendered people as sources: their true joints and matte, before a plain wall."""

from __future__ import annotations

import hashlib

import numpy as np
from numpy.typing import NDArray

from engine.contract.messages import Source
from engine.photo.photo import Photo
from engine.pose.pose import Point, Pose

Colour = tuple[int, int, int]
# A light studio wall, plain and known, so that the plate plays no part.
WALL: Colour = (214, 212, 209)


def source_of(
    premultiplied: NDArray[np.uint8], joints: NDArray[np.float32], *, wall: Colour = WALL
) -> Source:
    """A view [H, W, 4] with its true joints [18, 2] and its own alpha as the matte."""
    rgba = straight(premultiplied)
    return Source(as_photo(before(wall, rgba)), pose_of(joints, rgba.shape[:2]), alpha_of(rgba))


def pose_of(joints: NDArray[np.float32], shape: tuple[int, ...]) -> Pose:
    """Joints [18, 2] in pixels; those outside a picture of shape (height, width) are missing, as a detector has it."""
    height, width = shape
    points = [Point(x, y, 1.0, 0 <= x < width and 0 <= y < height) for x, y in joints.astype(float).tolist()]
    return Pose(tuple(points))


def as_photo(pixels: NDArray[np.uint8]) -> Photo:
    """A picture [H, W, 3] as a photo of its own, without the loss of a file."""
    return Photo(rgb=pixels, name="picture", key=hashlib.sha256(pixels.tobytes()).hexdigest())


def straight(premultiplied: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """RGBA [H, W, 4] with colours no longer multiplied by alpha."""
    alpha = premultiplied[..., 3:].astype(np.float32)
    colours = np.minimum(premultiplied[..., :3] * (255 / np.maximum(alpha, 1)), 255)
    return np.concatenate([colours + 0.5, alpha], 2).astype(np.uint8)


def before(wall: Colour, rgba: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Straight RGBA [H, W, 4] laid over a wall of one colour, [H, W, 3]."""
    background = np.array(wall, np.float32)
    alpha = rgba[..., 3:].astype(np.float32) / 255
    return (background + (rgba[..., :3] - background) * alpha + 0.5).astype(np.uint8)


def alpha_of(rgba: NDArray[np.uint8]) -> NDArray[np.float32]:
    """The alpha [H, W] of RGBA [H, W, 4], 0..1."""
    return rgba[..., 3].astype(np.float32) / np.float32(255)
