"""The parts of the window, and what actions, tools and others may ask of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMainWindow

from engine.export.settings import OutputSettings
from engine.system.errors import EngineError
from gui.canvas.canvas import Canvas
from gui.document.live_render import LiveRender
from gui.document.session import Session
from gui.export.exporting import Exporting
from gui.export.in_use import files_in_use
from gui.export.picture_dialog import PictureDialog
from gui.export.presets import OwnPresets
from gui.export.saving import PictureSaver
from gui.link.background import Background
from gui.link.engine_link import EngineFactory, EngineLink
from gui.look.follows_look import FollowsLook
from gui.panels.film_strip import FilmStrip
from gui.project import questions as project_questions
from gui.project.journal import Journal
from gui.project.keeper import Keeper
from gui.project.recipes import RecipeOpener
from gui.report.reporting import Reporting
from gui.settings.places import Places, last_folder
from gui.settings.store import SettingsStore
from gui.window import opening
from gui.window.actions import Actions
from gui.window.docks import Docks
from gui.window.equipping import Equipping
from gui.window.fault_notice import FaultNotice
from gui.window.frame import Frame
from gui.window.menus import Menus
from gui.window.notice_bar import NoticeBar
from gui.window.recent_files import RecentFiles
from gui.window.status_bar import StatusBar

_LOG_SAID_MS = 20_000


class Workbench(FollowsLook, QMainWindow):
    """The parts, not yet arranged; `make_engine` is called once. Who is arranged on it sees to its end."""

    def __init__(
        self, make_engine: EngineFactory, *, frame: Frame, store: SettingsStore, places: Places
    ) -> None:
        super().__init__()
        self.frame = frame
        self.store = store
        self.logs = places.logs
        self.session = Session(self)
        self.link = EngineLink(make_engine, self)
        self.live = LiveRender(self.session, self.link, self)
        self.background = Background(self)
        self.keeper: Keeper
        self._in_use = partial(
            files_in_use, self.session, lambda: self.keeper.path, own_poses=places.data / "poses"
        )
        self.saver = PictureSaver(
            self.session, self.link, live=self.live, background=self.background, in_use=self._in_use,
            parent=self,
        )  # fmt: skip
        self.recipes = RecipeOpener(self.session, self.link, live=self.live, background=self.background)
        journal = Journal(places.data / "journal")
        self._presets = OwnPresets(store, self)
        self.exporting = Exporting(
            self.session, self.link, store=store, presets=self._presets, places=places, in_use=self._in_use,
            parent=self,
        )  # fmt: skip
        self.reporting = Reporting(self.session, store=store, own_poses=places.data / "poses", parent=self)
        self.keeper = Keeper(self.session, self.link, journal=journal, settings=store, parent=self)
        self._recent = RecentFiles(store, open_files=self.open_files, say=self.say, parent=self)
        self.actions_by_name = Actions(self)
        frame.serve(self.actions_by_name)
        self.menus = Menus(self, self.actions_by_name)
        self.canvas = Canvas(self.session)
        self.canvas.addActions(list(self.actions_by_name.all().values()))
        self.notice = NoticeBar()
        FaultNotice(self.notice, self.session, self.live)
        self.film_strip = FilmStrip(self.session)
        self.status = StatusBar()
        self.equipping = Equipping(
            self.session, self.link, store=store, canvas=self.canvas, button=self.status.device,
            folder=places.data / "weights", parent=self,
        )  # fmt: skip
        self.docks = Docks(self, self.session, link=self.link, own_poses=places.data / "poses")

    def open_files(self, paths: Iterable[Path]) -> None:
        """Open photos, folders of them, a project, and pose files for the photo on the canvas."""
        asked = list(paths)
        self.attempt(lambda: self._open(opening.photos_in(asked)))
        self._recent.remember(asked)

    def say(self, sentence: str) -> None:
        """Tell what went wrong."""
        self.notice.say(sentence, can_retry=False)

    def say_of_attempt(self, sentence: str) -> None:
        """Tell why what was just tried on this photo did not go; gone with the photo and the next attempt."""
        self.notice.say(sentence, can_retry=False, passes=True)

    def attempt(self, call: Callable[[], object]) -> None:
        """Call, and say what a person can do when it fails for a known reason."""
        self.notice.move_on()
        self._try(call)

    def paste(self) -> None:
        """A photo, files or a pose from the clipboard; raises EngineError where it holds none of them."""
        self.open_files(opening.paste(self.session))

    def save_picture(self) -> None:
        """Ask how and where to and save what the canvas shows."""
        dialog = PictureDialog(self.store, self._presets, self)
        dialog.chosen.connect(self._save_picture)
        dialog.open()

    def import_pose(self) -> None:
        """Ask for a pose file and take its pose; raises PoseError."""
        path = opening.ask_for_pose(self, self.last_folder)
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
        """Ask what is to be done with what a crash left behind, and with exports that broke off."""
        project_questions.offer_recovery(self.keeper, self)
        self.attempt(self.exporting.offer_broken_off)

    @property
    def suggested(self) -> Path:
        """A place for a new project, beside its first photo."""
        return opening.project_place(self.session, self.last_folder)

    @property
    def last_folder(self) -> Path:
        """Where file dialogs begin: where the person was last, or among their pictures."""
        return last_folder(self.store.value.recent)

    def show_log_folder(self) -> None:
        """Open the folder of the log where this desktop shows folders; raises EngineError where it cannot.

        Some desktops start something and show nothing, so where it is stands in the window as well.
        """
        self.status.showMessage(self.tr("The log is in {folder}").format(folder=self.logs), _LOG_SAID_MS)
        if not (self.logs.is_dir() and QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.logs)))):
            raise EngineError(
                self.tr("The log is in {folder}, which could not be opened.").format(folder=self.logs)
            )

    def _save_picture(self, settings: OutputSettings) -> None:
        suggestion = opening.suggested(self.session, f"-reposed{settings.suffix}")
        place = opening.ask_for_picture_place(self, suggestion, kind=settings.format)
        if place is not None:
            self.saver.save(place, settings)

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
                self._try(partial(opening.import_pose, self.session, path))

    def _try(self, call: Callable[[], object]) -> None:
        """One of several attempts that were asked for at once."""
        try:
            call()
        except EngineError as error:
            self.say_of_attempt(str(error))
