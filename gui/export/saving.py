"""Saves the picture of the canvas as PNG: waits for full quality where needed, writes beside the window's thread."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from engine.contract import Failed, Rendered, RenderRequest
from engine.disk.files import write_atomic
from engine.disk.originals import Originals
from engine.export.produce import Provenance, produce, request_for
from engine.export.settings import OutputSettings
from gui.document.live_render import LiveRender
from gui.document.session import Session
from gui.export.in_use import FilesInUse
from gui.link.background import Background
from gui.link.engine_link import EngineLink

# The photo's own size and colours, as the command `render` writes them.
_SETTINGS = OutputSettings()


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a picture goes, the file of its photo, and all files that must not be written over."""

    picture: Path
    photo: Path | None
    in_use: tuple[Path, ...]


class PictureSaver(QObject):
    """Any number of saves may wait for their pictures; `saved` and `failed` tell how each ended."""

    saved = Signal(object)  # Path
    failed = Signal(str)  # a sentence

    def __init__(
        self,
        session: Session,
        link: EngineLink,
        *,
        live: LiveRender,
        background: Background,
        in_use: FilesInUse,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._link = link
        self._background = background
        self._in_use = in_use
        self._waiting: dict[RenderRequest, list[_Place]] = {}
        live.rendered.connect(self._on_rendered)
        live.batch_failed.connect(self._on_failed)

    def save(self, path: Path) -> None:
        """Save what the canvas shows now, whatever is edited afterwards."""
        source, pose = self._session.source, self._session.pose
        if source is None or pose is None:
            return
        entry = self._session.entry
        wanted = request_for(source, pose, settings=_SETTINGS, order=self._session.order)
        place = _Place(path, None if entry is None else entry.path, self._in_use())
        shown = self._session.rendered
        if shown is not None and shown.request == wanted:
            self._write(shown, place)
            return
        self._waiting.setdefault(wanted, []).append(place)
        self._link.submit_batch([wanted])

    def _on_rendered(self, rendered: Rendered) -> None:
        for place in self._waiting.pop(rendered.request, []):
            self._write(rendered, place)

    def _on_failed(self, failed: Failed) -> None:
        if isinstance(failed.request, RenderRequest) and self._waiting.pop(failed.request, []):
            self.failed.emit(failed.sentence)

    def _write(self, rendered: Rendered, place: _Place) -> None:
        self._background.run(partial(_written, rendered, place), self.saved.emit, otherwise=self.failed.emit)


def _written(rendered: Rendered, place: _Place) -> Path:
    """Write a picture as a batch would, and return where; raises OutputError."""
    provenance = Provenance(photo=place.photo, folder=place.picture.absolute().parent)
    data = produce(rendered, settings=_SETTINGS, provenance=provenance)
    write_atomic(place.picture, data, originals=Originals.of(place.in_use))
    return place.picture
