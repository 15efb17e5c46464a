"""What was done, a line for each photo and one for photos taken off: undo stays with the photo on the canvas."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from gui.look.said import said_again


@dataclass(slots=True)
class _Line:
    """A stack, when each of its commands was done, and when one of them was last undone, counted in changes.

    undone: 0 where what was undone is not to be done again.
    """

    stack: QUndoStack
    done: list[int] = field(default_factory=list)
    undone: int = 0

    @property
    def last_done(self) -> int:
        """When the command was done that would be undone next; 0 for none."""
        return self.done[self.stack.index() - 1] if self.stack.canUndo() else 0

    @property
    def last_undone(self) -> int:
        """When one was undone that could be done again; 0 for none."""
        return self.undone if self.stack.canRedo() else 0


class History(QObject):
    """Named as a QUndoStack is: of the photo on the canvas, and of photos taken off where that was later.

    Edits of different photos know nothing of each other, so each photo's can be undone without the others'.
    """

    changed = Signal()  # something was done, undone or done again
    cleanChanged = Signal(bool)  # noqa: N815 - as Qt says it

    def __init__(self, shown: Callable[[], str | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown = shown
        self._photos: dict[str, _Line] = {}
        self._removals = self._new_line()
        self._now = 0
        self._was_clean = True

    @property
    def revision(self) -> int:
        """Another number after each change."""
        return self._now

    def push(self, command: QUndoCommand, key: str | None) -> None:
        """Do it; key: of the photo that it edits, None for a photo that is taken off.

        What was undone before is gone: of that photo, and of the photos taken off.
        """
        line = self._line_of(key)
        self._removals.undone = 0
        self._now += 1
        line.stack.push(command)
        line.done[line.stack.count() - 1 :] = [
            self._now
        ]  # in place of the last, where it was merged into that
        self._tell()

    def undo(self) -> None:
        """Take back what was done last."""
        line = max(self._lines(), key=lambda each: each.last_done)
        if line.last_done:
            self._now += 1
            line.undone = self._now
            line.stack.undo()
            self._tell()

    def redo(self) -> None:
        """Do again what was undone last."""
        line = max(self._lines(), key=lambda each: each.last_undone)
        if line.last_undone:
            self._now += 1
            line.stack.redo()
            self._tell()

    def canUndo(self) -> bool:
        """Whether there is anything to take back."""
        return any(line.last_done for line in self._lines())

    def canRedo(self) -> bool:
        """Whether there is anything to do again."""
        return any(line.last_undone for line in self._lines())

    def undoText(self) -> str:
        """What would be taken back."""
        stack = max(self._lines(), key=lambda each: each.last_done).stack
        return _text(stack, stack.index() - 1)

    def redoText(self) -> str:
        """What would be done again."""
        line = max(self._lines(), key=lambda each: each.last_undone)
        return _text(line.stack, line.stack.index()) if line.last_undone else ""

    def count(self) -> int:
        """How many edits of the photo on the canvas there are, with those undone."""
        return self._own().stack.count()

    def index(self) -> int:
        """How many of them are done."""
        return self._own().stack.index()

    def text(self, number: int) -> str:
        """What one of them is called."""
        return _text(self._own().stack, number)

    def command(self, number: int) -> QUndoCommand:
        """One of them."""
        return self._own().stack.command(number)

    def setIndex(self, index: int) -> None:
        """Go to where so many of them are done."""
        line = self._own()
        self._now += 1
        line.undone = self._now
        line.stack.setIndex(index)
        self._tell()

    def isClean(self) -> bool:
        """Whether all is as it was at `setClean`."""
        return all(line.stack.isClean() for line in (self._removals, *self._photos.values()))

    def setClean(self) -> None:
        """All is saved as it is now."""
        for line in (self._removals, *self._photos.values()):
            line.stack.setClean()
        self._tell_clean()

    def resetClean(self) -> None:
        """Something that no undo is about was changed: nothing is saved, not even what is being written now."""
        self._now += 1
        self._removals.stack.resetClean()
        self._tell_clean()

    def clear(self) -> None:
        """Forget everything; what is open is clean."""
        for line in (self._removals, *self._photos.values()):
            line.stack.deleteLater()
        self._photos.clear()
        self._removals = self._new_line()
        self._now += 1
        self._tell()

    def _new_line(self) -> _Line:
        return _Line(QUndoStack(self))

    def _own(self) -> _Line:
        """Of the photo on the canvas; the removals' where there is none, of which none can be chosen."""
        return self._line_of(self._shown())

    def _line_of(self, key: str | None) -> _Line:
        if key is None:
            return self._removals
        if key not in self._photos:
            self._photos[key] = self._new_line()
        return self._photos[key]

    def _lines(self) -> tuple[_Line, ...]:
        return self._own(), self._removals

    def _tell(self) -> None:
        self._tell_clean()
        self.changed.emit()

    def _tell_clean(self) -> None:
        is_clean = self.isClean()
        if is_clean != self._was_clean:
            self._was_clean = is_clean
            self.cleanChanged.emit(is_clean)


def _text(stack: QUndoStack, number: int) -> str:
    """What a command is called in the language of now; empty for none."""
    command = stack.command(number) if 0 <= number < stack.count() else None
    return "" if command is None else str(said_again(getattr(command, "said", command.text())))
