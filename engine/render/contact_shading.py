"""The soft shadow that an arm, and what it holds, throws on the body before which a pose lays it.

A limb of a shirt's own colour laid over that shirt without one looks pasted on, or transparent.
"""

from __future__ import annotations

from collections.abc import Mapping

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats, ramp
from engine.layers.layer import Person
from engine.layers.limb_order import moved_by
from engine.layers.regions import ARMS, CHAINS, LEGS, Region
from engine.layers.skeleton import Points
from engine.render.compiled import Bytes
from engine.render.layer_kernels import darken, draw_mesh
from engine.render.placed import WHOLE, Placed

_CELL_PX = 4  # picture pixels to one of the plane that a shadow is made on
# Torso lengths: how far the shadow lies below its limb and how soft it is,
_BELOW, _SOFT = 0.02, 0.03
_MOVED_FROM, _MOVED_TO = 0.08, 0.3  # and how far a wrist must go against the body before it throws all of it.
_DARK = 0.4  # of the light that is taken where it is deepest
# Shares of the upper arm from the shoulder on, between which it comes to lie before the body.
_FREE_FROM, _FREE = 0.35, 0.8
_BODY = (Region.TORSO, *LEGS)


class ContactShading:
    """The shadows of one drawing of a person on itself.

    size: (width, height) of the picture; at: its pixel at which the photo begins.
    """

    def __init__(
        self, person: Person, xy: Points, size: tuple[int, int], at: tuple[int, int] = (0, 0)
    ) -> None:
        self._person, self._at = person, at
        strengths = {
            arm: float(ramp(np.array(moved_by(person.skeleton, xy, arm)), _MOVED_FROM, _MOVED_TO))
            for arm in ARMS
        }
        self._strength: Mapping[Region, float] = {arm: s for arm, s in strengths.items() if s > 0}
        self._body = np.zeros((-(-size[1] // _CELL_PX), -(-size[0] // _CELL_PX), 4), np.uint8)

    @property
    def any(self) -> bool:
        """Whether any limb throws one."""
        return bool(self._strength)

    def throw(self, each: Placed, canvas: Bytes) -> None:
        """Darken what a canvas [H, W, 4] holds of the body where something comes to lie."""
        follows = each.layer.follows
        if follows is None or follows not in self._strength:
            if each.layer.region in _BODY and not len(each.strength):
                self._lay(each, self._body)
            return
        free = self._free(each.layer.mesh.points, follows)
        over = np.zeros_like(self._body)
        self._lay(each, over, (free * self._strength[follows]).astype(np.float32))
        x, y, w, h = cv2.boundingRect(over[..., 3])
        if not w:
            return
        torso = self._person.skeleton.torso * self._person.scale / _CELL_PX
        air = max(1, round(2 * (_BELOW + _SOFT) * torso) + 1)
        top, bottom, left, right = (
            max(y - air, 0), min(y + h + air, len(over)), max(x - air, 0), min(x + w + air, over.shape[1]),
        )  # fmt: skip
        inside = np.s_[top:bottom, left:right]
        shade = cv2.GaussianBlur(over[inside][..., 3].astype(np.float32), (0, 0), max(_SOFT * torso, 0.3))
        shift = np.array([[1, 0, 0], [0, 1, _BELOW * torso]], np.float32)
        shade = cv2.warpAffine(shade, shift, (right - left, bottom - top))
        shade *= self._body[inside][..., 3] * np.float32(_DARK / 255 / 255)
        darken(canvas, np.ascontiguousarray(shade), top * _CELL_PX, left * _CELL_PX, _CELL_PX)

    def _lay(self, each: Placed, plane: Bytes, strength: NDArray[np.float32] = WHOLE) -> None:
        """Draw something on a plane of cells."""
        where, places, triangles = each.mesh(self._person.scale, self._at)
        where = (where + 0.5) / _CELL_PX - 0.5
        texture, made = each.layer.texture, each.layer.made
        draw_mesh(
            where, places, triangles, strength, texture, made, False, plane, np.zeros_like(plane[..., 0])
        )

    def _free(self, points: Points, arm: Region) -> Floats:
        """How far places [n, 2] of the photo on an arm can lie before the body, 0..1."""
        root, middle, _ = (self._person.skeleton.xy[joint] for joint in CHAINS[arm])
        bone = middle - root
        along = (points - root) @ bone / max(float(bone @ bone), 1.0)
        return np.asarray(ramp(along, _FREE_FROM, _FREE), np.float32)
