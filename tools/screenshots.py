"""Takes pictures of every part of the window, light and dark, English and Japanese, to be looked at.

    python -m tools.screenshots FOLDER [SCALE] [--width PX] [--height PX]

SCALE 1 takes a window of 1280 x 800, SCALE 2 one of 1280 x 720 on a screen with two pixels to each, 2560 x 1440;
--width and --height take another, such as one of 1000 x 700.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from engine.contract.messages import PeopleFound
from engine.pose.edits import translate
from engine.pose.pose import Joint
from gui.look.language import Language
from gui.look.theme import Scheme
from gui.project.journal import Recoverable
from gui.project.questions import leave_box
from gui.project.recovery_dialog import recovery_box
from gui.settings.weights_card import read_card
from gui.window.about_dialog import AboutDialog
from gui.window.joint_menu import joint_menu
from gui.window.notice_dialog import NoticeDialog
from gui.window.page_dialog import guide_page
from gui.window.shortcuts_dialog import ShortcutsDialog
from tools.stage import BEYOND, RAISED, SPREAD, Stage, stage

_HEIGHTS = {1: 800, 2: 720}
_WIDTH = 1280


class Photographer:
    """Takes the pictures of one look into a folder."""

    def __init__(self, on: Stage, folder: Path) -> None:
        self._on = on
        self._folder = folder
        self._look = ""

    def take_all(self) -> None:
        """Every look of the empty window first, then those with the demo person."""
        self._in_all_looks(self._take_empty)
        self._on.set(scheme=Scheme.LIGHT, language=Language.ENGLISH)  # the poses are named as they are kept
        self._pose_demo()
        self._in_all_looks(self._take_working)

    def _in_all_looks(self, take: Callable[[], None]) -> None:
        for scheme in (Scheme.LIGHT, Scheme.DARK):
            for language in (Language.ENGLISH, Language.JAPANESE):
                self._on.set(scheme=scheme, language=language)
                self._look = f"{scheme.value}-{language.value}"
                take()

    def _pose_demo(self) -> None:
        on = self._on
        on.open_demo()
        on.drag(Joint.R_WRIST, RAISED)
        on.wait_for_final()
        on.session.keep_variant()
        on.drag(Joint.L_WRIST, SPREAD)
        on.wait_for_final()
        on.session.keep_variant()
        on.window.actions_by_name["mirror"].trigger()
        on.wait_for_final()
        on.session.keep_variant()
        on.session.undo_stack.undo()
        on.session.undo_stack.undo()
        on.wait_for_final()
        on.session.undo_stack.redo()
        on.session.undo_stack.redo()
        on.wait_for_final()

    def _take_empty(self) -> None:
        on, window = self._on, self._on.window
        self._grab(window, "first-page")
        self._show(NoticeDialog(), "first-notice")
        self._show(on.frame.preferences(None), "preferences")
        self._show(ShortcutsDialog(window.actions_by_name, window), "shortcuts")
        about = AboutDialog(read_card(), Path("Repose") / "logs")
        self._show(about, "about")
        self._show(leave_box(None), "leave")
        left = Recoverable(Path("/"), datetime(2026, 11, 2, 9, 30, tzinfo=UTC), ("anna.jpg", "bo.jpg"), None)
        self._show(recovery_box(left, None), "recovery")
        self._show(guide_page(on.window), "guide")
        for name in ("file", "edit", "pose", "view", "person", "background", "help"):
            self._take_menu(window.menus.menu(name), f"menu-{name}")

    def _take_working(self) -> None:
        window, act = self._on.window, self._on.window.actions_by_name
        window.docks.show_panel("library")
        self._grab(window, "library")
        window.docks.show_panel("joints")
        self._on.session.select({Joint.R_WRIST})
        self._grab(window, "joints")
        self._on.session.select(())
        window.docks.show_panel("history")
        self._grab(window, "history")
        window.docks.show_panel("library")
        for name in ("view_split", "view_side"):
            act[name].trigger()
            self._grab(window, name.replace("_", "-"))
        for name, view in (("show_matte", "view_original"), ("show_invented", "view_result")):
            act[view].trigger()
            act[name].trigger()
            self._grab(window, name.replace("_", "-"))
        for name in ("show_invented", "show_matte"):
            act[name].trigger()
        self._take_tools()
        self._take_extended()
        window.equipping.show()
        self._take_dialog(window, "weights")
        window.reporting.show()
        self._take_dialog(window, "report")
        self._on.session.select({Joint.R_WRIST})
        self._take_menu(joint_menu(act, self._on.session, window), "menu-joint")
        self._on.session.select(())
        window.notice.say("anna.jpg is damaged or incomplete. Copy or export it again.")
        self._grab(window, "notice")
        window.notice.clear()

    def _take_extended(self) -> None:
        """A hand beyond the photo's edge, what is said of it, and the picture that was extended for it."""
        on = self._on
        before = on.session.undo_stack.index()
        if on.session.pose is not None:
            on.session.apply_pose(translate(on.session.pose, BEYOND), "Move")
        on.wait_for_final()
        self._grab(on.window, "cut-off")
        on.window.actions_by_name["extend_picture"].trigger()
        on.wait_for_final()
        self._grab(on.window, "extended")
        on.session.undo_stack.setIndex(before)
        on.wait_for_final()

    def _take_dialog(self, window: QWidget, name: str) -> None:
        """The dialog that the window has just opened."""
        for dialog in window.findChildren(QDialog):
            if dialog.isVisible():
                self._grab(dialog, name)
                dialog.close()

    def _take_tools(self) -> None:
        """The brush at work, with its ring and its bar, and the chooser, for which the demo person gets company."""
        on, tools, act = self._on, self._on.window.tools, self._on.window.actions_by_name
        act["touch_up_matte"].setChecked(True)
        QTest.mouseMove(on.canvas, on.canvas.rect().center())
        self._grab(on.window, "matte-brush")
        tools.matte.set_on_checks(True)
        self._grab(on.window, "matte-brush-checks")
        tools.matte.set_on_checks(False)
        act["touch_up_matte"].setChecked(False)
        for name in ("mend_parts", "correct_skeleton"):
            act[name].setChecked(True)
            self._grab(on.window, name.replace("_", "-"))
            act[name].setChecked(False)
        source = on.session.source
        if source is not None:
            small = source.pose.xy() * 0.45
            people = tuple(
                source.pose.replaced(small + np.array(by)) for by in ((40.0, 720.0), (560.0, 720.0))
            )
            on.window.link.event_heard.emit(PeopleFound(source.photo, people), None)
        self._grab(on.window, "hint")
        act["choose_person"].setChecked(True)
        self._grab(on.window, "choose-person")
        act["choose_person"].setChecked(False)

    def _take_menu(self, menu: QMenu, name: str) -> None:
        menu.popup(self._on.window.mapToGlobal(self._on.window.rect().topLeft()))
        self._grab(menu, name)
        menu.close()

    def _show(self, dialog: QWidget, name: str) -> None:
        dialog.show()
        self._grab(dialog, name)
        dialog.close()
        dialog.deleteLater()

    def _grab(self, widget: QWidget, name: str) -> None:
        self._on.settle()
        widget.grab().save(str(self._folder / f"{self._look}-{name}.png"))


def main(
    folder: Annotated[Path, typer.Argument(help="Where the pictures go.", file_okay=False)],
    scale: Annotated[
        int, typer.Argument(min=1, max=2, help="Pixels of the screen to one of the window.")
    ] = 1,
    width: Annotated[int, typer.Option(min=640, help="Of the window.")] = _WIDTH,
    height: Annotated[int | None, typer.Option(min=480, help="Of the window.")] = None,
) -> None:
    """Take pictures of every part of the window, light and dark, English and Japanese."""
    os.environ["QT_SCALE_FACTOR"] = str(scale)
    folder.mkdir(parents=True, exist_ok=True)
    with stage(width, height or _HEIGHTS[scale]) as on:
        Photographer(on, folder).take_all()


if __name__ == "__main__":
    typer.run(main)
