"""Starts Repose: a command works in the terminal; without one, the window opens."""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path
from typing import Any

from engine.commands.app import command_names, run
from engine.commands.window_parts import WindowParts
from engine.system.say import say


def main(arguments: list[str] | None = None) -> int:
    """Run `arguments`, by default the program's own; returns the exit code.

    A command runs; photos, or nothing, open the window. Where there is no window, nothing means the demo.
    """
    words = sys.argv[1:] if arguments is None else arguments
    if words and (words[0].startswith("-") or words[0] in command_names()):
        return run(words, window=WindowParts(_window_bench, _folder_bench, _pdf))
    photos = [Path(word) for word in words]
    for photo in photos:
        if not os.path.exists(photo):  # noqa: PTH110 - Path.exists raises for some names that no file can have
            say(f"There is neither a command nor a photo called {photo}; --help lists the commands.")
            return 2
    obstacle = _why_no_window()
    if obstacle is None:
        return _open_window(photos)
    if photos:
        say(f"{obstacle}, so no photo can be opened in it; use the commands detect and render.")
        return 2
    say(f"{obstacle}, so the person that ships with Repose is re-posed here instead.")
    return run(["demo"])


def _why_no_window() -> str | None:
    """What keeps the window from opening, as the first half of a sentence; None when nothing does."""
    if sys.platform.startswith("linux") and not any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY"))):
        return "There is no display for the window"
    return None


def _window_bench() -> Any:
    """What measures a drag in the window, which without a display is drawn where nobody sees it."""
    _draw_unseen()
    engine, bench = map(importlib.import_module, ("engine.service.for_window", "gui.bench.drag_bench"))
    return lambda device, **asked: bench.measure_drag(lambda told: engine.make_engine(told, device), **asked)


def _folder_bench() -> Any:
    """What measures a folder of photos in the window; as `_window_bench`."""
    _draw_unseen()
    engine, bench = map(importlib.import_module, ("engine.service.for_window", "gui.bench.folder_bench"))
    return lambda device, **asked: bench.measure_folder(
        lambda told: engine.make_engine(told, device), **asked
    )


def _pdf(page: str) -> bytes:
    """A page printed by the window's text engine."""
    _draw_unseen()
    return bytes(importlib.import_module("gui.look.printing").pdf_of(page))


def _draw_unseen() -> None:
    if _why_no_window():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def _open_window(photos: list[Path]) -> int:
    # The engine comes first: torch >= 2.9 is reported to fail on Windows when Qt was loaded before it.
    engine, window = map(importlib.import_module, ("engine.service.for_window", "gui.app"))
    return int(window.run_and_leave(photos, engine.make_engine))


if __name__ == "__main__":
    sys.exit(main())
