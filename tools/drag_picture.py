"""Makes the animated picture of a drag for the README, from the window itself with the real engine.

python -m tools.drag_picture docs/pictures/drag.webp docs/pictures/window.png
"""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from engine.pose.pose import Joint
from gui.look.language import Language
from gui.look.theme import Scheme
from tools.frames import Frames, pixels
from tools.stage import RAISED, SPREAD, Stage, stage

_WINDOW = (1280, 800)
_FRAME_EDGE_PX = 860
_STILL_EDGE_PX = 1600
_FRAME_MS = 70
_REST_MS = 1100
_LIMIT_BYTES = 2_000_000
_QUALITY = 70
_GESTURES = ((Joint.R_WRIST, RAISED), (Joint.L_WRIST, SPREAD), (Joint.L_ANKLE, ((776.0, 1306.0),)))


def main(
    film_path: Annotated[Path, typer.Argument(metavar="FILM", help="Where the film goes, WebP.")],
    still_path: Annotated[Path, typer.Argument(metavar="STILL", help="Where the still picture goes.")],
) -> None:
    """Drag, filming; then take the still."""
    os.environ["QT_SCALE_FACTOR"] = "2"
    with stage(*_WINDOW) as on:
        on.set(scheme=Scheme.LIGHT, language=Language.ENGLISH)
        on.open_demo()
        frames = Frames(_FRAME_EDGE_PX)
        take = partial(_take, on, frames)
        take(_REST_MS)
        for joint, stops in _GESTURES:
            on.drag(joint, stops, each_step=lambda _: take())
            on.wait_for_final()
            take(_REST_MS // 2)
            on.session.keep_variant()
        on.settle()
        take(2 * _REST_MS)
        frames.save(film_path, limit_bytes=_LIMIT_BYTES, quality=_QUALITY)
        still = pixels(on.window.grab().toImage(), _STILL_EDGE_PX)
        still.save(still_path, optimize=True)


def _take(on: Stage, frames: Frames, rest_ms: int = _FRAME_MS) -> None:
    """The window as it is, once its picture is that of the pose."""
    on.wait_for_preview()
    frames.add(on.window.grab().toImage(), rest_ms)


if __name__ == "__main__":
    typer.run(main)
