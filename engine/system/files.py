"""Writes results so that a file is either whole and new or untouched, whatever fails on the way."""

from __future__ import annotations

import errno
import io
import json
import logging
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from engine.system.errors import DiskFullError, OutputError, printable
from engine.system.originals import Originals
from engine.system.paths import real_place
from engine.system.renaming import rename_as_new, replace
from engine.system.unfinished import sweep, unfinished

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
# What systems and file systems say that cannot sync a folder.
_NO_SYNC = (errno.EINVAL, errno.EBADF, errno.EACCES, errno.ENOSYS, errno.ENOTSUP)
_NO_ORIGINALS = Originals()

_log = logging.getLogger(__name__)


def write_atomic(path: Path, data: bytes, *, originals: Originals, overwrite: bool = True) -> None:
    """Put `data` at `path`, a place of a person's choice, in one step; a link is followed.

    An existing file keeps its access rights. Raises OutputError when `path` leads to one of `originals`, the folder
    is missing, writing is not allowed, or the file exists and `overwrite` is False, and DiskFullError when there is
    no room. On any failure the folder is left as it was.
    """
    put_whole(_followed(path), data, overwrite=overwrite, originals=originals)


def check_place(path: Path, *, originals: Originals) -> None:
    """Raise OutputError where `write_atomic` would, as far as that can be told before the work is done."""
    target = _followed(path)
    _check_target(target, overwrite=True)
    originals.check(target)


def put_whole(target: Path, data: bytes, *, overwrite: bool, originals: Originals) -> None:
    """As `write_atomic`, but a link at `target` is replaced and not followed: nothing is written elsewhere."""
    _check_target(target, overwrite)
    try:
        _put(target, lambda file: file.write(data), overwrite=overwrite, originals=originals)
    except OSError as error:
        raise _sentence(error, target) from error


def write_json_atomic(path: Path, value: object, *, originals: Originals, overwrite: bool = True) -> None:
    """Write `value` as indented UTF-8 JSON; errors as `write_atomic`, ValueError for NaN and infinity."""
    text = json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False)
    write_atomic(path, f"{text}\n".encode(), originals=originals, overwrite=overwrite)


def write_whole(path: Path, data: bytes, *, synced: bool = True, private: bool = False) -> None:
    """Put `data` at `path`, a place of the program's own, in one step; a link is followed.

    synced: wait until the disk has it, which also survives a power cut; without, a few times faster. private: a new
    file is for this account's eyes only. Raises OSError, and then the old file is untouched.
    """
    target = real_place(path)
    _put(
        target,
        lambda file: file.write(data),
        overwrite=True,
        originals=_NO_ORIGINALS,
        synced=synced,
        private=private,
    )


def write_whole_with(
    path: Path,
    write: Callable[[IO[bytes]], object],
    *,
    synced: bool = True,
    originals: Originals = _NO_ORIGINALS,
) -> None:
    """As `write_whole`, for content that `write` puts into an open file; what `write` raises passes.

    Raises OutputError where `path` leads to one of `originals`.
    """
    _put(real_place(path), write, overwrite=True, originals=originals, synced=synced)


def sync_folder(folder: Path) -> None:
    """Wait until the names in `folder` are on the disk, where the system can; raises OSError."""
    if os.name == "nt":  # it syncs names along with their files
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise
    finally:
        os.close(handle)


def encode_png(pixels: NDArray[np.uint8], *, icc: bytes | None, text: Mapping[str, str]) -> bytes:
    """PNG bytes of `pixels`, uint8 [H, W, 3] or [H, W, 4] with straight alpha.

    icc: the profile the pixels are in, None for sRGB. text: keyword (1..79 Latin-1 letters) -> text.
    """
    if pixels.dtype != np.uint8 or pixels.ndim != 3 or pixels.shape[2] not in (3, 4):
        raise ValueError(f"pixels must be uint8 [H, W, 3 or 4], not {pixels.dtype} {list(pixels.shape)}")
    info = PngInfo()
    for keyword, value in text.items():
        info.add_text(keyword, value)
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG", pnginfo=info, icc_profile=icc)
    return buffer.getvalue()


def _followed(path: Path) -> Path:
    try:
        return real_place(path)
    except OSError as error:
        raise _sentence(error, path) from error


def _check_target(target: Path, overwrite: bool) -> None:
    try:
        if not target.parent.is_dir():
            raise OutputError(f"The folder {target.parent} does not exist. Create it or choose another.")
        if not os.access(target.parent, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        if not os.path.lexists(target):
            return
        if not overwrite:
            raise _taken(target)
        if target.is_symlink():
            return
        if not target.is_file():
            raise OutputError(f"{target} is not a file that can be replaced. Choose another name.")
        if not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as error:
        raise _sentence(error, target) from error


def _put(
    target: Path,
    write: Callable[[IO[bytes]], object],
    *,
    overwrite: bool,
    originals: Originals,
    synced: bool = True,
    private: bool = False,
) -> None:
    """The one way to put a file in its place; raises OSError, and OutputError for originals and names taken."""
    originals.check(target)
    with unfinished(target.parent, private=private) as (part, file):
        if synced:
            sweep(target.parent, now=os.fstat(file.fileno()).st_mtime)
        write(file)
        file.flush()
        if synced:
            os.fsync(file.fileno())
        if os.name == "nt":  # where open files cannot be renamed
            file.close()
        if overwrite:
            replace(part, target)
        else:
            _put_as_new(part, target)
    if synced:
        _sync_name(target)


def _sync_name(target: Path) -> None:
    """A file that is in place is written, whatever becomes of its folder's entry on a failing disk."""
    try:
        sync_folder(target.parent)
    except OSError as error:
        told = printable(str(target))
        _log.warning("%s is in place; that it survives a power cut is not certain (%s)", told, error.strerror)


def _put_as_new(part: Path, target: Path) -> None:
    try:
        rename_as_new(part, target)
    except FileExistsError:
        raise _taken(target) from None


def _taken(target: Path) -> OutputError:
    return OutputError(f"{target} exists already. Choose another name or allow it to be replaced.")


def _sentence(error: OSError, target: Path) -> OutputError:
    if error.errno in _FULL:
        return DiskFullError(f"There is no room for {target.name} in {target.parent}. Free some space first.")
    if error.errno in _FORBIDDEN:
        return OutputError(f"{target} may not be written. Choose a folder of your own.")
    return OutputError(f"{target} could not be written ({error.strerror}). Choose another name or folder.")


def make_folder(folder: Path) -> None:
    """Make a folder and those above it where they are missing; raises OutputError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"The folder {folder} could not be made ({error.strerror}). Choose another."
        ) from error
