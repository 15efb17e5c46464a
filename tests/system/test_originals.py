"""Nothing is written over what is only read, whichever way leads there, nor at a name that leads nowhere."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.system import files
from engine.system.errors import OutputError
from engine.system.files import put_whole, write_atomic, write_json_atomic
from engine.system.originals import Originals
from tests.system.test_files import contents


def write_text(path: Path, originals: Originals) -> None:
    write_json_atomic(path, "new", originals=originals)


def write_streamed(path: Path, originals: Originals) -> None:
    files.write_whole_with(path, lambda file: file.write(b"new"), originals=originals)


def write_plain(path: Path, originals: Originals) -> None:
    write_atomic(path, b"new", originals=originals)


def write_replacing_links(path: Path, originals: Originals) -> None:
    put_whole(path, b"new", overwrite=True, originals=originals)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
@pytest.mark.parametrize("kind", ["itself", "other spelling", "link", "link to a link", "hard link"])
@pytest.mark.parametrize("write", [write_text, write_streamed, write_plain, write_replacing_links])
def test_no_way_to_write_leads_to_an_original(
    tmp_path: Path, kind: str, write: Callable[[Path, Originals], None]
) -> None:
    original, path = tmp_path / "photo.png", tmp_path / "out.png"
    original.write_bytes(b"original")
    if kind == "itself":
        path = original
    elif kind == "other spelling":
        path = tmp_path / ".." / tmp_path.name / "photo.png"
    elif kind == "hard link":
        os.link(original, path)
    else:
        path.symlink_to(original)
    if kind == "link to a link":
        (tmp_path / "second.png").symlink_to(path)
        path = tmp_path / "second.png"
    before = contents(tmp_path)
    with pytest.raises(OutputError, match="is in use here, and originals are kept"):
        write(path, Originals.of([original]))
    assert contents(tmp_path) == before
    write(tmp_path / "free.png", Originals.of([original, None]))
    assert (tmp_path / "free.png").exists()


def test_an_original_that_is_away_is_kept_in_mind_by_its_place(tmp_path: Path) -> None:
    away = tmp_path / "photo.png"
    originals = Originals.of([away, Path("\0"), tmp_path / ("x" * 300)])
    with pytest.raises(OutputError, match="originals are kept"):
        write_atomic(away, b"new", originals=originals)
    assert contents(tmp_path) == {}


# Names that no file can have


def refused(path: Path) -> str:
    with pytest.raises(OutputError) as caught:
        write_atomic(path, b"new", originals=Originals())
    return str(caught.value)


def looping(folder: Path) -> Path:
    path = folder / "loop.png"
    path.symlink_to(path)
    return path


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
@pytest.mark.parametrize("name", ["loop", "loop above", "nul", "surrogate"])
def test_a_name_that_leads_nowhere_is_refused_in_a_sentence(tmp_path: Path, name: str) -> None:
    made = {
        "loop": lambda: looping(tmp_path),
        "loop above": lambda: looping(tmp_path) / "a.png",
        "nul": lambda: tmp_path / "a\0.png",
        "surrogate": lambda: tmp_path / "a\ud800.png",
    }
    path = made[name]()
    before = sorted(tmp_path.iterdir())
    sentence = refused(path)
    assert sentence.isprintable()
    assert sentence.endswith(".")
    with pytest.raises(OSError, match=r"."):
        files.write_whole(path, b"new")
    assert sorted(tmp_path.iterdir()) == before
