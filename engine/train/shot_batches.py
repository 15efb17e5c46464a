"""Pairs of photographs as tensors: as the network of 2020 takes them, and in the model frame of ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.imaging.frame import HEIGHT, WIDTH
from engine.model.geometry.correspondence import grid
from engine.model.xinggan import Variant, pose_maps
from engine.source.datasets.pair_set import Shot
from engine.source.finder import PersonFinder
from engine.source.small import matte_of_small
from engine.train.batch import Batch

Pair = tuple[Shot, Shot]


@dataclass(frozen=True, eq=False)
class ShotBatch:
    """Sources and targets, -1..1, and the maps of their joints."""

    source: Tensor  # [B, 3, H, W]
    target: Tensor  # [B, 3, H, W]
    source_maps: Tensor  # [B, 18, H, W]
    target_maps: Tensor  # [B, 18, H, W]


def shot_batch(pairs: Sequence[Pair], variant: Variant, device: str) -> ShotBatch:
    """Pairs with maps as the published training of a variant had them."""
    source, target = (_pictures([pair[k] for pair in pairs]) for k in (0, 1))
    maps = [_maps([pair[k] for pair in pairs], variant) for k in (0, 1)]
    return ShotBatch(*(each.to(device) for each in (source, target, *maps)))


def _pictures(shots: Sequence[Shot]) -> Tensor:
    pixels = torch.from_numpy(np.stack([shot.rgb for shot in shots])).permute(0, 3, 1, 2)
    return pixels.float() / 127.5 - 1


def _maps(shots: Sequence[Shot], variant: Variant) -> Tensor:
    height, width = shots[0].rgb.shape[:2]
    joints, present = _joints(shots)
    return pose_maps(joints - 0.5, present, height=height, width=width, variant=variant)


def _joints(shots: Sequence[Shot]) -> tuple[Tensor, Tensor]:
    xy = torch.from_numpy(np.stack([shot.pose.xy() for shot in shots]))
    return xy, torch.from_numpy(np.stack([shot.pose.present() for shot in shots]))


class FrameBatches:
    """Pairs in the model frame, cut out: mattes are found when a picture is first drawn, and kept.

    Photographs come without flow, parsing and what is hidden: nothing is said of those, and every pixel of a person
    counts as of unknown origin.
    """

    def __init__(self, finder: PersonFinder, device: str) -> None:
        self._finder, self._device = finder, device
        self._mattes: dict[str, NDArray[np.uint8]] = {}

    def batch(self, pairs: Sequence[Pair], size: tuple[int, int]) -> Batch:
        """A batch at size (height, width)."""
        source, target = ([pair[k] for pair in pairs] for k in (0, 1))
        pictures = [self._framed(shots, size) for shots in (source, target)]
        joints = [_canonical(shots) for shots in (source, target)]
        unknown = torch.zeros(len(pairs), *size, dtype=torch.long)
        made = Batch(
            source=pictures[0],
            target=pictures[1],
            source_joints=joints[0][0],
            target_joints=joints[1][0],
            source_present=joints[0][1],
            target_present=joints[1][1],
            flow=grid(*size, torch.device("cpu")).expand(len(pairs), -1, -1, -1).clone(),
            seen=(pictures[1][:, 3:] > 0.5).float(),
            source_part=unknown,
            target_part=unknown,
            valid=_valid(target, size),
        )
        return made.to(self._device)

    def _framed(self, shots: Sequence[Shot], size: tuple[int, int]) -> Tensor:
        """[B, 4, h, w] premultiplied, 0..1."""
        framed = []
        for shot in shots:
            alpha = self._matte(shot)[..., None].astype(np.float32) / 255
            rgba = np.concatenate([shot.rgb * alpha, alpha * 255], 2) / 255
            framed.append(_in_frame(rgba.astype(np.float32), size))
        return torch.from_numpy(np.stack(framed)).permute(0, 3, 1, 2).contiguous()

    def _matte(self, shot: Shot) -> NDArray[np.uint8]:
        if shot.name not in self._mattes:
            large = matte_of_small(self._finder, shot.rgb, shot.pose)
            small = cv2.resize(large, shot.rgb.shape[1::-1], interpolation=cv2.INTER_AREA)
            self._mattes[shot.name] = (small * 255 + 0.5).astype(np.uint8)
        return self._mattes[shot.name]


def _margin(shape: tuple[int, ...]) -> float:
    """Canonical columns that the frame has on each side of a picture (height, width) that fills its height."""
    return (WIDTH - shape[1] * HEIGHT / shape[0]) / 2


def _canonical(shots: Sequence[Shot]) -> tuple[Tensor, Tensor]:
    xy, present = _joints(shots)
    shape = shots[0].rgb.shape
    return xy * (HEIGHT / shape[0]) + xy.new_tensor([_margin(shape), 0]), present


def _in_frame(image: NDArray[np.float32], size: tuple[int, int]) -> NDArray[np.float32]:
    """A picture [H, W, C] in the middle of a frame of (height, width), zero on both sides."""
    unit = size[0] / image.shape[0]
    inner = cv2.resize(image, (round(image.shape[1] * unit), size[0]), interpolation=cv2.INTER_AREA)
    left = round(_margin(image.shape) * size[0] / HEIGHT)
    framed = np.zeros((*size, image.shape[2]), np.float32)
    framed[:, left : left + inner.shape[1]] = inner.reshape(*inner.shape[:2], -1)
    return framed


def _valid(shots: Sequence[Shot], size: tuple[int, int]) -> Tensor:
    """[B, 1, h, w]: 1 where the frame lies on the picture."""
    inside = _in_frame(np.ones((*shots[0].rgb.shape[:2], 1), np.float32), size)
    return torch.from_numpy(inside).permute(2, 0, 1).expand(len(shots), -1, -1, -1).clone()
