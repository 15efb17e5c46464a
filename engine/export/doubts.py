"""What is doubtful in a picture: cut off, moved though unseen, and limbs that an editor would look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.contract.judgement import Judgement, Reason
from engine.contract.messages import RenderRequest
from engine.export.produce import cut_off
from engine.export.settings import OutputSettings
from engine.pose.unseen import unseen

_WORDS = {
    Reason.UNSURE: "the photo leaves the outline unclear",
    Reason.MADE_UP: "invented where the photo hides it",
    Reason.THING: "something is carried or worn beside it",
}


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


def judgement_words(judgement: Judgement | None) -> str:
    """Why a picture should be looked at, in English: "right arm: …; left leg: …"; empty where it need not."""
    if judgement is None or not judgement.is_doubtful:
        return ""
    return "; ".join(
        f"{' and '.join(limbs)}: {', '.join(_WORDS[reason] for reason in reasons)}"
        for limbs, reasons in judgement.by_limbs
    )


def judgement_values(judgement: Judgement | None) -> dict[str, Any]:
    """A judgement as JSON has it: how likely the picture is to be sent back, 0..1 or null, and because of what."""
    doubts = () if judgement is None else judgement.doubts
    return {
        "doubtful": None if judgement is None else round(judgement.broken, 3),
        "doubts": [{"limb": doubt.limb, "reason": doubt.reason.value} for doubt in doubts],
    }
