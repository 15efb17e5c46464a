"""Which place of the photo a point of the canvas shows, also where the picture has moved it."""

from __future__ import annotations

from engine.pose.pose import XY
from gui.canvas.layers import ViewMode
from gui.canvas.view import CanvasView
from gui.document.session import Session


def photo_place(canvas: CanvasView, session: Session, at: XY) -> XY | None:
    """The photo pixel seen at a point of the canvas; None for the picture's background and what nothing is known of."""
    if at[0] < canvas.pane_left:
        return canvas.view.to_photo((at[0] + canvas.pane[0], at[1]))
    place = canvas.view.to_photo(at)
    shows_photo = canvas.mode is ViewMode.ORIGINAL or at[0] < canvas.result_left
    if shows_photo or canvas.tool is not None or session.rendered is None:
        return place
    origins = session.rendered.origins
    return None if origins is None else origins.at(place)
