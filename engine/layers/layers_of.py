"""Layers made whole as they are kept: textures, and the meshes that bend them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from engine.imaging.boxes import Box
from engine.imaging.pixels import Floats
from engine.layers.armholes import armhole
from engine.layers.cut_edges import with_parted_legs, with_smooth_cuts, without_whiskers
from engine.layers.feet import foot_of
from engine.layers.layer import Layer, Shown, cropped
from engine.layers.mesh import mesh_over
from engine.layers.regions import ARM_OF_RIM, ARMS, LEGS, TWIN, Region
from engine.layers.scene import Scene
from engine.layers.skeleton import Skeleton
from engine.layers.straightened import with_wrist
from engine.layers.things import things
from engine.layers.whole import Whole
from engine.photo.mending.mending import Mending
from engine.system.giving_way import give_way


def laid_out(
    scene: Scene,
    wholes: Mapping[Region, Whole | None],
    size: tuple[int, int],
    *,
    hangs: bool,
    mending: Mending,
) -> list[Layer]:
    """The layers of a scene over a photo of a size (height, width), from back to front."""
    layers: list[Layer] = []
    for region in scene.order:
        give_way()
        whole = wholes[region]
        if whole is None:
            continue
        found = whole if region in ARM_OF_RIM else _with_smooth_cuts(scene, region, whole)
        if region is Region.THING:
            shown = scene.shares * scene.matte
            pieces = _texture(found, (0, 0, size[1], size[0]))
            layers += things(
                *pieces, scene.skeleton, shares=shown, box=scene.box, hangs=hangs, said=mending.things
            )
            continue
        layers += _layers(region, found, scene.skeleton, hangs=hangs)
        edge = armhole(scene, region, wholes[Region.TORSO])
        if edge is not None:
            over = _layers(Region.TORSO, edge, scene.skeleton, hangs=hangs)
            layers += [replace(each, region=region, shown=Shown.MOVED) for each in over]
    return layers


def _with_smooth_cuts(scene: Scene, region: Region, whole: Whole) -> Whole:
    matte = cut_to(scene.matte, scene.box, whole.box)
    # Hands were cut finer than smooth lines are.
    fine = np.zeros_like(matte)
    if region in ARMS and scene.fine is not None:
        fine = cut_to(scene.fine, scene.box, whole.box)
    smooth = with_smooth_cuts(whole, matte, fine, scene.skeleton.torso)
    if region in LEGS and scene.skeleton.has_limb(region):
        near = scene.part(whole.box)
        return with_parted_legs(
            smooth,
            near.shares[TWIN[region]] * near.matte,
            1 - foot_of(near.field(region)),
            scene.skeleton.torso,
        )
    if region not in ARMS:
        return smooth
    others = (1 - cut_to(scene.shares[region], scene.box, whole.box)) * matte
    return without_whiskers(smooth, others, scene.skeleton.torso)


def _layers(region: Region, found: Whole, skeleton: Skeleton, *, hangs: bool) -> Iterator[Layer]:
    """A completed layer, and what of it shows only near its place or far off.

    From back to front: a hand comes out of its sleeve.
    """
    follows = ARM_OF_RIM.get(region, region)
    always = Shown.ALWAYS if follows is region else Shown.AT_REST
    parts = [(found.end, Shown.MOVED), (found, always), (found.stub, Shown.NEAR)]
    straight = found.straight
    if straight is not None:
        parts = [(found, Shown.NEAR), (found.stub, Shown.NEAR)]
        parts += [(straight.end, Shown.MOVED), (straight, Shown.MOVED)]
    for part, shown in parts:
        if part is None:
            continue
        give_way()
        texture, made = _texture(part, part.box)
        if texture[..., 3].any():
            corner, wrist = part.box[:2], None
            if straight is not None and shown is Shown.MOVED:
                wrist = straight.wrist
            joints = skeleton if wrist is None else with_wrist(skeleton, region, wrist)
            mesh = mesh_over(follows, texture[..., 3], joints, corner=corner, hangs=hangs)
            yield cropped(Layer(region, follows, texture, made, corner, mesh, shown, wrist=wrist))


def cut_to(plane: Floats, box: Box, window: Box) -> Floats:
    """A plane [h, w] over a box, cut to a window within."""
    return plane[window[1] - box[1] : window[3] - box[1], window[0] - box[0] : window[2] - box[0]]


def _texture(found: Whole, window: Box) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Premultiplied texture [h, w, 4] and invented share [h, w] over a window that holds the layer's box."""
    size = (window[3] - window[1], window[2] - window[0])
    texture, made = np.zeros((*size, 4), np.uint8), np.zeros(size, np.uint8)
    x0, y0, x1, y1 = (side - window[k % 2] for k, side in enumerate(found.box))
    alpha = found.alpha[..., None]
    texture[y0:y1, x0:x1, :3] = (found.colours.clip(0, 255) * alpha + 0.5).astype(np.uint8)
    texture[y0:y1, x0:x1, 3] = (found.alpha * 255 + 0.5).astype(np.uint8)
    made[y0:y1, x0:x1] = (
        (found.made / np.maximum(found.alpha, 1e-3) * 255 + 0.5).clip(0, 255).astype(np.uint8)
    )
    return texture, made
