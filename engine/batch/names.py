"""File names of a batch: a template with tokens, checked when it is read, and one name for each cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from string import Formatter

from engine.batch.legal import fits, is_allowed, legal_stem, same_file_key
from engine.system.errors import PlanError

DEFAULT_TEMPLATE = "{photo}-{pose}"
MAX_TEMPLATE_LETTERS = 300
_NUMBER_SPEC = re.compile(r"0[1-9]")
_TEXT_SPEC = re.compile(r"\.[1-9][0-9]?")
_DATE_SPEC = re.compile(r"(%[YmdHMSyjV]|[-_. ])+")
_DEFAULT_DATE = "%Y-%m-%d"


@dataclass(frozen=True, slots=True)
class NameValues:
    """What tokens stand for in one cell; the fields are the tokens.

    photo, folder: name of the photo's file without its ending, and of the folder it is in. pose: the pose's name.
    index: the cell's number from 1 on; photo_index, pose_index likewise. width, height: of the finished picture, px.
    """

    photo: str
    folder: str
    pose: str
    index: int
    photo_index: int
    pose_index: int
    date: datetime
    width: int
    height: int


_TEXTS = ("photo", "folder", "pose")
TOKENS = ("photo", "pose", "index", "date", "width", "height", "photo_index", "pose_index", "folder")


@dataclass(frozen=True, slots=True)
class _Part:
    """Letters as they are, and after them a token (None at the end) with its format."""

    letters: str
    token: str | None
    spec: str = ""


@dataclass(frozen=True, slots=True)
class Template:
    """A checked template."""

    text: str
    parts: tuple[_Part, ...]

    @staticmethod
    def parse(text: str) -> Template:
        """Read a template; raises PlanError with a sentence for one that cannot give file names."""
        if not text.strip() or len(text) > MAX_TEMPLATE_LETTERS:
            raise PlanError(
                f"A name template has 1 to {MAX_TEMPLATE_LETTERS} letters, such as {DEFAULT_TEMPLATE}."
            )
        try:
            fields = list(Formatter().parse(text))
        except ValueError as error:
            raise PlanError(
                f"The name template “{_shown(text)}” has a brace without its partner. Write tokens as {{photo}}, "
                "and a brace itself twice."
            ) from error
        return Template(text, tuple(_part(*field) for field in fields))

    @property
    def tells_size(self) -> bool:
        """Whether names have the size of their pictures in them."""
        return any(part.token in ("width", "height") for part in self.parts)

    def stem(self, values: NameValues, *, suffix: str) -> str:
        """The name for `values` without `suffix`, legal everywhere; the longest texts are cut where it is too long."""
        written = self._written(values)
        ending = suffix.casefold()
        while not fits(f"{written}{suffix}"):
            shorter = self._shortened(values)
            if shorter is None:
                break
            values = shorter
            written = self._written(values)
        # A person may write the ending into the template, as they would into a file name.
        if written.casefold().endswith(ending):
            written = written[: -len(ending)]
        return legal_stem(written, suffix=suffix)

    def _written(self, values: NameValues) -> str:
        return "".join(part.letters + _value(part, values) for part in self.parts)

    def _shortened(self, values: NameValues) -> NameValues | None:
        """`values` with the longest text that the template shows one letter shorter; None when all are short."""
        shown = {part.token: getattr(values, part.token) for part in self.parts if part.token in _TEXTS}
        longest = max(shown, key=lambda token: len(shown[token]), default=None)
        if longest is None or len(shown[longest]) <= 8:
            return None
        return replace(values, **{longest: shown[longest][:-1]})


@dataclass(frozen=True, slots=True)
class Collision:
    """Several cells, by their place in the sequence, that would go into one file."""

    name: str
    cells: tuple[int, ...]


def find_collisions(names: Sequence[str]) -> tuple[Collision, ...]:
    """Which of `names` are one file on some system, in the order of their first."""
    places: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        places.setdefault(same_file_key(name), []).append(place)
    return tuple(Collision(names[same[0]], tuple(same)) for same in places.values() if len(same) > 1)


def collision_sentence(collisions: Sequence[Collision]) -> str:
    """What collided and what to do, for a person."""
    first = collisions[0]
    return (
        f"{len(first.cells)} pictures would be called {first.name}"
        + (f", and {len(collisions) - 1} more names are taken twice" if len(collisions) > 1 else "")
        + ". Add {photo}, {pose} or {index:03} to the name template."
    )


def free_name(stem: str, suffix: str, *, taken: Iterable[str]) -> str:
    """`stem` and `suffix`, with the first free number where the keys `taken` (`same_file_key`) have it already."""
    keys, number = frozenset(taken), 1
    name = f"{stem}{suffix}"
    while same_file_key(name) in keys:
        number += 1
        ending = f"-{number}{suffix}"
        name = legal_stem(stem, suffix=ending) + ending
    return name


def _part(letters: str, token: str | None, spec: str | None, conversion: str | None) -> _Part:
    illegal = sorted({letter for letter in letters if not is_allowed(letter)})
    if illegal:
        shown = "”, “".join(map(_shown, illegal))
        raise PlanError(
            f"The name template holds “{shown}”, which no file name may hold. Use - or _ instead."
        )
    if token is None:
        return _Part(letters, None)
    if token not in TOKENS:
        known = ", ".join(f"{{{each}}}" for each in TOKENS)
        raise PlanError(f"The name template has no token {{{_shown(token)}}}. There are {known}.")
    if conversion is not None or not _SPECS[_kind(token)].fullmatch(spec or ""):
        raise PlanError(
            f"The name template cannot write {{{token}:{_shown(spec or '')}}}. {_ADVICE[_kind(token)]}"
        )
    return _Part(letters, token, spec or "")


def _kind(token: str) -> str:
    return "text" if token in _TEXTS else "date" if token == "date" else "number"


_SPECS: Mapping[str, re.Pattern[str]] = {
    "text": re.compile(f"({_TEXT_SPEC.pattern})?"),
    "date": re.compile(f"({_DATE_SPEC.pattern})?"),
    "number": re.compile(f"({_NUMBER_SPEC.pattern})?"),
}
_ADVICE: Mapping[str, str] = {
    "text": "For at most 20 letters write {photo:.20}.",
    "date": "Write the date as {date:%Y%m%d}, made of %Y, %m, %d, %H, %M and %S.",
    "number": "For three digits write {index:03}.",
}


def _value(part: _Part, values: NameValues) -> str:
    if part.token is None:
        return ""
    if part.token == "date":
        return values.date.strftime(part.spec or _DEFAULT_DATE)
    return format(getattr(values, part.token), part.spec)


def _shown(text: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in text)[:80]
