"""Light and dark: gives the application its palette and style, and follows the system where asked to."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from gui.look.style import stylesheet
from gui.look.tokens import DARK, LIGHT, Tokens

_PROPERTY = "repose_dark"


class Scheme(Enum):
    """What a person chooses; SYSTEM follows the desktop."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


_QT_SCHEMES = {
    Scheme.SYSTEM: Qt.ColorScheme.Unknown,
    Scheme.LIGHT: Qt.ColorScheme.Light,
    Scheme.DARK: Qt.ColorScheme.Dark,
}


def tokens() -> Tokens:
    """The tokens in use; light ones before `apply`. Ask anew on every paint or PaletteChange, keep none."""
    app = QCoreApplication.instance()
    return DARK if app is not None and app.property(_PROPERTY) else LIGHT


def apply(app: QApplication, scheme: Scheme) -> Tokens:
    """Give the whole application a scheme; returns the tokens now in use. Widgets get a PaletteChange."""
    hints = app.styleHints()
    # Title bars and the desktop's own dialogs; the palette below covers platforms without support for it.
    hints.setColorScheme(_QT_SCHEMES[scheme])
    dark = hints.colorScheme() == Qt.ColorScheme.Dark if scheme is Scheme.SYSTEM else scheme is Scheme.DARK
    app.setProperty(_PROPERTY, dark)
    chosen = tokens()
    if app.style().name().lower() != "fusion":
        app.setStyle("Fusion")
    app.setPalette(palette(chosen))
    app.setStyleSheet(stylesheet(chosen))
    return chosen


class SchemeFollower(QObject):
    """Applies the chosen scheme, and again whenever the desktop changes while SYSTEM is chosen."""

    tokens_changed = Signal(object)  # Tokens

    def __init__(self, app: QApplication, scheme: Scheme) -> None:
        super().__init__(app)
        self._app = app
        self._scheme = scheme
        self.choose(scheme)
        app.styleHints().colorSchemeChanged.connect(self._on_desktop_changed)

    def choose(self, scheme: Scheme) -> None:
        """Change the scheme at run time."""
        self._scheme = scheme
        self.tokens_changed.emit(apply(self._app, scheme))

    def _on_desktop_changed(self) -> None:
        # Only SYSTEM follows; the signal also answers our own choice of a fixed scheme.
        wanted = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        if self._scheme is Scheme.SYSTEM and tokens().dark != wanted:
            self.choose(Scheme.SYSTEM)


def palette(t: Tokens) -> QPalette:
    """Qt's palette made from tokens."""
    made = QPalette()
    for role, colour in _roles(t).items():
        made.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(t.disabled))
    made.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Highlight, QColor(t.border))
    return made


def _roles(t: Tokens) -> dict[QPalette.ColorRole, str]:
    role = QPalette.ColorRole
    return {
        role.Window: t.window,
        role.WindowText: t.text,
        role.Base: t.field,
        role.AlternateBase: t.panel,
        role.Text: t.text,
        role.PlaceholderText: t.muted,
        role.Button: t.raised,
        role.ButtonText: t.text,
        role.ToolTipBase: t.panel,
        role.ToolTipText: t.text,
        role.BrightText: t.danger,
        role.Highlight: t.accent,
        role.HighlightedText: t.on_accent,
        role.Accent: t.accent,
        role.Link: t.link,
        role.LinkVisited: t.link,
        role.Light: t.hover,
        role.Midlight: t.hover,
        role.Mid: t.border,
        role.Dark: t.edge,
        role.Shadow: t.border,
    }
