"""The window: puts the parts together and wires them to the session; the work is done in the parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QBoxLayout, QMainWindow, QStackedWidget

from engine.errors import EngineError
from gui.canvas.canvas import Canvas
from gui.document.live_render import LiveRender
from gui.document.session import Session
from gui.export.exporting import Exporting
from gui.export.in_use import files_in_use
from gui.link.background import Background
from gui.link.engine_link import EngineFactory, EngineLink
from gui.look.follows_look import FollowsLook
from gui.look.packed import packed
from gui.look.theme import tokens
from gui.panels.film_strip import FilmStrip
from gui.project import questions as project_questions
from gui.project.journal import Journal
from gui.project.keeper import Keeper
from gui.project.recipes import RecipeOpener
from gui.settings.places import Places
from gui.settings.recent import RecentMenu
from gui.settings.store import SettingsStore
from gui.window import drops, opening
from gui.window.actions import Actions
from gui.window.bindings import NEED_PHOTO, NEED_POSE, bind
from gui.window.docks import Docks
from gui.window.fault_notice import FaultNotice
from gui.window.frame import Frame, fit_to_screen
from gui.window.keyboard import return_keyboard
from gui.window.menus import Menus
from gui.window.notice_bar import NoticeBar
from gui.window.saving import PictureSaver
from gui.window.status_bar import StatusBar
from gui.window.tools import Tools
from gui.window.welcome import Welcome


class MainWindow(FollowsLook, QMainWindow):
    """Everything a person sees; `make_engine` is called once, and the engine is closed with the window."""

    def __init__(
        self, make_engine: EngineFactory, *, frame: Frame, store: SettingsStore, places: Places
    ) -> None:
        super().__init__()
        self.frame = frame
        self.store = store
        self.session = Session(self)
        self.link = EngineLink(make_engine, self)
        self.live = LiveRender(self.session, self.link, self)
        self.background = Background(self)
        self._in_use = partial(files_in_use, self, places.data / "poses")
        self.saver = PictureSaver(
            self.session, self.link, live=self.live, background=self.background, in_use=self._in_use,
            parent=self,
        )  # fmt: skip
        self.recipes = RecipeOpener(self.session, self.link, live=self.live, background=self.background)
        journal = Journal(places.data / "journal")
        self.exporting = Exporting(
            self.session, self.link, store=store, places=places, in_use=self._in_use, parent=self
        )
        self.keeper = Keeper(self.session, self.link, journal=journal, settings=store, parent=self)
        self.actions_by_name = Actions(self)
        frame.serve(self.actions_by_name)
        self.menus = Menus(self, self.actions_by_name)
        self.canvas = Canvas(self.session)
        self.canvas.addActions(list(self.actions_by_name.all().values()))
        self.notice = NoticeBar()
        FaultNotice(self.notice, self.session, self.live)
        self.film_strip = FilmStrip(self.session)
        self.status = StatusBar()
        self.docks = Docks(self, self.session, link=self.link, own_poses=places.data / "poses")
        self._recent = RecentMenu(self)
        self._welcome = Welcome(places.demo)
        self._demo = places.demo
        self.tools = Tools(self)
        self._pages = QStackedWidget()
        self._arrange()
        bind(self)
        return_keyboard(self)
        self._connect()
        self._connect_documents()
        self._show_state()

    def _arrange(self) -> None:
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._pages.addWidget(self._welcome)
        work = packed(*self.tools.bars, self.canvas, way=down)
        self._pages.addWidget(packed(self.film_strip, work, way=across))
        self.setCentralWidget(packed(self.notice, self._pages, way=down))
        self.setStatusBar(self.status)
        self.menus.add_to("file", self._recent.menuAction(), before=self.actions_by_name["save_project"])
        for toggle in self.docks.toggles():
            self.menus.menu("view").addAction(toggle)
        fills = {"pose_from": self.tools.fill_pose_menu, "person_from": self.tools.fill_person_menu}
        for name, fill in fills.items():
            self.menus.menu(name).aboutToShow.connect(partial(fill, self.menus.menu(name)))
        self._recent.show_files(self.store.value.recent)
        self.setAcceptDrops(True)
        fit_to_screen(self)
        self.frame.restore_layout(self)
        self.docks.fold()
        self._welcome.setFocus()

    def _connect(self) -> None:
        session, stack = self.session, self.session.undo_stack
        session.document_changed.connect(self._show_state)
        session.photo_changed.connect(self._show_state)
        stack.indexChanged.connect(self._show_state)
        stack.cleanChanged.connect(self._show_state)
        self.live.status_changed.connect(self.status.take_status)
        self.live.intake.progressed.connect(self.status.take_reading)
        self.live.intake.far.connect(self.keeper.put_away)
        session.picture_changed.connect(lambda: self.status.take_rendered(session.rendered))
        for signal in (session.photo_changed, self.canvas.zoom_changed):
            signal.connect(self._show_zoom)
        self.canvas.joint_hovered.connect(self.status.take_joint)
        self.canvas.joint_hovered.connect(lambda: self.status.take_gestures(self.canvas.gestures))
        self.tools.edge.changed.connect(lambda: self.status.take_cut_off(self.tools.edge.cut_off))
        self.canvas.menu_requested.connect(self.tools.show_joint_menu)
        self.film_strip.remove_requested.connect(session.remove_photo)
        self._pages.currentChanged.connect(lambda page: (self._welcome, self.canvas)[page].setFocus())
        self._welcome.open_requested.connect(self.actions_by_name["open"].trigger)
        self._welcome.demo_requested.connect(lambda: self.open_files([self._demo]))

    def _connect_documents(self) -> None:
        self.saver.saved.connect(self._on_saved)
        self.saver.copied.connect(lambda: self.status.showMessage(self.tr("Picture copied"), 6000))
        self.recipes.said.connect(lambda sentence: self.status.showMessage(sentence, 10_000))
        for said in (self.saver.failed, self.store.failed, self.keeper.said, self.docks.library.message):
            said.connect(self.say)
        self.keeper.mended.connect(self.notice.withdraw)
        self.keeper.path_changed.connect(self._show_state)
        self._recent.open_requested.connect(lambda path: self.open_files([path]))
        self._recent.clear_requested.connect(self._on_clear_requested)
        self.store.changed.connect(lambda settings: self._recent.show_files(settings.recent))
        self.keeper.saved.connect(self._on_saved)

    # -- what actions and others ask of the window

    def open_files(self, paths: Iterable[Path]) -> None:
        """Open photos, folders of them, a project, and pose files for the photo on the canvas."""
        self.attempt(lambda: self._open(opening.photos_in(paths)))

    def say(self, sentence: str) -> None:
        """Tell what went wrong."""
        self.notice.say(sentence, can_retry=False)

    def attempt(self, call: Callable[[], object]) -> None:
        """Call, and say what a person can do when it fails for a known reason."""
        try:
            call()
        except EngineError as error:
            self.say(str(error))

    def paste(self) -> None:
        """A photo, files or a pose from the clipboard; raises EngineError where it holds none of them."""
        self.open_files(opening.paste(self.session))

    def save_picture(self) -> None:
        """Ask where to and save what the canvas shows."""
        place = opening.ask_for_picture_place(self, opening.suggested(self.session, "-reposed.png"))
        if place is not None:
            self.saver.save(place)

    def import_pose(self) -> None:
        """Ask for a pose file and take its pose; raises PoseError."""
        path = opening.ask_for_pose(self)
        if path is not None:
            opening.import_pose(self.session, path)

    def export_pose(self) -> None:
        """Ask where to and write the pose; raises OutputError."""
        path = opening.ask_for_pose_place(self, opening.suggested(self.session, "-pose.json"))
        if path is not None:
            opening.export_pose(self.session, path, in_use=self._in_use())

    def step_photo(self, step: int) -> None:
        """Go along the film strip, round its ends."""
        document = self.session.document
        if document.current is not None:
            self.session.select_photo(document.photos[(document.current + step) % len(document.photos)].key)

    def remove_current_photo(self) -> None:
        """Take the photo on the canvas off the film strip."""
        if self.session.entry is not None:
            self.session.remove_photo(self.session.entry.key)

    def open_project(self, path: Path) -> None:
        """Open a project in place of the document, unless a person wants to keep what is unsaved."""
        if self.may_leave():
            self.keeper.open(path)

    def start_anew(self) -> None:
        """An empty document, unless a person wants to keep what is unsaved."""
        if self.may_leave():
            self.notice.clear()  # of what is gone
            self.keeper.close_document()

    def may_leave(self) -> bool:
        """Whether the document may go: it is saved, or a person says so."""
        return project_questions.may_leave(self.keeper, self, suggested=self.suggested)

    def offer_recovery(self) -> None:
        """Ask what is to be done with what a crash left behind."""
        project_questions.offer_recovery(self.keeper, self)

    @property
    def suggested(self) -> Path:
        """A name for a new project, beside its first photo."""
        return opening.suggested(self.session, "")

    # -- events

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome what can be opened."""
        drops.welcome(self, event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Open it."""
        drops.take(self, event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask where edits would be lost; then stop the engine, whatever it is at."""
        if not self.may_leave():
            event.ignore()
            return
        self.frame.remember_layout(self)
        self.exporting.close()
        self.link.close()
        self.background.finish(10.0)
        self.keeper.finish()
        self.keeper.close()
        super().closeEvent(event)

    # -- inside

    def _open(self, files: Sequence[Path]) -> None:
        others = [p for p in files if p.suffix.lower() in (opening.POSE_ENDING, opening.PROJECT_ENDING)]
        photos = [path for path in files if path not in others]
        if photos:
            self.session.add_photos(photos)
            self.canvas.setFocus()
        for path in others:
            if path.suffix.lower() == opening.PROJECT_ENDING:
                self.open_project(path)
            else:
                self.attempt(partial(opening.import_pose, self.session, path))

    def _retranslate(self) -> None:
        self.actions_by_name.retranslate()
        self.menus.retranslate()
        self.docks.retranslate()
        self._show_state()

    def _recolour(self) -> None:
        self.actions_by_name.recolour(tokens())

    def _show_state(self) -> None:
        """Title, page and what can be done now."""
        entry, act, stack = self.session.entry, self.actions_by_name, self.session.undo_stack
        self._pages.setCurrentIndex(0 if entry is None else 1)
        self.film_strip.setVisible(len(self.session.document.photos) > 1)
        project = self.keeper.path
        name = project.stem if project else entry.name if entry else ""
        self.setWindowTitle(f"{name}[*] – Repose" if name else "Repose[*]")
        self.setWindowModified(self.keeper.is_modified)
        act.enable(NEED_POSE, on=entry is not None and entry.pose is not None)
        act.enable(NEED_PHOTO, on=entry is not None)
        act["undo"].setEnabled(stack.canUndo())
        act["redo"].setEnabled(stack.canRedo())

    def _show_zoom(self) -> None:
        canvas = self.canvas
        self.status.take_zoom(None if canvas.photo_size is None else canvas.view.scale)
        if canvas.photo_size is not None:
            self.live.take_scale(canvas.view.scale * canvas.devicePixelRatioF())

    def _on_clear_requested(self) -> None:
        self.store.put(self.store.value.model_copy(update={"recent": ()}))

    def _on_saved(self, path: Path) -> None:
        self.status.showMessage(self.tr("Saved {path}").format(path=path), 6000)
