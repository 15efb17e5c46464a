"""The program's own name and version, as written into files."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import metadata
from pathlib import Path

_PROJECT_FILE = Path(__file__).resolve().parents[2] / "pyproject.toml"


@cache  # asked for each picture
def software() -> str:
    """The program's name and version, such as "Repose 0.1.0"."""
    try:
        return f"Repose {metadata.version('repose')}"
    except metadata.PackageNotFoundError:  # run from a checkout
        return f"Repose {tomllib.loads(_PROJECT_FILE.read_text('utf-8'))['project']['version']}"
