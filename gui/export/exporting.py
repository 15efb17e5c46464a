"""The window's way to its export: made when first asked for, stopped before the engine is."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gui.document.session import Session
from gui.export.broken_off import RunningBatches
from gui.export.broken_off_box import Answer, ask_to_go_on
from gui.export.dialog import ExportDialog
from gui.export.in_use import FilesInUse
from gui.export.presets import OwnPresets
from gui.export.previews import CellPreviews
from gui.export.run import ExportRun
from gui.link.engine_link import EngineLink
from gui.panels.pose_library import open_library
from gui.settings.places import Places
from gui.settings.store import SettingsStore


class Exporting(QObject):
    """Owns the run and the dialog that shows it."""

    def __init__(
        self,
        session: Session,
        link: EngineLink,
        *,
        store: SettingsStore,
        presets: OwnPresets,
        places: Places,
        in_use: FilesInUse,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._link = link
        self._store = store
        self._presets = presets
        self._own_poses = places.data / "poses"
        self._running = RunningBatches(places.data / "exports")
        self._in_use = in_use
        self._window = parent
        self.run = ExportRun(link, self)
        self.dialog: ExportDialog | None = None

    def show(self) -> None:
        """Open the dialog on what is open in the window; raises PoseError for a damaged library."""
        self._made().open_plan()

    def offer_broken_off(self) -> None:
        """Ask about batches that broke off, until one goes on."""
        for each in self._running.broken_off():
            answer = ask_to_go_on(each, self._window)
            if answer is Answer.GO_ON:
                self._made().resume(each.folder)
                return
            if answer is Answer.FORGET:
                self._running.end(each.folder)

    def _made(self) -> ExportDialog:
        library = open_library(self._own_poses)
        if self.dialog is None:
            self.dialog = ExportDialog(
                self.run, self._session, library=library, own=self._presets, running=self._running,
                in_use=self._in_use, previews=CellPreviews(self._link, self), parent=self._window,
            )  # fmt: skip
            self.dialog.page.show_choices(self._store.value.export)
            self.dialog.started.connect(self._remember)
        self.dialog.page.poses.library = library  # with what was saved since
        return self.dialog

    def keep_plan(self) -> None:
        """Have what was planned last with the document, as it is about to be saved or closed."""
        if self.dialog is not None:
            self.dialog.page.keep_plan()

    def _remember(self, choices: dict[str, Any]) -> None:
        self._store.put(self._store.value.model_copy(update={"export": choices}))

    def close(self) -> None:
        """Stop a running batch after what it is at."""
        self.run.close()
