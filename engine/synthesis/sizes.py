"""The size of pictures as the commands are given it."""

from __future__ import annotations

from engine.system.errors import EngineError


def parsed_size(text: str) -> tuple[int, int]:
    """(width, height) of a text HEIGHTxWIDTH; raises EngineError."""
    height, _, width = text.partition("x")
    if not (height.isdigit() and width.isdigit() and int(height) and int(width)):
        raise EngineError(f"The size {text} is not HEIGHTxWIDTH, as in 384x288.")
    return int(width), int(height)
