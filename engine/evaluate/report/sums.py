"""Sums up what was measured: quality by kind of photo, time and cost, and what to make of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean, median
from typing import Any

from engine.contract.judgement import DOUBTFUL
from engine.evaluate.report.making import OTHER, PLAIN, Findings

KINDS = ("all", PLAIN, OTHER)
COUNTS = (1, 1_000, 10_000)
# How long somebody looks at a picture to let it pass or not; an assumption, and told as one.
LOOK_SECONDS = 10
# Broken pictures up to which they can be used: unseen, and when an editor looks at each and drops those.
_UNSEEN, _EDITED = 0.02, 0.35

Picture = Mapping[str, Any]


class Level(StrEnum):
    """What pictures of a kind of photo are good enough for."""

    NONE = "none"  # no such photo was given
    UNSEEN = "unseen"
    EDITED = "edited"
    DRAFTS = "drafts"


@dataclass(frozen=True, slots=True)
class Price:
    """Of an hour of this computer, in a currency's own letters."""

    per_hour: float
    currency: str


def sums(found: Findings, methods: int) -> list[dict[str, Any]]:
    """By method: quality by kind of photo."""
    return [
        {kind: _quality([p for p in found.pictures if p["method"] == method and _is(found, p, kind)])
         for kind in KINDS}
        for method in range(methods)
    ]  # fmt: skip


def times(found: Findings, methods: int, price: Price | None) -> list[dict[str, Any]]:
    """By method: seconds, room on the disk, and cost, for the photos and poses given."""
    return [_time(found, method, price) for method in range(methods)]


def verdicts(
    found: Findings, quality: Mapping[str, Any], judged: Mapping[str, Any] | None
) -> dict[str, dict[str, Any]]:
    """By kind of photo: its level, from what is marked here and what people judged elsewhere, whichever is worse.

    judged: the shares that people called broken, by kind; None where nobody judged pictures of this making. Those
    are never called good enough to go out unseen.
    """
    told: dict[str, dict[str, Any]] = {}
    for kind in (PLAIN, OTHER):
        marked = quality[kind]["doubtful_share"]
        broken = _UNSEEN + 0.01 if judged is None else max(judged[kind])
        level = Level.NONE if marked is None else _level(max(marked, broken))
        count = sum(photo["kind"] == kind for photo in found.photos)
        told[kind] = {"photos": count, "pictures": quality[kind]["pictures"], "level": level.value}
    return told


def _level(broken: float) -> Level:
    if broken <= _UNSEEN:
        return Level.UNSEEN
    return Level.EDITED if broken <= _EDITED else Level.DRAFTS


def _is(found: Findings, picture: Picture, kind: str) -> bool:
    return kind == "all" or found.photos[picture["photo"]]["kind"] == kind


def _quality(pictures: Sequence[Picture]) -> dict[str, Any]:
    doubtful = sum(bool(p["doubts"]) for p in pictures)
    foretold = [p["broken"] for p in pictures if p["broken"] is not None]
    sent_back = sum(broken >= DOUBTFUL for broken in foretold)
    joints = [p["joints"] for p in pictures if p["joints"]]
    backs = [p["back"] for p in pictures if p["back"]]
    return {
        "pictures": len(pictures),
        "doubtful": doubtful,
        "unmarked": len(pictures) - doubtful,
        "doubtful_share": _share(doubtful, len(pictures)),
        "foretold": len(foretold),
        "sent_back": sent_back,
        "sent_back_share": _share(sent_back, len(foretold)),
        "nobody": sum(p["joints"] is None for p in pictures),
        "joints_moved": _share(*(sum(j[f"moved_{what}"] for j in joints) for what in ("found", "asked"))),
        "joints_all": _share(*(sum(j[f"all_{what}"] for j in joints) for what in ("found", "asked"))),
        "back_pictures": len(backs),
        "back_ssim": _rounded(fmean, [b["ssim"] for b in backs]),
        "sharpness": _rounded(median, [b["sharpness"] for b in backs if b["sharpness"] is not None]),
        "invented": _rounded(fmean, [p["invented"] for p in pictures]),
        "invented_most": _rounded(max, [p["invented"] for p in pictures]),
        "reasons": _reasons(pictures),
    }


def _reasons(pictures: Sequence[Picture]) -> list[dict[str, Any]]:
    """How many pictures each reason marks, most first."""
    counts: dict[str, int] = {}
    for picture in pictures:
        for doubt in picture["doubts"]:
            counts[doubt["reason"]] = counts.get(doubt["reason"], 0) + 1
    ordered = sorted(counts.items(), key=lambda pair: -pair[1])
    return [{"reason": reason, "pictures": count} for reason, count in ordered]


def _time(found: Findings, method: int, price: Price | None) -> dict[str, Any]:
    pictures = [p for p in found.pictures if p["method"] == method]
    if not pictures:
        return {"pictures": 0}
    shown = {p["photo"] for p in pictures}
    photo = fmean(found.photos[index]["seconds"][method] for index in shown)
    draw, write = (fmean(p[what] for p in pictures) for what in ("seconds", "write_seconds"))
    each = photo * len(shown) / len(pictures) + draw + write
    room = fmean(p["bytes"] for p in pictures)
    return {
        "pictures": len(pictures),
        "poses_a_photo": round(len(pictures) / len(shown), 2),
        "photo_seconds": round(photo, 3),
        "draw_seconds": round(draw, 3),
        "write_seconds": round(write, 3),
        "picture_seconds": round(each, 3),
        "amounts": [
            {
                "pictures": count,
                "seconds": round(each * count, 3),
                "bytes": round(room * count),
                "cost": None if price is None else round(each * count / 3600 * price.per_hour, 6),
                "look_seconds": LOOK_SECONDS * count,
            }
            for count in COUNTS
        ],
    }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _rounded(mean: Any, values: Iterable[float]) -> float | None:
    found = list(values)
    return round(float(mean(found)), 4) if found else None
