"""The languages that the window speaks."""

from __future__ import annotations

from enum import Enum


class Language(Enum):
    """The language of the window; SYSTEM takes the desktop's where Repose speaks it, else English."""

    SYSTEM = "system"
    ENGLISH = "en"
    JAPANESE = "ja"
