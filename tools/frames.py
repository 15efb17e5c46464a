"""The frames of an animation and how long each stands, and the WebP file that they become."""

from __future__ import annotations

from pathlib import Path

from PIL import Image
from PySide6.QtGui import QImage


class Frames:
    """Frames of at most `edge` pixels a side, all of one size."""

    def __init__(self, edge: int) -> None:
        self._edge = edge
        self._images: list[Image.Image] = []
        self._times_ms: list[int] = []

    def __len__(self) -> int:
        return len(self._images)

    @property
    def seconds(self) -> float:
        """How long the whole takes."""
        return sum(self._times_ms) / 1000

    def add(self, image: QImage, rest_ms: int, *, only_new: bool = False) -> None:
        """One more; where it shows nothing new, the one before stands so much longer, with `only_new` it does not."""
        frame = pixels(image, self._edge)
        if self._images and frame.tobytes() == self._images[-1].tobytes():
            self._times_ms[-1] += 0 if only_new else rest_ms
            return
        self._images.append(frame)
        self._times_ms.append(rest_ms)

    def save(self, path: Path, *, limit_bytes: int, quality: int) -> None:
        """Write an endless animation; raises ValueError when it is too large for its place.

        quality: 0..100, as WebP counts it.
        """
        first, *rest = self._images
        first.save(
            path, save_all=True, append_images=rest, duration=self._times_ms, loop=0, quality=quality, method=6,
            minimize_size=True,
        )  # fmt: skip
        if path.stat().st_size > limit_bytes:
            raise ValueError(f"{path} is {path.stat().st_size} bytes; the limit is {limit_bytes}.")


def pixels(image: QImage, edge: int) -> Image.Image:
    """An image of at most `edge` pixels a side."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    whole = Image.frombytes(
        "RGB", (plain.width(), plain.height()), bytes(plain.constBits()), "raw", "RGB", plain.bytesPerLine()
    )
    whole.thumbnail((edge, edge), Image.Resampling.LANCZOS)
    return whole
