"""How fast batches go on this computer: learned from each one that ran through, so that estimates are measured."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Annotated, Literal

from platformdirs import user_cache_path
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from engine.batch.estimate import Rates, estimate
from engine.batch.events import End
from engine.batch.ready import Ready, sizes_of
from engine.batch.tally import Summary
from engine.system.files import write_whole

# Fewer pictures tell more of loading and warming up than of the pace.
_LEAST_PICTURES = 4
_log = logging.getLogger(__name__)


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True)

    version: Literal[1] = 1
    times_as_long: Annotated[float, Field(gt=1e-3, lt=1e3, allow_inf_nan=False)] = 1.0


def rates_file() -> Path:
    """Where it is kept; losing it costs nothing but an estimate."""
    return user_cache_path("Repose", appauthor=False) / "batch-rates.json"


def remembered_rates(file: Path | None = None) -> Rates:
    """The rates of the last batch that ran through here; those of the program where there was none."""
    try:
        kept = _Kept.model_validate_json((file or rates_file()).read_bytes())
    except (OSError, ValidationError):
        return Rates()
    return Rates().scaled(kept.times_as_long)


def remember(summary: Summary, ready: Ready, file: Path | None = None) -> None:
    """Learn from a batch that made all its pictures in one run; others are passed over, as is a file that fails."""
    made = len(summary.made)
    if summary.ended.end is not End.COMPLETE or made < max(_LEAST_PICTURES, len(ready.tasks)):
        return
    foretold = estimate(ready.plan, sizes_of(ready.plan), rates=Rates()).seconds
    try:
        kept = _Kept(times_as_long=summary.seconds / foretold)
        place = file or rates_file()
        place.parent.mkdir(parents=True, exist_ok=True)
        write_whole(place, kept.model_dump_json().encode())
    except (OSError, ValidationError) as error:
        _log.info("The pace of this batch is not kept: %s", error)
