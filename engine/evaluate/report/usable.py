"""What a picture that can be used takes: those dropped have been made and looked at as well."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.evaluate.report.making import OTHER, PLAIN
from engine.evaluate.report.sums import LOOK_SECONDS, Price

# The retouching after which judges called a picture publishable.
RETOUCH_SECONDS = 60

Range = list[float]


def usable(
    judged: Mapping[str, Any] | None, time: Mapping[str, Any], price: Price | None
) -> dict[str, dict[str, Any]] | None:
    """By kind of photo what one picture that can be used takes, from least to most.

    judged: the shares that people called broken, by kind; the rest is usable at once or after a minute's retouching.
    time: what `sums.times` says of the same method. None where nobody judged, or no picture was made.
    """
    if judged is None or not time["pictures"]:
        return None
    return {kind: _of_kind(judged[kind], time["picture_seconds"], price) for kind in (PLAIN, OTHER)}


def of_100(judged: Mapping[str, Any]) -> dict[str, Any]:
    """Of 100 pictures, by kind those that people called broken and the rest; "at_once": of both kinds, as they are."""
    kinds = {
        kind: {"broken": _hundred(judged[kind]), "usable": _hundred(_rest(judged[kind]))}
        for kind in (PLAIN, OTHER)
    }
    return {**kinds, "at_once": _hundred(judged["publishable"])}


def _of_kind(broken: Range, seconds: float, price: Price | None) -> dict[str, Any]:
    # How many are made and looked at for one that is used.
    tries = [1 / share for share in reversed(_rest(broken))]
    return {
        "tries": [round(each, 3) for each in tries],
        "machine_seconds": [round(each * seconds, 3) for each in tries],
        "cost": None
        if price is None
        else [round(each * seconds * price.per_hour / 3600, 8) for each in tries],
        "people_seconds": [round(each * LOOK_SECONDS + RETOUCH_SECONDS, 1) for each in tries],
    }


def _rest(shares: Range) -> Range:
    return [1 - share for share in reversed(shares)]


def _hundred(shares: Range) -> Range:
    return [round(100 * share, 1) for share in shares]
