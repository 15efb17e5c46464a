"""Rendered people taken apart, as batches for the network that takes photos apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.errors import PhotoError
from engine.geometry.joints import FRAME_HEIGHT
from engine.synthesis.layered_shards import LayeredPerson, read_layered
from engine.train.layer_views import ClassView, augmented, reframed, whole_bits, whole_masks

# How wide the frame around a person is beside a rendered view's, when nothing is left to chance.
_USUAL_FRAMING = 0.85


@dataclass(frozen=True)
class LayerBatch:
    """Views and their truth, at the frame's size."""

    rgba: Tensor  # [B, 4, H, W] premultiplied, 0..1
    joints: Tensor  # [B, 18, 2] canonical pixels
    present: Tensor  # [B, 18] bool
    label: Tensor  # [B, H, W] int64, UNKNOWN where nothing is known
    whole: Tensor  # [B, 22, H, W] bool: where each class goes on, seen or not


class LayeredPeople:
    """The people of a folder; those who were added since can be had by `refresh`."""

    def __init__(self, folder: Path, *, most: int | None = None) -> None:
        self._folder, self._most = folder, most
        self._people: dict[Path, LayeredPerson] = {}
        self.refresh()
        if not self._people:
            raise PhotoError(f"{folder} holds no people in layers; render some first.")

    def __len__(self) -> int:
        """How many people there are."""
        return len(self._people)

    def refresh(self) -> None:
        """Take in what has been rendered since."""
        for path in sorted(self._folder.glob("l*.npz"))[: self._most]:
            if path not in self._people:
                self._people[path] = read_layered(path)
        self._views = [(p, v) for p in self._people.values() for v in range(len(p))]

    def draw(
        self, count: int, size: tuple[int, int], rng: np.random.Generator
    ) -> tuple[LayerBatch, NDArray[np.int64]]:
        """Random views, made hard, at a size (height, width), and the number [count, 1] of each."""
        numbers = rng.integers(len(self._views), size=count)
        chosen = [self._views[i] for i in numbers]
        batch = collated([augmented(class_view(p, v), size, rng) for p, v in chosen])
        return batch, numbers[:, None].astype(np.int64)

    def plain(self, size: tuple[int, int], batch: int) -> Iterator[LayerBatch]:
        """All views as they are, framed as photos usually are, in their order."""
        middle = np.array([0.75 * FRAME_HEIGHT, FRAME_HEIGHT]) / 2
        matrix = np.column_stack([np.eye(2) * _USUAL_FRAMING, middle * (1 - _USUAL_FRAMING)])
        for at in range(0, len(self._views), batch):
            yield collated(
                [reframed(class_view(p, v), size, matrix) for p, v in self._views[at : at + batch]]
            )


def class_view(person: LayeredPerson, view: int) -> ClassView:
    """One view of a person's file."""
    rgba, label = person.picture(view), person.label(view)
    masks: dict[int, NDArray[np.bool_]] = {}
    for layer in person.layers(view):
        x, y, width, height = layer.box
        mask = np.zeros(label.shape, bool)
        mask[y : y + height, x : x + width] = layer.rgba[..., 3] > 127
        masks[layer.layer] = masks.get(layer.layer, mask) | mask
    joints = (person.joints[view] * (FRAME_HEIGHT / label.shape[0])).astype(np.float32)
    inside = ((joints > 0) & (joints < np.array([0.75 * FRAME_HEIGHT, FRAME_HEIGHT]))).all(-1)
    return ClassView(
        (rgba / 255).astype(np.float32), label.copy(), whole_bits(masks, label.shape), joints, inside
    )


def collated(views: list[ClassView]) -> LayerBatch:
    """Views of one size as tensors."""
    return LayerBatch(
        torch.from_numpy(np.stack([v.rgba for v in views])).permute(0, 3, 1, 2).contiguous(),
        torch.from_numpy(np.stack([v.joints for v in views])),
        torch.from_numpy(np.stack([v.present for v in views])),
        torch.from_numpy(np.stack([v.label for v in views])).long(),
        torch.from_numpy(whole_masks(np.stack([v.whole for v in views]))),
    )
