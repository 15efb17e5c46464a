"""One edit of the history undone alone, those after it left as they are: whether that can be, and what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtGui import QUndoCommand

from engine.pose.pose import Pose
from engine.pose.steps import Step, hindrance, is_undone_alone, without_step
from gui.document.commands import EditPhoto
from gui.document.source_commands import EditMatte, Mend


@dataclass(frozen=True, slots=True)
class Refused:
    """Why an edit cannot be undone alone. by: what a later edit is called that builds on it; empty: it is no move."""

    by: str = ""


def undone_alone(now: Pose, command: QUndoCommand, *, later: Sequence[QUndoCommand]) -> Pose | Refused:
    """The pose `now` as if the edit had not been made; later: the edits since that are done, in their order."""
    step = _step_of(command) if _is_move(command) else None
    if step is None or not is_undone_alone(step):
        return Refused()
    steps: list[Step] = []
    texts: list[str] = []
    for each in later:
        if isinstance(each, EditMatte | Mend):
            continue  # of the photo's pixels alone
        told = _step_of(each)
        if told is None:
            return Refused(each.text())
        steps.append(told)
        texts.append(each.text())
    by = hindrance(step, steps)
    return without_step(now, step) if by is None else Refused(texts[by])


def _is_move(command: QUndoCommand) -> bool:
    """Whether an edit is of the pose and nothing else."""
    return (
        isinstance(command, EditPhoto) and replace(command.before, pose=command.after.pose) == command.after
    )


def _step_of(command: QUndoCommand) -> Step | None:
    """The pose before and after an edit; None for one after which the joints are another person's."""
    if not isinstance(command, EditPhoto):
        return None
    before, after = command.before, command.after
    if before.pose is None or after.pose is None or before.drawn != after.drawn:
        return None
    return before.pose, after.pose
