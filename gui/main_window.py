"""The window: puts the parts together and wires them to the session; the work is done in the parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, Qt, QThreadPool
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from engine.errors import EngineError
from engine.pose import Joint
from gui import opening, pose_actions
from gui.actions import Actions
from gui.canvas import Canvas
from gui.canvas_layers import ViewMode
from gui.engine_link import EngineFactory, EngineLink
from gui.film_strip import FilmStrip
from gui.live_render import LiveRender
from gui.menus import Menus
from gui.notice_bar import NoticeBar
from gui.saving import PictureSaver
from gui.session import Session
from gui.status_bar import StatusBar
from gui.welcome import Welcome

_VIEW_MODES = {
    "view_result": ViewMode.RESULT,
    "view_original": ViewMode.ORIGINAL,
    "view_split": ViewMode.SPLIT,
    "view_side": ViewMode.SIDE_BY_SIDE,
}
_POSE_ACTIONS = {
    name: getattr(pose_actions, name)
    for name in (
        "mirror", "swap_sides", "copy_left", "copy_right", "flip_bend", "turn_left", "turn_right", "enlarge",
        "shrink", "hide", "restore", "toggle_lock", "reset_selection", "reset_pose", "select_all", "select_limb",
        "select_next", "select_previous", "select_other_side",
    )
}  # fmt: skip
_NEED_POSE = (*_POSE_ACTIONS, "keep_variant", "save_picture", "copy_pose", "import_pose", "export_pose")
_ZOOM_STEP = 1.25


class MainWindow(QMainWindow):
    """Everything a person sees; `make_engine` is called once, and the engine is closed with the window."""

    def __init__(self, make_engine: EngineFactory, *, demo: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = Session(self)
        self.link = EngineLink(make_engine, self)
        self.live = LiveRender(self.session, self.link, self)
        self.saver = PictureSaver(self.session, self.link, live=self.live, parent=self)
        self.actions_by_name = Actions(self)
        self.menus = Menus(self, self.actions_by_name)
        self.canvas = Canvas(self.session)
        self.notice = NoticeBar()
        self.film_strip = FilmStrip(self.session)
        self.status = StatusBar()
        self._welcome = Welcome()
        self._demo = demo
        self._pages = QStackedWidget()
        self._arrange()
        self._bind()
        self._connect()
        self._show_state()
        self.resize(1280, 800)
        self.setAcceptDrops(True)

    def _arrange(self) -> None:
        desk = QWidget()
        column = QVBoxLayout(desk)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.film_strip)
        self._pages.addWidget(self._welcome)
        self._pages.addWidget(desk)
        middle = QWidget()
        outer = QVBoxLayout(middle)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.notice)
        outer.addWidget(self._pages, 1)
        self.setCentralWidget(middle)
        self.setStatusBar(self.status)

    def _bind(self) -> None:
        act = self.actions_by_name
        for name, call in _POSE_ACTIONS.items():
            act.bind(name, partial(self.attempt, partial(call, self.session)))
        for name, mode in _VIEW_MODES.items():
            act.bind(name, partial(self.canvas.set_mode, mode))
        act["view_result"].setChecked(True)
        act.bind("open", lambda: self.open_photos(opening.ask_for_photos(self)))
        act.bind("paste", partial(self.attempt, self._paste))
        act.bind("copy_pose", lambda: opening.copy_pose(self.session))
        act.bind("save_picture", self._save_picture)
        act.bind("import_pose", partial(self.attempt, self._import_pose))
        act.bind("export_pose", partial(self.attempt, self._export_pose))
        act.bind("remove_photo", self._remove_current)
        act.bind("quit", self.close)
        act.bind("undo", self.session.undo_stack.undo)
        act.bind("redo", self.session.undo_stack.redo)
        act.bind("keep_variant", self.session.keep_variant)
        act.bind("zoom_in", lambda: self.canvas.zoom_by(_ZOOM_STEP))
        act.bind("zoom_out", lambda: self.canvas.zoom_by(1 / _ZOOM_STEP))
        act.bind("fit", self.canvas.fit)
        act.bind("actual_size", self.canvas.actual_size)
        act.bind("next_photo", partial(self._step_photo, 1))
        act.bind("previous_photo", partial(self._step_photo, -1))
        act.bind_toggle("show_skeleton", self.canvas.show_skeleton, on=True)
        act.bind_toggle("show_hidden", self.canvas.show_hidden, on=False)
        act.bind_toggle("show_matte", self.canvas.show_matte, on=False)
        act.bind_toggle("show_invented", self.canvas.show_invented, on=False)

    def _connect(self) -> None:
        session, stack = self.session, self.session.undo_stack
        session.document_changed.connect(self._show_state)
        session.photo_changed.connect(self._show_state)
        session.fault_changed.connect(self._show_fault)
        stack.indexChanged.connect(self._show_state)
        stack.cleanChanged.connect(self._on_clean_changed)
        self.live.status_changed.connect(self.status.take_status)
        self.live.rendered.connect(self.status.take_rendered)
        self.canvas.zoom_changed.connect(self.status.take_zoom)
        self.canvas.joint_hovered.connect(self.status.take_joint)
        self.canvas.menu_requested.connect(self._on_menu_requested)
        self.notice.retry_requested.connect(self._on_retry_requested)
        self.notice.closed.connect(self.notice.clear)
        self.film_strip.remove_requested.connect(session.remove_photo)
        self.saver.saved.connect(self._on_saved)
        self.saver.failed.connect(self.say)
        self._welcome.open_requested.connect(self.actions_by_name["open"].trigger)
        self._welcome.demo_requested.connect(lambda: self.open_photos([self._demo]))

    # -- what others may ask of the window

    def open_photos(self, paths: Iterable[Path]) -> None:
        """Open photo files, folders of them, and pose files for the photo on the canvas."""
        files = opening.photos_in(paths)
        poses = [path for path in files if path.suffix.lower() == opening.POSE_ENDING]
        photos = [path for path in files if path not in poses]
        if photos:
            self.session.add_photos(photos)
        for path in poses:
            self.attempt(partial(opening.import_pose, self.session, path))

    def say(self, sentence: str) -> None:
        """Tell what went wrong."""
        self.notice.say(sentence, can_retry=False)

    def attempt(self, call: Callable[[], object]) -> None:
        """Call, and say what a person can do when it fails for a known reason."""
        try:
            call()
        except (EngineError, OSError) as error:
            self.say(str(error))

    # -- events

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome files."""
        if opening.local_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped."""
        self.open_photos(opening.local_files(event.mimeData()))
        event.acceptProposedAction()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.actions_by_name.retranslate()
            self.menus.retranslate()
            self._show_state()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Finish writing, then stop the engine, whatever it is at."""
        QThreadPool.globalInstance().waitForDone(5000)
        self.link.close()
        super().closeEvent(event)

    # -- inside

    def _show_state(self) -> None:
        """Title, page and what can be done now."""
        entry = self.session.entry
        act, stack = self.actions_by_name, self.session.undo_stack
        self._pages.setCurrentIndex(0 if entry is None else 1)
        self.film_strip.setVisible(len(self.session.document.photos) > 1)
        name = entry.name if entry else ""
        self.setWindowTitle(f"{name}[*] – Repose" if name else "Repose[*]")
        act.enable(_NEED_POSE, on=entry is not None and entry.pose is not None)
        act.enable(("remove_photo", "next_photo", "previous_photo", *_VIEW_MODES), on=entry is not None)
        act["undo"].setEnabled(stack.canUndo())
        act["redo"].setEnabled(stack.canRedo())

    def _show_fault(self) -> None:
        fault = self.session.fault
        if fault is None:
            self.notice.clear()
        else:
            self.notice.say(fault)

    def _step_photo(self, step: int) -> None:
        document = self.session.document
        if document.current is not None:
            self.session.select_photo(document.photos[(document.current + step) % len(document.photos)].key)

    def _remove_current(self) -> None:
        if self.session.entry is not None:
            self.session.remove_photo(self.session.entry.key)

    def _paste(self) -> None:
        self.open_photos(opening.paste(self.session))

    def _save_picture(self) -> None:
        place = opening.ask_for_picture_place(self, self._suggested("-reposed.png"))
        if place is not None:
            self.saver.save(place)

    def _import_pose(self) -> None:
        path = opening.ask_for_pose(self)
        if path is not None:
            opening.import_pose(self.session, path)

    def _export_pose(self) -> None:
        path = opening.ask_for_pose_place(self, self._suggested("-pose.json"))
        if path is not None:
            opening.export_pose(self.session, path)

    def _suggested(self, ending: str) -> Path:
        entry = self.session.entry
        path = Path("picture") if entry is None else entry.path or Path(entry.name)
        return path.with_name(path.stem + ending)

    def _on_clean_changed(self, clean: bool) -> None:
        self.setWindowModified(not clean)

    def _on_saved(self, path: Path) -> None:
        self.status.showMessage(self.tr("Saved {path}").format(path=path), 6000)

    def _on_retry_requested(self) -> None:
        self.notice.clear()
        self.live.retry()

    def _on_menu_requested(self, joint: Joint | None, at: QPoint) -> None:
        if joint is None or self.session.pose is None:
            return
        if joint not in self.session.selection:
            self.session.select({joint})
        menu = self.menus.joint_menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)
