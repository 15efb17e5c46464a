"""Where pictures of a batch go, what they are called, and how poses come onto people."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from engine.batch.job import Task, already_there
from engine.batch.names import DEFAULT_TEMPLATE, MAX_TEMPLATE_LETTERS, TOKENS
from engine.batch.papers import SHEET_NAMES, Papers
from engine.batch.plan import OnConflict, Rule
from engine.system.stored_path import readable
from gui.export.fields import side_by_side
from gui.export.plan import tr
from gui.export.rules import rule_texts
from gui.look.text_field import TextField


class TargetPanel(QWidget):
    """`changed` after every change by a person."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.folder, self.names = TextField(), TextField(DEFAULT_TEMPLATE, maxLength=MAX_TEMPLATE_LETTERS)
        self.choose = QPushButton(autoDefault=False)
        self.rule, self.conflict, self.sheet_kind = QComboBox(), QComboBox(), QComboBox()
        self.sheet, self.table = QCheckBox(), QCheckBox()
        self.example, self.existing = QLabel(), QLabel()
        self._tasks: tuple[Task, ...] = ()
        self._there = 0  # how many of their files
        self._shown: Path | None = None
        self._labels = [QLabel() for _ in range(6)]
        self._arrange()
        self.retranslate()
        for line in (self.folder, self.names):
            line.textChanged.connect(self.changed)
        for box in (self.rule, self.conflict, self.sheet_kind):
            box.activated.connect(self.changed)
        for tick in (self.sheet, self.table):
            tick.toggled.connect(self.changed)
        self.sheet.toggled.connect(self.sheet_kind.setEnabled)
        self.choose.clicked.connect(self._on_choose)

    @property
    def place(self) -> Path | None:
        """The folder, None while none is named."""
        text = self.folder.text().strip()
        if self._shown is not None and text == readable(str(self._shown)):
            return self._shown
        return Path(text).expanduser() if text else None

    def show_place(self, folder: Path) -> None:
        """Name a folder, whose bytes need not be the text that shows it."""
        self._shown = folder
        self.folder.setText(readable(str(folder)))

    @property
    def papers(self) -> Papers:
        """What is to be written of the batch beside its pictures."""
        kind = str(self.sheet_kind.currentData()) if self.sheet.isChecked() else None
        return Papers(sheet=kind, table=self.table.isChecked())

    def show_papers(self, sheet: object, *, table: object) -> None:
        """Show remembered papers, as plain data."""
        if sheet in SHEET_NAMES:
            self.sheet_kind.setCurrentIndex(self.sheet_kind.findData(sheet))
        self.sheet.setChecked(sheet in SHEET_NAMES)
        self.table.setChecked(table is True)

    def show_tasks(self, tasks: tuple[Task, ...]) -> None:
        """Show the name of the first picture as an example."""
        self._tasks = tasks
        self.example.setText(tasks[0].name if tasks else "–")

    def look(self) -> None:
        """See how many of the files are there already, and say so; at leisure, as folders may be far away."""
        self._there = 0 if self.place is None else already_there(self._tasks, self.place)
        self._say_there()

    def show_choices(self, names: object, *, rule: object, on_conflict: object) -> None:
        """Show remembered choices, as plain data; those that mean nothing are passed over."""
        if isinstance(names, str) and names:
            self.names.setText(names)
        for box, value in ((self.rule, rule), (self.conflict, on_conflict)):
            place = next((i for i in range(box.count()) if box.itemData(i) == value), None)
            if place is not None:
                box.setCurrentIndex(place)

    def retranslate(self) -> None:
        """Say everything in the language of the window."""
        texts = (
            tr("Folder"), tr("Names"), tr("Example"), tr("Poses"), tr("If file exists"), tr("Also create"),
        )  # fmt: skip
        for label, text in zip(self._labels, texts, strict=True):
            label.setText(text)
        self.choose.setText(tr("&Choose…"))
        tokens = " ".join(f"{{{token}}}" for token in TOKENS)
        self.names.setToolTip(
            tr("Tokens: {tokens}. Use {index:03} for leading zeros.").replace("{tokens}", tokens)
        )
        _fill(self.rule, rule_texts())
        self.sheet.setText(tr("Contact sheet"))
        self.table.setText(tr("Table (CSV)"))
        self.sheet_kind.setAccessibleName(tr("Contact sheet format"))
        _fill(self.sheet_kind, {"pdf": tr("PDF, several pages"), "png": tr("One PNG")})
        _fill(self.conflict, {
            OnConflict.NEW_NAME: tr("Add a number"), OnConflict.SKIP: tr("Skip"),
            OnConflict.OVERWRITE: tr("Overwrite"),
        })  # fmt: skip
        self._say_there()

    def _arrange(self) -> None:
        form = self._form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(6)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        # However long a name is, it must not widen the window.
        for label in (self.example, self.existing):
            label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            label.setMinimumWidth(1)
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.folder, 1)
        row.addWidget(self.choose)
        self.sheet_kind.setEnabled(False)
        papers = side_by_side((self.sheet, self.sheet_kind))
        fields: tuple[QWidget, ...] = (place, self.names, self.example, self.rule, self.conflict, papers)
        for label, field in zip(self._labels, fields, strict=True):
            label.setBuddy({place: self.folder, papers: self.sheet}.get(field, field))
            form.addRow(label, field)
            if field is self.conflict:
                form.addRow(QLabel(), self.existing)
        form.addRow(QLabel(), self.table)

    def _say_there(self) -> None:
        """Of how many pictures there are files already, and what becomes of those; nothing for none."""
        then = {
            OnConflict.NEW_NAME: tr("They stay, and the new ones get a number."),
            OnConflict.SKIP: tr("They stay, and are not made again."),
            OnConflict.OVERWRITE: tr("They are replaced by the new ones."),
        }[OnConflict(self.conflict.currentData())]
        told = tr("Files there already: {count}.").format(count=self._there)
        self.existing.setText(f"{told} {then}" if self._there else "")
        self.existing.setToolTip(self.existing.text())
        self._form.setRowVisible(self.existing, bool(self._there))

    def _on_choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, tr("Folder for the pictures"), self.folder.text())
        if chosen:
            self.folder.setText(chosen)


def _fill(box: QComboBox, texts: Mapping[Rule, str] | Mapping[OnConflict, str] | Mapping[str, str]) -> None:
    place = max(box.currentIndex(), 0)
    box.clear()
    for value, text in texts.items():
        box.addItem(text, value)
    box.setCurrentIndex(place)
