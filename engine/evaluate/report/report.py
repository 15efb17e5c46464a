"""A report from what was found: plain values for the JSON, and the page that is written from them alone."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from engine.batch.library import shipped_at
from engine.batch.plan import PoseItem
from engine.contract.judgement import DOUBTFUL
from engine.evaluate.report.doubts import BACK
from engine.evaluate.report.making import Candidate, Findings
from engine.evaluate.report.sums import Price, sums, times, verdicts
from engine.evaluate.report.usable import RETOUCH_SECONDS, of_100, usable
from engine.evaluate.report.words import REPORT, Tongue
from engine.system.shipped import software

VERSION = 2


def assembled(
    found: Findings,
    poses: Sequence[PoseItem],
    candidates: Sequence[Candidate],
    *,
    tongue: Tongue,
    price: Price | None,
    place: Mapping[str, Any],
) -> dict[str, Any]:
    """All that a report says, as JSON holds it; place: the keys "machine", "memory" and "file" of the command."""
    judged = _judged(candidates[0])
    quality, taken = sums(found, len(candidates)), times(found, len(candidates), price)
    return {
        "version": VERSION,
        "software": software(),
        "date": datetime.now().astimezone().date().isoformat(),
        "language": tongue.value,
        **place,
        "price": None if price is None else {"per_hour": price.per_hour, "currency": price.currency},
        "limits": {"back": BACK, "doubtful": DOUBTFUL, "retouch_seconds": RETOUCH_SECONDS},
        "counts": {"photos": len(found.photos), "refused": len(found.refused), "poses": len(poses)},
        "verdicts": verdicts(found, quality[0], judged),
        "judged": judged,
        "sums": quality,
        "times": taken,
        "usable": usable(judged, taken[0], price),
        "methods": [dict(candidate.about) for candidate in candidates],
        "poses": [{"name": _title(item, tongue)} for item in poses],
        "photos": found.photos,
        "refused": found.refused,
        "pictures": found.pictures,
        "failed": found.failed,
    }


def _judged(candidate: Candidate) -> dict[str, Any] | None:
    """What people said of other pictures made this way by the shipped weights; None for other ones."""
    if not candidate.about["shipped"]:
        return None
    told: dict[str, Any] = json.loads((REPORT / "judged.json").read_text("utf-8"))
    said = {**told, **told.pop("methods")[candidate.about["method"]]}
    return {**said, "of_100": of_100(said)}


def _title(item: PoseItem, tongue: Tongue) -> str:
    """The name of a pose: of the library's, in the language."""
    shipped = None if item.path is None else shipped_at(item.path)
    return item.name if shipped is None else shipped.titles.get(tongue.value, item.name)
