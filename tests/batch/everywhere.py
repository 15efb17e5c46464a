"""What Windows, macOS and Linux say of file names, written down from their documents and not from our code."""

from __future__ import annotations

import re
import unicodedata

_DEVICE = re.compile(r"(?i)^(con|prn|aux|nul|conin\$|conout\$|clock\$|(com|lpt)[0-9¹²³])\s*(\..*)?$")


def complaint(name: str) -> str | None:  # noqa: PLR0911 - one rule a line
    """The first rule that `name` breaks on one of the three, None when it is fine everywhere."""
    try:
        encoded = name.encode("utf-8")
    except UnicodeEncodeError:
        return "is not Unicode"
    if not name or name in (".", "..") or "/" in name or "\\" in name:
        return "is no name but a way"
    if re.search(r'[<>:"|?*]', name) or any(unicodedata.category(c) == "Cc" for c in name):
        return "Windows: forbidden letter"
    if name[-1] in ". " or name[0] == " ":
        return "Windows: dot or space at an end"
    if _DEVICE.match(name):
        return "Windows: a device"
    if name[0] == ".":
        return "hidden"
    if len(encoded) > 255:
        return "Linux: over 255 bytes"
    if any(len(unicodedata.normalize(form, name).encode("utf-16-le")) > 510 for form in ("NFC", "NFD")):
        return "Windows or macOS: over 255 units"
    if unicodedata.normalize("NFC", name) != name:
        return "not in NFC"
    return None


def on_mac(name: str) -> str:
    """Equal for names that are one file where letter case and Unicode forms make no difference."""
    return unicodedata.normalize("NFD", unicodedata.normalize("NFD", name).casefold())


def on_windows(name: str) -> str:
    """Equal for names that are one file on NTFS."""
    return "".join(letter.upper() if len(letter.upper()) == 1 else letter for letter in name)
