"""The classes of a photo looked at again: what rendered people taught, weighed against what photographs did."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from engine.imaging.frame import Frame
from engine.imaging.pixels import Floats
from engine.model.second_look import Evidence, SecondLook, sure_logs
from engine.pose.pose import Pose
from engine.runtime.finite import check_finite
from engine.runtime.weights import loaded
from engine.runtime.weights_version import SECOND_LOOK_ARCHITECTURE
from engine.source.photo_maps import VIEW_SIZE, PhotoMapReader
from engine.system.shipped import SECOND_LOOK_FILE


class LookingAgain:
    """A loaded network, on the processor wherever the others are: it is small. Raises WeightsError."""

    def __init__(self, path: Path = SECOND_LOOK_FILE) -> None:
        self._net = loaded(path, SECOND_LOOK_ARCHITECTURE, SecondLook())
        self._maps = PhotoMapReader()

    def mended(self, shown: Floats, cutout: NDArray[np.uint8], frame: Frame, pose: Pose) -> Floats:
        """Probabilities [22, H, W] over the frame of a person cut out, [H', W', 4] and premultiplied."""
        view = frame.cut(cutout, VIEW_SIZE)
        seen = self._maps.read(view)
        before = torch.from_numpy(np.ascontiguousarray(shown, np.float32))
        evidence = Evidence.of(
            sure_logs(before),
            torch.from_numpy(view).permute(2, 0, 1).float() / 255,
            joints=torch.from_numpy(frame.to_canonical(pose.xy())),
            present=torch.from_numpy(pose.present()),
            maps=[torch.from_numpy(each) for each in seen.maps],
            square=torch.from_numpy(seen.square),
        )
        with torch.no_grad():
            after = self._net.mended(before, evidence)
        check_finite((after,))
        mended: Floats = after.numpy()
        return mended
