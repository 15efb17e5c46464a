"""Numbers and sentences of a page: each number is marked with its place in the report's JSON."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from engine.evaluate.report.words import Words

_HOUR, _MINUTE = 3600, 60


class Numbers:
    """Writes numbers and sentences of one report, a plain value as JSON holds it, in one language."""

    def __init__(self, report: Mapping[str, Any], words: Words) -> None:
        self.report, self.words = report, words

    def at(self, place: str) -> Any:
        """The value at a place such as "sums.0.plain.pictures"."""
        value: Any = self.report
        for step in place.split("."):
            value = value[int(step)] if isinstance(value, list) else value[step]
        return value

    def count(self, place: str) -> str:
        """A number of things, which may be a mean."""
        return self._marked(place, lambda value: f"{value:,}".removesuffix(".0"))

    def share(self, place: str) -> str:
        """A share 0..1 in percent; one decimal below ten percent."""
        return self._marked(place, self._percent)

    def span(self, place: str) -> str:
        """From one share to another, the two at `place`; one where they are the same."""
        return self.between(place, self.share)

    def between(self, place: str, show: Callable[[str], str]) -> str:
        """From one number to another, the two at `place`, each as `show` has it; one where they look the same."""
        low, high = (show(f"{place}.{n}") for n in (0, 1))
        same = low.partition(">")[2] == high.partition(">")[2]
        return low if same else self.say("unit.span", low=low, high=high)

    def ratio(self, place: str) -> str:
        """A number of about one."""
        return self._marked(place, lambda value: f"{value:.2f}")

    def duration(self, place: str) -> str:
        """Seconds, in the unit that fits."""
        return self._marked(place, self._time)

    def bytes(self, place: str) -> str:
        """Bytes, in the unit that fits."""
        return self._marked(place, self._room)

    def megabytes(self, place: str) -> str:
        """Megabytes."""
        return self._marked(place, lambda value: self._unit("megabyte", f"{value:,.0f}"))

    def money(self, place: str) -> str:
        """An amount in the report's currency, to the cent or to two digits."""
        return self._marked(place, self._amount)

    def text(self, place: str) -> str:
        """A text of the report."""
        return escape(str(self.at(place)))

    def say(self, name: str, **values: str) -> str:
        """A sentence; values: pieces of HTML."""
        return escape(self.words(name), quote=False).format(**values)

    def _marked(self, place: str, show: Callable[[Any], str]) -> str:
        value = self.at(place)
        shown = self.words("none") if value is None else show(value)
        return f'<span data-from="{escape(place)}">{escape(shown)}</span>'

    def _unit(self, name: str, value: str) -> str:
        return self.words(f"unit.{name}", value=value)

    def _percent(self, value: float) -> str:
        return self._unit("percent", f"{100 * value:.{0 if value >= 0.095 else 1}f}".removesuffix(".0"))

    def _time(self, seconds: float) -> str:
        if seconds < 90:
            digits = 2 if seconds < 1 else 1 if seconds < 10 else 0
            return self._unit("second", f"{seconds:.{digits}f}")
        if seconds < 90 * _MINUTE:
            return self._unit("minute", f"{seconds / _MINUTE:.0f}")
        hours = seconds / _HOUR
        return self._unit("hour", f"{hours:,.1f}" if hours < 10 else f"{hours:,.0f}")

    def _room(self, value: int) -> str:
        if value < 1e9:
            megabytes = value / 1e6
            return self._unit("megabyte", f"{megabytes:.1f}" if megabytes < 10 else f"{megabytes:.0f}")
        return self._unit("gigabyte", f"{value / 1e9:.1f}" if value < 1e11 else f"{value / 1e9:,.0f}")

    def _amount(self, value: float) -> str:
        digits = 2
        if 0 < value < 0.1:
            digits = 1 - math.floor(math.log10(value))
        return f"{value:,.{digits}f} {self.at('price.currency')}"
