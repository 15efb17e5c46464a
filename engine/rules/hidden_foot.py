"""A foot that the other one hides in part: which, what of it is seen, and where the other shows the same."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.frame import HEIGHT, WIDTH, Frame
from engine.imaging.pixels import premultiplied, ramp
from engine.rules.shins import SHIN_JOINTS, along_shin, foot_zone, shin_length
from engine.rules.shoe_match import Feet, Floats, Matrix, costs, tell_apart

# Pixels to a canonical one in which feet are compared: at first, then, and in the end.
_ROUGH, _CLOSE, UNIT = 1, 2, 3
# Shins shorter than this, in canonical pixels, point to the camera: there feet are anywhere around the ankle.
_SHORTEST = 16.0
# Feet touch where their rims do: so much of a shin's length at least.
_TOUCHING = 0.12
# A hidden foot shows at most this share of what the other shows, and at least the second, or it tells too little.
_LESS, _LEAST = 0.9, 0.15
# From where to where along the shin (0 knee, 1 ankle) what is seen is more and more the foot.
_BELOW = (0.98, 1.06)
_MIRRORED = np.diag([-1.0, 1.0])
# Looked for: turns in degrees, as they are and mirrored, and shifts in lengths of the shin, every second pixel; then
# turns, sizes and pixels near the best of them.
_TURNS, _SHIFT, _EVERY = (-16, -8, 0, 8, 16), 0.25, 2
# What costs more than the best by this is not looked at any closer.
_WORSE = 0.2
_MORE_TURNS, _SIZES, _NEAR = (-4, 0, 4), (0.95, 1.0, 1.05), 2
# Up to this cost of a match for each pixel, the two feet are alike, and from this much on that tells something: plain
# shoes are alike anywhere.
_ALIKE, _TELLING = 1.2, 0.15
_AGAIN = 2
_BLUR_PX = 0.35  # canonical, as weave and noise differ between two shoes


@dataclass(frozen=True)
class HiddenFoot:
    """A foot that the other one hides.

    `side`: 0 right, 1 left. `to_other` [2, 3]: from its canonical points to those of the other foot that show the same.
    `shins` [H, W, 2], UNIT pixels to a canonical one: where the photo shows the two shins with their feet, told apart.
    """

    side: int
    to_other: Matrix
    shins: Floats


def find_hidden_foot(
    cutout: NDArray[np.uint8], frame: Frame, shins: Floats, joints: Floats
) -> HiddenFoot | None:
    """The foot that is hidden by the other one, if there is one and the two are alike.

    cutout: [H, W, 4], in whose pixels frame is. shins: [h, w, 2] where the photo shows the two shins with their feet,
    0..1 over the model frame. joints: [18, 2] canonical, engine.rules.shins.LEG_JOINTS known.
    """
    if not feet_touch(shins, joints):
        return None
    photo = _Photo(cutout, frame, shins, joints)
    rough = [
        (*_best(photo.feet(side, _ROUGH), own), side) for side in (0, 1) for own in (np.eye(2), _MIRRORED)
    ]
    least = min(cost for cost, *_ in rough)
    told = [
        photo.told(side, linear, shift * (_CLOSE / _ROUGH))
        for cost, linear, shift, side in rough
        if cost < least + _WORSE
    ]
    if not told:
        return None
    best = min(told, key=lambda each: each.cost())
    # Told once they are put in place better, and then told better.
    for _ in range(_AGAIN):
        best = photo.told(best.side, best.linear, best.shift, best.shins)
    return HiddenFoot(best.side, best.to_other, best.shins) if best.cost() < _ALIKE else None


def feet_touch(shins: Floats, joints: Floats) -> bool:
    """Whether the two feet have a rim in common; arguments as for `find_hidden_foot`."""
    first, second = (
        np.asarray(shins[..., side] * foot_zone(joints, side, shins.shape[:2]) > 0.5) for side in (0, 1)
    )
    rim = sum(int((a[:, 1:] & b[:, :-1]).sum()) for a, b in ((first, second), (second, first)))
    long = [shin_length(joints, side) for side in (0, 1)]
    return min(long) > _SHORTEST and rim > _TOUCHING * max(long) * shins.shape[0] / HEIGHT


def _best(feet: Feet, own: Matrix) -> tuple[float, Matrix, Matrix]:
    """What turn and shift cost, the turn [2, 2] from `own` on and the shift [2], of the ones that cost least."""
    reach = int(_SHIFT * feet.shin)
    shifts = _grid(np.arange(-reach, reach + 1, _EVERY))
    linears = [_turn(degrees) @ own for degrees in _TURNS]
    cost = np.stack([costs(feet, linear, shifts) for linear in linears])
    turn, shift = np.unravel_index(cost.argmin(), cost.shape)
    return float(cost.min()), linears[int(turn)], shifts[shift]


def _closer(feet: Feet, linear: Matrix, shift: Matrix, *, told_already: bool) -> tuple[Matrix, Matrix]:
    """The turn and size [2, 2] and the shift [2] that cost least near the given ones."""
    shifts = shift + _grid(np.arange(-_NEAR, _NEAR + 1))
    linears = [_turn(degrees) @ linear * size for degrees, size in product(_MORE_TURNS, _SIZES)]
    cost = np.stack([costs(feet, changed, shifts, told_already=told_already) for changed in linears])
    turn, place = np.unravel_index(cost.argmin(), cost.shape)
    return linears[int(turn)], shifts[place]


def _grid(steps: NDArray[np.integer]) -> Matrix:
    """All pairs (x, y) of steps, [n, 2]."""
    return np.stack(np.meshgrid(steps, steps), -1).reshape(-1, 2).astype(np.float64)


@dataclass(frozen=True)
class _Told:
    """A guess: the foot of `side` is hidden, lies so (see `Feet.matrix`, at _CLOSE), and shins are whose they are."""

    side: int
    linear: Matrix
    shift: Matrix
    to_other: Matrix  # the same as a map of canonical points
    shins: Floats
    share: float  # what the hidden foot shows of what the other shows
    unlike: float
    telling: float

    def cost(self) -> float:
        """How unlike the two feet are; infinite where that tells nothing."""
        tells = self.telling > _TELLING and _LEAST < self.share < _LESS
        return self.unlike if tells else np.inf


class _Photo:
    """What is looked at to find a hidden foot; arguments as for `find_hidden_foot`."""

    def __init__(self, cutout: NDArray[np.uint8], frame: Frame, shins: Floats, joints: Floats) -> None:
        self._whole = premultiplied(cutout)
        self._frame, self._shins, self._joints = frame, shins, joints
        self._seen: dict[int, Floats] = {}

    def feet(self, side: int, unit: int, shins: Floats | None = None) -> Feet:
        """Both feet, that of a side as the hidden one, in so many pixels to a canonical one; shins: a better map."""
        shape = (HEIGHT * unit, WIDTH * unit)
        box = self._box(unit)
        shins = cv2.resize(self._shins if shins is None else shins, shape[::-1])[box]
        if unit not in self._seen:
            self._seen[unit] = np.float32(1 / 255) * self._frame.cut(self._whole, shape[::-1])[box]
        rgba = self._seen[unit]
        x, y = ((np.arange(n, dtype=np.float32) + np.float32(0.5)) / np.float32(unit) for n in shape[::-1])
        along = along_shin(self._joints, side, x[box[1]], y[box[0]])
        corner = _corner(box)
        share = np.clip(shins[..., side] / np.maximum(shins.sum(-1), 1e-3), 0.01, 0.99)
        ankles = [
            self._joints[SHIN_JOINTS[each][1]].astype(np.float64) * unit - corner for each in (side, 1 - side)
        ]
        colour = rgba[..., :3] / np.maximum(rgba[..., 3:], np.float32(0.05))
        return Feet(
            colour=cv2.GaussianBlur(colour, (0, 0), _BLUR_PX * unit),
            person=(rgba[..., 3] > 0.5) & (shins.sum(-1) > 0.5),
            zone=self._zone(unit)[box],
            below=ramp(along, *_BELOW).astype(np.float32),
            odds=np.log(share / (1 - share)).astype(np.float32),
            ankles=(ankles[0], ankles[1]),
            shin=max(shin_length(self._joints, each) for each in (0, 1)) * unit,
        )

    def told(self, side: int, linear: Matrix, shift: Matrix, shins: Floats | None = None) -> _Told:
        """The foot of a side told from the other, near a turn and a shift at _CLOSE; shins: what was told before."""
        linear, shift = _closer(self.feet(side, _CLOSE, shins), linear, shift, told_already=shins is not None)
        feet, box = self.feet(side, UNIT, shins), self._box(UNIT)
        matrix = feet.matrix(linear, shift * (UNIT / _CLOSE))
        hidden, unlike, telling = tell_apart(feet, matrix)
        shins = cv2.resize(self._shins, (WIDTH * UNIT, HEIGHT * UNIT)) if shins is None else shins.copy()
        both = shins[box].sum(-1)
        shins[(*box, side)], shins[(*box, 1 - side)] = both * hidden, both * (1 - hidden)
        own, other = (float((feet.counted() & where).sum()) for where in (hidden > 0.5, hidden <= 0.5))
        corner = _corner(box)
        to_other = np.column_stack([linear, (matrix[:, 2] + corner - linear @ corner) / UNIT])
        return _Told(side, linear, shift, to_other, shins, own / max(other, 1.0), unlike, telling)

    def _zone(self, unit: int) -> NDArray[np.bool_]:
        shape = (HEIGHT * unit, WIDTH * unit)
        return np.asarray(np.maximum(*(foot_zone(self._joints, side, shape) for side in (0, 1))) > 0)

    def _box(self, unit: int) -> tuple[slice, slice]:
        """Rows and columns around both feet."""
        zone = self._zone(unit)
        rows, columns = np.flatnonzero(zone.any(1)), np.flatnonzero(zone.any(0))
        return slice(int(rows[0]), int(rows[-1]) + 1), slice(int(columns[0]), int(columns[-1]) + 1)


def _corner(box: tuple[slice, slice]) -> Matrix:
    """(x, y) of a box's first pixel centre."""
    return np.array([box[1].start + 0.5, box[0].start + 0.5])


def _turn(degrees: float) -> Matrix:
    cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.array([[cos, -sin], [sin, cos]])
