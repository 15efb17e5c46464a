"""Access keys of the menus: none stands for two entries of one menu, in either language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu

from gui.look.language import Language
from gui.look.languages import Translations
from tests.gui.conftest import Desk


def access_keys(actions: list[QAction]) -> list[str]:
    found = (re.search(r"(?<!&)&([^&\s])", action.text()) for action in actions)
    return [key[1].lower() for key in found if key is not None]


def menus_below(actions: list[QAction]) -> Iterator[QMenu]:
    for action in actions:
        menu = action.menu()
        if isinstance(menu, QMenu):
            menu.aboutToShow.emit()  # some are filled as they open
            yield menu
            yield from menus_below(menu.actions())


@pytest.mark.parametrize("language", [Language.ENGLISH, Language.JAPANESE])
def test_no_menu_uses_an_access_key_twice(opened: Desk, qapp: QApplication, language: Language) -> None:
    opened.open("other.png")  # so that menus of other photos have entries
    translations = Translations(qapp, language)
    try:
        QApplication.processEvents()
        bar = opened.window.menuBar()
        whole = {"the menu bar": bar.actions()} | {
            menu.title(): menu.actions() for menu in menus_below(bar.actions())
        }
        assert len(whole) >= 12
        twice = {
            title: [key for key, count in Counter(access_keys(actions)).items() if count > 1]
            for title, actions in whole.items()
        }
        assert {title: keys for title, keys in twice.items() if keys} == {}
    finally:
        translations.choose(Language.ENGLISH)
        QApplication.processEvents()
