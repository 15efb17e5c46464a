"""What a running batch looks like: the whole, the current picture, the time left, what failed or is cut off."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
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
    PictureMade,
    PictureSkipped,
    Progress,
    Step,
)
from gui.export.plan import tr
from gui.export.words import duration
from gui.look.body_parts import listed
from gui.look.engine_sentences import localised

_BAR_PX = 14


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
        self.failures = QListWidget()
        self.failures.setWordWrap(True)
        self.failed_title = QLabel()
        self.pause, self.cancel, self.go_on, self.retry, self.folder, self.back, self.close_button = (
            QPushButton(autoDefault=False) for _ in range(7)
        )
        self._ended: Ended | None = None
        self._progress: Progress | None = None
        self._paused = False
        self.failed: dict[int, PictureFailed] = {}
        self._listed: list[PictureFailed | PictureMade | PictureKept] = []
        self._made = self._kept = self._skipped = 0
        self._arrange()
        self.retranslate()
        self.begin(0)

    def begin(self, total: int) -> None:
        """A run over this many pictures starts."""
        self._ended, self._progress, self._paused = None, None, False
        self.failed.clear()
        self._listed.clear()
        self.failures.clear()
        self._made = self._kept = self._skipped = 0
        self._show_done(0, total)
        self._show()

    def take(self, event: BatchEvent) -> None:
        """Show what the batch told."""
        if isinstance(event, Progress):
            self._progress = event
            self._show_progress(event)
            return
        if isinstance(event, PictureFailed):
            self.failed[event.cell] = event
        if isinstance(event, PictureFailed) or (
            isinstance(event, PictureMade | PictureKept) and event.cut_off
        ):
            self._listed.append(event)
            self.failures.addItem(QListWidgetItem(_line(event)))
        self._made += isinstance(event, PictureMade)
        self._kept += isinstance(event, PictureKept)
        self._skipped += isinstance(event, PictureSkipped)
        if isinstance(event, Ended):
            self._ended = event
        self._show()

    def retranslate(self) -> None:
        """Say everything in the language of the window."""
        self.cancel.setText(tr("&Stop"))
        self.go_on.setText(tr("&Continue"))
        self.retry.setText(tr("Retry &failed"))
        self.folder.setText(tr("Open f&older"))
        self.back.setText(tr("&Back to setup"))
        self.close_button.setText(tr("Close"))
        self.bar.setAccessibleName(tr("Overall progress"))
        self.failures.setAccessibleName(tr("Failed pictures"))
        for row, event in enumerate(self._listed):
            self.failures.item(row).setText(_line(event))
        self._show()

    def _arrange(self) -> None:
        self.bar.setFixedHeight(_BAR_PX)
        whole = QHBoxLayout()
        whole.addWidget(self.bar, 1)
        whole.addWidget(self.done)  # beside the bar, as no colour can be read on both of its own
        buttons = QHBoxLayout()
        for button in (self.folder, self.back):
            buttons.addWidget(button)
        buttons.addStretch(1)
        for button in (self.retry, self.go_on, self.pause, self.cancel, self.close_button):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.now)
        column.addLayout(whole)
        for widget in (self.counts, self.failed_title):
            column.addWidget(widget)
        column.addWidget(self.failures, 1)
        self._filler = QWidget()
        column.addWidget(self._filler, 1)
        column.addLayout(buttons)
        self.pause.clicked.connect(self._on_pause)
        self.cancel.clicked.connect(self.cancel_requested)
        self.go_on.clicked.connect(self.go_on_requested)
        self.retry.clicked.connect(lambda: self.retry_requested.emit(set(self.failed)))
        self.folder.clicked.connect(self.folder_requested)
        self.back.clicked.connect(self.back_requested)
        self.close_button.clicked.connect(self.close_requested)

    def _on_pause(self) -> None:
        self._paused = not self._paused
        self.pause_requested.emit(self._paused)
        self._show()

    def _show_progress(self, progress: Progress) -> None:
        self._show_done(progress.done, progress.total)
        self._show_now()

    def _show_done(self, done: int, total: int) -> None:
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)
        self.done.setText(f"{done} / {total}")

    def _show_now(self) -> None:
        if self._ended is not None:
            self.now.setText(_how_it_ended(self._ended))
        elif self._progress is None:
            self.now.setText(tr("Starting…"))
        else:
            self.now.setText(_how_far(self._progress))

    def _show(self) -> None:
        """Where it is, the counts, and the buttons that mean something now."""
        self._show_now()
        running = self._ended is None
        counted = (
            (self._made, tr("made: {count}")),
            (self._kept, tr("already finished: {count}")),
            (self._skipped, tr("skipped, file exists: {count}")),
            (len(self.failed), tr("failed: {count}")),
            (len(self._listed) - len(self.failed), tr("cut off at the edge: {count}")),
        )
        self.counts.setText("   ".join(text.format(count=count) for count, text in counted if count))
        self.pause.setText(tr("&Resume") if self._paused else tr("&Pause"))
        self.pause.setVisible(running)
        self.cancel.setVisible(running)
        for button in (self.back, self.close_button):
            button.setVisible(not running)
        self.go_on.setVisible(not running and self._ended is not None and self._ended.end is not End.COMPLETE)
        self.retry.setVisible(not running and bool(self.failed))
        only_failed = len(self._listed) == len(self.failed)
        self.failed_title.setText(tr("Could not be made:") if only_failed else tr("Failed or cut off:"))
        for widget in (self.failed_title, self.failures):
            widget.setVisible(bool(self._listed))
        self._filler.setVisible(not self._listed)


def _line(event: PictureFailed | PictureMade | PictureKept) -> str:
    """What is to be known of a picture that failed, or at whose edge something is cut off."""
    if isinstance(event, PictureFailed):
        what = localised(event.sentence)
    else:
        what = tr("cut off at the edge: {parts}").format(parts=listed(event.cut_off))
    return f"{event.photo} × {event.pose}: {what}"


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
