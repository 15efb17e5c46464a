"""Makes one layer whole: where it lies under others in the photo, and in which colours."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.boxes import Box
from engine.imaging.pixels import Floats, disc, ramp, widened
from engine.layers.colours import continued, from_twin
from engine.layers.ends import TwinLook, hidden_hand, is_bare, shown_end
from engine.layers.feet import Foot, foot_of, hidden_foot
from engine.layers.grain import with_grain
from engine.layers.limb import LimbField, Wrist, on_wrist, places
from engine.layers.pieces import pieced
from engine.layers.plain_cloth import with_plain_cloth
from engine.layers.regions import ARM_OF_RIM, ARMS, CHAINS, LEGS, LIMBS, TWIN, Region
from engine.layers.scene import SHADOW_TORSO, Scene
from engine.layers.slipped import bent_alike, slipped
from engine.layers.thing_colours import rim_of_thing, things_own
from engine.layers.trunk import axis_of, without_slivers
from engine.layers.widths import Widths, lacking, mirrored, whole, width_at, wrist_of
from engine.pose.pose import Joint
from engine.system.giving_way import give_way

_SURE_SHARE, _SURE_MATTE = 0.85, 0.9
_RIM_TORSO = 0.018  # torso lengths inside an edge that may carry a neighbour's colour or shadow
_LINE_TORSO = 0.004  # the same where a hand was cut along its skin
_SHADED, _SHADING = (Region.TORSO, *LEGS), (*ARMS, *ARM_OF_RIM, Region.THING)
_SHADOWED = 0.15  # of an arm's width, beside what hides its side
_FEATHER = 0.08  # torso lengths over which own colours pass into those completed across a torso or leg
_SOFT_PX = 2.0  # the same of other layers
_HAND_FROM, _FOOT_FROM = 1.0, 0.9  # along the lower bone, where hand or foot begins
_SEAM_PX = 3
_BLENDED_PX = 4  # around a layer, coloured too: its texture is read between pixels
_ALONE = 0.3  # of its sure pixels that a layer must keep away from rims, else rims count too
_FRONTAL = 0.15  # torso lengths between hips that are seen from the front
# Bones of a limb, by which a place may lie elsewhere along the twin: a bent one's hand may lie beside its shoulder.
_ELSEWHERE = 0.35

Wrists = tuple[Wrist | None, Wrist | None]
"""An arm's and the other arm's, as that is laid on it; None where they are not seen."""


@dataclass(frozen=True, eq=False)
class Whole:
    """A completed layer over a box: colours [h, w, 3] 0..255, alpha and invented share [h, w] in 0..1.

    end: a hand or foot that the photo hides; stub: what shows of it in its place until it has left.
    """

    colours: Floats
    alpha: Floats
    made: Floats
    box: Box
    end: Whole | None = None
    stub: Whole | None = None


def completed(scene: Scene, region: Region, widths: dict[Region, Widths]) -> Whole | None:
    """A layer made whole; None where the photo shows nothing of it and nothing says where it would be."""
    window = scene.window(region)
    if window is None:
        return None
    near = scene.part(window)
    give_way()
    visible = near.shares[region] * near.matte
    if region in ARM_OF_RIM:
        return Whole(near.rgb.astype(np.float32), visible, np.zeros_like(visible), window)
    sure = _sure(near, region)
    if region in LIMBS and scene.skeleton.has_limb(region):
        return _limb(scene, near, region, widths, visible=visible, sure=sure)
    hidden, feather = np.zeros_like(visible), _SOFT_PX
    if region is Region.TORSO and near.trunk is not None:
        hidden, feather = near.trunk.torso(), _FEATHER * scene.skeleton.torso
    alpha, made = _covered(near, region, visible, hidden)
    colours = _own(near, sure, _continued(near, region, sure, alpha), feather)
    return Whole(colours, alpha, made, window)


def _sure(near: Scene, region: Region) -> NDArray[np.bool_]:
    """Where the photo's colours are this layer's alone: off the rims of what lies beside it, and of shadows on it."""
    sure = (near.shares[region] > _SURE_SHARE) & (near.matte > _SURE_MATTE)
    if region is Region.THING:
        return things_own(near)
    inner = sure & ~near.around((1 - near.shares[region]) * near.matte, _RIM_TORSO)
    if region in LIMBS and near.skeleton.has_limb(region):
        # Fingers are no wider than two rims: a hand or foot keeps its own colours.
        field = near.field(region)
        own = sure
        if region in ARMS and near.fine is not None and near.fine.any():
            # Cut along the skin, it has a line of mixed colours alone.
            line = disc(max(1, round(_LINE_TORSO * near.skeleton.torso)))
            own = sure & ((near.fine < 0.5) | (cv2.erode(sure.astype(np.uint8), line) > 0))
        inner |= own & (field.bone == 1) & (field.along > (_HAND_FROM if region in ARMS else _FOOT_FROM))
    if region not in _SHADED:
        return inner if inner.sum() > _ALONE * sure.sum() else sure
    lit = inner & ~near.around(near.shares[list(_SHADING)].sum(0) * near.matte, SHADOW_TORSO)
    return next((each for each in (lit, inner) if each.sum() > _ALONE * sure.sum()), sure)


def _continued(near: Scene, region: Region, sure: NDArray[np.bool_], alpha: Floats) -> Floats:
    """A layer's colours where its `alpha` is: torso and legs from pieces of their own, the others from their rims."""
    wanted = widened(alpha > 0, _BLENDED_PX)
    x, y, w, h = cv2.boundingRect((wanted | sure).astype(np.uint8))
    inside = np.s_[y : y + h, x : x + w]
    rgb, known, made = near.rgb[inside], sure[inside], None
    if region in LEGS and near.skeleton.has_limb(TWIN[region]):
        # Both legs wear one pair of trousers.
        known = known | _sure(near, TWIN[region])[inside]
    if region in _SHADED:
        across, down = near.axis(region)
        upright, panels = abs(across) < abs(down), region is Region.TORSO
        made = pieced(rgb, known, wanted[inside], upright=upright, panels=panels)
        if made is not None:
            over = (near.shares[list(_SHADING)].sum(0) * near.matte)[inside] > 0.5
            made = with_plain_cloth(made, known, over, near.skeleton.torso)
    if region is Region.THING and known.any():
        made = rim_of_thing(rgb, known)
    out = near.rgb.astype(np.float32)
    made = continued(rgb, known, wanted[inside], near.skeleton.torso) if made is None else made
    if region in _SHADED:
        under = near.around((near.above(region) - near.shares[Region.HEAD]) * near.matte, SHADOW_TORSO)
        made = with_grain(made, known, (wanted & under)[inside] & ~known, near.skeleton.torso)
    out[inside] = made
    return out


def _own(near: Scene, sure: NDArray[np.bool_], colours: Floats, feather: float) -> Floats:
    """The photo's own colours where they are surely this layer's, passing into the completed ones over `feather` px."""
    give_way()
    far = cv2.distanceTransform(sure.astype(np.uint8), cv2.DIST_L2, 5)
    keep = ramp(far, 0, feather)[..., None]
    return (colours + (near.rgb - colours) * keep).astype(np.float32)


def _covered(near: Scene, region: Region, visible: Floats, whole_shape: Floats) -> tuple[Floats, Floats]:
    """Alpha of the whole layer, and how much of it the photo does not show; whole_shape: its outline filled."""
    over = near.above(region) * near.matte
    hidden = np.maximum(whole_shape * over, 0)
    # Under the rim of what lies over it the layer goes on, else a hairline of plate would show when that moves.
    side = 2 * _SEAM_PX + 1
    seam = cv2.dilate((visible > 0.5).astype(np.uint8), np.ones((side, side), np.uint8)) * over
    if region in LIMBS or region is Region.TORSO:
        # But no farther than its own outline: what lay over its edge would leave a rag there.
        seam = seam * cv2.dilate((whole_shape > 0.5).astype(np.uint8), disc(1))
    hidden = np.maximum(hidden, seam)
    if region in _SHADED:
        hidden = without_slivers(visible, hidden, near.skeleton.torso)
    alpha = np.minimum(visible + hidden, 1)
    return alpha.astype(np.float32), (alpha - visible).clip(0, 1).astype(np.float32)


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
    field = near.field(region)
    twin_widths = None
    if skeleton.has_limb(twin):
        twin_widths = mirrored(widths[twin]) if skeleton.is_frontal else widths[twin]
    half = width_at(field, whole(widths[region], twin_widths, crosses=region in LEGS))
    shape = (half - np.hypot(field.across, field.beyond_px()) + 0.5).clip(0, 1)
    shape *= (field.bone == 0) | (field.along < 1)
    if region in LEGS:
        shape = _with_hip(near, region, shape)
    if region in LEGS and near.leg_room is not None:
        shape = np.minimum(shape, near.leg_room)
    alpha, made = _covered(near, region, visible, shape)
    joints = skeleton.known[list(CHAINS[region])]
    unseen = lacking(field, visible, shape, bones=joints[:-1] & joints[1:])
    if region in ARMS and twin_widths is not None and bent_alike(skeleton.xy, region, twin):
        hidden, shadow = _hidden_side(near, field, visible, widths[region], twin_widths)
        unseen, sure = np.maximum(unseen, hidden), sure & ~shadow
    alpha, made = np.maximum(alpha, unseen), np.maximum(made, unseen - visible)
    colours, look = _continued(near, region, sure, alpha), None
    wrists: Wrists = None, None
    if region in ARMS:
        wrists = wrist_of(widths[region]), None if twin_widths is None else wrist_of(twin_widths)
    if skeleton.has_limb(twin):
        look, alone = _twin_look(scene, twin, field, wrists)
        colours, _ = from_twin(colours, sure, look[1], alone, torso_px=skeleton.torso)
    colours = _own(near, sure, colours, _FEATHER * skeleton.torso if region in LEGS else _SOFT_PX)
    limb = Whole(colours, alpha, made, near.box)
    if region in ARMS:
        return _with_hand(limb, scene, near, region, visible=visible, look=look, wrists=wrists)
    foot = None if look is None else _foot(scene, near, region, visible, look)
    if foot is None:
        return limb
    end = Whole(foot.colours, foot.alpha, np.ones_like(visible), near.box)
    return _with_end(limb, foot_of(field), end) if foot.instead else replace(limb, end=end)


def _with_hand(
    limb: Whole,
    scene: Scene,
    near: Scene,
    region: Region,
    *,
    visible: Floats,
    look: TwinLook | None,
    wrists: Wrists,
) -> Whole:
    """An arm with its hand, where the photo hides that; look: as of `_twin_look`, None without a twin."""
    field = near.field(region)
    end = hidden_hand(near, region, field, visible, scene=scene, twin=look, wrist=wrists[0])
    if end is None:
        return limb
    wide = near.around_hand(region)
    if wide is not near:
        onto, shown = wide.field(region), wide.shares[region] * wide.matte
        if look is not None:
            look, _ = _twin_look(scene, TWIN[region], onto, wrists)
        end = hidden_hand(wide, region, onto, shown, scene=scene, twin=look, wrist=wrists[0]) or end
    box = wide.box if end[1].shape == wide.matte.shape else near.box
    return _with_end(limb, shown_end(near, field, visible), Whole(*end, np.ones_like(end[1]), box))


def _with_end(limb: Whole, shown: Floats, end: Whole) -> Whole:
    """A limb whose hand or foot is another once it leaves; shown: what is its own until then, 0..1."""
    # Whole where the limb ends softly: two soft edges over each other would let through what lies behind.
    stub = replace(limb, alpha=limb.alpha * (shown > 0), made=limb.made * (shown > 0))
    return replace(limb, alpha=limb.alpha * (1 - shown), made=limb.made * (1 - shown), end=end, stub=stub)


def _hidden_side(
    near: Scene, field: LimbField, visible: Floats, own: Widths, twin: Widths
) -> tuple[Floats, NDArray[np.bool_]]:
    """What of an arm lies behind what it hangs before, 0..1, and where that throws its shadow on the arm; [h, w]."""
    body = near.shares[[Region.TORSO, *LEGS]].sum(0) * near.matte
    hidden = slipped(field, own, twin, body, near.matte)
    if hidden.any():
        # Skin has no folds: a bare arm that is narrow is turned.
        hidden *= np.array([not is_bare(near, field, visible, bone) for bone in (0, 1)])[field.bone]
    total = np.nan_to_num(own.half).sum(0)
    reach = _SHADOWED * float(np.median(total[total > 0])) / near.skeleton.torso if hidden.any() else 0.0
    return hidden * near.matte, near.around(hidden, reach)


def _with_hip(near: Scene, region: Region, shape: Floats) -> Floats:
    """A leg's shape [h, w] with the thigh's outer side on that of the trunk, from hem to knee."""
    hip, knee, _ = (near.skeleton.xy[joint] - near.box[:2] for joint in CHAINS[region])
    across = float(np.subtract(*near.skeleton.xy[[Joint.L_HIP, Joint.R_HIP], 0]))
    if near.trunk is None or knee[1] <= hip[1] or abs(across) < _FRONTAL * near.skeleton.torso:
        return shape
    outside = int(np.sign(across) * (1 if CHAINS[region].root is Joint.L_HIP else -1))
    y, x = np.mgrid[: shape.shape[0], : shape.shape[1]].astype(np.float32)
    column = axis_of(np.arange(len(shape)), hip, knee)
    axis = column[:, None]
    shape = np.maximum(shape, near.trunk.inner(column, -outside))
    within = near.trunk.within(int(outside > 0))
    there = np.asarray(~np.isnan(near.trunk.sides).any(0))[:, None] & (y > hip[1]) & (y < knee[1])
    # Under a shirt or skirt a thigh has its own width.
    outer = (outside * (x - axis) > 0) & there & (y > near.trunk.bottom[None] - _SEAM_PX)
    return np.where(outer, within, np.where(there, np.minimum(shape, within), shape)).astype(np.float32)


def _foot(scene: Scene, near: Scene, region: Region, visible: Floats, look: TwinLook) -> Foot | None:
    """What the photo hides of a leg's foot, made of the other one; look: what that shows as limbs lie to each other."""
    return hidden_foot(
        near,
        region,
        visible,
        look,
        lambda: _twin_look(scene, TWIN[region], near.field(region), turned=True)[0],
    )


def _twin_look(
    scene: Scene, twin: Region, field: LimbField, wrists: Wrists = (None, None), *, turned: bool = False
) -> tuple[TwinLook, Floats]:
    """What the twin shows at the places of a limb's field, and the share that is its alone.

    What lies over the twin has its rim and its shadow there, as it would have here. wrists: the field's and the twin's.
    turned: as it lies where twins mirror each other, mirrored where they do not.
    """
    skeleton, (own, other) = scene.skeleton, wrists
    if own is not None and other is not None:
        field = on_wrist(field, own, other, skeleton.torso)
    x, y = places(skeleton.xy[list(CHAINS[twin])], field, mirrored=skeleton.is_frontal != turned)
    near = scene.part(scene.window(twin) or scene.box)
    x, y = x - near.box[0], y - near.box[1]
    share, alone = (
        cv2.remap(np.ascontiguousarray(plane, np.float32), x, y, cv2.INTER_LINEAR)
        for plane in (near.shares[twin] * near.matte, _sure(near, twin))
    )
    along = cv2.remap(near.field(twin).whole.astype(np.float32), x, y, cv2.INTER_LINEAR)
    same = (np.abs(along - field.whole) < _ELSEWHERE).astype(np.float32)
    share, alone = share * same, alone * same
    colours = cv2.remap(near.rgb, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return (share, colours.astype(np.float32)), alone
