"""Settings at work: what the dialogs change takes effect at once and is there after a restart."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from gui.look import theme
from gui.look.language import Language
from gui.look.languages import Translations
from gui.look.theme import Scheme
from gui.look.tokens import DARK
from gui.settings.settings import Settings
from gui.settings.store import SettingsStore
from gui.window import frame as frames
from gui.window.actions import Actions
from gui.window.frame import Frame
from gui.window.notice_dialog import NoticeDialog


@pytest.fixture
def store(tmp_path) -> SettingsStore:
    return SettingsStore(tmp_path / "settings.json")


@pytest.fixture
def frame(qapp, store):
    made = Frame(qapp, store)
    yield made
    made.translations.choose(Language.ENGLISH)
    made.follower.choose(Scheme.SYSTEM)
    for child in (made.follower, made.translations, made):
        child.deleteLater()
    qapp.setStyleSheet("")


def set_to(store: SettingsStore, **fields: object) -> None:
    store.put(store.value.model_copy(update=fields))


def test_theme_and_language_follow_the_settings(frame, store):
    set_to(store, scheme=Scheme.DARK, language=Language.JAPANESE)
    assert theme.tokens() == DARK
    assert frame.translations.current is Language.JAPANESE


def test_settings_are_kept(frame, store, tmp_path):
    set_to(store, scheme=Scheme.DARK, device="cpu")
    assert SettingsStore(tmp_path / "settings.json").value == Settings(scheme=Scheme.DARK, device="cpu")


def test_keys_reach_the_actions(frame, store, qapp):
    owner = QObject()
    actions = Actions(owner)
    set_to(store, shortcuts={"fit": ("F2",)})
    frame.serve(actions)
    assert actions["fit"].shortcut().toString() == "F2"
    set_to(store, shortcuts={})
    assert actions["fit"].shortcut().toString() == "Ctrl+0"


def test_preferences_change_what_they_show_and_nothing_else(frame, store, qtbot):
    dialog = frame.preferences(None)
    qtbot.addWidget(dialog)
    set_to(store, shortcuts={"fit": ("F2",)}, recent=(Path("/a"),))
    dialog.embed.click()
    assert store.value == Settings(embed_photos=False, shortcuts={"fit": ("F2",)}, recent=(Path("/a"),))


def test_the_layout_of_the_window_comes_back(frame, store, qtbot):
    window, again = QMainWindow(), QMainWindow()
    for each in (window, again):
        qtbot.addWidget(each)
    window.resize(777, 555)
    frame.remember_layout(window)
    frame.restore_layout(again)
    assert (again.width(), again.height()) == (777, 555)


@pytest.mark.parametrize("layout", ["", "nonsense", "é", "AAAA"])
def test_a_damaged_layout_is_passed_over(frame, store, qtbot, layout):
    set_to(store, window_geometry=layout, window_state=layout)
    window = QMainWindow()
    qtbot.addWidget(window)
    size = window.size()
    frame.restore_layout(window)
    assert window.size() == size


def test_the_notice_is_shown_until_agreed(frame, store, monkeypatch):
    codes = [NoticeDialog.DialogCode.Rejected, NoticeDialog.DialogCode.Accepted]
    monkeypatch.setattr(frames.NoticeDialog, "exec", lambda _: codes.pop(0))
    assert not frame.agree_first()
    assert frame.agree_first()
    assert frame.agree_first()
    assert codes == []


def test_the_systems_language_is_english_where_it_is_not_spoken_here(qapp):
    translations = Translations(qapp, Language.ENGLISH)
    assert translations.current is Language.ENGLISH
    translations.deleteLater()
