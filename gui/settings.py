"""What a person set: one typed, versioned JSON file that older and newer versions of Repose can share."""

from __future__ import annotations

import json
import logging
from enum import Enum
from pathlib import Path
from typing import Any, Literal

from platformdirs import user_config_path, user_data_path
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from engine.errors import OutputError
from engine.files import write_whole
from gui.theme import Scheme

VERSION = 1
_MAX_BYTES = 2_000_000

_log = logging.getLogger(__name__)


class Language(Enum):
    """The language of the window; SYSTEM takes the desktop's where Repose speaks it, else English."""

    SYSTEM = "system"
    ENGLISH = "en"
    JAPANESE = "ja"


class Settings(BaseModel):
    """All settings; frozen, so a change is `settings.model_copy(update={...})`.

    Fields that this version does not know are kept, so that going back and forth between versions loses
    nothing. shortcuts: action name -> key sequences in Qt's portable text, only where they differ from ours.
    export: the last choices of an export, as `gui.export_page` gives them.
    window_geometry, window_state: what QMainWindow saves, base64.
    """

    model_config = ConfigDict(frozen=True, extra="allow")

    version: int = VERSION
    language: Language = Language.SYSTEM
    scheme: Scheme = Scheme.SYSTEM
    device: Literal["auto", "cpu", "cuda", "mps"] = "auto"
    embed_photos: bool = True
    notice_read: int = Field(default=0, ge=0)  # the version of the first-run notice that was agreed to
    recent: tuple[str, ...] = ()
    shortcuts: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    export: dict[str, Any] = Field(default_factory=dict)
    window_geometry: str = ""
    window_state: str = ""


def settings_path() -> Path:
    """Where settings are kept on this platform."""
    return user_config_path("Repose", appauthor=False) / "settings.json"


def data_folder() -> Path:
    """Where Repose keeps its own data on this platform: the journal, photos out of projects, own poses."""
    return user_data_path("Repose", appauthor=False)


def load_settings(path: Path | None = None) -> Settings:
    """The settings at `path`, by default the platform's place.

    Never fails: what is missing or unusable takes its default, one field at a time, and is logged.
    """
    values = _read(path or settings_path())
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        unusable = {str(fault["loc"][0]) for fault in error.errors() if fault["loc"]}
        _log.warning("Settings reset to their defaults: %s", ", ".join(sorted(unusable)))
        return Settings.model_validate({name: v for name, v in values.items() if name not in unusable})


def save_settings(settings: Settings, path: Path | None = None) -> None:
    """Write the settings whole or not at all; raises OutputError."""
    target = path or settings_path()
    # A newer version's number stays: its fields were kept, so the file is still that version's.
    kept = settings.model_copy(update={"version": max(settings.version, VERSION)})
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, (kept.model_dump_json(indent=2) + "\n").encode())
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise OutputError(f"The settings could not be saved in {target.parent}: {reason}.") from error


def _read(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            values = json.loads(file.read(_MAX_BYTES))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        _log.warning("The settings in %s could not be read (%s); defaults are used", path, error)
        return {}
    return values if isinstance(values, dict) else {}
