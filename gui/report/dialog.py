"""File > Report: what it is to be about, then how far it is, beside the work."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.document.session import Session
from gui.look.engine_sentences import localised
from gui.look.follows_look import FollowsLook
from gui.panels.pose_library import Library
from gui.report.choices import Choices, tr
from gui.report.run import Order, ReportRun
from gui.settings.places import folder_beside


class ReportDialog(FollowsLook, QDialog):
    """Closing it leaves a report that is being made alone; opened again, it shows how far that is."""

    def __init__(
        self, run: ReportRun, library: Library, *, device: Callable[[], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._run, self._library, self._device = run, library, device
        self._page: Path | None = None
        self._sentence = ""
        self._intro, self._told = QLabel(wordWrap=True), QLabel(wordWrap=True)
        self.choices, self._bar = Choices(), QProgressBar(textVisible=False)
        self.make, self.stop = QPushButton(default=True), QPushButton(autoDefault=False)
        self.show_page, self.leave = QPushButton(autoDefault=False), QPushButton(autoDefault=False)
        self._arrange()
        self._connect()
        self._retranslate()
        self.resize(640, 620)

    def open_for(self, session: Session) -> None:
        """Show what can be reported on, or how far the report is."""
        if not self._run.is_running:
            self._page, self._sentence = None, ""
            self.choices.show_material(session.document.photos, self._library.poses)
        self._show_state()
        self.show()
        self.raise_()

    def begin(self, out: Path) -> None:
        """Make the report that is chosen, into a file and others of its name."""
        chosen = self.choices
        self._page, self._sentence = None, ""
        self._bar.setRange(0, 0)
        self._run.start(Order(
            chosen.chosen_photos, chosen.chosen_poses, out, str(chosen.language.currentData()),
            chosen.price_an_hour, chosen.currency.currentText(), self._device(),
        ))  # fmt: skip
        self._show_state()

    def _arrange(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self.show_page)
        foot.addStretch(1)
        for button in (self.stop, self.leave, self.make):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(self._intro)
        column.addWidget(self.choices, 1)
        for widget in (self._bar, self._told):
            column.addWidget(widget)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.choices.changed.connect(self._show_state)
        self.make.clicked.connect(self._on_create)
        self.stop.clicked.connect(self._run.stop)
        self.leave.clicked.connect(self.close)
        self.show_page.clicked.connect(self._on_show)
        self._run.stepped.connect(self._on_stepped)
        self._run.done.connect(self._on_done)
        self._run.failed.connect(self._on_failed)

    def _on_create(self) -> None:
        ending = str(self.choices.kind.currentData())
        place = folder_beside(self.choices.chosen_photos[0]) / f"report{ending}"
        name, _ = QFileDialog.getSaveFileName(self, tr("Save report"), str(place), f"*{ending}")
        if name:
            path = Path(name)
            self.begin(path if path.suffix.lower() == ending else path.with_name(path.name + ending))

    def _on_show(self) -> None:
        if self._page is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._page)))

    def _on_stepped(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._show_state()

    def _on_done(self, out: Path) -> None:
        self._page = out.with_suffix(".html")
        self._show_state()

    def _on_failed(self, sentence: str) -> None:
        self._sentence = sentence
        self._show_state()

    def _show_state(self) -> None:
        """What can be done now, and what is to be said."""
        runs, chosen = self._run.is_running, self.choices
        count = len(chosen.chosen_photos) * len(chosen.chosen_poses)
        chosen.setEnabled(not runs)
        self.make.setEnabled(not runs and count > 0)
        self.stop.setVisible(runs)
        self._bar.setVisible(runs)
        self.show_page.setVisible(self._page is not None)
        if runs:
            said = tr("Making and measuring the pictures. This takes some minutes; you can go on working.")
        elif self._page is not None:
            said = tr("The report is ready: {name}").format(name=self._page.name)
        elif self._sentence:
            said = localised(self._sentence)
        elif not chosen.photos.count():
            said = tr("None of the open photos lies in a file. Save them as files and open those.")
        else:
            said = tr("Pictures: {count}").format(count=count)
        self._told.setText(said)

    def _retranslate(self) -> None:
        self.setWindowTitle(tr("Report"))
        self._intro.setText(
            tr(
                "Makes the ticked photos in the ticked poses and says what the pictures are worth, what they take "
                "and cost, and what cannot be done. Photos are taken as they lie on the disk, without what was "
                "corrected by hand."
            )
        )
        self.make.setText(tr("&Create…"))
        self.stop.setText(tr("&Stop"))
        self.leave.setText(tr("Close"))
        self.show_page.setText(tr("Show &report"))
        self.choices.retranslate()
        self._show_state()
