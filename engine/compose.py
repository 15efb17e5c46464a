"""From the network's small maps to a picture at photo size: gather the photo's own pixels, lay them on the plate."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.features import Pictures
from engine.frame import HEIGHT, Frame
from engine.model.decoded import Decoded
from engine.model.skeleton import N_PARTS

Floats = NDArray[np.float32]
Box = tuple[int, int, int, int]
TILE_PX = 160
# Part logits this far below the best have less than a thousandth of the weight.
_NEGLIGIBLE = -7.0


@dataclass(frozen=True)
class Maps:
    """One decoded pose as numpy maps over the model frame; flows lead to canonical points."""

    part_logits: Floats  # [h, w, 11]
    affine: Floats  # [11, 6]
    residual: Floats  # [h, w, 2]
    donor: Floats  # [H, W, 2] canonical source points of the second gathered candidate
    choice: Floats  # [H, W, 3] shares of first gathered, second gathered, painted
    painted: Floats  # [H, W, 3] the painted colours, mixed
    alpha: Floats  # [H, W]
    still: Floats  # [H, W]
    trust: Floats  # [H, W] how far the first gathered candidate may be used


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
    """A frame map [h, w, C] at the pixels of a box."""
    matrix = frame.window_of(box, (image.shape[0], image.shape[1]))
    size = (box[2] - box[0], box[3] - box[1])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    parts = [image[..., i : i + 4] for i in range(0, image.shape[2], 4)]
    done = [cv2.warpAffine(p, matrix, size, flags=flags, borderMode=cv2.BORDER_REPLICATE) for p in parts]
    return np.concatenate([d.reshape(size[1], size[0], -1) for d in done], 2)


def fine_flow(maps: Maps, frame: Frame, box: Box) -> Floats:
    """The first candidate's source points [h, w, 2], canonical, without the residual.

    Part logits are smooth, part borders are not: so logits are enlarged and the softmax taken at full size, which
    keeps the border between an arm and the body behind it as sharp as the photo.
    """
    index = _parts_within(maps, frame, box)
    logits = _enlarge(np.ascontiguousarray(maps.part_logits[..., index]), frame, box)
    logits = np.exp(logits - logits.max(-1, keepdims=True))
    mixed = logits @ maps.affine[index]
    mixed /= logits.sum(-1, keepdims=True)
    x = (np.arange(box[0], box[2], dtype=np.float32) + 0.5 - frame.x) * frame.scale
    y = ((np.arange(box[1], box[3], dtype=np.float32) + 0.5 - frame.y) * frame.scale)[:, None]
    flow = np.empty((*logits.shape[:2], 2), np.float32)
    for axis, k in ((0, 0), (1, 3)):
        flow[..., axis] = mixed[..., k] * x + mixed[..., k + 1] * y + mixed[..., k + 2]
    return flow


def _parts_within(maps: Maps, frame: Frame, box: Box) -> NDArray[np.intp]:
    """The parts with a share worth counting anywhere in a box."""
    unit = frame.scale * maps.part_logits.shape[0] / HEIGHT
    rows = slice(max(0, int((box[1] - frame.y) * unit) - 1), max(1, int((box[3] - frame.y) * unit) + 2))
    columns = slice(max(0, int((box[0] - frame.x) * unit) - 1), max(1, int((box[2] - frame.x) * unit) + 2))
    near = maps.part_logits[rows, columns]
    if not near.size:
        return np.arange(N_PARTS)
    return np.flatnonzero((near - near.max(-1, keepdims=True)).max((0, 1)) > _NEGLIGIBLE)


def _gather(cutout: NDArray[np.uint8], canonical: Floats, frame: Frame) -> Floats:
    """cutout read at canonical points [h, w, 2], bicubic, as float 0..1; nothing beyond the photo."""
    x = canonical[..., 0] * (1 / frame.scale) + (frame.x - 0.5)
    y = canonical[..., 1] * (1 / frame.scale) + (frame.y - 0.5)
    read = cv2.remap(cutout, x, y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT)
    return read.astype(np.float32) * (1 / 255)


def compose(maps: Maps, pictures: Pictures, frame: Frame, *, transparent: bool = False) -> Composite:
    """The picture of a decoded pose.

    frame must be in output pixels (see `scaled`). With transparent the plate is left out and pixels are
    [H, W, 4], straight alpha.
    """
    height, width = pictures.photo.shape[:2]
    ground = pictures.cutout if transparent else pictures.photo
    canvas = Composite(
        ground.copy(), np.zeros((height, width), np.float32), np.zeros((height, width), np.float32)
    )
    small = np.dstack([maps.choice, maps.painted, maps.alpha, maps.still, maps.donor, maps.trust])
    tiles = changed_tiles(maps, frame, (width, height))

    def work(box: Box) -> None:
        _compose_tile(canvas, maps, small, pictures, frame, box)

    with ThreadPoolExecutor(max(1, min(os.cpu_count() or 1, 8))) as pool:
        list(pool.map(work, tiles))
    return canvas


def _compose_tile(
    canvas: Composite, maps: Maps, small: Floats, pictures: Pictures, frame: Frame, box: Box
) -> None:
    """Work out one tile and write it into the canvas; tiles never overlap, so threads may share it."""
    inside = (slice(box[1], box[3]), slice(box[0], box[2]))
    big = _enlarge(small, frame, box)
    still = big[..., 7:8]
    flow = fine_flow(maps, frame, box) + _enlarge(maps.residual, frame, box) * (1 - still)
    first = _gather(pictures.cutout, flow, frame)
    second = _gather(pictures.cutout, big[..., 8:10], frame)
    rgb, coverage = _mixed(big, first, second)
    before = canvas.pixels[inside]
    if before.shape[2] == 4:
        laid = np.concatenate([rgb, coverage], 2)
    else:
        plate = pictures.plate[inside].astype(np.float32) * (1 / 255)
        laid = plate + (rgb - plate) * coverage
    laid += (before.astype(np.float32) * (1 / 255) - laid) * still
    result = np.clip(laid * 255 + 0.5, 0, 255).astype(np.uint8)
    # Where nothing moves the photo's bytes stay, whatever rounding would do.
    canvas.pixels[inside] = np.where(still >= 1, before, result)
    canvas.coverage[inside] = coverage[..., 0]
    canvas.painted[inside] = big[..., 2] * (1 - still[..., 0])


def _mixed(big: Floats, first: Floats, second: Floats) -> tuple[Floats, Floats]:
    """Colours [h, w, 3] and coverage [h, w, 1] from the candidates and their shares."""
    # The rim rule of engine.model.fusion.keep_rim again, now with the matte at photo size.
    rim = big[..., 10:11] * (1 - first[..., 3:])
    two, painted = big[..., 1:2] * (1 - rim), big[..., 2:3] * (1 - rim)
    one, alpha = 1 - two - painted, big[..., 6:7]
    rgb = one * first[..., :3] + two * second[..., :3] + painted * big[..., 3:6]
    gate = np.clip((alpha - 0.2) * (1 / 0.3), 0, 1)
    own = (one * first[..., 3:] + two * second[..., 3:]) * gate
    # The predicted outline is five photo pixels wide: steepen it where nothing sharper is known.
    edge = np.clip((alpha - 0.5) * 2.2 + 0.5, 0, 1)
    return np.clip(rgb, 0, 1), np.clip(own + painted * edge, 0, 1)


def scaled(frame: Frame, factor: float) -> Frame:
    """The same frame over a picture that is factor times the photo's size."""
    return Frame(frame.x * factor, frame.y * factor, frame.scale / factor)


def to_maps(out: Decoded, *, gathered: int) -> Maps:
    """A decoded batch of one as maps; the painted candidates are mixed by their weights."""
    share = out.weights[0, gathered:].sum(0)
    colour = (out.weights[0, gathered:, None] * out.painted[0]).sum(0) / share.clamp(min=1e-4)
    second = out.weights[0, 1] if gathered > 1 else torch.zeros_like(share)
    return Maps(
        part_logits=_hwc(out.part_logits[0]),
        affine=out.affine[0].reshape(N_PARTS, 6).float().cpu().numpy(),
        residual=_hwc(out.residual[0]),
        donor=_hwc(out.flows[0, -1]),
        choice=_hwc(torch.stack([out.weights[0, 0], second, share])),
        painted=_hwc(colour),
        alpha=out.alpha[0, 0].float().cpu().numpy(),
        still=out.still[0, 0].float().cpu().numpy(),
        trust=out.trust[0, 0].float().cpu().numpy(),
    )


def _hwc(maps: Tensor) -> Floats:
    return np.ascontiguousarray(maps.float().cpu().numpy().transpose(1, 2, 0))
