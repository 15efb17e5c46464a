"""Pairs of photographs from the field's data sets: how near each method comes to the second picture, in its figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.contract.messages import Source
from engine.evaluate.fid import frechet_distance
from engine.evaluate.field import mask_ssim, padded, person_mask, ssim
from engine.evaluate.inception import Inception, load_inception
from engine.evaluate.lpips import Lpips, load_lpips
from engine.evaluate.metrics import Tally, pckh, psnr
from engine.evaluate.rendered import as_photo
from engine.evaluate.subjects import final_pixels
from engine.pose.pose import Joint, Pose
from engine.render.painted import Painted
from engine.render.renderer import Renderer
from engine.source.datasets.pair_set import PairSet, Shot
from engine.source.small import ROWS
from engine.system.errors import NoPersonError, PoseError

Pixels = NDArray[np.uint8]
# The source and what is wanted, to the picture that a method makes of them.
Answer = Callable[[Shot, Shot], Pixels]


@dataclass(frozen=True)
class ScoreRow:
    """Means of one method over all pairs; whole pictures, but for mask_ssim and pckh. None: not measured.

    ssim_padded: with the picture in a white square, which many papers measure. pckh: at half a head.
    """

    method: str
    pairs: int
    ssim: float
    ssim_padded: float
    mask_ssim: float
    psnr_db: float
    pckh: float | None
    lpips: float | None
    fid: float | None


@dataclass(frozen=True)
class LeftOut:
    """A figure that was not measured, and what it would take."""

    figure: str
    reason: str


@dataclass(frozen=True)
class ScoreReport:
    """All rows, and what they were measured on."""

    data: str
    size: tuple[int, int]  # (height, width)
    terms: str
    rows: tuple[ScoreRow, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True)
class Judges:
    """Networks that judge pictures; those whose files were not given are missing."""

    lpips: Lpips | None = None
    inception: Inception | None = None

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """What cannot be measured without the others."""
        found = []
        if self.lpips is None:
            found.append(
                LeftOut(
                    "LPIPS", "name its two files, each with --lpips: the classifier and the linear layers"
                )
            )
        if self.inception is None:
            found.append(LeftOut("FID", "name the file of its Inception network with --inception"))
        return tuple(found)


@dataclass(eq=False)
class _Found:
    """What one method's pictures came to so far."""

    likeness: list[tuple[float, ...]] = field(default_factory=list)
    joints: Tally = field(default_factory=Tally)
    distances: list[float] = field(default_factory=list)
    features: list[NDArray[np.floating]] = field(default_factory=list)


def open_judges(lpips: Sequence[Path], inception: Path | None) -> Judges:
    """The judges whose files are given; raises WeightsError."""
    return Judges(
        load_lpips(lpips) if lpips else None, load_inception(inception) if inception is not None else None
    )


def answers(renderers: Mapping[str, Renderer], pairs: PairSet) -> dict[str, Answer]:
    """Methods as ways to a second picture: the source as it is, the network of 2020 by itself, and renderers."""
    found: dict[str, Answer] = {"the source as it is": lambda source, _: source.rgb}
    prepare = _Preparer(next(iter(renderers.values())))
    for name, renderer in renderers.items():
        method = renderer.method
        if isinstance(method, Painted) and method.painter.shape == pairs.size:
            found[f"{name}, its own picture"] = partial(_painted, method)
        found[name] = partial(_rendered, renderer, prepare)
    return found


def _painted(method: Painted, source: Shot, target: Shot) -> Pixels:
    before, after = ((shot.pose.xy(), shot.pose.present()) for shot in (source, target))
    return method.painter.paint(source.rgb, before, after)


class _Preparer:
    """Finds the matte of a source once for all methods."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer
        self._last: tuple[Shot, Source] | None = None

    def __call__(self, shot: Shot) -> Source:
        if self._last is None or self._last[0] is not shot:
            self._last = shot, self._renderer.prepare(as_photo(shot.rgb), given=shot.pose)
        return self._last[1]


def _rendered(renderer: Renderer, prepare: _Preparer, source: Shot, target: Shot) -> Pixels:
    return final_pixels(renderer, prepare(source), target.pose)


def score_pairs(
    pairs: PairSet,
    methods: Mapping[str, Answer],
    judges: Judges,
    *,
    find: Callable[[Pixels], Pose],
    limit: int | None = None,
) -> ScoreReport:
    """Measure methods on the first pairs of a data set's test half. find: looks for joints in a picture."""
    found = {name: _Found() for name in methods}
    truths: list[NDArray[np.floating]] = []
    for index in range(len(pairs.test.pairs[:limit])):
        source, target = pairs.test.pair(index)
        if judges.inception is not None:
            truths.append(_features(judges.inception, target.rgb))
        for name, answer in methods.items():
            _add(found[name], answer(source, target), target, judges=judges, find=find)
    rows = tuple(_row(name, each, truths) for name, each in found.items())
    return ScoreReport(pairs.name, pairs.size, pairs.terms, rows, judges.left_out)


def _add(
    found: _Found, made: Pixels, target: Shot, *, judges: Judges, find: Callable[[Pixels], Pose]
) -> None:
    truth = target.rgb
    everywhere, person = np.ones(truth.shape[:2], bool), person_mask(target.pose, truth.shape[1::-1])
    found.likeness.append(
        (
            ssim(made, truth),
            ssim(padded(made), padded(truth)),
            mask_ssim(made, truth, person),
            min(psnr(made, truth, everywhere), 60.0),
        )
    )
    found.joints += _joints(made, target.pose, find)
    if judges.lpips is not None:
        with torch.no_grad():
            found.distances.append(float(judges.lpips(_tensor(made), _tensor(truth))))
    if judges.inception is not None:
        found.features.append(_features(judges.inception, made))


def _joints(made: Pixels, wanted: Pose, find: Callable[[Pixels], Pose]) -> Tally:
    """Joints found again in a picture, which the detector is shown larger."""
    scale = ROWS / made.shape[0]
    large = cv2.resize(made, (round(made.shape[1] * scale), ROWS), interpolation=cv2.INTER_CUBIC)
    try:
        head = wanted.head_size()
    except PoseError:  # too little of the person to tell
        return Tally()
    try:
        found = find(large)
    except NoPersonError:
        return Tally(0, sum(wanted.has(joint) for joint in Joint))
    return pckh(found.replaced(found.xy() / scale), wanted, joints=Joint, head_px=head)


def _row(name: str, found: _Found, truths: Sequence[NDArray[np.floating]]) -> ScoreRow:
    whole, square, masked, noise = np.mean(found.likeness, axis=0).tolist()
    enough = len(truths) > 1
    return ScoreRow(
        name,
        len(found.likeness),
        ssim=whole,
        ssim_padded=square,
        mask_ssim=masked,
        psnr_db=noise,
        pckh=found.joints.share,
        lpips=float(np.mean(found.distances)) if found.distances else None,
        fid=frechet_distance(np.stack(found.features), np.stack(truths)) if enough else None,
    )


def _features(net: Inception, picture: Pixels) -> NDArray[np.floating]:
    with torch.no_grad():
        features: NDArray[np.floating] = net(_tensor(picture))[0].numpy()
    return features


def _tensor(picture: Pixels) -> Tensor:
    return torch.from_numpy(picture).permute(2, 0, 1)[None].float() / 255
