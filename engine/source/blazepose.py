"""BlazePose through OpenCV's dnn: one look at one window of a photo gives landmarks, a mask, a doubt.

Source: V. Bazarevsky et al., "BlazePose" (arXiv 2006.10204).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.source.tflite import read_tflite
from engine.system.giving_way import give_way

INPUT_SIDE = 256
CENTRE, RIM = 33, 34  # auxiliary landmarks: middle of the hips, and the top of a circle around the person
_OUTPUTS = ("Identity", "Identity_1", "Identity_2", "Identity_3")
_REACH = 2.5  # window side as a multiple of the circle's radius, as the network was trained
_SURE = 0.5  # a heat map whose peak is lower does not move its landmark


@dataclass(frozen=True, slots=True)
class Window:
    """A turned square of the photo: its centre and side in photo pixels, its clockwise turn in radians."""

    x: float
    y: float
    side: float
    turn: float = 0.0

    def to_photo(self) -> NDArray[np.float64]:
        """Affine map [2, 3] from window coordinates 0..1 to photo pixels."""
        c, s = math.cos(self.turn) * self.side, math.sin(self.turn) * self.side
        return np.array([[c, -s, self.x - (c - s) / 2], [s, c, self.y - (s + c) / 2]])

    def settled(self, then: Window) -> bool:
        """Whether moving on to `then` would show the network practically the same crop."""
        moved = math.hypot(self.x - then.x, self.y - then.y)
        grown = abs(math.log(then.side / self.side))
        return moved < 0.02 * self.side and grown < 0.05 and abs(self.turn - then.turn) < 0.05


@dataclass(frozen=True, slots=True)
class Look:
    """What the network saw in one window.

    landmarks: [39, 2] photo pixels. seen: [39] in 0..1, the smaller of visibility and presence. person: 0..1.
    sharpness: 0..1, the mean height of what is seen in the heat maps. mask: [256, 256] in 0..1, by window.
    """

    window: Window
    landmarks: NDArray[np.float64]
    seen: NDArray[np.float64]
    person: float
    sharpness: float
    mask: NDArray[np.float32] = field(repr=False, compare=False)

    def next_window(self) -> Window:
        """The window the network would have liked to be shown: upright and centred on the hips."""
        (x, y), (rim_x, rim_y) = self.landmarks[CENTRE], self.landmarks[RIM]
        radius = math.hypot(rim_x - x, rim_y - y)
        turn = math.atan2(rim_y - y, rim_x - x) + math.pi / 2
        return Window(x, y, max(_REACH * radius, 8.0), math.remainder(turn, math.tau))


class Pyramid:
    """A photo and its halvings, so that no window has to be sampled at less than half of its resolution."""

    def __init__(self, rgb: NDArray[np.uint8]) -> None:
        self.levels = [rgb]
        while min(self.levels[-1].shape[:2]) >= INPUT_SIDE:
            h, w = self.levels[-1].shape[:2]
            half = cv2.resize(self.levels[-1], (w // 2, h // 2), interpolation=cv2.INTER_AREA)
            self.levels.append(half.astype(np.uint8, copy=False))

    def crop(self, window: Window, side: int = INPUT_SIDE) -> NDArray[np.uint8]:
        """The window's pixels, [side, side, 3]; black outside the photo."""
        wanted = max(0, int(math.log2(max(window.side, 1.0) / side)))
        level = self.levels[min(wanted, len(self.levels) - 1)]
        to_level = np.diag(
            [level.shape[1] / self.levels[0].shape[1], level.shape[0] / self.levels[0].shape[0]]
        )
        matrix = to_level @ window.to_photo()
        matrix[:, :2] /= side
        matrix[:, 2] += matrix[:, :2] @ (0.5, 0.5) - 0.5  # from corners of pixels to their centres
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        return cv2.warpAffine(level, matrix, (side, side), flags=flags).astype(np.uint8, copy=False)


class BlazePose:
    """The landmark network; loads on first use."""

    def __init__(self, model: Path) -> None:
        self._model = model
        self._net: cv2.dnn.Net | None = None

    def look(self, photo: Pyramid, window: Window) -> Look:
        """Run the network once on `window` of `photo`."""
        give_way()
        net = self._loaded()
        net.setInput(cv2.dnn.blobFromImage(photo.crop(window), 1 / 255.0))
        marks, person, mask, heat = net.forward(_OUTPUTS)
        raw = marks.reshape(39, 5).astype(np.float64)
        heat = _sigmoid(heat[0])
        inside = _refined(raw[:, :2] / INPUT_SIDE, heat)
        seen = _sigmoid(raw[:, 3:]).min(axis=1)
        matrix = window.to_photo()
        return Look(
            window=window,
            landmarks=inside @ matrix[:, :2].T + matrix[:, 2],
            seen=seen,
            person=float(person.item()),
            sharpness=float(np.average(heat[:33].max(axis=(1, 2)), weights=seen[:33] + 1e-6)),
            mask=_sigmoid(mask[0, 0]).astype(np.float32),
        )

    def _loaded(self) -> cv2.dnn.Net:
        if self._net is None:
            self._net = read_tflite(self._model, "pose network")
        return self._net


def _refined(inside: NDArray[np.float64], heat: NDArray[np.float64]) -> NDArray[np.float64]:
    """Move each landmark [39, 2] (0..1) to its heat map's centre of mass in the 7x7 cells around it."""
    side = heat.shape[1]
    out = inside.copy()
    for i, (x, y) in enumerate(inside * side):
        left, top = max(int(x) - 3, 0), max(int(y) - 3, 0)
        patch = heat[i, top : max(int(y) + 4, 0), left : max(int(x) + 4, 0)]
        if patch.size and patch.max() >= _SURE:
            columns, rows = left + np.arange(patch.shape[1]), top + np.arange(patch.shape[0])
            out[i] = (patch.sum(0) @ columns, patch.sum(1) @ rows) / patch.sum() / side
    return out


def _sigmoid(logits: NDArray[np.floating]) -> NDArray[np.float64]:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(logits, -40.0, 40.0))), dtype=np.float64)
