"""What is doubtful in a picture before anybody looks at it: cut off, moved though unseen, much of it made up."""

from __future__ import annotations

from dataclasses import dataclass

from engine.contract.messages import RenderRequest
from engine.export.produce import cut_off
from engine.export.settings import OutputSettings
from engine.pose.unseen import unseen

# Of the person: at this share half of a sleeve or a whole shin is made up.
INVENTED = 0.08


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a request alone tells. cut_off: as `engine.export.produce.cut_off` has it.

    unseen: joints by their names in `engine.pose.pose.Joint`, see `engine.pose.unseen`.
    """

    cut_off: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()


def foreseen(request: RenderRequest, settings: OutputSettings) -> Foreseen:
    """What of a picture is doubtful before it is rendered; no pixel is read."""
    joints = unseen(request.pose, source=request.source.pose)
    return Foreseen(cut_off(request, settings), tuple(joint.name for joint in joints))
