"""How poses come onto people, in words."""

from __future__ import annotations

from engine.batch.plan import Rule
from gui.export.plan import tr


def rule_word(rule: Rule) -> str:
    """A rule in as few words as a cell has room for."""
    return {
        Rule.AS_PLACED: tr("as placed"), Rule.FITTED: tr("fitted"), Rule.ON_GROUND: tr("on ground"),
        Rule.INSIDE: tr("inside"), Rule.EXTENDED: tr("extended"),
    }[rule]  # fmt: skip


def rule_texts() -> dict[Rule, str]:
    """The rules in words, in the order in which they are offered."""
    return {
        Rule.ON_GROUND: tr("Fit to each person, feet on the ground"),
        Rule.INSIDE: tr("Fit to each person, inside the picture"),
        Rule.EXTENDED: tr("Fit to each person, extend the picture"),
        Rule.FITTED: tr("Fit to each person"),
        Rule.AS_PLACED: tr("Keep position on original canvas"),
    }
