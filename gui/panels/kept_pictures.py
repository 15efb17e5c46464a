"""Pictures of the poses that are kept: off the canvas where it shows one, the others by the engine's leisure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from engine.contract.judgement import Judgement
from engine.contract.messages import Event, Quality, Rendered, RenderedAtLeisure, RenderRequest, Source
from gui.document.others import Variant
from gui.document.session import Session
from gui.link.engine_link import EngineLink
from gui.link.pictures import Picture

# The keys of the sources of everyone in a picture, and what it shows beyond the photo.
_MadeFrom: TypeAlias = "tuple[str, ...]"
_LARGE_PX = 1200  # the longer edge of a picture that is looked at closely


@dataclass(frozen=True, slots=True)
class _Look:
    """What a picture shows, whatever the matte was, and whatever the kept pose is called."""

    photo: str
    kept: Variant

    @staticmethod
    def of(source: Source, variant: Variant) -> _Look:
        """Of a kept pose of the source's photo."""
        return _Look(source.photo.key, replace(variant, name=""))


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """A small picture, and whether it should be looked at."""

    made_from: _MadeFrom
    picture: QImage
    judgement: Judgement | None


@dataclass(frozen=True, slots=True, eq=False)
class _SeenLarge:
    """A picture to look at closely."""

    made_from: _MadeFrom
    picture: Picture


class KeptPictures(QObject):
    """Always on the way to a picture of every kept pose of the photo on the canvas, the newest first.

    While a person drags, nothing is asked for. After an edit of the matte the earlier pictures stay until the new ones
    come.
    """

    changed = Signal()

    def __init__(self, session: Session, link: EngineLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._link = link
        self._pictures: dict[_Look, _Seen] = {}
        self._large: dict[_Look, _SeenLarge] = {}  # of those that are looked at closely
        self._closer: tuple[Variant, ...] = ()
        self._asked: tuple[RenderRequest, ...] = ()
        link.event_heard.connect(self._on_event_heard)
        session.document_changed.connect(self._on_document_changed)
        session.picture_changed.connect(self._on_picture_changed)
        session.weights_changed.connect(self._begin_anew)
        for signal in (
            session.source_ready, session.pose_changed, session.people_changed, session.gesture_ended,
            session.extension_changed,
        ):  # fmt: skip
            signal.connect(self._ask)
        self._on_document_changed()

    def of(self, variant: Variant) -> QImage | None:
        """The picture of a kept pose of the photo on the canvas, None until there is one."""
        source = self._session.source
        if source is None:
            return None
        kept = self._pictures.get(_Look.of(source, variant))
        return None if kept is None else kept.picture

    def judgement_of(self, variant: Variant) -> Judgement | None:
        """Of that picture; None where there is none, or nobody can tell."""
        source = self._session.source
        kept = None if source is None else self._pictures.get(_Look.of(source, variant))
        return None if kept is None else kept.judgement

    def look_closer(self, variants: Sequence[Variant]) -> None:
        """Have large pictures made of these, before all others, until called again."""
        self._closer = tuple(variants)
        if not variants:
            self._large.clear()
        self._ask()

    def large_of(self, variant: Variant) -> Picture | None:
        """A picture to look at closely; the small one until there is one, and None without either."""
        source, small = self._session.source, self.of(variant)
        if source is None:
            return None
        large = self._large.get(_Look.of(source, variant))
        if large is not None:
            return large.picture
        size = self._session.extension.size(source.photo.size)
        return None if small is None else Picture((small,), size)

    @Slot()
    def _on_document_changed(self) -> None:
        kept = {
            replace(variant, name="") for entry in self._session.document.photos for variant in entry.variants
        }
        self._pictures = {look: p for look, p in self._pictures.items() if look.kept in kept}
        self._on_picture_changed()

    @Slot()
    def _begin_anew(self) -> None:
        """Other weights make other pictures."""
        self._pictures.clear()
        self._large.clear()
        self._ask()

    @Slot()
    def _on_picture_changed(self) -> None:
        rendered, picture = self._session.rendered, self._session.picture
        if rendered is not None and picture is not None:
            self._take(rendered, picture)
        self._ask()

    @Slot(object, object)
    def _on_event_heard(self, event: Event, picture: Picture | None) -> None:
        if isinstance(event, RenderedAtLeisure) and picture is not None:
            self._take(event.rendered, picture)
            self._ask()

    def _take(self, rendered: Rendered, picture: Picture) -> None:
        request = rendered.request
        entry, source = self._session.entry, self._session.source
        if entry is None or source is None or request.source != source:
            return
        is_large = request.quality is Quality.FINAL and (request.size is None or request.size >= _LARGE_PX)
        for variant in entry.variants:
            if self._session.request_of(variant, request.quality, size=request.size) != request:
                continue
            look = _Look.of(source, variant)
            self._pictures[look] = _Seen(_made_from(request), picture.thumbnail, rendered.judgement)
            if is_large and variant in self._closer:
                large = Picture(picture.levels, request.whole_size)
                self._large[look] = _SeenLarge(_made_from(request), large)
            self.changed.emit()

    @Slot()
    def _ask(self) -> None:
        wanted = () if self._session.in_gesture else self._missing()
        if wanted != self._asked:
            self._asked = wanted
            self._link.submit_leisure(wanted)

    def _missing(self) -> tuple[RenderRequest, ...]:
        entry, source = self._session.entry, self._session.source
        if entry is None or source is None:
            return ()
        whole = self._session.extension.size(source.photo.size)
        size = _LARGE_PX if max(whole) > _LARGE_PX else None
        large = self._lacking(self._closer, self._large, Quality.FINAL, size)
        return (*large, *self._lacking(reversed(entry.variants), self._pictures, Quality.PREVIEW, None))

    def _lacking(
        self,
        variants: Iterable[Variant],
        made: Mapping[_Look, _Seen] | Mapping[_Look, _SeenLarge],
        quality: Quality,
        size: int | None,
    ) -> tuple[RenderRequest, ...]:
        """What is to be asked for those of `variants` that have no picture from these very sources."""
        lacking = []
        for variant in variants:
            request = self._session.request_of(variant, quality, size=size)
            if request is None:
                continue
            known = made.get(_Look.of(request.source, variant))
            if known is None or known.made_from != _made_from(request):
                lacking.append(request)
        return tuple(dict.fromkeys(lacking))


def _made_from(request: RenderRequest) -> _MadeFrom:
    farther, nearer = ([each.source.key for each in others] for others in (request.farther, request.nearer))
    return (*farther, request.source.key, *nearer, repr(request.extension.sides))
