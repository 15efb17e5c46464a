"""How long a batch will take and how much room it needs, before it starts and while it runs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
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
    """Seconds for finding a photo's person, for a photo (taking the person apart, the background) and for a picture.

    Each is a fixed part, and a part for every megapixel: of the photo, and of the finished picture. As measured on two
    cores of a busy computer.
    """

    finding: float = 1.0
    finding_megapixel: float = 0.3
    photo: float = 6.5
    photo_megapixel: float = 4.5
    picture: float = 0.05
    picture_megapixel: float = 0.5

    def scaled(self, *, finding: float, photo: float, picture: float) -> Rates:
        """These for a computer that takes so many times as long for each of the three."""
        factors = (finding, finding, photo, photo, picture, picture)
        return Rates(*(seconds * factor for seconds, factor in zip(astuple(self), factors, strict=True)))


@dataclass(frozen=True, slots=True)
class Estimate:
    """Of the cells that are on: how many, of how many photos, and bytes, about.

    Seconds, about: to find persons, for what is done once a photo, and for all pictures.
    """

    pictures: int
    photos: int
    finding_seconds: float
    photo_seconds: float
    picture_seconds: float
    bytes: int

    @property
    def seconds(self) -> float:
        """For everything."""
        return self.finding_seconds + self.photo_seconds + self.picture_seconds


def estimate(
    plan: Plan, sizes: Sequence[Size | None], *, rates: Rates | None = None, found: Collection[int] = ()
) -> Estimate:
    """What the cells of `plan` will take. sizes: (width, height) of each photo, None where it cannot be told.

    found: photos, by their places, whose persons are known.
    """
    rates = rates or Rates()
    known = [size or _UNKNOWN_SIZE for size in sizes]
    cells = plan.cells()
    photos = {cell.photo for cell in cells}
    whole = {photo: plan.photos[photo].extension(known[photo]).size(known[photo]) for photo in photos}
    finished = {photo: _megapixels(picture_size(whole[photo], plan.output)) for photo in photos}
    large = {photo: _megapixels(known[photo]) for photo in photos}
    finding = sum(
        rates.finding + rates.finding_megapixel * large[photo] for photo in photos if photo not in found
    )
    once = sum(rates.photo + rates.photo_megapixel * large[photo] for photo in photos)
    each = sum(rates.picture + rates.picture_megapixel * finished[cell.photo] for cell in cells)
    pixel = bytes_a_pixel(plan.output)
    room = sum(_FILE_BYTES + finished[cell.photo] * 1e6 * pixel for cell in cells)
    return Estimate(len(cells), len(photos), finding, once, each, round(room))


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
    """How fast a batch goes, from what its photos and pictures took so far, and before that from what was foretold."""

    def __init__(self, foretold: Estimate | None = None) -> None:
        self._foretold = foretold
        self._begun: float | None = None  # seconds for the photo whose first picture is not there yet
        self.finding_seconds: list[float] = []
        self.photo_seconds: list[float] = []
        self.picture_seconds: list[float] = []

    def begin_photo(self) -> None:
        """Another photo's turn has come."""
        self._begun = 0.0

    def opened(self, seconds: float, *, is_found: bool) -> None:
        """That photo and its person are there; is_found: the person was known before."""
        self._begun = seconds
        if not is_found:
            self.finding_seconds.append(seconds)

    def made(self, seconds: float, *, once: float) -> None:
        """A picture is there. once: seconds, beside these, for what is kept for the photo's other pictures."""
        if self._begun is not None:
            self.photo_seconds.append(self._begun)
            self._begun = None
        self.photo_seconds[-1] += once
        self.picture_seconds.append(seconds)

    def seconds_left(self, photos: int, pictures: int) -> float | None:
        """Seconds for so many more photos and pictures, about, and the photo in hand; None where nothing is known."""
        if not pictures:
            return 0.0
        photo, picture = self._means()
        if photo is None or picture is None:
            return None
        in_hand = 0 if self._begun is None else 1
        return (photos + in_hand) * photo + pictures * picture

    def _means(self) -> tuple[float | None, float | None]:
        told = self._foretold
        photo = None if told is None else (told.finding_seconds + told.photo_seconds) / max(told.photos, 1)
        picture = None if told is None else told.picture_seconds / max(told.pictures, 1)
        return _mean(self.photo_seconds, photo), _mean(self.picture_seconds, picture)


def _mean(values: Sequence[float], otherwise: float | None) -> float | None:
    return sum(values) / len(values) if values else otherwise
