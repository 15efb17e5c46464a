"""Memory that is free in this process but still counted as its own, given back to the system where that can be."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable
from functools import cache

_ARENAS = -8  # M_ARENA_MAX of malloc.h


def give_back() -> None:
    """Some milliseconds; call it after work on large pictures. Only glibc keeps so much that it is worth it."""
    trim = _libc("malloc_trim")
    if trim is not None:
        trim(0)


def share_one_heap() -> None:
    """Have all threads take memory from one heap; call it before they start. Only glibc gives each its own.

    What large pictures leave behind in a thread's own heap is not given back: with three threads at work on photos of
    24 megapixels that was 150 MB.
    """
    choose = _libc("mallopt")
    if choose is not None:
        choose(_ARENAS, 1)


def physical_bytes() -> int | None:
    """The memory of this machine; None where the system does not say."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, OSError, ValueError):
        return None


@cache
def _libc(name: str) -> Callable[..., int] | None:
    """A function of glibc; None elsewhere."""
    try:
        found: Callable[..., int] = getattr(ctypes.CDLL("libc.so.6"), name)
    except (OSError, AttributeError):
        return None
    return found
