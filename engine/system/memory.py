"""Memory that is free in this process but still counted as its own, given back to the system where that can be."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable
from functools import cache


def give_back() -> None:
    """Some milliseconds; call it after work on large pictures. Only glibc keeps so much that it is worth it."""
    trim = _trim()
    if trim is not None:
        trim(0)


def physical_bytes() -> int | None:
    """The memory of this machine; None where the system does not say."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, OSError, ValueError):
        return None


@cache
def _trim() -> Callable[[int], int] | None:
    try:
        found: Callable[[int], int] = ctypes.CDLL("libc.so.6").malloc_trim
    except (OSError, AttributeError):
        return None
    return found
