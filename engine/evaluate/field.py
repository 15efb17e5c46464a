"""The figures that papers on re-posing people compare by, over whole pictures and in the conventions of the field.

Sources: Z. Wang et al., "Image Quality Assessment" (TIP 2004) for SSIM, here with a Gaussian window of 1.5 px, 11 px
wide, as Z. Zhu et al., "Progressive Pose Attention Transfer" (CVPR 2019) and those after them measure; L. Ma et al.,
"Pose Guided Person Image Generation" (NIPS 2017) for mask-SSIM.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.pose.pose import LIMBS, Joint, Pose

Image = NDArray[np.uint8]
Mask = NDArray[np.bool_]

_SIGMA_PX, _WINDOW_PX = 1.5, 11
_C1, _C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
_WHITE = 255
# Limbs of a mask are this thick, and gaps narrower than that are closed; shares of the picture's height.
_LIMB, _GAP = 8 / 128, 5 / 128
_TRUNK = (Joint.R_SHOULDER, Joint.L_SHOULDER, Joint.L_HIP, Joint.R_HIP)


def ssim(made: Image, truth: Image) -> float:
    """Mean structural similarity of two pictures uint8 [H, W, 3], both sides at least 11; -1..1.

    The rim of half a window, where it reaches beyond the picture, is left out, as in scikit-image.
    """
    a, b = made.astype(np.float64), truth.astype(np.float64)
    blur = lambda x: cv2.GaussianBlur(x, (_WINDOW_PX, _WINDOW_PX), _SIGMA_PX)  # noqa: E731
    ma, mb = blur(a), blur(b)
    va, vb, cov = blur(a * a) - ma * ma, blur(b * b) - mb * mb, blur(a * b) - ma * mb
    value = (2 * ma * mb + _C1) * (2 * cov + _C2) / ((ma * ma + mb * mb + _C1) * (va + vb + _C2))
    rim = _WINDOW_PX // 2
    return float(value[rim:-rim, rim:-rim].mean())


def padded(picture: Image) -> Image:
    """A picture [H, W, 3] in the middle of a white square: 256x176 becomes the 256x256 of the original photos.

    Papers that measure SSIM so get higher figures, as a third of the picture is white in both.
    """
    height, width = picture.shape[:2]
    down, across = max(0, width - height), max(0, height - width)
    rims = (down // 2, down - down // 2, across // 2, across - across // 2)
    return np.asarray(
        cv2.copyMakeBorder(picture, *rims, cv2.BORDER_CONSTANT, value=(_WHITE, _WHITE, _WHITE)), np.uint8
    )


def mask_ssim(made: Image, truth: Image, person: Mask) -> float:
    """SSIM of two pictures whose pixels outside person [H, W] are black; the empty part counts as alike."""
    inside = person[..., None].astype(np.uint8)
    return ssim(made * inside, truth * inside)


def person_mask(pose: Pose, size: tuple[int, int]) -> Mask:
    """Where the person of a pose is, roughly, in a picture of size (width, height): limbs, torso and what is between.

    The data sets have no mattes; papers draw masks from joints, each a little differently. Ours: lines of a sixteenth
    of the height, the torso filled, gaps of a twenty-fifth closed.
    """
    mask = np.zeros((size[1], size[0]), np.uint8)
    point = lambda joint: (round(pose.at(joint)[0] - 0.5), round(pose.at(joint)[1] - 0.5))  # noqa: E731
    thick = max(1, round(_LIMB * size[1]))
    for near, far in LIMBS:
        if pose.has(near, far):
            cv2.line(mask, point(near), point(far), 1, thick)
    corners = [point(joint) for joint in _TRUNK if pose.has(joint)]
    if len(corners) > 2:
        cv2.fillPoly(mask, [np.array(corners, np.int32)], 1)
    gap = max(1, round(_GAP * size[1]))
    return np.asarray(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((gap, gap), np.uint8)) > 0)
