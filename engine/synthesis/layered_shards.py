"""Files of people taken apart: one .npz per person with single views, each with its label map and whole layers."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np
from isal import isal_zlib
from numpy.typing import NDArray

from engine.pose.layer_classes import BACKGROUND, N_CLASSES
from engine.synthesis.npz import mapped_arrays, write_arrays
from engine.system.errors import PhotoError

Floats = NDArray[np.float32]
Pixels = NDArray[np.uint8]
# What an entry holds beside layers, in the place of a class; older files have no extents.
_PICTURE, _LABEL, _EXTENTS = 100, 101, 102
_OPAQUE: Final = 128
_LEVEL: Final = 1


@dataclass(frozen=True)
class Layer:
    """One class of one view, whole: as it would look if nothing lay before it, but for the picture's edges.

    box is (x, y, width, height) in the view's pixels; rgba uint8 [height, width, 4], colour premultiplied.
    """

    layer: int
    box: tuple[int, int, int, int]
    rgba: Pixels

    def placed(self, size: tuple[int, int]) -> Pixels:
        """The layer on an empty picture [H, W, 4] of a size (width, height)."""
        x, y, width, height = self.box
        canvas = np.zeros((size[1], size[0], 4), np.uint8)
        canvas[y : y + height, x : x + width] = self.rgba
        return canvas


@dataclass(frozen=True)
class Over:
    """That one layer lies before another in a view: over how many pixels both are, and in which share of them.

    A share near a half means that the two run into one another.
    """

    front: int
    behind: int
    pixels: int
    share: float


@dataclass(frozen=True)
class LayeredView:
    """One picture of a person and the layers that it is made of.

    rgba uint8 [H, W, 4] premultiplied; label uint8 [H, W], the class that shows; joints float32 [18, 2] in pixels (a
    pixel's centre is at +0.5), hidden ones too; joint_seen uint8 [18]; layers of every class that lies in the picture,
    seen or not; overs of every two layers that overlap; yaw_deg the person's turn to their left; tags say what is
    in it.
    """

    rgba: Pixels
    label: Pixels
    joints: Floats
    joint_seen: NDArray[np.uint8]
    layers: tuple[Layer, ...]
    overs: tuple[Over, ...]
    yaw_deg: float
    tags: tuple[str, ...] = ()


def layered_name(seed: int, index: int) -> str:
    """File name of a person."""
    return f"l{seed:04d}_{index:06d}.npz"


def write_layered(path: Path, views: Sequence[LayeredView], *, tags: Sequence[str] = ()) -> None:
    """Write a person's views, all of one size, in one step; `tags` say what the person wears. Raises OutputError."""
    packed: list[bytes] = []
    entries: list[list[int]] = []
    at = 0
    for number, view in enumerate(views):
        height, width = view.label.shape
        whole = (0, 0, width, height)
        for kind, box, pixels in (
            (_PICTURE, whole, view.rgba),
            (_LABEL, whole, view.label[..., None]),
            (_EXTENTS, whole, _bytes_of(_extents(view.layers, (height, width)))),
            *((layer.layer, layer.box, layer.rgba) for layer in view.layers),
        ):
            packed.append(_packed(pixels))
            entries.append([number, kind, *box, at, at + len(packed[-1])])
            at += len(packed[-1])
    overs = [
        [number, over.front, over.behind, over.pixels, round(over.share * 1000)]
        for number, view in enumerate(views)
        for over in view.overs
    ]
    said = {"person": list(tags), "views": [list(view.tags) for view in views]}
    arrays: dict[str, NDArray[Any]] = {
        "joints": np.stack([view.joints for view in views]).astype(np.float32),
        "joint_seen": np.stack([view.joint_seen for view in views]),
        "yaw_deg": np.array([view.yaw_deg for view in views], np.float32),
        "entries": np.array(entries, np.int64),
        "overs": np.array(overs, np.int32).reshape(-1, 5),
        "tags": np.frombuffer(json.dumps(said).encode(), np.uint8),
        "packed": np.frombuffer(b"".join(packed), np.uint8),
    }
    write_arrays(path, arrays)


def read_layered(path: Path) -> LayeredPerson:
    """A file that write_layered wrote, mapped; pixels are unpacked view by view. Raises PhotoError."""
    try:
        arrays = mapped_arrays(path)
        return LayeredPerson(
            arrays["joints"],
            arrays["joint_seen"],
            arrays["yaw_deg"],
            arrays["entries"],
            arrays["overs"],
            arrays["tags"],
            arrays["packed"],
        )
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise PhotoError(f"{path} is not a person in layers; render it again.") from error


@dataclass(frozen=True)
class LayeredPerson:
    """A person's file: joints float32 [V, 18, 2], joint_seen uint8 [V, 18], yaw_deg float32 [V], and packed pixels.

    `view` unpacks all of a view, `picture`, `label` and `layers` parts of it.
    """

    joints: Floats
    joint_seen: NDArray[np.uint8]
    yaw_deg: Floats
    _entries: NDArray[np.int64]
    _overs: NDArray[np.int32]
    _tags: NDArray[np.uint8]
    _bytes: NDArray[np.uint8]

    def __len__(self) -> int:
        """How many views there are."""
        return len(self.joints)

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) of every view."""
        width, height = self._entries[0, 4:6]
        return int(width), int(height)

    @cached_property
    def _said(self) -> dict[str, Any]:
        return dict(json.loads(self._tags.tobytes()))

    @property
    def tags(self) -> tuple[str, ...]:
        """What the person wears and carries."""
        return tuple(self._said["person"])

    def view_tags(self, view: int) -> tuple[str, ...]:
        """What is true of a view alone: its crop, turn, arms and legs."""
        return tuple(self._said["views"][view])

    def picture(self, view: int) -> Pixels:
        """rgba [H, W, 4] of a view."""
        return _pixels(self._planes(self._rows(view, _PICTURE)[0]))

    def picture_planes(self, view: int) -> Pixels:
        """The same as [4, H, W], sooner."""
        return self._planes(self._rows(view, _PICTURE)[0])

    def label(self, view: int) -> Pixels:
        """The class that shows in every pixel [H, W] of a view."""
        return self._planes(self._rows(view, _LABEL)[0])[0]

    def extents(self, view: int) -> NDArray[np.int32]:
        """Bits [H, W]: bit c is set where class c goes on in a view, seen or not."""
        rows = self._rows(view, _EXTENTS)
        if not len(rows):
            width, height = self.size
            return _extents(self.layers(view), (height, width))
        return _pixels(self._planes(rows[0])).view(np.int32)[..., 0]

    def classes(self, view: int) -> tuple[int, ...]:
        """The classes that have a layer in a view."""
        own = self._entries[self._entries[:, 0] == view, 1]
        return tuple(int(kind) for kind in own if BACKGROUND < kind < N_CLASSES)

    def layers(self, view: int, wanted: Sequence[int] | None = None) -> tuple[Layer, ...]:
        """The layers of a view, all or those of the `wanted` classes."""
        found = []
        for kind in self.classes(view) if wanted is None else wanted:
            for row in self._rows(view, kind):
                x, y, width, height = (int(number) for number in row[2:6])
                found.append(Layer(kind, (x, y, width, height), _pixels(self._planes(row))))
        return tuple(found)

    def overs(self, view: int) -> tuple[Over, ...]:
        """Which layer lies before which in a view."""
        own = self._overs[self._overs[:, 0] == view]
        return tuple(Over(int(a), int(b), int(n), float(share) / 1000) for _, a, b, n, share in own)

    def view(self, view: int) -> LayeredView:
        """All of a view."""
        return LayeredView(
            self.picture(view),
            self.label(view),
            self.joints[view],
            self.joint_seen[view],
            self.layers(view),
            self.overs(view),
            float(self.yaw_deg[view]),
            self.view_tags(view),
        )

    def _rows(self, view: int, kind: int) -> NDArray[np.int64]:
        return self._entries[(self._entries[:, 0] == view) & (self._entries[:, 1] == kind)]

    def _planes(self, row: NDArray[np.int64]) -> Pixels:
        width, height, start, end = (int(number) for number in row[4:])
        data = np.frombuffer(isal_zlib.decompress(self._bytes[start:end]), np.uint8)
        return np.cumsum(data.reshape(-1, height, width), axis=2, dtype=np.uint8)


def _extents(layers: Sequence[Layer], shape: tuple[int, int]) -> NDArray[np.int32]:
    """Where each class goes on, as bits [H, W]."""
    bits = np.zeros(shape, np.int32)
    for layer in layers:
        x, y, width, height = layer.box
        opaque = (layer.rgba[..., 3] >= _OPAQUE).astype(np.int32)
        bits[y : y + height, x : x + width] |= opaque << layer.layer
    return bits


def _bytes_of(bits: NDArray[np.int32]) -> Pixels:
    """Whole numbers [H, W] as their bytes [H, W, 4]."""
    return bits.astype("<i4")[..., None].view(np.uint8)


def _pixels(planes: Pixels) -> Pixels:
    """[C, H, W] as [H, W, C]."""
    return np.ascontiguousarray(planes.transpose(1, 2, 0))


def _packed(pixels: Pixels) -> bytes:
    """Pixels [h, w, C] as deflated differences along rows, channel after channel: smaller, and quickly read."""
    steps = pixels.transpose(2, 0, 1).copy()
    steps[..., 1:] = np.diff(steps, axis=2)
    return isal_zlib.compress(steps.tobytes(), _LEVEL)
