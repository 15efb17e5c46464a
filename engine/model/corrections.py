"""Where hand-made corrections may take part in encoding and decoding; here they change nothing.

What is learned lives in this package, what is corrected by hand in engine.rules. The network says at which points of a
pass somebody may put something right, and is whole without.
"""

from __future__ import annotations

import torch
from torch import Tensor

from engine.model.decoded import SourceFeatures
from engine.model.geometry.correspondence import blend_maps
from engine.model.geometry.depth_order import PartOrder
from engine.model.geometry.part_transforms import ARMS, PartTransforms


class PoseCorrections:
    """Corrections while one pose is decoded; h x w is the half scale."""

    # How much a warped candidate that is hardly confident loses (logits) on top of its prior.
    never = 0.0

    def __init__(self, source: SourceFeatures, maps: PartTransforms) -> None:
        self.source, self.maps = source, maps

    def claimed(self, logits: Tensor) -> Tensor:
        """Part logits [B, 11, h, w] before the last refinement."""
        return logits

    def nowhere(self, flat: Tensor) -> Tensor | float:
        """How much less likely (logit) the person is where flat parts [B, 1, h, w] lead to the background."""
        return 0.0

    def together(self, flow: Tensor) -> Tensor:
        """[B, 1, h, w] in 0..1: where all that the photo shows around flow [B, 2, h, w] comes here together."""
        return torch.zeros_like(flow[:, :1])

    def outlined(self, alpha: Tensor, logits: Tensor, whole: Tensor) -> Tensor:
        """The outline [B, 1, H, W]; logits: those before `claimed`, whole [B, 1, h, w]: see `together`."""
        return alpha

    def read(self, alpha: Tensor) -> Tensor:
        """[B, 1, h, w] in 0..1: where nothing is synthesised; alpha is at twice that size."""
        return torch.zeros_like(alpha[..., ::2, ::2])

    def mixed(self, weights: Tensor, coarse: Tensor) -> Tensor:
        """Flow [B, 2, H, W]: the part transforms mixed by weights [B, 11, H, W], coarse at half the size."""
        return blend_maps(weights, self.maps.affine)

    def bared(self, weights: Tensor, flow: Tensor, near: Tensor) -> Tensor:
        """[B, 1, h, w]: where flow would read what an arm that has left lay on; near: see `near_joins`."""
        return torch.zeros_like(weights[:, :1])


class Corrections:
    """Corrections of a photo's features, and those of a pose."""

    def parsing(self, logits: Tensor, small: Tensor, joints: Tensor, present: Tensor) -> Tensor:
        """The photo's part logits [B, 12, h, w], from the photo at half size [B, 4, h, w] and its joints."""
        return logits

    def arms(self, small: Tensor, limbs: Tensor, joints: Tensor) -> Tensor:
        """The parsing of the arms [B, 4, h, w] of limbs [B, 11, h, w] as it tells what rests and what has left."""
        return limbs[:, ARMS]

    def of_pose(
        self, source: SourceFeatures, maps: PartTransforms, turn: Tensor, order: PartOrder | None
    ) -> PoseCorrections:
        """Those of one pose; turn [B, 11]: how far each part left the picture's plane."""
        return PoseCorrections(source, maps)


NONE = Corrections()
