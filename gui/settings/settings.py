"""What a person set: one typed, versioned JSON file that older and newer versions of Repose can share."""

from __future__ import annotations

import json
import logging
import shutil
from pathlib import Path
from typing import Any, Literal

from platformdirs import user_config_path, user_data_path
from pydantic import BaseModel, ConfigDict, Field

from engine.system.errors import OutputError
from engine.system.stored_path import StoredPath
from gui.look.language import Language
from gui.look.theme import Scheme
from gui.settings.private import make_private, write_private

VERSION = 1
_MAX_BYTES = 2_000_000

_log = logging.getLogger(__name__)


class Settings(BaseModel):
    """All settings; frozen, so a change is `settings.model_copy(update={...})`.

    Fields that this version does not know are kept, so that going back and forth between versions loses
    nothing. shortcuts: action name -> key sequences in Qt's portable text, only where they differ from ours.
    export: the last choices of an export, as `gui.export.page` gives them. picture, presets: output settings as
    `engine.export.settings` reads them, of the last picture saved alone and under a person's own names.
    window_geometry, window_state: what QMainWindow saves, base64.
    """

    model_config = ConfigDict(frozen=True, extra="allow")

    version: int = VERSION
    language: Language = Language.SYSTEM
    scheme: Scheme = Scheme.SYSTEM
    device: Literal["auto", "cpu", "cuda", "mps"] = "auto"
    embed_photos: bool = True
    notice_read: int = Field(default=0, ge=0)  # the version of the first-run notice that was agreed to
    first_steps_seen: bool = False
    loupe: bool = True
    onion_percent: int = Field(default=50, ge=5, le=100)  # how much of the original is seen over the picture
    recent: tuple[StoredPath, ...] = ()
    shortcuts: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    export: dict[str, Any] = Field(default_factory=dict)
    picture: dict[str, Any] = Field(default_factory=dict)
    presets: dict[str, Any] = Field(default_factory=dict)
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

    Never fails: what is missing or unusable takes its default, one field at a time. That is logged, and the file as
    it was is kept beside under another name.
    """
    return read_settings(path or settings_path()) or Settings()


def read_settings(path: Path) -> Settings | None:
    """The settings at `path`, None where there are none that can be read; otherwise as `load_settings`."""
    try:
        with path.open("rb") as file:
            settings, unusable = _usable(json.loads(file.read(_MAX_BYTES)))
    except FileNotFoundError:
        return None
    except (OSError, TypeError, ValueError, RecursionError) as error:
        _log.warning("The settings in %s could not be read (%s); defaults are used", path, error)
        _keep_aside(path)
        return None
    if unusable:
        _log.warning("Settings reset to their defaults: %s", ", ".join(sorted(unusable)))
        _keep_aside(path)
    return settings


def save_settings(settings: Settings, path: Path | None = None) -> None:
    """Write the settings whole or not at all; raises OutputError."""
    target = path or settings_path()
    # A newer version's number stays: its fields were kept, so the file is still that version's.
    kept = settings.model_copy(update={"version": max(settings.version, VERSION)})
    try:
        make_private(target.parent)
        write_private(target, (kept.model_dump_json(indent=2) + "\n").encode())
    except (
        OSError,
        ValueError,
        RuntimeError,
    ) as error:  # also of values that JSON cannot hold, and looping links
        reason = getattr(error, "strerror", None) or "unknown reason"
        raise OutputError(f"The settings could not be saved in {target.parent}: {reason}.") from error


def _usable(values: Any) -> tuple[Settings, set[str]]:
    """Settings of what can be used of `values`, and the names of the rest; raises TypeError for what is no object."""
    if not isinstance(values, dict):
        raise TypeError("no JSON object")
    unusable = {name for name, value in values.items() if not _is_usable(name, value)}
    return Settings.model_validate({n: value for n, value in values.items() if n not in unusable}), unusable


def _is_usable(name: str, value: Any) -> bool:
    """Whether `value` can be taken and also written again, which some of what JSON can say cannot."""
    try:
        Settings.model_validate({name: value}).model_dump_json()
    except (ValueError, RecursionError):
        return False
    return True


def _keep_aside(path: Path) -> None:
    """Keep the file as it is beside itself, as the next change of a setting replaces it."""
    aside = path.with_name(f"{path.stem}-unreadable{path.suffix}")
    try:
        shutil.copyfile(path, aside)
        aside.chmod(0o600)
    except OSError as error:
        _log.warning("The settings in %s could not be kept aside: %s", path, error)
