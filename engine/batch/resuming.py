"""Where a batch goes on: what its folder's manifest says was made stays, and the rest is made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress

from engine.batch.events import PictureKept, PictureLeftOut
from engine.batch.job import Task
from engine.batch.manifest import MANIFEST, Manifest
from engine.batch.ready import Ready
from engine.batch.records import Finished, Resumed, Started
from engine.system.unfinished import sweep


def begin(ready: Ready, manifest: Manifest) -> None:
    """Say in the manifest that the batch starts or goes on, and clear away what a cut run left half written."""
    history = manifest.history
    if ready.resume and history.plan is not None:
        changed = ready.plan if ready.plan != history.plan else None
        manifest.append(Resumed(date=ready.date, plan=changed))
    else:
        manifest.append(Started(date=ready.date, plan=ready.plan))
    with suppress(OSError):
        just_written = (ready.folder / MANIFEST).stat()
        sweep(ready.folder, now=just_written.st_mtime)


def still_to_make(
    tasks: Sequence[Task],
    ready: Ready,
    manifest: Manifest,
    *,
    recipe_of: Callable[[Task], str | None],
    told: Callable[[PictureKept | PictureLeftOut], None],
) -> tuple[Task, ...]:
    """Which of a photo's tasks are left; the others are in place with the same recipe or left out, and `told` of."""
    history = manifest.history
    for task in tasks:
        if task.name in history.left_out:
            told(PictureLeftOut(task.cell.index, task.photo.name, task.pose.name))
    tasks = [task for task in tasks if task.name not in history.left_out]
    if not any(task.name in history.announced for task in tasks):
        return tuple(tasks)
    left: list[Task] = []
    for task in tasks:
        there = history.is_in_place(task.name, recipe_of(task), folder=ready.folder)
        if there is None:
            left.append(task)
            continue
        done = Finished(name=there.name, file=there.file, sha256=there.sha256, recipe=there.recipe)
        if history.finished.get(task.name) != done:
            manifest.append(done)  # it was put in place just before the end
        told(
            PictureKept(
                task.cell.index, task.photo.name, task.pose.name, there.file, there.invented,
                cut_off=there.cut_off, unseen=there.unseen, judgement=there.judgement,
            )
        )  # fmt: skip
    return tuple(left)
