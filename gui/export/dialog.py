"""The export of photos in poses: the plan, then its progress, in a window that does not block the editor."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QEvent, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QStackedWidget, QVBoxLayout, QWidget

from engine.batch.ready import Ready, make_ready
from engine.errors import EngineError
from gui.document.session import Session
from gui.export.in_use import FilesInUse
from gui.export.page import PlanPage
from gui.export.plan import tr
from gui.export.presets import OwnPresets
from gui.export.progress import ProgressPage
from gui.export.run import ExportRun
from gui.panels.pose_library import Library


class ExportDialog(QDialog):
    """Closing it leaves a running batch running; opened again, it shows how far that is."""

    started = Signal(object)  # the choices, to be remembered

    def __init__(
        self,
        run: ExportRun,
        library: Library,
        *,
        own: OwnPresets,
        in_use: FilesInUse,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._run = run
        self._in_use = in_use
        self._ready: Ready | None = None
        self.page, self.progress = PlanPage(library, own), ProgressPage()
        self._pages = QStackedWidget()
        self._pages.addWidget(self.page)
        self._pages.addWidget(self.progress)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.addWidget(self._pages)
        self.resize(1080, 720)
        self._connect()
        self._retranslate()

    def open_for(self, session: Session) -> None:
        """Show the plan of what is open, or the batch that is running."""
        if not self._run.is_running:
            self.page.show_session(session)
            self._pages.setCurrentWidget(self.page)
        self.show()
        self.raise_()
        self.activateWindow()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self.page.retranslate()
            self.progress.retranslate()
        super().changeEvent(event)

    def _connect(self) -> None:
        self.page.start_requested.connect(lambda: self._start(resume=False))
        self.page.resume_requested.connect(lambda: self._start(resume=True))
        self.page.close_requested.connect(self.close)
        self.progress.pause_requested.connect(self._run.set_paused)
        self.progress.cancel_requested.connect(self._run.cancel)
        self.progress.go_on_requested.connect(lambda: self._go_on(None))
        self.progress.retry_requested.connect(self._go_on)
        self.progress.folder_requested.connect(self._open_folder)
        self.progress.back_requested.connect(lambda: self._pages.setCurrentWidget(self.page))
        self.progress.close_requested.connect(self.close)
        self._run.told.connect(self.progress.take)

    def _start(self, *, resume: bool) -> None:
        place, papers = self.page.target.place, self.page.target.papers
        if place is None or self._run.is_running:
            return
        try:
            plan = None if resume else self.page.plan()
            now = datetime.now().astimezone()
            self._ready = make_ready(
                plan, place, now=now, resume=resume, others=self._in_use(), reserved=papers.names()
            )
            papers.check(self._ready.folder, self._ready.originals)
        except EngineError as error:
            self.page.say(str(error))
            return
        if not resume:
            self.started.emit(self.page.choices())
        self.progress.begin(len(self._ready.tasks))
        self._pages.setCurrentWidget(self.progress)
        self._run.start(self._ready, at_hand=self.page.at_hand(), papers=papers)

    def _go_on(self, only: set[int] | None) -> None:
        if self._ready is not None:
            self.progress.begin(len(self._ready.tasks) if only is None else len(only))
            self._run.go_on(only)

    def _open_folder(self) -> None:
        if self._ready is not None:
            QDesktopServices.openUrl(QUrl.fromEncoded(self._ready.folder.as_uri().encode()))

    def _retranslate(self) -> None:
        self.setWindowTitle(tr("Export pictures"))
