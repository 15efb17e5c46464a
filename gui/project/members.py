"""Members of a project's archive: read once each, and never more than what is on disk can stand for."""

from __future__ import annotations

import struct
import zipfile
import zlib

from gui.document.project_error import ProjectError, tr

_MAX_TOTAL_BYTES = 16 * 1024**3
# Photos and mattes hardly become smaller by packing; what unpacks to more was made to fill memory.
_ALWAYS_BYTES = 16_000_000
_MAX_RATIO = 20
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What zipfile is known to raise on hostile or damaged bytes.
ZIP_FAULTS = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error, EOFError, NotImplementedError,
    RuntimeError, UnicodeError, ValueError, OverflowError, OSError,
)  # fmt: skip


class Members:
    """The members of `archive`, a file of `size` bytes."""

    def __init__(self, archive: zipfile.ZipFile, size: int) -> None:
        self._archive = archive
        self._left = min(_MAX_TOTAL_BYTES, _ALWAYS_BYTES + _MAX_RATIO * size)
        self._known: dict[str, bytes] = {}

    def read(self, name: str, limit: int) -> bytes:
        """A member's bytes, at most `limit`; raises ProjectError. What it claims about its size is not trusted."""
        data = self._known.get(name)
        if data is None:
            data = self._known[name] = self._read(name, min(limit, self._left))
            self._left -= len(data)
        if len(data) > limit:
            raise self._too_large(name)
        return data

    def _read(self, name: str, limit: int) -> bytes:
        try:
            about = self._archive.getinfo(name)
        except KeyError as error:
            sentence = tr("This project is incomplete: {name} is missing.")
            raise ProjectError(sentence.format(name=name)) from error
        if about.compress_type not in _PACKED:
            sentence = tr(
                "{name} in this project was not packed by Repose. Save the project again with Repose."
            )
            raise ProjectError(sentence.format(name=name))
        with self._archive.open(about) as member:
            data = member.read(limit + 1)
        if len(data) > limit:
            raise self._too_large(name)
        return data

    def _too_large(self, name: str) -> ProjectError:
        return ProjectError(tr("{name} in this project is too large to be opened.").format(name=name))
