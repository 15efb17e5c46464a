"""A photo of the empty set from the menu: chosen, aligned beside the window, undone, refused in a sentence."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from engine.contract.messages import PhotoLoaded, Prepared, Source
from engine.photo.photo import load_photo
from tests.gui.conftest import Desk
from tests.gui.fakes import SIZE, standing
from tests.sure import sure


def noise(seed: int) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (*SIZE[::-1], 3)).astype(np.uint8)


@pytest.fixture
def shoot(desk: Desk, tmp_path: Path) -> Desk:
    """A grey person in a set that is all texture."""
    matte = np.zeros(SIZE[::-1], np.float32)
    matte[60:380, 110:190] = 1
    pixels = np.where(matte[..., None] > 0, 128, noise(1)).astype(np.uint8)
    path = tmp_path / "person.png"
    Image.fromarray(pixels).save(path)
    desk.window.open_files([path])
    photo = load_photo(path)
    desk.engine.tell(PhotoLoaded(path, photo))
    desk.engine.tell(Prepared(Source(photo, standing(), matte), path))
    desk.engine.render_all()
    return desk


def choose(desk: Desk, monkeypatch: pytest.MonkeyPatch, picture: np.ndarray, folder: Path) -> None:
    file = folder / "empty.png"
    Image.fromarray(picture).save(file)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args, **_more: (str(file), ""))
    desk.trigger("use_empty_set")


def test_the_empty_set_is_put_behind_and_taken_off(
    shoot: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    act = shoot.window.actions_by_name
    assert not act["invent_background"].isEnabled()
    before = shoot.source
    choose(shoot, monkeypatch, noise(1), tmp_path)
    qtbot.waitUntil(lambda: shoot.source.mending.plate is not None)
    assert sure(shoot.source.mending.plate).name == "empty.png"
    assert shoot.engine.requests[-1].source == shoot.source != before
    assert act["invent_background"].isEnabled()
    shoot.trigger("invent_background")
    assert shoot.source == before
    shoot.trigger("undo")
    shoot.trigger("undo")
    assert shoot.source == before
    assert not shoot.session.undo_stack.canUndo()


def test_what_does_not_fit_is_said_and_changes_nothing(
    shoot: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = shoot.source
    choose(shoot, monkeypatch, noise(2), tmp_path)
    qtbot.waitUntil(shoot.window.notice.isVisible)
    assert "does not fit this photo" in shoot.window.notice.sentence
    assert shoot.source == before
    assert shoot.session.undo_stack.count() == 0


def test_without_a_person_there_is_nothing_to_put_it_behind(desk: Desk) -> None:
    assert not desk.window.actions_by_name["use_empty_set"].isEnabled()
