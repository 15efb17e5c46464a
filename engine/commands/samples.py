"""Measured times by name, and what is said of them: median and 95th percentile."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Summary:
    """What many measurements of one thing come to."""

    median_ms: float
    p95_ms: float
    count: int


class Samples:
    """Milliseconds by what was measured, in the order it was first met."""

    def __init__(self) -> None:
        self._kept: defaultdict[str, list[float]] = defaultdict(list)

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """Measure a block; one that fails does not count."""
        begun = time.perf_counter()
        yield
        self._kept[name].append((time.perf_counter() - begun) * 1e3)

    def add(self, steps: Mapping[str, float]) -> None:
        """Keep what a stopwatch measured."""
        for name, milliseconds in steps.items():
            self._kept[name].append(milliseconds)

    def summary(self) -> dict[str, Summary]:
        """Median, 95th percentile and count of everything measured."""
        return {
            name: Summary(
                round(float(np.median(values)), 2), round(float(np.percentile(values, 95)), 2), len(values)
            )
            for name, values in self._kept.items()
        }
