"""Saves or copies the canvas's picture: waits for full quality where needed, writes beside the window's thread."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from engine.contract.messages import Failed, Quality, Rendered, RenderRequest
from engine.export.produce import Provenance, produce, request_for
from engine.export.settings import OutputSettings
from engine.system.files import write_atomic
from engine.system.originals import Originals
from gui.document.live_render import LiveRender
from gui.document.session import Session
from gui.export.in_use import FilesInUse
from gui.link.background import Background
from gui.link.engine_link import EngineLink
from gui.link.pictures import to_image

# The photo's own size and colours: how a picture is copied.
_AS_PHOTO = OutputSettings()


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a picture goes and how, the file of its photo, and all files that must not be written over."""

    picture: Path
    settings: OutputSettings
    photo: Path | None
    in_use: tuple[Path, ...]


class PictureSaver(QObject):
    """Any number of saves may wait for their pictures; `saved`, `copied` and `failed` tell how each ended."""

    saved = Signal(object)  # Path
    copied = Signal()
    waits = Signal()  # for the picture that is to be copied
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
        self._to_copy: RenderRequest | None = None  # the last picture that is to be copied
        live.rendered.connect(self._on_rendered)
        live.batch_failed.connect(self._on_failed)

    def save(self, path: Path, settings: OutputSettings) -> None:
        """Save what the canvas shows now, whatever is edited afterwards."""
        wanted, entry, shown = self._wanted(settings), self._session.entry, self._session.rendered
        if wanted is None:
            return
        place = _Place(path, settings, None if entry is None else entry.path, self._in_use())
        if shown is not None and shown.request == wanted:
            self._write(shown, place)
            return
        self._waiting.setdefault(wanted, []).append(place)
        self._link.submit_asked(wanted)

    def copy(self) -> None:
        """Put what the canvas shows now into the clipboard, as large as the photo."""
        wanted, shown = self._wanted(_AS_PHOTO), self._session.rendered
        if wanted is None:
            return
        self._to_copy = wanted
        if shown is not None and shown.request == wanted:
            self._put_into_clipboard(shown)
        else:
            self.waits.emit()
            self._link.submit_asked(wanted)

    def _wanted(self, settings: OutputSettings) -> RenderRequest | None:
        """What the canvas shows, as it is saved."""
        source, pose = self._session.source, self._session.pose
        if source is None or pose is None:
            return None
        seen = self._session.request(Quality.FINAL)
        if seen is None:
            return None
        return request_for(
            source, pose, settings=settings, order=seen.order, weights=seen.weights, farther=seen.farther,
            nearer=seen.nearer, extension=seen.extension,
        )  # fmt: skip

    def _put_into_clipboard(self, rendered: Rendered) -> None:
        self._to_copy = None
        QGuiApplication.clipboard().setImage(to_image(rendered.pixels))
        self.copied.emit()

    def _on_rendered(self, rendered: Rendered) -> None:
        if rendered.request == self._to_copy:
            self._put_into_clipboard(rendered)
        for place in self._waiting.pop(rendered.request, []):
            self._write(rendered, place)

    def _on_failed(self, failed: Failed) -> None:
        is_copied = failed.request == self._to_copy
        if is_copied:
            self._to_copy = None
        waits = isinstance(failed.request, RenderRequest) and self._waiting.pop(failed.request, [])
        if waits or is_copied:
            self.failed.emit(failed.sentence)

    def _write(self, rendered: Rendered, place: _Place) -> None:
        self._background.run(partial(_written, rendered, place), self.saved.emit, otherwise=self.failed.emit)


def _written(rendered: Rendered, place: _Place) -> Path:
    """Write a picture as a batch would, and return where; raises OutputError."""
    provenance = Provenance(photo=place.photo, folder=place.picture.absolute().parent)
    data = produce(rendered, settings=place.settings, provenance=provenance)
    write_atomic(place.picture, data, originals=Originals.of(place.in_use))
    return place.picture
