"""What answers requests: the engine as a window or a batch sees it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol, TypeAlias

from engine.contract.messages import Event, PhotoFile, RenderRequest, Subject
from engine.photo.photo import Photo

Listener: TypeAlias = Callable[[Event], None]


class Engine(Protocol):
    """Takes wishes from any thread without waiting, and answers them one at a time.

    Answers go to the listener given at construction. It is called on the engine's own threads, so it must return soon
    and hand over to its own thread (a window: one queued signal). After `close` nothing is taken.
    """

    def submit(self, request: RenderRequest) -> None:
        """Ask for a picture at once, in place of one that has not begun or is FINAL; the last is answered."""

    def submit_asked(self, request: RenderRequest) -> None:
        """Ask for a picture that somebody waits for; answered before photos and batches that wait."""

    def submit_batch(self, requests: Sequence[RenderRequest]) -> None:
        """Ask for pictures in order, each answered, whenever nothing else is waiting."""

    def submit_leisure(self, requests: Sequence[RenderRequest]) -> None:
        """Ask for pictures in place of those before, when nothing waits; answered by RenderedAtLeisure, if ever."""

    def prepare(self, subject: Subject) -> None:
        """Ask for a photo to be taken in; answered by Prepared or Failed, for a file by PhotoLoaded before."""

    def read(self, file: Path | PhotoFile) -> None:
        """Ask for a file to be read and no more; answered by PhotoLoaded or Failed."""

    def glimpse(self, files: Sequence[Path | PhotoFile]) -> None:
        """Ask for small pictures of files; answered by Glimpsed or Failed, or by PhotoLoaded where that was sooner."""

    def prefer(self, subject: Subject) -> None:
        """Do what is asked of `subject` before what is asked of other photos, from now on."""

    def withdraw(self, subject: Subject) -> None:
        """Take back that `subject` was to be read or taken in; what has begun is answered all the same."""

    def find_people(self, photo: Photo) -> None:
        """Ask who else is in a photo, whenever nothing at all is waiting; answered by PeopleFound, if ever."""

    def use(self, device: str) -> None:
        """Go on with another device ("auto", "cpu", "cuda" or "mps"), or tell DeviceRefused."""

    def close(self, timeout: float = 1.0) -> bool:
        """Drop what waits and stop; True when the engine stopped within `timeout` seconds."""
