"""Settings: whatever is in the file, the program starts, and no version loses another's fields."""

from __future__ import annotations

import json
import logging
import os
import stat
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from engine.system.errors import OutputError
from gui.look.language import Language
from gui.look.theme import Scheme
from gui.settings.recent import LIMIT, RecentMenu, with_recent, without_recent
from gui.settings.settings import Settings, load_settings, save_settings
from gui.settings.store import SettingsStore


def test_settings_come_back(tmp_path):
    settings = Settings(
        language=Language.JAPANESE,
        scheme=Scheme.DARK,
        device="cpu",
        recent=(Path("/a b.jpg"), Path("/笑.jpg")),
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


def deep(levels: int) -> object:
    return {"a": deep(levels - 1)} if levels else {}


@pytest.mark.parametrize(
    "values",
    [{"\ud800": 1}, {"recent": ["\udcff"]}, {"recent": ["\ud800", "a\0b"]}, {"pen": deep(900)}, {"pen": "\ud800"},
     {"export": {"a": deep(300)}}, {"export": {"\ud800": 1}}, {"shortcuts": {"\ud800": ["F2"]}}],
)  # fmt: skip
def test_what_cannot_be_written_again_neither_keeps_the_program_from_starting_nor_from_saving(
    tmp_path, values
):
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({**values, "language": "ja"}))
    settings = load_settings(path)
    assert settings.language is Language.JAPANESE
    save_settings(settings, path)
    assert load_settings(path).language is Language.JAPANESE


@pytest.mark.parametrize("content", ["{", '{"scheme": "pink"}', '{"\\ud800": 1}', " " * 3_000_000])
def test_a_file_of_which_something_is_lost_is_kept_aside(tmp_path, content):
    path = tmp_path / "settings.json"
    path.write_text(content)
    save_settings(load_settings(path), path)
    assert (tmp_path / "settings-unreadable.json").read_text() == content


def test_whatever_a_setting_holds_saving_is_at_most_told_of(tmp_path, qtbot):
    store = SettingsStore(tmp_path / "settings.json")
    with qtbot.waitSignal(store.failed):
        store.put(Settings(export={"a": deep(900)}))
    with qtbot.waitSignal(store.failed):
        store.put(Settings(window_state="\ud800"))


@pytest.mark.skipif(sys.platform == "win32", reason="access rights are others there")
def test_nobody_else_may_read_what_was_opened(tmp_path):
    before = os.umask(0)
    try:
        path = tmp_path / "Repose" / "settings.json"
        save_settings(Settings(), path)
        path.chmod(0o644)
        save_settings(Settings(device="cpu"), path)
    finally:
        os.umask(before)
    assert [stat.S_IMODE(each.stat().st_mode) for each in (path.parent, path)] == [0o700, 0o600]


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
    recent: tuple[Path, ...] = ()
    for name in ("a", "b", "a"):
        recent = with_recent(recent, Path("/") / name)
    assert [path.name for path in recent] == ["a", "b"]
    for number in range(30):
        recent = with_recent(recent, Path(f"/{number}"))
    assert len(recent) == LIMIT
    assert recent[0].name == "29"
    assert without_recent(recent, Path("/29")) == recent[1:]


def test_the_menu_asks_for_the_chosen_file(qtbot):
    menu = RecentMenu()
    qtbot.addWidget(menu)
    assert not menu.menuAction().isEnabled()
    menu.show_files(with_recent((Path("/b.jpg"),), Path("/a & b.jpg")))
    first = menu.actions()[0]
    assert first.text() == "&1 a && b.jpg"
    with qtbot.waitSignal(menu.open_requested) as asked:
        first.trigger()
    assert Path(asked.args[0]).name == "a & b.jpg"
    with qtbot.waitSignal(menu.clear_requested):
        menu.actions()[-1].trigger()


def opened(store: SettingsStore, *names: str) -> None:
    for name in names:
        store.put(
            store.value.model_copy(update={"recent": with_recent(store.value.recent, Path(f"/{name}"))})
        )


def names_of(recent: Iterable[Path]) -> list[str]:
    return [path.name for path in recent]


def test_two_windows_keep_each_others_recent_files_and_choices(tmp_path):
    path = tmp_path / "settings.json"
    first, second = SettingsStore(path), SettingsStore(path)
    opened(first, "a", "b")
    opened(second, "c")
    first.put(first.value.model_copy(update={"device": "cpu"}))
    opened(first, "d", "a")
    second.put(second.value.model_copy(update={"language": Language.JAPANESE}))
    kept = load_settings(path)
    assert names_of(kept.recent) == ["a", "d", "c", "b"]
    assert (kept.device, kept.language) == ("cpu", Language.JAPANESE)
    # What a person sees changes only by what they do there.
    assert first.value.language is Language.SYSTEM


def test_a_list_that_was_cleared_stays_cleared_for_the_other_window(tmp_path):
    path = tmp_path / "settings.json"
    first = SettingsStore(path)
    opened(first, "a", "b", "c")
    second = SettingsStore(path)
    second.put(second.value.model_copy(update={"recent": ()}))
    first.put(first.value.model_copy(update={"recent": without_recent(first.value.recent, Path("/c"))}))
    assert load_settings(path).recent == ()
    opened(first, "d")
    assert names_of(load_settings(path).recent) == ["d"]


def test_a_list_that_is_full_takes_the_next(tmp_path):
    path = tmp_path / "settings.json"
    store = SettingsStore(path)
    opened(store, *map(str, range(20)))
    assert names_of(load_settings(path).recent) == [str(number) for number in range(19, 19 - LIMIT, -1)]
