"""Where the photo lies on the canvas: photo pixels to canvas pixels and back, as a frozen value."""

from __future__ import annotations

from dataclasses import dataclass, replace

from engine.pose.pose import XY, Box

# Canvas pixels per photo pixel.
SMALLEST = 0.02
LARGEST = 32.0
# Of the canvas's width and height, kept free around a photo that is fitted in.
_MARGIN = 0.04


@dataclass(frozen=True, slots=True)
class ViewTransform:
    """`scale` canvas pixels per photo pixel, and where the photo's top left corner is on the canvas."""

    scale: float = 1.0
    left: float = 0.0
    top: float = 0.0

    def to_canvas(self, xy: XY) -> XY:
        """A point of the photo on the canvas."""
        return self.left + xy[0] * self.scale, self.top + xy[1] * self.scale

    def to_photo(self, xy: XY) -> XY:
        """A point of the canvas on the photo."""
        return (xy[0] - self.left) / self.scale, (xy[1] - self.top) / self.scale

    def zoomed(self, factor: float, *, at: XY) -> ViewTransform:
        """Larger by `factor`, within limits, while the photo's point under `at` on the canvas stays there."""
        scale = min(max(self.scale * factor, SMALLEST), LARGEST)
        ratio = scale / self.scale
        return ViewTransform(scale, at[0] + (self.left - at[0]) * ratio, at[1] + (self.top - at[1]) * ratio)

    def panned(self, by: XY) -> ViewTransform:
        """Shifted on the canvas."""
        return replace(self, left=self.left + by[0], top=self.top + by[1])


def fitted(size: XY, *, into: XY) -> ViewTransform:
    """A photo of `size` wholly in the middle of a canvas `into` = (width, height)."""
    room = 1 - 2 * _MARGIN
    scale = min(into[0] * room / size[0], into[1] * room / size[1])
    return centred(size, into=into, scale=min(max(scale, SMALLEST), LARGEST))


def fitted_box(box: Box, *, into: XY) -> ViewTransform:
    """What a picture shows, in photo pixels, wholly in the middle of a canvas."""
    size = box.right - box.left, box.bottom - box.top
    view = fitted(size, into=into)
    return view.panned((-box.left * view.scale, -box.top * view.scale))


def boxed(box: Box, *, into: XY) -> ViewTransform:
    """A part of the photo in the middle of a canvas, as large as it has room."""
    room = 1 - 2 * _MARGIN
    size = box.right - box.left, box.bottom - box.top
    scale = min(max(min(into[0] * room / size[0], into[1] * room / size[1]), SMALLEST), LARGEST)
    x, y = box.centre
    return ViewTransform(scale, into[0] / 2 - x * scale, into[1] / 2 - y * scale)


def centred(size: XY, *, into: XY, scale: float) -> ViewTransform:
    """A photo of `size` in the middle of a canvas at a given scale."""
    return ViewTransform(scale, (into[0] - size[0] * scale) / 2, (into[1] - size[1] * scale) / 2)


def kept_in_sight(view: ViewTransform, box: Box, *, into: XY) -> ViewTransform:
    """The nearest view in which at least a corner, 48 px, of what is shown, in photo pixels, can still be seen."""
    least = 48.0
    left = min(max(view.left, least - box.right * view.scale), into[0] - least - box.left * view.scale)
    top = min(max(view.top, least - box.bottom * view.scale), into[1] - least - box.top * view.scale)
    return replace(view, left=left, top=top)
