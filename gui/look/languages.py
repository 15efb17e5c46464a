"""The languages of the window: finds the translation files and switches between them at run time."""

from __future__ import annotations

import logging

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

from engine.system.shipped import TRANSLATIONS
from gui.look.language import Language

# Each language by its own name, which is never translated.
OWN_NAMES = {Language.ENGLISH: "English", Language.JAPANESE: "日本語"}

# What Qt's own Japanese file lacks of its dialogs, as of Qt 6.11, in its words: フォルダ fits its column. The last one
# it has, but in more letters than its field has room for.
_TEXTS_OF_QT = (
    QT_TRANSLATE_NOOP("QFileDialog", "&Look in:"),
    QT_TRANSLATE_NOOP("QFileDialog", "Files of &type:"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Drive"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Folder"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Unknown"),
    QT_TRANSLATE_NOOP("QKeySequenceEdit", "Press shortcut"),
)

_log = logging.getLogger(__name__)


def resolved(language: Language, system: QLocale | None = None) -> Language:
    """The language that is meant: for SYSTEM the first of the desktop's that Repose speaks, else English."""
    if language is not Language.SYSTEM:
        return language
    spoken = {each.value: each for each in OWN_NAMES}
    wanted = (name.split("-")[0] for name in (system or QLocale.system()).uiLanguages())
    return next((spoken[name] for name in wanted if name in spoken), Language.ENGLISH)


class Translations(QObject):
    """Holds the installed translators; `choose` switches and every widget gets a LanguageChange event."""

    def __init__(self, app: QCoreApplication, language: Language = Language.SYSTEM) -> None:
        super().__init__(app)
        self._app = app
        self._installed: list[QTranslator] = []
        self.current = Language.ENGLISH
        self.choose(language)

    def choose(self, language: Language) -> None:
        """Switch to `language` without a restart; also sets the default number and date formats."""
        for translator in self._installed:
            self._app.removeTranslator(translator)
        self.current = resolved(language)
        self._installed = _translators(self.current, self)
        for translator in self._installed:
            self._app.installTranslator(translator)
        QLocale.setDefault(QLocale(self.current.value))


def _translators(language: Language, owner: QObject) -> list[QTranslator]:
    """Ours last, as the last one installed is asked first; English is what the code itself says."""
    if language is Language.ENGLISH:
        return []
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    code = language.value
    places = (("qtbase", qt), ("repose", str(TRANSLATIONS)))
    made = [(name, folder, QTranslator(owner)) for name, folder in places]
    missing = [name for name, folder, translator in made if not translator.load(f"{name}_{code}", folder)]
    for name in missing:
        _log.warning("The translation %s_%s.qm is missing; its texts stay English", name, code)
    return [translator for name, _, translator in made if name not in missing]
