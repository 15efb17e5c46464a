"""LPIPS: how far apart two pictures are to a network that was taught by people's judgements.

Source: R. Zhang et al., "The Unreasonable Effectiveness of Deep Features as a Perceptual Metric" (CVPR 2018). The
networks behind it are not ours to ship; they are read from files of their authors.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from engine.runtime.foreign import read_checkpoint
from engine.system.errors import WeightsError

# What ImageNet's pictures were brought to, for pictures in -1..1.
_SHIFT, _SCALE = (-0.030, -0.088, -0.188), (0.458, 0.448, 0.450)
_TINY = 1e-10


@dataclass(frozen=True)
class _Backbone:
    """A classifier's feature layers: (inputs, outputs, kernel, stride, padding) of a convolution, or "pool".

    pool: (kernel, stride). taps: the convolutions, counted from 0, whose rectified answers are compared.
    """

    name: str
    layers: tuple[tuple[int, int, int, int, int] | str, ...]
    pool: tuple[int, int]
    taps: tuple[int, ...]


_POOL = "pool"
_ALEX = _Backbone(
    "AlexNet",
    (
        (3, 64, 11, 4, 2), _POOL, (64, 192, 5, 1, 2), _POOL,
        (192, 384, 3, 1, 1), (384, 256, 3, 1, 1), (256, 256, 3, 1, 1),
    ),
    pool=(3, 2),
    taps=(0, 1, 2, 3, 4),
)  # fmt: skip


def _vgg(*widths: tuple[int, ...]) -> tuple[tuple[int, int, int, int, int] | str, ...]:
    layers: list[tuple[int, int, int, int, int] | str] = []
    inputs = 3
    for number, group in enumerate(widths):
        layers += [_POOL] if number else []
        for width in group:
            layers.append((inputs, width, 3, 1, 1))
            inputs = width
    return tuple(layers)


_VGG = _Backbone(
    "VGG16",
    _vgg((64, 64), (128, 128), (256, 256, 256), (512, 512, 512), (512, 512, 512)),
    pool=(2, 2),
    taps=(1, 3, 6, 9, 12),
)


class Lpips(nn.Module):
    """The distance by one backbone. `features` is numbered as torchvision numbers it, `linear` as the authors do."""

    def __init__(self, backbone: _Backbone) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        taps: list[int] = []
        widths: list[int] = []
        convolutions = 0
        for layer in backbone.layers:
            if isinstance(layer, str):
                layers.append(nn.MaxPool2d(*backbone.pool))
                continue
            inputs, outputs, kernel, stride, padding = layer
            layers += [nn.Conv2d(inputs, outputs, kernel, stride, padding), nn.ReLU()]
            if convolutions in backbone.taps:
                taps.append(len(layers) - 1)
                widths.append(outputs)
            convolutions += 1
        self.name, self._taps = backbone.name, tuple(taps)
        self.features = nn.Sequential(*layers)
        self.linear = nn.ParameterList(torch.zeros(1, width, 1, 1) for width in widths)
        self.register_buffer("shift", torch.tensor(_SHIFT).view(1, 3, 1, 1), persistent=False)
        self.register_buffer("scale", torch.tensor(_SCALE).view(1, 3, 1, 1), persistent=False)

    def forward(self, made: Tensor, truth: Tensor) -> Tensor:
        """Distances [B] of pictures [B, 3, H, W] in 0..1."""
        distance = made.new_zeros(len(made))
        for weight, a, b in zip(self.linear, self._answers(made), self._answers(truth), strict=True):
            difference = (_unit(a) - _unit(b)).square()
            distance = distance + (difference * weight).sum(1).mean((1, 2))
        return distance

    def _answers(self, pictures: Tensor) -> Iterable[Tensor]:
        shift, scale = self.get_buffer("shift"), self.get_buffer("scale")
        features = (pictures * 2 - 1 - shift) / scale
        for index, layer in enumerate(self.features):
            features = layer(features)
            if index in self._taps:
                yield features


def load_lpips(files: Sequence[Path]) -> Lpips:
    """LPIPS of the entries of all `files`: the classifier's, `features.0.weight` …, and `lin0.model.1.weight` ….

    AlexNet and VGG16 are told apart by their entries. Raises WeightsError where one is missing or of another shape.
    """
    entries: dict[str, Tensor] = {}
    for file in files:
        found = read_checkpoint(file) or {}
        entries |= {str(name): each for name, each in found.items() if isinstance(each, Tensor)}
    net = Lpips(_VGG if "features.28.weight" in entries else _ALEX)
    wanted = {f"features.{name}": each for name, each in net.features.state_dict().items()}
    wanted |= {f"lin{index}.model.1.weight": each for index, each in enumerate(net.linear)}
    for name, like in wanted.items():
        if name not in entries or entries[name].shape != like.shape:
            told = ", ".join(file.name for file in files)
            raise WeightsError(
                f"LPIPS by {net.name} needs {name} of shape {list(like.shape)}, which {told} does not have; name both "
                "the classifier's file and that of the linear layers."
            )
        with torch.no_grad():
            like.copy_(entries[name])
    return net.eval().requires_grad_(False)


def _unit(features: Tensor) -> Tensor:
    """Features [B, C, h, w] of length one at each place."""
    return features / (features.square().sum(1, keepdim=True).sqrt() + _TINY)
