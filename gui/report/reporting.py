"""The window's way to its report: made when first asked for, ended with the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gui.document.session import Session
from gui.panels.pose_library import open_library
from gui.report.dialog import ReportDialog
from gui.report.run import ReportRun
from gui.settings.store import SettingsStore


class Reporting(QObject):
    """Owns the run and the dialog that shows it. own_poses: where a person's own poses are kept."""

    def __init__(self, session: Session, *, store: SettingsStore, own_poses: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._store, self._own_poses, self._window = session, store, own_poses, parent
        self.run = ReportRun(self)
        self.dialog: ReportDialog | None = None

    def show(self) -> None:
        """Open the dialog on what is open in the window; raises PoseError for a damaged library."""
        if self.dialog is None:
            self.dialog = ReportDialog(
                self.run,
                open_library(self._own_poses),
                device=lambda: self._store.value.device,
                parent=self._window,
            )
        self.dialog.open_for(self._session)

    def close(self) -> None:
        """End a report that is being made."""
        self.run.close()
