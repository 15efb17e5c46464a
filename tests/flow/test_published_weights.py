"""Weights of the network of 2020 in a real window with the real engine: converted, drawn with, marked and stamped."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.model.xinggan import Variant
from engine.service.for_window import make_engine
from gui.settings.places import Places
from gui.settings.store import SettingsStore
from gui.window.frame import Frame
from gui.window.main_window import MainWindow
from tests.flow.test_editing import DEMO, NEEDED, Person
from tests.gui.conftest import forget_edits
from tests.gui.saving import save_picture
from tests.published import copying, save_old, seeded
from tests.sure import sure

pytestmark = [
    pytest.mark.timeout(900),
    pytest.mark.skipif(not all(path.is_file() for path in NEEDED), reason="needs the shipped weights"),
]


@pytest.fixture
def person(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Person:
    store = SettingsStore(tmp_path / "settings.json")
    places = Places(DEMO, tmp_path / "data")
    window = MainWindow(make_engine, frame=Frame(qapp, store), store=store, places=places)
    qtbot.addWidget(window, before_close_func=forget_edits)
    window.show()
    qtbot.waitExposed(window)
    return Person(window, qtbot)


def add_and_use(person: Person, pth: Path, note: str) -> np.ndarray:
    """Make weights of a checkpoint, draw with them, and give the picture."""
    equipping = person.window.equipping
    equipping.show()
    dialog = sure(equipping.dialog)
    with person.waits_for(equipping.adding.taken):
        equipping.adding.take(pth)
    assert "not for commercial use" in dialog.details.text()
    person.click(dialog.use)
    person.wait(lambda: note in " ".join(sure(person.session.rendered).notes))
    dialog.close()
    return person.wait_for_picture()


def test_both_published_trainings_draw_and_say_what_they_are(person: Person, tmp_path: Path) -> None:
    photo = tmp_path / "photo.png"
    with Image.open(DEMO) as image:
        image.convert("RGB").resize((360, 450)).save(photo)
    person.window.open_files([photo])
    person.wait(lambda: person.session.rendered is not None)
    own = person.wait_for_picture()
    try:
        painted = add_and_use(person, save_old(copying(), tmp_path / "netG.pth"), "176 x 256")
        assert painted.shape == own.shape
        assert np.abs(painted - own).mean() < 3, "the answer is the photo again, only softer, in its place"
        assert not np.array_equal(painted, own)
        said = person.window.tools.hint_bar.sentence
        assert "painted by xinggan at 176 x 256 pixels" in said
        assert "not for commercial use" in said
        check_stamped(person, tmp_path / "picture.png")
        market = add_and_use(person, save_old(seeded(Variant.MARKET), tmp_path / "market.pth"), "64 x 128")
        assert np.abs(market - own).mean() > 3, "seeded numbers draw nobody"
    finally:
        for path in (*tmp_path.glob("*.pth"), *tmp_path.rglob("*.safetensors")):
            path.unlink()  # 180 MB each that pytest would keep for three runs


def check_stamped(person: Person, path: Path) -> None:
    person.type_into_dialog(path)
    with person.waits_for(person.window.saver.saved):
        save_picture(person.window)
    with Image.open(path) as made:
        assert "not for commercial use" in made.info["Weights licence"]
        assert "painted by xinggan" in made.info["Comment"]
        assert made.size == sure(person.session.source).photo.size
