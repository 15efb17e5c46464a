"""There and back again: a re-posed picture taken as a new photo and posed back should be the photo."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.contract.messages import Source
from engine.evaluate.edits import Edit, gentle_edits
from engine.evaluate.metrics import psnr, sharpness, ssim
from engine.evaluate.photos import ALL_EDITS
from engine.evaluate.rendered import as_photo
from engine.evaluate.subjects import Repose, Tools, part_regions
from engine.model.geometry.part_transforms import PARTS
from engine.pose.pose import Pose
from engine.system.errors import NoPersonError


@dataclass(frozen=True)
class ReturnRow:
    """The person who came back against the photo: means over pictures; lost counts those no longer found.

    ssim: as a designer does it, who drags back the joints that were moved and leaves the others where they were
    found. ssim_anew: every joint put where the photo had it, so that each joint's detection error moves its part,
    too. ssim_given: with the joints that were asked for in place of those detected: the network's share of the loss.
    """

    edit: str
    method: str
    pictures: int
    lost: int
    ssim: float | None
    ssim_anew: float | None
    ssim_given: float | None
    psnr_db: float | None
    sharpness: float | None  # gradient energy over the photo's, whole person


@dataclass(frozen=True)
class PartRow:
    """How sharp one part came back: gradient energy over the photo's, the median over pictures."""

    part: str
    method: str
    pictures: int
    sharpness: float


@dataclass(frozen=True)
class Returned:
    """One picture that came back."""

    ssim: float
    ssim_anew: float
    ssim_given: float
    psnr_db: float
    sharpness: float
    parts: dict[str, float]


@dataclass(frozen=True)
class ReturnReport:
    """By edit and by part."""

    edits: tuple[ReturnRow, ...]
    parts: tuple[PartRow, ...]


def there_and_back(sources: Sequence[Source], tools: Tools) -> ReturnReport:
    """Pose each photo by each gentle edit, prepare the picture anew, pose it back and compare."""
    found: dict[tuple[str, str], list[Returned | None]] = defaultdict(list)
    for source in sources:
        regions = part_regions(source)
        for edit in gentle_edits(source.pose, source.photo.size):
            for method, repose in tools.methods.items():
                came = _return(source, edit, tools=tools, repose=repose, regions=regions)
                found[edit.name, method].append(came)
                found[ALL_EDITS, method].append(came)
    order = sorted(found, key=lambda key: key[0] == ALL_EDITS)
    parts = [_part_row(part, method, found[ALL_EDITS, method]) for part in PARTS for method in tools.methods]
    return ReturnReport(tuple(_row(*key, found[key]) for key in order), tuple(row for row in parts if row))


def _return(
    source: Source, edit: Edit, *, tools: Tools, repose: Repose, regions: dict[str, NDArray[np.bool_]]
) -> Returned | None:
    there = as_photo(repose(source, edit.pose))
    try:
        again = tools.prepare(there)
    except NoPersonError:
        return None
    back, photo, person = (
        repose(again, dragged_back(again.pose, edit, source.pose)),
        source.photo.rgb,
        source.matte > 0.5,
    )
    anew = repose(again, source.pose)
    given = repose(Source(there, edit.pose, again.matte), source.pose)
    whole = sharpness(back, photo, np.logical_or.reduce(list(regions.values()))) if regions else None
    parts = {name: sharpness(back, photo, region) for name, region in regions.items()}
    return Returned(
        ssim(back, photo, person),
        ssim(anew, photo, person),
        ssim(given, photo, person),
        min(psnr(back, photo, person), 60.0),
        whole if whole is not None else 1.0,
        {name: value for name, value in parts.items() if value is not None},
    )


def dragged_back(found: Pose, edit: Edit, home: Pose) -> Pose:
    """The found pose with the joints that the edit moved put where home has them."""
    for joint in edit.moved:
        found = found.moved(joint, home.at(joint)).with_present(joint, present=True)
    return found


def _row(edit: str, method: str, came: Sequence[Returned | None]) -> ReturnRow:
    kept = [one for one in came if one is not None]
    if not kept:
        return ReturnRow(edit, method, len(came), len(came), None, None, None, None, None)
    return ReturnRow(
        edit,
        method,
        len(came),
        len(came) - len(kept),
        float(np.mean([one.ssim for one in kept])),
        float(np.mean([one.ssim_anew for one in kept])),
        float(np.mean([one.ssim_given for one in kept])),
        float(np.mean([one.psnr_db for one in kept])),
        float(np.median([one.sharpness for one in kept])),
    )


def _part_row(part: str, method: str, came: Sequence[Returned | None]) -> PartRow | None:
    values = [one.parts[part] for one in came if one is not None and part in one.parts]
    return PartRow(part, method, len(values), float(np.median(values))) if values else None
