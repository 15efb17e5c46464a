"""Settings: whatever is in the file, the program starts, and no version loses another's fields."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest

from engine.errors import OutputError
from gui.recent import LIMIT, RecentMenu, with_recent, without_recent
from gui.settings import Language, Settings, load_settings, save_settings
from gui.theme import Scheme


def test_settings_come_back(tmp_path):
    settings = Settings(
        language=Language.JAPANESE,
        scheme=Scheme.DARK,
        device="cpu",
        recent=("/a b.jpg", "/笑.jpg"),
        shortcuts={"undo": ("Ctrl+Z", "Alt+Backspace"), "fit": ()},
    )
    path = tmp_path / "new" / "settings.json"
    save_settings(settings, path)
    assert load_settings(path) == settings


def test_without_a_file_there_are_defaults(tmp_path):
    assert load_settings(tmp_path / "none.json") == Settings()


def test_one_unusable_field_costs_only_itself(tmp_path, caplog):
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"version": 1, "scheme": "pink", "device": 7, "language": "ja"}))
    with caplog.at_level(logging.WARNING):
        settings = load_settings(path)
    assert settings == Settings(language=Language.JAPANESE)
    assert "device, scheme" in caplog.text


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 100_000, b'{"recent": {"a": 1}}'])
def test_a_damaged_file_is_as_none(tmp_path, content):
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    assert load_settings(path) == Settings()


def test_a_newer_versions_fields_survive_an_older_one(tmp_path):
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"version": 9, "scheme": "dark", "pen": {"width": 3}}))
    save_settings(load_settings(path).model_copy(update={"scheme": Scheme.LIGHT}), path)
    kept = json.loads(path.read_text())
    assert kept["pen"] == {"width": 3}
    assert kept["version"] == 9
    assert kept["scheme"] == "light"


def test_settings_that_cannot_be_saved_say_so(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="could not be saved"):
        save_settings(Settings(), tmp_path / "file" / "settings.json")


def test_recent_files_are_newest_first_and_single():
    recent: tuple[str, ...] = ()
    for name in ("a", "b", "a"):
        recent = with_recent(recent, Path("/") / name)
    assert [Path(path).name for path in recent] == ["a", "b"]
    for number in range(30):
        recent = with_recent(recent, Path(f"/{number}"))
    assert len(recent) == LIMIT
    assert Path(recent[0]).name == "29"
    assert without_recent(recent, Path("/29")) == recent[1:]


def test_the_menu_asks_for_the_chosen_file(qtbot):
    menu = RecentMenu()
    qtbot.addWidget(menu)
    assert not menu.menuAction().isEnabled()
    menu.show_files(with_recent(("/b.jpg",), Path("/a & b.jpg")))
    first = menu.actions()[0]
    assert first.text() == "&1 a && b.jpg"
    with qtbot.waitSignal(menu.open_requested) as asked:
        first.trigger()
    assert Path(asked.args[0]).name == "a & b.jpg"
    with qtbot.waitSignal(menu.clear_requested):
        menu.actions()[-1].trigger()
