"""Draws a person that was taken apart: layers bent to a pose, laid over the plate from back to front."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.origins import NO_LAYER, Origins
from engine.imaging.pictures import Pictures, relit
from engine.imaging.shadows import FootStep
from engine.layers.bending import Bend, bent, parted
from engine.layers.facing import as_seen
from engine.layers.following import followed
from engine.layers.layer import Layer, Person
from engine.layers.limb_order import Piece, posed_order
from engine.layers.regions import ARM_OF_RIM
from engine.layers.skeleton import Points
from engine.pose.order_wishes import LimbOrder
from engine.pose.pose import Joint, Pose
from engine.render.compiled import Bytes, Integers
from engine.render.layer_kernels import changed_between, draw_mesh, lay_at, mixed, place_mesh

# Levels by which a pixel may differ from the rest position and still be the photo's own.
_SAME_LEVELS = 2
_SOFTENED_PX = 5
_ALL = np.empty(0, np.float32)
_CELL_PX = 4  # of the map that tells where pixels come from


@dataclass(frozen=True, eq=False)
class Drawn:
    """A picture: pixels uint8 [H, W, 3 | 4], straight alpha; invented uint8 [H, W]; share of them, 0..1."""

    pixels: Bytes
    invented: Bytes
    share: float
    origins: Origins


@dataclass(frozen=True, eq=False)
class LayeredPictures:
    """A person's layers and the photo at one size, with the layers laid as they rest.

    full: photo, plate and shadows. ground: [H, W, 4] what lies behind, the plate or nothing. rest: the ground with all
    layers in the photo's pose.
    """

    person: Person
    full: Pictures
    kept: Bytes  # [H, W, 3 | 4] the photo, or the cut-out person: what unchanged pixels show
    ground: Bytes
    rest: Bytes

    def bytes(self) -> int:
        """Memory held, in bytes."""
        return self.person.bytes() + self.full.bytes() + self.ground.nbytes + self.rest.nbytes


def layered_pictures(person: Person, pictures: Pictures, *, transparent: bool) -> LayeredPictures:
    """Layers ready to be drawn at the size of `pictures`; person: at the photo's size."""
    height, width = pictures.photo.shape[:2]
    small = person if person.size == (width, height) else person.shrunk((width, height))
    if transparent:
        ground = np.zeros((height, width, 4), np.uint8)
    else:
        ground = np.dstack([pictures.plate, np.full((height, width), 255, np.uint8)])
    rest, unused = ground.copy(), np.zeros((height, width), np.uint8)
    for each in _placed(small, small.skeleton.xy, LimbOrder()):
        _draw(each, small.scale, sharp=True, canvas=rest, invented=unused)
    return LayeredPictures(small, pictures, pictures.cutout if transparent else pictures.photo, ground, rest)


def draw_layers(
    pictures: LayeredPictures,
    pose: Pose,
    order: LimbOrder,
    *,
    steps: Mapping[Joint, FootStep] = MappingProxyType({}),
    sharp: bool,
) -> Drawn:
    """The person in a pose, photo pixels; what rests is the photo to the bit.

    steps: of feet, in the pictures' pixels: contact shadows go with them. sharp: bicubic, for final pictures.
    """
    person = pictures.person
    canvas, invented = _ground(pictures, steps), np.zeros(pictures.ground.shape[:2], np.uint8)
    placed = _placed(person, followed(person.skeleton, pose), order)
    for each in placed:
        _draw(each, person.scale, sharp=sharp, canvas=canvas, invented=invented)
    origins = _origins(placed, person, _CELL_PX)
    pixels = pictures.kept.copy()
    changed = changed_between(canvas, pictures.rest, _SAME_LEVELS)
    x, y, w, h = cv2.boundingRect(changed)
    if not w:
        return Drawn(pixels, np.zeros_like(invented), 0.0, origins)
    air = _SOFTENED_PX + 1
    inside = np.s_[max(0, y - air) : y + h + air, max(0, x - air) : x + w + air]
    share = cv2.dilate(changed[inside], np.ones((_SOFTENED_PX, _SOFTENED_PX), np.uint8))
    share = cv2.blur(share, (_SOFTENED_PX, _SOFTENED_PX))
    mixed(pixels[inside], _straight(canvas[inside], pixels.shape[2]), share)
    shown = np.zeros_like(invented)
    shown[inside] = np.where(share > 0, invented[inside], 0)
    return Drawn(pixels, shown, _share(shown, pictures), origins)


def _ground(pictures: LayeredPictures, steps: Mapping[Joint, FootStep]) -> Bytes:
    """What lies behind, [H, W, 4], to draw on; with the shadows of feet where those are now."""
    ground = pictures.ground.copy()
    lit = relit(pictures.full, steps)
    if lit is not pictures.full and ground[0, 0, 3]:
        ground[..., :3] = lit.plate
    return ground


def get_ready() -> None:
    """Compile what draws layers, or fetch it from the disk: seconds, once."""
    canvas, plane = np.zeros((4, 4, 4), np.uint8), np.zeros((4, 4), np.uint8)
    corners = np.array([[0.0, 0.0], [3.0, 0.0], [0.0, 3.0]])
    draw_mesh(
        corners, corners, np.array([[0, 1, 2]]), _ALL, canvas.copy(), plane, False, canvas, plane.copy()
    )
    place_mesh(corners, corners, np.array([[0, 1, 2]]), canvas.copy(), np.zeros((4, 4, 2), np.float32))
    lay_at(canvas.copy(), plane, 0, 0, canvas, plane.copy())
    changed_between(canvas, canvas, _SAME_LEVELS)
    mixed(canvas[..., :3].copy(), canvas[..., :3].copy(), plane)
    mixed(canvas, canvas.copy(), plane)


@dataclass(frozen=True, eq=False)
class _Placed:
    """A layer, or one bone of it, in a pose: where its mesh's points lie, in photo pixels; None where it rests.

    strength: how much of it is drawn at each point, 0..1; empty for all.
    """

    layer: Layer
    points: Points | None
    bone: int | None
    strength: NDArray[np.float32] = field(default_factory=lambda: _ALL)

    def mesh(self, scale: float) -> tuple[Points, Points, Integers]:
        """Points on a picture, places in the texture, triangles."""
        mesh = self.layer.mesh
        triangles = mesh.triangles if self.bone is None else mesh.triangles[mesh.bone == self.bone]
        where = _at_scale(mesh.points if self.points is None else self.points, scale)
        return where, _at_scale(mesh.points, scale) - self.layer.corner, triangles


def _placed(person: Person, xy: Points, order: LimbOrder) -> list[_Placed]:
    """What is drawn in a pose [18, 2], from back to front: layers, and over the later of two the seam between them."""
    points = bent(person, xy)
    pieces = posed_order(person.order, person.skeleton, xy, order)
    seams = _seams(person, Bend(person.skeleton, xy), pieces)
    out = []
    for number, piece in enumerate(pieces):
        out += [
            _Placed(layer, moved, piece.bone)
            for layer, moved in zip(person.layers, points, strict=True)
            if layer.region is piece.region and layer.shown.holds(moved=moved is not None)
        ]
        out += seams.get(number, [])
    return out


def _seams(person: Person, bend: Bend, pieces: tuple[Piece, ...]) -> dict[int, list[_Placed]]:
    """The seams in a pose, by the number of the piece after which they are drawn; of resting layers too.

    A layer that is drawn anew has softer edges than the photo, and shows them beside one that rests.
    """
    found: dict[int, list[_Placed]] = {}
    for seam in person.seams:
        placed = parted(person, seam, bend)
        after = max(n for n, piece in enumerate(pieces) if piece.region in seam.regions and piece.bone != 1)
        found.setdefault(after, []).append(_Placed(seam.strip, placed[0], None, placed[1]))
    return found


def _draw(each: _Placed, scale: float, *, sharp: bool, canvas: Bytes, invented: Bytes) -> None:
    layer = each.layer
    if each.points is None and each.bone is None:
        lay_at(layer.texture, layer.made, *layer.corner, canvas, invented)
    else:
        draw_mesh(*each.mesh(scale), each.strength, layer.texture, layer.made, sharp, canvas, invented)


def sources(person: Person, pose: Pose, order: LimbOrder) -> Origins:
    """Where in the photo each single pixel of a picture comes from, and which layer it shows; photo pixels."""
    pose, order = as_seen(person.skeleton, pose, order)
    return _origins(_placed(person, followed(person.skeleton, pose), order), person, 1)


def _origins(placed: list[_Placed], person: Person, cell_px: int) -> Origins:
    """Where in the photo the person's pixels come from, and from which layer, a cell of some picture pixels each."""
    width, height = person.size
    cells = np.full((-(-height // cell_px), -(-width // cell_px), 2), np.nan, np.float32)
    layers = np.full(cells.shape[:2], NO_LAYER, np.uint8)
    for each in placed:
        if len(each.strength):
            continue  # the photo again, where the layers below it have told
        where, places, triangles = each.mesh(person.scale)
        found = np.full_like(cells, np.nan)
        place_mesh((where + 0.5) / cell_px - 0.5, places, triangles, each.layer.texture, found)
        shown = ~np.isnan(found[..., 0])
        layers[shown] = ARM_OF_RIM.get(each.layer.region, each.layer.region)
        cells[shown] = (found[shown] + each.layer.corner + 0.5) / person.scale
    return Origins(cells, corner=(0.0, 0.0), cell=cell_px / person.scale, layers=layers)


def _at_scale(points: Points, scale: float) -> Points:
    """Photo points as points of a picture; pixel centres are whole numbers in both."""
    return points if scale == 1 else (points + 0.5) * scale - 0.5


def _straight(canvas: Bytes, channels: int) -> Bytes:
    """A premultiplied canvas as the picture has it: without its alpha, or with straight alpha."""
    if channels == 3:
        return np.ascontiguousarray(canvas[..., :3])
    alpha = canvas[..., 3:].astype(np.float32)
    colours = canvas[..., :3] * (255 / np.maximum(alpha, 1))
    return np.dstack([(colours + 0.5).clip(0, 255), alpha]).astype(np.uint8)


def _share(invented: Bytes, pictures: LayeredPictures) -> float:
    person = sum(float(np.count_nonzero(layer.texture[..., 3] > 127)) for layer in pictures.person.layers)
    return min(float(invented.sum()) / 255 / max(person, 1.0), 1.0)
