"""A person's part of a photo, and which layer each of its pixels shows: what completion reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.boxes import Box
from engine.imaging.pixels import Floats, widened
from engine.layers.limb import LimbField, limb_field
from engine.layers.regions import CHAINS, LIMBS, Region
from engine.layers.skeleton import Points, Skeleton
from engine.layers.trunk import Trunk
from engine.pose.pose import Joint
from engine.system.giving_way import give_way

_ROOM_TORSO = 0.45  # around a limb's bones: hands, feet and wide cloth
_AIR_TORSO = 0.1
_HAND_TORSO, _HAND_ASIDE = 0.33, 0.12  # from the wrist to near the finger tips, and around these
SHADOW_TORSO = 0.045  # torso lengths beside an arm or a thing that show its rim and its shadow


@dataclass(frozen=True, eq=False)
class Scene:
    """What completion reads: the person's box of the photo. All arrays [h, w, ...] over the box.

    rgb: the person's own colours, free of the background's. shares: [9, h, w] of the regions, which sum to 1. order:
    back to front. skeleton, box: in pixels of one grid, the photo's or a coarser one's. leg_room: where legs may lie
    hidden. trunk: the sides of torso and thighs. skin: the face's colour [3]. fingers: arms whose fingers were found.
    cut: those whose fingers end at the photo's edge. body: [h, w] probability that torso, hips or their cloth go on
    there, seen or not, where that is known. fine: [h, w] 1 where hands were cut at the photo's own size. forearms: of
    folded arms, [h, w] how far what shows of them is forearm or hand, 0..1. straight: it is no part of the photo, but
    such an arm laid straight. hangs: a skirt or coat hangs over the legs.
    """

    rgb: NDArray[np.uint8]
    matte: Floats
    shares: Floats
    order: tuple[Region, ...]
    skeleton: Skeleton
    box: Box
    leg_room: Floats | None = None
    trunk: Trunk | None = None
    skin: NDArray[np.float64] | None = None
    body: Floats | None = None
    fingers: frozenset[Region] = frozenset()
    cut: frozenset[Region] = frozenset()
    fine: Floats | None = None
    forearms: Mapping[Region, Floats] = field(default_factory=dict)
    straight: bool = False
    hangs: bool = False
    _fields: dict[Region, LimbField] = field(default_factory=dict)

    def above(self, region: Region) -> Floats:
        """The summed share of all that lies over a layer, [h, w]."""
        give_way()
        over = [int(r) for r in self.order[self.order.index(region) + 1 :]]
        return self.shares[over].sum(0) if over else np.zeros_like(self.matte)

    def axis(self, region: Region) -> Points:
        """How far a torso or limb runs across and down [2], in pixels, from its upper end to where it first bends."""
        if region in LIMBS:
            start, end = (self.skeleton.xy[joint] for joint in CHAINS[region][:2])
        else:
            start, end = self.skeleton.xy[Joint.NECK], self.skeleton.pelvis
        return end - start

    def around(self, share: Floats, reach: float) -> NDArray[np.bool_]:
        """What lies within `reach` torso lengths of where a share [h, w] shows."""
        return widened(share > 0.5, max(2, round(reach * self.skeleton.torso)))

    def part(self, window: Box) -> Scene:
        """The same over a box within, in photo pixels."""
        x0, y0 = self.box[:2]
        inside = np.s_[window[1] - y0 : window[3] - y0, window[0] - x0 : window[2] - x0]
        trunk = None if self.trunk is None else self.trunk.part(*inside)
        return Scene(
            self.rgb[inside],
            self.matte[inside],
            self.shares[:, *inside],
            self.order,
            self.skeleton,
            window,
            None if self.leg_room is None else self.leg_room[inside],
            trunk,
            self.skin,
            None if self.body is None else self.body[inside],
            self.fingers,
            self.cut,
            None if self.fine is None else self.fine[inside],
            {arm: plane[inside] for arm, plane in self.forearms.items()},
            hangs=self.hangs,
        )

    def around_hand(self, arm: Region) -> Scene:
        """The same over a box that has room for a whole hand, beyond the photo too, where nothing is."""
        _, elbow, wrist = (self.skeleton.xy[joint] for joint in CHAINS[arm])
        forearm, torso = wrist - elbow, self.skeleton.torso
        tips = wrist + forearm * (_HAND_TORSO * torso / max(float(np.hypot(*forearm)), 1.0))
        x0, y0, x1, y1 = self.box
        room = _HAND_ASIDE * torso
        left, top = (max(0, low - int(tip - room)) for low, tip in zip((x0, y0), tips, strict=True))
        right, bottom = (max(0, int(tip + room) - high) for high, tip in zip((x1, y1), tips, strict=True))
        if not left + top + right + bottom:
            return self
        grown = partial(
            cv2.copyMakeBorder,
            top=top,
            bottom=bottom,
            left=left,
            right=right,
            borderType=cv2.BORDER_CONSTANT,
            value=0,
        )
        return replace(
            self,
            rgb=grown(self.rgb).astype(np.uint8, copy=False),
            matte=grown(self.matte),
            shares=np.stack([grown(plane) for plane in self.shares]),
            box=(x0 - left, y0 - top, x1 + right, y1 + bottom),
            leg_room=None, trunk=None, body=None, fine=None, forearms={}, _fields={},
        )  # fmt: skip

    def field(self, region: Region) -> LimbField:
        """The coordinates along a limb, worked out once a grid."""
        if region not in self._fields:
            give_way()
            self._fields[region] = limb_field(self.skeleton.xy[list(CHAINS[region])], self.box)
        return self._fields[region]

    def window(self, region: Region) -> Box | None:
        """The box that holds what shows of a layer, and for a limb its bones with some room; None without either."""
        x0, y0, x1, y1 = self.box
        x, y, w, h = cv2.boundingRect((self.shares[region] * self.matte > 0.02).astype(np.uint8))
        boxes = [(x0 + x, y0 + y, x0 + x + w, y0 + y + h)] if w else []
        if region in LIMBS and self.skeleton.has_limb(region):
            ends, room = self.skeleton.xy[list(CHAINS[region])], _ROOM_TORSO * self.skeleton.torso
            low, high = ends.min(0) - room, ends.max(0) + room
            boxes.append((round(low[0]), round(low[1]), round(high[0]), round(high[1])))
        if not boxes:
            return None
        air = max(5, round(_AIR_TORSO * self.skeleton.torso))
        box = (
            max(min(b[0] for b in boxes) - air, x0), max(min(b[1] for b in boxes) - air, y0),
            min(max(b[2] for b in boxes) + air, x1), min(max(b[3] for b in boxes) + air, y1),
        )  # fmt: skip
        return box if box[2] - box[0] > 4 and box[3] - box[1] > 4 else None

    def enlarged(self, rgb: NDArray[np.uint8], matte: Floats, skeleton: Skeleton, box: Box) -> Scene:
        """The same over the photo's own pixels, without a trunk."""
        size = (matte.shape[1], matte.shape[0])
        if self.matte.shape == matte.shape:
            return replace(self, rgb=rgb, matte=matte, skeleton=skeleton, box=box, trunk=None, _fields={})
        shares = np.stack([_resized(plane, size) for plane in self.shares])
        # Squares of shares that sum to 1 again: enlarged edges would be soft.
        give_way()
        shares *= shares
        shares /= shares.sum(0) + np.float32(1e-9)
        room = None if self.leg_room is None else _resized(self.leg_room, size)
        body = None if self.body is None else _resized(self.body, size)
        return replace(
            self, rgb=rgb, matte=matte, shares=shares, skeleton=skeleton, box=box, leg_room=room, trunk=None, body=body,
            _fields={},
        )  # fmt: skip


def give(shares: Floats, giver: Region, taker: Region, part: Floats) -> None:
    """Move a part [h, w] in 0..1 of one layer's share to another, in place."""
    # Softened: what is given away leaves an edge, and pictures show edges as steps.
    taken = shares[giver] * cv2.blur(part.astype(np.float32), (3, 3))
    shares[giver] -= taken
    shares[taker] += taken


def _resized(plane: Floats, size: tuple[int, int]) -> Floats:
    give_way()
    return cv2.resize(np.ascontiguousarray(plane), size, interpolation=cv2.INTER_LINEAR)
