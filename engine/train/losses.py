"""What the generator is asked for: colours, outline, correspondence, visibility, parts."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.geometry.correspondence import widen
from engine.geometry.part_transforms import FOREARMS
from engine.model.decoded import Decoded, SourceFeatures
from engine.train.dataset import Batch

# In canonical pixels; a hidden pixel's origin is only a hint for where similar cloth may be.
HIDDEN_FLOW = 0.25
CHANGED_OUTLINE = 4.0


def _mean(value: Tensor, weight: Tensor) -> Tensor:
    """Weighted mean over everything, safe for empty weights."""
    return (value * weight).sum() / (weight.sum() * value.shape[1] / weight.shape[1] + 1.0)


def _edges(image: Tensor) -> tuple[Tensor, Tensor]:
    return image[..., 1:] - image[..., :-1], image[..., 1:, :] - image[..., :-1, :]


def reconstruction_losses(source: SourceFeatures, out: Decoded, batch: Batch) -> dict[str, Tensor]:
    """All terms, weighted, by name. Flow terms follow the trial: they dominate early and fade as it fits."""
    alpha = batch.target[:, 3:]
    truth = (batch.target[:, :3] / alpha.clamp(min=0.05)).clamp(0, 1)
    person = (alpha > 0.5).float() * batch.valid
    visible = (batch.seen == 2).float() * batch.valid
    hidden = (batch.seen == 1).float() * batch.valid
    # What an arm has left or newly covers is a small area, and just there outlines go wrong.
    outline = batch.valid * (1 + CHANGED_OUTLINE * (alpha - batch.source[:, 3:]).abs())
    losses = {
        "rgb": _mean((out.rgb - truth).abs(), person) * 4,
        "synthesised": _synthesised(out, truth, hidden + visible * 0.25),
        "mirrored": _mirrored(out, truth, hidden) * 0.5,
        "alpha": _mean(F.binary_cross_entropy(out.alpha, alpha, reduction="none"), outline) * 2,
        "coverage": _mean((out.coverage - alpha).abs(), outline) * 2,
        "confidence": _mean(_cross_entropy(out.weights[:, :1], visible), visible + hidden) * 0.4,
        "parts": part_error(source.part_logits, batch) * 0.5,
        "edges": _edge_loss(out.rgb, truth, person),
    }
    losses |= _flow_losses(out, batch, visible + HIDDEN_FLOW * hidden)
    labels = shrunk_labels(batch.target_part)
    losses["target parts"] = F.cross_entropy(out.part_logits, labels - 1, ignore_index=-1) * 0.1
    return losses


def part_error(logits: Tensor, batch: Batch) -> Tensor:
    """Cross-entropy of the photo's parsing; forearms with their hands weigh more, as they lie on other parts."""
    weight = logits.new_ones(logits.shape[1])
    weight[0] = 0.5
    weight[[1 + part for part in FOREARMS]] = 2.0
    return F.cross_entropy(logits, shrunk_labels(batch.source_part), weight)


def _cross_entropy(probability: Tensor, truth: Tensor) -> Tensor:
    return F.binary_cross_entropy(probability.clamp(1e-4, 1 - 1e-4), truth, reduction="none")


def _synthesised(out: Decoded, truth: Tensor, weight: Tensor) -> Tensor:
    """The better of the synthesised candidates must fit: they may specialise; all of them a little."""
    error = (out.synthesised - truth[:, None]).abs().mean(2)
    return _mean(error.min(1, keepdim=True).values, weight) + _mean(error.mean(1, keepdim=True), weight) * 0.3


def _mirrored(out: Decoded, truth: Tensor, hidden: Tensor) -> Tensor:
    """The later flows look for cloth like the hidden one anywhere on the person."""
    if out.warped.shape[1] < 2:
        return out.rgb.new_zeros(())
    mirrored = out.warped[:, 1]
    colour = (mirrored[:, :3] / mirrored[:, 3:].clamp(min=0.05)).clamp(0, 1)
    return _mean((colour - truth).abs().mean(1, keepdim=True) + 0.3 * (1 - mirrored[:, 3:]), hidden)


def _edge_loss(rgb: Tensor, truth: Tensor, person: Tensor) -> Tensor:
    inner = 1 - widen(1 - person, 1)
    (ax, ay), (bx, by) = _edges(rgb), _edges(truth)
    return _mean((ax - bx).abs(), inner[..., 1:]) * 3 + _mean((ay - by).abs(), inner[..., 1:, :]) * 3


def _flow_losses(out: Decoded, batch: Batch, weight: Tensor) -> dict[str, Tensor]:
    fine = _mean((out.flows[:, 0] - batch.flow).abs(), weight) * 0.06
    step = batch.flow.shape[-1] // out.coarse_flow.shape[-1]
    pick = (slice(None), slice(None), slice(step // 2, None, step), slice(step // 2, None, step))
    coarse = _mean((out.coarse_flow - batch.flow[pick]).abs(), weight[pick]) * 0.06
    return {"flow": fine, "coarse flow": coarse}


def shrunk_labels(labels: Tensor) -> Tensor:
    """Part labels [B, H, W] at the half scale, where part transforms are."""
    return labels[:, ::2, ::2]


def total(losses: dict[str, Tensor]) -> Tensor:
    """Their sum."""
    return torch.stack(list(losses.values())).sum()
