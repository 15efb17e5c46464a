"""Why a picture is doubtful: faults that can be told from picture and pose, and limbs that an editor would look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.contract import judgement
from engine.contract.messages import Rendered
from engine.export.produce import cut_off
from engine.export.settings import OutputSettings
from engine.pose.outside import End, ends
from engine.pose.pose import Joint, Pose

Mask = NDArray[np.bool_]

# Shares of an end's disc: a hand of which more is made up is a guess, one of which less is drawn is a stub.
_MADE_UP, _DRAWN = 0.5, 0.25
# A piece apart from the body counts from this share of the person on; the photo's own pieces are allowed.
_PIECE = 0.002
# Where the photo does not come back more like itself than this, a casual look tells the two apart.
BACK = 0.75


class Reason(StrEnum):
    """What is doubtful; the words for people are in resources/report."""

    EDGE = "edge"  # a part lies beyond the picture's edge
    MADE_UP = "made_up"  # a head, hand or foot is mostly made up
    MISSING = "missing"  # a head, hand or foot is hardly drawn
    DETACHED = "detached"  # a piece of the person hangs together with nothing
    JOINTS = "joints"  # joints that were moved are not found where they should be
    NOBODY = "nobody"  # no person is found in the picture at all
    UNSURE = "unsure"  # where a limb ends in the photo is not clear
    PAINTED = "painted"  # much of a limb had to be painted
    THING = "thing"  # something carried or worn lies beside a limb
    BACK = "back"  # posed back, the picture does not give the photo again


# What the judgement of a picture says, in the words of the report.
_JUDGED = {
    judgement.Reason.UNSURE: Reason.UNSURE,
    judgement.Reason.MADE_UP: Reason.PAINTED,
    judgement.Reason.THING: Reason.THING,
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """A reason, and what it is about: parts or joints by the names of engine.pose, limbs by those of a judgement."""

    reason: Reason
    parts: tuple[str, ...] = ()


def drawing_doubts(rendered: Rendered, alpha: NDArray[np.uint8]) -> Iterator[Doubt]:
    """What the picture itself says. alpha: uint8 [H, W] of the same picture without its background."""
    request = rendered.request
    if cut := cut_off(request, OutputSettings()):
        yield Doubt(Reason.EDGE, cut)
    shown = [end for end in ends(request.pose) if end.name not in cut and _asked(end, request.source.pose)]
    drawn, made_up = alpha > 127, rendered.invented_map
    missing = [end for end in shown if (share := _share(drawn, end)) is not None and share < _DRAWN]
    if missing:
        yield Doubt(Reason.MISSING, tuple(end.name for end in missing))
    if made_up is not None:
        guessed = [e.name for e in shown if e not in missing and _made_up(made_up > 127, drawn, e)]
        if guessed:
            yield Doubt(Reason.MADE_UP, tuple(guessed))
    if pieces(drawn) > pieces(request.source.matte > 0.5):
        yield Doubt(Reason.DETACHED)
    yield from judged_doubts(rendered.judgement)


def judged_doubts(told: judgement.Judgement | None) -> Iterator[Doubt]:
    """What a picture's judgement says, where it is likely to be sent back; the reason that weighs most first."""
    found = told.doubts if told is not None and told.is_doubtful else ()
    for reason in dict.fromkeys(doubt.reason for doubt in found):
        yield Doubt(_JUDGED[reason], tuple(doubt.limb for doubt in found if doubt.reason is reason))


def joint_doubts(lost: Iterable[Joint]) -> Iterator[Doubt]:
    """What looking for the joints again says; lost: those that were moved and not found where they should be."""
    if names := tuple(joint.name for joint in lost):
        yield Doubt(Reason.JOINTS, names)


def pieces(drawn: Mask) -> int:
    """How many pieces a person [H, W] lies in, crumbs left out."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(drawn.astype(np.uint8))
    areas = stats[1:, cv2.CC_STAT_AREA]
    return int((areas > _PIECE * areas.sum()).sum()) if count > 1 else 0


def _asked(end: End, photo: Pose) -> bool:
    """Whether the photo shows an end, so that the picture should."""
    return any(end.name == other.name for other in ends(photo))


def _disc(shape: tuple[int, ...], end: End) -> Mask:
    mask = np.zeros(shape[:2], np.uint8)
    cv2.circle(
        mask, (round(end.middle.real), round(end.middle.imag)), max(2, round(end.radius)), 1, cv2.FILLED
    )
    return mask > 0


def _share(plane: Mask, end: End) -> float | None:
    """Of an end's disc; None where it lies outside."""
    disc = _disc(plane.shape, end)
    return float(plane[disc].mean()) if disc.any() else None


def _made_up(made_up: Mask, drawn: Mask, end: End) -> bool:
    disc = _disc(drawn.shape, end) & drawn
    return bool(disc.any()) and float(made_up[disc].mean()) > _MADE_UP
