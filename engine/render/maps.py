"""One pose as numpy maps over the model frame: all that drawing at photo size needs of a method's answer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.imaging.pixels import Floats
from engine.model.decoded import Decoded
from engine.model.geometry.correspondence import warp
from engine.model.geometry.part_transforms import N_PARTS
from engine.model.geometry.tensors import hwc, plain
from engine.rules.behind import Behind
from engine.rules.hand_made import Rules
from engine.runtime.finite import check_finite


@dataclass(frozen=True)
class Maps:
    """Flows lead to canonical points."""

    part_logits: Floats  # [h, w, 11]
    affine: Floats  # [11, 6]
    residual: Floats  # [h, w, 2]
    mirrored: Floats  # [H, W, 2] canonical source points of the second warped candidate
    # [H, W, 4] share of the second warped, share of the synthesised, alpha, confidence in the first warped
    shares: Floats
    # [H, W, 4] the synthesised colours, mixed, and how surely a pixel lies inside the person
    synthesised: Floats
    static: Floats  # [H, W]
    seams: Floats  # [h, w] where the outline is smoothed, 0..1
    joined: tuple[int, ...]  # for each part, those whose maps are mixed with its, a bit each
    behind: Behind | None = None


def to_maps(
    out: Decoded, *, warped: int, rules: Rules, beside: Tensor | None, inside: NDArray[np.bool_]
) -> Maps:
    """A decoded batch of one as maps; the synthesised candidates are mixed by their weights.

    beside: see `Rules.beside`. inside: [H, W] where the frame lies on the photo, and not at its edge. Raises
    WeightsError where the network answered with NaN or infinity.
    """
    soft = out.weights[0, warped:].sum(0)
    colour = (out.weights[0, warped:, None] * out.synthesised[0]).sum(0) / soft.clamp(min=1e-4)
    share = _decided(soft)
    kept = (1 - share) / (1 - soft).clamp(min=1e-4)
    second = out.weights[0, 1] * kept if warped > 1 else torch.zeros_like(share)
    read = plain(warp(out.photo_matte, out.flows[:, 0])[0, 0])
    alpha = rules.alpha(plain(out.alpha[0, 0]), read, inside)
    synthesised = rules.synthesised(colour, share, out=out, beside=beside)
    logits = hwc(out.part_logits[0])
    maps = Maps(
        part_logits=logits,
        affine=plain(out.affine[0].reshape(N_PARTS, 6)),
        residual=hwc(out.residual[0]),
        mirrored=hwc(out.flows[0, -1]),
        shares=np.dstack([hwc(torch.stack([second, share])), alpha, plain(out.confidence[0, 0])]),
        synthesised=np.dstack([hwc(synthesised), rules.inner(alpha) * (1 - plain(out.read[0, 0]))]),
        static=plain(out.static[0, 0]),
        seams=rules.seams(logits),
        joined=rules.joined,
        behind=rules.behind(out),
    )
    behind = () if maps.behind is None else vars(maps.behind).values()
    check_finite(each for each in (*vars(maps).values(), *behind) if isinstance(each, np.ndarray))
    return maps


def _decided(share: Tensor) -> Tensor:
    """Shares pushed towards 0 or 1: the odds to the fourth power.

    A mix of warped and synthesised is the safer bet pixel by pixel (0.1 dB), but it veils the photo's own texture.
    """
    odds = (share / (1 - share).clamp(min=1e-4)) ** 4
    return odds / (1 + odds)
