"""The folder of a person's own weights: a file is copied into it once its header shows that it can be used."""

from __future__ import annotations

from pathlib import Path

from engine.batch.legal import same_file_key
from engine.batch.names import free_name
from engine.runtime.weights_files import ENDING, read_weights_file
from engine.system.errors import WeightsError
from engine.system.files import make_folder, put_whole
from engine.system.originals import Originals
from engine.system.stored_path import readable


def put_into(folder: Path, path: Path) -> Path:
    """Copy `path` into `folder` under a free name, and return where; raises WeightsError and OutputError."""
    found = read_weights_file(path)
    if found.fault:
        raise WeightsError(found.fault)
    make_folder(folder)
    taken = [same_file_key(each.name) for each in folder.iterdir()]
    target = folder / free_name(path.stem, ENDING, taken=taken)
    try:
        put_whole(target, path.read_bytes(), overwrite=False, originals=Originals())
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise WeightsError(
            f"{readable(path.name)} could not be read ({reason}). Check the disk or the name."
        ) from error
    return target
