"""Writes results so that a file is either whole and new or untouched, whatever fails on the way."""

from __future__ import annotations

import errno
import io
import json
import os
import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from engine.errors import DiskFullError, OutputError

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
# What systems and file systems say that know no hard links, and those that cannot sync a folder.
_NO_LINKS = (errno.EPERM, errno.EACCES, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK)
_NO_SYNC = (errno.EINVAL, errno.EBADF, errno.EACCES, errno.ENOSYS, errno.ENOTSUP)


def write_atomic(path: Path, data: bytes, *, overwrite: bool = True) -> None:
    """Put `data` at `path` in one step; a link is followed, an existing file keeps its access rights.

    Raises OutputError when the folder is missing, writing is not allowed, or the file exists and `overwrite`
    is False, and DiskFullError when there is no room. On any failure the folder is left as it was.
    """
    target = Path(path).resolve()
    put_whole(target, data, overwrite=overwrite, unfinished=f".repose-{secrets.token_hex(6)}.part")


def put_whole(target: Path, data: bytes, *, overwrite: bool, unfinished: str) -> None:
    """As `write_atomic`, but a link at `target` is replaced and not followed: nothing is written elsewhere.

    unfinished: the name, in the same folder, that the file has until it is whole and on the disk. A process that is
    killed leaves at most this one behind. On return the folder is on the disk, too.
    """
    _check_target(target, overwrite)
    part = target.with_name(unfinished)
    try:
        _write_synced(part, data)
        _put_in_place(part, target, overwrite)
        sync_folder(target.parent)
    except OSError as error:
        raise _sentence(error, target) from error
    finally:
        part.unlink(missing_ok=True)


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


def write_json_atomic(path: Path, value: object, *, overwrite: bool = True) -> None:
    """Write `value` as indented UTF-8 JSON; errors as `write_atomic`, ValueError for NaN and infinity."""
    text = json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False)
    write_atomic(path, f"{text}\n".encode(), overwrite=overwrite)


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


def _check_target(target: Path, overwrite: bool) -> None:
    try:
        if not target.parent.is_dir():
            raise OutputError(f"The folder {target.parent} does not exist. Create it or choose another.")
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


def _write_synced(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _put_in_place(unfinished: Path, target: Path, overwrite: bool) -> None:
    if not overwrite:
        _put_as_new(unfinished, target)
        return
    if target.is_file() and not target.is_symlink():
        shutil.copymode(target, unfinished)
    unfinished.replace(target)


def _put_as_new(unfinished: Path, target: Path) -> None:
    """In one step that fails where a file appeared meanwhile; what is left of `unfinished` is up to the caller."""
    try:
        if os.name == "nt":
            unfinished.rename(target)
        else:
            os.link(unfinished, target)
    except FileExistsError:
        raise _taken(target) from None
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        _put_by_placeholder(unfinished, target)


def _put_by_placeholder(unfinished: Path, target: Path) -> None:
    """Where there are no hard links, an empty file holds the name: what appeared meanwhile is noticed and kept."""
    try:
        target.open("xb").close()
    except FileExistsError:
        raise _taken(target) from None
    try:
        unfinished.replace(target)
    except OSError:
        target.unlink()
        raise


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
