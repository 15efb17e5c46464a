"""The perceptual loss of the paper: how far apart pictures are to the first two layers of VGG19.

Source: J. Johnson et al., "Perceptual Losses for Real-Time Style Transfer" (ECCV 2016). VGG19's numbers are not ours to
ship; they are read from torchvision's file of them.
"""

from __future__ import annotations

from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.runtime.foreign import read_checkpoint
from engine.system.errors import WeightsError

_MEAN, _SPREAD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)


class Perceptual(nn.Module):
    """L1 distance at relu1_2."""

    def __init__(self) -> None:
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(3, 64, 3, padding=1), nn.ReLU(), nn.Conv2d(64, 64, 3, padding=1)
        )
        self.register_buffer("mean", torch.tensor(_MEAN).view(1, 3, 1, 1))
        self.register_buffer("spread", torch.tensor(_SPREAD).view(1, 3, 1, 1))

    def forward(self, made: Tensor, truth: Tensor) -> Tensor:
        """Distances [B] of pictures [B, 3, H, W] in -1..1."""
        return (self._seen(made) - self._seen(truth)).abs().flatten(1).mean(1)

    def _seen(self, pictures: Tensor) -> Tensor:
        mean, spread = self.get_buffer("mean"), self.get_buffer("spread")
        return F.relu(self.features(((pictures + 1) / 2 - mean) / spread))


def load_perceptual(file: Path) -> Perceptual:
    """The loss with the numbers of torchvision's VGG19 (`features.0.weight` …); raises WeightsError."""
    entries = read_checkpoint(file) or {}
    net = Perceptual()
    for name, like in net.features.state_dict().items():
        found = entries.get(f"features.{name}")
        if not isinstance(found, Tensor) or found.shape != like.shape:
            raise WeightsError(f"{file.name} is not VGG19: features.{name} is missing or of another shape.")
        like.copy_(found)
    return net.eval().requires_grad_(False)
