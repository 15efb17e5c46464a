"""What pictures are measured by: likeness, outlines, sharpness and joints found again.

Sources: Z. Wang et al., "Image Quality Assessment" (TIP 2004) for SSIM; M. Andriluka et al., "2D Human Pose Estimation"
(CVPR 2014) for PCKh.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np
import torch
from numpy.typing import NDArray

from engine.model.geometry.similarity import ssim_map
from engine.pose.pose import Joint, Pose

Image = NDArray[np.uint8]
Floats = NDArray[np.float32]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many joints were found again, of how many asked for."""

    found: int = 0
    asked: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.found + other.found, self.asked + other.asked)

    @property
    def share(self) -> float | None:
        """Found over asked, None when nothing was asked."""
        return self.found / self.asked if self.asked else None


def ssim(made: Image, truth: Image, person: Mask) -> float:
    """Mean structural similarity of two pictures uint8 [H, W, 3] over the pixels of person [H, W].

    By a window of 7x7 pixels, all alike; as papers measure it over whole pictures: `engine.evaluate.field.ssim`.
    """
    if not person.any():
        return 1.0
    pictures = [torch.from_numpy(x.astype(np.float32) / 255).permute(2, 0, 1)[None] for x in (made, truth)]
    return float(ssim_map(pictures[0], pictures[1])[0, 0].numpy()[person].mean())


def psnr(made: Image, truth: Image, person: Mask) -> float:
    """Signal to noise, dB, of two pictures uint8 [H, W, 3] over person [H, W]; inf when they are equal."""
    difference = made[person].astype(np.float32) - truth[person].astype(np.float32)
    error = float(np.mean(difference * difference, dtype=np.float64)) if difference.size else 0.0
    return 10 * math.log10(255**2 / error) if error > 0 else math.inf


def alpha_iou(made: Floats | Mask, truth: Floats | Mask) -> float:
    """Intersection over union of two alphas [H, W] cut at 0.5, or masks; 1 when both are empty."""
    a, b = made > 0.5, truth > 0.5
    either = int((a | b).sum())
    return int((a & b).sum()) / either if either else 1.0


def boundary_error_px(made: Floats, truth: Floats) -> float:
    """Mean distance, in pixels, between the 0.5 contours of two alphas [H, W], both ways.

    The edge of the picture is no contour. A contour that only one of them has counts as a picture's diagonal.
    """
    contours = [_contour(made > 0.5), _contour(truth > 0.5)]
    if not contours[0].any() or not contours[1].any():
        return math.hypot(*made.shape) if contours[0].any() or contours[1].any() else 0.0
    away = [
        cv2.distanceTransform((~c).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE) for c in contours
    ]
    return float(away[1][contours[0]].mean() + away[0][contours[1]].mean()) / 2


def _contour(shape: Mask) -> Mask:
    """The shape's own pixels that touch its outside."""
    cross = cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3))
    inner = cv2.erode(shape.astype(np.uint8), cross, borderType=cv2.BORDER_REPLICATE)
    return shape & (inner == 0)


def gradient_energy(picture: Image) -> Floats:
    """Squared brightness gradient [H, W] of a picture uint8 [H, W, 3], from neighbouring pixels."""
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).astype(np.float32)
    dx = np.diff(grey, axis=1, append=grey[:, -1:])
    dy = np.diff(grey, axis=0, append=grey[-1:])
    return (dx * dx + dy * dy).astype(np.float32)


def sharpness(made: Image, truth: Image, region: Mask) -> float | None:
    """Gradient energy of made over truth inside region [H, W]: below 1 is blurred; None without texture.

    Energies are capped where the strongest hundredth of the truth's lie, so that a torn edge cannot make up
    for blurred cloth.
    """
    before = gradient_energy(truth)[region]
    if not before.size or not before.any():
        return None
    cap = float(np.quantile(before, 0.99)) or float(before.max())
    after = gradient_energy(made)[region]
    return float(after.clip(max=cap).sum(dtype=np.float64) / before.clip(max=cap).sum(dtype=np.float64))


def pckh(
    found: Pose,
    wanted: Pose,
    *,
    joints: Iterable[Joint],
    head_px: float,
    threshold: float = 0.5,
    vouched: bool = False,
) -> Tally:
    """Which of joints (of those wanted has) were found within threshold head sizes of where they should be.

    As in the field's PCKh only the place counts; with `vouched`, a joint the detector does not call visible is lost.
    """
    asked = [joint for joint in joints if wanted.has(joint)]
    hits = [
        (found.has(j) or not vouched) and math.dist(found.at(j), wanted.at(j)) <= threshold * head_px
        for j in asked
    ]
    return Tally(sum(hits), len(asked))
