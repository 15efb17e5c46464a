"""Makes the animated picture of a drag for the README, from the window itself with the real engine.

python -m tools.drag_picture docs/pictures/drag.webp docs/pictures/window.png
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer
from PIL import Image
from PySide6.QtGui import QImage

from engine.pose.pose import Joint
from gui.look.language import Language
from gui.look.theme import Scheme
from tools.stage import RAISED, SPREAD, Stage, stage

_WINDOW = (1280, 800)
_FRAME_EDGE_PX = 860
_STILL_EDGE_PX = 1600
_FRAME_MS = 70
_REST_MS = 1100
_LIMIT_BYTES = 2_000_000
_GESTURES = ((Joint.R_WRIST, RAISED), (Joint.L_WRIST, SPREAD), (Joint.L_ANKLE, ((776.0, 1306.0),)))


class Film:
    """Frames of the window and how long each stands."""

    def __init__(self, on: Stage) -> None:
        self._on = on
        self._frames: list[Image.Image] = []
        self._times_ms: list[int] = []

    def take(self, rest_ms: int = _FRAME_MS) -> None:
        """The window as it is, once its picture is that of the pose."""
        self._on.wait_for_preview()
        self._frames.append(_pixels(self._on.window.grab().toImage(), _FRAME_EDGE_PX))
        self._times_ms.append(rest_ms)

    def save(self, path: Path) -> None:
        """Write an endless animation; raises ValueError when it is too large for a README."""
        first, *rest = self._frames
        first.save(
            path, save_all=True, append_images=rest, duration=self._times_ms, loop=0, quality=70, method=6,
            minimize_size=True,
        )  # fmt: skip
        if path.stat().st_size > _LIMIT_BYTES:
            raise ValueError(f"{path} is {path.stat().st_size} bytes; the limit is {_LIMIT_BYTES}.")


def _pixels(image: QImage, edge: int) -> Image.Image:
    """An image of at most `edge` pixels a side."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    whole = Image.frombytes(
        "RGB", (plain.width(), plain.height()), bytes(plain.constBits()), "raw", "RGB", plain.bytesPerLine()
    )
    whole.thumbnail((edge, edge), Image.Resampling.LANCZOS)
    return whole


def main(
    film_path: Annotated[Path, typer.Argument(metavar="FILM", help="Where the film goes, WebP.")],
    still_path: Annotated[Path, typer.Argument(metavar="STILL", help="Where the still picture goes.")],
) -> None:
    """Drag, filming; then take the still."""
    os.environ["QT_SCALE_FACTOR"] = "2"
    with stage(*_WINDOW) as on:
        on.set(scheme=Scheme.LIGHT, language=Language.ENGLISH)
        on.open_demo()
        film = Film(on)
        film.take(_REST_MS)
        for joint, stops in _GESTURES:
            on.drag(joint, stops, each_step=film.take)
            on.wait_for_final()
            film.take(_REST_MS // 2)
            on.session.keep_variant()
        on.settle()
        film.take(2 * _REST_MS)
        film.save(film_path)
        still = _pixels(on.window.grab().toImage(), _STILL_EDGE_PX)
        still.save(still_path, optimize=True)


if __name__ == "__main__":
    typer.run(main)
