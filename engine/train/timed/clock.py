"""The time of a run that has only so much of it, and what it was spent on."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager


class Clock:
    """Seconds since `started` (of `time.monotonic`), of `seconds` in all."""

    def __init__(self, seconds: float, *, started: float | None = None) -> None:
        self.seconds = seconds
        self._started = time.monotonic() if started is None else started
        self.spent = {"starting": self.past}

    @property
    def past(self) -> float:
        """Seconds behind the run."""
        return time.monotonic() - self._started

    @property
    def left(self) -> float:
        """Seconds before it; less than nothing when it is late."""
        return self.seconds - self.past

    @contextmanager
    def spending(self, on: str) -> Iterator[None]:
        """Count the time of a block."""
        begun = self.past
        try:
            yield
        finally:
            self.spent[on] = self.spent.get(on, 0.0) + self.past - begun
