"""How a finished picture is to be written: format, size, ground, colours and what the file says of itself."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from engine.system.errors import OutputError
from engine.system.stored_path import StoredPath

MIN_EDGE_PX = 32
MAX_EDGE_PX = 30_000
MAX_MARGIN_PX = 10_000
MAX_MARK_LETTERS = 80

_Edge = Annotated[int, Field(ge=MIN_EDGE_PX, le=MAX_EDGE_PX)]
_Margin = Annotated[int, Field(ge=0, le=MAX_MARGIN_PX)]


class Format(StrEnum):
    """The kinds of files that can be written."""

    PNG = "png"
    WEBP = "webp"
    JPEG = "jpeg"
    TIFF = "tiff"


class Background(StrEnum):
    """What is behind the person: the photo's own plate, one colour, or nothing."""

    PLATE = "plate"
    COLOUR = "colour"
    TRANSPARENT = "transparent"


class ColourSpace(StrEnum):
    """PHOTO keeps the photo's own profile, SRGB converts to sRGB."""

    PHOTO = "photo"
    SRGB = "srgb"


class Metadata(StrEnum):
    """What is carried over from the photo's file."""

    NONE = "none"
    CAMERA = "camera"


class Corner(StrEnum):
    """Where a visible mark goes."""

    TOP_LEFT = "top-left"
    TOP_RIGHT = "top-right"
    BOTTOM_LEFT = "bottom-left"
    BOTTOM_RIGHT = "bottom-right"


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PhotoSize(_Model):
    """The photo's own size; margins come on top of it."""

    kind: Literal["photo"] = "photo"


class LongEdge(_Model):
    """The longer edge of the file in pixels, margins included."""

    kind: Literal["edge"] = "edge"
    px: _Edge


class ExactSize(_Model):
    """Exactly width x height pixels, margins included.

    crop: the picture covers the room and what juts out is cut off; otherwise all of it is seen, padded.
    """

    kind: Literal["exact"] = "exact"
    width: _Edge
    height: _Edge
    crop: bool = False


Size: TypeAlias = Annotated[PhotoSize | LongEdge | ExactSize, Field(discriminator="kind")]


class Margins(_Model):
    """Free room around the picture, in pixels of the file."""

    left: _Margin = 0
    top: _Margin = 0
    right: _Margin = 0
    bottom: _Margin = 0


class Mark(_Model):
    """A few words written onto the picture, so that people see what it is."""

    text: Annotated[str, Field(min_length=1, max_length=MAX_MARK_LETTERS)] = "AI-edited"
    corner: Corner = Corner.BOTTOM_RIGHT


class Credentials(_Model):
    """Content Credentials (C2PA): the PEM files of a person's own certificate chain and private key."""

    certificate: StoredPath
    key: StoredPath
    algorithm: Literal["es256", "es384", "es512", "ps256", "ps384", "ps512", "ed25519"] = "es256"


class OutputSettings(_Model):
    """All choices about a written picture; equal settings and equal renders give equal bytes.

    depth: bits a channel. quality: of lossy files, 1..100. lossless: for WebP. full_chroma: JPEG without colour
    subsampling. allow_upscale: whether a photo smaller than the size asked for is enlarged. colour: "#rrggbb",
    the background where it is one colour, and what fills margins and padding unless they are transparent.
    dpi: pixels per inch to note, None for none. gps: whether carried-over data may tell the place.
    """

    format: Format = Format.PNG
    depth: Literal[8, 16] = 8
    quality: Annotated[int, Field(ge=1, le=100)] = 92
    lossless: bool = False
    full_chroma: bool = True
    size: Size = PhotoSize()
    allow_upscale: bool = False
    margins: Margins = Margins()
    background: Background = Background.PLATE
    colour: Annotated[str, Field(pattern="^#[0-9a-fA-F]{6}$")] = "#ffffff"
    colour_space: ColourSpace = ColourSpace.PHOTO
    dpi: Annotated[int, Field(ge=1, le=10_000)] | None = None
    metadata: Metadata = Metadata.NONE
    gps: bool = False
    mark: Mark | None = None
    credentials: Credentials | None = None

    @model_validator(mode="after")
    def _fit_together(self) -> OutputSettings:
        if self.format is Format.JPEG and self.background is Background.TRANSPARENT:
            raise ValueError("JPEG cannot be transparent. Choose PNG, WebP or TIFF, or a background colour.")
        if self.depth == 16 and self.format not in (Format.PNG, Format.TIFF):
            raise ValueError("Only PNG and TIFF hold 16 bits a channel. Choose one of them, or 8 bits.")
        if min(self._room()) < MIN_EDGE_PX:
            raise ValueError("The margins leave no room for the picture. Make them smaller.")
        return self

    def _room(self) -> tuple[int, int]:
        """The least that margins leave of the size asked for, (width, height) in pixels."""
        across, down = self.margins.left + self.margins.right, self.margins.top + self.margins.bottom
        if isinstance(self.size, ExactSize):
            return self.size.width - across, self.size.height - down
        if isinstance(self.size, LongEdge):
            return self.size.px - across, self.size.px - down
        return MIN_EDGE_PX, MIN_EDGE_PX

    @property
    def suffix(self) -> str:
        """The ending of the file's name, with its dot."""
        return {Format.JPEG: ".jpg", Format.TIFF: ".tif"}.get(self.format, f".{self.format.value}")

    @property
    def rgb(self) -> tuple[int, int, int]:
        """`colour` as 0..255."""
        value = int(self.colour[1:], 16)
        return value >> 16, value >> 8 & 255, value & 255

    @property
    def is_transparent(self) -> bool:
        """Whether the file has an alpha channel."""
        return self.background is Background.TRANSPARENT


def parse_settings(values: Any) -> OutputSettings:
    """Settings from plain data, as JSON gives it; raises OutputError with one sentence."""
    try:
        return OutputSettings.model_validate(values)
    except ValidationError as error:
        raise OutputError(_sentence(error)) from error


def _sentence(error: ValidationError) -> str:
    first = error.errors()[0]
    if first["type"] == "value_error":  # one of our own, a sentence already
        return str(first["ctx"]["error"])
    place = ".".join(map(str, first["loc"])) or "settings"
    return f"The output setting “{place}” is not usable: {first['msg']}. Correct it."


PRESETS: dict[str, OutputSettings] = {
    "original": OutputSettings(),
    "catalogue": OutputSettings(
        format=Format.JPEG,
        size=ExactSize(width=2000, height=2000),
        background=Background.COLOUR,
        colour_space=ColourSpace.SRGB,
        dpi=300,
    ),
    "web": OutputSettings(
        format=Format.WEBP, quality=85, size=LongEdge(px=1200), colour_space=ColourSpace.SRGB
    ),
    "cut-out": OutputSettings(background=Background.TRANSPARENT),
    "print": OutputSettings(format=Format.TIFF, depth=16, dpi=300, metadata=Metadata.CAMERA),
}
