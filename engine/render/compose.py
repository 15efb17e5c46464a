"""From the network's small maps to a picture at photo size: draw the person tile by tile, lay it on the plate."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.boxes import Box
from engine.imaging.frame import HEIGHT, WIDTH, Frame
from engine.imaging.pictures import Pictures, relit
from engine.imaging.shadows import Foot, FootStep
from engine.model.geometry.part_transforms import N_PARTS
from engine.plate.plate import get_ready as get_plate_ready
from engine.render.compiled import Draft, Floats, Integers, Small, View
from engine.render.drawing import draw
from engine.render.flow import NEGLIGIBLE
from engine.render.laying import lay
from engine.render.maps import Maps
from engine.rules.behind import offered
from engine.rules.outline import margin, smoothed

TILE_PX = 160


@dataclass(frozen=True)
class Composite:
    """A picture: pixels uint8 [H, W, 3 | 4]; where it was worked on, coverage and synthesised share [H, W]."""

    pixels: NDArray[np.uint8]
    coverage: Floats
    synthesised: Floats


def changed_tiles(maps: Maps, frame: Frame, size: tuple[int, int]) -> list[Box]:
    """Tiles of the picture (output pixels, size = (width, height)) in which anything moves.

    A dragged hand changes a tenth of a photo: only that is worked on.
    """
    moving = np.asarray(maps.static < 1)
    boxes = [
        (x, y, min(x + TILE_PX, size[0]), min(y + TILE_PX, size[1]))
        for y in range(0, size[1], TILE_PX)
        for x in range(0, size[0], TILE_PX)
    ]
    return [box for box in boxes if moving[_beneath(box, frame, moving.shape[0])].any()]


def _beneath(box: Box, frame: Frame, height: int) -> tuple[slice, slice]:
    """The pixels of a frame map of this height under a box, and two more on each side: interpolation reaches there."""
    unit = frame.scale * height / HEIGHT
    left, right = ((box[k] - frame.x) * unit for k in (0, 2))
    top, bottom = ((box[k] - frame.y) * unit for k in (1, 3))
    return slice(max(0, int(top) - 2), max(0, int(bottom) + 3)), slice(
        max(0, int(left) - 2), max(0, int(right) + 3)
    )


def _parts_within(logits: Floats, frame: Frame, box: Box) -> Integers:
    """The parts with a share worth counting anywhere in a box; logits: [h, w, 11] over the model frame."""
    near = logits[_beneath(box, frame, logits.shape[0])]
    if not near.size:
        return np.arange(N_PARTS)
    return np.flatnonzero((near - near.max(-1, keepdims=True)).max((0, 1)) > NEGLIGIBLE)


def compose(
    maps: Maps,
    pictures: Pictures,
    frame: Frame,
    *,
    steps: Mapping[Foot, FootStep] | None = None,
    transparent: bool = False,
    check: Callable[[], object] = lambda: None,
) -> Composite:
    """The picture of a decoded pose.

    frame must be in output pixels (see `scaled`), and so must the steps of feet, whose shadows go along. With
    transparent the plate is left out and pixels are [H, W, 4], straight alpha. check: called before each tile, on any
    thread; what it raises ends the work.
    """
    pictures = relit(pictures, steps or {}, within=_whole(frame))
    height, width = pictures.photo.shape[:2]
    draft, done = _blank(pictures), _untouched(pictures.cutout if transparent else pictures.photo)
    tiles = changed_tiles(maps, frame, (width, height))
    if not tiles:
        return done
    small, view = _small(maps), View(frame.x, frame.y, frame.scale)
    # Another kind of array, a read-only one, would be compiled for anew.
    atlas = pictures.cutout if pictures.atlas is None else pictures.atlas
    plate, atlas = (np.require(each, requirements=("C", "W")) for each in (pictures.plate, atlas))
    bands = np.concatenate([pictures.bands, [[0, 0, width, height, 0]]]).astype(np.int64)

    def begin(box: Box) -> None:
        check()
        draw(small, view, atlas, bands, box, _parts_within(maps.part_logits, frame, box), draft)

    def finish(box: Box) -> None:
        check()
        coverage = np.ascontiguousarray(_outline(draft, _enlarged(maps.seams, frame, box), frame, box))
        lay(draft, plate, coverage, box, done.pixels)
        inside = _inside(box)
        done.coverage[inside], done.synthesised[inside] = coverage, draft.synthesised[inside]

    with ThreadPoolExecutor(max(1, min(os.cpu_count() or 1, 8))) as pool:
        list(pool.map(begin, tiles))
        # The outline of a tile depends on its neighbours, so all of them are drawn before any is laid down.
        list(pool.map(finish, tiles))
    return done


def _untouched(ground: NDArray[np.uint8]) -> Composite:
    """A copy of `ground` [H, W, C] with nobody on it."""
    blank = np.zeros(ground.shape[:2], np.float32)
    return Composite(ground.copy(), blank, blank.copy())


def get_ready() -> None:
    """Compile what draws, or fetch it from the disk, so that the first picture need not wait for it: seconds, once."""
    blank = lambda *shape: np.zeros(shape, np.float32)  # noqa: E731
    maps = Maps(
        part_logits=blank(8, 6, N_PARTS),
        affine=blank(N_PARTS, 6),
        residual=blank(8, 6, 2),
        mirrored=blank(16, 12, 2),
        shares=blank(16, 12, 4),
        synthesised=blank(16, 12, 4),
        static=blank(16, 12),
        seams=blank(8, 6),
        joined=(0,) * N_PARTS,
    )
    cutout = np.zeros((16, 12, 4), np.uint8)
    compose(
        maps, Pictures(cutout[..., :3].copy(), cutout, cutout[..., :3].copy(), 1.0), Frame(0.0, 0.0, 16.0)
    )
    get_plate_ready()


def _blank(pictures: Pictures) -> Draft:
    """A draft with the photo's own coverage where nothing moves; the rest is left to be drawn."""
    coverage = pictures.cutout[..., 3] * np.float32(1 / 255)
    synthesised, static = np.empty_like(coverage), np.empty_like(coverage)
    return Draft(np.zeros(pictures.photo.shape, np.uint8), coverage, synthesised, static)


def _small(maps: Maps) -> Small:
    """The maps as the drawing takes them; without what lies behind nothing is offered."""
    behind = maps.behind
    if behind is None:
        offers = np.zeros(maps.part_logits.shape[:2], np.uint16)
        parts = np.zeros((N_PARTS, *offers.shape), np.float32)
        capsules, radii = np.zeros((N_PARTS, 2, 2), np.float32), np.zeros(N_PARTS, np.float32)
    else:
        offers, parts, capsules, radii = offered(behind), behind.parts, behind.capsules, behind.radii
    return Small(
        half=np.dstack([maps.part_logits, maps.residual]),
        fine=np.dstack([maps.static, maps.shares, maps.synthesised, maps.mirrored]),
        affine=maps.affine,
        capsules=capsules,
        radii=radii,
        parts=parts,
        offered=offers,
        joined=np.array(maps.joined, np.int64),
    )


def _enlarged(image: Floats, frame: Frame, box: Box) -> Floats:
    """A frame map [h, w] at the pixels of a box."""
    matrix = frame.window_of(box, (image.shape[0], image.shape[1]))
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    size = (box[2] - box[0], box[3] - box[1])
    large: Floats = cv2.warpAffine(image, matrix, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return large


def _whole(frame: Frame) -> Box:
    """What of the picture the model frame covers; beyond it nobody is drawn."""
    left, top = frame.to_photo(np.zeros(2, np.float32))
    right, bottom = frame.to_photo(np.array([WIDTH, HEIGHT], np.float32))
    return math.ceil(left), math.ceil(top), math.floor(right), math.floor(bottom)


def _inside(box: Box) -> tuple[slice, slice]:
    return slice(box[1], box[3]), slice(box[0], box[2])


def _outline(draft: Draft, near_seams: Floats, frame: Frame, box: Box) -> Floats:
    """The coverage of a tile with its outline smoothed at seams; elsewhere its neighbours are left alone."""
    if near_seams.max() <= 0:
        return draft.coverage[_inside(box)]
    height, width = draft.coverage.shape
    reach = margin(1 / frame.scale)
    pads = (min(reach, box[1]), min(reach, height - box[3])), (min(reach, box[0]), min(reach, width - box[2]))
    (top, bottom), (left, right) = pads
    around = draft.coverage[box[1] - top : box[3] + bottom, box[0] - left : box[2] + right]
    smooth = smoothed(around, np.pad(near_seams, pads), unit=1 / frame.scale)
    return smooth[top : top + box[3] - box[1], left : left + box[2] - box[0]]


def invented_of(done: Composite) -> tuple[NDArray[np.uint8], float]:
    """The map of synthesised pixels, and their share of the person where it was worked on."""
    amount = done.synthesised * done.coverage
    person = float(done.coverage.sum())
    return (amount * 255 + 0.5).astype(np.uint8), float(amount.sum()) / person if person > 0 else 0.0
