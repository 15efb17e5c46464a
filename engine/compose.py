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
from engine.model.fusion import GATE_FROM, GATE_WIDTH
from engine.model.skeleton import N_PARTS

Floats = NDArray[np.float32]
Box = tuple[int, int, int, int]
TILE_PX = 96
# Part logits this far below the best have less than a thousandth of the weight.
_NEGLIGIBLE = -7.0
# A share that cannot change a pixel by one level.
_UNSEEN = 1 / 512


@dataclass(frozen=True)
class Maps:
    """One decoded pose as numpy maps over the model frame; flows lead to canonical points."""

    part_logits: Floats  # [h, w, 11]
    affine: Floats  # [11, 6]
    residual: Floats  # [h, w, 2]
    donor: Floats  # [H, W, 2] canonical source points of the second gathered candidate
    shares: Floats  # [H, W, 4] share of the second gathered, share of the painted, alpha, trust in the first gathered
    painted: Floats  # [H, W, 3] the painted colours, mixed
    still: Floats  # [H, W]


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


def fine_flow(maps: Maps, frame: Frame, box: Box) -> tuple[Floats, Floats]:
    """The first candidate's source points x, y, each [h, w], canonical, without the residual.

    Part logits are smooth, part borders are not: so logits are enlarged and the softmax taken at full size, which
    keeps the border between an arm and the body behind it as sharp as the photo.
    """
    index = _parts_within(maps, frame, box)
    x = (np.arange(box[0], box[2], dtype=np.float32) + 0.5 - frame.x) * frame.scale
    y = ((np.arange(box[1], box[3], dtype=np.float32) + 0.5 - frame.y) * frame.scale)[:, None]
    if len(index) == 1:
        a = maps.affine[index[0]]
        return a[0] * x + a[1] * y + a[2], a[3] * x + a[4] * y + a[5]
    logits = _planes(maps.part_logits[..., index], frame, box)
    best = logits[0].copy()
    for logit in logits[1:]:
        np.maximum(best, logit, out=best)
    total, flow_x, flow_y = (np.zeros_like(best) for _ in range(3))
    for logit, a in zip(logits, maps.affine[index], strict=True):
        weight = np.exp(logit - best)
        total += weight
        flow_x += weight * (a[0] * x + a[1] * y + a[2])
        flow_y += weight * (a[3] * x + a[4] * y + a[5])
    return flow_x / total, flow_y / total


def _parts_within(maps: Maps, frame: Frame, box: Box) -> NDArray[np.intp]:
    """The parts with a share worth counting anywhere in a box."""
    unit = frame.scale * maps.part_logits.shape[0] / HEIGHT
    rows = slice(max(0, int((box[1] - frame.y) * unit) - 1), max(1, int((box[3] - frame.y) * unit) + 2))
    columns = slice(max(0, int((box[0] - frame.x) * unit) - 1), max(1, int((box[2] - frame.x) * unit) + 2))
    near = maps.part_logits[rows, columns]
    if not near.size:
        return np.arange(N_PARTS)
    return np.flatnonzero((near - near.max(-1, keepdims=True)).max((0, 1)) > _NEGLIGIBLE)


def _gather(cutout: NDArray[np.uint8], x: Floats, y: Floats, frame: Frame) -> Floats:
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
    canvas = Composite(
        ground.copy(), np.zeros((height, width), np.float32), np.zeros((height, width), np.float32)
    )

    def work(box: Box) -> None:
        _compose_tile(canvas, maps, pictures, frame, box)

    with ThreadPoolExecutor(max(1, min(os.cpu_count() or 1, 8))) as pool:
        list(pool.map(work, changed_tiles(maps, frame, (width, height))))
    return canvas


def _compose_tile(canvas: Composite, maps: Maps, pictures: Pictures, frame: Frame, box: Box) -> None:
    """Work out one tile and write it into the canvas; tiles never overlap, so threads may share it."""
    inside = (slice(box[1], box[3]), slice(box[0], box[2]))
    still, residual = _enlarge(maps.still, frame, box), _enlarge(maps.residual, frame, box)
    moving = 1 - still
    x, y = fine_flow(maps, frame, box)
    first = _gather(pictures.cutout, x + residual[..., 0] * moving, y + residual[..., 1] * moving, frame)
    rgb, coverage, painted = _mixed(maps, pictures, frame, box, first)
    before = canvas.pixels[inside]
    if before.shape[2] == 4:
        laid = np.dstack([rgb, coverage * 255])
    else:
        plate = pictures.plate[inside].astype(np.float32)
        laid = plate + (rgb - plate) * coverage[..., None]
    laid += (before - laid) * still[..., None]
    result = np.clip(laid + 0.5, 0, 255).astype(np.uint8)
    # Where nothing moves the photo's bytes stay, whatever rounding would do.
    np.copyto(canvas.pixels[inside], result, where=(still < 1)[..., None])
    canvas.coverage[inside] = coverage
    canvas.painted[inside] = painted * moving


def _mixed(
    maps: Maps, pictures: Pictures, frame: Frame, box: Box, first: Floats
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
        rgb += (painted * 255)[..., None] * _enlarge(maps.painted, frame, box)
    if second_share.max() > _UNSEEN:
        donor = _enlarge(maps.donor, frame, box)
        second = _gather(pictures.cutout, donor[..., 0], donor[..., 1], frame)
        rgb += second_share[..., None] * second[..., :3]
        coverage += second_share * second[..., 3] * (1 / 255) * gate
    # Where maps stretch, the photo's outline is stretched and soft: steepen what comes out of all candidates.
    return np.clip(rgb, 0, 255), np.clip((coverage - 0.5) * 1.6 + 0.5, 0, 1), painted


def scaled(frame: Frame, factor: float) -> Frame:
    """The same frame over a picture that is factor times the photo's size."""
    return Frame(frame.x * factor, frame.y * factor, frame.scale / factor)


def to_maps(out: Decoded, *, gathered: int) -> Maps:
    """A decoded batch of one as maps; the painted candidates are mixed by their weights."""
    soft = out.weights[0, gathered:].sum(0)
    colour = (out.weights[0, gathered:, None] * out.painted[0]).sum(0) / soft.clamp(min=1e-4)
    share = _decided(soft)
    kept = (1 - share) / (1 - soft).clamp(min=1e-4)
    second = out.weights[0, 1] * kept if gathered > 1 else torch.zeros_like(share)
    return Maps(
        part_logits=_hwc(out.part_logits[0]),
        affine=out.affine[0].reshape(N_PARTS, 6).float().cpu().numpy(),
        residual=_hwc(out.residual[0]),
        donor=_hwc(out.flows[0, -1]),
        shares=_hwc(torch.stack([second, share, out.alpha[0, 0], out.trust[0, 0]])),
        painted=_hwc(colour),
        still=out.still[0, 0].float().cpu().numpy(),
    )


def _decided(share: Tensor) -> Tensor:
    """Shares pushed towards 0 or 1: the odds to the fourth power.

    A mix of gathered and painted is the safer bet pixel by pixel (0.1 dB), but it veils the photo's own texture.
    """
    odds = (share / (1 - share).clamp(min=1e-4)) ** 4
    return odds / (1 + odds)


def _hwc(maps: Tensor) -> Floats:
    return np.ascontiguousarray(maps.float().cpu().numpy().transpose(1, 2, 0))
