"""Makes one layer whole: where it lies under others in the photo, and in which colours."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats, nearest, ramp, widened
from engine.layers.along import carried_along
from engine.layers.bare_armpits import with_bare_armpits
from engine.layers.colours import continued, from_twin, light_between
from engine.layers.covered import SEAM_PX, covered
from engine.layers.ends import TwinLook, hidden_hand, shown_end
from engine.layers.feet import foot_of, hidden_foot
from engine.layers.grain import with_grain
from engine.layers.hips import with_hip
from engine.layers.limb import LimbField, Wrist, on_wrist, places
from engine.layers.pieces import pieced
from engine.layers.plain_cloth import with_plain_cloth
from engine.layers.regions import ARM_OF_RIM, ARMS, CHAINS, LEGS, LIMBS, TWIN, Region
from engine.layers.scene import SHADOW_TORSO, Scene
from engine.layers.shoulder_caps import shoulder_caps
from engine.layers.slipped import bent_alike, hidden_side
from engine.layers.straightened import straightened
from engine.layers.strays import without_strips
from engine.layers.sure_colours import SHADED, SHADING, solid, sure_of
from engine.layers.thing_colours import rim_of_thing
from engine.layers.under_hem import below_hem, continued_up, hidden_width
from engine.layers.whole import Whole
from engine.layers.widths import Widths, lacking, mirrored, whole, width_at, wrist_of
from engine.system.giving_way import give_way

_FEATHER = 0.08  # torso lengths over which own colours pass into those completed across a torso or leg
_SOFT_PX = 2.0  # the same of other layers
_FROM_TWIN = 0.9  # share of a colour that is another limb's, from which on it goes on along an arm
_SHADE = 30.0  # levels by which one cloth differs on two legs, by their light
_BLENDED_PX = 4  # around a layer, coloured too: its texture is read between pixels
# Bones of a limb, by which a place may lie elsewhere along the twin: a bent one's hand may lie beside its shoulder.
_ELSEWHERE = 0.35

Wrists = tuple[Wrist | None, Wrist | None]
"""An arm's and the other arm's, as that is laid on it; None where they are not seen."""


def completed(scene: Scene, region: Region, widths: dict[Region, Widths]) -> Whole | None:
    """A layer made whole; None where the photo shows nothing of it and nothing says where it would be."""
    window = scene.window(region)
    if window is None:
        return None
    near = scene.part(window)
    give_way()
    visible = near.shares[region] * near.matte
    if region in LEGS and scene.skeleton.known[list(CHAINS[region])].all():
        over, torso = (near.shares[list(them)].sum(0) * near.matte for them in (SHADING, (Region.TORSO,)))
        visible = np.maximum(visible, near.shares[region] * solid(near.matte) * foot_of(near.field(region)))
        corners = np.zeros_like(torso) if near.hangs else torso  # beside a skirt's hem they are its fringe
        visible = without_strips(
            visible, over, corners, field=near.field(region), torso_px=scene.skeleton.torso
        )
    if region in ARM_OF_RIM:
        return Whole(near.rgb.astype(np.float32), visible, np.zeros_like(visible), window)
    sure = sure_of(near, region)
    if region in near.forearms:
        return _folded(scene, near, region, widths, visible=visible, sure=sure)
    if region in LIMBS and scene.skeleton.has_limb(region):
        return _limb(scene, near, region, widths, visible=visible, sure=sure & (visible > 0))
    hidden, feather = np.zeros_like(visible), _SOFT_PX
    caps: Floats | None = None
    if region is Region.TORSO and near.trunk is not None:
        hidden, feather = near.trunk.torso(), _FEATHER * scene.skeleton.torso
        caps = shoulder_caps(near)
        hidden = hidden + caps
    alpha, made = covered(near, region, visible, hidden)
    colours = _own(near, sure, _continued(near, region, sure, alpha), feather)
    if near.trunk is not None and caps is not None:
        # Sleeve and shoulder are of one cloth there, or of one skin.
        colours += (near.rgb - colours) * caps[..., None]
        colours = with_bare_armpits(near, colours, visible, near.trunk)
    return Whole(colours, alpha, made, window)


def _continued(near: Scene, region: Region, sure: NDArray[np.bool_], alpha: Floats) -> Floats:
    """A layer's colours where its `alpha` is: torso and legs from pieces of their own, the others from their rims."""
    if near.straight:  # all but its edges comes from along it
        return nearest(near.rgb.astype(np.float32), sure)[0] if sure.any() else near.rgb.astype(np.float32)
    wanted = widened(alpha > 0, _BLENDED_PX)
    x, y, w, h = cv2.boundingRect((wanted | sure).astype(np.uint8))
    inside = np.s_[y : y + h, x : x + w]
    rgb, known, made = near.rgb[inside], sure[inside], None
    if region in LEGS and near.skeleton.has_limb(TWIN[region]):
        # Both legs wear one pair of trousers.
        known = known | sure_of(near, TWIN[region])[inside]
    if region in SHADED:
        across, down = near.axis(region)
        upright, panels = abs(across) < abs(down), region is Region.TORSO
        made = pieced(rgb, known, wanted[inside], upright=upright, panels=panels)
        if made is not None:
            over = (near.shares[list(SHADING)].sum(0) * near.matte)[inside] > 0.5
            made = with_plain_cloth(made, known, over, near.skeleton.torso)
    if region is Region.THING and known.any():
        made = rim_of_thing(rgb, known)
    out = near.rgb.astype(np.float32)
    if made is None and region in LEGS and near.hangs and near.skeleton.has_limb(region):
        foot = foot_of(near.field(region))[inside]
        made = continued_up(rgb, known, wanted[inside], foot, torso_px=near.skeleton.torso)
    made = continued(rgb, known, wanted[inside], near.skeleton.torso) if made is None else made
    if region in SHADED:
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
    has_twin = skeleton.has_limb(twin) and twin not in scene.forearms
    if has_twin:
        twin_widths = mirrored(widths[twin]) if skeleton.is_frontal else widths[twin]
    sides = whole(widths[region], twin_widths, crosses=region in LEGS)
    half = width_at(field, sides)
    if region in LEGS and near.hangs:
        visible, half = below_hem(near, field, visible, sides), hidden_width(near, region, half)
    shape = (half - np.hypot(field.across, field.beyond_px()) + 0.5).clip(0, 1)
    shape *= (field.bone == 0) | (field.along < 1)
    if region in LEGS:
        shape = with_hip(near, region, shape)
    alpha, made = covered(near, region, visible, shape)
    joints = skeleton.known[list(CHAINS[region])]
    unseen = lacking(field, visible, shape, bones=joints[:-1] & joints[1:])
    if region in ARMS and twin_widths is not None and bent_alike(skeleton.xy, region, twin):
        hidden, shadow = hidden_side(near, field, visible, widths[region], twin_widths)
        unseen, sure = np.maximum(unseen, hidden), sure & ~shadow
    alpha, made = np.maximum(alpha, unseen), np.maximum(made, unseen - visible)
    wrists: Wrists = None, None
    if region in ARMS:
        wrists = wrist_of(widths[region]), None if twin_widths is None else wrist_of(twin_widths)
    look = _twin_look(scene, twin, field, wrists) if has_twin else None
    colours = _limb_colours(near, region, alpha, half, visible=visible, sure=sure, twin=look)
    limb = Whole(colours, alpha, made, near.box)
    if region in ARMS:
        return _with_hand(limb, scene, near, region, visible=visible, look=look and look[0], wrists=wrists)
    if look is None:
        return limb
    foot = hidden_foot(near, region, visible, look[0], lambda: _twin_look(scene, twin, field, turned=True)[0])
    if foot is None:
        return limb
    end = Whole(foot.colours, foot.alpha, np.ones_like(visible), near.box)
    return _with_end(limb, foot_of(field), end) if foot.instead else replace(limb, end=end)


def _limb_colours(
    near: Scene,
    region: Region,
    alpha: Floats,
    half: Floats,
    *,
    visible: Floats,
    sure: NDArray[np.bool_],
    twin: tuple[TwinLook, Floats] | None,
) -> Floats:
    """A limb's colours [h, w, 3] where its `alpha` is: its own, the twin's, or what goes on from either.

    half: [h, w] its half width, px. twin: as of `_twin_look`.
    """
    torso, rgb = near.skeleton.torso, near.rgb.astype(np.float32)
    others: Floats = rgb
    use = np.zeros_like(visible)
    if twin is not None:
        others, use = from_twin(rgb, sure, twin[0][1], twin[1], torso_px=torso)
    colours = _continued(near, region, sure, alpha)
    if region in ARMS:
        known = sure | (use > _FROM_TWIN)
        colours = carried_along(near, region, colours, (rgb, others, known), half, (visible, alpha, sure))
    elif twin is not None:
        # What goes on from a leg's own rim is in its light; the twin says what it shows there.
        apart = colours - others
        others = others + light_between(apart, (use > 0) & (np.abs(apart).max(-1) < _SHADE), torso)
    colours = colours + (others - colours) * use[..., None]
    return _own(near, sure, colours, _FEATHER * torso if region in LEGS else _SOFT_PX)


def _folded(
    scene: Scene,
    near: Scene,
    arm: Region,
    widths: dict[Region, Widths],
    *,
    visible: Floats,
    sure: NDArray[np.bool_],
) -> Whole:
    """A folded arm as the photo shows it, and laid straight: all of that is told as made, for it lies elsewhere."""
    lies, own = straightened(scene, arm)
    straight = _limb(
        scene, lies, arm, {**widths, arm: own}, visible=lies.shares[arm], sure=sure_of(lies, arm)
    )
    x, y = lies.skeleton.xy[CHAINS[arm].end]
    straight = replace(straight, made=straight.alpha, stub=None, wrist=(float(x), float(y)))
    # What its bones would hide is guessed only as far as seams reach.
    seam = widened(visible > 0.5, SEAM_PX) * near.above(arm) * near.matte
    alpha = np.minimum(visible + seam, 1).astype(np.float32)
    colours = _own(near, sure, _continued(near, arm, sure, alpha), _SOFT_PX)
    return Whole(colours, alpha, alpha - visible, near.box, straight=straight)


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
        for plane in (near.shares[twin] * near.matte, sure_of(near, twin))
    )
    along = cv2.remap(near.field(twin).whole.astype(np.float32), x, y, cv2.INTER_LINEAR)
    same = (np.abs(along - field.whole) < _ELSEWHERE).astype(np.float32)
    share, alone = share * same, alone * same
    colours = cv2.remap(near.rgb, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return (share, colours.astype(np.float32)), alone
