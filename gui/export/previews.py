"""What the cells of a plan will look like: small pictures at the engine's leisure, and what is doubtful in them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QImage

from engine.batch.plan import Rule
from engine.batch.recipe import extension_of, pose_for
from engine.contract.judgement import Judgement
from engine.contract.messages import Event, Quality, RenderedAtLeisure, RenderRequest, Source
from engine.export.doubts import Foreseen, foreseen
from engine.export.settings import OutputSettings
from engine.system.equipment import SHIPPED, OwnWeights
from engine.system.errors import PoseError
from gui.export.plan import Column, Row
from gui.link.engine_link import EngineLink
from gui.link.pictures import Picture

_EDGE_PX = 200  # of a small picture, on a screen with two pixels to each
_MOST_KEPT = 600
_MOST_ASKED = 200  # of a large plan the first


@dataclass(frozen=True, slots=True)
class Look:
    """What is known of a cell beforehand; judgement: None before there is a picture, or where nobody can tell."""

    foreseen: Foreseen
    picture: QImage | None = None
    judgement: Judgement | None = None


class CellPreviews(QObject):
    """Asks for what it has not seen, the first cells first; `changed` when a picture came."""

    changed = Signal()

    def __init__(self, link: EngineLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._seen: OrderedDict[RenderRequest, tuple[QImage, Judgement | None]] = OrderedDict()
        self._asked: tuple[RenderRequest, ...] = ()
        self._foreseen: dict[RenderRequest, Foreseen] = {}
        self._output: OutputSettings | None = None  # for which that is known
        link.event_heard.connect(self._on_event_heard)

    def looks(
        self, wanted: Mapping[tuple[int, int], RenderRequest | None], output: OutputSettings
    ) -> dict[tuple[int, int], Look]:
        """What is known of cells by their requests, and ask for the rest."""
        if output != self._output:
            self._output = output
            self._foreseen.clear()
        known, missing = {}, []
        for place, request in wanted.items():
            if request is None:
                continue
            if request not in self._foreseen:
                self._foreseen[request] = foreseen(request, output)
            picture, judgement = self._seen.get(request, (None, None))
            known[place] = Look(self._foreseen[request], picture, judgement)
            if known[place].picture is None:
                missing.append(request)
        self._ask(missing)
        return known

    def rest(self) -> None:
        """Ask for nothing any more."""
        self._ask(())

    def _ask(self, requests: Iterable[RenderRequest]) -> None:
        asked = tuple(dict.fromkeys(requests))[:_MOST_ASKED]
        if asked != self._asked:
            self._asked = asked
            self._link.submit_leisure(asked, asker="export")

    @Slot(object, object)
    def _on_event_heard(self, event: Event, picture: Picture | None) -> None:
        if not isinstance(event, RenderedAtLeisure) or picture is None:
            return
        request = event.rendered.request
        if request in self._asked:
            size = picture.thumbnail.size().scaled(_EDGE_PX, _EDGE_PX, Qt.AspectRatioMode.KeepAspectRatio)
            small = picture.thumbnail.scaled(
                size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            self._seen[request] = small, event.rendered.judgement
            while len(self._seen) > _MOST_KEPT:
                self._seen.popitem(last=False)
            self.changed.emit()


class Requests:
    """What is to be rendered for cells, worked out once for each while row, column and rule stay as they are."""

    def __init__(self) -> None:
        # With the column, of whose kind there may be another at the same address later.
        self._known: dict[tuple[object, ...], tuple[Column, RenderRequest | None]] = {}

    def of(self, row: Row, column: Column, rule: Rule, weights: OwnWeights = SHIPPED) -> RenderRequest | None:
        """A preview; None where nobody is known in the photo, or the pose does not fit them."""
        if row.source is None:
            return None
        key = (row.source.key, row.beside, row.item.extended, id(column), rule, weights)
        known = self._known.get(key)
        if known is None or known[0] is not column:
            known = self._known[key] = column, _request(row.source, row, column, rule, weights=weights)
        return known[1]


def _request(
    source: Source, row: Row, column: Column, rule: Rule, *, weights: OwnWeights
) -> RenderRequest | None:
    size = source.photo.size
    try:
        pose = pose_for(column.item, rule, person=source.pose, size=size, extension=row.item.extension(size))
    except PoseError:
        return None
    farther, nearer = row.beside
    others = [each.source for each in (*farther, *nearer)]
    extension = extension_of(row.item, rule, source=source, pose=pose, others=others)
    return RenderRequest(
        source,
        pose,
        Quality.PREVIEW,
        order=column.item.order,
        weights=weights,
        farther=farther,
        nearer=nearer,
        extension=extension,
    )
