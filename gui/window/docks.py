"""The panels beside the canvas: each can be hidden, moved and floated, and tells its troubles to the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QBoxLayout, QDockWidget, QLabel, QMainWindow, QTabBar, QWidget

from gui.document.session import Session
from gui.link.engine_link import EngineLink
from gui.look.packed import packed
from gui.panels.history_panel import HistoryPanel
from gui.panels.joint_table import JointTable
from gui.panels.library_panel import LibraryPanel
from gui.panels.variants_panel import VariantsPanel

_TITLES = {
    "library": QT_TRANSLATE_NOOP("Docks", "Poses"),
    "joints": QT_TRANSLATE_NOOP("Docks", "Joints"),
    "history": QT_TRANSLATE_NOOP("Docks", "History"),
    "variants": QT_TRANSLATE_NOOP("Docks", "Kept poses"),
}


class Docks(QObject):
    """Library, joint table and history share the right side, the kept poses lie along the bottom.

    Their panel is folded away until there is one.
    """

    def __init__(self, window: QMainWindow, session: Session, *, link: EngineLink, own_poses: Path) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._is_any_kept = False
        self._is_choosing = False
        self.library = LibraryPanel(session, own_poses, link=link)
        self.joints = JointTable(session)
        self.history = HistoryPanel(session)
        self.variants = VariantsPanel(session, link)
        right, bottom = Qt.DockWidgetArea.RightDockWidgetArea, Qt.DockWidgetArea.BottomDockWidgetArea
        self._docks: dict[str, QDockWidget] = {}
        self._waiting = QLabel(wordWrap=True)
        self._waiting.setContentsMargins(8, 8, 8, 0)
        self._waiting.hide()
        poses = packed(self._waiting, self.library, way=QBoxLayout.Direction.TopToBottom)
        self._add(window, "library", poses, area=right)
        self._add(window, "joints", self.joints, area=right)
        self._add(window, "history", self.history, area=right)
        self._add(window, "variants", self.variants, area=bottom)
        window.setCorner(Qt.Corner.BottomRightCorner, right)
        window.tabifyDockWidget(self._docks["library"], self._docks["joints"])
        window.tabifyDockWidget(self._docks["joints"], self._docks["history"])
        window.setTabPosition(right, window.tabPosition(right).North)
        self._docks["library"].raise_()
        window.resizeDocks([self._docks["library"]], [340], Qt.Orientation.Horizontal)
        window.resizeDocks([self._docks["variants"]], [204], Qt.Orientation.Vertical)
        session.document_changed.connect(self._on_document_changed)
        self.retranslate()

    def toggles(self) -> list[QAction]:
        """The actions that show and hide the panels."""
        return [dock.toggleViewAction() for dock in self._docks.values()]

    def show_panel(self, name: str) -> None:
        """Bring "library", "joints", "history" or "variants" to the front."""
        self._docks[name].show()
        self._docks[name].raise_()

    def set_posing(self, on: bool, *, choosing: bool = False) -> None:
        """Whether panels may pose the person: not while a tool is in hand, when the canvas shows no pose.

        choosing: that tool is the one that chooses a person, which has no bar with *Done* above the photo.
        """
        self._is_choosing = choosing
        self._say_why_waiting()
        for panel in (self.library, self.joints, self.variants):
            panel.setEnabled(on)
        self._waiting.setVisible(not on)

    def is_shown(self, name: str) -> bool:
        """Whether a panel is there, be it behind a tab."""
        return not self._docks[name].isHidden()

    def fold(self) -> None:
        """Put the panel of kept poses away where nothing is in it, whatever was remembered of it."""
        self._docks["variants"].setVisible(self._is_any_kept)

    def retranslate(self) -> None:
        """Say the titles in the language of the window."""
        for name, dock in self._docks.items():
            dock.setWindowTitle(QCoreApplication.translate("Docks", str(_TITLES[name])))
        self._say_why_waiting()
        self._name_tab_bars()

    def _say_why_waiting(self) -> None:
        if self._is_choosing:
            told = QT_TRANSLATE_NOOP(
                "Docks",
                "Poses wait while you choose a person. Click one in the photo to pose them, or press Esc to leave it "
                "as it is.",
            )
        else:
            told = QT_TRANSLATE_NOOP(
                "Docks", "Poses wait while you work on the photo. Press Done above it to go on posing."
            )
        self._waiting.setText(QCoreApplication.translate("Docks", str(told)))

    def _on_document_changed(self) -> None:
        """The first pose that is kept brings the panel, the last one takes it along; else it is a person's to close.

        It stays for as long as one that was deleted can be brought back there.
        """
        session = self._session
        is_any_kept = any(
            entry.variants or session.has_kept_undo(entry.key) for entry in session.document.photos
        )
        if is_any_kept != self._is_any_kept:
            self._is_any_kept = is_any_kept
            self.fold()

    def _name_tab_bars(self) -> None:
        # Qt makes one whenever panels come to lie upon each other.
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        for bar in self._window.findChildren(QTabBar, options=direct):
            bar.setAccessibleName(QCoreApplication.translate("Docks", "Panels"))

    def _on_moved(self) -> None:
        """A panel behind a tab has its name there: a title below would say it again."""
        for dock in self._docks.values():
            is_tabbed = bool(self._window.tabifiedDockWidgets(dock)) and not dock.isFloating()
            if is_tabbed != (dock.titleBarWidget() is not None):
                # With none given Qt puts its own back, which its types do not know.
                dock.setTitleBarWidget(QWidget() if is_tabbed else None)  # type: ignore[arg-type]

    def _add(self, window: QMainWindow, name: str, panel: QWidget, *, area: Qt.DockWidgetArea) -> None:
        dock = QDockWidget(window)
        dock.setObjectName(name)
        dock.setWidget(panel)
        window.addDockWidget(area, dock)
        dock.visibilityChanged.connect(self._name_tab_bars)
        for moved in (dock.topLevelChanged, dock.dockLocationChanged, dock.visibilityChanged):
            moved.connect(self._on_moved)
        self._docks[name] = dock
