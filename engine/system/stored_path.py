"""Paths as text that JSON can hold, whatever bytes they are made of, and back."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Annotated
from urllib.parse import quote_from_bytes, unquote_to_bytes

from pydantic import PlainSerializer, PlainValidator

# Before a path whose bytes are percent-encoded, as in a URI; others stand as they are, also in files of version 0.7.
_ENCODED = "file:"
_MAX_LETTERS = 20_000  # a path has up to 4,096 bytes, each of them three letters when it is encoded
_NO_LETTERS = re.compile("[\ud800-\udfff]")


def text_of(path: str | os.PathLike[str]) -> str:
    """`path` as text for `path_of`: itself, or percent-encoded where its bytes are no UTF-8."""
    plain = os.fspath(path)
    if _NO_LETTERS.search(plain) is None and not plain.startswith(_ENCODED):
        return plain
    return _ENCODED + quote_from_bytes(os.fsencode(plain))


def path_of(text: str) -> Path:
    """The path that `text` stands for; raises ValueError where it can be none."""
    plain = _decoded(unquote_to_bytes(text[len(_ENCODED) :])) if text.startswith(_ENCODED) else text
    if not plain or "\0" in plain or len(text) > _MAX_LETTERS:
        raise ValueError("this is no path")
    text_of(plain)  # raises for surrogates that stand for no byte
    return Path(plain)


def readable(name: str) -> str:
    """`name` for people: a sign stands for each byte that is no letter."""
    return _NO_LETTERS.sub("\ufffd", name)


def _decoded(data: bytes) -> str:
    try:
        return os.fsdecode(data)
    except UnicodeDecodeError:  # of another system, where the path is not anyway
        return data.decode("utf-8", "surrogateescape")


def _validated(value: object) -> Path:
    if isinstance(value, str):
        return path_of(value)
    if isinstance(value, Path):
        return value
    raise ValueError("a path is text")


# A field of a model that holds a path.
StoredPath = Annotated[
    Path, PlainValidator(_validated), PlainSerializer(text_of, return_type=str, when_used="json")
]
