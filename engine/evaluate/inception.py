"""Inception v3 as FID has always been measured with: the features of the classifier of 2015, read from a file.

Sources: C. Szegedy et al., "Rethinking the Inception Architecture" (CVPR 2016); M. Heusel et al., "GANs Trained by a
Two Time-Scale Update Rule" (NIPS 2017). That classifier's average pools leave the rim out, and its last block pools
by the maximum, other than its later re-trainings.
"""

from __future__ import annotations

from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.runtime.foreign import read_checkpoint
from engine.system.errors import WeightsError

FEATURES = 2048
_SIDE = 299


class _Convolution(nn.Module):
    """Convolution, batch norm, rectifier; named as torchvision names them."""

    def __init__(
        self, inputs: int, outputs: int, kernel: int | tuple[int, int], stride: int = 1, pad: bool = True
    ) -> None:
        super().__init__()
        size = (kernel, kernel) if isinstance(kernel, int) else kernel
        padding = (size[0] // 2, size[1] // 2) if pad else (0, 0)
        self.conv = nn.Conv2d(inputs, outputs, size, stride, padding, bias=False)
        self.bn = nn.BatchNorm2d(outputs, eps=0.001)

    def forward(self, x: Tensor) -> Tensor:
        return F.relu(self.bn(self.conv(x)))


class _Mixed(nn.Module):
    """Branches side by side, each a chain of named convolutions; one that ends in two, a and b, answers with both.

    pool: what the last branch does before its convolution, "average" or "maximum", or "down" for halving alone.
    """

    def __init__(self, inputs: int, branches: dict[str, list[tuple]], *, pool: str, pooled: int = 0) -> None:
        super().__init__()
        self._chains: list[list[str]] = []
        self._pool = pool
        for branch, steps in branches.items():
            chain, width = [], inputs
            for number, step in enumerate(steps, 1):
                name = branch if len(steps) == 1 else f"{branch}_{number}"
                outputs, kernel, *more = step
                if kernel == "split":
                    self.add_module(f"{name}a", _Convolution(width, outputs, (1, 3)))
                    self.add_module(f"{name}b", _Convolution(width, outputs, (3, 1)))
                else:
                    self.add_module(name, _Convolution(width, outputs, kernel, *more))
                chain.append(name)
                width = outputs
            self._chains.append(chain)
        if pooled:
            self.branch_pool = _Convolution(inputs, pooled, 1)

    def forward(self, x: Tensor) -> Tensor:
        return torch.cat([*(self._run(chain, x) for chain in self._chains), self._pooled(x)], 1)

    def _run(self, chain: list[str], x: Tensor) -> Tensor:
        modules = self._modules
        for name in chain:
            one, two = modules.get(f"{name}a"), modules.get(f"{name}b")
            if one is not None and two is not None:
                return torch.cat([one(x), two(x)], 1)
            x = self.get_submodule(name)(x)
        return x

    def _pooled(self, x: Tensor) -> Tensor:
        if self._pool == "down":
            return F.max_pool2d(x, 3, 2)
        if self._pool == "maximum":
            pooled = F.max_pool2d(x, 3, 1, 1)
        else:
            pooled = F.avg_pool2d(x, 3, 1, 1, count_include_pad=False)
        answer: Tensor = self.branch_pool(pooled)
        return answer


class Inception(nn.Module):
    """Pictures to the 2,048 features before the classifier's last layer."""

    def __init__(self) -> None:
        super().__init__()
        self.Conv2d_1a_3x3 = _Convolution(3, 32, 3, 2, pad=False)
        self.Conv2d_2a_3x3 = _Convolution(32, 32, 3, pad=False)
        self.Conv2d_2b_3x3 = _Convolution(32, 64, 3)
        self.Conv2d_3b_1x1 = _Convolution(64, 80, 1)
        self.Conv2d_4a_3x3 = _Convolution(80, 192, 3, pad=False)
        self.Mixed_5b, self.Mixed_5c, self.Mixed_5d = _wide(192, 32), _wide(256, 64), _wide(288, 64)
        self.Mixed_6a = _Mixed(
            288,
            {"branch3x3": [(384, 3, 2, False)], "branch3x3dbl": [(64, 1), (96, 3), (96, 3, 2, False)]},
            pool="down",
        )
        self.Mixed_6b, self.Mixed_6c, self.Mixed_6d, self.Mixed_6e = map(_crossed, (128, 160, 160, 192))
        self.Mixed_7a = _Mixed(
            768,
            {
                "branch3x3": [(192, 1), (320, 3, 2, False)],
                "branch7x7x3": [(192, 1), (192, (1, 7)), (192, (7, 1)), (192, 3, 2, False)],
            },
            pool="down",
        )
        self.Mixed_7b, self.Mixed_7c = _split(1280, "average"), _split(2048, "maximum")

    def forward(self, pictures: Tensor) -> Tensor:
        """Features [B, 2048] of pictures [B, 3, H, W] in 0..1, brought to 299x299."""
        x = F.interpolate(pictures, (_SIDE, _SIDE), mode="bilinear", align_corners=False) * 2 - 1
        x = self.Conv2d_2b_3x3(self.Conv2d_2a_3x3(self.Conv2d_1a_3x3(x)))
        x = self.Conv2d_4a_3x3(self.Conv2d_3b_1x1(F.max_pool2d(x, 3, 2)))
        x = F.max_pool2d(x, 3, 2)
        for block in (
            self.Mixed_5b,
            self.Mixed_5c,
            self.Mixed_5d,
            self.Mixed_6a,
            self.Mixed_6b,
            self.Mixed_6c,
        ):
            x = block(x)
        for block in (self.Mixed_6d, self.Mixed_6e, self.Mixed_7a, self.Mixed_7b, self.Mixed_7c):
            x = block(x)
        return x.mean((2, 3))


def load_inception(file: Path) -> Inception:
    """The network of a file with torchvision's names, such as pt_inception-2015-12-05; raises WeightsError."""
    entries = read_checkpoint(file) or {}
    net = Inception()
    wanted = net.state_dict()
    found = {str(name): each for name, each in entries.items() if isinstance(each, Tensor)}
    for name, like in wanted.items():
        if name.endswith("num_batches_tracked"):
            found.setdefault(name, like)
        if name not in found or found[name].shape != like.shape:
            raise WeightsError(
                f"{file.name} is not the Inception network of FID: it lacks {name} of shape {list(like.shape)}; choose "
                "pt_inception-2015-12-05."
            )
    net.load_state_dict({name: found[name] for name in wanted})
    return net.eval().requires_grad_(False)


def _wide(inputs: int, pooled: int) -> _Mixed:
    return _Mixed(
        inputs,
        {
            "branch1x1": [(64, 1)],
            "branch5x5": [(48, 1), (64, 5)],
            "branch3x3dbl": [(64, 1), (96, 3), (96, 3)],
        },
        pool="average",
        pooled=pooled,
    )


def _crossed(width: int) -> _Mixed:
    lying, standing = (1, 7), (7, 1)
    double = [(width, 1), (width, standing), (width, lying), (width, standing), (192, lying)]
    return _Mixed(
        768,
        {
            "branch1x1": [(192, 1)],
            "branch7x7": [(width, 1), (width, lying), (192, standing)],
            "branch7x7dbl": double,
        },
        pool="average",
        pooled=192,
    )


def _split(inputs: int, pool: str) -> _Mixed:
    return _Mixed(
        inputs,
        {
            "branch1x1": [(320, 1)],
            "branch3x3": [(384, 1), (384, "split")],
            "branch3x3dbl": [(448, 1), (384, 3), (384, "split")],
        },
        pool=pool,
        pooled=192,
    )
