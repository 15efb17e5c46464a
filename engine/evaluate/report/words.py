"""The words of a report in the languages it is written in, from resources/report."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from engine.system.shipped import RESOURCES

REPORT = RESOURCES / "report"


class Tongue(StrEnum):
    """A language that a report can be written in."""

    ENGLISH = "en"
    JAPANESE = "ja"


class Words:
    """Texts by their names, such as "cost.title"; names are the same in every language."""

    def __init__(self, tongue: Tongue) -> None:
        self.tongue = tongue
        self._texts: Mapping[str, Any] = tomllib.loads((REPORT / f"words.{tongue}.toml").read_text("utf-8"))

    def __call__(self, name: str, **values: object) -> str:
        """The text of a name, with {values} filled in."""
        text = self._at(name)
        return str(text).format(**values) if values else str(text)

    def lines(self, name: str) -> list[str]:
        """The texts of a list."""
        return [str(line) for line in self._at(name)]

    def has(self, name: str) -> bool:
        """Whether there is a text of a name."""
        try:
            self._at(name)
        except KeyError:
            return False
        return True

    def names(self) -> set[str]:
        """The names of all texts, for comparing languages."""
        return set(_names(self._texts, ""))

    def _at(self, name: str) -> Any:
        at: Any = self._texts
        for step in name.split("."):
            at = at[step]
        return at


def _names(texts: Mapping[str, Any], before: str) -> list[str]:
    found: list[str] = []
    for name, value in texts.items():
        found += _names(value, f"{before}{name}.") if isinstance(value, dict) else [before + name]
    return found
