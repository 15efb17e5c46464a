"""The program's own name and version, as written into files."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import metadata

from engine.shipped import ROOT


@cache  # asked for each picture
def software() -> str:
    """The program's name and version, such as "Repose 0.1.0"."""
    try:
        return f"Repose {metadata.version('repose')}"
    except metadata.PackageNotFoundError:  # run from a checkout
        return f"Repose {tomllib.loads((ROOT / 'pyproject.toml').read_text('utf-8'))['project']['version']}"
