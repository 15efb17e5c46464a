"""How much is to be added around the photo on the canvas, so that nothing its pose asks for is cut off."""

from __future__ import annotations

from engine.export.extending import extension_for
from engine.imaging.extension import UNEXTENDED, Extension
from gui.document.commands import EditPhoto
from gui.document.session import Session


def fitting(session: Session) -> Extension:
    """What there is by now, and what the pose of the photo on the canvas needs beyond that."""
    entry, source, pose = session.entry, session.source, session.pose
    if entry is None or source is None or pose is None:
        return UNEXTENDED
    others = (each.source for each in entry.others if each.source is not None)
    return extension_for(source, pose, now=session.extension, others=others)


def can_extend(session: Session) -> bool:
    """Whether adding something around the photo shows more of the pose on the canvas."""
    return fitting(session) != session.extension


def resized_kept(session: Session) -> int:
    """How many kept poses' pictures got another size by what was done last; 0 where that was something else."""
    entry, stack = session.entry, session.undo_stack
    last = stack.command(stack.index() - 1) if entry is not None and stack.index() else None
    if entry is None or not isinstance(last, EditPhoto) or last.before.extension == last.after.extension:
        return 0
    return len(entry.variants)
