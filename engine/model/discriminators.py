"""The paper's two discriminators of a picture, appearance and shape, and the losses they are trained with.

Source: H. Tang et al., "XingGAN" (arXiv 2007.09278); X. Mao et al., "Least Squares GANs" (arXiv 1611.04076).
"""

from __future__ import annotations

from enum import StrEnum

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.nn.utils.parametrizations import spectral_norm

RESIDUAL_BLOCKS = 3


class AdversarialLoss(StrEnum):
    """How answers are held against 1 and 0: squared (DeepFashion), or by cross-entropy as logits (Market)."""

    LSGAN = "lsgan"
    BCE = "bce"


class Discriminator(nn.Module):
    """Judges a picture together with what it was made from (paper, section 3.4).

    Conv7, two stride-2 convolutions and three residual blocks; the answer is the last feature map.
    Differs from the paper: the width may be reduced, and spectral norm can take the place of instance norm.
    """

    def __init__(self, given_channels: int, *, width: int = 64, spectral: bool = False) -> None:
        super().__init__()
        layers: list[nn.Module] = [
            nn.ReflectionPad2d(3),
            *_convolution(3 + given_channels, width, kernel=7, spectral=spectral),
            nn.ReLU(),
        ]
        for inputs in (width, 2 * width):
            layers += _convolution(inputs, 2 * inputs, kernel=3, stride=2, padding=1, spectral=spectral)
            layers.append(nn.ReLU())
        layers += [_ResidualBlock(4 * width, spectral=spectral) for _ in range(RESIDUAL_BLOCKS)]
        self.layers = nn.Sequential(*layers)

    def forward(self, picture: Tensor, given: Tensor) -> Tensor:
        """Answer per patch, 1 for real and 0 for made.

        picture: [B, 3, H, W] in -1..1; given: [B, given_channels, H, W], the source photo or pose maps.
        Returns [B, 4 * width, ceil(H / 4), ceil(W / 4)], unbounded.
        """
        answer: Tensor = self.layers(torch.cat((picture, given), dim=1))
        return answer


def appearance_discriminator(*, width: int = 64, spectral: bool = False) -> Discriminator:
    """The discriminator for "is this the same person?": it sees the picture and the source photo, 6 channels."""
    return Discriminator(3, width=width, spectral=spectral)


def shape_discriminator(*, width: int = 64, spectral: bool = False) -> Discriminator:
    """The discriminator for "is this the pose asked for?": it sees the picture and 18 pose maps, 21 channels."""
    return Discriminator(18, width=width, spectral=spectral)


def discriminator_loss(
    on_real: Tensor, on_made: Tensor, loss: AdversarialLoss = AdversarialLoss.LSGAN
) -> Tensor:
    """Loss of a discriminator, a scalar: its answers on real pictures should be 1, on made ones 0.

    Pass answers on detached pictures, so that the generator is left alone.
    """
    return 0.5 * (_away(on_real, 1.0, loss).mean() + _away(on_made, 0.0, loss).mean())


def generator_loss(on_made: Tensor, loss: AdversarialLoss = AdversarialLoss.LSGAN) -> Tensor:
    """Loss of the generator, one number a picture [B]: the discriminator's answers [B, ...] should be 1."""
    return _away(on_made, 1.0, loss).flatten(1).mean(1)


def _away(answers: Tensor, wanted: float, loss: AdversarialLoss) -> Tensor:
    if loss is AdversarialLoss.LSGAN:
        return (answers - wanted).square()
    return F.binary_cross_entropy_with_logits(answers, torch.full_like(answers, wanted), reduction="none")


class _ResidualBlock(nn.Module):
    def __init__(self, width: int, *, spectral: bool) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.ReflectionPad2d(1),
            *_convolution(width, width, kernel=3, spectral=spectral),
            nn.ReLU(),
            nn.ReflectionPad2d(1),
            *_convolution(width, width, kernel=3, spectral=spectral),
        )

    def forward(self, features: Tensor) -> Tensor:
        changed: Tensor = features + self.layers(features)
        return changed


def _convolution(
    inputs: int, outputs: int, *, kernel: int, stride: int = 1, padding: int = 0, spectral: bool
) -> list[nn.Module]:
    convolution = nn.Conv2d(inputs, outputs, kernel, stride=stride, padding=padding)
    return [spectral_norm(convolution)] if spectral else [convolution, nn.InstanceNorm2d(outputs)]
