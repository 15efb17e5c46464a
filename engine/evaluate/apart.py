"""Rendered people taken apart, against the truth: what shows, what goes on unseen, and its colours, layer by layer."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.evaluate.metrics import alpha_iou, psnr
from engine.evaluate.rendered import source_of, straight
from engine.layers.layer import Person, Shown
from engine.layers.regions import CLASSES_OF, Region
from engine.render.renderer import Renderer
from engine.synthesis.layered_shards import LayeredPerson, read_layered
from engine.system.errors import PhotoError

Mask = NDArray[np.bool_]
_OPAQUE = 127
# Fewer hidden or shown pixels of a layer say nothing about it.
_LEAST_PX = 200
_EDGE_PX = 3


@dataclass(frozen=True)
class ApartRow:
    """One layer, or `all`: means over the views in which it is.

    shown: IoU of where it shows; edge: share of pixels within 3 px of the true edges between layers that go to the
    right one; whole: IoU of all of it, seen or not; hidden: IoU of what is hidden; hidden_psnr_db: of its colours where
    both have them.
    """

    layer: str
    views: int
    shown: float
    edge: float
    whole: float
    hidden: float
    hidden_psnr_db: float


@dataclass(frozen=True)
class ApartReport:
    """All rows, and what they were measured on."""

    people: int
    rows: tuple[ApartRow, ...]


@dataclass(frozen=True, eq=False)
class _Apart:
    """A view as layers: label [H, W], len(Region) where nothing shows; whole and colours by layer."""

    label: NDArray[np.uint8]
    whole: Mapping[Region, Mask]
    colours: Mapping[Region, NDArray[np.uint8]]


def evaluate_apart(folder: Path, renderer: Renderer, *, people: int | None = None) -> ApartReport:
    """Take people in layers apart, given their true matte and joints; raises PhotoError where there are none."""
    files = sorted(folder.glob("l*.npz"))[:people]
    if not files:
        raise PhotoError(f"{folder} holds no people in layers (l*.npz); render some first.")
    found: dict[str, list[tuple[float, ...]]] = {}
    for file in files:
        person = read_layered(file)
        for view in range(len(person)):
            source = source_of(person.picture(view), person.joints[view])
            told = _told(renderer.taken_apart(source))
            for region, figures in _compared(told, _truth(person, view)):
                found.setdefault(region.name.replace("_", " ").lower(), []).append(figures)
    rows = [ApartRow(layer, len(each), *_means(each)) for layer, each in sorted(found.items())]
    every = ApartRow("all", sum(row.views for row in rows), *_means([_figures_of(row) for row in rows]))
    return ApartReport(len(files), (*rows, every))


def _truth(person: LayeredPerson, view: int) -> _Apart:
    """Classes put together to the layers that they belong to, each as it would look alone."""
    classes = person.label(view)
    label = np.full(classes.shape, len(Region), np.uint8)
    whole: dict[Region, Mask] = {}
    colours: dict[Region, NDArray[np.uint8]] = {}
    layers = person.layers(view)
    for region, own in CLASSES_OF.items():
        label[np.isin(classes, own)] = region
        placed = [layer.placed(person.size) for layer in layers if layer.layer in own]
        if placed:
            whole[region] = np.any([each[..., 3] > _OPAQUE for each in placed], 0)
            # Where two classes of a layer lie over each other either may be what a picture needs: the mean says so.
            weight = np.sum([each[..., 3:].astype(np.float32) for each in placed], 0)
            total = np.sum([each[..., :3].astype(np.float32) for each in placed], 0)
            colours[region] = (total * 255 / np.maximum(weight, 1)).clip(0, 255).astype(np.uint8)
    return _Apart(label, whole, colours)


def _told(person: Person) -> _Apart:
    width, height = person.size
    label = np.full((height, width), len(Region), np.uint8)
    whole: dict[Region, Mask] = {}
    colours: dict[Region, NDArray[np.uint8]] = {}
    for layer in person.layers:
        if layer.wrist is not None:
            continue  # an arm laid straight lies elsewhere
        (x, y), (h, w) = layer.corner, layer.made.shape
        # A layer may go on beyond the photo.
        left, top, right, bottom = max(x, 0), max(y, 0), min(x + w, width), min(y + h, height)
        inside = np.s_[top:bottom, left:right]
        texture = layer.texture[top - y : bottom - y, left - x : right - x]
        opaque = texture[..., 3] > _OPAQUE
        if layer.shown is not Shown.MOVED:
            label[inside][opaque] = layer.region
        if layer.region not in CLASSES_OF:
            continue
        mask = whole.setdefault(layer.region, np.zeros((height, width), bool))
        colour = colours.setdefault(layer.region, np.zeros((height, width, 3), np.uint8))
        fresh = opaque & ~mask[inside]
        mask[inside] |= opaque
        colour[inside][fresh] = straight(texture)[fresh][..., :3]
    return _Apart(label, whole, colours)


def _compared(told: _Apart, truth: _Apart) -> Iterator[tuple[Region, tuple[float, ...]]]:
    """Figures of each layer that the truth has."""
    nothing = np.zeros(truth.label.shape, bool)
    box = np.ones((2 * _EDGE_PX + 1, 2 * _EDGE_PX + 1), np.uint8)
    person = truth.label < len(Region)
    for region, whole in truth.whole.items():
        shows, shown = truth.label == region, told.label == region
        inner = (cv2.dilate(shows.astype(np.uint8), box) > 0) & (cv2.erode(shows.astype(np.uint8), box) == 0)
        edge = inner & person & (told.label < len(Region))
        mine, hidden = told.whole.get(region, nothing), whole & ~shows & person
        both = hidden & mine
        yield (
            region,
            (
                alpha_iou(shown, shows) if shows.sum() > _LEAST_PX else math.nan,
                float((shown == shows)[edge].mean()) if edge.sum() > _LEAST_PX else math.nan,
                alpha_iou(mine, whole),
                alpha_iou(mine & ~shows & person, hidden) if hidden.sum() > _LEAST_PX else math.nan,
                psnr(told.colours[region], truth.colours[region], both)
                if both.sum() > _LEAST_PX
                else math.nan,
            ),
        )


def _figures_of(row: ApartRow) -> tuple[float, ...]:
    return row.shown, row.edge, row.whole, row.hidden, row.hidden_psnr_db


def _means(figures: Sequence[tuple[float, ...]]) -> list[float]:
    """Of each column, over the rows that have it; NaN where none has."""
    return [float(np.mean(known)) if (known := [x for x in column if not math.isnan(x)]) else math.nan
            for column in zip(*figures, strict=True)]  # fmt: skip
