"""Rendered people taken apart, as batches for the network that takes photos apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.model.geometry.joints import FRAME_HEIGHT, FRAME_WIDTH
from engine.runtime.device import free_memory
from engine.synthesis.layered_shards import LayeredPerson, read_layered
from engine.system.errors import PhotoError
from engine.train.dice import Dice
from engine.train.framing import plain_framing, scaled_framing
from engine.train.layer_views import ClassViews, framed, hard_framing, made_hard, whole_masks

# How wide the frame around a person is beside a rendered view's, when nothing is left to chance.
_USUAL_FRAMING = 0.85
# Of an accelerator's memory that is free when it begins: views that were unpacked once are kept there.
_SHARE_OF_MEMORY = 0.4


@dataclass(frozen=True)
class LayerBatch:
    """Views and their truth, at the frame's size, on the device."""

    rgba: Tensor  # [B, 4, H, W] premultiplied, 0..1
    joints: Tensor  # [B, 18, 2] canonical pixels
    present: Tensor  # [B, 18] bool
    label: Tensor  # [B, H, W] int64
    whole: Tensor  # [B, 22, H, W] bool: where each class goes on, seen or not


class LayeredPeople:
    """The people of a folder; those who were added since can be had by `refresh`.

    A view is unpacked when it is first drawn. An accelerator keeps it, as far as its memory goes; a CPU, whose steps
    are long beside that, unpacks it each time.
    """

    def __init__(self, folder: Path, *, device: str = "cpu", most: int | None = None) -> None:
        self._folder, self._device, self._most = folder, device, most
        self._people: dict[Path, LayeredPerson] = {}
        self._kept: dict[int, ClassViews] = {}
        self._room = 0 if device == "cpu" else int(free_memory(device) * _SHARE_OF_MEMORY)
        self._views: list[tuple[LayeredPerson, int]] = []
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
                person = self._people[path] = read_layered(path)
                self._views += [(person, view) for view in range(len(person))]

    def draw(
        self, count: int, size: tuple[int, int], rng: np.random.Generator
    ) -> tuple[LayerBatch, NDArray[np.int64]]:
        """Random views, made hard, at a size (height, width), and the number [count, 1] of each."""
        numbers = rng.integers(len(self._views), size=count)
        dice = Dice(rng, count, self._device)
        views = framed(self._raw(numbers.tolist()), hard_framing(dice), size)
        return _batch(made_hard(views, dice)), numbers[:, None].astype(np.int64)

    def plain(self, size: tuple[int, int], batch: int) -> Iterator[LayerBatch]:
        """All views as they are, framed as photos usually are, in their order."""
        for at in range(0, len(self._views), batch):
            numbers = range(at, min(at + batch, len(self._views)))
            framing = scaled_framing(plain_framing(len(numbers), self._device), _USUAL_FRAMING)
            yield _batch(framed(self._raw(numbers), framing, size))

    def _raw(self, numbers: Sequence[int]) -> ClassViews:
        views = [self._kept.get(number) or self._unpacked(number) for number in numbers]
        together = {f.name: torch.cat([getattr(view, f.name) for view in views]) for f in fields(ClassViews)}
        return ClassViews(**together)

    def _unpacked(self, number: int) -> ClassViews:
        view = class_view(*self._views[number])
        if self._device == "cpu":
            return view
        sent = ClassViews(**{f.name: getattr(view, f.name).to(self._device) for f in fields(ClassViews)})
        size = sum(getattr(sent, f.name).nbytes for f in fields(ClassViews))
        if size <= self._room:
            self._room -= size
            self._kept[number] = sent
        return sent


def class_view(person: LayeredPerson, view: int) -> ClassViews:
    """One view of a person's file, as a batch of one, on the CPU."""
    label = person.label(view)
    joints = (person.joints[view] * (FRAME_HEIGHT / label.shape[0])).astype(np.float32)
    inside = ((joints > 0) & (joints < np.array([FRAME_WIDTH, FRAME_HEIGHT]))).all(-1)
    return ClassViews(
        torch.from_numpy(person.picture_planes(view))[None],
        torch.from_numpy(label)[None],
        torch.from_numpy(person.extents(view))[None],
        torch.from_numpy(joints)[None],
        torch.from_numpy(inside)[None],
    )


def _batch(views: ClassViews) -> LayerBatch:
    return LayerBatch(views.rgba, views.joints, views.present, views.label.long(), whole_masks(views.whole))
