"""Uncompressed .npz files, written in one step and read by mapping them into memory."""

from __future__ import annotations

import math
import mmap
import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.system.errors import OutputError
from engine.system.files import write_whole_with


def write_arrays(path: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write the file in one step, so that a reader or a kill never meets half of it; raises OutputError."""
    try:
        # numpy's stub takes **kwds only as "allow_pickle" and arrays mixed.
        write_whole_with(path, lambda file: np.savez(file, **arrays), synced=False)  # type: ignore[arg-type]
    except OSError as error:
        raise OutputError(
            f"{path} could not be written ({error.strerror}); check the folder and free space."
        ) from error


def mapped_arrays(path: Path) -> dict[str, NDArray[Any]]:
    """The arrays of an uncompressed .npz as read-only views of one memory map; ValueError for a compressed file."""
    with path.open("rb") as file, zipfile.ZipFile(file) as archive:
        memory = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        arrays = {}
        for info in archive.infolist():
            if info.compress_type != zipfile.ZIP_STORED:
                raise ValueError("compressed")
            with archive.open(info) as entry:
                version = np.lib.format.read_magic(entry)
                read = (
                    np.lib.format.read_array_header_1_0
                    if version == (1, 0)
                    else np.lib.format.read_array_header_2_0
                )
                shape, _, dtype = read(entry)
                header = entry.tell()
            # A stored entry: 30 bytes of local header, its name and extra field, then the bytes of the .npy.
            name, extra = struct.unpack_from("<HH", memory, info.header_offset + 26)
            start = info.header_offset + 30 + name + extra + header
            count = math.prod(shape)
            arrays[info.filename.removesuffix(".npy")] = np.frombuffer(memory, dtype, count, start).reshape(
                shape
            )
        return arrays
