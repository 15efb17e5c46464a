"""The plan of a batch as a page: photos and poses, files, folder and names, and what all that amounts to."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from engine.batch.estimate import estimate
from engine.batch.job import check_names, tasks_of
from engine.batch.manifest import MANIFEST, read_history
from engine.batch.plan import OnConflict, Plan, Rule
from engine.batch.rates import remembered_rates
from engine.batch.ready import sizes_of
from engine.batch.sources import SourcesAtHand
from engine.errors import EngineError
from engine.export.settings import parse_settings
from engine.pose.openpose import Size
from gui.document.document import Document
from gui.document.session import Session
from gui.export.matrix import MatrixModel, MatrixView
from gui.export.plan import (
    Choices,
    Column,
    edited_columns,
    folder_columns,
    kept_columns,
    left_out,
    library_columns,
    plan_of,
    rows_of,
    tr,
    unusable,
)
from gui.export.presets import OwnPresets
from gui.export.settings import SettingsPanel
from gui.export.target import TargetPanel
from gui.export.words import duration, photos, pictures, room
from gui.look.engine_sentences import localised
from gui.look.theme import tokens
from gui.panels.pose_library import Library, LibraryPose
from gui.settings.places import folder_beside

_log = logging.getLogger(__name__)


class PlanPage(QWidget):
    """`plan` raises EngineError with one sentence while the choices make none."""

    start_requested = Signal()
    resume_requested = Signal()
    close_requested = Signal()

    def __init__(self, library: Library, own: OwnPresets, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._document = Document()
        self._left_out = 0
        self._unusable: tuple[str, ...] = ()
        self._sizes: tuple[Size | None, ...] = ()
        self.matrix = MatrixModel(self)
        self.view = MatrixView(self.matrix)
        self.output, self.target = SettingsPanel(own), TargetPanel()
        self.add, self.remove, self.all, self.none, self.start, self.resume, self.close_button = (
            QPushButton(autoDefault=False) for _ in range(7)
        )
        self.sum, self.notice = QLabel(), QLabel(wordWrap=True)
        self._arrange()
        self.retranslate()
        self._connect()

    def show_session(self, session: Session) -> None:
        """Begin with the photos that are open and the poses that were made on them."""
        self._document = document = session.document
        self._left_out, self._unusable = left_out(session), unusable(session)
        rows = rows_of(session)
        self._sizes = sizes_of(Plan(photos=tuple(row.item for row in rows)))
        columns = kept_columns(document) or edited_columns(document)
        self.matrix.begin(rows, columns or self._shipped_basics())
        first = next((row.item.file for row in rows if row.item.file is not None), None)
        if not self.target.folder.text() and first is not None:
            self.target.show_place(folder_beside(first) / "repose")
        self._refresh()

    def at_hand(self) -> SourcesAtHand:
        """The persons as the window shows them."""
        return SourcesAtHand((row.item, row.source) for row in self.matrix.rows if row.source is not None)

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

    def say(self, sentence: str) -> None:
        """Tell what keeps the batch from starting; nothing where it is empty."""
        self.notice.setText(localised(sentence))
        self.notice.setVisible(bool(sentence))
        self.notice.setStyleSheet(f"color: {tokens().danger};")

    def retranslate(self) -> None:
        """Say everything in the language of the window."""
        self.add.setText(tr("&Add poses"))
        self.remove.setText(tr("&Remove poses"))
        self.all.setText(tr("A&ll"))
        self.none.setText(tr("&None"))
        self.start.setText(tr("&Export"))
        self.resume.setText(tr("Re&sume batch in this folder"))
        self.close_button.setText(tr("Close"))
        self.view.setAccessibleName(tr("Photos and poses"))
        self.output.retranslate()
        self.target.retranslate()
        self._refresh()

    # -- inside

    def _arrange(self) -> None:
        tools = QHBoxLayout()
        for button in (self.add, self.remove):
            tools.addWidget(button)
        tools.addStretch(1)
        for button in (self.all, self.none):
            tools.addWidget(button)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view, 1)
        column.addLayout(tools)
        column.addWidget(self.target)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(12, 0, 8, 0)
        inner.addWidget(self.output)
        inner.addStretch(1)
        scroll.setWidget(holder)
        split = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False)
        split.addWidget(left)
        split.addWidget(scroll)
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
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.add.setMenu(self._menu)
        self.remove.clicked.connect(lambda: self.matrix.remove_columns(self.view.chosen_columns()))
        self.all.clicked.connect(lambda: self.matrix.set_all(on=True))
        self.none.clicked.connect(lambda: self.matrix.set_all(on=False))
        self.start.clicked.connect(self.start_requested)
        self.resume.clicked.connect(self.resume_requested)
        self.close_button.clicked.connect(self.close_requested)
        for part in (self.matrix, self.output, self.target):
            part.changed.connect(self._refresh)

    def _fill_menu(self) -> None:
        code, menu = QLocale().name(), self._menu
        menu.clear()
        menu.addAction(tr("Kept poses"), lambda: self.matrix.add_columns(kept_columns(self._document)))
        menu.addAction(tr("Current poses"), lambda: self.matrix.add_columns(edited_columns(self._document)))
        shelves = menu.addMenu(tr("From the library"))
        for key, name in self._library.folders.items():
            poses = tuple(pose for pose in self._library.poses if pose.folder == key)
            if poses:
                shelf = shelves.addMenu(name.in_language(code))
                self._fill_shelf(shelf, poses, code)
        own = tuple(pose for pose in self._library.poses if pose.own)
        if own:
            self._fill_shelf(shelves.addMenu(tr("My poses")), own, code)
        menu.addAction(tr("From a folder of pose files…"), self._on_folder_asked)

    def _fill_shelf(self, shelf: QMenu, poses: tuple[LibraryPose, ...], code: str) -> None:
        shelf.addAction(tr("All in this folder"), partial(self._add, poses, code))
        shelf.addSeparator()
        for pose in poses:
            shelf.addAction(pose.name.in_language(code), partial(self._add, (pose,), code))

    def _add(self, poses: tuple[LibraryPose, ...], code: str) -> None:
        self.matrix.add_columns(library_columns(poses, code))

    def _on_folder_asked(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, tr("Folder of OpenPose JSON files"))
        if not chosen:
            return
        try:
            columns, notes = folder_columns(Path(chosen))
        except EngineError as error:
            self.say(str(error))
            return
        self.matrix.add_columns(columns)
        self.say(" ".join(notes))

    def _shipped_basics(self) -> tuple[Column, ...]:
        first = next(iter(self._library.folders), None)
        poses = [pose for pose in self._library.poses if pose.folder == first]
        return library_columns(poses, QLocale().name())

    def _refresh(self) -> None:
        """The example, the sum, and what is amiss."""
        try:
            plan = self.plan()
            tasks = tasks_of(plan, self._sizes, date=datetime.now().astimezone())
            self.target.example.setText(tasks[0].name if tasks else "–")
            check_names(tasks, reserved=[MANIFEST, *self.target.papers.names()])
            expected = estimate(plan, self._sizes, rates=remembered_rates())
        except EngineError as error:
            self.say(str(error))
            self.start.setEnabled(False)
            return
        self.say(self._left_out_note())
        self.start.setEnabled(bool(tasks) and self.target.place is not None)
        text = tr("{pictures} of {photos}, about {time}, {room}")
        self.sum.setText(
            text.format(
                pictures=pictures(expected.pictures),
                photos=photos(expected.photos),
                time=duration(expected.seconds),
                room=room(expected.bytes),
            )
        )
        self.resume.setVisible(self._is_begun())

    def _left_out_note(self) -> str:
        notes = []
        if self._left_out:
            note = tr(
                "Photos left out because their person has not been found yet: {count}. Open this window again later."
            )
            notes.append(note.format(count=self._left_out))
        if self._unusable:
            note = tr("Left out, as they could not be opened or show nobody: {names}.")
            notes.append(note.format(names=", ".join(self._unusable)))
        return " ".join(notes)

    def _is_begun(self) -> bool:
        place = self.target.place
        try:
            return place is not None and read_history(place).plan is not None
        except EngineError:
            return False
