"""Makes the film of about a minute for the README, from the window itself with the real engine and our own people.

    python -m tools.film docs/pictures/film.webp

The whole takes some minutes; what is exported goes into a folder that is deleted in the end.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Annotated

import typer
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QTabBar, QToolBar, QWidget

from engine.contract.messages import Quality
from engine.pose.pose import Joint
from gui.canvas.pose_interaction import Body
from gui.export.dialog import ExportDialog
from gui.look.language import Language
from gui.look.theme import Scheme
from gui.panels.compare_window import CompareWindow, PicturePane
from gui.panels.figure_delegate import PICTURE_ROLE
from tools.camera import Camera
from tools.frames import Frames
from tools.stage import DEMO, RAISED, Stage, stage

_WINDOW = (1200, 840)
_DIALOG = (1120, 790)
_EDGE_PX = 960
_QUALITY = 84
_LIMIT_BYTES = 4_000_000
_READ_MS = 1800
_REST_MS = 1000
_ROW_MS = 350  # while cells of the export fill
_KNEE = (55.0, -12.0)  # by how many photo pixels these are dragged
_WEIGHT = (-55.0, 9.0)
_LEAN = (75.0, 10.0)
_LIBRARY_POSES = ("Hands on hips", "Contrapposto, hand on hip")
_MORE = ("demo_dress.png", "demo_suit.png")


class Story:
    """What is shown, scene by scene."""

    def __init__(self, on: Stage, camera: Camera, folder: Path) -> None:
        self._on, self._camera, self._folder = on, camera, folder

    def play(self) -> None:
        """All of it, in order."""
        self._open()
        self._drag()
        self._use_library()
        self._undo()
        self._compare()
        self._export()

    def _open(self) -> None:
        camera = self._camera
        camera.say("Open a photo of a person", _READ_MS)
        camera.click(_button(self._on.window, "Try it with the demo person"))
        camera.wait(self._is_final, most=14)
        camera.say("The skeleton appears by itself", _READ_MS)

    def _drag(self) -> None:
        on, camera = self._on, self._camera
        camera.say("Drag a hand: the picture follows while you drag", _READ_MS)
        camera.drag(Joint.R_WRIST, RAISED, rest_ms=_REST_MS)
        camera.say("Drag the hips: the weight shifts, the feet stay planted", _READ_MS)
        camera.drag(Body.HIPS, (_by(on.grip(Body.HIPS), _WEIGHT),), rest_ms=_REST_MS)
        camera.say("Drag a knee: the leg bends", _READ_MS)
        camera.drag(Joint.L_KNEE, (_by(on.grip(Joint.L_KNEE), _KNEE),), rest_ms=_REST_MS)
        camera.say("Lean the torso: the legs stay as they are", _READ_MS)
        camera.drag(Body.CHEST, (_by(on.grip(Body.CHEST), _LEAN),), rest_ms=_REST_MS)
        camera.say("Keep the poses you like", _REST_MS)
        self._keep()

    def _use_library(self) -> None:
        camera, view = self._camera, self._on.window.docks.library.view
        camera.say("Or take a pose from the library, with one click", _READ_MS)
        for name in _LIBRARY_POSES:
            camera.click_row(view, _row_of(view, name))
            camera.wait(self._is_final, most=4)
            camera.take(_REST_MS)
            self._keep()

    def _undo(self) -> None:
        camera, history = self._camera, self._on.window.docks.history
        camera.say("Every step has its name: click one to go back to it", _READ_MS)
        self._show_tab("History")
        camera.take(_REST_MS)
        for row in (2, history.count() - 1):
            camera.click_row(history, row)
            camera.wait(self._is_final, most=6)
            camera.take(_REST_MS)
        self._show_tab("Poses")

    def _compare(self) -> None:
        camera, panel = self._camera, self._on.window.docks.variants
        camera.say("Compare two of the poses you kept", _REST_MS)
        camera.wait(lambda: _all_pictured(panel.view), most=4)
        camera.click_row(panel.view, 0)
        camera.click_row(panel.view, 2, keys=Qt.KeyboardModifier.ControlModifier)
        camera.click(_button(panel, "Compare"))
        shown = self._on.window.findChildren(CompareWindow)[0]
        camera.wait(lambda: all(_is_sharp(pane) for pane in shown.panes), most=4)
        camera.take(_READ_MS)
        camera.click(_button(shown, "Close"))

    def _export(self) -> None:
        on, camera = self._on, self._camera
        camera.say("Add photos of others, and export everyone in every pose", _READ_MS)
        on.window.open_files([DEMO.with_name(name) for name in _MORE])
        camera.wait(lambda: all(each.source is not None for each in on.session.document.photos), most=8)
        camera.wait(self._is_final, most=4)
        camera.click(self._tool("export_pictures"))
        dialog = on.window.exporting.dialog
        if dialog is None:
            raise RuntimeError("the export did not open")
        dialog.resize(*_DIALOG)
        dialog.page.target.folder.setText(str(self._folder / "catalogue"))
        camera.click(dialog.page.all)
        camera.say("The matrix shows what each picture will look like", _REST_MS)
        camera.wait(
            lambda: _all_pictured(dialog.page.view, len(dialog.page.matrix.columns)),
            most=12,
            frame_ms=_ROW_MS,
        )
        camera.take(_READ_MS)
        self._run(dialog)

    def _run(self, dialog: ExportDialog) -> None:
        camera, run = self._camera, self._on.window.exporting.run
        camera.say("Export: in the photos' own size, on your own machine", _REST_MS)
        camera.click(dialog.page.start)
        camera.wait(lambda: not run.is_running, most=24, frame_ms=_ROW_MS)
        camera.wait(lambda: _all_pictured(dialog.progress.view, len(dialog.page.matrix.columns)), most=4)
        camera.take(2 * _READ_MS)

    # -- inside

    def _keep(self) -> None:
        self._camera.click(self._tool("keep_variant"))

    def _is_final(self) -> bool:
        shown, pose = self._on.session.rendered, self._on.session.pose
        return shown is not None and shown.request.quality is Quality.FINAL and shown.request.pose == pose

    def _show_tab(self, words: str) -> None:
        for bar in self._on.window.findChildren(QTabBar):
            for place in range(bar.count()):
                if bar.tabText(place) == words:
                    self._camera.click(bar, bar.tabRect(place).center())
                    return
        raise LookupError(f"There is no tab {words}.")

    def _tool(self, action: str) -> QWidget:
        wanted = self._on.window.actions_by_name[action]
        found = (bar.widgetForAction(wanted) for bar in self._on.window.findChildren(QToolBar))
        return next(widget for widget in found if widget is not None and widget.isVisible())


def _button(within: QWidget, words: str) -> QAbstractButton:
    for button in within.findChildren(QAbstractButton):
        if button.isVisible() and button.text().replace("&", "") == words:
            return button
    raise LookupError(f"There is no button {words}.")


def _row_of(view: QAbstractItemView, words: str) -> int:
    model = view.model()
    names = [model.index(row, 0).data() for row in range(model.rowCount(QModelIndex()))]
    return names.index(words)


def _all_pictured(view: QAbstractItemView, columns: int = 1) -> bool:
    """Whether all cells of a list or table have their pictures."""
    model = view.model()
    rows = range(model.rowCount(QModelIndex()))
    return all(model.index(row, column).data(PICTURE_ROLE) for row in rows for column in range(columns))


def _is_sharp(pane: PicturePane) -> bool:
    """Whether it has more than the small picture of the strip."""
    return max(pane.photo_size or (0, 0)) >= pane.height() * pane.devicePixelRatioF()


def _by(at: tuple[float, float], way: tuple[float, float]) -> tuple[float, float]:
    return at[0] + way[0], at[1] + way[1]


def main(
    path: Annotated[Path, typer.Argument(metavar="FILM", help="Where the film goes, WebP.")],
    quality: Annotated[
        int, typer.Option(min=1, max=100, help="Of the pictures, as WebP counts it.")
    ] = _QUALITY,
) -> None:
    """Do what a person would do, filming."""
    os.environ["QT_SCALE_FACTOR"] = "2"
    frames = Frames(_EDGE_PX)
    with tempfile.TemporaryDirectory(prefix="repose-") as folder, stage(*_WINDOW) as on:
        on.set(scheme=Scheme.LIGHT, language=Language.ENGLISH)
        Story(on, Camera(on, frames), Path(folder)).play()
    frames.save(path, limit_bytes=_LIMIT_BYTES, quality=quality)
    typer.echo(f"{len(frames)} frames, {frames.seconds:.0f} s, {path.stat().st_size} bytes")


if __name__ == "__main__":
    typer.run(main)
