"""Everything about a batch that can go wrong before it starts, checked without writing anything."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from engine.batch.job import Task, check_names, check_originals, originals_of, tasks_of
from engine.batch.manifest import MANIFEST, read_history
from engine.batch.plan import Plan
from engine.export.credentials import check_credentials
from engine.photo.photo import photo_size
from engine.pose.openpose import Size
from engine.system.errors import OutputError, PlanError
from engine.system.originals import Originals
from engine.system.paths import real_place


@dataclass(frozen=True, slots=True)
class Ready:
    """A checked batch. folder: where pictures go. date: for names. resume: whether what is finished there is kept."""

    plan: Plan
    tasks: tuple[Task, ...]
    folder: Path
    date: datetime
    originals: Originals
    resume: bool

    def resumed(self) -> Ready:
        """The same batch, to go on with."""
        return replace(self, resume=True)

    def of_plan(self, plan: Plan) -> Ready:
        """The same cells and names, of a plan with other rules or persons of the same photos."""
        cells = plan.cells()
        tasks = (
            replace(task, cell=cell, photo=plan.photos[cell.photo])
            for task, cell in zip(self.tasks, cells, strict=True)
        )
        return replace(self, plan=plan, tasks=tuple(tasks))


def make_ready(
    plan: Plan | None,
    folder: Path,
    *,
    now: datetime,
    resume: bool = False,
    others: Iterable[Path | None] = (),
    reserved: Iterable[str] = (),
) -> Ready:
    """Check the batch of `plan` into `folder`; to resume, the plan may be None for the one that was begun there.

    others: further files that are only read. reserved: further names that no picture may have. Raises PlanError and
    OutputError with what to do.
    """
    folder = _real(folder)
    _check_folder(folder)
    history = read_history(folder) if resume else None
    if plan is None:
        plan = history.plan if history is not None else None
    if plan is None:
        raise PlanError(
            f"No batch was begun in {folder}, so none can go on. Say which photos and poses to use."
        )
    date = history.date if history is not None and history.date is not None else now
    tasks = tasks_of(plan, sizes_of(plan), date=date)
    if not tasks:
        raise PlanError("There is nothing to make: the plan has no cell that is on. Add photos and poses.")
    check_names(tasks, reserved=(MANIFEST, *reserved))
    if plan.output.credentials is not None:
        check_credentials(plan.output.credentials)
    originals = originals_of(plan, others)
    originals.check(folder / MANIFEST)
    check_originals(plan, tasks, folder=folder, originals=originals)
    return Ready(plan, tasks, folder, date=date, originals=originals, resume=resume)


def sizes_of(plan: Plan) -> tuple[Size | None, ...]:
    """(width, height) of each photo by its header, None where it cannot be told."""
    return tuple(each.size if each.file is None else photo_size(each.file) for each in plan.photos)


def free_bytes(folder: Path) -> int:
    """How much room there is where `folder` is or will be; raises OutputError when it cannot be reached."""
    try:
        return shutil.disk_usage(_nearest(folder)).free
    except OSError as error:
        raise _out_of_reach(folder) from error


def _real(folder: Path) -> Path:
    try:
        return real_place(folder)
    except OSError as error:
        raise _out_of_reach(folder) from error


def _nearest(folder: Path) -> Path:
    """`folder`, or the folder above it that is there already."""
    try:
        return next(place for place in (folder, *folder.parents) if place.exists())
    except (OSError, StopIteration) as error:
        raise _out_of_reach(folder) from error


def _out_of_reach(folder: Path) -> OutputError:
    return OutputError(f"The folder {folder} cannot be reached. Choose another.")


def _check_folder(folder: Path) -> None:
    nearest = _nearest(folder)
    if not nearest.is_dir():
        raise OutputError(f"{nearest} is a file, so no folder can be there. Choose another name.")
    if not os.access(nearest, os.W_OK):
        raise OutputError(f"Nothing may be written into {nearest}. Choose a folder of your own.")
