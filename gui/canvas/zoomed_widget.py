"""A widget that shows a part of something large: zoom at a point, pan, fit and actual size."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from engine.pose.pose import XY, Box
from gui.canvas import view_transform
from gui.canvas.view_transform import ViewTransform


class ZoomedWidget(QWidget):
    """Keeps the view; what is shown, and how large it is, is its child's business."""

    zoom_changed = Signal(float)  # canvas pixels per photo pixel

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = ViewTransform()
        self._is_fitted = True

    @property
    def view(self) -> ViewTransform:
        """Where the photo is on the widget; beside it, the original is a pane's width to the left."""
        return self._view.panned((self.pane_left, 0.0))

    @property
    def pane(self) -> XY:
        """(width, height) of the room for the photo, px."""
        return float(self.width()), float(self.height())

    @property
    def pane_left(self) -> float:
        """How far that room is from the left edge, px."""
        return 0.0

    @property
    def photo_size(self) -> tuple[int, int] | None:
        """(width, height) of what is shown, None while there is nothing."""
        return None

    @property
    def frame(self) -> Box | None:
        """What is shown, in photo pixels: all of the photo, or more; None while there is nothing."""
        size = self.photo_size
        return None if size is None else Box(0, 0, *size)

    def refresh(self) -> None:
        """Paint anew; called when the view changed."""
        self.update()

    def set_view(self, view: ViewTransform) -> None:
        """Show another part of the photo; view: on the widget."""
        self._show(view.panned((-self.pane_left, 0.0)))

    def _show(self, view: ViewTransform) -> None:
        """Show another part; view: in the pane, so that it holds wherever that is."""
        if (frame := self.frame) is not None:
            view = view_transform.kept_in_sight(view, frame, into=self.pane)
        if view != self._view:
            self._view = view
            self._is_fitted = False
            self.zoom_changed.emit(view.scale)
            self.refresh()

    def fit(self) -> None:
        """Show the whole photo."""
        if (frame := self.frame) is not None:
            self._show(view_transform.fitted_box(frame, into=self.pane))
            self._is_fitted = True

    def show_box(self, box: Box) -> None:
        """Show a part of the photo as large as there is room; where it is shown so already, all of the photo."""
        frame = self.frame
        if frame is None:
            return
        view = view_transform.boxed(box, into=self.pane)
        view = view_transform.kept_in_sight(view, frame, into=self.pane)
        if view == self._view:
            self.fit()
        else:
            self._show(view)

    @property
    def chosen_view(self) -> ViewTransform | None:
        """The view in the pane that a person zoomed or panned to; None while the whole photo is shown."""
        return None if self._is_fitted else self._view

    def show_view(self, view: ViewTransform | None) -> None:
        """Go back to a `chosen_view`."""
        self._is_fitted = True
        if view is None:
            self.fit()
        else:
            self._show(view)

    def keep_fitted(self) -> None:
        """Fit again when it was fitted; called when the room changed."""
        if self._is_fitted:
            self.fit()

    def actual_size(self) -> None:
        """Show one photo pixel as one pixel of the screen, keeping the middle."""
        self.zoom_by(1 / (self._view.scale * self.devicePixelRatioF()))

    def zoom_by(self, factor: float, at: XY | None = None) -> None:
        """Zoom about a point of the canvas, by default the middle of the pane."""
        width, height = self.pane
        self.set_view(self.view.zoomed(factor, at=at or (self.pane_left + width / 2, height / 2)))
