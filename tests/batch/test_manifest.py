"""The manifest remembers what is finished, whatever became of its last line, and belongs to one batch at a time."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

import pytest

from engine.batch.manifest import MANIFEST, Manifest, read_history
from engine.batch.records import Failed, Finished, Started, Writing, from_line, to_line
from engine.contract.judgement import Doubt, Judgement, Reason
from engine.system.errors import DiskFullError, OutputError
from tests.batch.material import NOW, a_plan

KEY = "0" * 64


def writing(name: str, sha256: str = KEY) -> Writing:
    return Writing(
        name=name,
        file=name,
        sha256=sha256,
        recipe=KEY,
        photo="coat",
        pose="a",
        width=1,
        height=1,
        invented=0.1,
    )


def finished(name: str) -> Finished:
    return Finished(name=name, file=name, sha256=KEY, recipe=KEY)


def begun(folder: Path) -> bytes:
    """A manifest with one finished picture; its bytes."""
    with Manifest(folder) as manifest:
        manifest.append(Started(date=NOW, plan=a_plan(folder / "photos")))
        manifest.append(writing("a.png"))
        manifest.append(finished("a.png"))
    return (folder / MANIFEST).read_bytes()


def test_lines_are_read_back(tmp_path: Path) -> None:
    data = begun(tmp_path)
    assert data.count(b"\n") == 3
    assert [json.loads(line)["kind"] for line in data.splitlines()] == ["started", "writing", "finished"]
    history = read_history(tmp_path)
    assert history.plan == a_plan(tmp_path / "photos")
    assert history.date == NOW
    assert set(history.finished) == {"a.png"}


def test_a_judgement_is_read_back_and_lines_of_before_have_none(tmp_path: Path) -> None:
    data = begun(tmp_path)
    assert read_history(tmp_path).announced["a.png"].judgement is None
    older = b"".join(_without(line, "broken", "doubts") for line in data.splitlines())
    (tmp_path / MANIFEST).write_bytes(older)
    assert read_history(tmp_path).announced["a.png"].judgement is None
    judgement = Judgement(0.7, (Doubt(Reason.THING, "left leg"),))
    judged = writing("a.png").model_copy(update={"broken": judgement.broken, "doubts": judgement.doubts})
    with Manifest(tmp_path) as manifest:
        manifest.append(judged)
    assert read_history(tmp_path).announced["a.png"].judgement == judgement


def _without(line: bytes, *names: str) -> bytes:
    """A manifest's line as a version wrote it that did not know these fields."""
    values = {name: value for name, value in json.loads(line).items() if name not in names}
    return json.dumps(values).encode() + b"\n"


@pytest.mark.parametrize(
    "line", [writing("ä b.png"), finished("x.png"), Failed(name="n", photo="p", pose="q")]
)
def test_a_line_gives_its_record(line: Writing | Finished | Failed) -> None:
    assert from_line(to_line(line)) == line


@pytest.mark.parametrize("lost", [1, 2, 40, 150])
def test_a_torn_last_line_is_passed_over_and_the_next_stands_alone(tmp_path: Path, lost: int) -> None:
    data = begun(tmp_path)
    torn = data + to_line(writing("b.png"))[:-lost]
    (tmp_path / MANIFEST).write_bytes(torn)
    with Manifest(tmp_path) as manifest:
        assert set(manifest.history.finished) == {"a.png"}
        assert ("b.png" in manifest.history.announced) is (lost == 1)  # all but its end of line was there
        manifest.append(finished("c.png"))
    assert (tmp_path / MANIFEST).read_bytes().startswith(torn)  # nothing is ever taken away
    assert set(read_history(tmp_path).finished) == {"a.png", "c.png"}


def test_garbage_and_lines_of_newer_versions_are_passed_over(tmp_path: Path) -> None:
    data = begun(tmp_path)
    odd = (
        b'\x00\xff\xfe\n{"kind": "blessed"}\n[1]\n\n{"kind": "finished", "name": "../x", "file": "../x"}\n'
        + b"[" * 9999
    )
    (tmp_path / MANIFEST).write_bytes(odd + b"\n" + data + odd)
    assert set(read_history(tmp_path).finished) == {"a.png"}


def test_a_new_start_forgets_what_was_finished_before(tmp_path: Path) -> None:
    begun(tmp_path)
    with Manifest(tmp_path) as manifest:
        manifest.append(Started(date=NOW, plan=a_plan(tmp_path / "photos")))
        assert manifest.history.finished == {}
    assert read_history(tmp_path).finished == {}


def test_only_exactly_these_bytes_of_the_same_recipe_count_as_in_place(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"picture")
    with Manifest(tmp_path) as manifest:
        manifest.append(Started(date=NOW, plan=a_plan(tmp_path / "photos")))
        manifest.append(writing("a.png", hashlib.sha256(b"other").hexdigest()))
        assert manifest.history.is_in_place("a.png", KEY, folder=tmp_path) is None
        manifest.append(writing("a.png", hashlib.sha256(b"picture").hexdigest()))
        assert manifest.history.is_in_place("a.png", KEY, folder=tmp_path) is not None
        assert manifest.history.is_in_place("a.png", "1" * 64, folder=tmp_path) is None
        assert manifest.history.is_in_place("b.png", KEY, folder=tmp_path) is None
        (tmp_path / "a.png").write_bytes(b"pictur")
        assert manifest.history.is_in_place("a.png", KEY, folder=tmp_path) is None
        (tmp_path / "a.png").unlink()
        assert manifest.history.is_in_place("a.png", KEY, folder=tmp_path) is None


def test_one_batch_at_a_time(tmp_path: Path) -> None:
    with Manifest(tmp_path), pytest.raises(OutputError, match="Another batch is writing"):
        Manifest(tmp_path)
    Manifest(tmp_path).close()


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_link_in_place_of_the_manifest_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "theirs").write_bytes(b"theirs")
    (tmp_path / "out" / MANIFEST).symlink_to(tmp_path / "theirs")
    with pytest.raises(OutputError, match="not a plain file"):
        Manifest(tmp_path / "out")
    assert (tmp_path / "theirs").read_bytes() == b"theirs"


@pytest.mark.skipif(sys.platform != "linux", reason="limits the size of files, which is Linux's way here")
def test_a_full_disk_tears_a_line_and_the_next_one_is_whole(tmp_path: Path) -> None:
    import resource

    size = len(begun(tmp_path))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    with Manifest(tmp_path) as manifest:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 30, before[1]))
        try:
            with pytest.raises(DiskFullError, match="no room left"):
                manifest.append(finished("b.png"))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        assert "b.png" not in manifest.history.finished
        manifest.append(finished("c.png"))
    assert set(read_history(tmp_path).finished) == {"a.png", "c.png"}
