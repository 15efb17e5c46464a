"""What a picture's judgement says of it, in the words of the window's language."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale

from engine.contract.judgement import Judgement, Reason, Told
from gui.look.body_parts import listed

_REASONS = {
    Reason.UNSURE: QT_TRANSLATE_NOOP("Judgement", "the outline (unclear in the photo)"),
    Reason.MADE_UP: QT_TRANSLATE_NOOP("Judgement", "invented parts (hidden in the photo)"),
    Reason.THING: QT_TRANSLATE_NOOP("Judgement", "what is carried or worn there"),
}


def tr(text: str) -> str:
    """`text` in the language of the window."""
    return QCoreApplication.translate("Judgement", text)


def to_check(judgement: Judgement) -> str:
    """Sentences on what to look at in a doubtful picture, and why."""
    first, *others = judgement.by_limbs
    told = _said(tr("Check the {limbs}: {reasons}."), first)
    for each in others:
        sentence = _said(tr("{limbs}: {reasons}."), each)
        told = tr("{before} {next}").format(before=told, next=sentence[:1].upper() + sentence[1:])
    return told


def doubt_of(judgement: Judgement | None) -> str:
    """The same in a few words, for tips and lists; empty where nothing is doubtful or nobody can tell."""
    if judgement is None or not judgement.is_doubtful:
        return ""
    return joined([_said(tr("{limbs}: {reasons}"), each) for each in judgement.by_limbs])


def joined(parts: Sequence[str]) -> str:
    """Things to be looked at, one after the other; empty for none."""
    told = "".join(parts[:1])
    for each in parts[1:]:
        told = tr("{before}; {next}").format(before=told, next=each)
    return told


def _said(pattern: str, told: Told) -> str:
    reasons = [QCoreApplication.translate("Judgement", str(_REASONS[reason])) for reason in told.reasons]
    return pattern.format(limbs=listed(told.limbs), reasons=QLocale().createSeparatedList(reasons))
