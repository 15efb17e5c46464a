"""What limbs that stay in the picture's plane carry along: their hands and, where one foot hides the other, feet."""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.model.decoded import SourceFeatures
from engine.model.geometry.correspondence import upsample
from engine.model.geometry.depth_order import PartOrder
from engine.model.geometry.part_transforms import PartTransforms
from engine.rules.feet import Feet, carried_feet
from engine.rules.hands import carried

# How much likelier (logit) a part is where its limb carries it: more than the network ever says against it.
_CARRIED = 8.0


@dataclass(frozen=True)
class Rigid:
    """What needs no guess, as maps at the half scale."""

    hands: Tensor  # [B, 11, h, w] in -1..1, see `carried`
    feet: Feet | None

    def claimed(self, logits: Tensor) -> Tensor:
        """Part logits [B, 11, h, w] with what is carried along, feet with what is just around them."""
        if self.feet is None:
            return logits + _CARRIED * self.hands
        shins = self.feet.shins
        around = F.max_pool2d(self.feet.alone, 5, 1, 2) * (1 - shins.amax(1, keepdim=True))
        return logits + _CARRIED * (self.hands + torch.maximum(shins, around))

    def outlined(self, alpha: Tensor, logits: Tensor, whole: Tensor) -> Tensor:
        """alpha [B, 1, H, W] where what is carried lies, and just around feet, which have an outline.

        Not where the part certainly is not that would be drawn by logits [B, 11, h, w], those before `claimed`. whole
        [B, 1, h, w]: see engine.rules.together.as_one.
        """
        there = self.hands
        if self.feet is not None:
            alpha = alpha * (1 - upsample((logits.softmax(1) * self.feet.nobody).sum(1, keepdim=True)))
            there = torch.maximum(there + self.feet.shins, F.max_pool2d(self.feet.alone, 3, 1, 1))
        there = torch.maximum(there.amax(1, keepdim=True), whole)
        return torch.maximum(alpha, upsample(there).clamp(max=1))

    def read(self) -> Tensor:
        """[B, 1, h, w] in 0..1: where nothing is painted, as a foot and its outline are read from the photo."""
        if self.feet is None:
            return torch.zeros_like(self.hands[:, :1])
        return F.max_pool2d(self.feet.alone.amax(1, keepdim=True), 5, 1, 2)


def rigid(source: SourceFeatures, maps: PartTransforms, turn: Tensor, order: PartOrder | None) -> Rigid:
    """What a pose carries along; turn [B, 11]: how far each part left the plane."""
    order = order or PartOrder()
    hands = carried(source, maps, turn, behind=order.behind)
    return Rigid(hands, carried_feet(source, maps, turn, order))
