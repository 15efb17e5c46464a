"""Single pairs of rendered people as arrays, the same every time: what networks are measured on."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.model.geometry.joints import FRAME_HEIGHT, FRAME_WIDTH
from engine.synthesis.shards import PersonShard, dense_flow

# Joints nearer than this on both sides count as not moved: an edit leaves the others exactly where they were.
UNMOVED_PX = 1.2

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Sample:
    """A source and a target of one person at the size they were rendered; joints and flow in canonical pixels."""

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


def pair(person: PersonShard, index: int) -> Sample:
    """The ordered pair of the given index."""
    source, target = (int(v) for v in person.pairs[index])
    flow, known, visible = dense_flow(person, index)
    unit = FRAME_HEIGHT / person.rgba.shape[1]
    everywhere = np.ones(18, bool)
    return Sample(
        source=person.rgba[source],
        target=person.rgba[target],
        source_joints=person.joints[source] * unit,
        target_joints=person.joints[target] * unit,
        source_present=everywhere,
        target_present=everywhere,
        flow=flow * unit,
        seen=known.astype(np.uint8) + visible.astype(np.uint8),
        source_part=person.part[source],
        target_part=person.part[target],
    )


def unsure_joints(s: Sample, rng: np.random.Generator, *, noise_px: float = 1.2) -> Sample:
    """Detector noise, joints that rest exactly, and joints that are missing, as in training."""
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
