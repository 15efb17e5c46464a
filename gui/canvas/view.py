"""What the canvas shows: photo, picture and tints in their view modes, kept as one backdrop, and the skeleton on it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from engine.imaging.extension import UNEXTENDED
from engine.pose.pose import XY, Box, Joint
from gui.canvas.divider import REACH_PX, grip_height, is_on_grip, paint_divider
from gui.canvas.layers import Backdrop, Scene, ViewMode, paint_words, pane_of
from gui.canvas.onion import OnionSkin
from gui.canvas.overlays import Overlays
from gui.canvas.pose_interaction import handle_places
from gui.canvas.tool import CanvasTool
from gui.canvas.zoomed_widget import ZoomedWidget
from gui.document.session import Session
from gui.link.pictures import Picture
from gui.look.engine_sentences import localised
from gui.look.theme import tokens
from gui.look.tokens import Tokens


def tr(text: str) -> str:
    """`text` in the language of the window."""
    return QCoreApplication.translate("CanvasView", text)


class CanvasView(ZoomedWidget):
    """Paints the session; its child draws the skeleton and takes pointer and keys.

    The backdrop (photo and picture) is painted into a pixmap that is kept until it changes, so that a step
    of a drag only copies it and draws the skeleton.
    """

    painted = Signal()
    mode_changed = Signal()
    tool_changed = Signal()
    joint_hovered = Signal(object)  # Joint | None

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._mode = ViewMode.RESULT
        self._tool: CanvasTool | None = None
        self._peeking = False
        self._other: tuple[Picture, tuple[str, str]] | None = None
        self._backdrop = Backdrop()
        self.overlays = Overlays(self)
        self.onion = OnionSkin(self)
        self.split_share = 0.5
        self._grip = 0.0  # how far down it is, px
        self.skeleton_shown = True
        self.hidden_shown = False
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(240, 64)

    def paint_skeleton(self, painter: QPainter, colours: Tokens) -> None:
        """Draw what lies over the backdrop of the first pane; nothing here."""

    @property
    def mode(self) -> ViewMode:
        """What is shown, whatever is being peeked at."""
        return self._mode

    @property
    def pane(self) -> XY:
        """(width, height) of one pane, px."""
        return pane_of(self._shown_mode, self.width())[1], float(self.height())

    @property
    def pane_left(self) -> float:
        """How far the pane of the result is from the left edge, px; the original is to the left of it."""
        return pane_of(self._shown_mode, self.width())[0]

    @property
    def split_x(self) -> float:
        """Where the split view is split, px."""
        return self.split_share * self.width()

    @property
    def result_left(self) -> float:
        """From where on the result is seen, and with it the skeleton; px."""
        return self.split_x if self._shown_mode is ViewMode.SPLIT else self.pane_left

    def is_on_line(self, at: XY) -> bool:
        """Whether a point of the canvas is on the line of the split view."""
        return self._mode is ViewMode.SPLIT and abs(at[0] - self.split_x) <= REACH_PX

    def is_on_grip(self, at: XY) -> bool:
        """Whether a point of the canvas is on the grip of the split view."""
        return self._mode is ViewMode.SPLIT and is_on_grip(at, self.split_x, self._grip)

    @property
    def photo(self) -> Picture | None:
        """The photo that gives the canvas its size."""
        return self._session.photo_picture

    @property
    def photo_size(self) -> tuple[int, int] | None:
        """(width, height) of the photo, px."""
        return self.photo.size if self.photo is not None else None

    @property
    def frame(self) -> Box | None:
        """The photo, and what pictures show beyond its edges, in its pixels."""
        return None if self.photo_size is None else self._session.extension.frame(self.photo_size)

    @property
    def tool(self) -> CanvasTool | None:
        """What is in hand in place of posing."""
        return self._tool

    def set_mode(self, mode: ViewMode) -> None:
        """Choose what is shown."""
        if mode is not self._mode:
            self._mode = mode
            self.keep_fitted()
            self.refresh()
            self.mode_changed.emit()

    def peek(self, on: bool) -> None:
        """Show the original for as long as `on`."""
        if on != self._peeking:
            self._peeking = on
            self.refresh()

    def show_beside(self, other: Picture | None, names: tuple[str, str] = ("", "")) -> None:
        """Show another picture in the photo's place beside the result; names: what both are called."""
        self._other = None if other is None else (other, names)
        self.refresh()

    def show_skeleton(self, on: bool) -> None:
        """Show or hide the skeleton; hidden, it cannot be dragged."""
        self.skeleton_shown = on
        self.update()

    def show_hidden(self, on: bool) -> None:
        """Show joints that take no part, so that they can be placed by hand."""
        self.hidden_shown = on
        self.update()

    def tell_hovered(self, joint: Joint | None) -> None:
        """Say which joint the pointer is over."""
        self.joint_hovered.emit(joint)
        self.update()

    def refresh(self) -> None:
        """Paint the backdrop anew."""
        self._backdrop.forget()
        if self._tool is not None:
            self._tool.view_changed()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Copy the backdrop and draw the skeleton over it."""
        painter = QPainter(self)
        scene = self._scene()
        if scene is None:
            painter.fillRect(self.rect(), tokens().canvas)
            if self._session.fault is not None:
                paint_words(painter, localised(self._session.fault), room=self.rect(), tokens=tokens())
            return
        painter.drawPixmap(0, 0, self._backdrop.pixmap(scene, self.devicePixelRatioF()))
        if self._tool is not None:
            self._tool.paint(painter, event.rect())
        elif self.skeleton_shown and not self._peeking:
            left = self.result_left
            painter.setClipRect(QRectF(left, 0, self.width() - left, self.height()))
            self.paint_skeleton(painter, scene.tokens)
            painter.setClipping(False)
        if scene.mode is ViewMode.SPLIT:
            self._paint_divider(painter, scene)
        painter.end()
        self.painted.emit()

    def _paint_divider(self, painter: QPainter, scene: Scene) -> None:
        pose = self._session.pose
        if not self.is_held:  # a grip that ran away from what is dragged would be in the way
            places = [] if pose is None else [pose.at(joint) for joint in Joint if pose.has(joint)]
            places += [] if pose is None else handle_places(pose).values()
            on_canvas = [scene.view.to_canvas(place) for place in places]
            self._grip = grip_height(scene.split_x, scene.height, on_canvas)
        paint_divider(painter, scene.split_x, grip=self._grip, height=scene.height, tokens=scene.tokens)

    @property
    def is_held(self) -> bool:
        """Whether the pointer holds something; its child knows."""
        return False

    def _scene(self) -> Scene | None:
        if self.photo is None:
            return None
        rendered = self._session.rendered
        return Scene(
            photo=self.photo,
            result=None if self._peeking else self._session.picture,
            mode=ViewMode.ORIGINAL if self._peeking and not self.pane_left else self._shown_mode,
            view=self.view,
            width=self.width(),
            height=self.height(),
            split_x=self.split_x,
            tokens=tokens(),
            over_photo=() if self._tool is not None else self.overlays.over_photo(self._session),
            over_result=self.overlays.over_result(self._session),
            extension=UNEXTENDED if rendered is None else rendered.request.extension,
            onion=self.onion.over_result(self._session) if self._tool is None else None,
            names=self._names,
            other=None if self._other is None else self._other[0],
        )

    @property
    def _names(self) -> tuple[str, str]:
        """Of what lies to the left and to the right, where both are shown."""
        left, right = (tr("Original"), tr("Result")) if self._other is None else self._other[1]
        return left, tr("Original") if self._peeking else right

    @property
    def _shown_mode(self) -> ViewMode:
        return self._mode if self._tool is None else ViewMode.ORIGINAL
