"""The journal: whenever a program is killed, all but the gesture under way comes back."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.contract.messages import PhotoFile, Source
from engine.photo.photo import load_photo
from engine.pose.pose import Joint
from gui.document.document import Document, PhotoEntry
from gui.document.found import Opened
from gui.document.project_error import ProjectError
from gui.project import journal_files
from gui.project.journal import Journal
from tests.gui.documents import a_matte, a_pose, document_of, edits, photo_file

ROOT = Path(__file__).resolve().parents[3]
KILLS = 20


@pytest.fixture
def journals(tmp_path) -> Iterator[Callable[[], Journal]]:
    """Makes journals in one folder, as programs that run at the same time or one after the other do."""
    made = []

    def make() -> Journal:
        made.append(Journal(tmp_path / "journal"))
        return made[-1]

    yield make
    for journal in made:
        journal.close(timeout=10)


@pytest.fixture
def crashed(journals) -> Journal:
    """A journal that tests `end` without closing it: the lock goes, the files stay."""
    return journals()


def end(journal: Journal) -> None:
    assert journal.flush()
    if journal._writer._lock is not None:
        journal._writer._lock.release()


def brought_back(folder: Path) -> Opened:
    journal = Journal(folder)
    (item,) = journal.recoverable()
    opened = journal.recover(item)
    journal.close(timeout=10)
    return opened


def test_a_document_comes_back_as_it_was(tmp_path, crashed, journals):
    document = document_of(photo_file(tmp_path), photo_file(tmp_path, "bo.png", seed=1))
    crashed.record(document, modified=True, project=tmp_path / "a.repose")
    end(crashed)
    (item,) = journals().recoverable()
    assert item.names == ("anna.png", "bo.png")
    assert item.project == tmp_path / "a.repose"
    opened = brought_back(tmp_path / "journal")
    assert [replace(entry, source=None) for entry in document.photos] == list(opened.document.photos)
    for entry in document.photos:
        assert entry.path is not None
        source = opened.found[entry.key].source_of(load_photo(entry.path))
        assert source is not None
        assert np.allclose(source.matte, a_matte(), atol=1e-5)


def test_photos_from_the_clipboard_come_back(tmp_path, crashed, journals):
    data = photo_file(tmp_path).read_bytes()
    entry = PhotoEntry("clip", None, "Clipboard", pose=a_pose(), embedded=PhotoFile("Clipboard", data))
    document = Document((entry,), 0)
    crashed.record(document, modified=True)
    end(crashed)
    assert brought_back(tmp_path / "journal").document == document


def test_a_recovered_document_survives_a_second_crash_before_its_photos_are_decoded(
    tmp_path, crashed, journals
):
    crashed.record(document_of(photo_file(tmp_path)), modified=True)
    end(crashed)
    second = journals()
    (item,) = second.recoverable()
    opened = second.recover(item)
    second.record(opened.document, modified=True, found=opened.found)
    second.discard(item)
    end(second)
    assert not item.folder.exists()
    again = brought_back(tmp_path / "journal")
    assert again.document == opened.document
    assert again.found == opened.found


def test_what_cannot_be_read_at_all_is_refused_and_stays(tmp_path, crashed, journals):
    crashed.record(document_of(photo_file(tmp_path)), modified=True)
    end(crashed)
    later = journals()
    (item,) = later.recoverable()
    (description,) = (path for path in item.folder.glob("*.json") if path.name != journal_files.INDEX)
    description.write_text("{")
    with pytest.raises(ProjectError, match="can no longer be read"):
        later.recover(item)
    assert description.exists()


def test_only_what_holds_edits_is_offered(tmp_path, crashed, journals):
    document = document_of(photo_file(tmp_path))
    crashed.record(document, modified=True)
    crashed.record(document, modified=False)
    end(crashed)
    assert journals().recoverable() == ()
    assert list((tmp_path / "journal").iterdir()) == []


def test_a_journal_closed_in_order_leaves_nothing(tmp_path, journals):
    journal = journals()
    journal.record(document_of(photo_file(tmp_path)), modified=True)
    journal.close(timeout=10)
    assert list((tmp_path / "journal").iterdir()) == []


def test_a_living_program_keeps_its_journal(tmp_path, crashed, journals):
    crashed.record(document_of(photo_file(tmp_path)), modified=True)
    assert journals().recoverable() == ()


def test_two_windows_do_not_bring_back_the_same_document(tmp_path, crashed, journals):
    crashed.record(document_of(photo_file(tmp_path)), modified=True)
    end(crashed)
    first, second = journals(), journals()
    (item,) = first.recoverable()
    first.recover(item)
    with pytest.raises(ProjectError, match="another window"):
        second.recover(item)


def test_a_matte_cut_short_gives_way_to_the_one_before(tmp_path, crashed, journals):
    document = document_of(photo_file(tmp_path))
    crashed.record(document, modified=True)
    assert crashed.flush()
    (folder,) = (tmp_path / "journal").iterdir()
    entry: Any = document.photos[0]
    touched = Source(entry.source.photo, entry.source.pose, np.zeros((60, 48), np.float32))
    # As if killed between the description, which is written at once, and the matte.
    before = {path.name: path.read_bytes() for path in folder.glob("*.png")}
    crashed.record(Document((replace(entry, source=touched),), 0), modified=True)
    end(crashed)
    for path in folder.glob("*.png"):
        path.unlink()
    for name, data in before.items():
        (folder / name).write_bytes(data)
    found = brought_back(tmp_path / "journal").found[entry.key]
    source = found.source_of(entry.source.photo)
    assert source is not None
    assert np.allclose(source.matte, a_matte(), atol=1e-5)


def test_a_removed_photo_stays_removed_and_an_undone_removal_does_not(tmp_path, crashed, journals):
    document = document_of(photo_file(tmp_path), photo_file(tmp_path, "bo.png", seed=1))
    crashed.record(document, modified=True)
    crashed.record(Document(document.photos[:1], 0), modified=True)
    end(crashed)
    assert len(brought_back(tmp_path / "journal").document.photos) == 1
    crashed.record(document, modified=True)
    (item,) = (folder for folder in (tmp_path / "journal").iterdir() if journal_files.read_index(folder))
    assert edits(journal_files.recovered(item).document) == edits(document)


def test_a_journal_that_cannot_be_written_says_so_and_recovers(tmp_path, journals):
    (tmp_path / "journal").write_text("a file where the folder should be")
    journal = journals()
    document = document_of(photo_file(tmp_path))
    journal.record(document, modified=True)
    assert "not being backed up" in str(journal.trouble)
    (tmp_path / "journal").unlink()
    journal.record(document, modified=True)
    assert not journal.trouble
    end(journal)
    assert edits(brought_back(tmp_path / "journal").document) == edits(document)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forked children")
def test_kill_9_at_any_moment_loses_at_most_one_gesture(tmp_path):
    command = [sys.executable, "-m", "tests.gui.endless_editor"]
    pipe = subprocess.PIPE
    # Not a moment that suits the journal: from during the first gesture to after hundreds.
    waits = np.random.default_rng(4).uniform(0, 0.12, KILLS)
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as editor:
        assert editor.stdin is not None
        assert editor.stdout is not None
        for number, wait in enumerate(waits):
            folder = tmp_path / str(number)
            folder.mkdir()
            photo_file(folder)
            editor.stdin.write(f"{folder}\n")
            editor.stdin.flush()
            child = int(editor.stdout.readline())
            first_word(folder / "progress")
            time.sleep(wait)
            os.kill(child, signal.SIGKILL)
        editor.stdin.close()
    for number in range(KILLS):
        check_what_is_left(tmp_path / str(number))


def first_word(progress: Path) -> None:
    deadline = time.monotonic() + 30
    while not progress.exists() or b"kept" not in progress.read_bytes():
        assert time.monotonic() < deadline, "the editor never began"
        time.sleep(0.002)


def check_what_is_left(folder: Path) -> None:
    words = (folder / "progress").read_text().split()
    numbers = dict(zip(words[::2], map(int, words[1::2]), strict=True))
    opened = brought_back(folder / "journal")
    (entry,) = opened.document.photos
    assert entry.pose is not None
    assert entry.pose in (a_pose(numbers["kept"]), a_pose(numbers["begun"]))
    assert entry.locked == {Joint.NECK, Joint.R_WRIST}
    assert entry.path is not None
    found = opened.found.get(entry.key)
    # The first matte may not have been written yet; then the person is looked for again.
    assert numbers["begun"] < 40 or found is not None
    if found is not None:
        assert found.source_of(load_photo(entry.path)) is not None
