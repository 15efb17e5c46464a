"""What the network that takes photos apart is asked for: the class that shows, and where each class goes on."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.model.person_layers import LayerLogits
from engine.pose.layer_classes import (
    BACKGROUND,
    COAT,
    HAIR,
    HEADWEAR,
    LEFT_FOOT,
    LEFT_HAND,
    N_CLASSES,
    RIGHT_FOOT,
    RIGHT_HAND,
    SCARF,
    SKIRT,
    THING,
)
from engine.train.layer_data import LayerBatch

# Small and rare classes weigh more, or they would be left to their neighbours.
_HEAVY = {
    **dict.fromkeys((RIGHT_HAND, LEFT_HAND, RIGHT_FOOT, LEFT_FOOT), 2.0),
    **dict.fromkeys((HAIR, SKIRT, COAT), 1.5),
    **dict.fromkeys((HEADWEAR, SCARF, THING), 2.0),
    BACKGROUND: 0.5,
}
# The seen part of a whole is mostly known from the parsing: what is hidden, and what is wrongly added, weighs more.
_HIDDEN = 4.0
_WHOLE_SHARE = 2.0


def layer_losses(out: LayerLogits, batch: LayerBatch) -> dict[str, Tensor]:
    """Weighted terms by name, each [B]: every sample's loss is a mean over its own pixels, so none can outweigh all."""
    weight = out.parsing.new_tensor([_HEAVY.get(c, 1.0) for c in range(N_CLASSES)])
    parsing = F.cross_entropy(out.parsing, batch.label, weight, reduction="none").mean((1, 2))
    return {"parsing": parsing, "whole": whole_loss(out.whole, batch) * _WHOLE_SHARE}


def whole_loss(logits: Tensor, batch: LayerBatch) -> Tensor:
    """Binary cross-entropy [B] of the extents, on the person's pixels and around them."""
    truth = batch.whole.float()
    shown = F.one_hot(batch.label, N_CLASSES).movedim(-1, 1).float()
    weight = 1 + (_HIDDEN - 1) * truth * (1 - shown)
    each = F.binary_cross_entropy_with_logits(logits, truth, reduction="none")
    own = torch.ones(N_CLASSES, device=logits.device)
    own[BACKGROUND] = 0
    return (each * weight * own[None, :, None, None]).sum(1).mean((1, 2))
