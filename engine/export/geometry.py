"""Where the photo's pixels come to lie in the file: size, scale, padding, crop and margins; numbers only."""

from __future__ import annotations

from dataclasses import dataclass

from engine.export.settings import ExactSize, LongEdge, OutputSettings

Size = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Layout:
    """canvas: the file's size; inside: the scaled picture's size; left, top: where it lies on the canvas.

    Sizes are (width, height), all in pixels of the file; left and top are negative where the picture is cropped.
    notes: sentences for people on what differs from what was asked.
    """

    canvas: Size
    inside: Size
    left: int
    top: int
    notes: tuple[str, ...] = ()

    @property
    def window(self) -> tuple[int, int, int, int]:
        """(x0, y0, x1, y1) of the canvas that the picture fills."""
        right, bottom = self.left + self.inside[0], self.top + self.inside[1]
        return max(0, self.left), max(0, self.top), min(self.canvas[0], right), min(self.canvas[1], bottom)


def layout(photo: Size, settings: OutputSettings) -> Layout:
    """The layout for a photo of size `photo`; nothing is enlarged unless the settings allow it."""
    margins, size = settings.margins, settings.size
    across, down = margins.left + margins.right, margins.top + margins.bottom
    if isinstance(size, ExactSize):
        room = (size.width - across, size.height - down)
        inside, notes = _within(photo, room, crop=size.crop, upscale=settings.allow_upscale)
        left = margins.left + (room[0] - inside[0]) // 2
        top = margins.top + (room[1] - inside[1]) // 2
        return Layout((size.width, size.height), inside, left, top, notes)
    inside, notes = photo, ()
    if isinstance(size, LongEdge):
        inside, notes = _by_edge(photo, size.px, (across, down), upscale=settings.allow_upscale)
    return Layout((inside[0] + across, inside[1] + down), inside, margins.left, margins.top, notes)


def picture_size(photo: Size, settings: OutputSettings) -> Size:
    """(width, height) of the file for a photo of size `photo`."""
    return layout(photo, settings).canvas


def _by_edge(photo: Size, edge: int, margins: Size, *, upscale: bool) -> tuple[Size, tuple[str, ...]]:
    """Scaled so that the longer edge of picture and margins together is `edge`."""
    scale = min((edge - margins[0]) / photo[0], (edge - margins[1]) / photo[1])
    if scale > 1 and not upscale:
        longest = max(photo[0] + margins[0], photo[1] + margins[1])
        return photo, (_edge_note(longest) if margins == (0, 0) else _note(photo),)
    return _scaled(photo, scale), ()


def _within(photo: Size, room: Size, *, crop: bool, upscale: bool) -> tuple[Size, tuple[str, ...]]:
    across, down = room[0] / photo[0], room[1] / photo[1]
    scale = max(across, down) if crop else min(across, down)
    if scale > 1 and not upscale:
        return photo, (_note(photo),)
    return _scaled(photo, scale), ()


def _scaled(size: Size, factor: float) -> Size:
    return max(1, round(size[0] * factor)), max(1, round(size[1] * factor))


def _edge_note(edge: int) -> str:
    return f"The photo's longer edge is {edge} pixels, and so is the picture's: nothing is enlarged."


def _note(photo: Size) -> str:
    return (
        f"The photo has only {photo[0]} x {photo[1]} pixels and is not enlarged; allow that if it is wanted."
    )
