"""The export of photos in poses: the plan, then its progress, in a window that does not block the editor."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QHideEvent
from PySide6.QtWidgets import QDialog, QStackedWidget, QVBoxLayout, QWidget

from engine.batch.events import BatchEvent, End, Ended, PictureKept, PictureMade
from engine.batch.papers import Papers
from engine.batch.plan import Plan, Rule
from engine.batch.ready import Ready, make_ready
from engine.system.errors import EngineError
from gui.document.session import Session
from gui.export.broken_off import RunningBatches
from gui.export.in_use import FilesInUse
from gui.export.large_view import Finished, LargeView
from gui.export.page import PlanPage
from gui.export.plan import at_hand, rows_of, tr, with_persons
from gui.export.presets import OwnPresets
from gui.export.previews import CellPreviews
from gui.export.progress import ProgressPage
from gui.export.results import warning
from gui.export.run import ExportRun
from gui.export.small_pictures import SmallPictures
from gui.export.words import aside_name
from gui.panels.pose_library import Library

_SIZE = QSize(1200, 820)
_AROUND = QSize(24, 60)  # what a desktop needs for frame, title and bars


class ExportDialog(QDialog):
    """Closing it leaves a running batch running; opened again, it shows how far that is."""

    started = Signal(object)  # the choices, to be remembered

    def __init__(
        self,
        run: ExportRun,
        session: Session,
        *,
        library: Library,
        own: OwnPresets,
        running: RunningBatches,
        in_use: FilesInUse,
        previews: CellPreviews,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._run = run
        self._session = session
        self._running = running
        self._in_use = in_use
        self._ready: Ready | None = None
        self.page, self.progress = PlanPage(library, own, previews), ProgressPage()
        self.pictures = SmallPictures(self)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.page)
        self._pages.addWidget(self.progress)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.addWidget(self._pages)
        self.resize(_SIZE.boundedTo(self.screen().availableSize() - _AROUND))
        self.large = LargeView(self._finished, self)
        self._connect()
        self._retranslate()

    def open_plan(self) -> None:
        """Show the plan of what is open, or the batch that is running."""
        if not self._run.is_running:
            self.page.show_session(self._session)
            self._pages.setCurrentWidget(self.page)
        self._come_forward()

    def resume(self, folder: Path) -> None:
        """Go on with the batch that was begun in `folder`; the plan says so where that cannot be."""
        if self._run.is_running:
            return
        self.page.show_session(self._session)
        self.page.target.show_place(folder)
        self._pages.setCurrentWidget(self.page)
        self._come_forward()
        self._start(resume=True)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self.page.retranslate()
            self.progress.retranslate()
            self.large.retranslate()
        super().changeEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep the plan with the document, however the dialog is left."""
        self.page.keep_plan()
        super().hideEvent(event)

    # -- inside

    def _come_forward(self) -> None:
        self.show()
        self.raise_()
        self.activateWindow()

    def _connect(self) -> None:
        self.page.start_requested.connect(lambda: self._start(resume=False))
        self.page.resume_requested.connect(lambda: self._start(resume=True))
        self.page.close_requested.connect(self.close)
        progress = self.progress
        progress.pause_requested.connect(self._run.set_paused)
        progress.cancel_requested.connect(self._run.cancel)
        progress.go_on_requested.connect(lambda: self._go_on(None))
        progress.retry_requested.connect(self._go_on)
        progress.folder_requested.connect(self._open_folder)
        progress.back_requested.connect(lambda: self._pages.setCurrentWidget(self.page))
        progress.close_requested.connect(self.close)
        progress.view.left_out.connect(self._leave_out)
        progress.view.wanted_again.connect(self._want_again)
        progress.view.opened.connect(self.large.show_cell)
        progress.view.opened_outside.connect(self._open_picture)
        self._run.told.connect(self._on_told)

    def _start(self, *, resume: bool) -> None:
        place, papers = self.page.target.place, self.page.target.papers
        if place is None or self._run.is_running:
            return
        try:
            plan = None if resume else self.page.plan()
            ready = self._checked(plan, place, papers)
        except EngineError as error:
            self.page.say(str(error))
            return
        weights = self._session.weights
        if not resume:
            self.page.keep_plan()
            self.started.emit(self.page.choices())
        self._ready = ready
        self._running.begin(ready.folder)
        aside = self.progress.aside = aside_name()
        self._show_batch(ready)
        self._run.start(ready, at_hand=at_hand(self._session), papers=papers, weights=weights, aside=aside)

    def _checked(self, plan: Plan | None, place: Path, papers: Papers) -> Ready:
        """The batch made ready; without a plan the one that was begun in `place`. Raises EngineError."""
        now = datetime.now().astimezone()
        ready = make_ready(
            plan, place, now=now, resume=plan is None, others=self._in_use(), reserved=papers.names()
        )
        papers.check(ready.folder, ready.originals)
        return ready

    def _show_batch(self, ready: Ready) -> None:
        seen = {row.item.path: row.picture for row in rows_of(self._session) if row.picture is not None}
        photos = ready.plan.photos
        self.progress.show_batch(ready, {number: seen.get(each.path) for number, each in enumerate(photos)})
        self._pages.setCurrentWidget(self.progress)
        for number, each in enumerate(photos):
            if each.file is not None and each.path not in seen:
                self.pictures.of(each.file, partial(self.progress.results.put_head, number))

    def _go_on(self, only: Collection[int] | None) -> None:
        if self._ready is not None:
            self._running.begin(self._ready.folder)
            self.progress.begin(len(self._ready.tasks) if only is None else len(only))
            self._run.go_on(only, at_hand=at_hand(self._session))

    def _leave_out(self, cells: set[int]) -> None:
        if self._ready is not None and cells:
            self.progress.show_left_out(cells)
            self._run.leave_out(cells)

    def _want_again(self, cells: set[int], rule: Rule | None) -> None:
        """Make cells once more, with the persons as the window shows them now."""
        if self._ready is None:
            return
        places = {
            t.cell.index: (t.cell.photo, t.cell.pose) for t in self._ready.tasks if t.cell.index in cells
        }
        plan = with_persons(self._ready.plan, self._session, {photo for photo, _ in places.values()})
        if rule is not None:
            plan = plan.with_rules(dict.fromkeys(places.values(), rule))
        self._ready = self._ready.of_plan(plan).resumed()
        self.progress.want_again(cells)
        if not self._run.is_running:
            self._running.begin(self._ready.folder)
            self.progress.begin(len(cells))
        self._run.want_again(cells, changed=self._ready, at_hand=at_hand(self._session))

    def _on_told(self, event: BatchEvent) -> None:
        self.progress.take(event)
        if self._ready is None:
            return
        if isinstance(event, PictureMade | PictureKept):
            put = partial(self.progress.results.put_picture, event.cell)
            self.pictures.of(self._ready.folder / event.file, put)
        elif isinstance(event, Ended) and event.end is not End.STOPPED:
            self._running.end(self._ready.folder)

    def _finished(self) -> list[Finished]:
        """What can be shown large."""
        if self._ready is None:
            return []
        folder = self._ready.folder
        return [
            Finished(cell, folder / fate.file, name, warning(fate))
            for cell, name, fate in self.progress.results.finished()
            if isinstance(fate, PictureMade | PictureKept)
        ]

    def _open_picture(self, cell: int) -> None:
        fate = self.progress.results.fates.get(cell)
        if self._ready is not None and isinstance(fate, PictureMade | PictureKept):
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._ready.folder / fate.file)))

    def _open_folder(self) -> None:
        if self._ready is not None:
            QDesktopServices.openUrl(QUrl.fromEncoded(self._ready.folder.as_uri().encode()))

    def _retranslate(self) -> None:
        self.setWindowTitle(tr("Export pictures"))
