"""What a person should know of photo and picture: others in it, a cropped body, limbs to look at, rights."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QCoreApplication, QLocale

from engine.contract.judgement import Judgement
from engine.contract.messages import Quality, Rendered, Source
from engine.pose.pose import HEAD, Joint, Pose
from engine.pose.unseen import UNSURE_BELOW
from gui.look.body_parts import listed
from gui.look.engine_sentences import localised
from gui.look.joint_names import joint_in_phrase
from gui.look.judgement_words import to_check

_THIGH_SHOWN = 0.25  # of a thigh's length, from which on it is seen
_THIGHS = ((Joint.R_HIP, Joint.R_KNEE), (Joint.L_HIP, Joint.L_KNEE))


class Kind(Enum):
    """What a hint is about."""

    MADE_BY = "made by"  # what painted the picture, and the licence it is bound by
    CUT_OFF = "cut off"
    LOOK = "look"  # at limbs, for which an editor would likely send the picture back
    SEVERAL = "several"
    CROPPED = "cropped"
    RESIZED = "resized"  # pictures of kept poses, along with the one on the canvas
    NOBODY = "nobody"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class Hint:
    """A sentence, and what it is about; parts: of the body, by their names in gui.look.body_parts.

    beside: the same in short, where another hint comes first.
    """

    kind: Kind
    sentence: str
    parts: tuple[str, ...] = ()
    beside: str = ""


def tr(text: str) -> str:
    """`text` in the language of the window."""
    return QCoreApplication.translate("Hints", text)


def hints(
    source: Source | None,
    *,
    people: int,
    rendered: Rendered | None,
    cut_off: tuple[str, ...] = (),
    asked: Judgement | None = None,
) -> tuple[Hint, ...]:
    """All that is to be said, the most important first; cut_off: what the pose puts beyond the picture's edge.

    asked: what somebody wants to be told of a picture that may still be on its way.
    """
    if source is None:
        return ()
    found: list[Hint] = []
    if rendered is not None and (
        told := " ".join(map(localised, (*rendered.notes, rendered.licence))).strip()
    ):
        found.append(Hint(Kind.MADE_BY, told))
    if cut_off:
        sentence = tr("Cut off at the edge of the picture: {parts}.")
        found.append(Hint(Kind.CUT_OFF, sentence.format(parts=listed(cut_off)), cut_off))
    if (judgement := asked or _doubtful(rendered)) is not None:
        short = tr("Check the {limbs} as well.").format(limbs=listed(judgement.limbs))
        found.append(Hint(Kind.LOOK, to_check(judgement), judgement.limbs, short))
    if people > 1:
        sentence = tr(
            "There are {count} people in this photo. Click a person to pose them; the others keep their poses."
        )
        found.append(Hint(Kind.SEVERAL, sentence.format(count=people)))
    if (cropped := cropped_sentence(source.pose, source.photo.size)) is not None:
        found.append(Hint(Kind.CROPPED, cropped))
    elif missing := missing_joints(source):
        names = QLocale().createSeparatedList([joint_in_phrase(joint) for joint in missing])
        sentence = tr("Not found in this photo, though it should show them: {joints}.")
        found.append(
            Hint(Kind.DOUBTFUL, sentence.format(joints=names), tuple(joint.name for joint in missing))
        )
    return tuple(found)


def resized(kept: int, size: tuple[int, int]) -> Hint:
    """That the pictures of so many kept poses have another size as well. size: (width, height), px."""
    sentence = tr("All pictures of this photo are {size} px now, also those of its kept poses: {count}.")
    told = sentence.format(size=f"{size[0]}\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}{size[1]}", count=kept)
    return Hint(Kind.RESIZED, told, (f"{size}",))


def nobody() -> Hint:
    """What is to be said of a photo in which nobody was found."""
    return Hint(Kind.NOBODY, tr("Put the skeleton on the person by hand, or draw a box around them."))


def final_judgement(rendered: Rendered | None) -> Judgement | None:
    """The judgement of a final picture; those of a drag come and go too fast."""
    return None if rendered is None or rendered.request.quality is not Quality.FINAL else rendered.judgement


def _doubtful(rendered: Rendered | None) -> Judgement | None:
    """That of a final picture that should be looked at."""
    judgement = final_judgement(rendered)
    return judgement if judgement is not None and judgement.is_doubtful else None


def missing_joints(source: Source) -> tuple[Joint, ...]:
    """Joints of the body that are doubtful, or were guessed inside the photo without being sure of them."""
    width, height = source.photo.size

    def is_missing(joint: Joint) -> bool:
        point = source.pose[joint]
        if point.present:
            return point.confidence < UNSURE_BELOW
        return point.confidence > 0 and 0 <= point.x < width and 0 <= point.y < height

    return tuple(joint for joint in Joint if joint not in HEAD and is_missing(joint))


def cropped_sentence(pose: Pose, size: tuple[int, int]) -> str | None:
    """What the photo cuts off; None for a body that is there from head to foot. size: (width, height) px."""
    if not any(pose.has(joint) for joint in HEAD):
        return tr("The head is not in this photo, so it cannot be posed.")
    if not _either(pose, Joint.R_HIP, Joint.L_HIP):
        return tr("This photo shows the person only down to the waist, so the hips and legs cannot be posed.")
    if not _either(pose, Joint.R_KNEE, Joint.L_KNEE):
        if _shows_thighs(pose, size[1]):
            return tr("This photo shows the person only down to the thighs, so the legs cannot be posed.")
        return tr("This photo shows the person only down to the hips, so the legs cannot be posed.")
    if not _either(pose, Joint.R_ANKLE, Joint.L_ANKLE):
        return tr(
            "This photo shows the person only down to the knees, so the lower legs and feet cannot be posed."
        )
    return None


def _shows_thighs(pose: Pose, height: int) -> bool:
    """Whether the photo goes on well below the hips; a knee beyond its edge has a likely place."""
    thighs = ((pose[hip], pose[knee]) for hip, knee in _THIGHS if pose.has(hip))
    return any(height - hip.y > _THIGH_SHOWN * (knee.y - hip.y) > 0 for hip, knee in thighs)


def _either(pose: Pose, right: Joint, left: Joint) -> bool:
    return pose.has(right) or pose.has(left)
