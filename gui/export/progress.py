"""What a running batch looks like: the whole, the time left, every cell with its picture, what failed or is cut off."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engine.batch.events import (
    BatchEvent,
    End,
    Ended,
    PictureFailed,
    PictureKept,
    PictureLeftOut,
    PictureMade,
    PictureSkipped,
    Progress,
    Step,
)
from engine.batch.ready import Ready
from gui.export.plan import tr
from gui.export.results import Fated, ResultsModel, State, warning
from gui.export.results_view import ResultsView
from gui.export.told_list import ToldList
from gui.export.words import aside_name, duration
from gui.look.engine_sentences import localised

_BAR_PX = 14
_LIST_PX = 320


class ProgressPage(QWidget):
    """Takes a batch's events in; its buttons say what a person wants."""

    pause_requested = Signal(bool)
    cancel_requested = Signal()
    go_on_requested = Signal()
    retry_requested = Signal(object)  # set[int]: the cells that failed
    folder_requested = Signal()
    back_requested = Signal()
    close_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar, self.done, self.now = QProgressBar(textVisible=False), QLabel(), QLabel()
        self.counts = QLabel(wordWrap=True)
        self.results = ResultsModel(self)
        self.view = ResultsView(self.results)
        self.failures = ToldList(self.view)
        self.failed_title = QLabel()
        self.pause, self.cancel, self.go_on, self.retry, self.folder, self.back, self.close_button = (
            QPushButton(autoDefault=False) for _ in range(7)
        )
        self.leave_out, self.again = QPushButton(autoDefault=False), QPushButton(autoDefault=False)
        self.aside = aside_name()  # the folder for files of pictures left out
        self._ended: Ended | None = None
        self._progress: Progress | None = None
        self._paused = False
        self._listed: dict[int, Fated] = {}
        self._arrange()
        self._connect()
        self.retranslate()
        self.begin(0)

    @property
    def failed(self) -> set[int]:
        """The cells that could not be made."""
        return {cell for cell, fate in self.results.fates.items() if isinstance(fate, PictureFailed)}

    def show_batch(self, ready: Ready, heads: Mapping[int, QImage | None]) -> None:
        """Begin with another batch; heads: small pictures of its photos, by their places in the plan."""
        self.results.show_batch(ready, heads)
        self._list_anew()
        self.begin(len(ready.tasks))

    def begin(self, total: int) -> None:
        """A run over this many pictures starts."""
        self._ended, self._progress, self._paused = None, None, False
        self._show_done(0, total)
        self._show()

    def take(self, event: BatchEvent) -> None:
        """Show what the batch told."""
        self.results.take(event)
        if isinstance(event, Progress):
            self._progress = event
            if event.total:  # else nothing is made: pictures are only left out
                self._show_done(event.done, event.total)
            self._show_now()
            return
        if isinstance(event, Ended):
            self._ended = event
        elif event.cell in self._listed:
            self._list_anew()
        elif _is_told(event):
            self._listed[event.cell] = event
            self.failures.add(event)
        self._show()

    def want_again(self, cells: set[int]) -> None:
        """Show that cells wait to be made once more."""
        self.results.want_again(cells)
        self._list_anew()
        self._show()

    def show_left_out(self, cells: set[int]) -> None:
        """Show that cells are left out."""
        self.results.leave_out(cells)
        self._list_anew()
        self._show()

    def retranslate(self) -> None:
        """Say everything in the language of the window."""
        self.cancel.setText(tr("&Stop"))
        self.go_on.setText(tr("&Continue"))
        self.retry.setText(tr("Retry &failed"))
        self.folder.setText(tr("Open f&older"))
        self.back.setText(tr("&Back to setup"))
        self.close_button.setText(tr("Close"))
        self.leave_out.setText(tr("&Leave out"))
        self.again.setText(tr("&Make again"))
        self.bar.setAccessibleName(tr("Overall progress"))
        self.view.setAccessibleName(tr("Pictures"))
        self.failures.setAccessibleName(tr("Failed pictures"))
        self._list_anew()
        self.results.refresh()
        self._show()

    def _arrange(self) -> None:
        self.bar.setFixedHeight(_BAR_PX)
        self.failures.setFixedWidth(_LIST_PX)
        whole = QHBoxLayout()
        whole.addWidget(self.bar, 1)
        whole.addWidget(self.done)  # beside the bar, as no colour can be read on both of its own
        buttons = QHBoxLayout()
        for button in (self.folder, self.back):
            buttons.addWidget(button)
        buttons.addSpacing(12)
        for button in (self.leave_out, self.again):
            buttons.addWidget(button)
        buttons.addStretch(1)
        for button in (self.retry, self.go_on, self.pause, self.cancel, self.close_button):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.now)
        column.addLayout(whole)
        column.addWidget(self.counts)
        told = QVBoxLayout()
        told.addWidget(self.failed_title)
        told.addWidget(self.failures)
        cells = QHBoxLayout()
        cells.setSpacing(10)
        cells.addWidget(self.view, 1)
        cells.addLayout(told)  # beside the table, which has the height then
        column.addLayout(cells, 1)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self.pause.clicked.connect(self._on_pause)
        self.cancel.clicked.connect(self.cancel_requested)
        self.go_on.clicked.connect(self.go_on_requested)
        self.retry.clicked.connect(lambda: self.retry_requested.emit(self.failed))
        self.folder.clicked.connect(self.folder_requested)
        self.back.clicked.connect(self.back_requested)
        self.close_button.clicked.connect(self.close_requested)
        self.leave_out.clicked.connect(self.view.leave_out_chosen)
        menu = QMenu(self)
        menu.aboutToShow.connect(lambda: self.view.fill_again(menu))
        self.again.setMenu(menu)
        self.view.selectionModel().selectionChanged.connect(self._show_choices)
        self.results.dataChanged.connect(self._show_choices)
        self.results.modelReset.connect(self._show_choices)

    def _on_pause(self) -> None:
        self._paused = not self._paused
        self.pause_requested.emit(self._paused)
        self._show()

    def _show_done(self, done: int, total: int) -> None:
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)
        self.done.setText(f"{done} / {total}")

    def _show_now(self) -> None:
        if self._ended is not None:
            self.now.setText(_how_it_ended(self._ended))
        elif self._paused:
            self.now.setText(tr("Paused"))
        elif self._progress is None:
            self.now.setText(tr("Starting…"))
        else:
            self.now.setText(_how_far(self._progress))

    def _show_choices(self) -> None:
        """What can be done with the chosen cells, and where their files would go."""
        goes = tr("Finished files go into the folder “{folder}” inside; none is deleted.")
        self.leave_out.setToolTip(goes.format(folder=self.aside))
        self.leave_out.setEnabled(bool(self.view.can_leave_out()))
        self.again.setEnabled(bool(self.view.can_want_again()))

    def _show(self) -> None:
        """Where it is, the counts, and the buttons that mean something now."""
        self._show_now()
        self._show_choices()
        running = self._ended is None
        self.counts.setText(self._counted())
        self.pause.setText(tr("&Resume") if self._paused else tr("&Pause"))
        self.pause.setVisible(running)
        self.cancel.setVisible(running)
        for button in (self.back, self.close_button):
            button.setVisible(not running)
        self.go_on.setVisible(not running and self._ended is not None and self._ended.end is not End.COMPLETE)
        self.retry.setVisible(not running and bool(self.failed))
        only_failed = self._listed.keys() == self.failed
        self.failed_title.setText(tr("Could not be made:") if only_failed else tr("Failed or to be checked:"))
        for widget in (self.failed_title, self.failures):
            widget.setVisible(bool(self._listed))

    def _counted(self) -> str:
        fates = self.results.fates
        warned = sum(self.results.state_of(cell) is State.WARNED for cell in fates)
        counts = (
            (_count(fates, PictureMade), tr("made: {count}")),
            (_count(fates, PictureKept), tr("already finished: {count}")),
            (_count(fates, PictureSkipped), tr("skipped, file exists: {count}")),
            (_count(fates, PictureLeftOut), tr("left out: {count}")),
            (len(self.failed), tr("failed: {count}")),
            (warned, tr("to be checked: {count}")),
        )
        told = "   ".join(text.format(count=count) for count, text in counts if count)
        if not _count(fates, PictureLeftOut):
            return told
        kept = tr("Files of pictures left out are kept in the folder “{folder}” inside.")
        return f"{told}\n{kept.format(folder=self.aside)}"

    def _list_anew(self) -> None:
        self._listed = {cell: fate for cell, fate in self.results.fates.items() if _is_told(fate)}
        self.failures.show_fates(self._listed.values())


def _count(fates: Mapping[int, Fated], kind: type) -> int:
    return sum(isinstance(fate, kind) for fate in fates.values())


def _is_told(fate: Fated) -> bool:
    return bool(warning(fate))


def _how_far(progress: Progress) -> str:
    left = progress.seconds_left
    cell = " × ".join(filter(None, (progress.photo, progress.pose)))
    time_left = "" if left is None else tr("{time} left").format(time=duration(left))
    return "   ".join(filter(None, (_step(progress.step), cell, time_left)))


def _how_it_ended(ended: Ended) -> str:
    if ended.end is End.COMPLETE:
        return " ".join(filter(None, (tr("Done."), localised(ended.sentence))))
    if ended.end is End.CANCELLED:
        return tr("Stopped. Finished pictures are kept; you can make the rest later.")
    return localised(ended.sentence)


def _step(step: Step) -> str:
    return {
        Step.CHECKING: tr("Checking existing files"),
        Step.OPENING: tr("Finding person"),
        Step.RENDERING: tr("Rendering"),
        Step.WRITING: tr("Writing"),
    }[step]
