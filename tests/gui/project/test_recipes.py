"""Opening a picture of Repose in the window: its photo in the picture's pose, or the picture itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from engine.contract.messages import PhotoLoaded, Prepared, Rendered
from engine.export.produce import Provenance, produce, request_for
from engine.export.settings import OutputSettings
from engine.imaging.extension import Extension
from engine.photo.photo import Photo, load_photo
from engine.pose.pose import Joint
from engine.system.files import encode_png
from tests.export.pictures import SIZE, a_pose, a_source, finished, noise
from tests.gui.conftest import Desk

MOVED = a_pose(3)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A photo in a folder of its own."""
    (tmp_path / "shoot").mkdir()
    path = tmp_path / "shoot" / "anna.png"
    path.write_bytes(encode_png(noise(), icc=None, text={}))
    return path


@pytest.fixture
def picture(photo: Path, tmp_path: Path) -> Path:
    """A picture made from it, beside its folder."""
    path = tmp_path / "waving.png"
    data = finished(OutputSettings(), photo=load_photo(photo), photo_path=photo, folder=tmp_path)
    path.write_bytes(data)
    return path


def opened_in(desk: Desk, picture: Path) -> None:
    """As the engine answers: the file is decoded, then its person found."""
    desk.window.open_files([picture])
    desk.engine.tell(PhotoLoaded(picture, load_photo(picture)))


def test_the_photo_comes_in_the_pose_of_the_picture(
    desk: Desk, qtbot: QtBot, photo: Path, picture: Path
) -> None:
    with qtbot.waitSignal(desk.window.recipes.said) as told:
        opened_in(desk, picture)
    assert [entry.path for entry in desk.session.document.photos] == [photo]
    assert desk.session.pose == MOVED
    assert "waving.png" in told.args[0]
    asked = desk.engine.subjects[-1]
    assert isinstance(asked, Photo)
    assert asked.pose == a_pose()  # as found, or corrected, when the picture was made
    desk.engine.tell(Prepared(replace(a_source(asked)), asked))
    assert desk.session.source is not None
    assert desk.session.source.pose == a_pose()
    assert desk.session.pose == MOVED
    assert desk.engine.requests[-1].pose == MOVED


def test_what_was_added_around_the_photo_comes_with_it(
    desk: Desk, qtbot: QtBot, photo: Path, tmp_path: Path
) -> None:
    added, settings = Extension(left=30, bottom=8), OutputSettings()
    request = request_for(a_source(load_photo(photo)), MOVED, settings=settings, extension=added)
    pixels = np.zeros((SIZE[1] + 8, SIZE[0] + 30, 3), np.uint8)
    rendered = Rendered(request, pixels, 0.25, None, {}, "cpu", "9.9")
    wide = tmp_path / "wide.png"
    wide.write_bytes(
        produce(rendered, settings=settings, provenance=Provenance(photo=photo, folder=tmp_path))
    )
    with qtbot.waitSignal(desk.window.recipes.said):
        opened_in(desk, wide)
    assert [entry.path for entry in desk.session.document.photos] == [photo]
    assert [entry.extension for entry in desk.session.document.photos] == [added]
    assert desk.session.pose == MOVED


def test_the_late_answer_about_the_picture_changes_nothing(
    desk: Desk, qtbot: QtBot, photo: Path, picture: Path
) -> None:
    with qtbot.waitSignal(desk.window.recipes.said):
        opened_in(desk, picture)
    desk.engine.tell(Prepared(a_source(load_photo(picture)), picture))
    assert [entry.path for entry in desk.session.document.photos] == [photo]
    assert desk.session.pose == MOVED


def test_a_picture_beside_its_photo_finds_it_after_both_were_moved(
    desk: Desk, qtbot: QtBot, photo: Path, picture: Path
) -> None:
    together = picture.rename(photo.with_name("elsewhere.png"))
    with qtbot.waitSignal(desk.window.recipes.said):
        opened_in(desk, together)
    assert desk.session.entry is not None
    assert desk.session.entry.path == photo


@pytest.mark.parametrize("name", ["anna.png", "a\n\x1b[31m.png"])
def test_a_picture_that_went_far_finds_its_photo_beside_one_that_is_open(
    desk: Desk, qtbot: QtBot, photo: Path, tmp_path: Path, name: str
) -> None:
    """A picture does not tell the way to a photo in another part of the disk; its name and its bytes are enough."""
    photo = photo.rename(photo.with_name(name))
    other = photo.with_name("berta.png")
    other.write_bytes(encode_png(noise(seed=9), icc=None, text={}))
    far = tmp_path / "delivery" / "web" / "waving.png"
    far.parent.mkdir(parents=True)
    far.write_bytes(finished(OutputSettings(), photo=load_photo(photo), photo_path=photo, folder=far.parent))
    desk.window.open_files([other])
    with qtbot.waitSignal(desk.window.recipes.said):
        opened_in(desk, far)
    assert [entry.path for entry in desk.session.document.photos] == [other, photo]
    assert desk.session.pose == MOVED


@pytest.mark.parametrize("gone", [True, False])
def test_without_its_photo_the_picture_itself_is_opened(
    desk: Desk, qtbot: QtBot, photo: Path, picture: Path, gone: bool
) -> None:
    if gone:
        photo.unlink()
    else:
        photo.write_bytes(encode_png(noise(seed=8), icc=None, text={}))
    with qtbot.waitSignal(desk.window.recipes.said) as told:
        opened_in(desk, picture)
    assert "not found" in told.args[0]
    desk.engine.tell(Prepared(a_source(load_photo(picture)), picture))
    assert [entry.path for entry in desk.session.document.photos] == [picture]


def test_a_photo_that_is_open_already_takes_the_pose_and_can_be_undone(
    desk: Desk, qtbot: QtBot, photo: Path, picture: Path
) -> None:
    desk.window.open_files([photo])
    loaded = load_photo(photo)
    desk.engine.tell(PhotoLoaded(photo, loaded))
    desk.engine.tell(Prepared(a_source(loaded), photo))
    with qtbot.waitSignal(desk.window.recipes.said):
        opened_in(desk, picture)
    assert [entry.path for entry in desk.session.document.photos] == [photo]
    assert desk.session.pose == MOVED
    desk.trigger("undo")
    assert desk.session.pose == a_pose()


def test_edits_made_meanwhile_are_kept(desk: Desk, qtbot: QtBot, photo: Path, picture: Path) -> None:
    """The picture's person was found and moved while its photo was still being looked for."""
    desk.window.open_files([picture])
    loaded = load_photo(picture)
    desk.engine.tell(PhotoLoaded(picture, replace(loaded, recipe=None)))
    desk.engine.tell(Prepared(a_source(loaded), picture))
    edited = a_pose().moved(Joint.NOSE, (SIZE[0] / 2, 5.0))
    desk.session.apply_pose(edited, "Move")
    desk.engine.tell(PhotoLoaded(picture, loaded))
    assert desk.window.background.finish(10)
    assert [entry.path for entry in desk.session.document.photos] == [picture]
    assert desk.session.pose == edited
