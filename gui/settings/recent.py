"""The files opened last: a list of values, and the menu that shows it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from engine.system.stored_path import readable
from gui.look.follows_look import FollowsLook

LIMIT = 12


def with_recent(recent: Sequence[Path], path: Path) -> tuple[Path, ...]:
    """`recent`, newest first, with `path` in front; the oldest fall off."""
    newest = path.absolute()
    return (newest, *(each for each in recent if each != newest))[:LIMIT]


def without_recent(recent: Sequence[Path], path: Path) -> tuple[Path, ...]:
    """`recent` without `path`, for a file that is gone."""
    return tuple(each for each in recent if each != path.absolute())


def merged_recent(
    ours: Sequence[Path], *, before: Sequence[Path], theirs: Sequence[Path]
) -> tuple[Path, ...]:
    """What became of `before` here, `ours`, done to the list that another window made of it meanwhile."""
    gone = frozenset(before).difference(ours)
    left = tuple(each for each in theirs if each not in gone)
    return with_recent(left, ours[0]) if len(ours) >= max(len(before), 1) else left


class RecentMenu(FollowsLook, QMenu):
    """A menu of recent files; it is filled by `show_files` and asks for the chosen one."""

    open_requested = Signal(object)  # Path
    clear_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files: tuple[Path, ...] = ()
        self._retranslate()

    def show_files(self, recent: Sequence[Path]) -> None:
        """Show `recent`, newest first; without any the menu is disabled."""
        self._files = tuple(recent)
        self.clear()
        for number, path in enumerate(self._files, start=1):
            self._add(number, path)
        self.addSeparator()
        self.addAction(self.tr("Clear list"), self.clear_requested.emit)
        self.menuAction().setEnabled(bool(self._files))

    def _retranslate(self) -> None:
        self.setTitle(self.tr("Open &recent"))
        self.show_files(self._files)

    def _add(self, number: int, path: Path) -> None:
        # A menu reads & as a mark for the access key.
        name = readable(path.name).replace("&", "&&")
        action = self.addAction(f"&{number} {name}" if number < 10 else name)
        action.setToolTip(readable(str(path)))
        action.setStatusTip(readable(str(path)))
        action.triggered.connect(lambda _checked=False, path=path: self.open_requested.emit(path))
