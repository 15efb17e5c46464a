"""Says that a value is there, to the reader and to the type checker; where it is not, the test fails."""

from __future__ import annotations

from typing import TypeVar

Value = TypeVar("Value")


def sure(value: Value | None) -> Value:
    """`value`, which is not None."""
    assert value is not None
    return value
