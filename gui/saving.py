"""Saves the picture of the canvas as PNG: waits for full quality where needed, writes beside the window's thread."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColorSpace, QImage

from engine.contract import Failed, Quality, Rendered, RenderRequest
from engine.errors import OutputError
from gui.background import Background
from gui.durable import write_whole
from gui.engine_link import EngineLink
from gui.live_render import LiveRender
from gui.pictures import encoded, to_image
from gui.session import Session

# What the file says of itself, for people and for tools that look for made pictures.
_NOTE = "The person in this picture was re-posed by Repose; parts of it are synthetic."


class PictureSaver(QObject):
    """Any number of saves may wait for their pictures; `saved` and `failed` tell how each ended."""

    saved = Signal(object)  # Path
    failed = Signal(str)  # a sentence

    def __init__(
        self, session: Session, link: EngineLink, *, live: LiveRender, background: Background, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._link = link
        self._background = background
        self._waiting: dict[RenderRequest, list[Path]] = {}
        live.rendered.connect(self._on_rendered)
        live.batch_failed.connect(self._on_failed)

    def save(self, path: Path) -> None:
        """Save what the canvas shows now, whatever is edited afterwards."""
        source, pose = self._session.source, self._session.pose
        if source is None or pose is None:
            return
        wanted = RenderRequest(source, pose, Quality.FINAL, order=self._session.order)
        shown = self._session.rendered
        if shown is not None and shown.request == wanted:
            self._write(shown, path)
            return
        self._waiting.setdefault(wanted, []).append(path)
        self._link.submit_batch([wanted])

    def _on_rendered(self, rendered: Rendered) -> None:
        for path in self._waiting.pop(rendered.request, []):
            self._write(rendered, path)

    def _on_failed(self, failed: Failed) -> None:
        if isinstance(failed.request, RenderRequest) and self._waiting.pop(failed.request, []):
            self.failed.emit(failed.sentence)

    def _write(self, rendered: Rendered, path: Path) -> None:
        self._background.run(
            partial(write_picture, rendered, path), self.saved.emit, otherwise=self.failed.emit
        )


def write_picture(rendered: Rendered, path: Path) -> Path:
    """Write a picture to `path`, which is returned; raises OutputError."""
    try:
        write_whole(path, png_bytes(to_image(rendered.pixels)))
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(
            f"{path} could not be written ({reason}). Choose another name or folder."
        ) from error
    return path


def png_bytes(image: QImage) -> bytes:
    """PNG bytes of `image` in sRGB, which say in words that the picture is synthetic."""
    image.setColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    image.setText("Software", "Repose")
    image.setText("Comment", _NOTE)
    return encoded(image)
