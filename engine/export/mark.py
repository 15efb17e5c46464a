"""A visible mark: a few words in a corner of the picture, readable on light and dark alike."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from engine.export.canvas import Levels
from engine.export.fonts import Font, font_with
from engine.export.settings import Corner, Mark
from engine.system.errors import OutputError

_TEXT_SHARE, _GAP_SHARE, _WIDEST_SHARE = 0.024, 0.02, 0.9  # of the canvas' shorter side; of its width
_LEAST_PX = 10
_STRENGTH = 0.85


def with_mark(levels: Levels, mark: Mark) -> Levels:
    """A copy of `levels` [H, W, 3 or 4] with the words of `mark`; raises OutputError where no font has them."""
    height, width = levels.shape[:2]
    ink, rim = _masks(mark, (width, height))
    top = np.iinfo(levels.dtype).max
    out = levels.astype(np.float32)
    for mask, level in ((rim, 0.12 * top), (ink, 0.97 * top)):
        share = mask[..., None] * (_STRENGTH / 255)
        out[..., :3] += (level - out[..., :3]) * share
        if out.shape[2] == 4:
            out[..., 3:] += (top - out[..., 3:]) * share
    return (out + 0.5).astype(levels.dtype)


def _masks(mark: Mark, size: tuple[int, int]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """How much of each pixel is letter, and how much is letter or its rim: [H, W] in 0..255."""
    width, height = size
    text_px = max(_LEAST_PX, round(_TEXT_SHARE * min(size)))
    font = _font(mark.text, text_px)
    long = font.getlength(mark.text)
    if long > _WIDEST_SHARE * width:
        font = _font(mark.text, max(1, int(text_px * _WIDEST_SHARE * width / long)))
    gap = round(_GAP_SHARE * min(size))
    across = gap if mark.corner in (Corner.TOP_LEFT, Corner.BOTTOM_LEFT) else width - gap
    down = gap if mark.corner in (Corner.TOP_LEFT, Corner.TOP_RIGHT) else height - gap
    anchor = ("l" if across == gap else "r") + ("a" if down == gap else "d")
    masks = []
    for stroke in (0, max(1, text_px // 12)):
        mask = Image.new("L", size, 0)
        place = (across, down)
        ImageDraw.Draw(mask).text(place, mark.text, fill=255, font=font, anchor=anchor, stroke_width=stroke)
        masks.append(np.asarray(mask, np.float32))
    return masks[0], masks[1]


def _font(text: str, px: int) -> Font:
    font = font_with(text, px)
    if font is None:
        raise OutputError(
            f"No font on this computer has all letters of the mark “{text}”. Choose other words."
        )
    return font
