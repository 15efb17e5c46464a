"""Batches of rendered pairs: people held in memory, pairs drawn the way the editor is used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.geometry.joints import FRAME_HEIGHT
from engine.geometry.part_transforms import PARTS
from engine.synthesis.shards import PersonShard, dense_flow, read_person
from engine.train.augment import Number, Sample, augment, photograph, unsure_joints

# Views 0, 1 and 2 share camera, framing and turn: one limb or a few differ, as when a designer drags them.
EDIT_VIEWS = 3
# What rests is decided without learning, so an unchanged pair teaches the photo's part map and little else.
UNCHANGED = 0.03
# Shares of the part head's views that are chosen for arms on the body and for shins on the other leg.
CHOSEN_ARMS, CHOSEN_LEGS = 0.45, 0.3


def _number(name: str) -> int:
    """A part's number in a part map, where 0 is the background."""
    return 1 + PARTS.index(name)


# What each forearm may lie on, itself and its own upper arm aside, and each shin on the other leg.
_ON_BODY = {
    _number(f"{side} forearm"): [
        _number(part) for part in PARTS if part not in {f"{side} forearm", f"{side} upper arm"}
    ]
    for side in ("right", "left")
}
_ON_LEG = {
    _number(f"{side} shin"): [_number(f"{other} shin"), _number(f"{other} thigh")]
    for side, other in (("right", "left"), ("left", "right"))
}


@dataclass(frozen=True)
class Batch:
    """Tensors of one step; see Sample for the meaning. H x W is the resolution asked for."""

    source: Tensor  # [B, 4, H, W] 0..1
    target: Tensor
    source_joints: Tensor  # [B, 18, 2]
    target_joints: Tensor
    source_present: Tensor  # [B, 18]
    target_present: Tensor
    flow: Tensor  # [B, 2, H, W]
    seen: Tensor  # [B, 1, H, W] 0, 1 hidden, 2 visible
    source_part: Tensor  # [B, H, W] long
    target_part: Tensor
    valid: Tensor  # [B, 1, H, W]


class People:
    """All people of a folder and of the folders in it; `refresh` takes in files that were added since."""

    def __init__(self, folder: Path, *, limit: int | None = None) -> None:
        self.folder, self.limit = folder, limit
        self.shards: list[PersonShard] = []
        self._known: set[Path] = set()
        self.refresh()

    def refresh(self) -> int:
        """Read new files; returns how many people there are."""
        for path in sorted([*self.folder.glob("p*.npz"), *self.folder.glob("*/p*.npz")]):
            if path in self._known or (self.limit is not None and len(self.shards) >= self.limit):
                continue
            self.shards.append(read_person(path))
            self._known.add(path)
        return len(self.shards)

    def draw(self, count: int, size: tuple[int, int], rng: np.random.Generator) -> Batch:
        """A random training batch at size (height, width)."""
        return collate([self._draw_one(size, rng) for _ in range(count)])

    def draw_views(self, count: int, size: tuple[int, int], rng: np.random.Generator) -> Batch:
        """A random batch of single views, each with itself, as photographs show them: for the part head alone.

        Mostly the one of three whose arms lie most on the body, or whose shins and feet lie most on the other
        leg, where reading a photo goes wrong.
        """
        views = []
        for _ in range(count):
            kind = rng.random()
            chosen = kind < CHOSEN_ARMS + CHOSEN_LEGS
            contact = arm_contact if kind < CHOSEN_ARMS else leg_contact
            drawn = [self._draw_view(rng) for _ in range(3 if chosen else 1)]
            person, index = max(drawn, key=lambda view: contact(view[0].part[view[1]]))
            view = same_pair(person, index, size)
            views.append(photograph(augment(view, rng, joint_noise_px=float(rng.choice((1.2, 2.5)))), rng))
        return collate(views)

    def _draw_view(self, rng: np.random.Generator) -> tuple[PersonShard, int]:
        person = self.shards[rng.integers(len(self.shards))]
        return person, int(rng.integers(len(person.rgba)))

    def _draw_one(self, size: tuple[int, int], rng: np.random.Generator) -> Sample:
        person = self.shards[rng.integers(len(self.shards))]
        kind = rng.random()
        if kind < UNCHANGED:
            return augment(same_pair(person, int(rng.integers(len(person.rgba))), size), rng)
        edits = np.flatnonzero((person.pairs < EDIT_VIEWS).all(1))
        choice = edits if kind < 0.65 and len(edits) else np.arange(len(person.pairs))
        return augment(pair(person, int(rng.choice(choice)), size), rng)


def arm_contact(parts: NDArray[np.uint8]) -> float:
    """Rims between forearms and other parts (not their own upper arms), rows of pixels per row of the view."""
    return _contact(parts, _ON_BODY)


def leg_contact(parts: NDArray[np.uint8]) -> float:
    """Rims between each shin (with its foot) and the other leg, rows of pixels per row of the view."""
    return _contact(parts, _ON_LEG)


def _contact(parts: NDArray[np.uint8], foreign: Mapping[int, list[int]]) -> float:
    here, there = parts[:, :-1], parts[:, 1:]
    rim = sum(
        int(((a == own) & np.isin(b, others)).sum())
        for own, others in foreign.items()
        for a, b in ((here, there), (there, here))
    )
    return rim / parts.shape[0]


def _shrink(image: NDArray[np.uint8], size: tuple[int, int]) -> NDArray[np.uint8]:
    if image.shape[:2] == size:
        return image
    return cv2.resize(image, (size[1], size[0]), interpolation=cv2.INTER_AREA)


def _nearest(image: NDArray[Number], size: tuple[int, int]) -> NDArray[Number]:
    if image.shape[:2] == size:
        return image
    resized: NDArray[Number] = cv2.resize(image, (size[1], size[0]), interpolation=cv2.INTER_NEAREST)
    return resized


def pair(person: PersonShard, index: int, size: tuple[int, int]) -> Sample:
    """The ordered pair of the given index, at size (height, width)."""
    source, target = (int(v) for v in person.pairs[index])
    flow, known, visible = dense_flow(person, index)
    unit = FRAME_HEIGHT / person.rgba.shape[1]
    seen = known.astype(np.uint8) + visible.astype(np.uint8)
    return _sample(person, source, target, size, flow=flow * unit, seen=seen)


def same_pair(person: PersonShard, view: int, size: tuple[int, int]) -> Sample:
    """A view with itself: the pose does not change."""
    height, width = person.rgba.shape[1:3]
    unit = FRAME_HEIGHT / height
    y, x = np.mgrid[:height, :width].astype(np.float32) + 0.5
    seen = np.where(person.rgba[view, ..., 3] > 127, 2, 0).astype(np.uint8)
    return _sample(person, view, view, size, flow=np.dstack([x, y]) * unit, seen=seen)


def _sample(
    person: PersonShard,
    source: int,
    target: int,
    size: tuple[int, int],
    *,
    flow: NDArray[np.float32],
    seen: NDArray[np.uint8],
) -> Sample:
    unit = FRAME_HEIGHT / person.rgba.shape[1]
    everywhere = np.ones(18, bool)
    return Sample(
        source=_shrink(person.rgba[source], size),
        target=_shrink(person.rgba[target], size),
        source_joints=person.joints[source] * unit,
        target_joints=person.joints[target] * unit,
        source_present=everywhere,
        target_present=everywhere,
        flow=_nearest(flow.astype(np.float32), size),
        seen=_nearest(seen, size),
        source_part=_nearest(person.part[source], size),
        target_part=_nearest(person.part[target], size),
        valid=np.ones(size, np.uint8),
        same=source == target,
    )


def collate(samples: list[Sample]) -> Batch:
    """Tensors from samples of one size."""
    image = lambda key: torch.from_numpy(np.stack([getattr(s, key) for s in samples]))  # noqa: E731
    return Batch(
        source=image("source").permute(0, 3, 1, 2).float() / 255,
        target=image("target").permute(0, 3, 1, 2).float() / 255,
        source_joints=image("source_joints"),
        target_joints=image("target_joints"),
        source_present=image("source_present"),
        target_present=image("target_present"),
        flow=image("flow").permute(0, 3, 1, 2).contiguous(),
        seen=image("seen")[:, None],
        source_part=image("source_part").long(),
        target_part=image("target_part").long(),
        valid=image("valid")[:, None].float(),
    )


def held_out_batches(folder: Path, size: tuple[int, int], *, people: int, batch: int = 16) -> list[Batch]:
    """The same pairs of held-out people every time, without augmentation beyond joints that rest exactly."""
    shards = [read_person(p) for p in sorted(folder.glob("p*.npz"))[:people]]
    rng = np.random.default_rng(0)
    samples: list[Sample] = []
    for person in shards:
        chosen = rng.choice(len(person.pairs), min(4, len(person.pairs)), replace=False)
        samples += [unsure_joints(pair(person, int(i), size), np.random.default_rng(int(i))) for i in chosen]
    return [collate(samples[i : i + batch]) for i in range(0, len(samples), batch)]
