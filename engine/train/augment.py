"""What makes rendered people hard: framings, flips, colours, torn mattes, uncertain joints."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.geometry.joints import FRAME_HEIGHT, FRAME_WIDTH
from engine.geometry.part_transforms import MIRROR_PARTS

Floats = NDArray[np.float32]
Number = TypeVar("Number", np.uint8, np.float32)
MIRROR_JOINTS = (0, 1, 5, 6, 7, 2, 3, 4, 11, 12, 13, 8, 9, 10, 15, 14, 17, 16)
# Joints nearer than this on both sides count as not moved: an edit leaves the others exactly where they were.
UNMOVED_PX = 1.2


@dataclass(frozen=True)
class Sample:
    """A source and a target of one person; joints and flow in canonical pixels."""

    source: NDArray[np.uint8]  # [H, W, 4] premultiplied
    target: NDArray[np.uint8]  # [H, W, 4]
    source_joints: Floats  # [18, 2]
    target_joints: Floats
    source_present: NDArray[np.bool_]  # [18]
    target_present: NDArray[np.bool_]
    flow: Floats  # [H, W, 2] target pixel -> source point
    seen: NDArray[np.uint8]  # [H, W] 0 nothing known, 1 hidden in the source, 2 visible there
    source_part: NDArray[np.uint8]  # [H, W] 0 background, else 1 + part
    target_part: NDArray[np.uint8]
    valid: NDArray[np.uint8]  # [H, W] 1 where the target is known at all
    same: bool


def flip(s: Sample) -> Sample:
    """Mirrored left to right, with left and right joints and parts swapped."""
    order = list(MIRROR_JOINTS)
    parts = np.array([0, *(1 + p for p in MIRROR_PARTS)], np.uint8)
    mirror_x = np.array([-1, 1], np.float32)
    shift = np.array([FRAME_WIDTH, 0], np.float32)
    turn = lambda image: np.ascontiguousarray(image[:, ::-1])  # noqa: E731
    return replace(
        s,
        source=turn(s.source),
        target=turn(s.target),
        source_joints=s.source_joints[order] * mirror_x + shift,
        target_joints=s.target_joints[order] * mirror_x + shift,
        source_present=s.source_present[order],
        target_present=s.target_present[order],
        flow=turn(s.flow) * mirror_x + shift,
        seen=turn(s.seen),
        source_part=parts[turn(s.source_part)],
        target_part=parts[turn(s.target_part)],
        valid=turn(s.valid),
    )


def random_framing(rng: np.random.Generator, strength: float) -> Floats:
    """[2, 3] similarity of the frame, canonical to canonical."""
    scale = float(np.exp(rng.uniform(-0.2, 0.28) * strength))
    shift = rng.uniform(-1, 1, 2) * np.array([0.1 * FRAME_WIDTH, 0.1 * FRAME_HEIGHT]) * strength
    centre = np.array([FRAME_WIDTH / 2, FRAME_HEIGHT / 2])
    return np.column_stack([np.eye(2) * scale, centre - scale * centre + shift]).astype(np.float32)


def _to_pixels(matrix: Floats, size: tuple[int, int]) -> NDArray[np.float64]:
    """A canonical map as OpenCV wants it for images of size (w, h), whose pixel centres are whole numbers."""
    unit = size[1] / FRAME_HEIGHT
    linear = matrix[:, :2].astype(np.float64)
    offset = matrix[:, 2] * unit + linear @ np.array([0.5, 0.5]) - 0.5
    return np.column_stack([linear, offset])


def warp(image: NDArray[Number], matrix: Floats, *, smooth: bool) -> NDArray[Number]:
    """The image under a canonical similarity; zero outside."""
    size = (image.shape[1], image.shape[0])
    mode = cv2.INTER_LINEAR if smooth else cv2.INTER_NEAREST
    warped: NDArray[Number] = cv2.warpAffine(image, _to_pixels(matrix, size), size, flags=mode)
    return warped


def reframe(s: Sample, source_map: Floats, target_map: Floats) -> Sample:
    """Both sides in other framings."""
    on = lambda m, points: points @ m[:, :2].T + m[:, 2]  # noqa: E731
    flow = warp(on(source_map, s.flow).astype(np.float32), target_map, smooth=False)
    inside = (flow > 0).all(-1) & (flow[..., 0] < FRAME_WIDTH) & (flow[..., 1] < FRAME_HEIGHT)
    seen = warp(s.seen, target_map, smooth=False)
    return replace(
        s,
        source=warp(s.source, source_map, smooth=True),
        target=warp(s.target, target_map, smooth=True),
        source_joints=on(source_map, s.source_joints).astype(np.float32),
        target_joints=on(target_map, s.target_joints).astype(np.float32),
        flow=flow,
        seen=np.where(inside, seen, np.minimum(seen, 1)).astype(np.uint8),
        source_part=warp(s.source_part, source_map, smooth=False),
        target_part=warp(s.target_part, target_map, smooth=False),
        valid=warp(s.valid, target_map, smooth=False),
    )


def recolour(s: Sample, rng: np.random.Generator) -> Sample:
    """One colour change for both sides: a photo has one light and one camera.

    Channels are rarely exchanged: that skin has a colour of its own tells a hand from the cloth it lies on.
    """
    order = rng.permutation(3) if rng.random() < 0.1 else np.arange(3)
    gain = rng.uniform(0.75, 1.25, 3) * rng.uniform(0.8, 1.2)
    offset = rng.uniform(-0.08, 0.08, 3) * 255
    table = np.clip(np.arange(256)[:, None] * gain + offset, 0, 255)

    def apply(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
        alpha = image[..., 3:].astype(np.float32) / 255
        straight = np.minimum(image[..., :3] / np.maximum(alpha, 0.02), 255).astype(np.uint8)[..., order]
        rgb = np.stack([table[straight[..., c], c] for c in range(3)], -1) * alpha
        return np.concatenate([rgb + 0.5, image[..., 3:]], -1).astype(np.uint8)

    return replace(s, source=apply(s.source), target=apply(s.target))


def tear_matte(s: Sample, rng: np.random.Generator) -> Sample:
    """A matte that is too tight or too wide, with background leaking in; unchanged pairs stay consistent."""
    alpha = s.source[..., 3]
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (3, 3))
    if rng.random() < 0.45:
        tight = cv2.erode(alpha, kernel)
        rgb = (s.source[..., :3] * (tight / np.maximum(alpha, 1))[..., None]).astype(np.uint8)
        source = np.dstack([rgb, tight])
    else:
        wide = cv2.dilate(alpha, kernel)
        leak = rng.uniform(0, 255, 3) * ((wide - alpha) / 255.0)[..., None]
        source = np.dstack([np.minimum(s.source[..., :3] + leak, 255).astype(np.uint8), wide])
    return replace(s, source=source, target=source.copy() if s.same else s.target)


def unsure_joints(s: Sample, rng: np.random.Generator, *, noise_px: float = 1.2) -> Sample:
    """Detector noise, joints that rest exactly, and joints that are missing."""
    moved = np.linalg.norm(s.target_joints - s.source_joints, axis=1, keepdims=True) > UNMOVED_PX
    noise = rng.normal(0, noise_px, (18, 2)).astype(np.float32)
    source = s.source_joints + noise
    target = np.where(moved, s.target_joints + noise * 0.5 + rng.normal(0, 0.6, (18, 2)), source).astype(
        np.float32
    )
    both = rng.random(18) > 0.03
    source_present = s.source_present & _inside(source, 4.0) & both
    target_present = s.target_present & _inside(target, 40.0) & both & (rng.random(18) > 0.01)
    # Out of the photo means missing on both sides, unless the pose puts the joint somewhere.
    target_present &= source_present | (rng.random(18) < 0.5)
    if s.same:
        target_present = source_present
    return replace(
        s,
        source_joints=source,
        target_joints=target,
        source_present=source_present,
        target_present=target_present,
    )


def _inside(xy: Floats, margin: float) -> NDArray[np.bool_]:
    limit = np.array([FRAME_WIDTH, FRAME_HEIGHT], np.float32)
    return np.asarray(((xy > -margin) & (xy < limit + margin)).all(1))


def augment(s: Sample, rng: np.random.Generator, *, joint_noise_px: float = 1.2) -> Sample:
    """All of the above at random."""
    if rng.random() < 0.5:
        s = flip(s)
    shared = random_framing(rng, 1.0)
    own = random_framing(rng, 1.0) if not s.same and rng.random() < 0.12 else shared
    s = recolour(reframe(s, shared, own), rng)
    if rng.random() < 0.35:
        s = tear_matte(s, rng)
    return unsure_joints(s, rng, noise_px=joint_noise_px)


def photograph(s: Sample, rng: np.random.Generator) -> Sample:
    """The source in hard contrast, under uneven light, a little soft and noisy, as photographs are."""
    height, width = s.source.shape[:2]
    alpha = s.source[..., 3:].astype(np.float32)
    rgb = s.source[..., :3].astype(np.float32)
    if rng.random() < 0.35:
        # Dark cloth loses its folds first: sleeve and shirt become one black.
        bright = rgb.max(-1, keepdims=True) / np.maximum(alpha, 1.0)
        rgb = rgb * np.minimum(bright / 0.7, 1.2) ** rng.uniform(0.4, 2.5)
    if rng.random() < 0.5:
        light = rng.normal(0, 0.15, (4, 3)).astype(np.float32)
        rgb = rgb * np.exp(cv2.resize(light, (width, height), interpolation=cv2.INTER_CUBIC))[..., None]
    if rng.random() < 0.3:
        rgb = cv2.GaussianBlur(rgb, (0, 0), rng.uniform(0.3, 0.9) * height / 256)
    if rng.random() < 0.5:
        rgb = rgb + rng.normal(0, rng.uniform(1, 5), rgb.shape).astype(np.float32)
    rgb = np.clip(rgb + 0.5, 0, alpha)
    return replace(s, source=np.concatenate([rgb, alpha], -1).astype(np.uint8))
