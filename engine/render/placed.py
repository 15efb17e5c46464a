"""A person's layers in a pose: which are drawn from back to front, where their meshes lie, and drawing one."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from engine.imaging.origins import NO_LAYER, Origins
from engine.imaging.pixels import at_scale
from engine.layers.bending import Bend, bent, is_drawn, parted
from engine.layers.facing import as_seen
from engine.layers.following import followed
from engine.layers.layer import Layer, Person
from engine.layers.limb_order import Piece, posed_order
from engine.layers.photo_edge import kept_at_edge
from engine.layers.regions import ARM_OF_RIM, ARMS, Region
from engine.layers.skeleton import Points
from engine.pose.order_wishes import LimbOrder
from engine.pose.pose import Pose
from engine.render.compiled import Bytes, Integers
from engine.render.layer_kernels import draw_mesh, lay_at, place_mesh

WHOLE = np.empty(0, np.float32)  # as a strength: all of a layer


@dataclass(frozen=True, eq=False)
class Placed:
    """A layer, or one bone of it, in a pose: where its mesh's points lie, in photo pixels; None where it rests.

    strength: how much of it is drawn at each point, 0..1; empty for all.
    """

    layer: Layer
    points: Points | None
    bone: int | None
    strength: NDArray[np.float32] = field(default_factory=lambda: WHOLE)

    def mesh(self, scale: float, at: tuple[int, int] = (0, 0)) -> tuple[Points, Points, Integers]:
        """Points on a picture in which the photo's first pixel lies `at`, places in the texture, triangles."""
        mesh = self.layer.mesh
        triangles = mesh.triangles if self.bone is None else mesh.triangles[mesh.bone == self.bone]
        where = at_scale(mesh.points if self.points is None else self.points, scale) + at
        return where, at_scale(mesh.points, scale) - self.layer.corner, triangles


def placed_in(person: Person, xy: Points, order: LimbOrder) -> list[Placed]:
    """What is drawn in a pose [18, 2], from back to front: layers, and over the later of two the seam between them."""
    xy, left = kept_at_edge(person.skeleton, person.cuts, xy)
    bend = Bend(person.skeleton, xy, person.roots)
    points = bent(person, xy, bend)
    pieces = posed_order(person.order, person.skeleton, xy, order)
    resting = zip(person.layers, points, strict=True)
    gone = {layer.region for layer, at in resting if at is not None and layer.wrist is None}
    seams = _seams(person, bend, pieces, gone)
    trunk = pieces.index(Piece(Region.TORSO))
    # A hand before the body lies over the handles that it holds.
    hands = {piece.region for piece in pieces[trunk:] if piece.bone != 0} & set(ARMS)
    out = []
    for number, piece in enumerate(pieces):
        drawn = [
            (layer, moved)
            for layer, moved in zip(person.layers, points, strict=True)
            if is_drawn(layer, moved, left)
        ]
        if number > trunk and piece.region in hands and piece.bone != 0:
            out += [
                Placed(layer, moved, None)
                for layer, moved in drawn
                if layer.held and layer.follows is piece.region
            ]
        out += [
            Placed(layer, moved, piece.bone)
            for layer, moved in drawn
            if layer.region is piece.region and not (layer.held and layer.follows in hands)
        ]
        out += seams.get(number, [])
    return out


def _seams(
    person: Person, bend: Bend, pieces: tuple[Piece, ...], gone: Set[Region]
) -> dict[int, list[Placed]]:
    """The seams in a pose, by the number of the piece after which they are drawn; of resting layers too.

    gone: regions of which something moves.

    A layer that is drawn anew has softer edges than the photo, and shows them beside one that rests.
    """
    found: dict[int, list[Placed]] = {}
    for seam in person.seams:
        if gone.isdisjoint(seam.regions):
            points, holds = None, np.ones(len(seam.strip.mesh.points), np.float32)
        else:
            points, holds = parted(person, seam, bend)
        if not holds.any():
            continue
        # Things lie in front of moved arms: a strip that went over them would cut those.
        under = [region for region in seam.regions if region is not Region.THING] or seam.regions
        after = max(n for n, piece in enumerate(pieces) if piece.region in under and piece.bone != 1)
        found.setdefault(after, []).append(Placed(seam.strip, points, None, holds))
    return found


def draw(
    each: Placed,
    scale: float,
    *,
    sharp: bool,
    canvas: Bytes,
    invented: Bytes,
    at: tuple[int, int] = (0, 0),
) -> None:
    """Lay it over a canvas [H, W, 4], `scale` pixels to a photo pixel; at: of the canvas, where the photo begins."""
    layer = each.layer
    if each.points is None and each.bone is None:
        left, top = layer.corner
        lay_at(layer.texture, layer.made, left + at[0], top + at[1], canvas, invented)
    else:
        draw_mesh(*each.mesh(scale, at), each.strength, layer.texture, layer.made, sharp, canvas, invented)


def sources(person: Person, pose: Pose, order: LimbOrder) -> Origins:
    """Where in the photo each single pixel of a picture comes from, and which layer it shows; photo pixels."""
    pose, order = as_seen(person.skeleton, pose, order)
    return origins_of(placed_in(person, followed(person.skeleton, pose), order), person, 1)


def origins_of(
    placed: list[Placed],
    person: Person,
    cell_px: int,
    *,
    size: tuple[int, int] | None = None,
    at: tuple[int, int] = (0, 0),
) -> Origins:
    """Where in the photo the person's pixels come from, and from which layer, a cell of some picture pixels each.

    size: (width, height) of the picture, where that is larger than the photo, which begins `at` its pixel.
    """
    width, height = size or person.size
    cells = np.full((-(-height // cell_px), -(-width // cell_px), 2), np.nan, np.float32)
    layers = np.full(cells.shape[:2], NO_LAYER, np.uint8)
    for each in placed:
        if len(each.strength):
            continue  # the photo again, where the layers below it have told
        where, places, triangles = each.mesh(person.scale, at)
        where = (where + 0.5) / cell_px - 0.5
        box = _box_of(where, cells.shape)
        found = np.full_like(cells[box], np.nan)
        place_mesh(where - (box[1].start, box[0].start), places, triangles, each.layer.texture, found)
        shown = ~np.isnan(found[..., 0])
        layers[box][shown] = ARM_OF_RIM.get(each.layer.region, each.layer.region)
        cells[box][shown] = (found[shown] + each.layer.corner + 0.5) / person.scale
    corner = (-at[0] / person.scale, -at[1] / person.scale)
    return Origins(cells, corner=corner, cell=cell_px / person.scale, layers=layers)


def _box_of(points: Points, size: tuple[int, ...]) -> tuple[slice, slice]:
    """The rows and columns of a plane of a size around points."""
    low = np.floor(points.min(0)).astype(int).clip(0)
    high = np.ceil(points.max(0)).astype(int) + 1
    return np.s_[low[1] : min(max(high[1], low[1]), size[0]), low[0] : min(max(high[0], low[0]), size[1])]
