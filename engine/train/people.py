"""Rendered people dense in a device's memory: pictures in uint8, flow in int16, joints in canonical pixels."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.model.geometry.joints import FRAME_HEIGHT
from engine.runtime.device import free_memory
from engine.synthesis.shards import EDIT_VIEWS, PersonShard, read_person
from engine.system.errors import PhotoError
from engine.train.contacts import arm_contact, leg_contact

# Of the memory that is free when a run begins, people take no more than this.
_SHARE_OF_MEMORY = 0.4


@dataclass(frozen=True)
class Index:
    """Where people, views and pairs lie in the stores; row p of the first five is person p."""

    first_view: NDArray[np.int64]
    views: NDArray[np.int64]  # how many
    first_pair: NDArray[np.int64]
    pairs: NDArray[np.int64]
    edits: NDArray[np.int64]  # how many of the pairs are edits; they come first
    pair_views: NDArray[np.int64]  # [M, 2] source and target view of each pair
    flow_step: NDArray[np.float32]  # [M] canonical pixels in a step of a pair's flow
    contact: NDArray[np.float32]  # [N, 2] of each view's arms and of its legs, see engine/train/contacts.py


@dataclass(frozen=True)
class Held:
    """What is held at one moment: tensors on the device that are not written to, and their index."""

    index: Index
    views: Mapping[str, Tensor]  # rgba [N, 4, H, W], part [N, H, W] uint8; joints [N, 18, 2] float32
    pairs: Mapping[str, Tensor]  # flow [M, 2, H, W] int16, seen [M, H, W] uint8: 0, 1 hidden, 2 visible


class People:
    """All people of a folder and of the folders in it; `refresh` takes in files that were added since.

    rank, size: of a team each process holds every `size`-th person, so that together they hold all once. Raises
    PhotoError where a file is no person, or its pictures are not of the size of the others.
    """

    def __init__(self, folder: Path, *, device: str = "cpu", rank: int = 0, size: int = 1) -> None:
        self.folder, self._device = folder, device
        self._rank, self._size = rank, size
        self._room = int(free_memory(device) * _SHARE_OF_MEMORY / size)
        self._known: set[Path] = set()
        self._views, self._pairs = _Store(device), _Store(device)
        self._index = _nobody()
        self._lock = threading.Lock()
        self.total = self.refresh()

    def __len__(self) -> int:
        return len(self._index.views)

    def held(self) -> Held:
        """The people to draw from; raises PhotoError where there is nobody."""
        with self._lock:
            if not len(self):
                raise PhotoError(
                    f"{self.folder} holds no rendered people (p*.npz), or no memory is left for one."
                )
            return Held(self._index, self._views.filled(), self._pairs.filled())

    def refresh(self) -> int:
        """Read new files as far as memory goes; returns how many people the folder has."""
        files = sorted([*self.folder.glob("p*.npz"), *self.folder.glob("*/p*.npz")])
        for path in files[self._rank :: self._size]:
            if path in self._known:
                continue
            person = read_person(path)
            size = _bytes_of(person)
            if size > self._room:
                break
            self._room -= size
            self._known.add(path)
            self._hold(person)
        self.total = len(files)
        return self.total

    def _hold(self, person: PersonShard) -> None:
        order = np.argsort(~_is_edit(person), kind="stable")
        views, pairs = _views(person), _pairs(person, order)
        contact = np.array([(arm_contact(part), leg_contact(part)) for part in person.part], np.float32)
        step = FRAME_HEIGHT / person.rgba.shape[1] / person.flow_unit
        with self._lock:
            views_before, pairs_before = self._views.count, self._pairs.count
            self._views.add(views)
            self._pairs.add(pairs)
            self._index = _longer(
                self._index,
                Index(
                    first_view=np.array([views_before]),
                    views=np.array([len(person.rgba)]),
                    first_pair=np.array([pairs_before]),
                    pairs=np.array([len(order)]),
                    edits=np.array([_is_edit(person).sum()]),
                    pair_views=person.pairs[order].astype(np.int64) + views_before,
                    flow_step=np.full(len(order), step, np.float32),
                    contact=contact,
                ),
            )


def _nobody() -> Index:
    none = np.zeros(0, np.int64)
    return Index(
        first_view=none,
        views=none,
        first_pair=none,
        pairs=none,
        edits=none,
        pair_views=np.zeros((0, 2), np.int64),
        flow_step=np.zeros(0, np.float32),
        contact=np.zeros((0, 2), np.float32),
    )


def _longer(index: Index, more: Index) -> Index:
    """The rows of both."""
    names = [field.name for field in fields(Index)]
    return Index(**{name: np.concatenate([getattr(index, name), getattr(more, name)]) for name in names})


class _Store:
    """Tensors of one length that grow at their end; what was handed out stays as it was."""

    def __init__(self, device: str) -> None:
        self._device = device
        self._tensors: dict[str, Tensor] = {}
        self.count = 0

    def add(self, arrays: Mapping[str, NDArray[np.generic]]) -> None:
        for key, array in arrays.items():
            kept, needed = self._tensors.get(key), self.count + len(array)
            fresh = torch.from_numpy(np.array(array))
            if kept is not None and kept.shape[1:] != fresh.shape[1:]:
                raise PhotoError(
                    "People of several picture sizes lie in one folder; render them at one size."
                )
            if kept is None or len(kept) < needed:
                shape = (max(needed, needed * 3 // 2), *fresh.shape[1:])
                room = torch.empty(shape, dtype=fresh.dtype, device=self._device)
                if kept is not None:
                    room[: self.count] = kept[: self.count]
                self._tensors[key] = room
            self._tensors[key][self.count : needed] = fresh
        self.count += len(array)

    def filled(self) -> dict[str, Tensor]:
        return {key: tensor[: self.count] for key, tensor in self._tensors.items()}


def _is_edit(person: PersonShard) -> NDArray[np.bool_]:
    return np.asarray((person.pairs < EDIT_VIEWS).all(1))


def _views(person: PersonShard) -> dict[str, NDArray[np.generic]]:
    unit = FRAME_HEIGHT / person.rgba.shape[1]
    return {
        "rgba": person.rgba.transpose(0, 3, 1, 2),
        "part": person.part,
        "joints": (person.joints * unit).astype(np.float32),
    }


def _pairs(person: PersonShard, order: NDArray[np.intp]) -> dict[str, NDArray[np.generic]]:
    height, width = person.part.shape[1:]
    flow = np.zeros((len(order), 2, height * width), np.int16)
    seen = np.zeros((len(order), height * width), np.uint8)
    for row, pair in enumerate(order):
        pixels = person.foregrounds[int(person.pairs[pair, 1])]
        flow[row][:, pixels] = person.flows[pair].T
        seen[row][pixels] = 1 + (person.visibles[pair] > 0)
    return {"flow": flow.reshape(-1, 2, height, width), "seen": seen.reshape(-1, height, width)}


def _bytes_of(person: PersonShard) -> int:
    """What a person takes when dense, with the room by which stores grow."""
    views, height, width = person.part.shape
    return (5 * views + 5 * len(person.pairs)) * height * width * 3 // 2
