"""How fast batches go on this computer: learned from each one that ran through, so that estimates are measured."""

from __future__ import annotations

import logging
from collections.abc import Collection
from pathlib import Path
from typing import Annotated, Literal

from platformdirs import user_cache_path
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from engine.batch.estimate import Estimate, Rates, estimate
from engine.batch.events import End
from engine.batch.ready import Ready, sizes_of
from engine.batch.tally import Summary
from engine.system.files import write_whole

# Fewer pictures tell more of loading and warming up than of the pace.
_LEAST_PICTURES = 4
_log = logging.getLogger(__name__)


_TimesAsLong = Annotated[float, Field(gt=1e-3, lt=1e3, allow_inf_nan=False)]


class _Kept(BaseModel):
    """How many times as long as `Rates` says each kind of work took."""

    model_config = ConfigDict(frozen=True)

    version: Literal[2] = 2
    finding: _TimesAsLong = 1.0
    photo: _TimesAsLong = 1.0
    picture: _TimesAsLong = 1.0


def rates_file() -> Path:
    """Where it is kept; losing it costs nothing but an estimate."""
    return user_cache_path("Repose", appauthor=False) / "batch-rates.json"


def remembered_rates(file: Path | None = None) -> Rates:
    """The rates of the last batch that ran through here; those of the program where there was none."""
    kept = _read(file or rates_file())
    return Rates().scaled(finding=kept.finding, photo=kept.photo, picture=kept.picture)


def remember(summary: Summary, ready: Ready, file: Path | None = None) -> None:
    """Learn from a batch that made all its pictures in one run; others are passed over, as is a file that fails.

    Where nobody had to be found, what was known of that stays.
    """
    made = len(summary.made)
    if summary.ended.end is not End.COMPLETE or made < max(_LEAST_PICTURES, len(ready.tasks)):
        return
    foretold, place = estimate(ready.plan, sizes_of(ready.plan)), file or rates_file()
    finding, photos = sum(summary.finding_seconds), max(foretold.photos, 1)
    foretold_finding = foretold.finding_seconds * len(summary.finding_seconds) / photos
    try:
        kept = _Kept(
            finding=finding / foretold_finding if foretold_finding else _read(place).finding,
            photo=(summary.preparing_seconds - finding) / foretold.photo_seconds,
            picture=(summary.seconds - summary.preparing_seconds) / foretold.picture_seconds,
        )
        place.parent.mkdir(parents=True, exist_ok=True)
        write_whole(place, kept.model_dump_json().encode())
    except (OSError, ValidationError) as error:
        _log.info("The pace of this batch is not kept: %s", error)


def foretold_for(ready: Ready, found: Collection[int] = ()) -> Estimate:
    """What a checked batch will take on this computer; found: as `estimate` has it."""
    return estimate(ready.plan, sizes_of(ready.plan), rates=remembered_rates(), found=found)


def _read(file: Path) -> _Kept:
    try:
        return _Kept.model_validate_json(file.read_bytes())
    except (OSError, ValidationError):
        return _Kept()
