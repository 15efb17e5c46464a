"""A second look at what each pixel of a photo shows, with maps of networks that have seen photographs.

`PersonLayers` learnt from rendered people alone. What it says, the skeleton and the maps of networks that learnt from
millions of photographs are weighed here by a few dense layers, at each pixel by itself: those maps have looked around
already. Ours, not the paper's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.model.efficientnet import SEEN_CHANNELS
from engine.model.geometry.joints import FRAME_HEIGHT, FRAME_WIDTH, N_JOINTS, torso_length
from engine.pose.layer_classes import BACKGROUND, N_CLASSES

GRID = (128, 96)  # (height, width) of the pixels that are looked at
# Channels of the maps of engine.source.photo_maps; a test holds both together.
CHANNELS = (40, 112, 320, 64, 64, *SEEN_CHANNELS)
SEEN, TOLD = sum(CHANNELS), 4 * N_CLASSES + 3 + 3 * N_JOINTS
_WIDTH = 192
LEAST_LOG = -9.0
_AROUND = 8  # GRID's pixels over which the classes nearby are counted
_FARTHEST = 2.0  # lengths of the torso
_STRANGEST = 4.0  # standard deviations
# Neighbours that what is added is averaged over: GRID's pixels between two, how many on each side, and the standard
# deviations of colour (0..1) and of distance (GRID's pixels).
_STEP, _STEPS, _LIKE, _NEAR = 3, 3, 0.1, 5.4


@dataclass(frozen=True)
class Evidence:
    """What is known of one person before the second look."""

    shown: Tensor  # [22, *GRID] log-probabilities of the classes
    rgba: Tensor  # [4, *GRID] the cut-out, premultiplied, 0..1
    joints: Tensor  # [18, 2] canonical pixels
    present: Tensor  # [18] bool
    maps: tuple[Tensor, ...]  # [C, h, w] each, C as CHANNELS, over a square
    square: Tensor  # [3] left, top and side of that square, in heights of the frame

    @classmethod
    def of(
        cls,
        shown: Tensor,
        view: Tensor,
        *,
        joints: Tensor,
        present: Tensor,
        maps: Sequence[Tensor],
        square: Tensor,
    ) -> Evidence:
        """From log-probabilities [22, H, W] and the cut-out [4, H', W'], whose sizes are multiples of GRID's."""
        return cls(
            _shrunk(shown), _shrunk(view), joints, present, tuple(each.float() for each in maps), square
        )

    def at(self, rows: Tensor, columns: Tensor) -> Tensor:
        """What is told, then what was seen, at pixels [n] of GRID: [n, TOLD + SEEN]."""
        x, y = (columns + 0.5) / GRID[1], (rows + 0.5) / GRID[0]  # shares of the frame
        alpha = self.rgba[3:]
        shown = self.shown.log_softmax(0).clamp(min=LEAST_LOG)
        inside = shown.exp() * alpha
        near = F.avg_pool2d(inside, _AROUND) / (F.avg_pool2d(alpha, _AROUND) + 1e-3)
        everywhere = inside.sum((1, 2)) / (alpha.sum() + 1e-3)
        told = [
            shown[:, rows, columns].T / 3,
            _sampled(F.avg_pool2d(shown, 4), x, y) / 3,
            _sampled(F.avg_pool2d(near[None], 3, 1, 1)[0], x, y) * 2,
            (everywhere * 2).expand(len(rows), -1),
            (self.rgba[:3, rows, columns] / alpha[:, rows, columns].clamp(min=0.1)).T * 2 - 1,
            *self._by_joints(x, y),
        ]
        left, top, side = self.square
        across, down = (x * (FRAME_WIDTH / FRAME_HEIGHT) - left) / side, (y - top) / side
        return torch.cat([*told, *(_sampled(each, across, down) / 10 for each in self.maps)], 1)

    def _by_joints(self, x: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
        """How far each joint is, in lengths of the torso, [n, 36], and which are there, [n, 18]."""
        torso = torso_length(self.joints[None], self.present[None])
        place = torch.stack([x * FRAME_WIDTH, y * FRAME_HEIGHT], 1)
        away = ((place[:, None] - self.joints) / torso).clamp(-_FARTHEST, _FARTHEST)
        there = self.present.float()
        return (away * there[:, None]).flatten(1), there.expand(len(x), -1)


class SecondLook(nn.Module):
    """What is to be added to the logits of the classes of a pixel."""

    mean: Tensor
    spread: Tensor

    def __init__(self, *, dropout: float = 0.5) -> None:
        super().__init__()
        self.register_buffer("mean", torch.zeros(SEEN))
        self.register_buffer("spread", torch.ones(SEEN))
        self.dropout = dropout
        self.seen, self.told = nn.Linear(SEEN, _WIDTH), nn.Linear(TOLD, _WIDTH)
        self.norm, self.deeper = nn.LayerNorm(_WIDTH), nn.Linear(_WIDTH, _WIDTH)
        self.out = nn.Linear(_WIDTH, N_CLASSES)
        nn.init.zeros_(self.out.weight)
        nn.init.zeros_(self.out.bias)

    def forward(self, evidence: Tensor) -> Tensor:
        """[n, 22] of what is known at pixels [n, TOLD + SEEN]."""
        told, seen = evidence.split([TOLD, SEEN], 1)
        seen = ((seen - self.mean) / self.spread).clamp(-_STRANGEST, _STRANGEST)
        if self.training:  # the maps of a rendered person are not those of a photograph
            seen = F.dropout(seen, self.dropout) + torch.randn_like(seen) * 0.2
        both = F.gelu(self.norm(self.told(told) + self.seen(seen)))
        out: Tensor = self.out(both + F.gelu(self.deeper(F.dropout(both, 0.1, self.training))))
        return out

    def mended(self, shown: Tensor, evidence: Evidence) -> Tensor:
        """Probabilities [22, H, W] of the classes after the second look; that of the background stays as it is."""
        where = F.max_pool2d(evidence.rgba[None, 3:], 3, 1, 1)[0, 0] > 0.2
        rows, columns = where.nonzero().T
        added = torch.zeros(N_CLASSES, *GRID, device=shown.device)
        added[:, rows, columns] = self(evidence.at(rows, columns)).T
        added = _evened(added, evidence.rgba, where)
        large = F.interpolate(added[None], size=shown.shape[1:], mode="bilinear", align_corners=False)[0]
        person = (sure_logs(shown) + large)[BACKGROUND + 1 :].softmax(0)
        background = shown[: BACKGROUND + 1]
        return torch.cat([background, person * (1 - background)])


def _evened(added: Tensor, rgba: Tensor, where: Tensor) -> Tensor:
    """Maps [C, *GRID] averaged over neighbours of like colour `where` [*GRID] somebody is: cells of maps are coarse."""
    colours = rgba[:3] / rgba[3:].clamp(min=0.1)
    side = _STEP * _STEPS
    wide = F.pad(torch.cat([added, colours, where[None].float()]), (side,) * 4)
    total, weight = torch.zeros_like(added), torch.zeros(GRID, device=added.device)
    for down in range(-side, side + 1, _STEP):
        for across in range(-side, side + 1, _STEP):
            near = wide[:, side + down : side + down + GRID[0], side + across : side + across + GRID[1]]
            unlike = (near[-4:-1] - colours).square().sum(0) / _LIKE**2
            far = (down**2 + across**2) / _NEAR**2
            share = (-(unlike + far) / 2).exp() * near[-1]
            total += near[:-4] * share
            weight += share
    return total / weight.clamp(min=1e-6)


def sure_logs(shown: Tensor) -> Tensor:
    """Logarithms of probabilities, none of them so small that a second look could not overrule it."""
    return shown.clamp(min=1e-4).log()


def _shrunk(maps: Tensor) -> Tensor:
    """Maps [C, H, W] averaged over the pixels of GRID."""
    return F.avg_pool2d(maps[None], maps.shape[1] // GRID[0])[0]


def _sampled(maps: Tensor, x: Tensor, y: Tensor) -> Tensor:
    """Maps [C, h, w] at places [n] given in shares of their width and height: [n, C]."""
    places = torch.stack([x, y], 1)[None, None] * 2 - 1
    return F.grid_sample(maps[None], places, align_corners=False, padding_mode="border")[0, :, 0].T
