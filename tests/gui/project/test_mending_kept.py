"""What was said of layers by hand: kept in projects, in the journal, and taken along by batches."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from engine.contract.messages import Source
from engine.photo.mending.clean_plate import CleanPlate
from engine.photo.mending.mending import Attachment, Mending, OrderWish
from engine.photo.mending.painted import Painted
from engine.photo.mending.targets import Follows, Target
from engine.photo.photo import load_photo
from engine.pose.openpose import Size
from gui.document.document import Document, PhotoEntry
from gui.document.found import Opened
from gui.document.project_error import ProjectError
from gui.export.plan import rows_of
from gui.project.file import open_project, save_project
from gui.project.journal import Journal
from tests.gui.conftest import Desk
from tests.gui.documents import document_of, photo_file
from tests.sure import sure

PHOTO: Size = (48, 60)
CORNERS = ((0.0, 0.0), (48.0, 0.0), (48.0, 60.0), (0.0, 60.0))


def said(size: Size = PHOTO) -> Mending:
    nothing = Painted(size)
    codes = nothing.tile((0, 0))
    codes[10:20, 5:9] = Target.LEFT_HAND
    jpeg = cv2.imencode(".jpg", np.full((size[1], size[0], 3), 90, np.uint8))[1].tobytes()
    return Mending(
        nothing.changed({(0, 0): codes}),
        (Attachment((7.0, 12.0), Follows.LEFT_LEG),),
        (OrderWish(Target.LEFT_ARM, in_front=False, of=Target.TORSO),),
        CleanPlate("empty.jpg", jpeg, CORNERS),
    )


def mended(document: Document) -> Document:
    entries = tuple(replace(each, source=sure(each.source).mended(said())) for each in document.photos)
    return replace(document, photos=entries)


def source_of(opened: Opened, entry: PhotoEntry) -> Source:
    return sure(opened.found[entry.key].source_of(load_photo(sure(entry.path))))


def test_a_project_keeps_all_that_was_said(tmp_path: Path) -> None:
    document = mended(document_of(photo_file(tmp_path)))
    save_project(tmp_path / "a.repose", document, embed=False)
    opened = open_project(tmp_path / "a.repose")
    (entry,) = opened.document.photos
    assert source_of(opened, entry).mending == said()
    assert sure(source_of(opened, entry).mending.plate).name == "empty.jpg"
    # Saved again before its photo is decoded.
    save_project(tmp_path / "b.repose", opened.document, embed=False, found=opened.found)
    again = open_project(tmp_path / "b.repose")
    assert source_of(again, again.document.photos[0]).mending == said()


def test_a_stroke_takes_little_room_and_a_photo_without_any_none(tmp_path: Path) -> None:
    plain = document_of(photo_file(tmp_path))
    save_project(tmp_path / "a.repose", plain, embed=False)
    strokes = replace(said(), plate=None)
    photos = (replace(plain.photos[0], source=sure(plain.photos[0].source).mended(strokes)),)
    save_project(tmp_path / "b.repose", replace(plain, photos=photos), embed=False)
    assert (tmp_path / "b.repose").stat().st_size - (tmp_path / "a.repose").stat().st_size < 500


def test_damage_in_what_was_painted_is_a_sentence(tmp_path: Path) -> None:
    save_project(tmp_path / "a.repose", mended(document_of(photo_file(tmp_path))), embed=False)
    with zipfile.ZipFile(tmp_path / "a.repose") as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    description = json.loads(members["project.json"])
    description["photos"][0]["mending"]["painted"] = [[0, 0, "AAAA"]]
    members["project.json"] = json.dumps(description).encode()
    with zipfile.ZipFile(tmp_path / "b.repose", "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    opened = open_project(tmp_path / "b.repose")
    with pytest.raises(ProjectError, match="damaged"):
        source_of(opened, opened.document.photos[0])


def test_the_journal_brings_all_back_and_writes_no_matte_for_a_stroke(tmp_path: Path) -> None:
    document = document_of(photo_file(tmp_path))
    journal = Journal(tmp_path / "journal")
    journal.record(document, modified=True)
    assert journal.flush()
    mattes = lambda: sorted(path.name for path in (tmp_path / "journal").rglob("*.png"))  # noqa: E731
    before = mattes()
    strokes = replace(said(), plate=None)
    stroked = tuple(replace(each, source=sure(each.source).mended(strokes)) for each in document.photos)
    journal.record(replace(document, photos=stroked), modified=True)
    assert journal.flush()
    assert mattes() == before
    journal.record(mended(document), modified=True)
    assert journal.flush()
    sure(journal._writer._lock).release()
    other = Journal(tmp_path / "journal")
    opened = other.recover(other.recoverable()[0])
    assert source_of(opened, opened.document.photos[0]).mending == said()
    other.close(timeout=10)
    journal.close(timeout=10)


def test_a_batch_takes_the_person_as_they_were_mended(opened: Desk) -> None:
    (plain,) = rows_of(opened.session)
    assert plain.item.prepared is None
    opened.session.mend(said(opened.source.photo.size), "said")
    (row,) = rows_of(opened.session)
    assert row.item.prepared == opened.source.key
    assert row.source is not None
    assert row.source.mending == opened.source.mending
