"""The panel of the pose library: search, folders, tiles, flip, a blend slider and the person's own poses."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QListView,
    QMessageBox,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.system.errors import EngineError
from engine.system.shipped import POSES
from gui.document.session import Session
from gui.look.follows_look import FollowsLook
from gui.look.text_field import TextField
from gui.panels.figure_delegate import FigureDelegate
from gui.panels.hinted_list import TileGrid
from gui.panels.library_model import LibraryModel, language_code
from gui.panels.pose_applier import PoseApplier
from gui.panels.pose_library import OWN, Library, LibraryPose, delete_own, open_library, save_own, search

_FIGURE = QSize(84, 104)
_FULL = 100
_QUESTION_PX = 360  # a desktop shows a title whole in this width


class LibraryPanel(FollowsLook, QWidget):
    """Choosing a tile gives the person its pose; the slider goes back toward the pose before.

    own: the folder of the person's own poses, which need not exist.
    """

    message = Signal(str)  # a sentence for the person: what went wrong and what to do
    said = Signal(str)  # what was done, where it cannot be seen otherwise

    def __init__(
        self, session: Session, own: Path, *, shipped: Path = POSES, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._own = own
        self._shipped = shipped
        self._library = Library({}, ())
        self._applier = PoseApplier(session, self)
        self.search_field = TextField()
        self.folder_box = QComboBox()
        # A choice by mouse leaves the keys with the canvas; whoever walks there by Tab has them.
        self.folder_box.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.model = LibraryModel(self)
        self.view = TileGrid()
        self.flip_button = QToolButton()
        self.save_button = QToolButton()
        self.blend_label, self.blend_figure = QLabel(), QLabel("0%")
        self.blend_slider = QSlider(Qt.Orientation.Horizontal)
        self.delete_action = QAction(self)
        self._set_up_view()
        self._set_up_controls()
        self._lay_out()
        self._connect()
        self.reload()
        self._retranslate()

    # -- for the window

    def reload(self) -> None:
        """Read the poses anew, for instance after one was imported."""
        try:
            self._library = open_library(self._own, shipped=self._shipped)
        except EngineError as error:
            self.message.emit(str(error))
        self._fill_folders()
        self._search()
        self._refresh_controls()

    def save(self, name: str) -> None:
        """Keep the pose being edited among the person's own under `name`."""
        pose, source = self._session.pose, self._session.source
        if pose is None or source is None:
            return
        try:
            path = save_own(pose, name, folder=self._own, size=source.photo.size)
        except EngineError as error:
            self.message.emit(str(error))
            return
        self.reload()
        self.search_field.clear()
        self.folder_box.setCurrentIndex(self.folder_box.findData(OWN))
        self._choose(path)
        self.said.emit(self.tr("“{name}” is in My poses").format(name=path.stem))

    def delete_selected(self) -> None:
        """Delete the chosen pose where it is the person's own."""
        chosen = self.chosen()
        if chosen is None or not chosen.own:
            return
        try:
            delete_own(chosen)
        except EngineError as error:
            self.message.emit(str(error))
        self.reload()

    def chosen(self) -> LibraryPose | None:
        """The pose whose tile is selected."""
        return self.model.pose_at(self.view.currentIndex())

    def apply_chosen(self) -> None:
        """Give the person the chosen pose, in their own proportions: one undo entry."""
        chosen = self.chosen()
        flipped = self.flip_button.isChecked()
        if chosen is None:
            return
        name = chosen.name.in_language(language_code())
        if self._applier.apply(chosen.pose, flipped=flipped, order=chosen.order, name=name):
            self._set_slider(_FULL)

    # -- building

    def _set_up_view(self) -> None:
        self.view.setModel(self.model)
        self.view.setItemDelegate(FigureDelegate(_FIGURE, self.view))
        self.view.setViewMode(QListView.ViewMode.IconMode)
        self.view.setMovement(QListView.Movement.Static)
        self.view.setResizeMode(QListView.ResizeMode.Adjust)
        self.view.setUniformItemSizes(True)
        self.view.setMouseTracking(True)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.delete_action.setShortcut(QKeySequence(QKeySequence.StandardKey.Delete))
        self.delete_action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.view.addAction(self.delete_action)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def _set_up_controls(self) -> None:
        self.search_field.setClearButtonEnabled(True)
        self.flip_button.setCheckable(True)
        for button in (self.flip_button, self.save_button):
            button.setProperty("raised", True)
        self.blend_slider.setRange(0, _FULL)
        self.blend_figure.setMinimumWidth(self.blend_figure.fontMetrics().horizontalAdvance(f"{_FULL}%"))

    def _lay_out(self) -> None:
        finding, applying = QHBoxLayout(), QHBoxLayout()
        finding.addWidget(self.search_field, 3)
        finding.addWidget(self.folder_box, 2)
        blending = self.blend_label, self.blend_slider, self.blend_figure
        for widget in (*blending, self.flip_button, self.save_button):
            applying.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addLayout(finding)
        column.addWidget(self.view, 1)
        column.addLayout(applying)

    def _connect(self) -> None:
        self.search_field.textChanged.connect(self._search)
        self.folder_box.currentIndexChanged.connect(self._search)
        self.view.clicked.connect(self._on_chosen)
        self.view.activated.connect(self._on_chosen)
        self.view.selectionModel().currentChanged.connect(self._on_current_changed)
        self.flip_button.toggled.connect(self._on_flipped)
        self.save_button.clicked.connect(self._on_save)
        self.delete_action.triggered.connect(self._on_delete)
        self.blend_slider.sliderPressed.connect(self._session.begin_gesture)
        self.blend_slider.sliderReleased.connect(self._on_slider_released)
        self.blend_slider.valueChanged.connect(self._on_slider_moved)
        # Queued: a file's new name resets the model, which must not happen inside the model's own call.
        self.model.renamed.connect(self.reload, Qt.ConnectionType.QueuedConnection)
        self.model.message.connect(self.message)
        self._applier.message.connect(self.message)
        self._applier.started_over.connect(lambda: self._set_slider(0))
        self._session.photo_changed.connect(self._refresh_controls)
        self._session.source_ready.connect(self._refresh_controls)

    def _retranslate(self) -> None:
        self.search_field.setPlaceholderText(self.tr("Search poses"))
        self.search_field.setAccessibleName(self.tr("Search poses"))
        self.folder_box.setAccessibleName(self.tr("Pose folder"))
        self.view.setAccessibleName(self.tr("Poses"))
        self.view.hint = self.tr("No poses found. Try another word or folder.")
        self.flip_button.setText(self.tr("Flip"))
        self.flip_button.setToolTip(self.tr("Show and apply poses mirrored"))
        self.save_button.setText(self.tr("Save…"))
        self.save_button.setToolTip(self.tr("Save this pose to the library"))
        self.save_button.setAccessibleName(self.tr("Save this pose to the library"))
        self.blend_label.setText(self.tr("Blend"))
        self.blend_slider.setAccessibleName(
            self.tr("Blend from the previous pose to the library pose, in percent")
        )
        self.blend_slider.setToolTip(self.tr("How far to blend from the previous pose to the library pose"))
        self.delete_action.setText(self.tr("Delete pose…"))
        self._fill_folders()
        self.model.refresh()

    def _recolour(self) -> None:
        self.model.refresh()

    # -- what is listed

    def _fill_folders(self) -> None:
        chosen = self.folder_box.currentData()
        self.folder_box.blockSignals(True)
        self.folder_box.clear()
        self.folder_box.addItem(self.tr("All poses"), None)
        for key, name in self._library.folders.items():
            self.folder_box.addItem(name.in_language(language_code()), key)
        self.folder_box.addItem(self.tr("My poses"), OWN)
        self.folder_box.setCurrentIndex(max(self.folder_box.findData(chosen), 0))
        self.folder_box.blockSignals(False)

    def _search(self) -> None:
        chosen = self.chosen()
        found = search(self._library, self.search_field.text(), folder=self.folder_box.currentData())
        self.model.show_poses(found)
        if chosen is not None:
            self._choose(chosen.path)

    def _choose(self, path: Path) -> None:
        """Select the tile of a pose where it is listed."""
        rows = range(self.model.rowCount())
        index = next((i for i in map(self.model.index, rows) if self._is_of(i, path)), QModelIndex())
        if index.isValid():
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index)

    def _is_of(self, index: QModelIndex, path: Path) -> bool:
        pose = self.model.pose_at(index)
        return pose is not None and pose.path == path

    def _refresh_controls(self) -> None:
        chosen, ready = self.chosen(), self._session.source is not None
        self.blend_slider.setEnabled(ready and chosen is not None)
        self.save_button.setEnabled(ready)
        self.delete_action.setEnabled(chosen is not None and chosen.own)

    # -- applying

    def _on_chosen(self, index: QModelIndex) -> None:
        self.view.setCurrentIndex(index)
        self.apply_chosen()

    def _on_current_changed(self) -> None:
        """Another tile has the slider's attention; the pose is as yet not on the way to it."""
        if not self._applier.shows_library_pose:
            self._set_slider(0)
        self._refresh_controls()

    def _on_flipped(self, flipped: bool) -> None:
        self.model.set_flipped(flipped)
        # Only a pose that came from here turns round; a person's own edits stay.
        if self._applier.shows_library_pose:
            self.apply_chosen()

    def _on_slider_moved(self, value: int) -> None:
        self.blend_figure.setText(f"{value}%")
        chosen = self.chosen()
        if chosen is not None:
            self._applier.blend(chosen.pose, value / _FULL, flipped=self.flip_button.isChecked())

    def _on_slider_released(self) -> None:
        self._session.end_gesture(self.tr("Blend pose"))

    def _set_slider(self, value: int) -> None:
        self.blend_slider.blockSignals(True)
        self.blend_slider.setValue(value)
        self.blend_figure.setText(f"{value}%")
        self.blend_slider.blockSignals(False)

    # -- the person's own

    def _on_save(self) -> None:
        question = QInputDialog(self)
        question.setWindowTitle(self.tr("Save pose"))
        question.setLabelText(self.tr("Pose name"))
        question.resize(_QUESTION_PX, question.sizeHint().height())
        if question.exec():
            self.save(question.textValue())
        question.deleteLater()

    def _on_delete(self) -> None:
        chosen = self.chosen()
        if chosen is None:
            return
        question = self.tr("Delete the pose “{name}” from the library? This cannot be undone.")
        answer = QMessageBox.question(self, self.tr("Delete pose"), question.format(name=chosen.path.stem))
        if answer == QMessageBox.StandardButton.Yes:
            self.delete_selected()
