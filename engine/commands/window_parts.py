"""What commands borrow from the window's side, which the engine does not know: handed in where the program starts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class WindowParts:
    """Both load what they need when they are called.

    bench: what measures a drag in the window, see `engine.commands.bench_window`. pdf: what prints a page, HTML with
    its pictures inside, as the bytes of a PDF file.
    """

    bench: Callable[[], Any]
    pdf: Callable[[str], bytes]
