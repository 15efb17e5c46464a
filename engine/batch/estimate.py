"""How long a batch will take and how much room it needs, before it starts and while it runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass

from engine.batch.plan import Plan
from engine.export.geometry import picture_size
from engine.export.settings import Background, Format, OutputSettings
from engine.pose.openpose import Size

# Bytes a pixel, 8 bits a channel, as catalogue photos come out.
_BYTES_A_PIXEL = {Format.PNG: 1.5, Format.WEBP: 0.15, Format.JPEG: 0.3, Format.TIFF: 2.2}
_LOSSLESS_WEBP = 1.1
_SIXTEEN_BITS = 2.2
_CUT_OUT = 0.5
_FILE_BYTES = 30_000
_UNKNOWN_SIZE = (1500, 2000)


@dataclass(frozen=True, slots=True)
class Rates:
    """Seconds for a photo (opening it, finding the person, what is computed once) and for a picture.

    Each is a fixed part, and a part for every megapixel: of the photo, and of the finished picture.
    """

    photo: float = 0.9
    photo_megapixel: float = 0.7
    picture: float = 0.25
    picture_megapixel: float = 0.15

    def scaled(self, factor: float) -> Rates:
        """These for a computer that takes `factor` times as long."""
        return Rates(*(seconds * factor for seconds in astuple(self)))


@dataclass(frozen=True, slots=True)
class Estimate:
    """Of the cells that are on: how many, of how many photos, seconds and bytes, about."""

    pictures: int
    photos: int
    seconds: float
    bytes: int


def estimate(plan: Plan, sizes: Sequence[Size | None], *, rates: Rates | None = None) -> Estimate:
    """What the cells of `plan` will take. sizes: (width, height) of each photo, None where it cannot be told."""
    rates = rates or Rates()
    known = [size or _UNKNOWN_SIZE for size in sizes]
    cells = plan.cells()
    photos = {cell.photo for cell in cells}
    whole = {photo: plan.photos[photo].extension(known[photo]).size(known[photo]) for photo in photos}
    finished = {photo: _megapixels(picture_size(whole[photo], plan.output)) for photo in photos}
    seconds = sum(rates.photo + rates.photo_megapixel * _megapixels(known[photo]) for photo in photos)
    seconds += sum(rates.picture + rates.picture_megapixel * finished[cell.photo] for cell in cells)
    pixel = bytes_a_pixel(plan.output)
    room = sum(_FILE_BYTES + finished[cell.photo] * 1e6 * pixel for cell in cells)
    return Estimate(len(cells), len(photos), seconds, round(room))


def bytes_a_pixel(output: OutputSettings) -> float:
    """About how many bytes a pixel takes in a file."""
    size = _BYTES_A_PIXEL[output.format]
    if output.format is Format.WEBP and output.lossless:
        size = _LOSSLESS_WEBP
    if output.depth == 16:
        size *= _SIXTEEN_BITS
    return size if output.background is Background.PLATE else size * _CUT_OUT


def _megapixels(size: Size) -> float:
    return size[0] * size[1] / 1e6


class Pace:
    """How fast a batch goes, from what its photos and pictures took so far."""

    def __init__(self) -> None:
        self.photo_seconds: list[float] = []
        self.picture_seconds: list[float] = []

    def seconds_left(self, photos: int, pictures: int) -> float | None:
        """About how long `photos` more photos and `pictures` more pictures take; None before the first picture."""
        if not self.picture_seconds:
            return None
        return photos * _mean(self.photo_seconds) + pictures * _mean(self.picture_seconds)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
