"""Where the keyboard goes: back to the canvas after a choice by mouse, and Undo past fields with nothing to undo."""

from __future__ import annotations

from gui.window.workbench import Workbench


def return_keyboard(window: Workbench) -> None:
    """Let what is chosen by mouse, which is on the canvas then, give the canvas the keys; keys walk on in their list.

    A click on a kept pose chooses it for Delete and F2, and only a second one brings it back.
    """
    library, kept = window.docks.library.view, window.docks.variants.view
    for chosen in (
        library.clicked,
        window.film_strip.clicked,
        window.docks.history.clicked,
        kept.doubleClicked,
    ):
        chosen.connect(lambda _index: window.activateWindow())  # from a panel that floats
        chosen.connect(lambda _index: window.canvas.setFocus())
