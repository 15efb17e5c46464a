"""What makes rendered single views hard: framing, colour, light, mattes that are torn or let the background through."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.geometry.joints import FRAME_HEIGHT, FRAME_WIDTH, MIRROR_JOINTS
from engine.geometry.layer_classes import BACKGROUND, MIRROR_CLASSES, N_CLASSES

Floats = NDArray[np.float32]
# Label of pixels about which nothing is known, as beyond the edge of a photo.
UNKNOWN = 255
_BITS = 16  # classes a plane of `whole` holds
_PRESENT_MARGIN_PX = 2.0


@dataclass(frozen=True)
class ClassView:
    """One picture of a person and its classes.

    rgba float32 [H, W, 4] premultiplied, 0..1; label uint8 [H, W], UNKNOWN where nothing is known; whole uint16
    [H, W, 2]: bit c of the 32 is set where class c goes on, seen or not; joints float32 [18, 2] canonical pixels.
    """

    rgba: Floats
    label: NDArray[np.uint8]
    whole: NDArray[np.uint16]
    joints: Floats
    present: NDArray[np.bool_]


def whole_bits(masks: dict[int, NDArray[np.bool_]], shape: tuple[int, int]) -> NDArray[np.uint16]:
    """Masks [H, W] by class as bits [H, W, 2]."""
    planes = np.zeros((*shape, 2), np.uint16)
    for number, mask in masks.items():
        planes[..., number // _BITS] |= mask.astype(np.uint16) << (number % _BITS)
    return planes


def whole_masks(planes: NDArray[np.uint16]) -> NDArray[np.bool_]:
    """Bits [..., H, W, 2] as masks [..., N_CLASSES, H, W]."""
    *before, height, width, _ = planes.shape
    masks = np.empty((*before, N_CLASSES, height, width), bool)
    for c in range(N_CLASSES):
        np.not_equal(planes[..., c // _BITS] & np.uint16(1 << c % _BITS), 0, out=masks[..., c, :, :])
    return masks


def augmented(view: ClassView, size: tuple[int, int], rng: np.random.Generator) -> ClassView:
    """The view as a photo of it might come, at a size (height, width)."""
    if rng.random() < 0.5:
        view = _flipped(view)
    view = reframed(view, size, _framing(rng))
    view = replace(view, rgba=_photographed(view, rng))
    if rng.random() < 0.2:
        view = _cut(view, rng)
    return _with_uncertain_joints(view, rng)


def reframed(view: ClassView, size: tuple[int, int], matrix: NDArray[np.float64]) -> ClassView:
    """The view at a size (height, width) under a canonical similarity [2, 3]."""
    height, width = size
    grow, unit = height / view.label.shape[0], height / FRAME_HEIGHT
    linear = matrix[:, :2] * grow
    # Canonical points measure from corners, OpenCV from pixel centres.
    offset = matrix[:, 2] * unit + linear @ np.array([0.5, 0.5]) - 0.5
    pixels = np.column_stack([linear, offset])
    rgba = view.rgba
    if np.sqrt(abs(np.linalg.det(linear))) < 0.6:
        rgba = cv2.blur(rgba, (2, 2))
    nearest = lambda image: cv2.warpAffine(image, pixels, (width, height), flags=cv2.INTER_NEAREST)  # noqa: E731
    return ClassView(
        cv2.warpAffine(rgba, pixels, (width, height), flags=cv2.INTER_LINEAR),
        nearest(view.label),
        nearest(view.whole),
        (view.joints @ matrix[:, :2].T + matrix[:, 2]).astype(np.float32),
        view.present,
    )


def _framing(rng: np.random.Generator) -> NDArray[np.float64]:
    """Canonical to canonical: the frame around a person is wider than that of a rendered view, and not straight."""
    scale = float(np.exp(rng.uniform(-0.3, 0.35)))
    angle = np.radians(rng.normal(0, 5))
    turn = scale * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    middle = np.array([FRAME_WIDTH, FRAME_HEIGHT]) / 2
    to = middle + rng.uniform(-1, 1, 2) * np.array([0.09 * FRAME_WIDTH, 0.1 * FRAME_HEIGHT])
    return np.column_stack([turn, to - turn @ middle])


def _flipped(view: ClassView) -> ClassView:
    table = np.arange(256, dtype=np.uint8)
    table[:N_CLASSES] = MIRROR_CLASSES
    masks = whole_masks(view.whole)[list(MIRROR_CLASSES), :, ::-1]
    joints = view.joints[list(MIRROR_JOINTS)] * np.array([-1, 1], np.float32)
    return ClassView(
        np.ascontiguousarray(view.rgba[:, ::-1]),
        table[view.label[:, ::-1]],
        whole_bits(dict(enumerate(masks)), view.label.shape),
        joints + np.array([FRAME_WIDTH, 0], np.float32),
        view.present[list(MIRROR_JOINTS)],
    )


def _photographed(view: ClassView, rng: np.random.Generator) -> Floats:
    """Another light and camera, and the matte that a photo's person would have got; premultiplied."""
    height, width = view.label.shape
    alpha = view.rgba[..., 3:]
    rgb: NDArray[Any] = np.clip(view.rgba[..., :3] / np.maximum(alpha, 0.02), 0, 1)
    if rng.random() < 0.1:
        rgb = rgb[..., rng.permutation(3)]
    rgb = rgb * (rng.uniform(0.75, 1.25, 3) * rng.uniform(0.7, 1.3)) + rng.uniform(-0.07, 0.07, 3)
    grey = rgb.mean(-1, keepdims=True)
    rgb = np.clip(grey + (rgb - grey) * rng.uniform(0.4, 1.4), 0.003, 1) ** rng.uniform(0.65, 1.6)
    if rng.random() < 0.5:
        rgb = rgb * np.exp(_clouds(rng, (4, 3), (height, width), 0.18))
    if rng.random() < 0.3:  # cloth of photos has a weave where rendered cloth is smooth
        rgb = rgb * (1 + _clouds(rng, (height // 3, width // 3), (height, width), rng.uniform(0.03, 0.15)))
    rgb, alpha = _torn(rgb, alpha, view.label, rng)
    if rng.random() < 0.35:
        rgb = cv2.GaussianBlur(rgb, (0, 0), rng.uniform(0.3, 1.0) * height / FRAME_HEIGHT)
    if rng.random() < 0.5:
        rgb = rgb + rng.normal(0, rng.uniform(0.003, 0.02), rgb.shape)
    return np.concatenate([np.clip(rgb, 0, 1) * alpha, alpha], -1).astype(np.float32)


def _clouds(
    rng: np.random.Generator, cells: tuple[int, int], shape: tuple[int, int], strength: float
) -> Floats:
    """Smooth noise [H, W, 1]."""
    noise = rng.normal(0, strength, cells).astype(np.float32)
    return cv2.resize(noise, shape[::-1], interpolation=cv2.INTER_LINEAR)[..., None]


def _torn(
    rgb: NDArray[Any], alpha: Floats, label: NDArray[np.uint8], rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """A matte that is too tight or too wide, or that has taken a piece of the background along."""
    chance = rng.random()
    kernel = np.ones((3, 3), np.uint8)
    if chance < 0.2:
        alpha = cv2.erode(alpha[..., 0], kernel)[..., None]
    elif chance < 0.4:
        wide = cv2.dilate(alpha[..., 0], kernel)[..., None]
        rgb = np.where(alpha > 0.5, rgb, rng.uniform(0, 1, 3))
        alpha = wide
    if rng.random() < 0.25:
        blob = _blob(label, rng)
        colour = rng.uniform(0, 1, 3) + _clouds(rng, (12, 9), label.shape, 0.1)
        rgb = rgb * (1 - blob) + blob * colour
        alpha = np.maximum(alpha, blob * rng.uniform(0.4, 1))
    return rgb.astype(np.float32), alpha.astype(np.float32)


def _blob(label: NDArray[np.uint8], rng: np.random.Generator) -> Floats:
    """Ellipses [H, W, 1] beside the person's outline."""
    rows, columns = np.nonzero((label != BACKGROUND) & (label != UNKNOWN))
    blob = np.zeros(label.shape, np.float32)
    if len(rows):
        unit = label.shape[0] / FRAME_HEIGHT
        for at in rng.integers(len(rows), size=int(rng.integers(1, 4))):
            axes = (round(rng.uniform(2, 14) * unit), round(rng.uniform(2, 22) * unit))
            middle = (int(columns[at]), int(rows[at]))
            cv2.ellipse(blob, middle, axes, float(rng.uniform(0, 180)), 0, 360, 1, -1)
    return (blob * (label == BACKGROUND))[..., None]


def _cut(view: ClassView, rng: np.random.Generator) -> ClassView:
    """The photo ends here: below the knees or the hips, or through the hair."""
    rgba, label, whole = view.rgba.copy(), view.label.copy(), view.whole.copy()
    height = label.shape[0]
    rows = slice(int(rng.uniform(0.5, 1) * height), None)
    if rng.random() < 0.3:
        top = np.flatnonzero((label != BACKGROUND).any(1))
        rows = slice(0, (int(top[0]) if len(top) else 0) + int(rng.uniform(0, 0.12) * height))
    rgba[rows], label[rows], whole[rows] = 0, BACKGROUND, 0
    return replace(view, rgba=rgba, label=label, whole=whole)


def _with_uncertain_joints(view: ClassView, rng: np.random.Generator) -> ClassView:
    """Joints as a detector finds them: a little off, sometimes one far off, sometimes missing."""
    joints = view.joints.astype(np.float64) + rng.normal(0, rng.uniform(0.3, 2.0), (18, 2))
    if rng.random() < 0.25:
        joints[rng.integers(18)] += rng.normal(0, 10, 2)
    limit = np.array([FRAME_WIDTH, FRAME_HEIGHT])
    inside = ((joints > -_PRESENT_MARGIN_PX) & (joints < limit + _PRESENT_MARGIN_PX)).all(-1)
    present = view.present & inside & (rng.random(18) > 0.04)
    return replace(view, joints=joints.astype(np.float32), present=present)
