"""Pause, resume and cancel for a running batch, from any thread."""

from __future__ import annotations

import threading


class Control:
    """A batch asks it between two steps; what has begun is brought to its end."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._paused = False
        self._cancelled = False

    def pause(self) -> None:
        """Let the batch stand still after the current picture."""
        with self._changed:
            self._paused = True

    def resume(self) -> None:
        """Let it go on."""
        with self._changed:
            self._paused = False
            self._changed.notify_all()

    def cancel(self) -> None:
        """Let it end after the current picture; all that is finished stays and counts when it is resumed."""
        with self._changed:
            self._cancelled = True
            self._changed.notify_all()

    @property
    def is_paused(self) -> bool:
        """Whether it stands still, or will after the current picture."""
        return self._paused

    @property
    def is_cancelled(self) -> bool:
        """Whether `cancel` was called."""
        return self._cancelled

    def may_go_on(self) -> bool:
        """Wait while paused; False once cancelled. For the batch itself."""
        with self._changed:
            self._changed.wait_for(lambda: self._cancelled or not self._paused)
            return not self._cancelled
