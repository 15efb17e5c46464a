"""Several pictures on one white sheet, each with its name below."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

_CELL_PX = (320, 400)  # (width, height) a picture may take
_GAP_PX = 24
_LABEL_PX = 34
_TEXT_PX = 20
_PAPER, _INK, _RIM = (255, 255, 255), (60, 60, 60), (222, 222, 222)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A picture, uint8 [H, W, 3], and the name to write below it."""

    pixels: NDArray[np.uint8] = field(repr=False)
    label: str


def contact_sheet(pictures: Sequence[Labelled], *, columns: int = 3) -> NDArray[np.uint8]:
    """The pictures in reading order as one, uint8 [H, W, 3]; each keeps its shape, none is enlarged."""
    rows = math.ceil(len(pictures) / columns)
    width, height = _CELL_PX[0] + _GAP_PX, _CELL_PX[1] + _LABEL_PX + _GAP_PX
    sheet = Image.new("RGB", (columns * width + _GAP_PX, rows * height + _GAP_PX), _PAPER)
    font = ImageFont.load_default(_TEXT_PX)
    for index, picture in enumerate(pictures):
        left, top = _GAP_PX + index % columns * width, _GAP_PX + index // columns * height
        _place(sheet, picture, at=(left, top), font=font)
    return np.asarray(sheet)


def _place(
    sheet: Image.Image,
    picture: Labelled,
    *,
    at: tuple[int, int],
    font: ImageFont.FreeTypeFont | ImageFont.ImageFont,
) -> None:
    """Put a picture at the bottom middle of the cell whose corner is `at`, and its name below the cell."""
    small = Image.fromarray(picture.pixels)
    small.thumbnail(_CELL_PX, Image.Resampling.LANCZOS)
    middle, bottom = at[0] + _CELL_PX[0] // 2, at[1] + _CELL_PX[1]
    left, top = middle - small.width // 2, bottom - small.height
    sheet.paste(small, (left, top))
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((left - 1, top - 1, left + small.width, bottom), outline=_RIM)
    pen.text((middle, bottom + _LABEL_PX // 2), picture.label, fill=_INK, font=font, anchor="mm")
