"""An engine that answers when told to, and a window over it with one prepared photo."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from PySide6.QtWidgets import QApplication

from engine.contract.answering import Listener
from engine.contract.judgement import Doubt, Judgement, Reason
from engine.contract.messages import (
    Event,
    Failed,
    Glimpsed,
    PhotoFile,
    PhotoLoaded,
    Prepared,
    Quality,
    Rendered,
    RenderedAtLeisure,
    RenderRequest,
    Source,
    StatusChanged,
    Subject,
)
from engine.photo.photo import Photo
from engine.pose.pose import Joint, Point, Pose
from gui.document.document import Document
from tests.sure import sure

SIZE = (300, 400)
# A person seen from the front, their right on the left of the picture.
_STANDING = {
    Joint.NOSE: (150, 60), Joint.NECK: (150, 100),
    Joint.R_SHOULDER: (120, 100), Joint.R_ELBOW: (105, 150), Joint.R_WRIST: (100, 200),
    Joint.L_SHOULDER: (180, 100), Joint.L_ELBOW: (195, 150), Joint.L_WRIST: (200, 200),
    Joint.R_HIP: (130, 200), Joint.R_KNEE: (127, 280), Joint.R_ANKLE: (125, 360),
    Joint.L_HIP: (170, 200), Joint.L_KNEE: (173, 280), Joint.L_ANKLE: (175, 360),
    Joint.R_EYE: (140, 52), Joint.L_EYE: (160, 52), Joint.R_EAR: (130, 56), Joint.L_EAR: (170, 56),
}  # fmt: skip


def standing() -> Pose:
    return Pose(tuple(Point(float(x), float(y)) for x, y in (_STANDING[joint] for joint in Joint)))


def photo(name: str = "person.png", *, grey: int = 128) -> Photo:
    width, height = SIZE
    key = hashlib.sha256(os.fsencode(name)).hexdigest()
    return Photo(rgb=np.full((height, width, 3), grey, np.uint8), name=name, key=key)


def source(name: str = "person.png", *, pose: Pose | None = None) -> Source:
    width, height = SIZE
    return Source(photo(name), pose or standing(), np.ones((height, width), np.float32))


def with_real_keys(document: Document) -> Document:
    """`document` with photo keys that look like checksums, as projects want them."""
    entries = []
    for entry in document.photos:
        old = sure(entry.source)
        named = replace(old.photo, key=hashlib.sha256(old.photo.key.encode()).hexdigest())
        entries.append(replace(entry, source=Source(named, old.pose, old.matte)))
    return replace(document, photos=tuple(entries))


# Of a picture that an editor would likely send back.
SENT_BACK = Judgement(
    0.8,
    (Doubt(Reason.UNSURE, "right arm"), Doubt(Reason.THING, "right arm"), Doubt(Reason.MADE_UP, "left leg")),
)


def _rendered(request: RenderRequest, grey: int, judgement: Judgement | None) -> Rendered:
    width, height = request.extension.size(SIZE)
    pixels = np.full((height, width, 3), grey, np.uint8)
    invented = np.full((height, width), 255, np.uint8)
    took = {"decode": 12.0, "compose": 3.0}
    return Rendered(request, pixels, 0.05, invented, took, "cpu", judgement=judgement)


class FakeEngine:
    """Remembers what it was asked for; `tell`, `load`, `prepare_done` and `render` are its answers.

    judgement: of all that it renders.
    """

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self.requests: list[RenderRequest] = []
        self.batches: list[RenderRequest] = []
        self.wishes: list[RenderRequest] = []
        self.subjects: list[Subject] = []
        self.files: list[Path | PhotoFile] = []
        self.searched: list[Photo] = []
        self.glimpses: list[Path | PhotoFile] = []
        self.preferred: list[Subject] = []
        self.withdrawn: list[Subject] = []
        self.devices: list[str] = []
        self.closed = False
        self.judgement: Judgement | None = None

    def submit(self, request: RenderRequest) -> None:
        self.requests.append(request)

    def submit_asked(self, request: RenderRequest) -> None:
        self.batches.append(request)

    def submit_batch(self, requests: Sequence[RenderRequest]) -> None:
        self.batches += requests

    def submit_leisure(self, requests: Sequence[RenderRequest]) -> None:
        self.wishes = list(requests)

    def read(self, file: Path | PhotoFile) -> None:
        self.files.append(file)

    def prepare(self, subject: Subject) -> None:
        self.subjects.append(subject)

    def glimpse(self, files: Sequence[Path | PhotoFile]) -> None:
        self.glimpses += files

    def prefer(self, subject: Subject) -> None:
        self.preferred.append(subject)

    def withdraw(self, subject: Subject) -> None:
        self.withdrawn.append(subject)

    def find_people(self, photo: Photo) -> None:
        self.searched.append(photo)

    def use(self, device: str) -> None:
        self.devices.append(device)

    def close(self, timeout: float = 1.0) -> bool:
        self.closed = True
        return True

    def tell(self, event: Event) -> None:
        self._listener(event)
        QApplication.processEvents()

    def show(self, subject: Path | PhotoFile, *, size: tuple[int, int] = SIZE, grey: int = 90) -> None:
        """Answer with a small picture of a photo of this size."""
        width, height = size
        pixels = np.full((round(height * 80 / width), 80, 3), grey, np.uint8)
        self.tell(Glimpsed(subject, pixels, size))

    def load(self, subject: Path | PhotoFile) -> None:
        self.tell(PhotoLoaded(subject, photo(subject.name)))

    def prepare_done(self, subject: Path | PhotoFile) -> None:
        self.tell(Prepared(source(subject.name), subject))

    def fail(self, work: RenderRequest | Subject, sentence: str, *, is_lasting: bool = False) -> None:
        self.tell(Failed(work, sentence, is_lasting))

    def render(self, request: RenderRequest | None = None, *, grey: int = 200) -> Rendered:
        rendered = _rendered(request or self.requests[-1], grey, self.judgement)
        self.tell(rendered)
        return rendered

    def render_at_leisure(self, *, grey: int = 200) -> RenderRequest:
        """Answer the first wish."""
        request = self.wishes.pop(0)
        self.tell(RenderedAtLeisure(_rendered(request, grey, self.judgement)))
        return request

    def render_all(self) -> None:
        """Answer the newest request until nothing new is asked for, as the engine does."""
        answered = None
        while self.requests and self.requests[-1] is not answered:
            answered = self.requests[-1]
            self.render(answered)

    def status(self, *, busy: bool, text: str) -> None:
        self.tell(StatusChanged(busy, "cpu", text))

    def qualities(self) -> list[Quality]:
        return [request.quality for request in self.requests]
