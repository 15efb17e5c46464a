"""What the window has beside posing: matte brush, skeleton, choosing a person, other photos as givers, and hints."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QMenu, QWidget

from engine.pose.pose import Joint
from gui.canvas.canvas import Canvas
from gui.canvas.explainer import Explainer
from gui.canvas.legend import Legend
from gui.canvas.person_picker import PersonPicker
from gui.canvas.photo_place import photo_place
from gui.canvas.thing_outline import ThingOutline
from gui.canvas.tool import CanvasTool
from gui.document import donors
from gui.document.donors import Transplants
from gui.document.mending_edits import layers_of
from gui.document.people import People
from gui.document.session import Session
from gui.look.said import Said
from gui.mending.matte.bar import MatteBar
from gui.mending.matte.reset import MatteReset
from gui.mending.matte.tool import MatteTool
from gui.mending.parts.bar import PartBar
from gui.mending.parts.tool import PartTool
from gui.mending.skeleton.bar import SkeletonBar
from gui.mending.skeleton.tool import SkeletonTool
from gui.panels.film_strip import dragged_key
from gui.window import donor_menus, layer_menus, person_actions
from gui.window.actions import Actions
from gui.window.aids import Aids
from gui.window.edge_watch import EdgeWatch
from gui.window.empty_set import EmptySet
from gui.window.hinting import Hinting
from gui.window.joint_menu import joint_menu
from gui.window.workbench import Workbench

Take = Callable[[Session, str], None]


class Tools(QObject):
    """Makes the tools of a window and keeps bars, actions and canvas in step; `bars` belong above the canvas."""

    def __init__(self, window: Workbench) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        self._canvas: Canvas = window.canvas
        self._act: Actions = window.actions_by_name
        self.edge = EdgeWatch(window.session, self)
        self.people = People(window.session, window.link, self)
        self.transplants = Transplants(window.session, window.link, self)
        self.matte = MatteTool(self._canvas, window.session, window.background)
        self.matte_reset = MatteReset(window.session, window.link, self.matte)
        self.picker = PersonPicker(self._canvas, self.people)
        self.skeleton = SkeletonTool(self._canvas, window.session, self.people)
        self.parts = PartTool(self._canvas, window.session)
        self._tools: dict[str, CanvasTool] = {
            "touch_up_matte": self.matte, "choose_person": self.picker, "correct_skeleton": self.skeleton,
            "mend_parts": self.parts,
        }  # fmt: skip
        self.matte_bar = MatteBar(self.matte)
        self.skeleton_bar, self.part_bar = SkeletonBar(self.skeleton), PartBar(self.parts)
        self._hinting = Hinting(
            self._canvas, window.session, act=self._act, people=self.people, edge=self.edge,
            in_hand=self._in_hand, put_down=self._put_down,
        )  # fmt: skip
        self.hint_bar = self._hinting.bar
        self.empty_set = EmptySet(window)
        window.docks.variants.doubt_asked.connect(self._hinting.tell)
        self.legend = Legend(self._canvas, window.session)
        self.explainer = Explainer(self._canvas, window.session)
        self.thing_outline = ThingOutline(self._canvas, window.session)
        self.aids = Aids(window)
        self._connect()

    @property
    def bars(self) -> tuple[QWidget, ...]:
        """What shows above the canvas, from top to bottom."""
        return self.matte_bar, self.skeleton_bar, self.part_bar

    def _connect(self) -> None:
        act, session = self._act, self._session
        for name in self._tools:
            act.bind_toggle(name, partial(self._switch, name), on=False)
        person_actions.bind(act, session, canvas=self._canvas, people=self.people)
        act.bind("reset_matte", self.matte_reset.ask)
        act.bind("reset_parts", self.parts.reset)
        act.bind("draw_own", partial(self._window.attempt, partial(donors.draw_own_person, session)))
        self.matte_bar.reset_requested.connect(self.matte_reset.ask)
        self.matte_bar.done_requested.connect(self._put_down)
        self.part_bar.done_requested.connect(self._put_down)
        for tool in (self.matte, self.picker, self.skeleton, self.parts):
            tool.left.connect(self._put_down)
        self.skeleton_bar.reset_requested.connect(self._reset_skeleton)
        session.photo_changed.connect(self.skeleton.photo_changed)
        for failed in (self.people.failed, self.transplants.failed, self.matte_reset.failed):
            failed.connect(self._window.say_of_attempt)
        for signal in (
            session.document_changed, session.photo_changed, session.source_ready, session.picture_changed,
            session.gesture_ended, self.people.changed, self.edge.changed,
        ):  # fmt: skip
            signal.connect(self.refresh)
        session.undo_stack.changed.connect(self._hinting.show)  # which step is the last
        self.refresh()

    def refresh(self) -> None:
        """What can be done with the photo on the canvas, and what is to be said of it."""
        session, entry = self._session, self._session.entry
        own = entry is not None and entry.source is not None and session.source is entry.source
        self._act.enable(("touch_up_matte", "reset_matte", "mend_parts"), on=own)
        painted = own and entry is not None and entry.source is not None and entry.source.mending.painted
        self.empty_set.refresh(can_use=own)
        self._act.enable(("reset_parts",), on=bool(painted))
        self.part_bar.reset_button.setEnabled(bool(painted))
        person_actions.refresh(self._act, session, people=self.people)
        self._act.enable(("draw_own",), on=entry is not None and entry.drawn is not None)
        correctable = own or (entry is not None and entry.source is None and self.people.can_choose)
        self._act.enable(("correct_skeleton",), on=correctable)
        if (self._canvas.tool in (self.matte, self.parts) and not own) or (
            self._canvas.tool is self.skeleton and not correctable
        ):
            self._put_down()
        found = self._session.found_of(entry.key) if entry is not None else None
        self.skeleton_bar.reset_button.setEnabled(own and found is not None)
        self.matte_bar.show_tool()
        self.skeleton_bar.show_tool()
        self.part_bar.show_tool()
        self._hinting.show()

    def fill_pose_menu(self, menu: QMenu) -> None:
        """The photos that can give their pose."""
        donor_menus.fill(menu, self._session, take=partial(self._take, donors.take_pose))

    def fill_person_menu(self, menu: QMenu) -> None:
        """The photos whose person can be drawn here."""
        donor_menus.fill(menu, self._session, take=partial(self._take, donors.draw_person))
        menu.addSeparator()
        menu.addAction(self._act["draw_own"])

    def dragged(self, event: QDropEvent) -> str | None:
        """The key of a photo of the film strip that is being dragged and has something to give."""
        key = dragged_key(event.mimeData())
        keys = [entry.key for entry in donors.donors(self._session)]
        return key if key in keys and self._session.source is not None else None

    def show_menu(self, joint: Joint | None, at: QPoint) -> None:
        """The menu of a joint and of a thing under the pointer, at a point of the screen."""
        session, thing = self._session, self._thing_at(at)
        if session.pose is None or (joint is None and thing is None):
            return
        if joint is None:
            menu = QMenu(self._window)
        else:
            if joint not in session.selection:
                session.select({joint})
            menu = joint_menu(self._act, session, self._window)
            if layers_of(session) is not None and layer_menus.selected_layer(session) is not None:
                layer_menus.fill_order(menu.addMenu(self.tr("In the photo")), session)
        if thing is not None:
            own = menu if joint is None else menu.addMenu(self.tr("Thing"))
            layer_menus.fill_thing(own, session, thing)
            own.aboutToShow.connect(partial(self.thing_outline.show_thing, thing))
            own.aboutToHide.connect(partial(self.thing_outline.show_thing, None))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

    def _thing_at(self, at: QPoint) -> int | None:
        layers, on_canvas = layers_of(self._session), self._canvas.mapFromGlobal(at).toTuple()
        place = photo_place(self._canvas, self._session, on_canvas)
        return None if layers is None or place is None else layers.thing_at(place)

    def offer(self, key: str, at: QPoint) -> QMenu:
        """Ask what of a photo dropped on the canvas is wanted, at a point of the screen."""
        menu = QMenu(self._window)
        for text, take in (
            (self.tr("Use this pose"), donors.take_pose),
            (self.tr("Use this person"), donors.draw_person),
        ):
            menu.addAction(text, partial(self._take, take, key))
        menu.addSeparator()
        menu.addAction(self.tr("Cancel"))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)
        return menu

    def _take(self, take: Take, key: str) -> None:
        self._window.attempt(lambda: take(self._session, key))

    def _switch(self, name: str, on: bool) -> None:
        tool = self._tools[name]
        if on:
            for other in self._tools:
                if other != name:
                    self._act[other].setChecked(False)
            self._canvas.take_in_hand(tool)
            self._canvas.setFocus()
        elif self._canvas.tool is tool:
            self._canvas.take_in_hand(None)
        self.matte_bar.setVisible(self._canvas.tool is self.matte)
        self.skeleton_bar.setVisible(self._canvas.tool is self.skeleton)
        self.part_bar.setVisible(self._canvas.tool is self.parts)
        self.matte_bar.show_tool()
        self._hinting.show()

    def _in_hand(self) -> str | None:
        """The name of the action whose tool is in hand."""
        return next((name for name, tool in self._tools.items() if tool is self._canvas.tool), None)

    def _put_down(self) -> None:
        for name in self._tools:
            self._act[name].setChecked(False)

    def _reset_skeleton(self) -> None:
        entry = self._session.entry
        found = self._session.found_of(entry.key) if entry is not None else None
        if found is not None:
            self._session.correct_skeleton(found.pose, Said("Tools", "Reset skeleton"))
