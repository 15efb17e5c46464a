"""Device and weights: where pictures are made and with whose numbers, listed with what each file says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QUrl, Signal
from PySide6.QtGui import QColor, QDesktopServices, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from engine.runtime.weights_files import DRAWING, ENDING, WeightsFile, read_weights_file, weights_in
from engine.system.errors import EngineError
from engine.system.files import make_folder
from engine.system.shipped import LAYERS_FILE, WEIGHTS_FILE
from engine.system.stored_path import readable
from gui.document.comparison import Comparison
from gui.document.session import Session
from gui.document.weights_names import WeightsNames
from gui.export.fields import choose, fill
from gui.look.engine_sentences import localised
from gui.look.follows_look import FollowsLook
from gui.look.theme import tokens
from gui.settings.devices import device_names
from gui.window.weights_adding import CHECKPOINTS, WeightsAdding

_SIZE = (760, 460)
_SHOWN_FIGURES = 3
_VERSION, _LICENCE, _FIGURES = 3, 4, 5  # columns
_NARROW = {_VERSION: 110, _LICENCE: 150}  # px: their words may be of any length


def tr(text: str) -> str:
    """`text` in the language of the window."""
    return QCoreApplication.translate("Weights", text)


@dataclass(frozen=True, slots=True)
class _Line:
    """A file of the table; own: whether it is a person's."""

    file: WeightsFile
    own: bool

    @property
    def field(self) -> str:
        """The part of a choice that it can stand in."""
        return "network" if self.file.architecture in DRAWING else "layers"

    @property
    def name(self) -> str | None:
        """What a choice calls it."""
        return self.file.path.name if self.own else None


class WeightsDialog(FollowsLook, QDialog):
    """Beside the window, which stays usable; `device_chosen` carries a name of the settings."""

    device_chosen = Signal(str)
    compare_requested = Signal(object)  # WeightsNames | None

    def __init__(
        self, session: Session, comparison: Comparison, adding: WeightsAdding, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._comparison, self._adding = session, comparison, adding
        self._folder = adding.folder
        self._lines: tuple[_Line, ...] = ()
        self.device, self._device_label = QComboBox(), QLabel()
        self.table, self.details, self.notice = QTableWidget(), QLabel(wordWrap=True), QLabel(wordWrap=True)
        self.use, self.compare, self.add, self.folder, self.close_button = (
            QPushButton(autoDefault=False) for _ in range(5)
        )
        self._arrange()
        self._retranslate()
        self._connect()

    def show_device(self, wanted: str) -> None:
        """Show the device of the settings."""
        choose(self.device, wanted)

    def list_anew(self) -> None:
        """Read what lies in the folder, as files come and go."""
        shipped = tuple(_Line(read_weights_file(path), own=False) for path in (WEIGHTS_FILE, LAYERS_FILE))
        self._lines = (*shipped, *(_Line(file, own=True) for file in weights_in(self._folder)))
        chosen = self.table.currentRow()
        self.table.clearSpans()
        self.table.setRowCount(len(self._lines))
        for row, line in enumerate(self._lines):
            self._show_line(row, line)
        self.table.setCurrentCell(max(0, min(chosen, len(self._lines) - 1)), 0)
        self._show_chosen()

    def say(self, sentence: str) -> None:
        """Tell what went wrong; nothing where it is empty."""
        self._tell(localised(sentence), tokens().danger)

    def _tell(self, words: str, colour: str) -> None:
        self.notice.setText(words)
        self.notice.setVisible(bool(words))
        self.notice.setStyleSheet(f"color: {colour};")

    def showEvent(self, event: QShowEvent) -> None:
        """List what is there now."""
        super().showEvent(event)
        self.list_anew()

    def changeEvent(self, event: QEvent) -> None:
        """A file may have been put into the folder meanwhile."""
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.list_anew()
        super().changeEvent(event)

    # -- inside

    def _arrange(self) -> None:
        self.table.setColumnCount(6)
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for number, width in _NARROW.items():
            header.setSectionResizeMode(number, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(number, width)
        header.setSectionResizeMode(_FIGURES, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        top = QHBoxLayout()
        self._device_label.setBuddy(self.device)
        for widget in (self._device_label, self.device):
            top.addWidget(widget)
        top.addStretch(1)
        buttons = QHBoxLayout()
        for button in (self.use, self.compare):
            buttons.addWidget(button)
        buttons.addStretch(1)
        for button in (self.add, self.folder, self.close_button):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addWidget(self.details)
        column.addWidget(self.notice)
        column.addLayout(buttons)
        self.notice.hide()
        self.resize(*_SIZE)

    def _connect(self) -> None:
        self.device.activated.connect(lambda: self.device_chosen.emit(str(self.device.currentData())))
        self.table.currentCellChanged.connect(self._show_chosen)
        self.table.cellDoubleClicked.connect(self._on_use)
        self.use.clicked.connect(self._on_use)
        self.compare.clicked.connect(self._on_compare)
        self.add.clicked.connect(self._on_add)
        self._adding.began.connect(self._on_began)
        self._adding.taken.connect(self._on_taken)
        self._adding.refused.connect(self._on_refused)
        self.folder.clicked.connect(self._on_open)
        self.close_button.clicked.connect(self.close)
        self._session.weights_changed.connect(self.list_anew)
        self._comparison.changed.connect(self._show_chosen)
        self._comparison.failed.connect(self.say)

    def _retranslate(self) -> None:
        self.setWindowTitle(tr("Device and weights"))
        self._device_label.setText(tr("&Device"))
        fill(self.device, device_names())
        heads = (tr("In use"), tr("File"), tr("Architecture"), tr("Version"), tr("Licence"), tr("Figures"))
        self.table.setHorizontalHeaderLabels(list(heads))
        self.table.setAccessibleName(tr("Weights"))
        self.use.setText(tr("&Use in this project"))
        self.add.setText(tr("&Add file…"))
        self.folder.setText(tr("Open f&older"))
        self.close_button.setText(tr("Close"))
        self.list_anew()

    def _recolour(self) -> None:
        self.list_anew()

    def _show_line(self, row: int, line: _Line) -> None:
        file = line.file
        name = readable(file.path.name) if line.own else tr("shipped with Repose")
        figures = "  ".join(f"{key} {value:g}" for key, value in list(file.figures.items())[:_SHOWN_FIGURES])
        words = (
            "✓" if self._is_used(line) else "",
            name,
            file.architecture,
            file.version,
            localised(file.licence),
            figures,
        )
        if file.fault:
            self.table.setSpan(row, _LICENCE, 1, 2)
            words = ("", name, "", "", localised(file.fault), "")
        for column, word in enumerate(words):
            item = QTableWidgetItem(word)
            item.setToolTip(localised(file.fault) or word)
            if file.fault:
                item.setForeground(QColor(tokens().disabled))
            if column == 0 and word:
                item.setData(Qt.ItemDataRole.AccessibleTextRole, tr("in use"))
            self.table.setItem(row, column, item)

    def _show_chosen(self) -> None:
        """What the chosen file says of itself, and what can be done with it."""
        line = self._line()
        usable = line is not None and not line.file.fault
        used = line is not None and self._is_used(line)
        self.use.setEnabled(usable and not used)
        compared = self._comparison.other
        self.compare.setEnabled(compared is not None or (usable and not used))
        self.compare.setText(tr("&Compare in split view") if compared is None else tr("End &comparison"))
        self.details.setText("" if line is None else _details(line.file))

    def _line(self) -> _Line | None:
        row = self.table.currentRow()
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def _is_used(self, line: _Line) -> bool:
        return not line.file.fault and getattr(self._session.document.weights, line.field) == line.name

    def _names(self, line: _Line) -> WeightsNames:
        return self._session.document.weights.model_copy(update={line.field: line.name})

    def _on_use(self) -> None:
        line = self._line()
        if line is None or line.file.fault:
            self.say("" if line is None else line.file.fault)
            return
        self.say("")
        self._session.choose_weights(self._names(line))

    def _on_compare(self) -> None:
        line = self._line()
        on = self._comparison.other is None and line is not None and not line.file.fault
        self.compare_requested.emit(self._names(line) if on and line is not None else None)
        self._show_chosen()

    def _on_add(self) -> None:
        endings = " ".join(f"*{ending}" for ending in (ENDING, *CHECKPOINTS))
        kinds = f"{tr('Weights')} ({endings});;{tr('All files')} (*)"
        name, _ = QFileDialog.getOpenFileName(self, tr("Add weights"), str(Path.home()), kinds)
        if name:
            self._adding.take(Path(name))

    def _on_began(self, name: str) -> None:
        self.add.setEnabled(False)
        self._tell(tr("{name} is being made into weights…").format(name=name), tokens().text)

    def _on_taken(self, path: Path) -> None:
        self.add.setEnabled(True)
        self.say("")
        self.list_anew()
        row = next((n for n, line in enumerate(self._lines) if line.own and line.file.path == path), 0)
        self.table.setCurrentCell(row, 0)

    def _on_refused(self, sentence: str) -> None:
        self.add.setEnabled(True)
        self.say(sentence or tr("The weights could not be made."))

    def _on_open(self) -> None:
        try:
            make_folder(self._folder)
        except EngineError as error:
            self.say(str(error))
            return
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))


def _details(file: WeightsFile) -> str:
    if file.fault:
        return localised(file.fault)
    figures = ", ".join(f"{name} {value:g}" for name, value in list(file.figures.items())[:8])
    lines = (
        tr("Licence: {words}").format(words=localised(file.licence)) if file.licence else "",
        tr("Pictures made with these weights are bound by this licence, and say so.") if file.binding else "",
        tr("Trained on: {words}").format(words=file.trained_on) if file.trained_on else "",
        tr("Figures: {words}").format(words=figures) if figures else "",
    )
    return "\n".join(filter(None, lines))
