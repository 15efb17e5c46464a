"""Bounds on the work that a photo file can ask for, so that a hostile or padded one is soon refused."""

from __future__ import annotations

from typing import IO, Any

# Pillow looks through headers in Python, a read at a time: byte by byte in what is no JPEG marker, chunk by chunk in a
# PNG. Writers that cut a photo into small pieces make them of some kilobytes.
_FREE_READS, _MAX_READS = 50_000, 700_000
_LEAST_BYTES_A_READ = 512
# A progressive JPEG has about ten; for each of them libjpeg goes through all pixels, however few bytes it is.
_MAX_SCANS = 60
_START_OF_SCAN, _END_OF_IMAGE = b"\xff\xda", b"\xff\xd9"


class FewReads:
    """A binary stream of `size` bytes that raises OSError once it is read in crumbs, as only padding is."""

    def __init__(self, stream: IO[bytes], size: int) -> None:
        self._stream = stream
        self._left = min(_FREE_READS + size // _LEAST_BYTES_A_READ, _MAX_READS)

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes, all without it."""
        self._left -= 1
        if self._left < 0:
            raise OSError("the file is read in crumbs, so it is padding")
        return self._stream.read(size)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def check_scans(jpeg: bytes) -> None:
    """Raise OSError for a JPEG that goes over its pixels more often than any writer does."""
    start = _first_scan(jpeg)
    # Within a scan 0xFF is escaped, so that these two bytes are nothing else.
    end = jpeg.find(_END_OF_IMAGE, start)
    if jpeg.count(_START_OF_SCAN, start, end if end >= 0 else len(jpeg)) > _MAX_SCANS:
        raise OSError("the JPEG has too many scans")


def _first_scan(jpeg: bytes) -> int:
    """Where the first scan begins, or whatever is no segment: those before it hold previews with scans of their own."""
    at = 2
    while jpeg[at : at + 1] == b"\xff" and jpeg[at : at + 2] != _START_OF_SCAN:
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
    return at
