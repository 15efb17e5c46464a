"""From what is open in the window to a batch: photos as rows, poses as columns, and the cells between them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from engine.batch.plan import CellRule, OnConflict, PhotoItem, Plan, PoseItem, Rule
from engine.batch.sources import PutAside, SourcesAtHand
from engine.export.settings import OutputSettings
from engine.pose.order_wishes import LimbOrder
from engine.pose.plain import joints_of
from engine.system.stored_path import readable
from gui.document import choosing
from gui.document.choosing import Beside
from gui.document.document import Document, PhotoEntry
from gui.document.export_plan import Origin

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from engine.contract.messages import Source
    from gui.document.session import Session

Cells = frozenset[tuple[int, int]]


def tr(text: str) -> str:
    """`text` in the language of the window."""
    return QCoreApplication.translate("Export", text)


@dataclass(frozen=True, slots=True)
class Row:
    """A photo of the film strip; source: as the window shows it, None until the person is found.

    aside: what makes that of a photo that is not held. beside: the others of the photo as they are posed. picture: the
    photo, small; None where nothing was seen of it yet.
    """

    key: str
    item: PhotoItem
    source: Source | None = field(default=None, repr=False)
    aside: PutAside | None = field(default=None, repr=False, compare=False)
    beside: Beside = ((), ())
    picture: QImage | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Column:
    """A pose. home: the key of the photo it was made on, where it is taken as it lies; None for any."""

    item: PoseItem
    home: str | None = None
    origin: Origin = Origin.ELSEWHERE


@dataclass(frozen=True, slots=True)
class Choices:
    """What is chosen beside photos and poses."""

    rule: Rule
    names: str
    on_conflict: OnConflict
    output: OutputSettings


def rows_of(session: Session) -> tuple[Row, ...]:
    """The photos with the persons found, corrected, or put in another's place in the window."""
    return tuple(row for entry in session.document.photos if (row := _row(entry, session)) is not None)


def found_in(rows: Sequence[Row]) -> frozenset[int]:
    """The rows, by their places, whose persons are known."""
    return frozenset(
        place for place, row in enumerate(rows) if row.source is not None or row.aside is not None
    )


def at_hand(session: Session) -> SourcesAtHand:
    """The persons as the window shows them now."""
    rows = rows_of(session)
    beside = {
        row.item.prepared: row.beside for row in rows if row.item.prepared is not None and any(row.beside)
    }
    persons = ((row.item, row.source or row.aside) for row in rows)
    return SourcesAtHand(((item, person) for item, person in persons if person is not None), beside=beside)


def with_persons(plan: Plan, session: Session, photos: Collection[int]) -> Plan:
    """`plan` with the persons of some photos, by their places, as the window shows them now; others stay."""
    rows = {row.item.path: row for row in rows_of(session) if row.source is not None or row.aside is not None}

    def now(number: int, item: PhotoItem) -> PhotoItem:
        row = rows.get(item.path) if number in photos else None
        return item if row is None else row.item.model_copy(update={"name": item.name})

    changed = tuple(now(number, item) for number, item in enumerate(plan.photos))
    return plan.model_copy(update={"photos": changed})


def left_out(session: Session) -> int:
    """How many photos cannot be exported yet, as it is not known who is to be seen in them."""
    return len(session.document.photos) - len(rows_of(session)) - len(unusable(session))


def unusable(session: Session) -> tuple[str, ...]:
    """The names of the photos that could not be opened, or show nobody."""
    return tuple(entry.name for entry in session.document.photos if _is_unusable(entry, session))


def left_out_note(count: int, names: Sequence[str]) -> str:
    """What is to be said of `left_out` photos, and of `unusable` ones by their names; empty where there are none."""
    notes = []
    if count:
        note = tr(
            "Photos left out because their person has not been found yet: {count}. Open this window again later."
        )
        notes.append(note.format(count=count))
    if names:
        note = tr("Left out, as they could not be opened or show nobody: {names}.")
        notes.append(note.format(names=", ".join(names)))
    return " ".join(notes)


def kept_columns(document: Document) -> tuple[Column, ...]:
    """All kept poses of those who are edited, each at home on its photo, with the order of its limbs."""
    return tuple(
        Column(PoseItem.of(own.pose, kept.name, canvas=entry.size, order=own.order), entry.key, Origin.KEPT)
        for entry in document.photos
        for kept in entry.variants
        if (own := kept.pose_of(entry.person)) is not None
    )


def edited_columns(document: Document) -> tuple[Column, ...]:
    """The poses on the canvas of each photo, where they differ from the photo's own."""
    return tuple(
        Column(
            PoseItem.of(entry.pose, tr("edited"), canvas=entry.size, order=entry.order),
            entry.key,
            Origin.CANVAS,
        )
        for entry in document.photos
        if entry.pose is not None
        and entry.stands is not None
        and (entry.pose != entry.stands or entry.order != LimbOrder() or _is_beside_posed(entry))
    )


def unkept_columns(document: Document) -> tuple[Column, ...]:
    """Of the poses on canvases those that a plan would miss: of the current photo, and of photos without a kept pose.

    A pose that is kept as it stands is none of them.
    """
    kept = kept_columns(document)
    homes = {column.home for column in kept}
    shown = None if document.entry is None else document.entry.key

    def is_missed(column: Column) -> bool:
        if any(each.home == column.home and _is_same_pose(each, column) for each in kept):
            return False
        return column.home == shown or column.home not in homes

    return tuple(column for column in edited_columns(document) if is_missed(column))


def _is_same_pose(one: Column, other: Column) -> bool:
    return one.item.model_copy(update={"name": other.item.name}) == other.item


def first_cells(rows: Sequence[Row], columns: Sequence[Column], *, begin: int = 0) -> Cells:
    """Cells to begin with, from column `begin` on: a pose made on a photo for that photo, others for all."""
    return frozenset(
        (row, column)
        for column in range(begin, len(columns))
        for row in range(len(rows))
        if columns[column].home in (None, rows[row].key)
    )


def own_rule(row: Row, column: Column) -> Rule | None:
    """The rule for a cell where none was chosen for it; None for the one that is chosen for all."""
    return Rule.AS_PLACED if column.home == row.key else None


def plan_of(
    rows: Sequence[Row],
    columns: Sequence[Column],
    cells: Collection[tuple[int, int]],
    *,
    choices: Choices,
    rules: Mapping[tuple[int, int], Rule] = MappingProxyType({}),
) -> Plan:
    """The batch; poses at home on a photo are taken as they lie there, unless `rules` names another for the cell."""
    every = [(row, column) for row in range(len(rows)) for column in range(len(columns))]
    own = {place: rules.get(place) or own_rule(rows[place[0]], columns[place[1]]) for place in cells}
    return Plan(
        photos=tuple(row.item for row in rows),
        poses=tuple(column.item for column in columns),
        off=tuple(place for place in every if place not in cells),
        rule=choices.rule,
        rules=tuple(
            CellRule(photo=row, pose=column, rule=rule)
            for row, column in every
            if (rule := own.get((row, column))) is not None
        ),
        names=choices.names,
        on_conflict=choices.on_conflict,
        output=choices.output,
    )


def _row(entry: PhotoEntry, session: Session) -> Row | None:
    source, path = session.source_for(entry), entry.path
    if _is_unusable(entry, session):
        return None
    if source is None:
        return _row_aside(entry, session)
    others = choosing.beside(entry, source.photo)
    if all(other.rests for some in others for other in some):
        others = ((), ())  # they stay part of the photo
    as_found = path is not None and source == session.found_of(entry.key) and not any(others)
    item = PhotoItem(
        path=path or Path(entry.name),
        name=_name(entry),
        pose=joints_of(source.pose),
        prepared=None if as_found else _prepared(source, others),
        size=source.photo.size if path is None else None,
        extended=entry.extension.sides,
    )
    return Row(entry.key, item, source, beside=others, picture=_picture(entry, session))


def _row_aside(entry: PhotoEntry, session: Session) -> Row | None:
    """The row of a photo that is not held, or in which nobody is found yet.

    A file can wait for that; but not what has another's person, or more of its own, or is in no file.
    """
    found, path, picture = session.asides.get(entry.key), entry.path, _picture(entry, session)
    file = entry.embedded or path
    if entry.source is not None or session.has_to_stay(entry) or file is None:
        return None
    if found is None:
        item = None if path is None else PhotoItem(path=path, name=_name(entry))
        return None if item is None else Row(entry.key, item, picture=picture)
    item = PhotoItem(
        path=path or Path(entry.name),
        name=_name(entry),
        pose=joints_of(found.pose),
        prepared=None if path is not None and not entry.corrected else found.name,
        size=found.size if path is None else None,
    )
    aside = PutAside(found.photo_key, found.pose, partial(found.read, file))
    return Row(entry.key, item, aside=aside, picture=picture)


def _prepared(source: Source, beside: Beside) -> str:
    """What tells a person, and everyone with them, from all others."""
    if not any(beside):
        return source.key
    posed = [[(each.source.key, joints_of(each.pose), each.order) for each in some] for some in beside]
    return hashlib.sha256(repr((source.key, posed)).encode()).hexdigest()[:32]


def _picture(entry: PhotoEntry, session: Session) -> QImage | None:
    shown = session.photo_of(entry.key)
    return None if shown is None else shown.thumbnail


def _is_unusable(entry: PhotoEntry, session: Session) -> bool:
    return entry.source is None and session.fault_of(entry.key) is not None


def _name(entry: PhotoEntry) -> str:
    path = entry.path or Path(entry.name)
    return readable(path.stem or path.name)


def _is_beside_posed(entry: PhotoEntry) -> bool:
    return any(each.source is not None and each.pose != each.source.pose for each in entry.others)
