"""Faults the engine reports to people: each carries one sentence saying what happened and what to do."""

from __future__ import annotations

import unicodedata

# Control letters, lone surrogates, line ends and the unseen letters that turn the reading direction.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_JOINERS = frozenset("\u200c\u200d")  # shape letters of some scripts, and emoji

# What people are told of a fault that brought no sentence of its own.
OUT_OF_MEMORY = "There is not enough memory for this; close other programs or choose a smaller size."
UNEXPECTED = "This failed through a fault in Repose; try again, and report the log if it comes back."


def printable(text: str) -> str:
    """`text` for people to read: what a terminal would obey or nobody could see is written as an escape."""
    return "".join(_escaped(letter) if _is_unseen(letter) else letter for letter in text)


def _is_unseen(letter: str) -> bool:
    return unicodedata.category(letter) in _UNSEEN and letter not in _JOINERS


def _escaped(letter: str) -> str:
    return letter.encode("unicode_escape").decode("ascii")


class EngineError(Exception):
    """Base of every fault meant for a person; `str(error)` is the sentence to show, on one line and printable.

    is_lasting: whether it lies in what was given, so that trying the very same again cannot help.
    """

    is_lasting = False

    def __init__(self, sentence: str) -> None:
        super().__init__(printable(sentence))


class PhotoError(EngineError):
    """A photo is of no use as it is: truncated, too large or not an image."""

    is_lasting = True


class PhotoUnreachableError(PhotoError):
    """A photo could not be read this time: missing, not permitted, or no memory for it."""

    is_lasting = False


class GivenUpError(EngineError):
    """Work was left undone, as nobody waits for it any more."""


class PoseError(EngineError):
    """A pose could not be read, or lacks what the task needs."""


class NoPersonError(EngineError):
    """No person was found in a photo."""

    is_lasting = True


class WeightsError(EngineError):
    """Weights are missing, damaged, or not for this architecture."""


class DeviceError(EngineError):
    """The chosen device is absent or ran out of memory."""


class OutputError(EngineError):
    """A result could not be written where it was asked for."""


class DiskFullError(OutputError):
    """There is no room for a result; what was to be written can be written again once there is."""


class RecipeError(EngineError):
    """A training recipe cannot be read, or asks for what does not exist."""


class DataError(EngineError):
    """A data set is not laid out as it should be, or its files do not fit each other."""


class PlanError(EngineError):
    """A batch cannot be done as it is planned: a plan that cannot be read, names that cannot be used."""
