"""From the network's small maps to a picture at photo size: gather the photo's own pixels, lay them on the plate."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.features import Pictures
from engine.frame import Frame
from engine.model.skeleton import N_PARTS
from engine.model.xinggan_pp import Decoded

Floats = NDArray[np.float32]
Box = tuple[int, int, int, int]


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


@dataclass(frozen=True)
class Composite:
    """A finished picture: pixels [H, W, 3], the person's coverage and painted share [H, W] in 0..1 inside box."""

    pixels: NDArray[np.uint8]
    coverage: Floats  # [h, w] inside box
    painted: Floats  # [h, w] inside box: share of each pixel that was painted
    box: Box  # the changed region (x0, y0, x1, y1); outside it the photo is untouched


def changed_box(maps: Maps, frame: Frame, size: tuple[int, int]) -> Box | None:
    """The smallest region (output pixels, size = (width, height)) outside which nothing moves, or None."""
    rows, columns = np.flatnonzero((maps.still < 1).any(1)), np.flatnonzero((maps.still < 1).any(0))
    if not len(rows):
        return None
    unit = frame.scale * maps.still.shape[0] / 256
    # One map pixel more on each side: interpolation reaches that far.
    x0 = int(np.floor((columns[0] - 1) / unit + frame.x))
    y0 = int(np.floor((rows[0] - 1) / unit + frame.y))
    x1 = int(np.ceil((columns[-1] + 2) / unit + frame.x))
    y1 = int(np.ceil((rows[-1] + 2) / unit + frame.y))
    box = (max(0, x0), max(0, y0), min(size[0], x1), min(size[1], y1))
    return box if box[0] < box[2] and box[1] < box[3] else None


def _enlarge(image: Floats, frame: Frame, box: Box) -> Floats:
    """A frame map [h, w, C] at the pixels of a box."""
    matrix = frame.window_of(box, (image.shape[0], image.shape[1]))
    size = (box[2] - box[0], box[3] - box[1])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    parts = [image[..., i : i + 4] for i in range(0, image.shape[2], 4)]
    done = [cv2.warpAffine(p, matrix, size, flags=flags, borderMode=cv2.BORDER_REPLICATE) for p in parts]
    return np.concatenate([d.reshape(size[1], size[0], -1) for d in done], 2)


def fine_flow(maps: Maps, frame: Frame, box: Box) -> Floats:
    """The first candidate's source points [h, w, 2] in output pixels.

    Part logits are smooth, part borders are not: so logits are enlarged and the softmax taken at full size, which
    keeps the border between an arm and the body behind it as sharp as the photo.
    """
    active = maps.part_logits.max((0, 1)) > maps.part_logits.max() - 40
    shown = (maps.part_logits[..., active] - maps.part_logits.max(-1, keepdims=True)).max((0, 1)) > -6
    index = np.flatnonzero(active)[shown]
    logits = _enlarge(np.ascontiguousarray(maps.part_logits[..., index]), frame, box)
    weights = torch.from_numpy(logits).softmax(-1)
    mixed = (weights.flatten(0, 1) @ torch.from_numpy(maps.affine[index])).numpy().reshape(*logits.shape[:2], 6)
    x = (np.arange(box[0], box[2], dtype=np.float32) + 0.5 - frame.x) * frame.scale
    y = ((np.arange(box[1], box[3], dtype=np.float32) + 0.5 - frame.y) * frame.scale)[:, None]
    flow = np.stack([mixed[..., 0] * x + mixed[..., 1] * y + mixed[..., 2], mixed[..., 3] * x + mixed[..., 4] * y + mixed[..., 5]], -1)
    return flow


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
    box = changed_box(maps, frame, (width, height))
    out = np.dstack([pictures.cutout]) if transparent else pictures.photo.copy()
    if box is None:
        empty = np.zeros((0, 0), np.float32)
        return Composite(out, empty, empty, (0, 0, 0, 0))
    inside = (slice(box[1], box[3]), slice(box[0], box[2]))
    small = np.dstack([maps.choice, maps.painted, maps.alpha, maps.still, maps.donor])
    big = _enlarge(small, frame, box)
    still = big[..., 7:8]
    flow = fine_flow(maps, frame, box) + _enlarge(maps.residual, frame, box) * (1 - still)
    first = _gather(pictures.cutout, flow, frame)
    second = _gather(pictures.cutout, big[..., 8:10], frame)
    rgb, coverage = _mixed(big, first, second)
    if transparent:
        laid = np.concatenate([rgb, coverage], 2)
        before = pictures.cutout[inside].astype(np.float32) * (1 / 255)
    else:
        plate = pictures.plate[inside].astype(np.float32) * (1 / 255)
        laid = plate + (rgb - plate) * coverage
        before = pictures.photo[inside].astype(np.float32) * (1 / 255)
    laid = laid + (before - laid) * still
    result = np.clip(laid * 255 + 0.5, 0, 255).astype(np.uint8)
    rest = still[..., 0] >= 1
    result[rest] = out[inside][rest]
    out[inside] = result
    return Composite(out, coverage[..., 0], big[..., 2] * (1 - still[..., 0]), box)


def _mixed(big: Floats, first: Floats, second: Floats) -> tuple[Floats, Floats]:
    """Colours [h, w, 3] and coverage [h, w, 1] from the candidates and their shares."""
    one, two, painted, alpha = big[..., 0:1], big[..., 1:2], big[..., 2:3], big[..., 6:7]
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
    )


def _hwc(maps: Tensor) -> Floats:
    return np.ascontiguousarray(maps.float().cpu().numpy().transpose(1, 2, 0))
