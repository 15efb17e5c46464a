"""Help: pages that ship in both languages, and the log, which names files and no folders."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextBrowser

from engine.system.shipped import GUIDE
from gui.look.language import Language
from gui.look.languages import OWN_NAMES, Translations
from gui.settings.log_file import NAME, keep_log
from gui.window.about_dialog import AboutDialog
from gui.window.page_dialog import PageDialog
from tests.gui.conftest import Desk


def choose_in_help(desk: Desk, name: str) -> None:
    """By keys: into the menu, down to the action, Enter."""
    menu = desk.window.menus.menu("help")
    menu.popup(desk.window.pos())
    wanted: QAction = desk.window.actions_by_name[name]
    for _ in menu.actions():
        QTest.keyClick(menu, Qt.Key.Key_Down)
        if menu.activeAction() is wanted:
            break
    QTest.keyClick(menu, Qt.Key.Key_Return)


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """The log of this test alone."""
    before = list(logging.getLogger().handlers)
    keep_log(tmp_path / "data" / "logs")
    yield tmp_path / "data" / "logs"
    for handler in [each for each in logging.getLogger().handlers if each not in before]:
        logging.getLogger().removeHandler(handler)
        handler.close()


@pytest.mark.parametrize(
    ("name", "english", "japanese"),
    [("guide", "Correct skeleton", "骨格を直す"), ("failures", "Skirts", "スカート")],
)
def test_pages_are_read_beside_the_work_in_the_language_of_the_window(
    opened: Desk, qapp: QApplication, name: str, english: str, japanese: str
) -> None:
    choose_in_help(opened, name)
    choose_in_help(opened, name)
    (page,) = opened.window.findChildren(PageDialog)
    assert page.isVisible()
    assert not page.isModal()
    assert english in page.page.toPlainText()
    translations = Translations(qapp, Language.JAPANESE)
    try:
        QApplication.processEvents()
        assert japanese in page.page.toPlainText()
    finally:
        translations.choose(Language.ENGLISH)
        translations.deleteLater()


def test_every_page_is_there_in_every_language() -> None:
    pages = {path.name.split(".")[0] for path in GUIDE.glob("*.md")}
    assert pages == {"guide", "failures", "guidelines"}
    assert [
        (page, code)
        for page in pages
        for code in OWN_NAMES
        if not (GUIDE / f"{page}.{code.value}.md").is_file()
    ] == []


def test_the_folder_of_the_log_is_opened(desk: Desk, log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    choose_in_help(desk, "log_folder")
    assert [Path(url.toLocalFile()) for url in opened] == [log]
    assert str(log) in desk.window.status.currentMessage(), "a desktop may say yes and show nothing"


def test_about_says_where_the_log_is(desk: Desk, log: Path) -> None:
    told: list[str] = []

    def read() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, AboutDialog)
        told.extend(page.toPlainText() for page in dialog.findChildren(QTextBrowser))
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

    QTimer.singleShot(50, read)
    choose_in_help(desk, "about")
    assert any(str(log) in page for page in told)


def test_a_desktop_that_shows_no_folders_is_told_where_the_log_is(
    desk: Desk, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    choose_in_help(desk, "log_folder")
    assert str(log) in desk.window.notice.sentence


def test_the_log_has_what_happened_and_names_of_files_but_not_where_they_lie(
    log: Path, tmp_path: Path
) -> None:
    logger = logging.getLogger("repose.test")
    photo = tmp_path / "secret client" / "anna.jpg"
    logger.warning("%s is odd", photo)
    try:
        photo.read_bytes()
    except OSError:
        logger.exception("It could not be read")
    written = (log / NAME).read_text("utf-8")
    assert "anna.jpg is odd" in written
    assert "No such file or directory: 'anna.jpg'" in written
    assert 'File "tests/gui/window/test_help.py", line' in written, "the traceback"
    assert str(Path(__file__).parents[3]) not in written, "where the program lies"
    assert "secret client" not in written


def test_the_log_stays_small(log: Path) -> None:
    logger = logging.getLogger("repose.test")
    for _ in range(60):
        logger.warning("x" * 100_000)
    assert len(list(log.iterdir())) == 4
    assert sum(path.stat().st_size for path in log.iterdir()) < 5_000_000
