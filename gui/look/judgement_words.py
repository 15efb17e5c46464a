"""What a picture's judgement says of it, in the words of the window's language."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale

from engine.contract.judgement import Judgement, Reason, Told
from gui.look.body_parts import listed

_REASONS = {
    Reason.UNSURE: QT_TRANSLATE_NOOP("Judgement", "the photo leaves the outline unclear"),
    Reason.MADE_UP: QT_TRANSLATE_NOOP("Judgement", "much is invented"),
    Reason.THING: QT_TRANSLATE_NOOP("Judgement", "something is carried or worn beside it"),
}


def tr(text: str) -> str:
    """`text` in the language of the window."""
    return QCoreApplication.translate("Judgement", text)


def look_closely(judgement: Judgement) -> str:
    """Sentences on what to look at in a doubtful picture, and why."""
    first, *others = judgement.by_limbs
    told = _said(tr("Look closely at the {limbs}: {reasons}."), first)
    for each in others:
        sentence = _said(tr("{limbs}: {reasons}."), each)
        told = tr("{before} {next}").format(before=told, next=sentence[:1].upper() + sentence[1:])
    return told


def doubt_of(judgement: Judgement | None) -> str:
    """The same in a few words, for tips and lists; empty where nothing is doubtful or nobody can tell."""
    if judgement is None or not judgement.is_doubtful:
        return ""
    first, *others = (_said(tr("{limbs}: {reasons}"), each) for each in judgement.by_limbs)
    told = first
    for each in others:
        told = tr("{before}; {next}").format(before=told, next=each)
    return told


def _said(pattern: str, told: Told) -> str:
    reasons = [QCoreApplication.translate("Judgement", str(_REASONS[reason])) for reason in told.reasons]
    return pattern.format(limbs=listed(told.limbs), reasons=QLocale().createSeparatedList(reasons))
