"""Packages that only training needs: the dependency group `train`."""

from __future__ import annotations

import importlib
from typing import Any

from engine.system.errors import EngineError


def extra(package: str) -> Any:
    """The module of a package; raises EngineError where it is not installed."""
    try:
        return importlib.import_module(package)
    except ModuleNotFoundError as error:
        raise EngineError(
            f"Rendering people needs {package}, which is not installed. Install it with `uv sync --group train`."
        ) from error
