"""Names of photos in two short lines that show by what each differs from those it could be taken for."""

from __future__ import annotations

from collections.abc import Callable, Sequence

_BREAKS = "-_."
_LOOKED_AT = 8  # names before and after a name in order: the most alike
_CONTEXT = 2  # letters that are shown before the first that differs


def short_names(names: Sequence[str], *, fits: Callable[[str], bool]) -> list[str]:
    """Each name in at most two lines that fit, where it does not fit in one; `fits` says whether a line does.

    What is left out is what the name has in common with those most like it, so that variants of one motif,
    which differ in a few letters in the middle, can be told apart.
    """
    order = sorted(range(len(names)), key=lambda place: names[place])
    shown = list(names)
    for at, place in enumerate(order):
        if not fits(names[place]):
            alike = [names[near] for near in order[max(at - _LOOKED_AT, 0) : at + _LOOKED_AT + 1]]
            shown[place] = _in_two_lines(names[place], others=alike, fits=fits)
    return shown


def _in_two_lines(name: str, *, others: Sequence[str], fits: Callable[[str], bool]) -> str:
    first = _longest(name, fits)
    ends = [at + 1 for at in range(len(first) - 1, 0, -1) if name[at] in _BREAKS]
    spaces = [at for at in range(len(first), 0, -1) if name[at : at + 1] == " "]
    for end in (*spaces, *ends, len(first)):
        if fits(name[end:].lstrip()):
            return f"{name[:end]}\n{name[end:].lstrip()}"
    begin = _first_shown(name, others, after=len(first) - 1, fits=fits)
    rest = name[begin:]
    if fits(f"…{rest}"):
        while begin > len(first) - 1 and fits(f"…{name[begin - 1 :]}"):
            begin -= 1
        return f"{first[:-1]}…\n…{name[begin:]}"
    return f"{first[:-1]}…\n…{_longest(rest, lambda line: fits(f'…{line}…'))}…"


def _first_shown(name: str, others: Sequence[str], *, after: int, fits: Callable[[str], bool]) -> int:
    """Where a line is to begin in which `name` is seen to differ from all `others` that are alike up to `after`."""
    differing = sorted({_alike(name, other) for other in others if other != name})
    differing = [at for at in differing if after <= at < len(name)] or [after]
    begins = (max(at - back, after) for at in differing for back in (_CONTEXT, 0))
    return next((at for at in begins if fits(f"…{name[at : differing[-1] + 1]}…")), differing[-1])


def _alike(one: str, other: str) -> int:
    """How many letters both begin with."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _longest(text: str, fits: Callable[[str], bool]) -> str:
    """The longest beginning that fits, of one letter at least."""
    return text[: next((end for end in range(len(text), 1, -1) if fits(text[:end])), 1)]
