"""Makes one layer whole: where it lies under others in the photo, and in which colours."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.boxes import Box
from engine.imaging.pixels import Floats, disc
from engine.layers.colours import continued, from_twin
from engine.layers.limb import LimbField, limb_field, places
from engine.layers.outline import torso_outline
from engine.layers.regions import ARM_OF_RIM, ARMS, CHAINS, HALF_WIDTHS, LEGS, LIMBS, RIM_OF, TWIN, Region
from engine.layers.skeleton import Skeleton
from engine.layers.widths import Widths, measured, mirrored, whole, width_at

_SURE_SHARE, _SURE_MATTE = 0.85, 0.9
_RIM_TORSO = 0.012  # torso lengths inside an edge that may carry a neighbour's colour
_SEAM_PX = 3
_ALONE = 0.3  # of its sure pixels that a layer must keep away from rims, else rims count too
_ROOM_TORSO = 0.45  # around a limb's bones: hands, feet and wide cloth
_RIM_REACH = 0.06  # torso lengths beside an arm within which a stray edge is the arm's
_HEM_REACH = 0.12  # torso lengths to the sides over which a hem is level
_CAP = 1.3  # usual half widths of an upper arm: how far its soft cap reaches over the shoulder
_END_FROM = 0.97  # along the lower bone, where hand or foot begins
_SHOULDER_END = 0.3  # along the upper arm
_END_SHOWN = 0.6  # of the twin's hand or foot that must show, else the twin's is taken


@dataclass(frozen=True, eq=False)
class Scene:
    """What completion reads: the person's box of the photo. All arrays [h, w, ...] over the box.

    rgb: the person's own colours, free of the background's. shares: see `region_shares`. order: back to front.
    leg_room: where legs may lie under other layers.
    """

    rgb: NDArray[np.uint8]
    matte: Floats
    shares: Floats
    order: tuple[Region, ...]
    skeleton: Skeleton
    box: Box
    leg_room: Floats | None = None

    def above(self, region: Region) -> Floats:
        """The summed share of all that lies over a layer, [h, w]."""
        over = [int(r) for r in self.order[self.order.index(region) + 1 :]]
        return self.shares[..., over].sum(-1) if over else np.zeros_like(self.matte)

    def part(self, window: Box) -> Scene:
        """The same over a box within, in photo pixels."""
        x0, y0 = self.box[:2]
        inside = np.s_[window[1] - y0 : window[3] - y0, window[0] - x0 : window[2] - x0]
        return Scene(
            self.rgb[inside],
            self.matte[inside],
            self.shares[inside],
            self.order,
            self.skeleton,
            window,
            None if self.leg_room is None else self.leg_room[inside],
        )


@dataclass(frozen=True, eq=False)
class Whole:
    """A completed layer over a box: colours [h, w, 3] 0..255, alpha and invented share [h, w] in 0..1."""

    colours: Floats
    alpha: Floats
    made: Floats
    box: Box


def completed(scene: Scene, region: Region, widths: dict[Region, Widths]) -> Whole | None:
    """A layer made whole; None where the photo shows nothing of it and nothing says where it would be."""
    window = _window(scene, region)
    if window is None:
        return None
    near = scene.part(window)
    visible = near.shares[..., region] * near.matte
    if region in ARM_OF_RIM:
        return Whole(near.rgb.astype(np.float32), visible, np.zeros_like(visible), window)
    sure = _sure(near, region)
    if region in LIMBS and scene.skeleton.has_limb(region):
        return _limb(scene, near, region, widths, visible=visible, sure=sure)
    colours = continued(near.rgb, sure, scene.skeleton.torso)
    hidden = np.zeros_like(visible)
    if region is Region.TORSO:
        hidden, _ = torso_outline(
            visible, near.above(region), near.matte, skeleton=scene.skeleton, corner=window[:2]
        )
    alpha, made = _covered(near, region, visible, hidden)
    return Whole(_own(near, sure, colours), alpha, made, window)


def _window(scene: Scene, region: Region) -> Box | None:
    """The box that holds what shows of a layer, and for a limb its bones with some room."""
    x0, y0, x1, y1 = scene.box
    x, y, w, h = cv2.boundingRect((scene.shares[..., region] * scene.matte > 0.02).astype(np.uint8))
    boxes = [(x0 + x, y0 + y, x0 + x + w, y0 + y + h)] if w else []
    if region in LIMBS and scene.skeleton.has_limb(region):
        ends, room = scene.skeleton.xy[list(CHAINS[region])], _ROOM_TORSO * scene.skeleton.torso
        low, high = ends.min(0) - room, ends.max(0) + room
        boxes.append((round(low[0]), round(low[1]), round(high[0]), round(high[1])))
    if not boxes:
        return None
    air = max(_SEAM_PX + 2, round(0.1 * scene.skeleton.torso))
    box = (
        max(min(b[0] for b in boxes) - air, x0), max(min(b[1] for b in boxes) - air, y0),
        min(max(b[2] for b in boxes) + air, x1), min(max(b[3] for b in boxes) + air, y1),
    )  # fmt: skip
    return box if box[2] - box[0] > 4 and box[3] - box[1] > 4 else None


def _sure(near: Scene, region: Region) -> NDArray[np.bool_]:
    """Where the photo's colours are this layer's alone: off the rims of what lies beside it."""
    sure = (near.shares[..., region] > _SURE_SHARE) & (near.matte > _SURE_MATTE)
    radius = max(2, round(_RIM_TORSO * near.skeleton.torso))
    others = (1 - near.shares[..., region]) * near.matte > 0.5
    inner = sure & (cv2.dilate(others.astype(np.uint8), disc(radius)) == 0)
    return inner if inner.sum() > _ALONE * sure.sum() else sure


def _own(near: Scene, sure: NDArray[np.bool_], colours: Floats) -> Floats:
    """The photo's own colours where they are surely this layer's, passing softly into the completed ones."""
    keep = cv2.GaussianBlur(sure.astype(np.float32), (0, 0), 1.0)
    keep = np.where(sure, np.maximum(2 * keep - 1, 0), 0)[..., None]
    return (colours + (near.rgb - colours) * keep).astype(np.float32)


def _covered(near: Scene, region: Region, visible: Floats, whole_shape: Floats) -> tuple[Floats, Floats]:
    """Alpha of the whole layer, and how much of it the photo does not show; whole_shape: its outline filled."""
    over = near.above(region) * near.matte
    hidden = np.maximum(whole_shape * over, 0)
    # Under the rim of what lies over it the layer goes on, else a hairline of plate would show when that moves.
    side = 2 * _SEAM_PX + 1
    seam = cv2.dilate((visible > 0.5).astype(np.uint8), np.ones((side, side), np.uint8)) * over
    alpha = np.minimum(visible + np.maximum(hidden, seam), 1)
    return alpha.astype(np.float32), (alpha - visible).clip(0, 1).astype(np.float32)


def limb_widths(scene: Scene, region: Region) -> Widths:
    """The half widths of a limb as far as the photo shows them."""
    window = _window(scene, region)
    near = scene.part(window if window is not None else scene.box)
    field = limb_field(scene.skeleton.xy[list(CHAINS[region])], near.box)
    own = (near.shares[..., region] > 0.5) & (near.matte > 0.5)
    behind = (1 - near.shares[..., region] - near.above(region)).clip(0, 1)
    free = (1 - near.matte) + near.matte * behind > 0.5
    upper, lower = (width * scene.skeleton.torso for width in HALF_WIDTHS[region])
    return measured(field, own, free, (upper, lower))


def settled(scene: Scene) -> Scene:
    """The scene with every pixel given to the layer that its neighbours' whole shapes leave it to.

    Within the outline of the leg in front nothing shows of the other. Where an arm and what it hangs before meet, what
    lies outside of both outlines is a rim, a region of its own. Legs get no room beside the torso above its hem.
    """
    skeleton = scene.skeleton
    rims = np.zeros((*scene.matte.shape, len(RIM_OF)), np.float32)
    scene = replace(scene, shares=np.dstack([scene.shares, rims]))
    shares = scene.shares
    behind, front = (region for region in scene.order if region in LEGS)
    if skeleton.has_limb(behind) and skeleton.has_limb(front):
        _give(shares, behind, front, _own_shape(scene, front))
    visible = shares[..., Region.TORSO] * scene.matte
    torso, bottom = torso_outline(
        visible, scene.above(Region.TORSO), scene.matte, skeleton=skeleton, corner=scene.box[:2]
    )
    shapes = {Region.TORSO: torso}
    for leg in LEGS:
        if skeleton.has_limb(leg):
            shapes[leg] = np.maximum(_own_shape(scene, leg), _below_knee(scene, leg))
    reach = max(3, round(_RIM_REACH * skeleton.torso))
    for arm in ARMS:
        if scene.order.index(arm) < scene.order.index(Region.TORSO) or not skeleton.has_limb(arm):
            continue
        beside = sum(shares[..., region] for region in shapes)
        own = np.maximum(_own_shape(scene, arm), _past_end(scene, arm))
        hangs = _below_shoulder(scene, arm)
        near_arm, near_body = (_near(share, scene, reach) * hangs for share in (shares[..., arm], beside))
        _give(shares, arm, RIM_OF[arm], (1 - cv2.dilate(own, disc(2))) * near_body)
        for region, shape in shapes.items():
            _give(shares, region, RIM_OF[arm], (1 - cv2.dilate(shape, disc(2))) * near_arm)
    y = np.arange(len(torso), dtype=np.float32)[:, None]
    side = 2 * max(1, round(_HEM_REACH * skeleton.torso)) + 1
    bottom = cv2.dilate(bottom[None], np.ones((1, side), np.uint8))[0]
    room = np.maximum((y - bottom[None] + 3).clip(0, 1), cv2.erode(torso, disc(2)))
    return replace(scene, leg_room=room.astype(np.float32))


def _near(share: Floats, scene: Scene, reach: int) -> Floats:
    """1 within `reach` pixels of where a share [h, w] shows."""
    return cv2.dilate((share * scene.matte > 0.5).astype(np.uint8), disc(reach)).astype(np.float32)


def _give(shares: Floats, giver: Region, taker: Region, part: Floats) -> None:
    """Move a part [h, w] in 0..1 of one layer's share to another, in place."""
    taken = shares[..., giver] * part
    shares[..., giver] -= taken
    shares[..., taker] += taken


def _own_shape(scene: Scene, region: Region) -> Floats:
    """A limb's outline by its own widths alone, without foot or hand, over the scene's box."""
    field = limb_field(scene.skeleton.xy[list(CHAINS[region])], scene.box)
    half = width_at(field, whole(limb_widths(scene, region), None))
    return (half - np.hypot(field.across, field.beyond_px()) + 0.5).clip(0, 1) * (field.along < 1)


def _below_knee(scene: Scene, region: Region) -> Floats:
    """1 below a leg's knee, where no hand hangs."""
    y = np.arange(scene.box[1], scene.box[3], dtype=np.float32)[:, None]
    return np.broadcast_to(y > scene.skeleton.xy[CHAINS[region].middle, 1], scene.matte.shape).astype(
        np.float32
    )


def _below_shoulder(scene: Scene, region: Region) -> Floats:
    """1 beside an arm, 0 around its shoulder, where it and the torso are one cloth."""
    field = limb_field(scene.skeleton.xy[list(CHAINS[region])], scene.box)
    return ((field.whole - _SHOULDER_END) / 0.1).clip(0, 1).astype(np.float32)


def _past_end(scene: Scene, region: Region) -> Floats:
    """1 where a limb's hand or foot lies: its outline has no width to go by."""
    field = limb_field(scene.skeleton.xy[list(CHAINS[region])], scene.box)
    return ((field.bone == 1) & (field.along > _END_FROM - 0.1)).astype(np.float32)


def _limb(
    scene: Scene,
    near: Scene,
    region: Region,
    widths: dict[Region, Widths],
    *,
    visible: Floats,
    sure: NDArray[np.bool_],
) -> Whole:
    skeleton, twin = scene.skeleton, TWIN[region]
    field = limb_field(skeleton.xy[list(CHAINS[region])], near.box)
    twin_widths = None
    if skeleton.has_limb(twin):
        twin_widths = mirrored(widths[twin]) if skeleton.is_frontal else widths[twin]
    half = width_at(field, whole(widths[region], twin_widths))
    shape = (half - np.hypot(field.across, field.beyond_px()) + 0.5).clip(0, 1)
    colours = continued(near.rgb, sure, skeleton.torso)
    if skeleton.has_limb(twin):
        x, y = places(skeleton.xy[list(CHAINS[twin])], field, mirrored=skeleton.is_frontal)
        share, look = _twin_looks(scene, twin, x, y)
        shape = _with_end(shape, share, field, visible)
        colours, _ = from_twin(colours, sure, look, share, torso_px=skeleton.torso)
    if region in LEGS and near.leg_room is not None:
        shape = np.minimum(shape, near.leg_room)
    alpha, made = _covered(near, region, visible, shape)
    colours = _own(near, sure, colours)
    if region in ARMS and scene.order.index(region) > scene.order.index(Region.TORSO):
        colours, alpha = _capped(near, region, colours, alpha)
    return Whole(colours, alpha, made, near.box)


def _twin_looks(scene: Scene, twin: Region, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """What the twin shows at photo places x, y [h, w]: its share and its colours."""
    x, y = x - scene.box[0], y - scene.box[1]
    share = np.ascontiguousarray(scene.shares[..., twin] * scene.matte)
    return (
        cv2.remap(share, x, y, cv2.INTER_LINEAR),
        cv2.remap(scene.rgb, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE).astype(np.float32),
    )


def _with_end(shape: Floats, twin_share: Floats, field: LimbField, visible: Floats) -> Floats:
    """The limb's shape with a hand or foot: the twin's, where its own hardly shows."""
    end = (field.bone == 1) & (field.along > _END_FROM)
    shown, wanted = float((visible * end).sum()), float((twin_share * end).sum())
    theirs = twin_share if shown < _END_SHOWN * wanted else np.zeros_like(shape)
    return np.where(end, np.maximum(shape * (field.along < 1), theirs), shape).astype(np.float32)


def _capped(near: Scene, region: Region, colours: Floats, alpha: Floats) -> tuple[Floats, Floats]:
    """The arm with a soft cap of the photo itself over the shoulder, so that no seam shows when it is raised."""
    shoulder, elbow, _ = (near.skeleton.xy[j] for j in CHAINS[region])
    radius = HALF_WIDTHS[region][0] * near.skeleton.torso * _CAP
    y, x = np.mgrid[near.box[1] : near.box[3], near.box[0] : near.box[2]].astype(np.float32)
    dx, dy = x - np.float32(shoulder[0]), y - np.float32(shoulder[1])
    bone = (elbow - shoulder) / max(float(np.hypot(*(elbow - shoulder))), 1.0)
    along = (dx * np.float32(bone[0]) + dy * np.float32(bone[1])) / radius
    cap = ((1 - np.hypot(dx, dy) / radius) * 1.6).clip(0, 1) * (1 - ((along + 0.6) / 0.35).clip(0, 1))
    cap = cap * near.matte * (near.shares[..., Region.HEAD] < 0.3)
    more = np.maximum(cap - alpha, 0)
    share = (more / np.maximum(alpha + more, 1e-3))[..., None]
    return colours + (near.rgb - colours) * share, (alpha + more).astype(np.float32)
