"""Where the keyboard goes: back to the canvas after a choice by mouse, and Undo past fields with nothing to undo."""

from __future__ import annotations

from gui.window.workbench import Workbench


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
