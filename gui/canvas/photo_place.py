"""Which place of the photo a point of the canvas shows, also where the picture has moved it."""

from __future__ import annotations

from engine.pose.pose import XY
from gui.canvas.layers import ViewMode
from gui.canvas.view import CanvasView
from gui.document.session import Session


def photo_place(canvas: CanvasView, session: Session, at: XY) -> XY | None:
    """The photo pixel seen at a point of the canvas; None for the picture's background and what nothing is known of."""
    pane, mode = canvas.pane[0], canvas.mode
    if mode is ViewMode.SIDE_BY_SIDE and at[0] > pane:
        return canvas.view.to_photo((at[0] - pane, at[1]))
    place = canvas.view.to_photo(at)
    shows_photo = mode is ViewMode.ORIGINAL or (
        mode is ViewMode.SPLIT and at[0] < canvas.split_share * canvas.width()
    )
    if shows_photo or canvas.tool is not None or session.rendered is None:
        return place
    origins = session.rendered.origins
    return None if origins is None else origins.at(place)
