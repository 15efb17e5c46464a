"""The journal where things go wrong: what cannot be written is told and written later, and damage stays where it is."""

from __future__ import annotations

import errno
import json
import os
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.contract.messages import PhotoFile, Source
from engine.pose.pose import Joint
from gui.document.document import Document, PhotoEntry, entry_of_file
from gui.document.project_error import ProjectError
from gui.project import journal_files, journal_writer
from gui.project.journal import Journal
from gui.project.journal_lock import LOCK, JournalLock
from tests.gui.documents import a_pose, document_of, edits, entry_of, photo_file
from tests.gui.project.test_journal import brought_back, end

ROOT = Path(__file__).resolve().parents[3]
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="access rights and locks are others there")
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="other systems keep file names in Unicode")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "journal"


@pytest.fixture
def start(home: Path) -> Iterator[Callable[[], Journal]]:
    """Starts programs, of which each has a journal."""
    made: list[Journal] = []

    def make() -> Journal:
        made.append(Journal(home))
        return made[-1]

    yield make
    for journal in made:
        journal.close(timeout=10)


def own_folder(home: Path) -> Path:
    (folder,) = home.iterdir()
    return folder


def pasted(tmp_path: Path) -> PhotoEntry:
    data = photo_file(tmp_path).read_bytes()
    return PhotoEntry("clip", None, "Clipboard", pose=a_pose(), embedded=PhotoFile("Clipboard", data))


def blocked(folder: Path, name: str) -> Path:
    """A folder where the file of this name would go, so that writing it fails."""
    place = folder / name
    place.mkdir()
    return place


# Names that are no text


@LINUX
def test_photos_and_projects_of_any_name_come_back(home, tmp_path, start):
    folder = tmp_path / os.fsdecode(b"\x8e\xca\x90^")
    folder.mkdir()
    odd = replace(entry_of_file(photo_file(folder, os.fsdecode(b"\xff.png"))), pose=a_pose(3))
    plain = replace(entry_of(photo_file(tmp_path)), drawn=odd.key)
    document = Document((odd, plain), 0)
    journal = start()
    journal.record(document, modified=True, project=folder / "a.repose")
    assert journal.trouble is None
    end(journal)
    (item,) = start().recoverable()
    assert item.names == ("\ufffd.png", "anna.png")
    assert item.project == folder / "a.repose"
    opened = brought_back(home)
    assert opened.document.photos == (odd, replace(plain, source=None))


def test_an_entry_that_cannot_be_described_neither_raises_nor_keeps_the_others_from_being_noted(
    home, tmp_path, start
):
    endless = replace(entry_of_file(tmp_path / "far.png"), pose=a_pose().moved(Joint.NOSE, (1e12, 0)))
    document = Document((endless, entry_of(photo_file(tmp_path))), 1)
    journal = start()
    journal.record(document, modified=True)
    assert "not being backed up" in str(journal.trouble)
    end(journal)
    opened = brought_back(home)
    assert [entry.name for entry in opened.document.photos] == ["anna.png"]
    assert len(opened.notes) == 1


# What fails in the background


def test_a_photo_that_could_not_be_written_is_told_of_and_written_with_the_next_edit(
    home, tmp_path, start, qtbot
):
    entry, journal = pasted(tmp_path), start()
    journal.record(Document(), modified=False)
    place = blocked(own_folder(home), journal_files.photo_file(journal_files.stem_of("clip")))
    with qtbot.waitSignal(journal.trouble_changed):
        journal.record(Document((entry,), 0), modified=True)
    assert "not being backed up" in str(journal.trouble)
    # Another edit that goes well does not hide it.
    journal.record(Document((replace(entry, pose=a_pose(1)),), 0), modified=True)
    assert journal.flush()
    assert journal.trouble is not None
    place.rmdir()
    with qtbot.waitSignal(journal.trouble_changed):
        journal.record(Document((replace(entry, pose=a_pose(2)),), 0), modified=True)
        assert journal.flush()
    assert journal.trouble is None
    end(journal)
    assert brought_back(home).document.photos == (replace(entry, pose=a_pose(2)),)


def painted(entry: PhotoEntry, level: float) -> tuple[PhotoEntry, str]:
    """The entry with a matte painted over, and the name of the file that the journal keeps it in."""
    assert entry.source is not None
    source = Source(entry.source.photo, entry.source.pose, np.full((60, 48), level, np.float32))
    return replace(entry, source=source), journal_files.matte_file(
        journal_files.stem_of(entry.key), source.key
    )


@pytest.mark.parametrize("level", [0.25, 0.75])
def test_a_matte_that_could_not_be_written_is_written_later_or_a_newer_one(home, tmp_path, start, level):
    entry, journal = entry_of(photo_file(tmp_path)), start()
    assert entry.source is not None
    first, name = painted(entry, 0.25)
    journal.record(Document(), modified=False)
    place = blocked(own_folder(home), name)
    journal.record(Document((first,), 0), modified=True)
    assert journal.flush()
    assert journal.trouble is not None
    place.rmdir()
    after, _ = painted(replace(first, pose=a_pose(1)), level)
    journal.record(Document((after,), 0), modified=True)
    assert journal.flush()
    assert journal.trouble is None
    end(journal)
    found = brought_back(home).found[entry.key].source_of(entry.source.photo)
    assert found is not None
    assert np.allclose(found.matte, level, atol=1e-4)


def test_a_journal_that_was_removed_under_the_program_is_written_anew(home, tmp_path, start):
    document, journal = Document((pasted(tmp_path), entry_of(photo_file(tmp_path))), 0), start()
    journal.record(document, modified=True)
    assert journal.flush()
    shutil.rmtree(home)
    journal.record(document, modified=True)
    assert journal.trouble is None
    end(journal)
    opened = brought_back(home)
    assert edits(opened.document) == edits(document)
    assert opened.document.photos[0].embedded == document.photos[0].embedded
    assert len(opened.found) == 1


def test_what_was_recovered_is_let_go_of_only_when_it_is_on_disk_again(home, tmp_path, start):
    crashed = start()
    crashed.record(Document((pasted(tmp_path),), 0), modified=True)
    end(crashed)
    journal = start()
    (item,) = journal.recoverable()
    opened = journal.recover(item)
    journal.record(Document(), modified=False)
    (own,) = (folder for folder in home.iterdir() if folder != item.folder)
    place = blocked(own, journal_files.photo_file(journal_files.stem_of("clip")))
    journal.record(opened.document, modified=True)
    journal.discard(item)
    assert journal.flush()
    assert item.folder.exists()
    place.rmdir()
    for _ in range(2):  # what failed is written, then the other goes
        journal.record(opened.document, modified=True)
        assert journal.flush()
    assert not item.folder.exists()


# Damage


DAMAGE = {
    "far when": {"when": 1e300},
    "no number": {"when": float("nan")},
    "year 10000": {"when": 2.6e11},
    "before all time": {"when": -1e300},
    "zero byte in an entry": {"entries": ["a\0b"]},
    "zero byte in the project": {"project": "a\0b"},
    "no bytes in the project": {"project": "file:%00"},
    "huge place": {"current": 10**400},
    "names": {"names": ["a\x1b[31m"]},
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_one_damaged_journal_hides_no_other(home, tmp_path, start, damage):
    spoilt, whole = start(), start()
    for journal in (spoilt, whole):
        journal.record(document_of(photo_file(tmp_path)), modified=True)
        end(journal)
    index = min(home.glob(f"*/{journal_files.INDEX}"))
    index.write_text(json.dumps({**json.loads(index.read_text()), **damage}))
    last = start()
    items = {item.folder: item for item in last.recoverable()}
    assert len(items) >= 1
    assert {folder.name for folder in home.iterdir()} >= {
        index.parent.name
    }  # somebody may make something of it
    for folder, item in items.items():
        assert 2000 < item.when.year < 9999
        try:
            recovered = last.recover(item)
        except ProjectError:
            assert folder == index.parent
        else:
            assert recovered.document.photos[0].name == "anna.png"


def test_journals_that_cannot_be_looked_at_are_passed_over(home, tmp_path, start, monkeypatch):
    for _ in range(2):
        journal = start()
        journal.record(document_of(photo_file(tmp_path)), modified=True)
        end(journal)
    gone = min(home.iterdir())
    read = journal_files.read_index

    def vanishing(folder: Path) -> object:
        if folder == gone:
            shutil.rmtree(folder)  # another window was faster
            return None
        return read(folder)

    monkeypatch.setattr(journal_files, "read_index", vanishing)
    assert len(start().recoverable()) == 1


def test_a_photo_whose_mattes_cannot_be_read_comes_back_without(home, tmp_path, start):
    journal = start()
    journal.record(document_of(photo_file(tmp_path)), modified=True)
    end(journal)
    (matte,) = home.glob("*/*.png")
    matte.unlink()
    matte.symlink_to(matte)
    opened = brought_back(home)
    assert [entry.name for entry in opened.document.photos] == ["anna.png"]
    assert opened.found == {}


def test_what_a_newer_version_left_behind_is_not_swept_up(home, tmp_path, start):
    journal = start()
    journal.record(document_of(photo_file(tmp_path)), modified=True)
    end(journal)
    (index,) = home.glob(f"*/{journal_files.INDEX}")
    index.write_text(json.dumps({**json.loads(index.read_text()), "version": 2}))
    os.utime(index.parent, (0, 0))
    assert start().recoverable() == ()
    assert index.exists()


# Others


@POSIX
def test_nobody_else_may_read_it_also_what_an_earlier_version_left_open(home, tmp_path, start):
    before = os.umask(0)
    try:
        journal = start()
        journal.record(document_of(photo_file(tmp_path)), modified=True)
        end(journal)
        assert rights(home) == {0o700, 0o600}
        for path in (home, *home.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
        later = start()
        assert len(later.recoverable()) == 1
        later.record(Document(), modified=False)
    finally:
        os.umask(before)
    assert rights(home) == {0o700, 0o600}


def rights(home: Path) -> set[int]:
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in (home, *home.rglob("*"))}
    assert all(mode == 0o700 for path, mode in modes.items() if path.is_dir())
    return set(modes.values())


def test_nobody_can_take_a_journal_that_is_being_removed(home, tmp_path, start, monkeypatch):
    journal = start()
    journal.record(document_of(photo_file(tmp_path)), modified=True)
    assert journal.flush()
    folder = own_folder(home)
    taken: list[object] = []
    unlink = Path.unlink

    def looked_at(path: Path, missing_ok: bool = False) -> None:
        taken.append(JournalLock.take(folder))
        unlink(path, missing_ok=missing_ok)

    rmtree = shutil.rmtree
    left: list[str] = []

    def at_the_end(place: Path, *, ignore_errors: bool) -> None:
        left.extend(path.name for path in place.iterdir())
        rmtree(place, ignore_errors=ignore_errors)

    monkeypatch.setattr(Path, "unlink", looked_at)
    monkeypatch.setattr(journal_writer.shutil, "rmtree", at_the_end)
    journal.close(timeout=10)
    monkeypatch.undo()
    assert set(taken) == {None}
    assert left == [LOCK]
    assert not folder.exists()


CHILD = """
import errno, fcntl, os, sys
from pathlib import Path

def none(*_):
    raise OSError(errno.ENOLCK, "No locks available")

fcntl.flock = none
from gui.project.journal import Journal
from tests.gui.documents import document_of, photo_file

folder = Path(sys.argv[1])
journal = Journal(folder / "journal")
journal.record(document_of(photo_file(folder)), modified=True)
assert journal.flush()
print("recorded", flush=True)
sys.stdin.read()
os._exit(1)
"""


@POSIX
def test_where_there_are_no_locks_the_work_of_dead_programs_is_offered_and_of_living_ones_not(
    home, tmp_path, start, monkeypatch
):
    import fcntl

    def none(*_: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", none)
    command = [sys.executable, "-c", CHILD, str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdin is not None
        assert child.stdout.readline() == b"recorded\n"
        assert start().recoverable() == ()
        child.stdin.close()
    first, second = start(), start()
    (item,) = first.recoverable()
    assert first.recover(item).document.photos[0].name == "anna.png"
    with pytest.raises(ProjectError, match="another window"):
        second.recover(item)


def test_a_clock_set_forward_costs_a_starting_program_nothing(home, tmp_path, start, monkeypatch):
    """Another window sweeps between the making of a folder and its being taken."""
    journal, sweeper = start(), start()
    take, now = JournalLock.take, time.time()
    swept: list[Path] = []

    def swept_before(folder: Path) -> JournalLock | None:
        if not swept:
            swept.append(folder)
            with monkeypatch.context() as patch:
                patch.setattr(JournalLock, "take", take)
                patch.setattr(time, "time", lambda: now + 90_000)
                assert sweeper.recoverable() == ()
            assert not folder.exists()
        return take(folder)

    monkeypatch.setattr(JournalLock, "take", swept_before)
    journal.record(document_of(photo_file(tmp_path)), modified=True)
    assert swept
    assert journal.trouble is None
    end(journal)
    assert len(start().recoverable()) == 1
