"""The window: arranges the parts and wires them to each other; the work is done in the parts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QBoxLayout, QMenu, QStackedWidget

from gui.document.lag import Lag
from gui.link.engine_link import EngineFactory
from gui.look.packed import packed
from gui.look.theme import tokens
from gui.settings.places import Places
from gui.settings.store import SettingsStore
from gui.window import drops, layer_menus
from gui.window.bar_column import BarColumn
from gui.window.bindings import NEED_PHOTO, NEED_POINTER, NEED_POSE, bind
from gui.window.coach import Coach
from gui.window.drag_watch import DragWatch
from gui.window.frame import Frame, fit_to_screen
from gui.window.keyboard import return_keyboard
from gui.window.opening import project_name
from gui.window.tools import Tools
from gui.window.welcome import Welcome
from gui.window.workbench import Workbench


class MainWindow(Workbench):
    """Everything a person sees; the engine is closed with the window."""

    def __init__(
        self, make_engine: EngineFactory, *, frame: Frame, store: SettingsStore, places: Places
    ) -> None:
        super().__init__(make_engine, frame=frame, store=store, places=places)
        self._welcome = Welcome(places.demo)
        self._demo = places.demo
        self.tools = Tools(self)
        self._coach = Coach(self.session, places.demo, store=store, parent=self)
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
        self._work = BarColumn((self._coach.bar, self.tools.hint_bar), self.tools.bars, canvas=self.canvas)
        self._pages.addWidget(packed(self.film_strip, self._work, way=across))
        self.setCentralWidget(packed(self.notice, self._pages, way=down))
        self.setStatusBar(self.status)
        self.menus.add_to("file", self._recent.menu.menuAction(), before=self.actions_by_name["save_project"])
        self.menus.menu("view").addSeparator()
        for toggle in self.docks.toggles():
            self.menus.menu("view").addAction(toggle)
        mark = self.tools.thing_outline.show_thing
        fills: dict[str, Callable[[QMenu], None]] = {
            "pose_from": self.tools.fill_pose_menu, "person_from": self.tools.fill_person_menu,
            "things": partial(layer_menus.fill_things, session=self.session, mark=mark),
            "photo_order": partial(layer_menus.fill_order, session=self.session),
        }  # fmt: skip
        for name, fill in fills.items():
            self.menus.menu(name).aboutToShow.connect(partial(fill, self.menus.menu(name)))
        self.menus.menu("things").aboutToHide.connect(partial(mark, None))
        self.setAcceptDrops(True)
        fit_to_screen(self)
        self.frame.restore_layout(self)
        self.docks.fold()
        self._welcome.setFocus()

    def _connect(self) -> None:
        session, stack = self.session, self.session.undo_stack
        session.document_changed.connect(self._show_state)
        for signal in (session.photo_changed, self.canvas.tool_changed):
            signal.connect(self._show_state)
        self.canvas.tool_changed.connect(self._let_panels_pose)
        stack.changed.connect(self._show_state)
        stack.cleanChanged.connect(self._show_state)
        self.live.status_changed.connect(self.status.take_status)
        Lag(session, self).changed.connect(self.status.take_awaited)
        self.live.intake.progressed.connect(self.status.take_reading)
        self.live.intake.far.connect(self.keeper.put_away)
        drags = DragWatch(self.canvas, session)
        drags.changed.connect(self._work.set_aside)
        drags.changed.connect(self.notice.hold)
        session.picture_changed.connect(lambda: self.status.take_rendered(session.rendered))
        for signal in (session.photo_changed, self.canvas.zoom_changed):
            signal.connect(self._show_zoom)
        for pointed in (self.canvas.joint_hovered, self.canvas.tool_changed, self.canvas.mode_changed):
            pointed.connect(lambda *_: self.status.take_pointed(*self.canvas.pointed))
        session.selection_changed.connect(lambda: self.status.take_selection(session.selection))
        self.tools.edge.changed.connect(lambda: self.status.take_cut_off(self.tools.edge.cut_off))
        self.canvas.menu_requested.connect(self.tools.show_menu)
        self.film_strip.remove_requested.connect(session.remove_photos)
        self._pages.currentChanged.connect(lambda page: (self._welcome, self.canvas)[page].setFocus())
        self._welcome.open_requested.connect(self.actions_by_name["open"].trigger)
        self._welcome.folder_requested.connect(self.actions_by_name["open_folder"].trigger)
        self._welcome.project_requested.connect(self._recent.open)
        self._welcome.show_recent(self.store.value.recent)
        self.store.changed.connect(lambda settings: self._welcome.show_recent(settings.recent))
        self._welcome.demo_requested.connect(lambda: self.open_files([self._demo]))
        self.actions_by_name.bind("first_steps", self._begin_first_steps)

    def _connect_documents(self) -> None:
        self.saver.saved.connect(self._on_saved)
        self.saver.waits.connect(
            lambda: self.status.showMessage(self.tr("The picture is made in full size, then copied…"))
        )
        self.saver.copied.connect(lambda: self.status.showMessage(self.tr("Picture copied"), 6000))
        for telling in (self.docks.library.said, self.docks.variants.said):
            telling.connect(lambda sentence: self.status.showMessage(sentence, 6000))
        self.recipes.said.connect(lambda sentence: self.status.showMessage(sentence, 10_000))
        self.equipping.split_requested.connect(self.actions_by_name["view_split"].trigger)
        self.equipping.said.connect(self.say)
        for said in (self.saver.failed, self.store.failed, self.keeper.said, self.docks.library.message):
            said.connect(self.say)
        self.keeper.mended.connect(self.notice.withdraw)
        self.keeper.opened.connect(self.notice.move_on)
        self.keeper.path_changed.connect(self._show_state)
        self.keeper.saved.connect(self._on_saved)

    def _let_panels_pose(self) -> None:
        tool = self.canvas.tool
        self.docks.set_posing(tool is None, choosing=tool is self.tools.picker)

    # -- events

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome what can be opened."""
        drops.welcome(self.tools, event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Open it."""
        drops.take(self, self.tools, event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask where edits would be lost; then stop the engine, whatever it is at."""
        self.exporting.keep_plan()
        if not self.may_leave():
            event.ignore()
            return
        self.frame.remember_layout(self)
        self.exporting.close()
        self.reporting.close()
        self.equipping.close()
        self.link.close()
        self.background.finish(10.0)
        self.keeper.finish()
        self.keeper.close()
        super().closeEvent(event)

    # -- inside

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
        name = project.stem if project else project_name(self.session)
        self.setWindowTitle(f"{name}[*] – Repose" if name else "Repose[*]")
        self.setWindowModified(self.keeper.is_modified)
        act.enable(NEED_POSE, on=entry is not None and entry.pose is not None)
        act.enable(NEED_PHOTO, on=entry is not None)
        if self.canvas.tool is not None:
            act.enable(NEED_POINTER, on=False)
        is_extended = entry is not None and bool(entry.extension) and self.canvas.tool is None
        act.enable(("unextend_picture",), on=is_extended)
        act["undo"].setEnabled(stack.canUndo())
        act["redo"].setEnabled(stack.canRedo())

    def _begin_first_steps(self) -> None:
        self.open_files([self._demo])
        self._coach.begin()

    def _show_zoom(self) -> None:
        canvas = self.canvas
        self.status.take_zoom(None if canvas.photo_size is None else canvas.view.scale)
        if canvas.photo_size is not None:
            self.live.take_scale(canvas.view.scale * canvas.devicePixelRatioF())

    def _on_saved(self, path: Path) -> None:
        self.status.showMessage(self.tr("Saved {path}").format(path=path), 6000)
