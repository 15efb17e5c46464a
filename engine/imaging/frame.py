"""Photo pixels to model frame and back: the one place that converts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.pose.pose import Joint, Pose

# The model frame in canonical pixels (engine.model.geometry.joints has the same numbers; a test holds them together).
WIDTH, HEIGHT = 192, 256
# Room around the person, as shares of the body's height: for hands that are raised, for feet, and on both sides of the
# neck for hands that are stretched out.
_ABOVE, _BELOW, _REACH = 0.26, 0.06, 0.54


@dataclass(frozen=True)
class Frame:
    """Where the model looks: canonical = (photo - origin) * scale; both measure from pixel corners."""

    x: float
    y: float
    scale: float

    def to_canonical(self, xy: NDArray[np.float32]) -> NDArray[np.float32]:
        """Photo points [..., 2] as canonical points."""
        return ((xy - np.array([self.x, self.y])) * self.scale).astype(np.float32)

    def to_photo(self, xy: NDArray[np.float32]) -> NDArray[np.float32]:
        """Canonical points [..., 2] as photo points."""
        return (xy / self.scale + np.array([self.x, self.y])).astype(np.float32)

    def scaled(self, factor: float) -> Frame:
        """The same frame over a picture that is `factor` times the photo's size."""
        return Frame(self.x * factor, self.y * factor, self.scale / factor)

    def cut(
        self, image: NDArray[np.uint8], size: tuple[int, int], *, border: int = cv2.BORDER_CONSTANT
    ) -> NDArray[np.uint8]:
        """The frame's view of a photo-sized image [H, W, C] at size (width, height), area-averaged.

        border: what is outside the image, zero by default.
        """
        unit = size[1] / HEIGHT
        height, width = image.shape[:2]
        small = (max(1, round(width * self.scale * unit)), max(1, round(height * self.scale * unit)))
        if small[0] < width:
            image = cv2.resize(image, small, interpolation=cv2.INTER_AREA)
        sx, sy = self.scale * unit * width / image.shape[1], self.scale * unit * height / image.shape[0]
        # warpAffine counts from pixel centres, we from corners: half a pixel each way.
        tx = -self.x * self.scale * unit + sx * 0.5 - 0.5
        ty = -self.y * self.scale * unit + sy * 0.5 - 0.5
        matrix = np.array([[sx, 0, tx], [0, sy, ty]])
        return cv2.warpAffine(image, matrix, size, flags=cv2.INTER_LINEAR, borderMode=border)

    def covers(self, shape: tuple[int, int], photo: tuple[int, int], *, edge: float) -> NDArray[np.bool_]:
        """Which pixels of a map over the frame lie on a photo, and at least `edge` canonical pixels from its edge.

        shape: (height, width) of the map; photo: (width, height).
        """
        unit = self.scale * shape[0] / HEIGHT
        x = (np.arange(shape[1]) + 0.5) / unit + self.x
        y = (np.arange(shape[0]) + 0.5) / unit + self.y
        far = edge / self.scale
        return ((y > far) & (y < photo[1] - far))[:, None] & ((x > far) & (x < photo[0] - far))[None]

    def seen_through(self, other: Frame, shape: tuple[int, int], own: int) -> NDArray[np.float64]:
        """[2, 3] matrix for cv2.warpAffine with WARP_INVERSE_MAP: pixels of a map over another frame to ours.

        shape: (height, width) of that map; own: how many rows a map over this frame has.
        """
        there, here = other.scale * shape[0] / HEIGHT, self.scale * own / HEIGHT
        ratio = here / there
        tx = (0.5 / there + other.x - self.x) * here - 0.5
        ty = (0.5 / there + other.y - self.y) * here - 0.5
        return np.array([[ratio, 0, tx], [0, ratio, ty]])

    def window_of(self, box: tuple[int, int, int, int], shape: tuple[int, int]) -> NDArray[np.float64]:
        """[2, 3] matrix for cv2.warpAffine with WARP_INVERSE_MAP: pixels of a photo box to pixels of a map.

        box: (x0, y0, x1, y1) in photo pixels; shape: (height, width) of the map that covers the frame.
        """
        unit = self.scale * shape[0] / HEIGHT
        tx = (box[0] + 0.5 - self.x) * unit - 0.5
        ty = (box[1] + 0.5 - self.y) * unit - 0.5
        return np.array([[unit, 0, tx], [0, unit, ty]])


def choose_frame(pose: Pose, matte: NDArray[np.float32]) -> Frame:
    """The frame around a person with room to move, no wider than the photo where it need not be.

    It depends on the photo alone, so that features cached for it serve every pose.
    """
    height, width = matte.shape
    x0, y0, x1, y1 = _person_box(pose, matte)
    body = max(y1 - y0, 1.6 * (x1 - x0), 2.2 * _trunk(pose))
    middle = pose.at(Joint.NECK)[0] if pose.has(Joint.NECK) else (x0 + x1) / 2
    left = max(0.0, min(x0 - _BELOW * body, middle - _REACH * body))
    right = min(float(width), max(x1 + _BELOW * body, middle + _REACH * body))
    top, bottom = max(0.0, y0 - _ABOVE * body), min(float(height), y1 + _BELOW * body)
    scale = min(WIDTH / (right - left), HEIGHT / (bottom - top))
    return Frame((left + right) / 2 - WIDTH / scale / 2, (top + bottom) / 2 - HEIGHT / scale / 2, scale)


def close_frame(poses: Sequence[Pose], matte: NDArray[np.float32], *, width: float) -> Frame:
    """The frame of HEIGHT x `width` canonical pixels that a person fills who takes all of these poses.

    As in pictures of the field's data sets, there is little room around them. The first pose is that of the matte.
    """
    boxes = [_person_box(poses[0], matte)]
    boxes += [(box.left, box.top, box.right, box.bottom) for pose in poses if (box := pose.bounding_box())]
    table = np.array(boxes)
    (x0, y0), (x1, y1) = table[:, :2].min(0).tolist(), table[:, 2:].max(0).tolist()
    room = 1 + 2 * _BELOW
    scale = min(width / (room * (x1 - x0)), HEIGHT / (room * (y1 - y0)))
    return Frame((x0 + x1) / 2 - width / scale / 2, (y0 + y1) / 2 - HEIGHT / scale / 2, scale)


def _person_box(pose: Pose, matte: NDArray[np.float32]) -> tuple[float, float, float, float]:
    rows, columns = np.flatnonzero((matte > 0.5).any(1)), np.flatnonzero((matte > 0.5).any(0))
    seen = pose.xy()[pose.present()]
    boxes = [seen.min(0).tolist() + seen.max(0).tolist()] if len(seen) else []
    if len(rows):
        boxes.append([columns[0], rows[0], columns[-1] + 1, rows[-1] + 1])
    if not boxes:
        return 0.0, 0.0, float(matte.shape[1]), float(matte.shape[0])
    box = np.array(boxes, np.float64)
    x0, y0 = np.maximum(box[:, :2].min(0), 0)
    x1, y1 = np.minimum(box[:, 2:].max(0), matte.shape[::-1])
    return float(x0), float(y0), float(max(x1, x0 + 8)), float(max(y1, y0 + 8))


def _trunk(pose: Pose) -> float:
    if not pose.has(Joint.NECK, Joint.R_HIP, Joint.L_HIP):
        return 0.0
    hips = (np.array(pose.at(Joint.R_HIP)) + np.array(pose.at(Joint.L_HIP))) / 2
    return float(np.linalg.norm(hips - np.array(pose.at(Joint.NECK))))
