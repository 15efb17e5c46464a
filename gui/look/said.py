"""Texts that outlive a change of the language, such as the names of edits: each can be said again in another one."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication


class Said(str):
    """A text in the language of the moment it was made in; `said_again` has it in the language of now.

    context, source: as Qt looks it up. What it is filled in with by `format` may be texts of this kind as well.
    """

    __slots__ = ("_context", "_is_lower", "_source", "_values")
    _context: str
    _source: str
    _values: dict[str, object] | None
    _is_lower: bool

    def __new__(
        cls, context: str, source: str, values: dict[str, object] | None = None, *, is_lower: bool = False
    ) -> Said:
        """Look it up; values: what to fill in. is_lower: all in small letters."""
        text = QCoreApplication.translate(context, source)
        text = text if values is None else text.format(**values)
        made = super().__new__(cls, text.lower() if is_lower else text)
        made._context, made._source, made._values, made._is_lower = context, source, values, is_lower
        return made

    def format(self, *_none: object, **values: object) -> Said:
        """Filled in, by names alone."""
        return Said(self._context, self._source, values, is_lower=self._is_lower)

    def lower(self) -> Said:
        """In small letters."""
        return Said(self._context, self._source, self._values, is_lower=True)

    def again(self) -> Said:
        """In the language of now, and all that it is filled in with."""
        values = self._values
        if values is not None:
            values = {name: said_again(value) for name, value in values.items()}
        return Said(self._context, self._source, values, is_lower=self._is_lower)


def said_again(value: Any) -> Any:
    """A text in the language of now where it can be said again; anything else as it is."""
    return value.again() if isinstance(value, Said) else value
