"""A page to read beside the work, in the language of the window: guide, known failures, guidelines, gestures."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape

from PySide6.QtCore import QCoreApplication, QLocale, QSize, QUrl
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from engine.system.shipped import GUIDE
from gui.canvas.gestures import all_gestures
from gui.look.follows_look import FollowsLook

_FALLBACK = "en"
_WITH_PICTURES = QSize(760, 640)


def tr(text: str) -> str:
    """`text` in the language of the window."""
    return QCoreApplication.translate("Pages", text)


class PageDialog(FollowsLook, QDialog):
    """Shows what `write` writes, again after every change of language, under what `title` says."""

    def __init__(
        self, title: Callable[[], str], write: Callable[[QTextBrowser], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._title, self._write = title, write
        self.page = QTextBrowser(openExternalLinks=True)
        self.page.document().setDocumentMargin(12)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.page)
        column.addWidget(buttons)
        self.resize(620, 560)
        self._retranslate()

    def _retranslate(self) -> None:
        self.setWindowTitle(self._title())
        self.page.setAccessibleName(self.windowTitle())
        self._write(self.page)


def gestures_page(parent: QWidget | None = None) -> PageDialog:
    """All gestures of the canvas."""
    return PageDialog(lambda: tr("Gestures"), _write_gestures, parent)


def guide_page(parent: QWidget | None = None) -> PageDialog:
    """How to work with Repose, from opening to exporting."""
    return PageDialog(lambda: tr("Guide"), partial(_write_shipped, "guide"), parent)


def failures_page(parent: QWidget | None = None) -> PageDialog:
    """What goes wrong for now, and what helps."""
    return PageDialog(lambda: tr("Known failures"), partial(_write_shipped, "failures"), parent)


def guidelines_page(parent: QWidget | None = None) -> PageDialog:
    """What pictures may be made and shown, and what to look at before."""
    dialog = PageDialog(lambda: tr("Guidelines"), partial(_write_shipped, "guidelines"), parent)
    dialog.resize(_WITH_PICTURES)
    return dialog


def _write_gestures(page: QTextBrowser) -> None:
    rows = (
        f"<tr><td><b>{escape(each.done)}</b>&nbsp;&nbsp;&nbsp;</td><td>{escape(each.effect)}</td></tr>"
        for each in all_gestures()
    )
    page.setHtml(f"<table cellpadding='4'>{''.join(rows)}</table>")


def _write_shipped(name: str, page: QTextBrowser) -> None:
    page.document().setBaseUrl(QUrl.fromLocalFile(f"{GUIDE}/"))  # where its pictures lie
    page.setMarkdown(_shipped_text(name))


def _shipped_text(name: str) -> str:
    """A page in Markdown, in English where it is not there in the language of the window."""
    code = QLocale().name().split("_")[0]
    own = GUIDE / f"{name}.{code}.md"
    path = own if own.is_file() else GUIDE / f"{name}.{_FALLBACK}.md"
    return path.read_text("utf-8")
