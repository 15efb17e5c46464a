"""Real photos: are the joints where they should be, and does an unchanged pose give the photo back."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.contract import Source
from engine.errors import NoPersonError
from engine.evaluate.edits import Edit, six_edits
from engine.evaluate.metrics import Tally, pckh, psnr
from engine.evaluate.subjects import Repose, Skipped, Tools
from engine.plate import vacated
from engine.pose import Joint, Pose

ALL_EDITS = "all edits"


@dataclass(frozen=True)
class JointRow:
    """PCKh (0.5) of one edit by one method: of the joints it moved and of all joints, 0..1."""

    edit: str
    method: str
    pictures: int
    moved: float | None
    every: float | None


@dataclass(frozen=True)
class UnchangedRow:
    """A photo rendered in its own pose: exact where every pixel of the person came back."""

    photo: str
    method: str
    exact: bool
    psnr_db: float | None  # over the person; None when exact
    background_exact: bool


@dataclass(frozen=True)
class PhotosReport:
    """Both, and the photos that could not take part."""

    photos: int
    skipped: tuple[Skipped, ...]
    unchanged: tuple[UnchangedRow, ...]
    joints: tuple[JointRow, ...]


def evaluate_photos(
    sources: Sequence[Source], tools: Tools, *, skipped: tuple[Skipped, ...] = ()
) -> PhotosReport:
    """Unchanged poses and joints found again, for each photo and method."""
    return PhotosReport(len(sources), skipped, unchanged(sources, tools), joints_found(sources, tools))


def unchanged(sources: Sequence[Source], tools: Tools) -> tuple[UnchangedRow, ...]:
    """Render each photo in its own pose."""
    return tuple(
        _unchanged(source, method, repose) for source in sources for method, repose in tools.methods.items()
    )


def _unchanged(source: Source, method: str, repose: Repose) -> UnchangedRow:
    made, photo = repose(source, source.pose), source.photo.rgb
    ratio = psnr(made, photo, source.matte > 0.5)
    outside = ~vacated(source.matte)
    return UnchangedRow(
        source.photo.name,
        method,
        exact=math.isinf(ratio),
        psnr_db=None if math.isinf(ratio) else ratio,
        background_exact=bool(np.array_equal(made[outside], photo[outside])),
    )


def joints_found(sources: Sequence[Source], tools: Tools) -> tuple[JointRow, ...]:
    """Render the six edits of each photo and look for the joints again; the last rows sum up."""
    tallies: dict[tuple[str, str], list[tuple[Tally, Tally]]] = defaultdict(list)
    for source in sources:
        for edit in six_edits(source.pose):
            for method, repose in tools.methods.items():
                tally = _found(repose(source, edit.pose), edit, tools)
                tallies[edit.name, method].append(tally)
                tallies[ALL_EDITS, method].append(tally)
    # The sum goes last, whatever was met first.
    order = sorted(tallies, key=lambda key: key[0] == ALL_EDITS)
    return tuple(_joint_row(*key, tallies[key]) for key in order)


def _found(picture: NDArray[np.uint8], edit: Edit, tools: Tools) -> tuple[Tally, Tally]:
    height, width = picture.shape[:2]
    wanted = inside(edit.pose, (width, height))
    head = wanted.head_size()
    try:
        found = tools.find(picture)
    except NoPersonError:
        found = wanted.with_present(Joint, present=False)
    moved = pckh(found, wanted, joints=edit.moved, head_px=head)
    return moved, pckh(found, wanted, joints=Joint, head_px=head)


def _joint_row(edit: str, method: str, tallies: Sequence[tuple[Tally, Tally]]) -> JointRow:
    moved = sum((pair[0] for pair in tallies), Tally())
    every = sum((pair[1] for pair in tallies), Tally())
    return JointRow(edit, method, len(tallies), moved.share, every.share)


def inside(pose: Pose, size: tuple[int, int]) -> Pose:
    """The pose without the joints that lie beyond a picture of size (width, height): none can be found."""
    out = [j for j in Joint if not (0 <= pose[j].x < size[0] and 0 <= pose[j].y < size[1])]
    return pose.with_present(out, present=False)
