"""The plan of a batch as a page: photos and poses, files, folder and names, and what all that amounts to."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from engine.batch.estimate import estimate
from engine.batch.job import check_names, tasks_of
from engine.batch.manifest import MANIFEST
from engine.batch.plan import OnConflict, Plan, Rule
from engine.batch.rates import remembered_rates
from engine.batch.ready import sizes_of
from engine.export.settings import parse_settings
from engine.pose.openpose import Size
from engine.system.errors import EngineError
from engine.system.stored_path import path_of, text_of
from gui.document.export_plan import ExportPlan
from gui.document.session import Session
from gui.export.broken_off import Unfinished
from gui.export.fields import Scrolled, align_labels
from gui.export.kept_plan import restored, to_keep
from gui.export.matrix import MatrixModel
from gui.export.matrix_view import MatrixView
from gui.export.plan import Choices, found_in, left_out, left_out_note, plan_of, rows_of, tr, unusable
from gui.export.pose_choice import PoseChoice
from gui.export.presets import OwnPresets
from gui.export.previews import CellPreviews, Requests
from gui.export.settings import SettingsPanel
from gui.export.target import TargetPanel
from gui.export.words import duration, photos, pictures, room
from gui.look.engine_sentences import localised
from gui.look.theme import tokens
from gui.panels.pose_library import Library
from gui.settings.places import folder_beside

_GAP_PX = 12  # between the table and what is set beside it, where both can be dragged
_LOOK_MS = 120  # a change of many cells is one look

_log = logging.getLogger(__name__)


class PlanPage(QWidget):
    """`plan` raises EngineError with one sentence while the choices make none."""

    start_requested = Signal()
    resume_requested = Signal()
    close_requested = Signal()

    def __init__(
        self,
        library: Library,
        own: OwnPresets,
        previews: CellPreviews | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session: Session | None = None
        self._shown: ExportPlan | None = None  # what the document keeps, as far as it is shown here
        self._is_changed = False
        self._left_out = 0
        self._unusable: tuple[str, ...] = ()
        self._sizes: tuple[Size | None, ...] = ()
        self.matrix = MatrixModel(self)
        self.view = MatrixView(self.matrix)
        self.poses = PoseChoice(library, self.matrix)
        self._previews, self._requests = previews, Requests()
        self._looking = QTimer(self, singleShot=True, interval=_LOOK_MS)
        self.remove, self.all, self.none = (QPushButton(autoDefault=False) for _ in range(3))
        self.target, self.output = TargetPanel(), SettingsPanel(own)  # Tab goes in this order
        self.resume, self.close_button, self.start = (QPushButton(autoDefault=False) for _ in range(3))
        self.sum, self.notice = QLabel(wordWrap=True), QLabel(wordWrap=True)
        self._unfinished = Unfinished()
        self._amount = ""  # what the plan comes to
        self._arrange()
        self.retranslate()
        self._connect()

    def show_session(self, session: Session) -> None:
        """Show the plan of the document; at first the photos that are open and the poses that were made on them."""
        self._session, kept = session, session.document.export
        self.poses.show_document(session.document)
        self._left_out, self._unusable = left_out(session), unusable(session)
        rows = rows_of(session)
        self._sizes = sizes_of(Plan(photos=tuple(row.item for row in rows)))
        if kept is None:
            self.matrix.begin(rows, self.poses.to_begin_with())
        else:
            planned = restored(kept, rows, session.document)
            self.matrix.begin(rows, planned.columns, cells=planned.cells, rules=planned.rules)
            if kept is not self._shown:  # of another document, or of another day
                self.show_choices(kept.choices)
                if kept.folder is not None:
                    self.target.show_place(path_of(kept.folder))
        first = next((row.item.file for row in rows if row.item.file is not None), None)
        if not self.target.folder.text() and first is not None:
            self.target.show_place(folder_beside(first) / "repose")
        self._shown, self._is_changed = kept, False
        self._refresh()
        self._show_ticked()

    def keep_plan(self) -> None:
        """Keep the plan with the document, where a person has changed it and it can be kept."""
        if not self._is_changed or self._session is None:
            return
        matrix, place = self.matrix, self.target.place
        with suppress(EngineError):  # choices that do not go together are said, and mended or forgotten
            self._shown = to_keep(
                matrix.rows, matrix.columns, matrix.cells, rules=matrix.rules,
                document=self.poses.document, folder=None if place is None else text_of(place),
                choices=self.choices(),
            )  # fmt: skip
            self._is_changed = False
            self._session.keep_export(self._shown)

    def plan(self) -> Plan:
        """The batch as it is chosen; raises EngineError."""
        choices = Choices(
            rule=Rule(self.target.rule.currentData()),
            names=self.target.names.text(),
            on_conflict=OnConflict(self.target.conflict.currentData()),
            output=self.output.settings,
        )
        matrix = self.matrix
        return plan_of(matrix.rows, matrix.columns, matrix.cells, choices=choices, rules=matrix.rules)

    def choices(self) -> dict[str, Any]:
        """What is worth remembering until next time, as plain data; raises OutputError."""
        return {
            "output": self.output.settings.model_dump(mode="json"),
            "names": self.target.names.text(),
            "rule": str(self.target.rule.currentData()),
            "on_conflict": str(self.target.conflict.currentData()),
            "sheet": self.target.papers.sheet,
            "table": self.target.papers.table,
        }

    def show_choices(self, choices: Mapping[str, Any]) -> None:
        """Begin with what was chosen last time; what cannot be used any more is passed over."""
        try:
            self.output.show_settings(parse_settings(choices.get("output", {})))
        except EngineError:
            _log.warning("The remembered export settings are not usable; the usual ones are shown")
        self.target.show_choices(
            choices.get("names"), rule=choices.get("rule"), on_conflict=choices.get("on_conflict")
        )
        self.target.show_papers(choices.get("sheet"), table=choices.get("table"))

    def showEvent(self, event: QShowEvent) -> None:
        """Go on looking at the cells, of which those that are on come into view."""
        super().showEvent(event)
        self._looking.start()
        self._show_ticked()

    def hideEvent(self, event: QHideEvent) -> None:
        """Ask for no previews that nobody sees."""
        super().hideEvent(event)
        if self._previews is not None:
            self._previews.rest()

    def say(self, sentence: str) -> None:
        """Tell what keeps the batch from starting; nothing where it is empty."""
        self.notice.setText(localised(sentence))
        self.notice.setVisible(bool(sentence))
        self.notice.setStyleSheet(f"color: {tokens().danger};")

    def retranslate(self) -> None:
        """Say everything in the language of the window."""
        self.poses.retranslate()
        self.remove.setText(tr("&Remove poses"))
        self.all.setText(tr("A&ll"))
        self.none.setText(tr("&None"))
        self.start.setText(tr("&Export"))
        self.resume.setText(tr("Re&sume batch in this folder"))
        self.close_button.setText(tr("Close"))
        self.view.setAccessibleName(tr("Photos and poses"))
        self.output.retranslate()
        self.target.retranslate()
        align_labels(self.target, self.output)
        self._refresh()

    # -- inside

    def _arrange(self) -> None:
        tools = QHBoxLayout()
        tools.addWidget(self.poses)
        tools.addWidget(self.remove)
        tools.addStretch(1)
        for button in (self.all, self.none):
            tools.addWidget(button)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view, 1)
        column.addLayout(tools)
        split = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False)
        split.addWidget(left)
        split.addWidget(Scrolled(self.target, self.output))
        split.setHandleWidth(_GAP_PX)
        split.setStretchFactor(0, 1)
        split.setSizes([640, 380])
        foot = QHBoxLayout()
        foot.addWidget(self.sum, 1)
        for button in (self.resume, self.close_button, self.start):
            foot.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(split, 1)
        whole.addWidget(self.notice)
        whole.addLayout(foot)
        self.start.setDefault(True)

    def _connect(self) -> None:
        self.remove.clicked.connect(lambda: self.matrix.remove_columns(self.view.chosen_columns()))
        self.all.clicked.connect(lambda: self.matrix.set_all(on=True))
        self.none.clicked.connect(lambda: self.matrix.set_all(on=False))
        self.start.clicked.connect(self.start_requested)
        self.resume.clicked.connect(self.resume_requested)
        self.close_button.clicked.connect(self.close_requested)
        for part in (self.matrix, self.output, self.target):
            part.changed.connect(self._on_changed)
        self._looking.timeout.connect(self.keep_plan)
        self._looking.timeout.connect(self._look)
        self._looking.timeout.connect(self.target.look)
        if self._previews is not None:
            self._previews.changed.connect(self._looking.start)
        self.poses.said.connect(self.say)

    def _show_ticked(self) -> None:
        entry = None if self._session is None else self._session.entry
        keys = [row.key for row in self.matrix.rows]
        self.view.show_ticked(keys.index(entry.key) if entry is not None and entry.key in keys else None)

    def _on_changed(self) -> None:
        self._is_changed = True
        self._refresh()

    def _look(self) -> None:
        """Show what the cells will look like, as far as that is known, and have the rest made."""
        if self._previews is None or self._session is None or not self.isVisible():
            return
        matrix, rule, weights = self.matrix, Rule(self.target.rule.currentData()), self._session.weights
        wanted = {
            place: self._requests.of(
                matrix.rows[place[0]], matrix.columns[place[1]], matrix.rule_at(place) or rule, weights
            )
            for place in sorted(matrix.cells)
        }
        with suppress(EngineError):  # of choices that do not go together, which is said
            matrix.show_looks(self._previews.looks(wanted, self.output.settings))
            self._show_sum()

    def _refresh(self) -> None:
        """The example, the sum, and what is amiss."""
        try:
            plan, matrix = self.plan(), self.matrix
            tasks = tasks_of(plan, self._sizes, date=datetime.now().astimezone())
            self.target.show_tasks(tasks)
            check_names(tasks, reserved=[MANIFEST, *self.target.papers.names()])
            expected = estimate(plan, self._sizes, rates=remembered_rates(), found=found_in(matrix.rows))
        except EngineError as error:
            self.say(str(error))
            self.start.setEnabled(False)
            return
        self._looking.start()
        self.say(left_out_note(self._left_out, self._unusable))
        self.start.setEnabled(bool(tasks) and self.target.place is not None)
        self._amount = tr("{pictures} of {photos}, about {time}, {room}").format(
            pictures=pictures(expected.pictures), photos=photos(expected.photos),
            time=duration(expected.seconds), room=room(expected.bytes),
        )  # fmt: skip
        self._show_sum()
        self.resume.setVisible(self._unfinished.is_in(self.target.place))

    def _show_sum(self) -> None:
        """What the plan comes to, and how many of its pictures should be looked at."""
        doubtful = self.matrix.doubtful
        told = tr("To be checked, as far as is known: {count}").format(count=doubtful) if doubtful else ""
        self.sum.setText("   ".join(filter(None, (self._amount, told))))
