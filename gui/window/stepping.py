"""Undo and redo: named in the menu while it is open, and never on another photo without a word."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from gui.document.session import Session
from gui.window.actions import Actions

_SAID_MS = 6000


def tr(text: str) -> str:
    """`text` in the language of the window."""
    return QCoreApplication.translate("Stepping", text)


class Stepping:
    """Goes back and forth along the session's undo stack; say: shows a sentence for so many milliseconds."""

    def __init__(self, actions: Actions, session: Session, *, say: Callable[[str, int], object]) -> None:
        self._actions = actions
        self._session = session
        self._say = say

    def undo(self) -> None:
        """One edit back."""
        text = self._session.undo_stack.undoText()
        self._step(self._session.undo_stack.undo, tr("Undone in {photo}: {edit}"), text)

    def redo(self) -> None:
        """One edit forth."""
        text = self._session.undo_stack.redoText()
        self._step(self._session.undo_stack.redo, tr("Redone in {photo}: {edit}"), text)

    def name_edits(self) -> None:
        """Say in the menu what would be undone and done again."""
        stack = self._session.undo_stack
        for name, text, words in (
            ("undo", stack.undoText(), tr("&Undo: {edit}")),
            ("redo", stack.redoText(), tr("&Redo: {edit}")),
        ):
            if text:
                self._actions[name].setText(words.format(edit=text.replace("&", "&&")))

    def _step(self, step: Callable[[], object], words: str, edit: str) -> None:
        before = self._session.entry
        step()
        after = self._session.entry
        if before is not None and after is not None and before.key != after.key:
            self._say(words.format(photo=after.name, edit=edit), _SAID_MS)
