"""Where the window finds and keeps its own files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Places:
    """The demo photo, and the data folder with the journal and the person's own poses."""

    demo: Path
    data: Path
