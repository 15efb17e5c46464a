"""The way to the engine and back: wishes go out, and each event comes in as one queued signal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, Qt, Signal, Slot

from engine.contract.answering import Engine, Listener
from engine.contract.messages import (
    Event,
    Glimpsed,
    PhotoFile,
    PhotoLoaded,
    Rendered,
    RenderedAtLeisure,
    RenderRequest,
    Subject,
)
from gui.link.pictures import Picture, to_picture

if TYPE_CHECKING:
    from engine.photo.photo import Photo

EngineFactory: TypeAlias = Callable[[Listener], Engine]


class EngineLink(QObject):
    """Owns the engine that `make_engine` builds around a listener, and lives on the window's thread.

    `event_heard` carries (Event, Picture | None) on that thread: for pixels, the picture to draw is made before, on
    the engine's thread.
    """

    event_heard = Signal(object, object)
    _arrived = Signal(object, object)  # emitted on the engine's threads

    def __init__(self, make_engine: EngineFactory, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)
        self._is_closed = False
        self._wishes: dict[str, tuple[RenderRequest, ...]] = {}
        self._first: Callable[[Event], bool] | None = None
        self._engine = make_engine(self._hear)

    def submit(self, request: RenderRequest) -> None:
        """Ask for a picture; it replaces an earlier one that has not begun."""
        self._engine.submit(request)

    def submit_asked(self, request: RenderRequest) -> None:
        """Ask for a picture that somebody waits for: it is made before photos that nobody looks at yet."""
        self._engine.submit_asked(request)

    def submit_batch(self, requests: Sequence[RenderRequest]) -> None:
        """Ask for pictures in order, each answered, whenever nothing else waits."""
        self._engine.submit_batch(requests)

    def submit_leisure(self, requests: Sequence[RenderRequest], *, asker: str = "kept") -> None:
        """Ask for pictures that nobody waits for, in place of those that `asker` asked for so before."""
        self._wishes[asker] = tuple(requests)
        self._engine.submit_leisure([wish for wishes in self._wishes.values() for wish in wishes])

    def prepare(self, subject: Subject) -> None:
        """Ask for the person of a photo."""
        self._engine.prepare(subject)

    def hear_first(self, take: Callable[[Event], bool]) -> None:
        """Give every event to `take`, on the engine's thread, before anybody else; those it takes go no further."""
        self._first = take

    def find_people(self, photo: Photo) -> None:
        """Ask who else is in a photo, when there is leisure."""
        self._engine.find_people(photo)

    def read(self, file: Path | PhotoFile) -> None:
        """Ask for the pixels of a photo alone."""
        self._engine.read(file)

    def glimpse(self, files: Sequence[Path | PhotoFile]) -> None:
        """Ask for small pictures of photos."""
        self._engine.glimpse(files)

    def prefer(self, subject: Subject) -> None:
        """Have a photo read and taken in before others."""
        self._engine.prefer(subject)

    def withdraw(self, subject: Subject) -> None:
        """Take back that a photo was to be read or taken in."""
        self._engine.withdraw(subject)

    def use(self, device: str) -> None:
        """Have the engine go on with another device, by its name in the settings."""
        self._engine.use(device)

    def close(self, timeout: float = 0.2) -> bool:
        """Stop the engine and fall silent; True when it stopped within `timeout` seconds."""
        self._is_closed = True
        return self._engine.close(timeout)

    def _hear(self, event: Event) -> None:
        """Called on the engine's threads."""
        if self._first is not None and self._first(event):
            return
        if not self._is_closed:
            self._arrived.emit(event, _picture_of(event))

    @Slot(object, object)
    def _on_arrived(self, event: Event, picture: Picture | None) -> None:
        if not self._is_closed:
            self.event_heard.emit(event, picture)


def _picture_of(event: Event) -> Picture | None:
    if isinstance(event, Glimpsed):
        return to_picture(event.pixels, event.size)
    if isinstance(event, PhotoLoaded):
        return to_picture(event.photo.rgb)
    if isinstance(event, Rendered):
        return to_picture(event.pixels)
    if isinstance(event, RenderedAtLeisure):
        return to_picture(event.rendered.pixels)
    return None
