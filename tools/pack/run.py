"""Trains for a number of seconds on a machine without a network: `python3 run.py OUT --seconds 570`.

Travels in a pack beside the code (`tools/pack/__main__.py`); what is missing there comes with it as wheels.
"""

from __future__ import annotations

import os
import sys
import time
import zipfile
from pathlib import Path

_STARTED = time.monotonic()


def _root() -> Path:
    """The folder that holds `engine`: of the pack, or of the repository."""
    return next(place for place in Path(__file__).resolve().parents if (place / "engine").is_dir())


def _fits(wheel: Path) -> bool:
    """Whether a wheel is for this Python, by its name (PEP 427)."""
    python = wheel.stem.split("-")[-3]
    here = f"cp{sys.version_info.major}{sys.version_info.minor}"
    return any(tag in ("py3", here) for tag in python.split("."))


def _install(wheels: list[Path], place: Path) -> str:
    """Unpack wheels, all or none; returns what was done. Their versions go together, so theirs come first."""
    wrong = [wheel.name for wheel in wheels if not _fits(wheel)]
    if wrong:
        return f"not used: {wrong[0]} is not for Python {sys.version_info.major}.{sys.version_info.minor}"
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as file:
            file.extractall(place)
    return f"{len(wheels)} unpacked"


def _prepare() -> None:
    """Make the code and the wheels importable, here and in the processes that this one starts."""
    root = _root()
    wheels, place = sorted((root / "wheels").glob("*.whl")), root / "site"
    paths = [str(root)]
    if wheels:
        os.environ["REPOSE_WHEELS"] = _install(wheels, place)
        paths.insert(0, str(place))
    os.environ["REPOSE_STARTED"] = str(_STARTED)
    others = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join([*paths, *([others] if others else [])])
    sys.path[:0] = paths


def main() -> int:
    """Prepare, then run the command; returns its exit code."""
    _prepare()
    try:
        from engine.system.console import run_alone
        from engine.train.timed.command import main as command
    except ModuleNotFoundError as error:
        sys.stderr.write(f"{error.name} is missing; make the pack with its wheel for this Python.\n")
        return 2
    return run_alone(command)


if __name__ == "__main__":
    sys.exit(main())
