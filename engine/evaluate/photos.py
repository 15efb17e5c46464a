"""Real photos: are the joints where they should be, and does an unchanged pose give the photo back."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.contract.messages import Source
from engine.evaluate.edits import Edit, six_edits
from engine.evaluate.metrics import Tally, pckh, psnr
from engine.evaluate.subjects import Repose, Skipped, Tools
from engine.plate.plate import vacated
from engine.pose.edits import swap_sides
from engine.pose.pose import Joint, Pose
from engine.system.errors import NoPersonError

ALL_EDITS = "all edits"


@dataclass(frozen=True)
class JointRow:
    """PCKh (0.5) of one edit by one method: of the joints it moved and of all joints, 0..1.

    vouched: of the moved joints, those that were found there and that the detector calls visible. A hand in a
    pocket is where it was asked to be without being seen.
    """

    edit: str
    method: str
    pictures: int
    moved: float | None
    vouched: float | None
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
    tallies: dict[tuple[str, str], list[Tallies]] = defaultdict(list)
    for source in sources:
        for edit in six_edits(source.pose, source.photo.size):
            for method, repose in tools.methods.items():
                tally = _found(repose(source, edit.pose), edit, tools)
                tallies[edit.name, method].append(tally)
                tallies[ALL_EDITS, method].append(tally)
    # The sum goes last, whatever was met first.
    order = sorted(tallies, key=lambda key: key[0] == ALL_EDITS)
    return tuple(_joint_row(*key, tallies[key]) for key in order)


@dataclass(frozen=True)
class Tallies:
    """One picture's joints found again; see JointRow."""

    moved: Tally
    vouched: Tally
    every: Tally

    def __add__(self, other: Tallies) -> Tallies:
        return Tallies(self.moved + other.moved, self.vouched + other.vouched, self.every + other.every)


def _found(picture: NDArray[np.uint8], edit: Edit, tools: Tools) -> Tallies:
    height, width = picture.shape[:2]
    wanted = inside(edit.pose, (width, height))
    head = wanted.head_size()
    try:
        found = tools.find(picture)
    except NoPersonError:
        nobody = Tally(0, sum(wanted.has(joint) for joint in edit.moved))
        return Tallies(nobody, nobody, Tally(0, sum(wanted.has(joint) for joint in Joint)))
    # Someone whose face is hidden may be taken to look the other way: then all sides are swapped, and no joint lost.
    return max(
        (_tallied(seen, wanted, edit, head_px=head) for seen in (found, swap_sides(found))),
        key=lambda tallies: tallies.every.found,
    )


def _tallied(found: Pose, wanted: Pose, edit: Edit, *, head_px: float) -> Tallies:
    return Tallies(
        pckh(found, wanted, joints=edit.moved, head_px=head_px),
        pckh(found, wanted, joints=edit.moved, head_px=head_px, vouched=True),
        pckh(found, wanted, joints=Joint, head_px=head_px),
    )


def _joint_row(edit: str, method: str, tallies: Sequence[Tallies]) -> JointRow:
    whole = sum(tallies, Tallies(Tally(), Tally(), Tally()))
    return JointRow(edit, method, len(tallies), whole.moved.share, whole.vouched.share, whole.every.share)


def inside(pose: Pose, size: tuple[int, int]) -> Pose:
    """The pose without the joints that lie beyond a picture of size (width, height): none can be found."""
    out = [j for j in Joint if not (0 <= pose[j].x < size[0] and 0 <= pose[j].y < size[1])]
    return pose.with_present(out, present=False)
