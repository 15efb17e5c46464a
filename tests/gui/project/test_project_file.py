"""Projects: what is saved comes back, old files keep opening, and hostile ones do no harm."""

from __future__ import annotations

import json
import os
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.contract.messages import PhotoFile
from engine.photo.photo import decode_photo, load_photo
from engine.pose.pose import Joint
from engine.system.errors import OutputError
from gui.document.document import Document, PhotoEntry, entry_of_file
from gui.document.found import Opened
from gui.document.others import Variant
from gui.document.project_error import ProjectError
from gui.project.file import open_project, save_project
from tests.gui.documents import a_matte, a_pose, document_of, edits, photo_file

# A project of version 1 as it was first written; it must open for ever.
FIRST = {
    "format": "repose-project",
    "version": 1,
    "current": 0,
    "photos": [
        {
            "key": "/photos/anna.jpg",
            "name": "anna.jpg",
            "path": "/photos/anna.jpg",
            "pose": {"NOSE": [10.5, 20.0, 0.9, True], "R_WRIST": [3.0, 4.0, 1.0, False]},
            "locked": ["NOSE"],
            "in_front": ["R_WRIST"],
            "variants": [{"name": "up", "pose": {"NECK": [1.0, 2.0, 1.0, True]}}],
        }
    ],
}


def written(path: Path, description: object, **members: bytes) -> Path:
    text = description if isinstance(description, bytes) else json.dumps(description).encode()
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("project.json", text)
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def tree(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def originals(document: Document) -> list[Any]:
    return [entry.source.photo for entry in document.photos if entry.source]


def source_again(opened: Opened, number: int) -> Any:
    entry: Any = opened.document.photos[number]
    kept = entry.embedded
    photo = decode_photo(kept.data, kept.name) if kept else load_photo(entry.path)
    return opened.found[entry.key].source_of(photo)


@pytest.mark.parametrize("embed", [True, False])
def test_everything_a_person_did_comes_back(tmp_path, embed):
    document = document_of(photo_file(tmp_path), photo_file(tmp_path, "bo.png", seed=1))
    assert save_project(tmp_path / "a.repose", document, embed=embed) == ()
    opened = open_project(tmp_path / "a.repose")
    assert opened.notes == ()
    assert edits(opened.document) == edits(document)
    for number, entry in enumerate(document.photos):
        assert entry.source is not None
        source = source_again(opened, number)
        assert source.pose == entry.source.pose
        assert source.photo.key == entry.source.photo.key
        assert np.abs(source.matte - entry.source.matte).max() <= 0.5 / 65535 + 1e-7


def test_embedded_photos_need_no_files(tmp_path):
    photo = photo_file(tmp_path)
    document = document_of(photo)
    save_project(tmp_path / "a.repose", document, embed=True)
    photo.unlink()
    opened = open_project(tmp_path / "a.repose")
    assert opened.document.photos[0].path is None
    assert source_again(opened, 0).photo == originals(document)[0]


def test_a_project_and_its_photos_can_move_together(tmp_path):
    (tmp_path / "here").mkdir()
    document = document_of(photo_file(tmp_path / "here"))
    save_project(tmp_path / "here" / "a.repose", document, embed=False)
    (tmp_path / "here").rename(tmp_path / "there")
    opened = open_project(tmp_path / "there" / "a.repose")
    assert opened.document.photos[0].path == tmp_path / "there" / "anna.png"
    assert opened.notes == ()


def test_a_project_can_move_away_from_its_photos(tmp_path):
    (tmp_path / "else" / "where").mkdir(parents=True)
    photo = photo_file(tmp_path)
    save_project(tmp_path / "a.repose", document_of(photo), embed=False)
    (tmp_path / "a.repose").rename(tmp_path / "else" / "where" / "a.repose")
    assert open_project(tmp_path / "else" / "where" / "a.repose").document.photos[0].path == photo


def test_a_photo_that_is_gone_is_told_of_and_not_forgotten(tmp_path):
    photo = photo_file(tmp_path)
    document = document_of(photo)
    save_project(tmp_path / "a.repose", document, embed=False)
    photo.rename(tmp_path / "hidden")
    opened = open_project(tmp_path / "a.repose")
    assert len(opened.notes) == 1
    assert "anna.png" in opened.notes[0]
    assert edits(opened.document) == edits(document)
    save_project(tmp_path / "b.repose", opened.document, embed=True, found=opened.found)
    (tmp_path / "hidden").rename(photo)
    again = open_project(tmp_path / "b.repose")
    assert source_again(again, 0).photo == originals(document)[0]


def test_a_photo_that_changed_is_looked_at_anew(tmp_path):
    photo = photo_file(tmp_path)
    save_project(tmp_path / "a.repose", document_of(photo), embed=False)
    photo_file(tmp_path, seed=9)
    assert source_again(open_project(tmp_path / "a.repose"), 0) is None


def test_photos_from_the_clipboard_are_always_in_the_project(tmp_path):
    data = photo_file(tmp_path).read_bytes()
    entry = PhotoEntry("clip-1", None, "Clipboard", pose=a_pose(), embedded=PhotoFile("Clipboard", data))
    document = Document((entry,), 0)
    save_project(tmp_path / "a.repose", document, embed=False)
    opened = open_project(tmp_path / "a.repose")
    assert opened.document.photos[0].embedded == entry.embedded
    assert edits(opened.document) == edits(document)


def test_the_same_photo_twice_stays_two_entries(tmp_path):
    photo = photo_file(tmp_path)
    first = document_of(photo).photos[0]
    document = Document((first, replace(first, key="second", pose=a_pose(9))), 0)
    save_project(tmp_path / "a.repose", document, embed=False)
    entries = open_project(tmp_path / "a.repose").document.photos
    assert len({entry.key for entry in entries}) == 2
    assert entries[1].pose == a_pose(9)


def test_a_save_that_fails_leaves_the_old_project(tmp_path):
    target = tmp_path / "a.repose"
    save_project(target, document_of(photo_file(tmp_path)), embed=True)
    before = tree(tmp_path)
    target.with_name("missing").mkdir()
    with pytest.raises(OutputError, match="could not be saved"):
        save_project(tmp_path / "missing" / "no" / "a.repose", Document(), embed=True)
    assert tree(tmp_path) == before


def test_version_1_opens(tmp_path):
    entry: Any = open_project(written(tmp_path / "a.repose", FIRST)).document.photos[0]
    assert entry.pose.at(Joint.NOSE) == (10.5, 20.0)
    assert not entry.pose.has(Joint.R_WRIST)
    assert not entry.pose.has(Joint.L_KNEE)
    assert entry.locked == {Joint.NOSE}
    assert entry.in_front == (Joint.R_WRIST,)
    assert entry.variants[0].name == "up"


def test_fields_and_joints_of_later_versions_are_passed_over(tmp_path):
    later = json.loads(json.dumps(FIRST))
    later["mood"] = "calm"
    later["photos"][0]["pose"]["L_TOE"] = [1, 2, 1, True]
    later["photos"][0]["locked"] = ["L_TOE", "NECK"]
    assert open_project(written(tmp_path / "a.repose", later)).document.photos[0].locked == {Joint.NECK}


@pytest.mark.parametrize(
    ("description", "says"),
    [
        ({**FIRST, "version": 2}, "newer Repose"),
        ({**FIRST, "format": "other"}, "not a Repose project"),
        ({**FIRST, "version": "1; rm"}, "damaged at"),
        ([], "not a Repose project"),
        (b"{", "cannot be read"),
        (b"[" * 200_000, "cannot be read"),
        ({**FIRST, "photos": [{"key": "a", "name": "a", "pose": {"NOSE": [1e9, 0, 1, True]}}]}, "damaged at"),
        ({**FIRST, "photos": [{"key": "a", "name": "a", "photo": "photos/0"}]}, "photos/0 is missing"),
        ({**FIRST, "photos": [{"key": "a", "name": "a", "photo": "/etc/passwd"}]}, "missing"),
    ],
)
def test_unfit_descriptions_are_refused_in_a_sentence(tmp_path, description, says):
    with pytest.raises(ProjectError, match=says):
        open_project(written(tmp_path / "a.repose", description))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"hello", b"PK\x05\x06" + bytes(18)])
def test_files_that_are_no_project_are_refused(tmp_path, data):
    (tmp_path / "a.repose").write_bytes(data)
    with pytest.raises(ProjectError):
        open_project(tmp_path / "a.repose")


def test_a_missing_project_is_said(tmp_path):
    with pytest.raises(ProjectError, match="does not exist"):
        open_project(tmp_path / "none.repose")


def test_damage_anywhere_is_a_sentence_and_never_a_crash(tmp_path):
    save_project(tmp_path / "a.repose", document_of(photo_file(tmp_path)), embed=True)
    whole = (tmp_path / "a.repose").read_bytes()
    for place in range(0, len(whole), 41):
        broken = bytearray(whole)
        broken[place] ^= 0xFF
        (tmp_path / "b.repose").write_bytes(broken)
        try:
            opened = open_project(tmp_path / "b.repose")
        except ProjectError:
            continue
        assert len(opened.document.photos) == 1


def test_opening_writes_nothing_whatever_members_are_called(tmp_path):
    (tmp_path / "inner").mkdir()
    hostile = {**FIRST, "photos": [{"key": "../../x", "name": "../x", "photo": "../../escaped.txt"}]}
    path = written(tmp_path / "inner" / "a.repose", hostile, **{"../../escaped.txt": b"out"})
    before = tree(tmp_path)
    opened = open_project(path)
    assert tree(tmp_path) == before
    assert opened.document.photos[0].path is None


def test_a_description_that_unpacks_hugely_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.repose", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.json", b" " * 70_000_000)
    with pytest.raises(ProjectError, match="too large"):
        open_project(tmp_path / "a.repose")


def test_a_matte_of_another_size_or_without_content_never_becomes_a_source(tmp_path):
    photo = photo_file(tmp_path)
    save_project(tmp_path / "a.repose", document_of(photo), embed=False)
    opened = open_project(tmp_path / "a.repose")
    found = next(iter(opened.found.values()))
    from gui.document import matte_png

    other = replace(found, matte_png=matte_png.encode(a_matte(20, 20)))
    assert other.source_of(load_photo(photo)) is None
    with pytest.raises(ProjectError, match="matte"):
        replace(found, matte_png=found.matte_png[:60]).source_of(load_photo(photo))


@pytest.mark.parametrize(
    "place", ["//stranger/share/a.jpg", "\\\\stranger\\share\\a.jpg", "\\\\?\\UNC\\s\\x\\a.jpg"]
)
def test_places_on_a_strangers_server_are_never_touched(tmp_path, place):
    hostile = {**FIRST, "photos": [{"key": "a", "name": "a", "path": place, "beside": place}]}
    opened = open_project(written(tmp_path / "a.repose", hostile))
    assert opened.document.photos[0].path is None
    assert len(opened.notes) == 1


def test_names_hold_no_control_characters(tmp_path):
    hostile = {**FIRST, "photos": [{"key": "a", "name": "a\x1b[31m\nb", "path": "/a"}]}
    assert open_project(written(tmp_path / "a.repose", hostile)).document.photos[0].name == "a [31m b"


def description(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read("project.json").decode()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems keep file names in Unicode")
@pytest.mark.parametrize("embed", [True, False])
def test_names_of_photos_and_folders_may_be_any_bytes(tmp_path, embed):
    folder = tmp_path / os.fsdecode(b"\x8e\xca\x90^")
    folder.mkdir()
    photo = photo_file(folder, os.fsdecode(b"\xff.png"))
    document = Document((replace(entry_of_file(photo), pose=a_pose()),), 0)
    project = folder / os.fsdecode(b"\xfe.repose")
    assert save_project(project, document, embed=embed) == ()
    opened = open_project(project)
    assert opened.notes == ()
    assert edits(opened.document) == edits(document)
    assert opened.document.photos[0].path == (None if embed else photo)


def test_a_project_with_its_photos_tells_nothing_of_the_folders_they_were_in(tmp_path):
    document = document_of(photo_file(tmp_path), photo_file(tmp_path, "bo.png", seed=1))
    drawn = replace(document.photos[0], drawn=document.photos[1].key)
    document = Document((drawn, document.photos[1]), 0)
    save_project(tmp_path / "a.repose", document, embed=True)
    assert tmp_path.name not in description(tmp_path / "a.repose")
    first, second = open_project(tmp_path / "a.repose").document.photos
    assert first.name == "anna.png"
    assert first.drawn == second.key


def test_a_photo_that_could_not_be_put_in_keeps_its_place(tmp_path):
    photo = photo_file(tmp_path)
    document = document_of(photo)
    photo.rename(tmp_path / "hidden")
    (note,) = save_project(tmp_path / "a.repose", document, embed=True)
    assert "only its location is stored" in note
    (tmp_path / "hidden").rename(photo)
    assert open_project(tmp_path / "a.repose").document.photos[0].path == photo


def photo_of(member: str, number: int = 0) -> dict[str, object]:
    return {"key": f"{number}", "name": "a", "photo": member}


def test_a_member_that_many_photos_name_is_read_once(tmp_path):
    many = {**FIRST, "photos": [photo_of("big", number) for number in range(40)]}
    path = written(tmp_path / "a.repose", many, big=bytes(3_000_000))
    entries = open_project(path).document.photos
    assert len({id(entry.embedded.data) for entry in entries if entry.embedded}) == 1


def test_a_project_never_unpacks_to_many_times_what_is_on_disk(tmp_path):
    description = json.dumps({**FIRST, "photos": [photo_of("big")]})
    with zipfile.ZipFile(tmp_path / "a.repose", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.json", description)
        archive.writestr("big", bytes(200_000_000))
    assert (tmp_path / "a.repose").stat().st_size < 400_000
    with pytest.raises(ProjectError, match="big in this project is too large"):
        open_project(tmp_path / "a.repose")


@pytest.mark.parametrize(("photos", "poses"), [(30, 700), (5001, 0)])
def test_a_project_of_more_than_can_be_opened_is_refused_at_once(tmp_path, photos, poses):
    kept = [{"name": "a", "pose": {}}] * poses
    many = {**FIRST, "photos": [{"key": f"{n}", "name": "a", "variants": kept} for n in range(photos)]}
    with pytest.raises(ProjectError, match="at most 5000 photos and 20000 kept poses"):
        open_project(written(tmp_path / "a.repose", many))


def test_what_could_not_be_opened_again_is_not_saved(tmp_path):
    entry = replace(entry_of_file(tmp_path / "a.png"), variants=(Variant("up", a_pose()),) * 20_001)
    with pytest.raises(ProjectError, match="Split it"):
        save_project(tmp_path / "a.repose", Document((entry,), 0), embed=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("packing", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
@pytest.mark.parametrize("damaged", [False, True])
def test_members_packed_in_other_ways_are_refused_in_a_sentence(tmp_path, packing, damaged):
    with zipfile.ZipFile(tmp_path / "a.repose", "w", packing) as archive:
        archive.writestr("project.json", json.dumps(FIRST))
    if damaged:
        whole = bytearray((tmp_path / "a.repose").read_bytes())
        whole[60:80] = bytes(20)
        (tmp_path / "a.repose").write_bytes(whole)
    with pytest.raises(ProjectError, match="not packed by Repose"):
        open_project(tmp_path / "a.repose")
