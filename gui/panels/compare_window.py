"""Two kept poses side by side, large: both are zoomed and moved together, and either can be used."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QPushButton, QWidget

from gui.canvas.layers import paint_words
from gui.canvas.zoomed_widget import ZoomedWidget
from gui.document.others import Variant
from gui.document.session import Session
from gui.link.pictures import Picture
from gui.look.follows_look import FollowsLook
from gui.look.theme import tokens
from gui.panels.kept_pictures import KeptPictures

_SIZE = QSize(900, 640)
_ZOOM_PER_NOTCH = 1.2
_NOTCH = 120.0
_ZOOM_KEYS = {Qt.Key.Key_Plus: 1.25, Qt.Key.Key_Equal: 1.25, Qt.Key.Key_Minus: 0.8}


def tr(text: str) -> str:
    """`text` in the language of the window."""
    return QCoreApplication.translate("CompareWindow", text)


class PicturePane(ZoomedWidget):
    """One picture; the wheel, + and - zoom, a drag moves, 0 fits."""

    view_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: Picture | None = None
        self._last: tuple[float, float] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(160, 160)

    @property
    def photo_size(self) -> tuple[int, int] | None:
        """(width, height) of the picture, px."""
        return self._picture.size if self._picture is not None else None

    def show_picture(self, picture: Picture | None) -> None:
        """Show another picture in the same view."""
        self._picture = picture
        self.keep_fitted()
        self.update()

    def refresh(self) -> None:
        """Paint anew, and tell that another part is shown."""
        super().refresh()
        self.view_changed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture, or that it is on its way."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), tokens().canvas)
            if self._picture is None:
                paint_words(painter, tr("The picture is being made…"), room=self.rect(), tokens=tokens())
                return
            view, (width, height) = self.view, self._picture.size
            target = QRectF(view.left, view.top, width * view.scale, height * view.scale)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(target, self._picture.level_for(target.width() * self.devicePixelRatioF()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep a fitted picture fitted."""
        self.keep_fitted()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer."""
        self.zoom_by(_ZOOM_PER_NOTCH ** (event.angleDelta().y() / _NOTCH), event.position().toTuple())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the picture."""
        self._last = event.position().toTuple()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move it."""
        if self._last is not None:
            at = event.position().toTuple()
            self.set_view(self._view.panned((at[0] - self._last[0], at[1] - self._last[1])))
            self._last = at

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._last = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom about the middle, or fit."""
        if event.key() in _ZOOM_KEYS:
            self.zoom_by(_ZOOM_KEYS[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_0:
            self.fit()
        else:
            super().keyPressEvent(event)


class CompareWindow(FollowsLook, QDialog):
    """Stays beside the work, and goes when one of the two is no more."""

    used = Signal(object)  # Variant

    def __init__(
        self,
        pair: tuple[Variant, Variant],
        *,
        session: Session,
        pictures: KeptPictures,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._pair, self._session, self._pictures = pair, session, pictures
        self.panes = PicturePane(), PicturePane()
        self.use_buttons = QPushButton(autoDefault=False), QPushButton(autoDefault=False)
        self._names = QLabel(), QLabel()
        self._close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._close.rejected.connect(self.reject)
        self._arrange()
        for variant, button in zip(pair, self.use_buttons, strict=True):
            button.clicked.connect(partial(self.used.emit, variant))
        for pane, other in (self.panes, self.panes[::-1]):
            pane.view_changed.connect(partial(self._follow, pane, other))
        session.variants_changed.connect(self._on_variants_changed)
        session.photo_changed.connect(self._on_variants_changed)
        pictures.changed.connect(self._show)
        pictures.look_closer(pair)
        self._retranslate()
        self._show()

    def done(self, result: int) -> None:
        """However it is closed: no large pictures are wanted any more."""
        self._pictures.look_closer(())
        super().done(result)

    def _arrange(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 12, 12, 12)
        for column, (name, pane, use) in enumerate(
            zip(self._names, self.panes, self.use_buttons, strict=True)
        ):
            name.setAlignment(Qt.AlignmentFlag.AlignCenter)
            grid.addWidget(name, 0, column)
            grid.addWidget(pane, 1, column)
            grid.addWidget(use, 2, column, Qt.AlignmentFlag.AlignCenter)
            grid.setColumnStretch(column, 1)
        grid.setRowStretch(1, 1)
        grid.addWidget(self._close, 3, 0, 1, 2)
        self.resize(_SIZE)

    def _follow(self, pane: PicturePane, other: PicturePane) -> None:
        """Show the same part in the other pane."""
        if other.view != pane.view:
            other.show_view(pane.chosen_view)

    def _on_variants_changed(self) -> None:
        entry = self._session.entry
        kept = {replace(each, name=""): each for each in (entry.variants if entry else ())}
        found = [kept.get(replace(each, name="")) for each in self._pair]
        if found[0] is None or found[1] is None:
            self.reject()
            return
        self._pair = found[0], found[1]
        self._name()

    def _show(self) -> None:
        for variant, pane in zip(self._pair, self.panes, strict=True):
            pane.show_picture(self._pictures.large_of(variant))

    def _name(self) -> None:
        for variant, name, pane, use in zip(
            self._pair, self._names, self.panes, self.use_buttons, strict=True
        ):
            name.setText(variant.name)
            pane.setAccessibleName(variant.name)
            use.setAccessibleName(tr("Use {name}").format(name=variant.name))

    def _retranslate(self) -> None:
        self.setWindowTitle(tr("Compare kept poses"))
        for use in self.use_buttons:
            use.setText(tr("Use this pose"))
        self._name()
