"""A plan between two visits: from the matrix to what the document keeps, and back onto what is open by then."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.batch.plan import Rule
from gui.document.document import Document
from gui.document.export_plan import ExportPlan, Origin, PlannedPose, PlannedRule
from gui.export.plan import Cells, Column, Row, edited_columns, first_cells, kept_columns, unkept_columns

_Place = tuple[int, int]
_Identity = tuple[Origin, str | None, str]


@dataclass(frozen=True, slots=True)
class Planned:
    """What the matrix shows of a plan."""

    columns: tuple[Column, ...]
    cells: Cells
    rules: Mapping[_Place, Rule]


def to_keep(
    rows: Sequence[Row],
    columns: Sequence[Column],
    cells: Cells,
    *,
    rules: Mapping[_Place, Rule],
    document: Document,
    folder: str | None,
    choices: Mapping[str, Any],
) -> ExportPlan:
    """The plan as the document keeps it; files that poses were read from are not told.

    document: as it was when the matrix was filled, so that poses made since are new to the plan.
    """
    return ExportPlan(
        photos=tuple(row.key for row in rows),
        poses=tuple(_planned(column) for column in columns),
        offered=tuple(_identity(column) for column in _offered(document)),
        on=tuple((rows[row].key, column) for row, column in sorted(cells)),
        rules=tuple(
            PlannedRule(photo=rows[row].key, pose=column, rule=rule) for (row, column), rule in rules.items()
        ),
        folder=folder,
        choices=dict(choices),
    )


def restored(plan: ExportPlan, rows: Sequence[Row], document: Document) -> Planned:
    """The plan on the photos `rows` and the poses there are now.

    Poses of the document are as they are now, those that are gone leave, and those made since come in; so do photos.
    """
    now = {_identity(column): column for column in _offered(document)}
    places: dict[int, int] = {}  # of the plan's columns among those now
    columns: list[Column] = []
    for place, planned in enumerate(plan.poses):
        column = _column(planned)
        current = column if column.origin is Origin.ELSEWHERE else now.get(_identity(column))
        if current is not None:
            places[place] = len(columns)
            columns.append(current)
    begin = len(columns)
    missed = {column.home for column in unkept_columns(document)}
    columns += [column for column in now.values() if _is_new(column, plan, missed=missed)]
    number = {row.key: place for place, row in enumerate(rows)}
    known = frozenset(plan.photos)
    later = [place for place, row in enumerate(rows) if row.key not in known]
    cells = {(number[key], places[pose]) for key, pose in plan.on if key in number and pose in places}
    every = first_cells(rows, columns)
    cells |= {cell for cell in every if cell[0] in later or cell[1] >= begin}
    rules = {
        (number[each.photo], places[each.pose]): each.rule
        for each in plan.rules
        if each.photo in number and each.pose in places
    }
    return Planned(tuple(columns), frozenset(cells), rules)


def _offered(document: Document) -> tuple[Column, ...]:
    return (*kept_columns(document), *edited_columns(document))


def _is_new(column: Column, plan: ExportPlan, *, missed: Collection[str | None]) -> bool:
    """Whether a pose was made since the plan, which takes kept ones, and those on the canvas where it had such.

    missed: the homes of poses that are on a canvas and nowhere else.
    """
    if _identity(column) in plan.offered:
        return False
    had_such = any(each.origin is Origin.CANVAS for each in plan.poses)
    return column.origin is Origin.KEPT or had_such or column.home in missed


def _identity(column: Column) -> _Identity:
    """By what a pose of the document is known again; that on a photo's canvas has no name of its own."""
    return column.origin, column.home, "" if column.origin is Origin.CANVAS else column.item.name


def _planned(column: Column) -> PlannedPose:
    item = column.item.model_copy(update={"path": None})
    return PlannedPose(item=item, home=column.home, origin=column.origin)


def _column(planned: PlannedPose) -> Column:
    return Column(planned.item, planned.home, planned.origin)
