"""Colours of a layer where other things lie over it: its own texture goes on, mirrored at the rim, or its twin's."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats, nearest, shrunk, spread, square_norm, widened

Mask = NDArray[np.bool_]

# Below this depth, px per torso length, the mirrored texture fades into the soft mean of what is known.
_FADE_TORSO, _MOST_SOFT = 0.30, 0.6
# Torso lengths inside a hole, and from its rim the colours that it takes.
_INNER_TORSO, _HEARD_TORSO = 0.04, 0.12
_FARTHER = 3.0  # times that, where they are no more than soft: beside the rim lies the shade of a hem
_BESIDE_TORSO = 0.12  # torso lengths from the rim up to which another cloth lies beside a hole
# Torso lengths of which the mean is another cloth's from so many levels on.
_LOOKED_TORSO, _OTHER = 0.05, 50.0
_TWIN_FROM, _TWIN_WHOLLY = 0.6, 0.9  # the twin's share from which its colours serve
_LIGHT_TORSO = 0.12  # torso lengths over which two limbs' light is compared
_MOST_LIGHT = 40.0  # levels
_ANOTHER = 2.0  # so many times that apart two limbs show two things
_LEAST_COMMON = 200  # pixels that both limbs must show before their light is compared


def continued(
    rgb: NDArray[np.uint8], known: Mask, wanted: Mask, torso_px: float, *, mirrored: bool = True
) -> Floats:
    """`rgb` [h, w, 3] where `known` [h, w]; elsewhere mirrored at the rim of that, softer the deeper inside.

    wanted: [h, w] where it is asked for; what is far from there has no say in what is soft. mirrored: else soft alone,
    as skin under a hem is: its mirrored knee would be a second one.
    """
    if not known.any():
        return rgb.astype(np.float32)
    y, x = np.mgrid[: known.shape[0], : known.shape[1]].astype(np.float32)
    rim, far = nearest(np.dstack([x, y]), known)
    mirror_x = (2 * rim[..., 0] - x).round().clip(0, known.shape[1] - 1).astype(np.intp)
    mirror_y = (2 * rim[..., 1] - y).round().clip(0, known.shape[0] - 1).astype(np.intp)
    usable = known[mirror_y, mirror_x]
    from_x = np.where(usable, mirror_x, rim[..., 0].astype(np.intp))
    from_y = np.where(usable, mirror_y, rim[..., 1].astype(np.intp))
    texture = rgb[from_y, from_x].astype(np.float32)
    inner = wanted & (far > _INNER_TORSO * torso_px)
    soft = _soft(rgb, _heard(known, rim[inner], torso_px * (1 if mirrored else _FARTHER)))
    if inner.any():
        # Another cloth that lies as deep inside is not mirrored, but for a hem's that goes on beside it.
        side = 2 * max(1, round(_LOOKED_TORSO * torso_px / 2)) + 1
        other = square_norm(cv2.blur(texture, (side, side)) - soft) > _OTHER**2
        usable &= ~widened(other & ~known, side) | (far < _BESIDE_TORSO * torso_px)
    depth = (far / max(_FADE_TORSO * torso_px, 4.0)).clip(0, 1) * _MOST_SOFT
    if not mirrored:
        usable = np.zeros_like(known)
    depth = np.where(usable, depth, np.maximum(depth, (far / 6).clip(0, 1)))[..., None].astype(np.float32)
    out = texture + (soft - texture) * depth
    return np.where(known[..., None], rgb, out).astype(np.float32)


def _heard(known: Mask, rim: Floats, torso_px: float) -> Mask:
    """What is `known` [h, w] near some of its rim's places [n, 2] (x, y), where there are any.

    Trousers go on as their cut edge, not as the mean with the shoes below them.
    """
    if not len(rim):
        return known
    places = np.zeros(known.shape, bool)
    places[rim[:, 1].astype(np.intp), rim[:, 0].astype(np.intp)] = True
    return known & widened(places, round(_HEARD_TORSO * torso_px))


def _soft(rgb: NDArray[np.uint8], known: Mask) -> Floats:
    """A smooth continuation of the known colours, made at half size."""
    h, w = known.shape
    size = (max(w // 2, 1), max(h // 2, 1))
    share = shrunk(known.astype(np.float32), size)
    small = shrunk(rgb.astype(np.float32) * known[..., None], size) / np.maximum(share, 1e-3)[..., None]
    return cv2.resize(spread(small, (share > 0.5).astype(np.float32)), (w, h), interpolation=cv2.INTER_LINEAR)


def from_twin(
    colours: Floats,
    known: Mask,
    twin: Floats,
    twin_share: Floats,
    *,
    torso_px: float,
) -> tuple[Floats, Floats]:
    """A twin's colours [h, w, 3] in a limb's light, and how far they serve [h, w] where its own are not `known`.

    twin, twin_share: what the twin shows at the same places, [h, w, 3] and [h, w] in 0..1.
    """
    both = known & (twin_share > _TWIN_WHOLLY)
    if both.sum() > _LEAST_COMMON:
        twin = twin + light_between(colours - twin, both, torso_px)
    use = ((twin_share - _TWIN_FROM) / (_TWIN_WHOLLY - _TWIN_FROM)).clip(0, 1)
    use = cv2.GaussianBlur(np.where(known, 0, use).astype(np.float32), (0, 0), 2.0) * ~known
    return twin.clip(0, 255), use


def light_between(difference: Floats, where: Mask, torso_px: float) -> Floats:
    """The smooth part of a colour difference [h, w, 3], seen `where` both show, everywhere: far from there none."""
    h, w = where.shape
    size = (max(w // 8, 1), max(h // 8, 1))
    # What differs by more is no light: something lies there on one of both.
    where = where & (np.abs(difference).max(-1) < _ANOTHER * _MOST_LIGHT)
    blur = max(_LIGHT_TORSO * torso_px / 8, 0.5)
    weight = cv2.GaussianBlur(shrunk(where.astype(np.float32), size), (0, 0), blur)
    total = cv2.GaussianBlur(shrunk(difference * where[..., None], size), (0, 0), blur)
    light = (total / (weight + 1e-3)[..., None]).clip(-_MOST_LIGHT, _MOST_LIGHT)
    return cv2.resize(light, (w, h), interpolation=cv2.INTER_LINEAR)
