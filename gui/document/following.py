"""How kept poses go along with an edit that changes whose joints they place, and with its undo."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from engine.system.errors import PoseError
from gui.document.others import Variant

Kept = tuple[Variant, ...]
Follow = Callable[[Kept], Kept]
_Change = Callable[[Variant], Variant]


def _as_it_is(variant: Variant) -> Variant:
    return variant


@dataclass(frozen=True, slots=True)
class Following:
    """One edit's way with kept poses, none of which it ever makes or takes away.

    Those that were there come back exactly as they were; those kept since go along by `back` and `forth`.
    """

    forth: _Change = _as_it_is
    back: _Change = _as_it_is
    _after: Mapping[Variant, Variant] = field(default_factory=dict)
    _before: Mapping[Variant, Variant] = field(default_factory=dict)

    @staticmethod
    def of(kept: Kept, forth: _Change, *, back: _Change) -> Following:
        """For the poses that are kept now; raises what `forth` raises."""
        pairs = [(_nameless(each), _nameless(forth(each))) for each in kept]
        return Following(forth, back, dict(pairs), {after: before for before, after in pairs})

    def done(self, kept: Kept) -> Kept:
        """`kept` after the edit."""
        return tuple(_changed(each, self._after, self.forth) for each in kept)

    def undone(self, kept: Kept) -> Kept:
        """`kept` before it."""
        return tuple(_changed(each, self._before, self.back) for each in kept)


NOTHING_FOLLOWS = Following()


def _nameless(variant: Variant) -> Variant:
    return replace(variant, name="")


def _changed(variant: Variant, known: Mapping[Variant, Variant], change: _Change) -> Variant:
    """`variant` as it is known to become, or else by `change`; as it is where that cannot be."""
    became = known.get(_nameless(variant))
    if became is not None:
        return replace(became, name=variant.name)
    try:
        return change(variant)
    except PoseError:
        return variant
