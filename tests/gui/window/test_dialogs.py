"""The dialogs: what a person chooses in them is what comes out, and keys alone are enough."""

from __future__ import annotations

import json
import struct
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QTextBrowser,
    QWidget,
)

from engine.system.shipped import software
from gui.look.language import Language
from gui.look.languages import OWN_NAMES, Translations
from gui.look.theme import Scheme
from gui.project.journal_files import Recoverable
from gui.project.recovery_dialog import recovery_box
from gui.settings.preferences_dialog import PreferencesDialog
from gui.settings.settings import Settings
from gui.settings.shortcuts import plain
from gui.settings.weights_card import WeightsCard, read_card
from gui.window.about_dialog import AboutDialog
from gui.window.actions import Actions
from gui.window.notice_dialog import NoticeDialog, agreed, is_due
from gui.window.shortcuts_dialog import ShortcutsDialog


@pytest.fixture
def actions(qapp):
    owner = QObject()
    yield Actions(owner)
    owner.deleteLater()


@pytest.fixture
def shortcuts(qtbot, actions) -> ShortcutsDialog:
    dialog = ShortcutsDialog(actions)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def choose(box, value) -> None:
    """As a person does with the arrow keys."""
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def test_every_preference_comes_out_with_the_others_untouched(qtbot):
    dialog = PreferencesDialog(Settings(recent=(Path("/a"),)))
    qtbot.addWidget(dialog)
    heard: list[Settings] = []
    dialog.settings_changed.connect(heard.append)
    choose(dialog.language, Language.JAPANESE)
    choose(dialog.scheme, Scheme.DARK)
    choose(dialog.device, "cpu")
    dialog.embed.click()
    wanted = Settings(
        recent=(Path("/a"),), language=Language.JAPANESE, scheme=Scheme.DARK, device="cpu", embed_photos=False
    )
    assert heard[-1] == dialog.settings == wanted
    assert len(heard) == 4


def test_preferences_show_what_is_set(qtbot):
    settings = Settings(language=Language.ENGLISH, scheme=Scheme.LIGHT, device="mps", embed_photos=False)
    dialog = PreferencesDialog(settings)
    qtbot.addWidget(dialog)
    shown = [box.currentData() for box in (dialog.language, dialog.scheme, dialog.device)]
    assert [*shown, dialog.embed.isChecked()] == [Language.ENGLISH, Scheme.LIGHT, "mps", False]


@pytest.mark.parametrize("language", [Language.ENGLISH, Language.JAPANESE])
def test_preferences_have_room_for_their_words_in_a_language_chosen_there(qtbot, qapp, language):
    other = next(each for each in OWN_NAMES if each is not language)
    translations = Translations(qapp, other)
    try:
        dialog = PreferencesDialog(Settings(language=other))
        qtbot.addWidget(dialog)
        dialog.settings_changed.connect(lambda settings: translations.choose(settings.language))
        dialog.show()
        qtbot.waitExposed(dialog)
        title, key = dialog.windowTitle(), Qt.Key.Key_Up if language is Language.ENGLISH else Qt.Key.Key_Down
        qtbot.keyClick(dialog.language, key)
        qtbot.waitUntil(lambda: dialog.windowTitle() != title)
        qapp.processEvents()
        for widget in (*dialog.findChildren(QAbstractButton), *dialog.findChildren(QComboBox)):
            assert widget.width() >= widget.sizeHint().width(), widget
            assert widget.height() >= widget.sizeHint().height(), widget
        for label in dialog.findChildren(QLabel):
            assert label.height() >= label.heightForWidth(label.width()), label.text()
    finally:
        translations.choose(Language.ENGLISH)


def test_keys_are_typed_and_assigned(qtbot, shortcuts, actions):
    shortcuts.choose("mirror")
    qtbot.keyClick(shortcuts.editor, Qt.Key.Key_F9)
    qtbot.mouseClick(shortcuts.assign, Qt.MouseButton.LeftButton)
    assert shortcuts.chosen == {"mirror": ("F9",)}
    actions.set_shortcuts(shortcuts.chosen)
    assert actions["mirror"].shortcut().toString() == "F9"


def test_keys_of_another_action_are_announced_and_taken_over(qtbot, shortcuts):
    shortcuts.choose("mirror")
    qtbot.keyClick(shortcuts.editor, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert "Keep pose" in shortcuts.clash.text()
    qtbot.mouseClick(shortcuts.assign, Qt.MouseButton.LeftButton)
    assert shortcuts.chosen == {"mirror": ("Ctrl+K",), "keep_variant": ()}
    assert shortcuts.clash.text() == ""


def test_keys_can_be_removed_and_reset(qtbot, shortcuts):
    shortcuts.choose("fit")
    shortcuts.remove.click()
    assert shortcuts.chosen == {"fit": ()}
    assert not shortcuts.remove.isEnabled()
    shortcuts.reset.click()
    assert shortcuts.chosen == {}
    shortcuts.remove.click()
    shortcuts.reset_all.click()
    assert shortcuts.chosen == {}


def test_keys_of_the_settings_are_shown(qtbot, actions):
    actions.set_shortcuts({"fit": ("F2",)})
    dialog = ShortcutsDialog(actions)
    qtbot.addWidget(dialog)
    assert dialog.chosen == {"fit": ("F2",)}


def test_actions_are_found_by_name_and_by_keys(shortcuts):
    def shown() -> set[str]:
        return {item.text(0) for item in shortcuts._items() if not item.isHidden()}

    shortcuts.search.setText("mirr")
    assert shown() == {"Mirror pose"}
    shortcuts.search.setText("ctrl+k")
    assert shown() == {"Keep pose"}
    shortcuts.search.setText("")
    assert len(shown()) > 20


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("&Open photos…", "Open photos"),
        ("写真を開く(&O)…", "写真を開く"),
        ("Fit", "Fit"),
        ("100 %(&1)", "100 %"),
    ],
)
def test_names_are_shown_without_access_keys(text, shown):
    assert plain(text) == shown


def test_the_field_for_keys_shows_that_it_has_the_keyboard(qtbot, shortcuts):
    line = shortcuts.editor.findChild(QLineEdit)
    shortcuts.activateWindow()
    shortcuts.editor.setFocus()
    qtbot.waitUntil(lambda: line.property("active") is True)
    shortcuts.search.setFocus()
    assert line.property("active") is False


def test_the_tab_key_leaves_the_field_for_keys(qtbot, shortcuts):
    shortcuts.editor.setFocus()
    qtbot.keyClick(shortcuts.editor, Qt.Key.Key_F9)
    qtbot.keyClick(shortcuts.focusWidget(), Qt.Key.Key_Tab)
    assert shortcuts.focusWidget() is shortcuts.assign


def test_the_notice_is_due_until_it_was_agreed_to(qtbot):
    assert is_due(Settings())
    assert not is_due(agreed(Settings()))
    dialog = NoticeDialog()
    qtbot.addWidget(dialog)
    assert "consent" in dialog.findChildren(QLabel)[0].text()
    dialog.show()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.result() == NoticeDialog.DialogCode.Rejected
    dialog.show()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.result() == NoticeDialog.DialogCode.Accepted


def test_about_shows_the_card_and_escapes_it(qtbot):
    dialog = AboutDialog(
        WeightsCard("w.safetensors", "1.2", "xinggan_pp", "<b>people</b>", "Apache-2.0"), Path("logs")
    )
    qtbot.addWidget(dialog)
    pages = [page.toPlainText() for page in dialog.findChildren(QTextBrowser)]
    assert any("<b>people</b>" in page and "1.2" in page for page in pages)
    assert any("LGPL" in page for page in pages)
    assert any(software() in label.text() for label in dialog.findChildren(QLabel))


def test_a_card_is_read_from_the_header_alone(tmp_path):
    header = json.dumps({"__metadata__": {"version": "7", "licence": "CC0"}}).encode()
    path = tmp_path / "w.safetensors"
    path.write_bytes(struct.pack("<Q", len(header)) + header)
    assert read_card(path) == WeightsCard("w.safetensors", version="7", licence="CC0")


@pytest.mark.parametrize(
    "content", [None, b"", b"12345678", struct.pack("<Q", 2**63) + b"{}", bytes(8) + b"[]"]
)
def test_a_missing_or_damaged_file_has_an_empty_card(tmp_path, content):
    path = tmp_path / "w.safetensors"
    if content is not None:
        path.write_bytes(content)
    assert read_card(path) == WeightsCard("w.safetensors")


def test_recovery_says_what_it_is_about(qtbot):
    item = Recoverable(
        Path("/j"), datetime(2026, 1, 2, tzinfo=UTC), ("<i>a</i>.jpg", *"bcdef"), Path("/p.repose")
    )
    box = recovery_box(item)
    qtbot.addWidget(box)
    assert "&lt;i&gt;a&lt;/i&gt;.jpg, b, c, d, …" in box.informativeText()
    assert "p.repose" in box.informativeText()
    roles = {box.buttonRole(button) for button in box.buttons()}
    role = QMessageBox.ButtonRole
    assert roles == {role.AcceptRole, role.RejectRole, role.DestructiveRole}


def test_every_control_has_a_name_for_screen_readers(qtbot, shortcuts):
    dialogs = [
        shortcuts,
        PreferencesDialog(Settings()),
        NoticeDialog(),
        AboutDialog(WeightsCard("w"), Path("logs")),
    ]
    for dialog in dialogs:
        qtbot.addWidget(dialog)
        for widget in dialog.findChildren(QWidget):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.parentWidget() is dialog:
                assert name_of(widget, dialog), widget


def name_of(widget: QWidget, dialog: QWidget) -> str:
    buddies = [label.text() for label in dialog.findChildren(QLabel) if label.buddy() is widget]
    text = widget.text() if isinstance(widget, QPushButton) else getattr(widget, "text", lambda: "")()
    return widget.accessibleName() or text or (buddies[0] if buddies else "") or tabs(widget)


def tabs(widget: QWidget) -> str:
    return getattr(widget, "tabText", lambda _: "")(0)
