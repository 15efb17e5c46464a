"""Hands that the photo hides: the other one, mirrored, or a rendered hand in the skin's colour."""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats, ramp
from engine.layers.colours import light_between
from engine.layers.limb import LimbField, Wrist, on_wrist
from engine.layers.regions import CHAINS, TWIN, Region
from engine.layers.scene import Scene
from engine.pose.pose import Joint
from engine.system.shipped import HAND

# What a twin shows at the places of a limb: its share [h, w] and its colours [h, w, 3].
TwinLook = tuple[Floats, Floats]

_END_FROM = 0.97  # along the lower bone, where hand or foot begins
# Of a usual hand, squared torso lengths, what must show of it.
_HAND_AREA, _HAND_SHOWN = 0.040, 0.5
_PALM = 0.5  # hand lengths past the wrist, where fingers begin
_EVEN = 0.01  # torso lengths over which hand and sleeve are told apart
_HAND_LENGTH = 0.36  # torso lengths
_FACE = 0.10  # torso lengths around the nose from which the skin's colour is taken
_UPPER_HALF, _LOWER_HALF = (0.35, 0.6), (0.5, 0.95)  # along a bone
_PALM_OF = 1.1, 1.35  # along the forearm, where the palm lies
_ANY_SKIN, _AS_LIGHT = 0.12, 1.5  # what is no skin at all, and times as light as its hand an arm may be
_EVENLY = 0.75  # of it that is
_LEAST_SKIN = 60  # pixels
_SAME_SKIN = (
    0.04  # by how much of its colour, as shares of red, green and blue, a bare wrist differs from the face
)
# The rendered hand's picture, in hand lengths from the wrist along the forearm, and to either side of it.
_FROM, _TO, _ASIDE = -0.2, 1.0, 0.4
_DRAWN_WRIST = 0.1  # hand lengths, half the width of its wrist
_BARE = 0.06  # the same of a whole forearm, in its own light
_GREY = 128.0  # the skin's own colour in it
# A rendered hand in even light is flat: its light has a standard deviation of .07 of its mean, that of hands in studio
# photos of .10 to .21. What it is raised to, and its light and the hand lengths past the wrist under a cuff.
_CONTRAST, _UNDER_CUFF, _CUFF_SHADOW = 2.0, 0.68, (0.0, 0.13)
_DULLER = 0.6  # how far what is lighter than a face falls short: its fingers shone white on a face in the sun
_HAND_BEGINS = -0.2, -0.13  # hand lengths over which it appears under its sleeve or wrist
_HAND_WIDENS = -0.1, 0.2  # and over which it has its own width
# Along the forearm, the middle of what tells its light; and what shows for certain.
_PAST_WRIST = 1.02
_WRIST, _WHOLLY = 0.85, 0.95
# Times the face's light, below which a hand lies in a shadow and above which what looks like skin is a sheen on cloth.
_DARKER, _LIGHTER = 0.83, 1.2
_PALER = 0.01  # the share of red by which a hand may be paler than the face
_POCKET_FROM, _POCKET_TO = 0.12, 0.2  # beyond which cloth is no sleeve's but a pocket's, with the hand in it
_CUFF_FROM, _CUFF_TO = -0.12, -0.02  # the same over which the photo's own arm ends


def hidden_hand(
    near: Scene,
    region: Region,
    field: LimbField,
    visible: Floats,
    *,
    scene: Scene,
    twin: TwinLook | None,
    wrist: Wrist | None,
) -> tuple[Floats, Floats] | None:
    """Colours [h, w, 3] and alpha [h, w] of a hand that the photo hides; None where it shows enough of its own.

    visible: what shows of the arm. scene: of which `near` is a part. twin: what the other one shows at the same places,
    its share and colours. wrist: the arm's, where its outline is seen.
    """
    share, look = twin if twin is not None else (np.zeros_like(visible), near.rgb.astype(np.float32))
    if not near.skeleton.known[CHAINS[region].end]:
        return None
    whole = _has_fingers(near, region, field, visible)
    # A hand that the photo's edge cuts is whole where the other one is; drawn ones look no better than a cut one.
    if whole and not (region in near.cut and TWIN[region] in near.fingers - near.cut):
        return None
    if _has_fingers(near, TWIN[region], field, share):
        along = ((field.along - 1) * field.length(1) / (_HAND_LENGTH * near.skeleton.torso)).astype(
            np.float32
        )
        # Up to the wrist it is no wider than the arm that it goes on from.
        within = np.maximum(ramp(along, *_HAND_WIDENS), visible)
        alpha = share * (field.bone == 1) * ramp(along, *_HAND_BEGINS) * within
        return _in_light(near, field, visible, look, share), alpha
    if near.skin is None:
        return None
    own = _own_skin(near, field, visible, near.skin)
    if own is None:
        own = _twin_skin(scene, TWIN[region], near.skin)
    size = _HAND_LENGTH * near.skeleton.torso
    skin = _forearm(near, field, visible, 0.9)
    sleeved = skin is None or bool(unlike(skin, near.skin) >= _SAME_SKIN)
    if skin is None or sleeved:
        skin = near.skin
    elif wrist is not None:
        # A bare wrist goes on in its own width.
        field = on_wrist(field, wrist, Wrist(_DRAWN_WRIST * size, _DRAWN_WRIST * size), near.skeleton.torso)
    return _drawn(field, skin if own is None else own, near, sleeved=sleeved)


def _own_skin(
    near: Scene, field: LimbField, visible: Floats, face: NDArray[np.float64]
) -> NDArray[np.float64] | None:
    """The colour [3] of what a pocket leaves of a hand, seldom in the face's light; None of too little or a sheen."""
    shown = near.rgb[(field.bone == 1) & (field.along > _PAST_WRIST) & (visible > _WHOLLY)]
    shown = shown[unlike(shown, face) < _SAME_SKIN]
    if len(shown) <= _LEAST_SKIN:
        return None
    skin: NDArray[np.float64] = np.median(shown, axis=0)
    light = float(skin.sum() / face.sum())
    # Out of its pocket's shadow a hand is lighter.
    return skin * max(_DARKER / light, 1.0) if light < _LIGHTER else None


def _twin_skin(scene: Scene, twin: Region, face: NDArray[np.float64]) -> NDArray[np.float64] | None:
    """The same of the other arm: drawn hands are alike."""
    window = scene.window(twin)
    if window is None or not scene.skeleton.has_limb(twin):
        return None
    near = scene.part(window)
    skin = _own_skin(near, near.field(twin), near.shares[twin] * near.matte, face)
    if skin is None or skin[0] / skin.sum() < face[0] / face.sum() - _PALER:
        return None  # what is less red than the face may be cloth
    return skin


def shown_end(near: Scene, field: LimbField, visible: Floats) -> Floats:
    """What of an arm is hand and not sleeve, [h, w] in 0..1: past the wrist, and more like the face than the cloth."""
    size = _HAND_LENGTH * near.skeleton.torso
    along = ((field.along - 1) * field.length(1) / size).astype(np.float32)
    past = ramp(along, _CUFF_FROM, _CUFF_TO) * (field.bone == 1)
    sleeve = _forearm(near, field, visible, 0.8)
    if near.skin is None or sleeve is None or unlike(sleeve, near.skin) < _BARE:
        return past
    pocket = ramp(along, _POCKET_FROM, _POCKET_TO) * (field.bone == 1)
    x, y, w, h = cv2.boundingRect((past * visible > 0).astype(np.uint8))
    if w:
        inside = np.s_[y : y + h, x : x + w]
        skin, other = (unlike(near.rgb[inside], colour) for colour in (near.skin, sleeve))
        is_hand = (skin < other).astype(np.float32)
        past[inside] *= cv2.GaussianBlur(is_hand, (0, 0), max(_EVEN * near.skeleton.torso, 1.0))
    return np.maximum(past, pocket)


def _in_light(near: Scene, field: LimbField, visible: Floats, look: Floats, share: Floats) -> Floats:
    """The other hand's colours [h, w, 3] in the light of the wrist that it is put on, if both wrists show the like."""
    wrist = (field.bone == 1) & (np.abs(field.along - _WRIST) < 1 - _WRIST)
    both = wrist & (np.minimum(visible, share) > _WHOLLY)
    if both.sum() < _LEAST_SKIN or unlike(near.rgb[both].mean(0), look[both].mean(0)) > _BARE:
        return look
    lit = look + light_between(near.rgb - look, both, near.skeleton.torso)
    return lit.clip(0, 255).astype(np.float32)


def is_bare(near: Scene, field: LimbField, visible: Floats, bone: int) -> bool:
    """Whether the lower half of an upper arm or forearm, bone 0 or 1, shows skin: the face's, or its own hand's."""
    colour = _colour(near, field, visible, _LOWER_HALF, bone)
    if near.skin is None or colour is None:
        return False
    if unlike(colour, near.skin) < _BARE:
        return True
    hand = _colour(near, field, visible, _PALM_OF, 1) if bone == 1 else None
    if hand is None or unlike(colour, near.skin) > _ANY_SKIN or unlike(colour, hand) > _SAME_SKIN:
        return False
    # A printed sleeve has its hand's colour on average only.
    forearm = _shown(near, field, visible, _LOWER_HALF, 1)
    light = forearm.sum(-1) / max(float(hand.sum()), 1)
    alike = (unlike(forearm, hand) < _BARE) & (light > 1 / _AS_LIGHT) & (light < _AS_LIGHT)
    return bool(alike.mean() > _EVENLY)


def bare_shoulder(near: Scene, field: LimbField, visible: Floats) -> NDArray[np.float64] | None:
    """The colour [3] of an upper arm that is bare up to its shoulder; None of others."""
    colour = _colour(near, field, visible, _UPPER_HALF, 0)
    bare = near.skin is not None and colour is not None and unlike(colour, near.skin) < _BARE
    return colour if bare else None


def _forearm(near: Scene, field: LimbField, visible: Floats, at: float) -> NDArray[np.float64] | None:
    """The colour [3] of a forearm or its sleeve around a place along it, 0..1; None where hardly any shows."""
    return _colour(near, field, visible, (at - 0.1, at + 0.1))


def _colour(
    near: Scene, field: LimbField, visible: Floats, part: tuple[float, float], bone: int = 1
) -> NDArray[np.float64] | None:
    shown = _shown(near, field, visible, part, bone)
    return np.median(shown, axis=0) if len(shown) > _LEAST_SKIN else None


def _shown(
    near: Scene, field: LimbField, visible: Floats, part: tuple[float, float], bone: int
) -> NDArray[np.uint8]:
    """The colours [n, 3] of what shows of a part of a bone."""
    low, high = part
    return near.rgb[(field.bone == bone) & (field.along > low) & (field.along < high) & (visible > 0.95)]


def _has_fingers(near: Scene, arm: Region, field: LimbField, share: Floats) -> bool:
    """Whether an arm's hand shows as far as its fingers: they were found, or enough of it reaches past the palm."""
    if arm in near.fingers:
        return True
    hand = (field.bone == 1) & (field.along > _END_FROM) & (share > 0.5)
    size = _HAND_LENGTH * near.skeleton.torso
    if hand.sum() < _HAND_SHOWN * _HAND_AREA * near.skeleton.torso**2:
        return False
    reach = (field.along[hand] - 1) * field.length(1) / size
    return bool(np.percentile(reach, 98) > _PALM)


def unlike(colours: NDArray[np.number], other: NDArray[np.float64]) -> Floats:
    """How unlike colours [..., 3] are another [3] whatever their light: the distance of their shares of the sum."""
    shares = colours / np.maximum(np.sum(colours, -1, keepdims=True), 1)
    return np.asarray(np.linalg.norm(shares - other / max(float(other.sum()), 1.0), axis=-1))


def skin_of(scene: Scene) -> NDArray[np.float64] | None:
    """The colour [3] of the face around the nose; None where no face shows."""
    nose = scene.skeleton.xy[Joint.NOSE]
    if not scene.skeleton.known[Joint.NOSE]:
        return None
    x0, y0, x1, y1 = scene.box
    reach = _FACE * scene.skeleton.torso
    rows, columns = (
        slice(max(int(at - reach) - low, 0), max(min(int(at + reach) + 2, high) - low, 0))
        for at, low, high in ((nose[1], y0, y1), (nose[0], x0, x1))
    )
    y, x = np.mgrid[rows, columns]
    near = np.hypot(x + x0 - nose[0], y + y0 - nose[1]) < reach
    shown = (scene.shares[Region.HEAD, rows, columns] > 0.9) & (scene.matte[rows, columns] > 0.95)
    face = scene.rgb[rows, columns][near & shown]
    return np.median(face, axis=0) if len(face) > _LEAST_SKIN else None


def _drawn(
    field: LimbField, skin: NDArray[np.float64], near: Scene, *, sleeved: bool
) -> tuple[Floats, Floats]:
    """The rendered hand at the end of a forearm, the back of it away from the body; sleeved: under a cuff's shadow."""
    size = _HAND_LENGTH * near.skeleton.torso
    along = (field.along - 1) * field.length(1) / size
    chest = (near.skeleton.xy[Joint.NECK] + near.skeleton.pelvis) / 2
    bone = field.ends[2] - field.ends[1]
    inner = np.sign((chest - field.ends[1]) @ np.array([-bone[1], bone[0]])) or 1.0
    hand = _rendered()
    px = hand.shape[0] / (_TO - _FROM)
    at = (field.across / size * inner + _ASIDE) * px - 0.5, (along - _FROM) * px - 0.5
    x, y = (np.where(field.bone == 1, places, -2).astype(np.float32) for places in at)
    # Half as many pixels as are needed would be noise: the picture is made smaller first.
    shrunk = max(1, int(px / size))
    if shrunk > 1:
        hand = cv2.resize(hand, None, fx=1 / shrunk, fy=1 / shrunk, interpolation=cv2.INTER_AREA)
        x, y = (((places + 0.5) / shrunk - 0.5).astype(np.float32) for places in (x, y))
    taken = cv2.remap(hand, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
    covered = taken[..., 3] / 255 * ramp(along.astype(np.float32), *_HAND_BEGINS)
    light = taken[..., :3] / _GREY
    light *= light.mean(-1, keepdims=True) ** (_CONTRAST - 1)
    light /= 1 + _DULLER * (light.mean(-1, keepdims=True) - 1).clip(0, None)
    if sleeved:
        light *= _UNDER_CUFF + (1 - _UNDER_CUFF) * ramp(along.astype(np.float32), *_CUFF_SHADOW)[..., None]
    return (light * skin).clip(0, 255).astype(np.float32), covered.astype(np.float32)


@cache
def _rendered() -> Floats:
    """The hand of `engine.synthesis.hand`, [h, w, 4]: its colours relative to the skin's, and its alpha."""
    picture = cv2.imdecode(np.fromfile(HAND, np.uint8), cv2.IMREAD_UNCHANGED)
    return cv2.cvtColor(picture, cv2.COLOR_BGRA2RGBA).astype(np.float32)
