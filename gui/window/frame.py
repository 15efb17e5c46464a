"""Settings at work: theme, language and keys follow them, and the dialogs of the frame change them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QSize, Qt
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget

from gui.look.icons import app_icon
from gui.look.languages import Translations
from gui.look.theme import SchemeFollower, tokens
from gui.settings.preferences_dialog import PreferencesDialog
from gui.settings.settings import Settings
from gui.settings.store import SettingsStore
from gui.settings.weights_card import read_card
from gui.window.about_dialog import AboutDialog
from gui.window.actions import Actions
from gui.window.notice_dialog import NoticeDialog, agreed, is_due
from gui.window.shortcuts_dialog import ShortcutsDialog

_LAID_OUT_FOR = QSize(1280, 800)
_SHARE = 0.85  # of a large screen's width and height
_TITLE_BAR = QSize(8, 48)  # what desktops put around a window, at most


class Frame(QObject):
    """Applies the settings now and whenever they change; make it before the window, which is then right at once."""

    def __init__(self, app: QApplication, store: SettingsStore) -> None:
        super().__init__(app)
        app.setWindowIcon(app_icon())
        self._store = store
        self._actions: Actions | None = None
        self._pages: dict[Callable[[QWidget], QDialog], QDialog] = {}
        self.translations = Translations(app, store.value.language)
        self.follower = SchemeFollower(app, store.value.scheme)
        self._applied = store.value
        store.changed.connect(self._on_changed)

    def serve(self, actions: Actions) -> None:
        """Give a window's actions the keys of the settings, also later ones."""
        self._actions = actions
        actions.set_shortcuts(self._store.value.shortcuts)
        actions.recolour(tokens())
        actions.retranslate()

    def agree_first(self, parent: QWidget | None = None) -> bool:
        """Show the first-run notice where it is due; False when the person would rather leave."""
        if not is_due(self._store.value):
            return True
        if NoticeDialog(parent).exec() != NoticeDialog.DialogCode.Accepted:
            return False
        self._store.put(agreed(self._store.value))
        return True

    def show_preferences(self, parent: QWidget) -> None:
        """Let the person change settings."""
        dialog = self.preferences(parent)
        dialog.exec()
        dialog.deleteLater()

    def preferences(self, parent: QWidget | None) -> PreferencesDialog:
        """The preferences over the current settings, not shown yet."""
        dialog = PreferencesDialog(self._store.value, parent)
        dialog.settings_changed.connect(self._take_preferences)
        dialog.shortcuts_requested.connect(lambda: self.show_shortcuts(dialog))
        return dialog

    def show_shortcuts(self, parent: QWidget) -> None:
        """Let the person change keys."""
        if self._actions is None:
            return
        dialog = ShortcutsDialog(self._actions, parent)
        if dialog.exec() == ShortcutsDialog.DialogCode.Accepted:
            self._put("shortcuts", dialog.chosen)
        dialog.deleteLater()

    def show_page(self, make: Callable[[QWidget], QDialog], parent: QWidget) -> None:
        """Show a page beside the work; once however often it is asked for."""
        page = self._pages.get(make)
        if page is None:
            page = self._pages[make] = make(parent)
            page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            page.destroyed.connect(lambda: self._pages.pop(make, None))
        page.show()
        page.raise_()

    def show_about(self, parent: QWidget, logs: Path) -> None:
        """Say what this is; logs: the folder of the log."""
        dialog = AboutDialog(read_card(), logs, parent)
        dialog.exec()
        dialog.deleteLater()

    def remember_layout(self, window: QMainWindow) -> None:
        """Keep where the window and its panels are."""
        layout = {
            "window_geometry": _text(window.saveGeometry()),
            "window_state": _text(window.saveState()),
        }
        self._store.put(self._store.value.model_copy(update=layout))

    def restore_layout(self, window: QMainWindow) -> None:
        """Put the window and its panels where they were; call it when all panels are in place."""
        window.restoreGeometry(_bytes(self._store.value.window_geometry))
        window.restoreState(_bytes(self._store.value.window_state))

    def _take_preferences(self, settings: Settings) -> None:
        """Only what the preferences show: keys may have been edited from within them."""
        shown = ("language", "scheme", "device", "embed_photos")
        update = {field: getattr(settings, field) for field in shown}
        self._store.put(self._store.value.model_copy(update=update))

    def _put(self, field: str, value: object) -> None:
        self._store.put(self._store.value.model_copy(update={field: value}))

    def _on_changed(self, settings: Settings) -> None:
        before, self._applied = self._applied, settings
        if settings.language != before.language:
            self.translations.choose(settings.language)
        if settings.scheme != before.scheme:
            self.follower.choose(settings.scheme)
        if settings.shortcuts != before.shortcuts and self._actions is not None:
            self.serve(self._actions)


def fit_to_screen(window: QMainWindow) -> None:
    """Give a window a size of its own: room to work on a large screen, and all of a small one."""
    room = window.screen().availableGeometry().size()
    wished = (room * _SHARE).expandedTo(_LAID_OUT_FOR)
    around = wished + _TITLE_BAR
    if around.boundedTo(room) == around:
        window.resize(wished)
    else:
        window.resize(room * _SHARE)
        window.setWindowState(Qt.WindowState.WindowMaximized)


def _text(data: QByteArray) -> str:
    return bytes(data.toBase64().data()).decode("ascii")


def _bytes(text: str) -> QByteArray:
    return QByteArray.fromBase64(text.encode("ascii", "ignore"))
