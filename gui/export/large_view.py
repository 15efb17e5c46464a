"""A finished picture of an export, large, with what should be looked at in it; arrows go on to others."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QMargins, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from engine.photo.photo import load_photo
from gui.export.plan import tr
from gui.link.background import Background
from gui.link.pictures import Picture, to_picture
from gui.look.engine_sentences import localised
from gui.panels.compare_window import PicturePane

_AROUND = QMargins(40, 30, 40, 30)  # of the dialog that it lies over
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class Finished(NamedTuple):
    """A cell, the file of its picture, what it is called, and what should be looked at; empty for nothing."""

    cell: int
    file: Path
    name: str
    doubts: str


class LargeView(QDialog):
    """Escape closes it; the wheel zooms, a drag moves, 0 fits.

    pictures: tells what is finished, in the order of the table.
    """

    def __init__(self, pictures: Callable[[], list[Finished]], parent: QWidget) -> None:
        super().__init__(parent)
        self._pictures, self._over = pictures, parent
        self._shown: Finished | None = None
        self._background = Background(self)
        self.pane, self.doubts = PicturePane(), QLabel(wordWrap=True)
        self.before, self.after, self._close = (QPushButton(autoDefault=False) for _ in range(3))
        self.before.clicked.connect(partial(self._step, -1))
        self.after.clicked.connect(partial(self._step, 1))
        self._close.clicked.connect(self.close)
        column, buttons = QVBoxLayout(self), QHBoxLayout()
        column.addWidget(self.doubts)
        column.addWidget(self.pane, 1)
        column.addLayout(buttons)
        for button in (self.before, self.after):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self._close)

    @property
    def cell(self) -> int | None:
        """Whose picture is shown."""
        return None if self._shown is None or self.isHidden() else self._shown.cell

    def show_cell(self, cell: int) -> None:
        """Show the picture of a cell where it is finished."""
        found = self._pictures()
        chosen = next((each for each in found if each.cell == cell), None)
        if chosen is None:
            return
        self._shown = chosen
        self.retranslate()
        self.doubts.setText(chosen.doubts)
        self.doubts.setVisible(bool(chosen.doubts))
        self.before.setEnabled(chosen != found[0])
        self.after.setEnabled(chosen != found[-1])
        self.pane.setAccessibleName(chosen.name)
        self.pane.show_picture(None)
        self._background.run(partial(_read, chosen.file), partial(self._show, chosen), otherwise=self._say)
        if self.isHidden():
            place = self._over.rect().marginsRemoved(_AROUND)
            self.setGeometry(place.translated(self._over.mapToGlobal(QPoint(0, 0))))
            self.open()
        self.pane.setFocus()

    def retranslate(self) -> None:
        """Say everything in the language of the window."""
        self.setWindowTitle("" if self._shown is None else self._shown.name)
        self.before.setText(tr("&Previous"))
        self.after.setText(tr("&Next"))
        self._close.setText(tr("Close"))

    def finish(self, timeout: float) -> bool:
        """Wait until the picture was read; True when it was within `timeout` seconds."""
        return self._background.finish(timeout)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows step."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self._step(step)
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        found = self._pictures()
        place = next(
            (k for k, each in enumerate(found) if self._shown and each.cell == self._shown.cell), None
        )
        if place is not None and 0 <= place + by < len(found):
            self.show_cell(found[place + by].cell)

    def _show(self, of: Finished, picture: Picture) -> None:
        if of == self._shown:
            self.pane.show_picture(picture)
            self.pane.fit()

    def _say(self, sentence: str) -> None:
        self.doubts.setText(localised(sentence))
        self.doubts.show()


def _read(file: Path) -> Picture:
    return to_picture(load_photo(file).rgb)
