"""Contact sheets of finished pictures with their names: one PNG, or a PDF of as many pages as it takes."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from engine.export.fonts import font_with, plain_font
from engine.photo.photo import load_photo
from engine.system.errors import PhotoError
from engine.system.shipped import software

MAX_SHEET_PX = 8_000
_DPI = 150
_A4_PX = (1240, 1754)  # at that resolution
_MARGIN_PX, _GAP_PX, _FOOT_PX = 70, 18, 30
_COLUMNS, _ROWS = 4, 5  # of a page
_PNG_CELL_PX = (260, 340)
_LEAST_CELL_PX = 40
_PAPER, _INK, _RIM, _CLEAR = (255, 255, 255), (60, 60, 60), (222, 222, 222), (236, 236, 236)
_WARNING = (170, 50, 20)


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture of a sheet: its file, the name to write below it, what its edge cuts off, and limbs to look at."""

    file: Path
    name: str
    cut_off: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()

    @property
    def warning(self) -> str:
        """What to look at, in words."""
        said = (("cut off", self.cut_off), ("look at", self.doubtful))
        return "; ".join(f"{what}: {', '.join(parts)}" for what, parts in said if parts)


@dataclass(frozen=True, slots=True)
class _Grid:
    columns: int
    rows: int
    cell: tuple[int, int]  # (width, height) with its name, px
    corner: tuple[int, int]

    @property
    def text_px(self) -> int:
        return max(7, min(20, self.cell[0] // 16))

    def place(self, index: int) -> tuple[int, int]:
        """The upper left corner of a cell."""
        down, across = divmod(index, self.columns)
        return (
            self.corner[0] + across * (self.cell[0] + _GAP_PX),
            self.corner[1] + down * (self.cell[1] + _GAP_PX),
        )


def sheet_png(pictures: Sequence[Shown]) -> bytes:
    """All pictures on one sheet, about as wide as high, as PNG; none is enlarged. Files that are gone leave gaps."""
    columns = max(1, round(math.sqrt(len(pictures) * _PNG_CELL_PX[1] / _PNG_CELL_PX[0])))
    rows = max(1, math.ceil(len(pictures) / columns))
    room = MAX_SHEET_PX - _GAP_PX
    factor = min(1.0, (room / columns - _GAP_PX) / _PNG_CELL_PX[0], (room / rows - _GAP_PX) / _PNG_CELL_PX[1])
    cell = (_at_least(_PNG_CELL_PX[0] * factor), _at_least(_PNG_CELL_PX[1] * factor))
    grid = _Grid(columns, rows, cell, (_GAP_PX, _GAP_PX))
    size = (_GAP_PX + columns * (cell[0] + _GAP_PX), _GAP_PX + rows * (cell[1] + _GAP_PX))
    sheet = Image.new("RGB", size, _PAPER)
    _fill(sheet, grid, pictures)
    buffer = io.BytesIO()
    sheet.save(buffer, "PNG")
    return buffer.getvalue()


def sheet_pdf(pictures: Sequence[Shown], *, title: str) -> bytes:
    """The pictures on A4 pages, twenty on each, with title and page number; files that are gone leave gaps."""
    pages = _pages(pictures, title)
    buffer = io.BytesIO()
    next(pages).save(
        buffer,
        "PDF",
        save_all=True,
        append_images=pages,
        resolution=_DPI,
        quality=88,
        title=title,
        producer=software(),
    )
    return buffer.getvalue()


def _pages(pictures: Sequence[Shown], title: str) -> Iterator[Image.Image]:
    """One page after another, so that only one is in memory."""
    width = (_A4_PX[0] - 2 * _MARGIN_PX - (_COLUMNS - 1) * _GAP_PX) // _COLUMNS
    height = (_A4_PX[1] - 2 * _MARGIN_PX - _FOOT_PX - (_ROWS - 1) * _GAP_PX) // _ROWS
    grid = _Grid(_COLUMNS, _ROWS, (width, height), (_MARGIN_PX, _MARGIN_PX))
    each = _COLUMNS * _ROWS
    count = max(1, math.ceil(len(pictures) / each))
    for number in range(count):
        page = Image.new("RGB", _A4_PX, _PAPER)
        _fill(page, grid, pictures[number * each : (number + 1) * each])
        foot = f"{title}   {number + 1} / {count}"
        middle = (_A4_PX[0] // 2, _A4_PX[1] - _MARGIN_PX)
        _write(page, foot, middle, px=18, width=_A4_PX[0] - 2 * _MARGIN_PX)
        yield page


def _fill(sheet: Image.Image, grid: _Grid, pictures: Sequence[Shown]) -> None:
    lines = 2 if any(picture.warning for picture in pictures) else 1
    width, height = grid.cell
    line = round(1.2 * grid.text_px)
    room = (width, height - lines * line - grid.text_px // 2)
    for index, picture in enumerate(pictures):
        left, top = grid.place(index)
        small = _small(picture.file, room)
        middle = left + width // 2
        if small is not None:
            x, y = middle - small.width // 2, top + room[1] - small.height
            sheet.paste(small, (x, y))
            ImageDraw.Draw(sheet).rectangle((x - 1, y - 1, x + small.width, y + small.height), outline=_RIM)
        bottom = top + height - grid.text_px // 2
        _write(sheet, picture.name, (middle, bottom - (lines - 1) * line), px=grid.text_px, width=width)
        if picture.warning:
            _write(sheet, picture.warning, (middle, bottom), px=grid.text_px, width=width, ink=_WARNING)


def _small(file: Path, room: tuple[int, int]) -> Image.Image | None:
    """A picture in sRGB within `room`, on grey where it is transparent; None where it cannot be read."""
    try:
        photo = load_photo(file)
    except PhotoError:
        return None
    small = Image.fromarray(np.asarray(photo.rgb))
    small.thumbnail(room, Image.Resampling.LANCZOS, reducing_gap=3.0)
    if photo.alpha is None:
        return small
    ground = Image.new("RGB", small.size, _CLEAR)
    ground.paste(small, mask=Image.fromarray(np.asarray(photo.alpha)).resize(small.size))
    return ground


def _write(
    sheet: Image.Image,
    text: str,
    middle: tuple[int, int],
    *,
    px: int,
    width: int,
    ink: tuple[int, int, int] = _INK,
) -> None:
    """Words about a point, their middle left out where they are too long for `width`."""
    font = font_with(text, px) or plain_font(px)
    shown, kept = text, len(text)
    while font.getlength(shown) > width and kept > 4:
        kept -= 1
        shown = f"{text[: math.ceil(kept / 2)]}…{text[len(text) - kept // 2 :]}"
    ImageDraw.Draw(sheet).text(middle, shown, fill=ink, font=font, anchor="mm")


def _at_least(px: float) -> int:
    return max(_LEAST_CELL_PX, int(px))
