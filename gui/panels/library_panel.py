"""The panel of the pose library: search, folders, tiles, flip, a blend slider and the person's own poses."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListView,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.system.errors import EngineError
from engine.system.shipped import POSES
from gui.document.session import Session
from gui.link.engine_link import EngineLink
from gui.look.follows_look import FollowsLook
from gui.look.said import Said
from gui.look.text_field import TextField
from gui.panels.blend_slider import FULL, BlendSlider
from gui.panels.figure_delegate import FigureDelegate
from gui.panels.folder_box import FolderBox
from gui.panels.hinted_list import TileGrid
from gui.panels.library_model import LibraryModel, language_code
from gui.panels.library_pictures import LibraryPictures
from gui.panels.own_poses import OwnPoses
from gui.panels.pose_applier import PoseApplier
from gui.panels.pose_library import (
    OWN,
    Library,
    LibraryPose,
    open_library,
    own_folder_key,
    own_folder_of,
    search,
)

_FIGURE = QSize(84, 104)


class LibraryPanel(FollowsLook, QWidget):
    """Choosing a tile gives the person its pose; the slider goes back toward the pose before.

    The tile that the pointer is at shows the person on the canvas in its pose.

    own: the folder of the person's own poses, which need not exist.
    """

    message = Signal(str)  # a sentence for the person: what went wrong and what to do
    said = Signal(str)  # what was done, where it cannot be seen otherwise

    def __init__(self, session: Session, own: Path, *, link: EngineLink, shipped: Path = POSES) -> None:
        super().__init__()
        self._session, self._own, self._shipped = session, own, shipped
        self._library = Library({}, ())
        self._applier = PoseApplier(session, self)
        self._pictures = LibraryPictures(session, link, self)
        self._own_poses = OwnPoses(session, own, self)
        self._looked_at: LibraryPose | None = None
        self.search_field = TextField()
        self.folder_box = FolderBox()
        # A choice by mouse leaves the keys with the canvas; whoever walks there by Tab has them.
        self.folder_box.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.model = LibraryModel(self)
        self.view = TileGrid()
        self.flip_button = QToolButton()
        self.save_button = QToolButton()
        self._blend = BlendSlider()
        self.blend_slider, self.blend_figure = self._blend.slider, self._blend.figure
        self.move_menu = QMenu(self)
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
        self.folder_box.show_folders(self._library)
        self._search()
        self._refresh_controls()

    def save(self, name: str) -> None:
        """Keep the pose being edited among the person's own under `name`, in the folder of theirs that is listed."""
        self._own_poses.save(name, own_folder_of(self.folder_box.currentData()))

    def delete_selected(self) -> None:
        """Delete the chosen pose where it is the person's own."""
        chosen = self.chosen()
        if chosen is not None and chosen.own:
            self._own_poses.delete(chosen)

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
            self._blend.show_value(FULL)
            self.view.frame_current()

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
        self.view.addActions([self.move_menu.menuAction(), self.delete_action])
        self.view.viewport().installEventFilter(self)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def _set_up_controls(self) -> None:
        self.search_field.setClearButtonEnabled(True)
        self.flip_button.setCheckable(True)
        for button in (self.flip_button, self.save_button):
            button.setProperty("raised", True)

    def _lay_out(self) -> None:
        finding, applying = QHBoxLayout(), QHBoxLayout()
        finding.addWidget(self.search_field, 3)
        finding.addWidget(self.folder_box, 2)
        for widget in (self._blend, self.flip_button, self.save_button):
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
        self.save_button.clicked.connect(
            lambda: self._own_poses.ask_to_save(own_folder_of(self.folder_box.currentData()))
        )
        self.view.entered.connect(lambda index: self._look_at(self.model.pose_at(index)))
        self.view.viewportEntered.connect(lambda: self._look_at(None))
        self._pictures.changed.connect(self._show_picture)
        self._own_poses.changed.connect(self._on_own_changed)
        self._own_poses.message.connect(self.message)
        self._own_poses.said.connect(self.said)
        self.move_menu.aboutToShow.connect(self._fill_move_menu)
        self.delete_action.triggered.connect(self._on_delete)
        self.blend_slider.sliderPressed.connect(self._session.begin_gesture)
        words = Said("LibraryPanel", "Blend pose")
        self.blend_slider.sliderReleased.connect(lambda: self._session.end_gesture(words.again()))
        self._blend.moved.connect(self._on_slider_moved)
        # Queued: a file's new name resets the model, which must not happen inside the model's own call.
        self.model.renamed.connect(self.reload, Qt.ConnectionType.QueuedConnection)
        self.model.message.connect(self.message)
        self._applier.message.connect(self.message)
        self._applier.started_over.connect(self._on_started_over)
        self._session.photo_changed.connect(self._refresh_controls)
        self._session.photo_changed.connect(lambda: self._look_at(None))
        self._session.source_ready.connect(self._refresh_controls)

    def _retranslate(self) -> None:
        self.search_field.setPlaceholderText(self.tr("Search poses"))
        self.search_field.setAccessibleName(self.tr("Search poses"))
        self.view.setAccessibleName(self.tr("Poses"))
        self.view.hint = self.tr("No poses found. Try another word or folder.")
        self.flip_button.setText(self.tr("Flip"))
        self.flip_button.setToolTip(self.tr("Show and apply poses mirrored"))
        self.save_button.setText(self.tr("Save…"))
        self.save_button.setToolTip(
            self.tr(
                "Saves this pose to the library, for all photos and projects. "
                "Keep pose keeps it with this photo, in the project."
            )
        )
        self.save_button.setAccessibleName(self.tr("Save this pose to the library"))
        self.move_menu.setTitle(self.tr("Move to folder"))
        self.delete_action.setText(self.tr("Delete pose…"))
        self.model.refresh()

    def _recolour(self) -> None:
        self.model.refresh()

    # -- what is listed

    def _search(self) -> None:
        chosen = self.chosen()
        found = search(self._library, self.search_field.text(), folder=self.folder_box.currentData())
        self.model.show_poses(found)
        if chosen is not None:
            self._choose(chosen.path)

    def _choose(self, path: Path) -> None:
        """Select the tile of a pose where it is listed."""
        index = self.model.index_of(path)
        if index.isValid():
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index)

    def _refresh_controls(self) -> None:
        chosen, ready = self.chosen(), self._session.source is not None
        self.blend_slider.setEnabled(ready and chosen is not None)
        self.save_button.setEnabled(ready)
        for action in (self.delete_action, self.move_menu.menuAction()):
            action.setEnabled(chosen is not None and chosen.own)

    # -- applying

    def _on_chosen(self, index: QModelIndex) -> None:
        self.view.setCurrentIndex(index)
        self.apply_chosen()

    def _on_current_changed(self) -> None:
        """Another tile has the slider's attention; the pose is as yet not on the way to it."""
        if not self._applier.shows_library_pose:
            self._blend.show_value(0)
        self._refresh_controls()

    def _on_started_over(self) -> None:
        """Nothing of the library is in the pose any more: no tile says that it were."""
        self._blend.show_value(0)
        self.view.clearSelection()

    def _on_flipped(self, flipped: bool) -> None:
        self.model.set_flipped(flipped)
        self._look_at(self._looked_at)
        # Only a pose that came from here turns round; a person's own edits stay.
        if self._applier.shows_library_pose:
            self.apply_chosen()

    def _on_slider_moved(self, value: int) -> None:
        chosen = self.chosen()
        if chosen is not None:
            self._applier.blend(chosen.pose, value / FULL, flipped=self.flip_button.isChecked())
            self.view.frame_current()

    # -- what the pointer is at

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at nothing any more once the pointer has left the tiles."""
        if event.type() == QEvent.Type.Leave:
            self._look_at(None)
        return super().eventFilter(watched, event)

    def _look_at(self, pose: LibraryPose | None) -> None:
        self._looked_at = pose
        self._pictures.look_at(pose, flipped=self.flip_button.isChecked())
        self._show_picture()

    def _show_picture(self) -> None:
        self.model.show_picture(self._looked_at, self._pictures.picture)

    # -- the person's own

    def _on_own_changed(self, path: Path | None) -> None:
        """Read the library anew, and have a pose that was saved or moved in sight."""
        self.reload()
        if path is None:
            return
        self.search_field.clear()
        key = OWN if path.parent == self._own else own_folder_key(path.parent.name)
        self.folder_box.choose(key)
        self._choose(path)

    def _on_delete(self) -> None:
        chosen = self.chosen()
        if chosen is not None:
            self._own_poses.ask_to_delete(chosen)

    def _fill_move_menu(self) -> None:
        chosen = self.chosen()
        if chosen is not None and chosen.own:
            self._own_poses.fill_menu(self.move_menu, chosen, self._library.own_folders)
