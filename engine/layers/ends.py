"""Hands and feet that the photo hides: the other one, mirrored, or a hand drawn in the skin's colour."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats
from engine.layers.limb import LimbField
from engine.layers.regions import ARMS, CHAINS, Region
from engine.layers.scene import Scene
from engine.pose.pose import Joint

_END_FROM = 0.97  # along the lower bone, where hand or foot begins
_FOOT_SHOWN = 0.6  # of the other foot that must show of a foot
# Of a usual hand, squared torso lengths, what must show of it, and of the other one to take its place.
_HAND_AREA, _HAND_SHOWN, _HAND_WHOLE = 0.040, 0.5, 0.6
_HAND_AROUND = 0.4  # hand lengths to its sides that hold all of it
_HAND_LENGTH = 0.36  # torso lengths
_FACE = 0.10  # torso lengths around the nose from which the skin's colour is taken
_LEAST_SKIN = 60  # pixels
_SAME_SKIN = (
    0.04  # by how much of its colour, as shares of red, green and blue, a bare wrist differs from the face
)
# A slack hand seen from the back of it, in hand lengths: (along, across) of both ends of a finger, and its half width.
_FINGERS = (
    ((0.12, -0.12), (0.44, -0.215), 0.060),
    ((0.36, 0.125), (0.72, 0.105), 0.052),
    ((0.38, 0.050), (0.86, 0.045), 0.058),
    ((0.38, -0.040), (0.90, -0.030), 0.060),
    ((0.36, -0.125), (0.82, -0.105), 0.060),
)
_PALM = ((0.0, 0.0), (0.32, 0.0), 0.185)
_WRIST = 0.125
_EDGE_SHADE, _FINGER_SHADE = 0.26, 0.15


def hidden_end(
    near: Scene, region: Region, field: LimbField, visible: Floats, twin: tuple[Floats, Floats] | None
) -> tuple[Floats, Floats] | None:
    """Colours [h, w, 3] and alpha [h, w] of a hand or foot that the photo hides; None where it shows enough of its own.

    visible: what shows of the limb. twin: what the other limb shows at the same places, its share and colours.
    """
    end = (field.bone == 1) & (field.along > _END_FROM)
    shown = float(visible[end].sum())
    share, look = twin if twin is not None else (np.zeros_like(visible), near.rgb.astype(np.float32))
    theirs = float(share[end].sum())
    if region not in ARMS:
        return (look, share * end) if shown < _FOOT_SHOWN * theirs else None
    usual = _HAND_AREA * near.skeleton.torso**2
    if shown > _HAND_SHOWN * usual or not near.skeleton.known[CHAINS[region].end]:
        return None
    if theirs > _HAND_WHOLE * usual:
        return look, share * end
    if near.skin is None:
        return None
    bare = near.rgb[(field.bone == 1) & (np.abs(field.along - 0.9) < 0.1) & (visible > 0.95)]
    wrist = np.median(bare, axis=0) if len(bare) > _LEAST_SKIN else near.skin
    is_bare = np.linalg.norm(wrist / max(wrist.sum(), 1) - near.skin / max(near.skin.sum(), 1)) < _SAME_SKIN
    return _drawn(field, wrist if is_bare else near.skin, near)


def skin_of(scene: Scene) -> NDArray[np.float64] | None:
    """The colour [3] of the face around the nose; None where no face shows."""
    nose = scene.skeleton.xy[Joint.NOSE]
    if not scene.skeleton.known[Joint.NOSE]:
        return None
    y, x = np.mgrid[scene.box[1] : scene.box[3], scene.box[0] : scene.box[2]]
    near = np.hypot(x - nose[0], y - nose[1]) < _FACE * scene.skeleton.torso
    face = scene.rgb[near & (scene.shares[Region.HEAD] > 0.9) & (scene.matte > 0.95)]
    return np.median(face, axis=0) if len(face) > _LEAST_SKIN else None


def _drawn(field: LimbField, skin: NDArray[np.float64], near: Scene) -> tuple[Floats, Floats]:
    """A slack hand at the end of a forearm, its thumb towards the body."""
    size = _HAND_LENGTH * near.skeleton.torso
    every = (field.along - 1) * field.length(1) / size
    close = (field.bone == 1) & (every > -0.12) & (every < 1) & (np.abs(field.across) < _HAND_AROUND * size)
    along = every[close]
    chest = (near.skeleton.xy[Joint.NECK] + near.skeleton.pelvis) / 2
    bone = field.ends[2] - field.ends[1]
    inner = np.sign((chest - field.ends[1]) @ np.array([-bone[1], bone[0]])) or 1.0
    across = -field.across[close] / size * inner
    edge = 0.75 / size
    alpha, shade = np.zeros_like(along), np.ones_like(along)
    for (a, b, radius), depth in ((_PALM, _EDGE_SHADE), *((finger, _FINGER_SHADE) for finger in _FINGERS)):
        width = radius if (a, b) != _PALM[:2] else _WRIST + (radius - _WRIST) * (along / 0.3).clip(0, 1)
        distance = _to_segment(along, across, a, b)
        inside = ((width - distance) / (2 * edge) + 0.5).clip(0, 1)
        shade = shade + (1 - depth * (distance / radius).clip(0, 1) ** 2 - shade) * inside
        alpha = np.maximum(alpha, inside)
    colours = np.broadcast_to(skin, (*every.shape, 3)).astype(np.float32)
    colours[close] *= shade[:, None]
    covered = np.zeros_like(every)
    covered[close] = alpha
    return colours, covered


def _to_segment(along: Floats, across: Floats, a: tuple[float, float], b: tuple[float, float]) -> Floats:
    dx, dy = b[0] - a[0], b[1] - a[1]
    t = (((along - a[0]) * dx + (across - a[1]) * dy) / max(dx * dx + dy * dy, 1e-9)).clip(0, 1)
    return np.hypot(along - a[0] - t * dx, across - a[1] - t * dy)
