"""What the generator is asked for: colours, outline, correspondence, visibility, parts; one number a sample and term.

No gradient of a pixel to what the network says of it grows without bound: outlines and parts are judged as logits,
flow by the logarithm of its error, and colours read where the photo's matte is thin count by as much as is there,
because dividing by a small alpha makes a twentieth of it one. Sums are divided by the area they are over, and by no
less than a hundredth of the frame: a few pixels of one sample must not weigh as much as the whole person of another.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from pydantic import Field
from torch import Tensor

from engine.model.decoded import Decoded, SourceFeatures
from engine.model.geometry.correspondence import widen
from engine.model.geometry.part_transforms import FOREARMS
from engine.train.batch import Batch
from engine.train.recipe import Table

_LEAST_AREA = 0.01  # of the frame
# Errors of flow count by their length up to about this many canonical pixels, then ever less: a part that is taken
# for another leads a whole frame away, which says no more than that it is the wrong one.
_FLOW_SCALE_PX = 24.0


class LossTable(Table):
    """Weights of the terms."""

    rgb: float = Field(default=4.0, ge=0)
    synthesised: float = Field(default=1.0, ge=0)
    mirrored: float = Field(default=0.5, ge=0)
    alpha: float = Field(default=2.0, ge=0)
    coverage: float = Field(default=2.0, ge=0)
    confidence: float = Field(default=0.4, ge=0)
    parts: float = Field(default=0.5, ge=0)
    edges: float = Field(default=3.0, ge=0)
    flow: float = Field(default=0.06, ge=0, description="of a canonical pixel")
    coarse_flow: float = Field(default=0.06, ge=0)
    target_parts: float = Field(default=0.1, ge=0)
    # A hidden pixel's origin is only a hint for where similar cloth may be.
    hidden_flow: float = Field(default=0.25, ge=0, description="share of a visible pixel's weight")
    # What an arm has left or newly covers is a small area, and just there outlines go wrong.
    changed_outline: float = Field(default=4.0, ge=0, description="more weight where the outline changes")


def reconstruction_losses(
    source: SourceFeatures, out: Decoded, batch: Batch, table: LossTable
) -> dict[str, Tensor]:
    """All terms, weighted, by name, each [B]."""
    alpha = batch.target[:, 3:]
    truth = (batch.target[:, :3] / alpha.clamp(min=0.05)).clamp(0, 1)
    person = (alpha > 0.5).float() * batch.valid
    visible = (batch.seen == 2).float() * batch.valid
    hidden = (batch.seen == 1).float() * batch.valid
    outline = batch.valid * (1 + table.changed_outline * (alpha - batch.source[:, 3:]).abs())
    outlined = F.binary_cross_entropy_with_logits(out.alpha_logits, alpha, reduction="none")
    read = _solid(out)
    pointed = visible + table.hidden_flow * hidden
    return {
        "rgb": _mean((out.rgb - truth).abs() * read, person) * table.rgb,
        "synthesised": _synthesised(out, truth, hidden + visible * 0.25) * table.synthesised,
        "mirrored": _mirrored(out, truth, hidden) * table.mirrored,
        "alpha": _mean(outlined, outline) * table.alpha,
        "coverage": _mean((out.coverage - alpha).abs(), outline) * table.coverage,
        "confidence": _mean(_cross_entropy(out.weights[:, :1], visible), visible + hidden) * table.confidence,
        "parts": part_error(source.part_logits, batch) * table.parts,
        "edges": _edges(out.rgb, truth, person, read) * table.edges,
        "flow": _mean(_flow_error(out.flows[:, 0], batch.flow), pointed) * table.flow,
        "coarse flow": _coarse_flow(out.coarse_flow, batch.flow, pointed) * table.coarse_flow,
        "target parts": _target_parts(out.part_logits, batch) * table.target_parts,
    }


def part_error(logits: Tensor, batch: Batch) -> Tensor:
    """Cross-entropy [B] of the photo's parsing; forearms with their hands weigh more, as they lie on other parts."""
    weight = logits.new_ones(logits.shape[1])
    weight[0] = 0.5
    weight[[1 + part for part in FOREARMS]] = 2.0
    labels = half_labels(batch.source_part)
    error = F.cross_entropy(logits, labels, weight, reduction="none")
    return error.sum((1, 2)) / weight[labels].sum((1, 2))


def half_labels(labels: Tensor) -> Tensor:
    """Part labels [B, H, W] at the half scale, where the network names parts."""
    return labels[:, ::2, ::2]


def _mean(value: Tensor, weight: Tensor) -> Tensor:
    """Mean over channels and weighted mean over pixels, [B], of value [B, C, H, W] and weight [B, 1, H, W]."""
    area = weight.shape[-1] * weight.shape[-2] * _LEAST_AREA
    return (value.mean(1, keepdim=True) * weight).sum((1, 2, 3)) / weight.sum((1, 2, 3)).clamp(min=area)


def _solid(out: Decoded) -> Tensor:
    """[B, 1, H, W]: how much of each pixel's colour was there before it was divided by the matte it was read with."""
    with torch.no_grad():
        warped = out.warped.shape[1]
        there = (out.weights[:, :warped] * out.warped[:, :, 3]).sum(1, keepdim=True)
        return there + out.weights[:, warped:].sum(1, keepdim=True)


def _cross_entropy(probability: Tensor, truth: Tensor) -> Tensor:
    # What comes in is a softmax, whose slope makes up for that of the logarithm.
    return F.binary_cross_entropy(probability.clamp(1e-4, 1 - 1e-4), truth, reduction="none")


def _synthesised(out: Decoded, truth: Tensor, weight: Tensor) -> Tensor:
    """The better of the synthesised candidates must fit: they may specialise; all of them a little."""
    error = (out.synthesised - truth[:, None]).abs().mean(2)
    best, every = error.min(1, keepdim=True).values, error.mean(1, keepdim=True)
    return _mean(best + 0.3 * every, weight)


def _mirrored(out: Decoded, truth: Tensor, hidden: Tensor) -> Tensor:
    """The later flows look for cloth like the hidden one anywhere on the person."""
    if out.warped.shape[1] < 2:
        return out.rgb.new_zeros(len(out.rgb))
    colour, matte = out.warped[:, 1, :3], out.warped[:, 1, 3:]
    return _mean((colour - truth * matte).abs().mean(1, keepdim=True) + 0.5 * (1 - matte), hidden)


def _edges(rgb: Tensor, truth: Tensor, person: Tensor, read: Tensor) -> Tensor:
    inner = (1 - widen(1 - person, 1)) * read
    across = (rgb.diff(dim=-1) - truth.diff(dim=-1)).abs() * torch.minimum(inner[..., 1:], inner[..., :-1])
    along = (rgb.diff(dim=-2) - truth.diff(dim=-2)).abs() * torch.minimum(
        inner[..., 1:, :], inner[..., :-1, :]
    )
    return _mean(across, person[..., 1:]) + _mean(along, person[..., 1:, :])


def _flow_error(flow: Tensor, truth: Tensor) -> Tensor:
    return _FLOW_SCALE_PX * torch.log1p((flow - truth).abs() / _FLOW_SCALE_PX)


def _coarse_flow(flow: Tensor, truth: Tensor, weight: Tensor) -> Tensor:
    """The flow at a quarter of the size, against the pixels of the truth around each of its centres."""
    step = truth.shape[-1] // flow.shape[-1]
    fine = F.interpolate(flow, scale_factor=step, mode="bilinear", align_corners=False)
    return _mean(_flow_error(fine, truth), weight)


def _target_parts(logits: Tensor, batch: Batch) -> Tensor:
    labels = half_labels(batch.target_part)
    error = F.cross_entropy(logits, labels - 1, ignore_index=-1, reduction="none")
    return _mean(error[:, None], (labels > 0).float()[:, None])
