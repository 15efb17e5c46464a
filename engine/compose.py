"""From the network's small maps to a picture at photo size: gather the photo's own pixels, lay them on the plate."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.features import Pictures
from engine.frame import HEIGHT, Frame
from engine.layers import layered
from engine.maps import Maps
from engine.model.fusion import GATE_FROM, GATE_WIDTH
from engine.model.skeleton import N_PARTS
from engine.outline import margin, seams, smoothed

Floats = NDArray[np.float32]
Box = tuple[int, int, int, int]
TILE_PX = 96
# Part logits this far below the best have less than a thousandth of the weight.
_NEGLIGIBLE = -7.0
# A share that cannot change a pixel by one level.
_UNSEEN = 1 / 512
# Where the coverage falls this far below the predicted outline there may be a hole.
_HOLE = 0.2


@dataclass(frozen=True)
class Composite:
    """A picture: pixels uint8 [H, W, 3 | 4]; where it was worked on, the person's coverage and painted share [H, W]."""

    pixels: NDArray[np.uint8]
    coverage: Floats
    painted: Floats


def changed_tiles(maps: Maps, frame: Frame, size: tuple[int, int]) -> list[Box]:
    """Tiles of the picture (output pixels, size = (width, height)) in which anything moves.

    A dragged hand changes a tenth of a photo: only that is worked on, in pieces that fit a processor's cache.
    """
    unit = frame.scale * maps.still.shape[0] / HEIGHT
    moving = np.asarray(maps.still < 1)
    tiles = []
    for y0 in range(0, size[1], TILE_PX):
        for x0 in range(0, size[0], TILE_PX):
            box = (x0, y0, min(x0 + TILE_PX, size[0]), min(y0 + TILE_PX, size[1]))
            # One map pixel more on each side: interpolation reaches that far.
            left, right = ((box[k] - frame.x) * unit for k in (0, 2))
            top, bottom = ((box[k] - frame.y) * unit for k in (1, 3))
            rows = slice(max(0, int(top) - 2), max(0, int(bottom) + 3))
            columns = slice(max(0, int(left) - 2), max(0, int(right) + 3))
            if moving[rows, columns].any():
                tiles.append(box)
    return tiles


def _enlarge(image: Floats, frame: Frame, box: Box) -> Floats:
    """A frame map [h, w, C] of up to four channels at the pixels of a box."""
    matrix = frame.window_of(box, (image.shape[0], image.shape[1]))
    size = (box[2] - box[0], box[3] - box[1])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    large: Floats = cv2.warpAffine(image, matrix, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return large


def _planes(image: Floats, frame: Frame, box: Box) -> list[Floats]:
    """The channels [h, w] of a frame map of any depth at the pixels of a box, each contiguous."""
    planes: list[Floats] = []
    for start in range(0, image.shape[2], 4):
        planes += cv2.split(_enlarge(np.ascontiguousarray(image[..., start : start + 4]), frame, box))
    return planes


def fine_flow(maps: Maps, frame: Frame, box: Box) -> tuple[Floats, Floats, dict[int, Floats]]:
    """The first candidate's source points x, y, canonical, without the residual, and the weights of parts; all [h, w].

    Part logits are smooth, part borders are not: so logits are enlarged and the softmax taken at full size, which
    keeps the border between an arm and the body behind it as sharp as the photo.
    """
    index = _parts_within(maps, frame, box)
    x, y = _grid(frame, box)
    if len(index) == 1:
        a = maps.affine[index[0]]
        alone = {int(index[0]): np.ones((len(y), len(x)), np.float32)}
        return a[0] * x + a[1] * y + a[2], a[3] * x + a[4] * y + a[5], alone
    logits = _planes(maps.part_logits[..., index], frame, box)
    best = logits[0].copy()
    for logit in logits[1:]:
        np.maximum(best, logit, out=best)
    weights = {int(part): np.exp(logit - best) for part, logit in zip(index, logits, strict=True)}
    total, flow_x, flow_y = (np.zeros_like(best) for _ in range(3))
    for part, weight in weights.items():
        a = maps.affine[part]
        total += weight
        flow_x += weight * (a[0] * x + a[1] * y + a[2])
        flow_y += weight * (a[3] * x + a[4] * y + a[5])
    return flow_x / total, flow_y / total, {part: weight / total for part, weight in weights.items()}


def _grid(frame: Frame, box: Box) -> tuple[Floats, Floats]:
    """Canonical x [w] and y [h, 1] of the pixels of a box."""
    x = (np.arange(box[0], box[2], dtype=np.float32) + 0.5 - frame.x) * frame.scale
    y = ((np.arange(box[1], box[3], dtype=np.float32) + 0.5 - frame.y) * frame.scale)[:, None]
    return x, y


def _parts_within(maps: Maps, frame: Frame, box: Box) -> NDArray[np.intp]:
    """The parts with a share worth counting anywhere in a box."""
    unit = frame.scale * maps.part_logits.shape[0] / HEIGHT
    rows = slice(max(0, int((box[1] - frame.y) * unit) - 1), max(1, int((box[3] - frame.y) * unit) + 2))
    columns = slice(max(0, int((box[0] - frame.x) * unit) - 1), max(1, int((box[2] - frame.x) * unit) + 2))
    near = maps.part_logits[rows, columns]
    if not near.size:
        return np.arange(N_PARTS)
    return np.flatnonzero((near - near.max(-1, keepdims=True)).max((0, 1)) > _NEGLIGIBLE)


def _gather(cutout: NDArray[np.uint8], frame: Frame, x: Floats, y: Floats) -> Floats:
    """cutout read at canonical points x, y [h, w], bicubic, [h, w, 4] as 0..255; nothing beyond the photo."""
    x = x * (1 / frame.scale) + (frame.x - 0.5)
    y = y * (1 / frame.scale) + (frame.y - 0.5)
    read = cv2.remap(cutout, x, y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT)
    return read.astype(np.float32)


def compose(maps: Maps, pictures: Pictures, frame: Frame, *, transparent: bool = False) -> Composite:
    """The picture of a decoded pose.

    frame must be in output pixels (see `scaled`). With transparent the plate is left out and pixels are
    [H, W, 4], straight alpha.
    """
    height, width = pictures.photo.shape[:2]
    ground = pictures.cutout if transparent else pictures.photo
    draft = _Draft.blank(pictures)
    done = Composite(
        ground.copy(), np.zeros((height, width), np.float32), np.zeros((height, width), np.float32)
    )
    tiles = changed_tiles(maps, frame, (width, height))
    with ThreadPoolExecutor(max(1, min(os.cpu_count() or 1, 8))) as pool:
        list(pool.map(lambda box: _draw(draft, maps, pictures, frame, box), tiles))
        # The outline of a tile depends on its neighbours, so all of them are drawn before any is laid down.
        near = seams(maps.part_logits)
        list(pool.map(lambda box: _lay(done, draft, pictures, near, frame, box), tiles))
    return done


@dataclass(frozen=True)
class _Draft:
    """The person as gathered and painted, before the outline is smoothed; all [H, W]."""

    rgb: NDArray[np.uint8]  # [H, W, 3]
    coverage: Floats
    painted: Floats
    still: Floats

    @staticmethod
    def blank(pictures: Pictures) -> _Draft:
        """As the photo has it where nothing moves; the rest is left to be drawn."""
        coverage = pictures.cutout[..., 3] * np.float32(1 / 255)
        painted, still = np.empty_like(coverage), np.empty_like(coverage)
        return _Draft(np.empty(pictures.photo.shape, np.uint8), coverage, painted, still)


def _inside(box: Box) -> tuple[slice, slice]:
    return slice(box[1], box[3]), slice(box[0], box[2])


def _draw(draft: _Draft, maps: Maps, pictures: Pictures, frame: Frame, box: Box) -> None:
    """Work out one tile; tiles never overlap, so threads may share the draft."""
    inside = _inside(box)
    still, residual = _enlarge(maps.still, frame, box), _enlarge(maps.residual, frame, box)
    moving = 1 - still
    x, y, weights = fine_flow(maps, frame, box)
    first = _gather(pictures.cutout, frame, x + residual[..., 0] * moving, y + residual[..., 1] * moving)
    rgb, coverage, painted = _mixed(maps, pictures, frame, box, first=first, weights=weights)
    draft.rgb[inside] = rgb + 0.5
    draft.coverage[inside] = coverage
    draft.painted[inside] = painted * moving
    draft.still[inside] = still


def _lay(
    done: Composite, draft: _Draft, pictures: Pictures, near_seams: Floats, frame: Frame, box: Box
) -> None:
    """Lay one tile of the draft over the plate, or cut it out."""
    inside = _inside(box)
    coverage, still = _outline(draft, _enlarge(near_seams, frame, box), frame, box), draft.still[inside]
    rgb, before = draft.rgb[inside], done.pixels[inside]
    if before.shape[2] == 4:
        laid = np.dstack([rgb, coverage * 255])
    else:
        plate = pictures.plate[inside].astype(np.float32)
        laid = plate + (rgb - plate) * coverage[..., None]
    laid += (before - laid) * still[..., None]
    result = np.clip(laid + 0.5, 0, 255).astype(np.uint8)
    # Where nothing moves the photo's bytes stay, whatever rounding would do.
    np.copyto(done.pixels[inside], result, where=(still < 1)[..., None])
    done.coverage[inside] = coverage
    done.painted[inside] = draft.painted[inside]


def _outline(draft: _Draft, near_seams: Floats, frame: Frame, box: Box) -> Floats:
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


def _mixed(
    maps: Maps, pictures: Pictures, frame: Frame, box: Box, *, first: Floats, weights: dict[int, Floats]
) -> tuple[Floats, Floats, Floats]:
    """Colours [h, w, 3] in 0..255, coverage [h, w] and painted share [h, w] from the candidates."""
    second_share, painted, alpha, trust = cv2.split(_enlarge(maps.shares, frame, box))
    matte = first[..., 3] * (1 / 255)
    # The rim rule of engine.model.fusion.keep_rim again, now with the matte at photo size.
    keep = 1 - trust * (1 - matte)
    second_share *= keep
    painted *= keep
    share = 1 - second_share - painted
    gate = np.clip((alpha - GATE_FROM) * (1 / GATE_WIDTH), 0, 1)
    # The predicted outline is five photo pixels wide: steepen it where nothing sharper is known.
    edge = np.clip((alpha - 0.5) * 2.2 + 0.5, 0, 1)
    rgb = share[..., None] * first[..., :3]
    coverage = share * matte * gate + painted * edge
    if painted.max() > _UNSEEN:
        rgb += (painted * 255)[..., None] * _enlarge(maps.painted, frame, box)[..., :3]
    if second_share.max() > _UNSEEN:
        donor = _enlarge(maps.donor, frame, box)
        second = _gather(pictures.cutout, frame, donor[..., 0], donor[..., 1])
        rgb += second_share[..., None] * second[..., :3]
        coverage += second_share * second[..., 3] * (1 / 255) * gate
    # Where maps stretch, the photo's outline is stretched and soft: steepen what comes out of all candidates.
    coverage = np.clip((coverage - 0.5) * 1.6 + 0.5, 0, 1)
    if maps.behind is not None and coverage.min() < 1 - _HOLE:
        read = partial(_gather, pictures.cutout, frame)
        grid = _grid(frame, box)
        rgb, coverage = layered(
            maps.behind, maps.affine, read, *grid, rgb=rgb, coverage=coverage, weights=weights
        )
    if (alpha - coverage).max() > _HOLE:
        rgb, coverage, painted = _filled(_enlarge(maps.painted, frame, box), rgb, coverage, painted)
    return np.clip(rgb, 0, 255), coverage, painted


def _filled(colours: Floats, rgb: Floats, coverage: Floats, painted: Floats) -> tuple[Floats, Floats, Floats]:
    """Holes inside the person closed with painted colours, [h, w, 4] as in `Maps.painted`.

    The rim of an arm before the chest was gathered with nothing behind it: the plate must not show through.
    """
    inside = np.clip((colours[..., 3] - 0.5) * 2.2 + 0.5, 0, 1)
    gap = np.clip(inside - coverage, 0, 1)
    share = gap / np.maximum(coverage + gap, 1e-3)
    return (
        rgb + (colours[..., :3] * 255 - rgb) * share[..., None],
        coverage + gap,
        painted + (1 - painted) * share,
    )


def scaled(frame: Frame, factor: float) -> Frame:
    """The same frame over a picture that is factor times the photo's size."""
    return Frame(frame.x * factor, frame.y * factor, frame.scale / factor)
