"""Jumps in a list to the entry whose name begins with what is being typed, as lists of files do."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from PySide6.QtCore import QElapsedTimer
from PySide6.QtWidgets import QApplication


class TypeAhead:
    """Letters typed one soon after the other are the beginning of a name; after a pause another one begins.

    For lists that show names shortened: Qt's own search knows only what is shown.
    """

    def __init__(self) -> None:
        self._typed = ""
        self._since = QElapsedTimer()

    @property
    def is_going_on(self) -> bool:
        """Whether what is typed now goes on with what was typed before."""
        return bool(self._typed) and self._since.elapsed() < QApplication.keyboardInputInterval()

    def row_for(self, text: str, names: Sequence[str], *, current: int) -> int | None:
        """The row of the next name that begins so, `current` (-1 for none) itself while it does; None for none.

        One letter, once or again and again, goes on to the next of its names, and round the end.
        """
        before = self._typed if self.is_going_on else ""
        self._typed = (before + _folded(text)).lstrip()  # Space alone begins no name
        self._since.start()
        if not self._typed:
            return None
        steps = len(set(self._typed)) == 1
        wanted = self._typed[:1] if steps else self._typed
        begin = max(current, 0) + (1 if steps and current >= 0 else 0)
        rows = [(begin + step) % len(names) for step in range(len(names))]
        return next((row for row in rows if _folded(names[row]).startswith(wanted)), None)


def _folded(text: str) -> str:
    """Upper and lower case, wide and narrow letters, accents in one piece or two: all the same."""
    return unicodedata.normalize("NFKC", text).casefold()
