"""A session with one person in it, as the panels meet it, without an engine."""

from __future__ import annotations

import numpy as np

from engine.contract.messages import Quality, Rendered, RenderRequest, Source
from engine.photo.photo import Photo
from engine.pose.pose import Pose
from gui.document.document import PhotoEntry
from gui.document.session import Session
from gui.link.pictures import to_picture
from tests.pose.posing import FRONT


def a_source(key: str = "anna", pose: Pose = FRONT) -> Source:
    photo = Photo(np.full((600, 400, 3), 120, np.uint8), f"{key}.png", key)
    return Source(photo, pose, np.zeros((600, 400), np.float32))


def session_with(*keys: str) -> Session:
    """A session with photos under these keys, the first of them on the canvas."""
    session = Session()
    session.add_entries([PhotoEntry(key, None, key) for key in keys])
    for key in keys:
        session.take_source(key, a_source(key))
    return session


def answer(session: Session, shade: int = 200) -> None:
    """A picture of the pose on the canvas arrives, all of one grey."""
    assert session.source is not None
    assert session.pose is not None
    request = RenderRequest(session.source, session.pose, Quality.FINAL)
    pixels = np.full((600, 400, 3), shade, np.uint8)
    session.take_picture(Rendered(request, pixels, 0.0, None, {}, "cpu"), to_picture(pixels))
