"""File names that Windows, macOS and Linux all take, and when two of them are one file on some of these."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Names are kept well under every limit (255 UTF-8 bytes on Linux, 255 UTF-16 units on Windows, the same decomposed on
# macOS), as copies get numbers, and encrypted or packed folders allow less.
MAX_NAME_BYTES = 200
_MAX_DECOMPOSED_UNITS = 240
_SUBSTITUTE = "_"
_FORBIDDEN = frozenset('<>:"/\\|?*\ufffd')  # the last stands for what is no letter
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$", "clock$"]
    + [f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789¹²³"]
)
# Joiners shape letters of some scripts and emoji; other format characters are unseen, or turn the reading direction.
_JOINERS = frozenset("\u200c\u200d")


def legal_stem(text: str, *, suffix: str) -> str:
    """`text` as the stem of a file name that ends in `suffix`, changed only where some system would refuse it.

    The result is in NFC, not hidden, and never empty.
    """
    # A letter that goes may bring two others together that compose, so the form is made once more afterwards.
    stem = unicodedata.normalize("NFC", _cleaned(unicodedata.normalize("NFC", text)))
    stem = _trimmed(stem)
    while not fits(f"{_safe(stem)}{suffix}"):
        stem = _trimmed(stem[:-1])
    return _safe(stem)


def fits(name: str) -> bool:
    """Whether `name` is short enough on every system."""
    decomposed = unicodedata.normalize("NFD", name)
    units = len(decomposed.encode("utf-16-le", "surrogatepass")) // 2
    return len(name.encode("utf-8", "surrogatepass")) <= MAX_NAME_BYTES and units <= _MAX_DECOMPOSED_UNITS


@lru_cache(maxsize=1 << 17)  # a batch looks at every name in its folder before each picture
def same_file_key(name: str) -> str:
    """Equal for two names that are one file on some system: letter case and Unicode forms make no difference."""
    visible = "".join(c for c in name if unicodedata.category(c) != "Cf")
    folded = unicodedata.normalize("NFD", visible).upper().casefold()
    return unicodedata.normalize("NFC", folded)


def is_allowed(letter: str) -> bool:
    """Whether a file name may hold `letter` on every system."""
    return _stand_in(letter) == letter


def _cleaned(text: str) -> str:
    return "".join(letter for letter in map(_stand_in, text) if letter)


def _stand_in(letter: str) -> str:
    """What a file name has in place of `letter`."""
    category = unicodedata.category(letter)
    if category == "Cf":
        return letter if letter in _JOINERS else ""
    # Control characters, lone surrogates, unassigned and private letters, line and paragraph ends.
    illegal = letter in _FORBIDDEN or category[0] == "C" or category in ("Zl", "Zp")
    return _SUBSTITUTE if illegal else letter


def _trimmed(stem: str) -> str:
    """Without dots and spaces at the ends: Windows drops them behind, and a dot in front hides a file."""
    start, end = 0, len(stem)
    while start < end and _is_loose(stem[start]):
        start += 1
    while end > start and _is_loose(stem[end - 1]):
        end -= 1
    return stem[start:end]


def _is_loose(letter: str) -> bool:
    return letter == "." or letter.isspace() or letter in _JOINERS


def _safe(stem: str) -> str:
    """`stem`, or something in its place where it is empty or the name of a device on Windows."""
    if not stem or stem.partition(".")[0].rstrip().casefold() in _DEVICES:
        return _SUBSTITUTE + stem
    return stem
