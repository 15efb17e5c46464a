"""The page that tells all gestures of the canvas."""

from __future__ import annotations

from html import escape

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from gui.canvas.gestures import all_gestures
from gui.look.follows_look import FollowsLook


class GesturesDialog(FollowsLook, QDialog):
    """Stays open beside the work."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page = QTextBrowser()
        self.page.document().setDocumentMargin(12)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.page)
        column.addWidget(buttons)
        self.resize(620, 560)
        self._retranslate()

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Gestures"))
        self.page.setAccessibleName(self.windowTitle())
        rows = (
            f"<tr><td><b>{escape(each.done)}</b>&nbsp;&nbsp;&nbsp;</td><td>{escape(each.effect)}</td></tr>"
            for each in all_gestures()
        )
        self.page.setHtml(f"<table cellpadding='4'>{''.join(rows)}</table>")
