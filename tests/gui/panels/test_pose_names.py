"""Names of poses in the gallery: whole, in both languages."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from gui.look.language import Language
from gui.look.languages import Translations
from gui.panels.figure_delegate import FigureDelegate, shortened
from tests.gui.conftest import Desk


@pytest.mark.parametrize("language", [Language.ENGLISH, Language.JAPANESE])
def test_no_name_of_the_shipped_library_is_cut_off_in_its_tile(
    desk: Desk, qapp: QApplication, language: Language
) -> None:
    translations = Translations(qapp, language)
    try:
        qapp.processEvents()
        view = desk.window.docks.library.view
        delegate, model = view.itemDelegate(), view.model()
        assert isinstance(delegate, FigureDelegate)
        names = [str(model.index(row, 0).data()) for row in range(model.rowCount())]
        assert len(names) > 50
        room = delegate.name_rect(view.visualRect(model.index(0, 0)).adjusted(2, 2, -2, -2))
        assert [name for name in names if shortened(name, room, view.font()) != name] == []
    finally:
        translations.choose(Language.ENGLISH)
        qapp.processEvents()
