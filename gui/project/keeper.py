"""Keeps the document safe: projects are opened and saved beside the window, every edit goes to the journal."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal, Slot

from gui.document.document import Document
from gui.document.found import Opened
from gui.document.session import Session
from gui.link.background import Background
from gui.link.engine_link import EngineLink
from gui.project.file import open_project, save_project
from gui.project.file_stamp import Stamp, stamp_of
from gui.project.journal import Journal, Recoverable
from gui.project.photo_places import is_file
from gui.project.restoring import Restorer
from gui.settings.recent import with_recent, without_recent
from gui.settings.store import SettingsStore

_SAVE_S = 60.0
RETRY_MS = 5_000


class Keeper(QObject):
    """The project behind the session's document; make it after LiveRender, see Restorer.

    Files are read and written on a thread of its own; the answers are signals.
    """

    path_changed = Signal()
    saved = Signal(object)  # Path
    opened = Signal(object)  # Path
    said = Signal(str)  # what went wrong, or what people should know
    mended = Signal(str)  # what was said and holds no longer

    def __init__(
        self,
        session: Session,
        link: EngineLink,
        *,
        journal: Journal,
        settings: SettingsStore,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._stack = session.undo_stack
        self._journal = journal
        self._settings = settings
        self._background = Background(self)
        self._restorer = Restorer(session, link, background=self._background, parent=self)
        self._path: Path | None = None
        self._stamps: dict[Path, Stamp | None] = {}  # of projects as they were read or written here
        self._trouble: str | None = None
        self._retry = QTimer(self, interval=RETRY_MS)
        self._retry.timeout.connect(self._record)
        journal.trouble_changed.connect(self._on_trouble_changed)
        session.document_changed.connect(self._record)
        session.gesture_ended.connect(self._record)
        session.export_changed.connect(self._record)
        self._stack.cleanChanged.connect(self._record)

    @property
    def path(self) -> Path | None:
        """The project's file, None as long as it was never saved."""
        return self._path

    @property
    def is_modified(self) -> bool:
        """Whether there are edits that no project file has."""
        return not self._stack.isClean()

    @property
    def is_changed_on_disk(self) -> bool:
        """Whether the project's file is no longer the one that was opened or saved here."""
        now = None if self._path is None else stamp_of(self._path)
        return now is not None and now != self._known_stamp

    def save(self, path: Path) -> None:
        """Save the document as it is now; answered by `saved`, or `said` where it fails."""
        document, revision = self._session.document, self._stack.revision
        embed, pending = self._settings.value.embed_photos, dict(self._restorer.pending)

        def save() -> tuple[str, ...]:
            notes = save_project(path, document, embed=embed, found=pending)
            # At once, as another save may be asked for before this one is answered.
            self._stamps[path] = stamp_of(path)
            return notes

        self._background.run(save, partial(self._on_saved, path, revision), otherwise=self.said.emit)

    def open(self, path: Path) -> None:
        """Open a project in place of the document; answered by `opened`, or `said` where it fails."""

        def read() -> tuple[Opened, Stamp | None]:
            stamp = stamp_of(path)  # before: what is written meanwhile is not what was read
            return open_project(path), stamp

        self._background.run(read, partial(self._on_opened, path), otherwise=partial(self._on_refused, path))

    def put_away(self, key: str) -> None:
        """Keep what was found in a photo small while it is far from the canvas."""
        self._restorer.put_away(key)

    def close_document(self) -> None:
        """Start with nothing open."""
        self._show(Opened(Document()), None)

    def recoverable(self) -> tuple[Recoverable, ...]:
        """What other runs left behind when they were killed, newest first."""
        return self._journal.recoverable()

    def recover(self, item: Recoverable) -> None:
        """Bring back what was left behind, as an unsaved change of its project."""
        self._background.run(
            partial(self._journal.recover, item), partial(self._on_recovered, item), otherwise=self.said.emit
        )

    def discard(self, item: Recoverable) -> None:
        """Let go of what was left behind."""
        self._journal.discard(item)

    def finish(self, timeout: float = _SAVE_S) -> bool:
        """Wait for saves that are under way; True when they ended within `timeout` seconds."""
        return self._background.finish(timeout)

    def finish_save(self) -> bool:
        """Wait for a save that was just asked for; True when everything is in the file then."""
        self.settle()
        return not self.is_modified

    def settle(self) -> None:
        """Wait for what was just asked for, until it is answered."""
        self.finish()
        # The answer is still queued for this thread.
        QCoreApplication.sendPostedEvents(self._background)

    def close(self) -> None:
        """Leave in order: what is unsaved is not wanted."""
        self._retry.stop()
        self._journal.close()

    def _on_saved(self, path: Path, revision: int, notes: tuple[str, ...]) -> None:
        # Edits made while the file was being written are in the journal, not in the file.
        if self._stack.revision == revision:
            self._stack.setClean()
        self._take_path(path)
        self._say(notes)
        self.saved.emit(path)

    def _on_opened(self, path: Path, read: tuple[Opened, Stamp | None]) -> None:
        opened, self._stamps[path] = read
        self._show(opened, path)
        self._say(opened.notes)
        self.opened.emit(path)

    def _on_refused(self, path: Path, sentence: str) -> None:
        if not is_file(path):
            value = self._settings.value
            recent = without_recent(value.recent, path)
            self._settings.put(value.model_copy(update={"recent": recent}))
        self.said.emit(sentence)

    def _on_recovered(self, item: Recoverable, opened: Opened) -> None:
        if item.project is not None:
            self._stamps[item.project] = item.stamp
        self._show(opened, item.project)
        self._stack.resetClean()
        self._record()
        self._journal.discard(item)
        self._say(opened.notes)

    def _show(self, opened: Opened, path: Path | None) -> None:
        self._restorer.open(opened)
        self._stack.setClean()
        self._take_path(path)

    def _take_path(self, path: Path | None) -> None:
        self._path = path
        if path is not None:
            value = self._settings.value
            self._settings.put(value.model_copy(update={"recent": with_recent(value.recent, path)}))
        self._record()
        self.path_changed.emit()

    def _record(self) -> None:
        if self._session.in_gesture:
            return
        self._journal.record(
            self._session.document,
            modified=self.is_modified,
            found=self._restorer.pending,
            project=self._path,
            stamp=self._known_stamp,
        )

    @property
    def _known_stamp(self) -> Stamp | None:
        return None if self._path is None else self._stamps.get(self._path)

    @Slot()
    def _on_trouble_changed(self) -> None:
        before, self._trouble = self._trouble, self._journal.trouble
        if before == self._trouble:
            return
        if before is not None:
            self.mended.emit(before)
        if self._trouble is None:
            self._retry.stop()
        else:
            self._retry.start()
            self.said.emit(self._trouble)

    def _say(self, notes: tuple[str, ...]) -> None:
        if notes:
            self.said.emit(" ".join(notes))
