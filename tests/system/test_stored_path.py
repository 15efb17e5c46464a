"""Paths in JSON: whatever bytes a name has, it comes back, and texts of older versions mean what they meant."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from engine.system.stored_path import StoredPath, path_of, readable, text_of

BYTES_AS_NAMES = pytest.mark.skipif(sys.platform == "win32", reason="names are UTF-16 there")


class Holder(BaseModel):
    path: StoredPath


@BYTES_AS_NAMES
@given(st.binary(min_size=1, max_size=60).filter(lambda raw: b"\0" not in raw))
def test_any_bytes_come_back_through_json(raw: bytes) -> None:
    path = Path(os.fsdecode(raw))
    text = Holder(path=path).model_dump_json()
    text.encode()  # as any file has it
    assert Holder.model_validate_json(text).path == path
    assert Holder.model_validate(json.loads(text)).path == path


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=60))
def test_what_any_text_can_hold_stays_as_it_is(text: str) -> None:
    stored = text_of(Path(text))
    assert path_of(stored) == Path(text)
    assert stored == str(Path(text)) or str(Path(text)).startswith("file:")


@BYTES_AS_NAMES
def test_a_name_of_other_bytes_is_written_as_a_uri_has_it() -> None:
    path = Path(os.fsdecode(b"/photos/\x8e\xca\x90^ 1.png"))
    assert text_of(path) == "file:/photos/%8E%CA%90%5E%201.png"
    assert path_of("file:///photos/%8E%CA%90%5E%201.png") == path


@BYTES_AS_NAMES
@pytest.mark.parametrize("old", ["/photos/100%8E.png", "/photos/file:%8E.png", "../100%25.png"])
def test_percent_signs_in_older_files_are_percent_signs(old: str) -> None:
    assert str(path_of(old)) == old


@pytest.mark.parametrize("value", ["", "a\0b", "file:a%00b", "x" * 40_000, 3, None, ["a"]])
def test_what_can_be_no_path_is_refused(value: object) -> None:
    with pytest.raises(ValidationError):
        Holder.model_validate({"path": value})


def test_names_are_shown_with_a_sign_for_each_byte_that_is_no_letter() -> None:
    assert readable("\udc8eʐ^.png") == "\ufffdʐ^.png"
