"""What commands borrow from the window's side, which the engine does not know: handed in where the program starts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class WindowParts:
    """All load what they need when they are called.

    bench: what measures a drag in the window, see `engine.commands.bench_window`; bench_folder: what measures a folder
    of photos there, see `engine.commands.bench_folder`. pdf: what prints a page, HTML with
    its pictures inside, as the bytes of a PDF file.
    """

    bench: Callable[[], Any]
    bench_folder: Callable[[], Any]
    pdf: Callable[[str], bytes]
