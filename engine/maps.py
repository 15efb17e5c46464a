"""One decoded pose as numpy maps over the model frame: what composing at photo size needs of the network's answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from engine.finite import check_finite
from engine.frame import HEIGHT
from engine.model.correspondence import gather
from engine.model.decoded import Decoded
from engine.model.skeleton import N_PARTS

Floats = NDArray[np.float32]
# Holes in a body up to this many canonical pixels large are no gaps between its limbs.
_HOLE_PX = 300.0
# Canonical pixels within the photo's edge: there the person is cut off, and nobody is on the other side.
EDGE_PX = 4.0


@dataclass(frozen=True)
class Behind:
    """What may lie behind a pixel: where each part is in the picture, and where in the photo."""

    affine: Floats  # [11, 6] the parts' maps, from the picture to the photo
    capsules: Floats  # [11, 2, 2] the parts' axes, canonical pixels
    radii: Floats  # [11]
    parts: Floats  # [11, h, w] which part the photo shows, given that it is the person
    matte: Floats  # [h, w] the photo's, the most within each pixel of this map
    coverage: Floats  # [h, w] of the new picture, the least within each pixel of this map


@dataclass(frozen=True)
class Maps:
    """Flows lead to canonical points."""

    part_logits: Floats  # [h, w, 11]
    affine: Floats  # [11, 6]
    residual: Floats  # [h, w, 2]
    donor: Floats  # [H, W, 2] canonical source points of the second gathered candidate
    shares: Floats  # [H, W, 4] share of the second gathered, share of the painted, alpha, trust in the first gathered
    painted: Floats  # [H, W, 4] the painted colours, mixed, and how surely a pixel lies inside the person
    still: Floats  # [H, W]
    behind: Behind | None = None


def to_maps(
    out: Decoded, *, gathered: int, paint: Callable[[Tensor, Tensor], Tensor], inside: NDArray[np.bool_]
) -> Maps:
    """A decoded batch of one as maps; the painted candidates are mixed by their weights.

    paint: what becomes of the mixed colours [3, H, W], with their share [H, W]. inside: [H, W] where the frame lies
    on the photo, EDGE_PX from its edge. Raises WeightsError where the network answered with NaN or infinity.
    """
    soft = out.weights[0, gathered:].sum(0)
    colour = (out.weights[0, gathered:, None] * out.painted[0]).sum(0) / soft.clamp(min=1e-4)
    share = _decided(soft)
    kept = (1 - share) / (1 - soft).clamp(min=1e-4)
    second = out.weights[0, 1] * kept if gathered > 1 else torch.zeros_like(share)
    read = _plain(gather(out.photo_matte, out.flows[:, 0])[0, 0])
    alpha = _whole(_plain(out.alpha[0, 0]), read, inside)
    behind = _behind(out)
    maps = Maps(
        part_logits=hwc(out.part_logits[0]),
        affine=_affine(out),
        residual=hwc(out.residual[0]),
        donor=hwc(out.flows[0, -1]),
        shares=np.dstack([hwc(torch.stack([second, share])), alpha, _plain(out.trust[0, 0])]),
        painted=np.dstack([hwc(paint(colour, share)), _inner(alpha) * (1 - _plain(out.read[0, 0]))]),
        still=out.still[0, 0].float().cpu().numpy(),
        behind=behind,
    )
    check_finite(each for each in (*vars(maps).values(), *vars(behind).values()) if each is not behind)
    return maps


def _affine(out: Decoded) -> Floats:
    return _plain(out.affine[0].reshape(N_PARTS, 6))


def _behind(out: Decoded) -> Behind:
    return Behind(
        affine=_affine(out),
        capsules=_plain(out.capsules[0]),
        radii=_plain(out.radii[0]),
        parts=_plain(out.photo_parts[0]),
        matte=_plain(F.max_pool2d(out.photo_matte, 2)[0, 0]),
        coverage=_plain(-F.max_pool2d(-out.coverage, 2)[0, 0]),
    )


def _whole(alpha: Floats, read: Floats, inside: NDArray[np.bool_]) -> Floats:
    """alpha [h, w] with small holes filled where the photo's matte is solid at what would be read, read [h, w].

    Beside a hand that hung before a thigh the network is not sure of the thigh, which it never saw. The photo's edge
    cuts holes off, so they may be open to it.
    """
    unit = len(alpha) / HEIGHT
    count, label, stats, _ = cv2.connectedComponentsWithStats(
        ((alpha < 0.5) & inside).astype(np.uint8), connectivity=4
    )
    small = [i for i in range(1, count) if stats[i, cv2.CC_STAT_AREA] <= _HOLE_PX * unit**2]
    if not small:
        return alpha
    side = 2 * round(EDGE_PX * unit) + 1
    hole = cv2.dilate(np.isin(label, small).astype(np.uint8), np.ones((side, side), np.uint8))
    return np.maximum(alpha, hole * read)


def _inner(alpha: Floats) -> Floats:
    """The predicted outline drawn in by a pixel: beyond it only what was gathered may reach."""
    inner: Floats = cv2.erode(alpha, np.ones((3, 3), np.uint8))
    return inner


def _decided(share: Tensor) -> Tensor:
    """Shares pushed towards 0 or 1: the odds to the fourth power.

    A mix of gathered and painted is the safer bet pixel by pixel (0.1 dB), but it veils the photo's own texture.
    """
    odds = (share / (1 - share).clamp(min=1e-4)) ** 4
    return odds / (1 + odds)


def _plain(values: Tensor) -> Floats:
    return np.asarray(values.float().cpu().numpy(), np.float32)


def hwc(maps: Tensor) -> Floats:
    """A tensor [C, H, W] as an array [H, W, C]."""
    return np.ascontiguousarray(_plain(maps).transpose(1, 2, 0))
