"""Batches of pairs and of single views of rendered people, drawn the way the editor is used."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from pydantic import Field
from torch import Tensor

from engine.model.geometry.correspondence import grid
from engine.train.augment import photographed, recoloured, torn, unsure_joints
from engine.train.batch import Batch
from engine.train.dice import Dice
from engine.train.framing import (
    Framing,
    chosen,
    framed_flow,
    framed_labels,
    framed_parts,
    framed_pictures,
    inside,
    random_framing,
)
from engine.train.people import Held, Index
from engine.train.recipe import Table


class DataTable(Table):
    """What is drawn, and how it is changed; shares of the samples."""

    # What rests is decided without learning, so an unchanged pair teaches the photo's part map and little else.
    unchanged: float = Field(default=0.03, ge=0, le=1)
    edits: float = Field(
        default=0.62, ge=0, le=1, description="one limb or a few differ; the rest are pairs of any kind"
    )
    own_framing: float = Field(default=0.12, ge=0, le=1, description="the target is framed by itself")
    flipped: float = Field(default=0.5, ge=0, le=1)
    torn: float = Field(default=0.35, ge=0, le=1)
    joint_noise_px: float = Field(default=1.2, ge=0)
    # Of single views.
    on_body: float = Field(
        default=0.45, ge=0, le=1, description="the view of three whose arms lie most on the body"
    )
    on_leg: float = Field(
        default=0.3, ge=0, le=1, description="the view of three whose shins lie most on the other leg"
    )
    photographed: bool = Field(
        default=False, description="sources in hard contrast, uneven light, softness, grain"
    )


@dataclass(frozen=True)
class Chosen:
    """What each sample of a batch is; rows of `Held`."""

    source: NDArray[np.int64]  # [B] views
    target: NDArray[np.int64]
    pair: NDArray[np.int64]  # [B], of no meaning where source and target are one
    same: NDArray[np.bool_]

    @property
    def ids(self) -> NDArray[np.int64]:
        """[B, 2]: source and target view."""
        return np.stack([self.source, self.target], 1)


def choose_pairs(index: Index, count: int, rng: np.random.Generator, mix: DataTable) -> Chosen:
    """Mostly edits; a few pairs in which nothing changes."""
    person = rng.integers(len(index.views), size=count)
    kind, place, view = rng.random((3, count))
    same = kind < mix.unchanged
    edits = (kind < mix.unchanged + mix.edits) & (index.edits[person] > 0)
    number = np.where(edits, index.edits[person], index.pairs[person])
    pair = index.first_pair[person] + (place * number).astype(np.int64)
    alone = index.first_view[person] + (view * index.views[person]).astype(np.int64)
    views = np.where(same[:, None], alone[:, None], index.pair_views[pair])
    return Chosen(views[:, 0], views[:, 1], pair, same)


def choose_views(index: Index, count: int, rng: np.random.Generator, mix: DataTable) -> Chosen:
    """Single views, each with itself: mostly of three the one whose limbs lie most on other parts."""
    person = rng.integers(len(index.views), size=(count, 3))
    view = index.first_view[person] + (rng.random((count, 3)) * index.views[person]).astype(np.int64)
    kind = rng.random(count)
    contact = index.contact[view]  # [B, 3, 2]
    best = np.where(kind < mix.on_body, contact[..., 0].argmax(1), contact[..., 1].argmax(1))
    best[kind >= mix.on_body + mix.on_leg] = 0
    alone = view[np.arange(count), best]
    return Chosen(alone, alone, np.zeros(count, np.int64), np.ones(count, bool))


def draw(held: Held, what: Chosen, size: tuple[int, int], dice: Dice, mix: DataTable) -> Batch:
    """The chosen pairs, augmented, in frames of size (height, width)."""
    source, target, pair = (dice.send(rows) for rows in (what.source, what.target, what.pair))
    same = dice.send(what.same)
    shared = random_framing(dice, dice.chance(mix.flipped))
    own = random_framing(dice, shared.flipped)
    aside = chosen(shared, own, dice.chance(mix.own_framing) & ~same)
    before, before_target = shared.before(size), aside.before(size)
    pictures = (
        framed_pictures(held.views["rgba"][source], before),
        framed_pictures(held.views["rgba"][target], before_target),
    )
    source_picture, target_picture = recoloured(pictures, dice)
    source_picture = torn(source_picture, dice, share=mix.torn)
    target_picture = torch.where(same[:, None, None, None], source_picture, target_picture)
    if mix.photographed:
        source_picture = photographed(source_picture, dice)
    joints = unsure_joints(
        shared.joints(held.views["joints"][source]),
        aside.joints(held.views["joints"][target]),
        same,
        dice,
        noise_px=_noise(mix, dice),
    )
    flow, seen = _flow(
        held, pair, same, target, before_target, shared, dice.send(held.index.flow_step[what.pair])
    )
    return Batch(
        source=source_picture,
        target=target_picture,
        source_joints=joints[0],
        target_joints=joints[1],
        source_present=joints[2],
        target_present=joints[3],
        flow=flow,
        seen=seen,
        source_part=framed_parts(held.views["part"][source], shared, before),
        target_part=framed_parts(held.views["part"][target], aside, before_target),
        valid=inside(before_target),
    )


def _noise(mix: DataTable, dice: Dice) -> Tensor:
    """Photographs are read less surely than renderings: half of them with twice the noise."""
    doubled = dice.chance(0.5 if mix.photographed else 0.0).float()
    return mix.joint_noise_px * (1 + doubled)


def _flow(
    held: Held, pair: Tensor, same: Tensor, target: Tensor, before: Tensor, shared: Framing, step: Tensor
) -> tuple[Tensor, Tensor]:
    """Flow [B, 2, h, w] and what is seen [B, 1, h, w] in the target's frame; an unchanged pair leads to itself."""
    packed, seen = held.pairs["flow"][pair], held.pairs["seen"][pair][:, None]
    size = (packed.shape[-2], packed.shape[-1])
    opaque = held.views["rgba"][target][:, 3:] > 127
    alone = same[:, None, None, None]
    flow = torch.where(alone, grid(*size, packed.device), packed * step[:, None, None, None])
    seen = torch.where(alone, 2 * opaque.to(seen.dtype), seen)
    led = shared.flow(framed_flow(flow, (seen > 0).float(), before))
    found = framed_labels(seen, before).round()
    # What another framing puts outside the source's frame is not visible there.
    within = inside(led.permute(0, 2, 3, 1))
    return led, torch.where(within > 0, found, found.clamp(max=1))
