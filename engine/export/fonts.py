"""Fonts for what is written onto pictures and sheets: the one inside Pillow, else one of the system's."""

from __future__ import annotations

from functools import cache

from PIL import ImageFont

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont
# Fonts of the systems we run on, for scripts that the font inside Pillow lacks.
_OTHERS = (
    "YuGothM.ttc", "meiryo.ttc", "msgothic.ttc", "segoeui.ttf", "ヒラギノ角ゴシック W3.ttc", "Hiragino Sans GB.ttc",
    "Arial Unicode.ttf", "NotoSansCJK-Regular.ttc", "NotoSansCJKjp-Regular.otf", "DroidSansFallbackFull.ttf",
    "DejaVuSans.ttf",
)  # fmt: skip


def font_with(text: str, px: int) -> Font | None:
    """A font of `px` pixels with all letters of `text`; None where this computer has none."""
    return next(
        (font for name in (None, *_OTHERS) if (font := _font(name, px)) and _has_all(font, text)), None
    )


def plain_font(px: int) -> Font:
    """The font inside Pillow."""
    return ImageFont.load_default(px)


@cache
def _font(name: str | None, px: int) -> Font | None:
    if name is None:
        return plain_font(px)
    try:
        return ImageFont.truetype(name, px)
    except OSError:
        return None


def _has_all(font: Font, text: str) -> bool:
    """Whether no letter of `text` comes out as the sign for missing ones."""
    missing = _drawn(font, "\U0010fffe")
    return all(letter.isspace() or _drawn(font, letter) != missing for letter in set(text))


def _drawn(font: Font, letter: str) -> bytes:
    mask = font.getmask(letter)
    return bytes(mask) + repr(mask.size).encode()
