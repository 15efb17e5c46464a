"""Where the keyboard goes: back to the canvas after a choice by mouse, and Undo past fields with nothing to undo."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent

from gui.window.workbench import Workbench

_WALKING = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End}
# The canvas has the keys again after these, with nothing clicked elsewhere.
_PASSING = {Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason}


def return_keyboard(window: Workbench) -> None:
    """Let what is chosen by mouse, which is on the canvas then, give the canvas the keys; keys walk on in their list.

    Kept poses hold them until the pointer is on the canvas: a click there chooses for Delete, F2 and F3 as well.
    """
    for chosen in (
        window.docks.library.view.clicked,
        window.film_strip.clicked,
        window.docks.history.clicked,
    ):
        chosen.connect(lambda _index: window.activateWindow())  # from a panel that floats
        chosen.connect(lambda _index: window.canvas.setFocus())
    StripWalk(window)


class StripWalk(QObject):
    """After a click on a photo Up, Down, Home and End walk along the photos, though the canvas has the keyboard.

    So does Delete take photos off while several are chosen, and letters jump to the name that begins with them for as
    long as the pointer is still on the photos. All that ends with a click elsewhere, and where joints are selected:
    the keys are theirs then.
    """

    def __init__(self, window: Workbench) -> None:
        super().__init__(window)
        self._canvas, self._strip, self._session = window.canvas, window.film_strip, window.session
        self._walks = False
        self._strip.clicked.connect(self._on_clicked)
        self._session.selection_changed.connect(self._on_selection_changed)
        self._canvas.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hand the keys of a list to the photos."""
        kind = event.type()
        if kind is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._takes(event):
            self._strip.keyPressEvent(event)  # not sent, as it would be tried as a shortcut once more
            return True
        if kind is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._takes(event):
            event.accept()  # else Delete would be the shortcut that hides joints, and S the one of the skeleton
            return True
        if kind is QEvent.Type.MouseButtonPress:
            self._walks = False
        if kind is QEvent.Type.FocusOut and isinstance(event, QFocusEvent) and event.reason() not in _PASSING:
            self._walks = False
        return False

    def _takes(self, event: QKeyEvent) -> bool:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        is_plain = held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        is_ours = self._walks and self._strip.isVisible() and self._canvas.tool is None
        takes_off = event.key() == Qt.Key.Key_Delete and not held and len(self._strip.chosen()) > 1
        return is_ours and is_plain and (event.key() in _WALKING or takes_off or self._is_of_name(event))

    def _is_of_name(self, event: QKeyEvent) -> bool:
        """Begun with a letter, as digits alone are views of the canvas; then whatever can be typed goes on with it.

        A name is begun without Shift, which makes tools of letters: Shift+S would jump to another photo.
        """
        typed, goes_on = event.text(), self._strip.is_searching
        is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        is_typing = (typed.isalpha() and not is_shifted) or (goes_on and typed.isprintable())
        return bool(typed) and is_typing and self._strip.underMouse()

    def _on_clicked(self) -> None:
        self._walks = True

    def _on_selection_changed(self) -> None:
        self._walks = self._walks and not self._session.selection
