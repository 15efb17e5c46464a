"""A plan made ready for a folder: one name for each cell, found fit for every system and free of clashes beforehand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from engine.batch.legal import same_file_key
from engine.batch.names import NameValues, Template, collision_sentence, find_collisions
from engine.batch.plan import Cell, OnConflict, PhotoItem, Plan, PoseItem, Rule
from engine.export.geometry import picture_size
from engine.export.settings import ExactSize
from engine.pose.openpose import Size
from engine.system.errors import PlanError
from engine.system.originals import Originals
from engine.system.shipped import shipped


@dataclass(frozen=True, slots=True)
class Task:
    """One picture to make. name: the file's name as the template gives it, ending included."""

    cell: Cell
    photo: PhotoItem
    pose: PoseItem
    name: str


def originals_of(plan: Plan, others: Iterable[Path | None] = ()) -> Originals:
    """The files that `plan` reads, those that ship with the program, and `others`."""
    photos = [each.file for each in plan.photos]
    poses = [each.path for each in plan.poses if each.path is not None]
    signing = plan.output.credentials
    keys = [] if signing is None else [signing.certificate, signing.key]
    return Originals.of((*photos, *poses, *keys, plan.clean_plate, *shipped(), *others))


def tasks_of(plan: Plan, sizes: Sequence[Size | None], *, date: datetime) -> tuple[Task, ...]:
    """The cells of `plan` with their names; sizes: (width, height) of each photo, None where it cannot be told.

    Two cells may get one name here; `check_names` refuses that, a window shows it. Raises PlanError for a template
    that cannot give names.
    """
    template = Template.parse(plan.names)
    if template.tells_size and not isinstance(plan.output.size, ExactSize):
        _check_sizes_are_known(plan)
    suffix = plan.output.suffix
    finished = [
        (0, 0) if size is None else picture_size(photo.extension(size).size(size), plan.output)
        for photo, size in zip(plan.photos, sizes, strict=True)
    ]
    return tuple(
        Task(
            cell=cell, photo=plan.photos[cell.photo], pose=plan.poses[cell.pose],
            name=template.stem(_values(plan, cell, size=finished[cell.photo], date=date), suffix=suffix) + suffix,
        )
        for cell in plan.cells()
    )  # fmt: skip


def check_names(tasks: Sequence[Task], *, reserved: Iterable[str] = ()) -> None:
    """Raise PlanError where two pictures would go into one file on any system, or a name is `reserved`."""
    collisions = find_collisions([task.name for task in tasks])
    if collisions:
        raise PlanError(collision_sentence(collisions))
    keys = {same_file_key(name): name for name in reserved}
    for task in tasks:
        if same_file_key(task.name) in keys:
            raise PlanError(
                f"A picture would be called {task.name}, which the batch needs. Change the name template."
            )


def already_there(tasks: Sequence[Task], folder: Path) -> int:
    """How many of the files are in `folder` by now, by their names; 0 where it is not there or cannot be read."""
    try:
        taken = {same_file_key(each.name) for each in folder.iterdir()}
    except OSError:
        return 0
    return sum(same_file_key(task.name) in taken for task in tasks)


def check_originals(plan: Plan, tasks: Sequence[Task], *, folder: Path, originals: Originals) -> None:
    """Raise OutputError where overwriting would hit an original; other ways of dealing with conflicts never do."""
    if plan.on_conflict is not OnConflict.OVERWRITE:
        return
    for task in tasks:
        originals.check(folder / task.name)


def _check_sizes_are_known(plan: Plan) -> None:
    if any(cell.rule is Rule.EXTENDED for cell in plan.cells()):
        raise PlanError(
            "How large pictures become that are extended to their poses is not known before they are made. Take "
            "{width} and {height} out of the name template, or choose an exact size."
        )


def _values(plan: Plan, cell: Cell, *, size: Size, date: datetime) -> NameValues:
    photo = plan.photos[cell.photo]
    folder = "" if photo.file is None else photo.file.parent.name
    return NameValues(
        photo=photo.name, folder=folder, pose=plan.poses[cell.pose].name, index=cell.index,
        photo_index=cell.photo + 1, pose_index=cell.pose + 1, date=date, width=size[0], height=size[1],
    )  # fmt: skip
