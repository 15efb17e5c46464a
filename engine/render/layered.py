"""Draws a person that was taken apart: layers bent to a pose, laid over the plate from back to front."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

import cv2
import numpy as np

from engine.imaging.extension import UNEXTENDED, Extension
from engine.imaging.origins import Origins
from engine.imaging.pictures import Pictures, relit
from engine.imaging.shadows import Foot, FootStep, Shadow
from engine.layers.following import followed
from engine.layers.layer import Person
from engine.layers.skeleton import Points
from engine.plate.plate import HOLE_SHARE
from engine.pose.order_wishes import LimbOrder
from engine.pose.pose import Pose
from engine.render.beside_things import BesideThing, beside_things, mark_left
from engine.render.compiled import Bytes
from engine.render.contact_shading import ContactShading
from engine.render.flat import ALONE, Beside, Flat, hidden
from engine.render.layer_kernels import changed_between, draw_mesh, lay_at, mixed, place_mesh
from engine.render.placed import WHOLE, Placed, draw, origins_of, placed_in
from engine.render.soles import lay_soles, soles_of
from engine.system.giving_way import give_way

# Levels by which a pixel may differ from the rest position and still be the photo's own.
_SAME_LEVELS = 2
_SOFTENED_PX = 5
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

    full: photo, plate and shadows. at: the pixel at which the photo begins, where they go on beyond it. ground:
    [H, W, 4] what lies behind, the plate or nothing. rest: the ground with all layers in the photo's pose. farther,
    nearer: others who are drawn with the person, each from back to front.
    """

    person: Person
    full: Pictures
    kept: Bytes  # [H, W, 3 | 4] the photo, or the cut-out person: what unchanged pixels show
    ground: Bytes
    rest: Bytes
    farther: tuple[Person, ...] = ()
    nearer: tuple[Person, ...] = ()
    at: tuple[int, int] = (0, 0)

    @property
    def everyone(self) -> tuple[Person, ...]:
        """All who are drawn, from back to front."""
        return (*self.farther, self.person, *self.nearer)

    @cached_property
    def shown_px(self) -> float:
        """Pixels of all layers of everyone."""
        layers = (layer for person in self.everyone for layer in person.layers)
        return sum(float(np.count_nonzero(layer.texture[..., 3] > 127)) for layer in layers)

    @cached_property
    def bare(self) -> Bytes:
        """255 where nobody covers the ground [H, W], else 0."""
        bare: Bytes = 255 - changed_between(self.rest, self.ground, _SAME_LEVELS)
        return bare

    @cached_property
    def rim(self) -> Bytes:
        """As wide as the glimmer may be that someone leaves beside their matte: that of the plate's hole."""
        side = 2 * round(max(self.person.size) / HOLE_SHARE) + 1
        return np.ones((max(side, 3), max(side, 3)), np.uint8)

    @cached_property
    def soles(self) -> tuple[Shadow, ...]:
        """What lies darkest under the person's feet."""
        return soles_of(self.person, self.full, self.at)

    @cached_property
    def beside_things(self) -> tuple[BesideThing, ...]:
        """What lies close beside each thing that the person carries."""
        return beside_things(self.person, self.rest.shape, self.at)

    def bytes(self) -> int:
        """Memory held, in bytes; at the photo's own size its pixels belong to the source, and count twice."""
        people = sum(person.bytes() for person in self.everyone)
        pictures = self.full.bytes() + self.full.photo.nbytes
        return people + pictures + self.ground.nbytes + self.rest.nbytes


def layered_pictures(
    person: Person,
    pictures: Pictures,
    *,
    transparent: bool,
    farther: Sequence[Person] = (),
    nearer: Sequence[Person] = (),
    extension: Extension = UNEXTENDED,
) -> LayeredPictures:
    """Layers ready to be drawn at the size of `pictures`; people: at the photo's size.

    extension: of the pictures, in their pixels, beyond the photo.
    """
    height, width = pictures.photo.shape[:2]
    inner = width - extension.left - extension.right, height - extension.top - extension.bottom
    small = _at_size(person, inner)
    if transparent:
        ground = np.zeros((height, width, 4), np.uint8)
    else:
        ground = np.dstack([pictures.plate, np.full((height, width), 255, np.uint8)])
    made = LayeredPictures(
        small, pictures, pictures.cutout if transparent else pictures.photo, ground, ground.copy(),
        tuple(_at_size(each, inner) for each in farther), tuple(_at_size(each, inner) for each in nearer),
        (extension.left, extension.top),
    )  # fmt: skip
    _draw_all(
        made, placed_in(small, small.skeleton.xy, LimbOrder()), canvas=made.rest,
        invented=np.zeros((height, width), np.uint8), sharp=True, beside=at_rest(made),
    )  # fmt: skip
    return made


def at_rest(pictures: LayeredPictures) -> Beside:
    """The others as they stand in the photo."""
    how = [
        [(each.skeleton.xy, LimbOrder()) for each in people] for people in (pictures.farther, pictures.nearer)
    ]
    return Beside(
        _flattened(pictures, pictures.farther, how[0], sharp=True),
        _flattened(pictures, pictures.nearer, how[1], sharp=True),
    )


def posed_beside(
    pictures: LayeredPictures,
    farther: Sequence[tuple[Pose, LimbOrder]],
    nearer: Sequence[tuple[Pose, LimbOrder]],
    *,
    sharp: bool,
) -> Beside:
    """The others in poses of photo pixels, each drawn once for as long as they stay so."""
    return Beside(
        _flattened(pictures, pictures.farther, _followed(pictures.farther, farther), sharp=sharp),
        _flattened(pictures, pictures.nearer, _followed(pictures.nearer, nearer), sharp=sharp),
    )


def draw_layers(
    pictures: LayeredPictures,
    pose: Pose,
    order: LimbOrder,
    *,
    steps: Mapping[Foot, FootStep] = MappingProxyType({}),
    sharp: bool,
    beside: Beside = ALONE,
) -> Drawn:
    """The person in a pose, photo pixels; what rests is the photo to the bit.

    steps: of feet, in the pictures' pixels: contact shadows go with them. sharp: bicubic, for final pictures.
    beside: the others, where there are any.
    """
    person = pictures.person
    canvas, invented = _ground(pictures, steps), np.zeros(pictures.ground.shape[:2], np.uint8)
    xy = followed(person.skeleton, pose)
    placed = placed_in(person, xy, order)
    shading = ContactShading(person, xy, (canvas.shape[1], canvas.shape[0]), pictures.at)
    _draw_all(pictures, placed, canvas=canvas, invented=invented, sharp=sharp, beside=beside, shading=shading)
    give_way()
    size = (canvas.shape[1], canvas.shape[0])
    origins = origins_of(placed, person, _CELL_PX, size=size, at=pictures.at)
    origins = hidden(origins, behind=beside.nearer, cell_px=_CELL_PX)
    give_way()
    pixels = pictures.kept.copy()
    changed = changed_between(canvas, pictures.rest, _SAME_LEVELS)
    mark_left(changed, pictures.beside_things, placed)
    x, y, w, h = cv2.boundingRect(changed)
    if not w:
        return Drawn(pixels, np.zeros_like(invented), 0.0, origins)
    air = _SOFTENED_PX + len(pictures.rim)
    inside = np.s_[max(0, y - air) : y + h + air, max(0, x - air) : x + w + air]
    share = cv2.dilate(changed[inside], np.ones((_SOFTENED_PX, _SOFTENED_PX), np.uint8))
    share = cv2.max(share, cv2.dilate(share, pictures.rim) & pictures.bare[inside])
    share = cv2.blur(share, (_SOFTENED_PX, _SOFTENED_PX))
    mixed(pixels[inside], _straight(canvas[inside], pixels.shape[2]), share)
    shown = np.zeros_like(invented)
    shown[inside] = np.where(share > 0, invented[inside], 0)
    return Drawn(pixels, shown, _share(shown, pictures), origins)


def _at_size(person: Person, size: tuple[int, int]) -> Person:
    return person if person.size == size else person.shrunk(size)


def _followed(
    people: Sequence[Person], how: Sequence[tuple[Pose, LimbOrder]]
) -> list[tuple[Points, LimbOrder]]:
    """Where the joints of people are, and the orders of their limbs."""
    return [(followed(each.skeleton, pose), order) for each, (pose, order) in zip(people, how, strict=True)]


def _flattened(
    pictures: LayeredPictures,
    people: Sequence[Person],
    how: Sequence[tuple[Points, LimbOrder]],
    *,
    sharp: bool,
) -> Flat | None:
    """People from back to front as one; None for nobody."""
    if not people:
        return None
    canvas = np.zeros(pictures.ground.shape, np.uint8)
    invented = np.zeros(canvas.shape[:2], np.uint8)
    for person, (xy, order) in zip(people, how, strict=True):
        for each in placed_in(person, xy, order):
            draw(each, person.scale, sharp=sharp, canvas=canvas, invented=invented, at=pictures.at)
    return Flat.of(canvas, invented)


def _draw_all(
    pictures: LayeredPictures,
    placed: Sequence[Placed],
    *,
    canvas: Bytes,
    invented: Bytes,
    sharp: bool,
    beside: Beside,
    shading: ContactShading | None = None,
) -> None:
    """Everyone over what lies behind, which `canvas` holds."""
    if beside.farther is not None:
        beside.farther.lay(canvas, invented)
    for each in placed:
        give_way()
        if shading is not None and shading.any:
            shading.throw(each, canvas)
        draw(each, pictures.person.scale, sharp=sharp, canvas=canvas, invented=invented, at=pictures.at)
    if beside.nearer is not None:
        beside.nearer.lay(canvas, invented)


def _ground(pictures: LayeredPictures, steps: Mapping[Foot, FootStep]) -> Bytes:
    """What lies behind, [H, W, 4], to draw on; with the shadows of feet where those are now."""
    ground = pictures.ground.copy()
    if not steps or not ground[0, 0, 3]:
        return ground
    lit = relit(pictures.full, steps)
    if lit is not pictures.full:
        ground[..., :3] = lit.plate
    person = pictures.person
    lay_soles(ground, pictures.soles, steps, person.skeleton.torso * person.scale)
    return ground


def get_ready() -> None:
    """Compile what draws layers, or fetch it from the disk: seconds, once."""
    canvas, plane = np.zeros((4, 4, 4), np.uint8), np.zeros((4, 4), np.uint8)
    corners = np.array([[0.0, 0.0], [3.0, 0.0], [0.0, 3.0]])
    draw_mesh(
        corners, corners, np.array([[0, 1, 2]]), WHOLE, canvas.copy(), plane, False, canvas, plane.copy()
    )
    place_mesh(corners, corners, np.array([[0, 1, 2]]), canvas.copy(), np.zeros((4, 4, 2), np.float32))
    lay_at(canvas.copy(), plane, 0, 0, canvas, plane.copy())
    changed_between(canvas, canvas, _SAME_LEVELS)
    mixed(canvas[..., :3].copy(), canvas[..., :3].copy(), plane)
    mixed(canvas, canvas.copy(), plane)


def _straight(canvas: Bytes, channels: int) -> Bytes:
    """A premultiplied canvas as the picture has it: without its alpha, or with straight alpha."""
    if channels == 3:
        return np.ascontiguousarray(canvas[..., :3])
    alpha = canvas[..., 3:].astype(np.float32)
    colours = canvas[..., :3] * (255 / np.maximum(alpha, 1))
    return np.dstack([(colours + 0.5).clip(0, 255), alpha]).astype(np.uint8)


def _share(invented: Bytes, pictures: LayeredPictures) -> float:
    return min(float(invented.sum()) / 255 / max(pictures.shown_px, 1.0), 1.0)
