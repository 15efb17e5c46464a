"""The first page: how to begin, with the demo person one click away."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QIcon,
    QImageReader,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from engine.system.stored_path import readable
from gui.look.follows_look import FollowsLook
from gui.look.theme import tokens
from gui.project.file import SUFFIX

_PICTURE = QSize(150, 200)
_MARGIN_PX = 20
_WORDS_PX = 310  # what is below the picture, and the room around both
_PROJECTS = 3  # the last ones, so many
_PROJECT_PX = 34  # the height of one
_NAME_PX = 300  # the width of its name
_LEAST_PX = 80  # a picture less high than this shows nothing
_RADIUS_PX = 10.0


class Welcome(FollowsLook, QWidget):
    """Shown while no photo is open; dropping photos on it works as on the whole window.

    demo: the photo of the demo person, whose small picture opens it.
    """

    open_requested = Signal()
    folder_requested = Signal()
    demo_requested = Signal()
    project_requested = Signal(object)  # Path

    def __init__(self, demo: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        centre = Qt.AlignmentFlag.AlignCenter
        self._title = QLabel(alignment=centre)
        font = QFont(self._title.font())
        font.setPointSizeF(font.pointSizeF() * 1.9)
        self._title.setFont(font)
        self._hint = QLabel(alignment=centre, wordWrap=True)
        self._open = QPushButton(default=True)
        self._folder = QPushButton()
        self._demo = QPushButton()
        self._recent = QLabel(alignment=centre)
        self.projects = tuple(QPushButton() for _ in range(_PROJECTS))
        self._places: tuple[Path, ...] = ()
        self._picture = QToolButton()
        self._picture.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the button below is the same by keyboard
        self._picture.setIcon(QIcon(_small(demo, self.devicePixelRatioF())))
        self._picture.setCursor(Qt.CursorShape.PointingHandCursor)
        self._open.clicked.connect(self.open_requested)
        self._folder.clicked.connect(self.folder_requested)
        self._demo.clicked.connect(self.demo_requested)
        for number, button in enumerate(self.projects):
            button.clicked.connect(partial(self._on_project, number))
        self._picture.clicked.connect(self.demo_requested)
        self.setFocusProxy(self._open)
        self.setMinimumSize(320, 240)  # less than the picture needs, which gives way on small screens
        self._arrange()
        self._retranslate()

    def show_recent(self, recent: Sequence[Path]) -> None:
        """Offer the last projects among the files opened last, newest first."""
        self._places = tuple(path for path in recent if path.suffix.lower() == SUFFIX)[:_PROJECTS]
        self._recent.setVisible(bool(self._places))
        for number, button in enumerate(self.projects):
            button.setVisible(number < len(self._places))
            if number < len(self._places):
                self._name_project(button, self._places[number])
        self._fit_picture()

    def _name_project(self, button: QPushButton, path: Path) -> None:
        name = readable(path.stem)
        shown = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, _NAME_PX)
        button.setText(shown.replace("&", "&&"))
        button.setToolTip(readable(str(path)))
        button.setAccessibleName(self.tr("Open project {name}").format(name=name))

    def _on_project(self, number: int) -> None:
        self.project_requested.emit(self._places[number])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the picture into the height that the words leave, or do without."""
        self._fit_picture()
        super().resizeEvent(event)

    def _fit_picture(self) -> None:
        words = _WORDS_PX + (_PROJECT_PX * (len(self._places) + 1) if self._places else 0)
        height = min(self.height() - words, _PICTURE.height())
        self._picture.setIconSize(_PICTURE * (max(height, 0) / _PICTURE.height()))
        self._picture.setVisible(height >= _LEAST_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The place to drop photos on."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(tokens().edge), 1.5, Qt.PenStyle.DashLine))
            margin = _MARGIN_PX
            area = QRectF(self.rect()).adjusted(margin, margin, -margin, -margin)
            painter.drawRoundedRect(area, _RADIUS_PX, _RADIUS_PX)

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addStretch()
        buttons.addWidget(self._open)
        buttons.addWidget(self._folder)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * _MARGIN_PX, 2 * _MARGIN_PX, 2 * _MARGIN_PX, 2 * _MARGIN_PX)
        column.setSpacing(16)
        column.addStretch(2)
        column.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._title)
        column.addWidget(self._hint)
        column.addSpacing(6)
        column.addLayout(buttons)
        column.addWidget(self._demo, 0, Qt.AlignmentFlag.AlignHCenter)
        projects = QVBoxLayout()
        projects.setSpacing(2)
        projects.addWidget(self._recent)
        for button in self.projects:
            projects.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(projects)
        column.addStretch(3)

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Drop a photo of a person here"))
        self._hint.setText(
            self.tr("Then drag the joints of the skeleton, and the same person takes the new pose.\n"
                    "Everything happens on this computer. No photo leaves it.")
        )  # fmt: skip
        self._open.setText(self.tr("Open photos…"))
        self._folder.setText(self.tr("Open folder…"))
        self._recent.setText(self.tr("Recent projects"))
        self.show_recent(self._places)
        self._demo.setText(self.tr("Try it with the demo person"))
        self._picture.setToolTip(self._demo.text())
        self._picture.setAccessibleName(self._demo.text())


def _small(photo: Path, ratio: float) -> QPixmap:
    """The photo scaled to fill `_PICTURE`, with round corners; empty where it cannot be read."""
    reader = QImageReader(str(photo))
    room = _PICTURE * ratio
    reader.setScaledSize(reader.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        return QPixmap()
    rounded = QPixmap(image.size())
    rounded.fill(Qt.GlobalColor.transparent)
    with QPainter(rounded) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(rounded.rect()), _RADIUS_PX * ratio, _RADIUS_PX * ratio)
        painter.setClipPath(outline)
        painter.drawImage(0, 0, image)
    rounded.setDevicePixelRatio(ratio)
    return rounded
