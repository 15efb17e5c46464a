"""Where layers meet in the photo: strips of the photo itself that lie over the seam as long as all of them move alike.

Cut apart and put together again, layers never are what the photo was: edges are soft, parsing is ragged. What moves as
one piece, as a collar on a leaning body or a bag with the hand that holds it, stays one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats, disc, widened
from engine.layers.layer import Layer, Seam, cropped
from engine.layers.mesh import Mesh, mesh_over
from engine.layers.regions import ARM_OF_RIM, ARMS, LEGS, LIMBS, Region
from engine.layers.scene import SHADOW_TORSO, Scene
from engine.system.giving_way import give_way

_REACH_TORSO = 0.10  # torso lengths to both sides of a seam
# Outlines are left to the layers: a strip over them would make soft edges hard.
_INNER_FROM, _INNER_TO = 0.90, 0.98  # of the matte
_FEATHER_PX = 3
_LEAST_PX = 60  # of a place where more than two layers meet
_THING_SHOWN = 127

Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class _Member:
    """A layer that may meet others, where it shows [h, w], and the thing that it is, if it is one."""

    region: Region
    shown: Mask
    thing: Layer | None = None


def seams_of(
    scene: Scene, size: tuple[int, int], *, hangs: bool, things: Sequence[Layer] = ()
) -> tuple[Seam, ...]:
    """The seams of a scene in a photo of a size (width, height), and of the things in it."""
    inner = ((scene.matte - _INNER_FROM) / (_INNER_TO - _INNER_FROM)).clip(0, 1)
    found = []
    for members, mask in _strips(scene, _members(scene, things)):
        give_way()
        texture = _texture(scene, mask * inner, size)
        give_way()
        if texture[..., 3].any():
            found.append(_seam(texture, members, scene, hangs=hangs))
    return tuple(found)


def _members(scene: Scene, things: Sequence[Layer]) -> list[_Member]:
    owner = scene.shares.argmax(0)
    for rim, arm in ARM_OF_RIM.items():
        owner[owner == rim] = arm
    own = owner == Region.THING
    found = [_Member(region, owner == region) for region in (Region.TORSO, Region.HEAD, *LIMBS)]
    for thing in things:
        shown = np.zeros((scene.box[3], scene.box[2]), bool)
        x, y = thing.corner
        h, w = (min(n, end - at) for n, end, at in zip(thing.made.shape, shown.shape, (y, x), strict=True))
        if min(h, w, x + 1, y + 1) > 0:
            shown[y : y + h, x : x + w] = thing.texture[:h, :w, 3] > _THING_SHOWN
        shown = shown[scene.box[1] :, scene.box[0] :] & own
        own = own & ~shown
        found.append(_Member(Region.THING, shown, thing))
    return [*(each for each in found if each.shown.any()), _Member(Region.THING, own)]


def _strips(scene: Scene, members: list[_Member]) -> Iterator[tuple[list[_Member], Floats]]:
    """The places [h, w], 0..1, where two layers meet without a third one, then those where more do; and which.

    The last of the members are things that are no layer: where they are, nothing is whole.
    """
    reach = max(4, round(_REACH_TORSO * scene.skeleton.torso))
    *there, lost = members
    # A strip that showed the shadow of a third layer before the two would keep it when that leaves.
    shading = [each for each in members if each.region in (*ARMS, Region.THING)]
    shaded = [scene.around(each.shown * scene.matte, SHADOW_TORSO) for each in shading]
    for pair in combinations(there, 2):
        if not _may_go_alike({each.region for each in pair}):
            continue
        mask = _strip(pair[0].shown, pair[1].shown, reach)
        if mask is not None:
            others = [near for third, near in zip(shading, shaded, strict=True) if third not in pair]
            yield list(pair), mask * ~np.any(others, 0)
    which = np.zeros(scene.matte.shape, np.int64)
    inside = scene.matte > _INNER_FROM
    for number, each in enumerate(there):
        near = scene.around((each.shown & inside).astype(np.float32), SHADOW_TORSO)
        which |= near.astype(np.int64) << number
    which[~inside | shaded[shading.index(lost)]] = 0
    for code in np.unique(which):
        met = [each for number, each in enumerate(there) if code >> number & 1]
        place = which == code
        if len(met) > 2 and place.sum() > _LEAST_PX and _may_go_alike({each.region for each in met}):
            yield met, _feathered(widened(place, _FEATHER_PX))


def _may_go_alike(regions: set[Region]) -> bool:
    """Whether a pose may move all of them: legs stand, whatever else moves, but for the hips that they grow out of."""
    return not regions & set(LEGS) or (len(regions) == 2 and Region.TORSO in regions)


def _strip(own: Mask, others: Mask, reach: int) -> Floats | None:
    """Pixels [h, w] of two layers that lie within `reach` of the other; None where they do not meet."""
    if not (cv2.dilate(own.astype(np.uint8), disc(1)) & others).any():
        return None
    far = [cv2.distanceTransform((~mask).astype(np.uint8), cv2.DIST_L2, 3) for mask in (own, others)]
    near = (own | others) & (np.maximum(*far) < reach)
    return _feathered(near) * (own | others)


def _feathered(mask: Mask) -> Floats:
    return cv2.blur(mask.astype(np.float32), (_FEATHER_PX, _FEATHER_PX)).astype(np.float32, copy=False)


def _seam(texture: NDArray[np.uint8], members: list[_Member], scene: Scene, *, hangs: bool) -> Seam:
    nothing = np.zeros(texture.shape[:2], np.uint8)
    first = members[0].region
    strip = cropped(Layer(first, first, texture, nothing, (0, 0), _mesh(texture, members[0], scene, hangs)))
    others = [
        replace(
            strip,
            region=each.region,
            follows=each.region if each.thing is None else each.thing.follows,
            mesh=_mesh(texture, each, scene, hangs),
            hung_at=None if each.thing is None else each.thing.hung_at,
        )
        for each in members[1:]
    ]
    return Seam(strip, tuple(others))


def _mesh(texture: NDArray[np.uint8], member: _Member, scene: Scene, hangs: bool) -> Mesh:
    """A mesh over the whole of a photo-sized texture, whose points are the same for every member."""
    mesh = mesh_over(member.region, texture[..., 3], scene.skeleton, hangs=hangs, even=True)
    return mesh if member.thing is None else mesh.rigid(member.thing.mesh.weights[0])


def _texture(scene: Scene, alpha: Floats, size: tuple[int, int]) -> NDArray[np.uint8]:
    """The photo, premultiplied [H, W, 4], with this alpha [h, w] over the scene's box."""
    texture = np.zeros((size[1], size[0], 4), np.uint8)
    x0, y0, x1, y1 = scene.box
    texture[y0:y1, x0:x1, :3] = (scene.rgb * alpha[..., None] + 0.5).astype(np.uint8)
    texture[y0:y1, x0:x1, 3] = (alpha * 255 + 0.5).astype(np.uint8)
    return texture
