"""Where two layers meet in the photo: strips of the photo itself that lie over the seam as long as both move alike.

Cut apart and put together again, two layers never are what the photo was: edges are soft, parsing is ragged. What moves
as one piece, as a collar on a leaning body, stays one.
"""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats, disc
from engine.layers.layer import Layer, Seam, cropped
from engine.layers.mesh import Mesh, mesh_over
from engine.layers.regions import ARM_OF_RIM, ARMS, LEGS, Region
from engine.layers.scene import SHADOW_TORSO, Scene
from engine.system.giving_way import give_way

_REACH_TORSO = 0.10  # torso lengths to both sides of a seam
# Outlines are left to the layers: a strip over them would make soft edges hard.
_INNER_FROM, _INNER_TO = 0.90, 0.98  # of the matte
_FEATHER_PX = 3

PAIRS = (
    *((leg, Region.TORSO) for leg in LEGS),
    (Region.TORSO, Region.HEAD),
    *((Region.TORSO, arm) for arm in ARMS),
)


def seams_of(scene: Scene, size: tuple[int, int], *, hangs: bool) -> tuple[Seam, ...]:
    """The seams of a scene in a photo of a size (width, height)."""
    owner = scene.shares.argmax(0)
    for rim, arm in ARM_OF_RIM.items():
        owner[owner == rim] = arm
    inner = ((scene.matte - _INNER_FROM) / (_INNER_TO - _INNER_FROM)).clip(0, 1)
    # A strip that showed the shadow of a third layer before the two would keep it when that leaves.
    shaded = {r: scene.around((owner == r) * scene.matte, SHADOW_TORSO) for r in (*ARMS, Region.THING)}
    found = []
    for first, second in PAIRS:
        give_way()
        mask = _strip(owner, first, second, reach=max(4, round(_REACH_TORSO * scene.skeleton.torso)))
        if mask is None:
            continue
        mask = mask * ~np.any([near for third, near in shaded.items() if third not in (first, second)], 0)
        texture = _texture(scene, mask * inner, size)
        give_way()
        if texture[..., 3].any():
            meshes = [
                mesh_over(r, texture[..., 3], scene.skeleton, hangs=hangs, even=True) for r in (first, second)
            ]
            found.append(_seam(texture, (first, second), meshes))
    return tuple(found)


def _seam(texture: NDArray[np.uint8], regions: tuple[Region, Region], meshes: list[Mesh]) -> Seam:
    nothing = np.zeros(texture.shape[:2], np.uint8)
    strip = cropped(Layer(regions[0], regions[0], texture, nothing, (0, 0), meshes[0]))
    return Seam(strip, replace(strip, region=regions[1], follows=regions[1], mesh=meshes[1]))


def _strip(owner: NDArray[np.int64], first: Region, second: Region, *, reach: int) -> Floats | None:
    """Pixels [h, w] of two layers that lie within `reach` of the other; None where they do not meet."""
    own, others = owner == first, owner == second
    if not own.any() or not others.any():
        return None
    far = [cv2.distanceTransform((~mask).astype(np.uint8), cv2.DIST_L2, 3) for mask in (own, others)]
    near = (own | others) & (np.maximum(*far) < reach)
    if not (cv2.dilate(own.astype(np.uint8), disc(1)) & others).any():
        return None
    return cv2.blur(near.astype(np.float32), (_FEATHER_PX, _FEATHER_PX)) * (own | others)


def _texture(scene: Scene, alpha: Floats, size: tuple[int, int]) -> NDArray[np.uint8]:
    """The photo, premultiplied [H, W, 4], with this alpha [h, w] over the scene's box."""
    texture = np.zeros((size[1], size[0], 4), np.uint8)
    x0, y0, x1, y1 = scene.box
    texture[y0:y1, x0:x1, :3] = (scene.rgb * alpha[..., None] + 0.5).astype(np.uint8)
    texture[y0:y1, x0:x1, 3] = (alpha * 255 + 0.5).astype(np.uint8)
    return texture
