"""All hand-made corrections around what is learned, behind one switch: `ALL` of them, or `NONE`.

Where they take part, from a photo to a picture: its matte, its parsing, a foot that the other hides, colours beside
arms, the order of limbs, what is decoded, its maps, and limbs cut apart at photo size.
Decision 0006 says what each is for.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.imaging.bands import Band
from engine.imaging.frame import Frame
from engine.imaging.pictures import Pictures
from engine.imaging.pixels import Floats
from engine.model.corrections import NONE as UNCORRECTED
from engine.model.corrections import Corrections, PoseCorrections
from engine.model.decoded import Decoded, SourceFeatures
from engine.model.geometry.adjacency import JOINED
from engine.model.geometry.correspondence import upsample
from engine.model.geometry.depth_order import PartOrder
from engine.model.geometry.part_transforms import N_PARTS, PartTransforms
from engine.model.geometry.tensors import hwc
from engine.pose.order_wishes import LimbOrder
from engine.pose.pose import Pose
from engine.rules.arm_bands import arm_bands
from engine.rules.bared import bared
from engine.rules.behind import Behind, behind_of
from engine.rules.beside import colours_beside, painted_alike
from engine.rules.feet import shown_shins, with_whole_feet
from engine.rules.foot_bands import foot_bands
from engine.rules.gaps import with_gaps
from engine.rules.hands import shown_arms, with_rims
from engine.rules.hidden_foot import HiddenFoot, feet_touch, find_hidden_foot
from engine.rules.holes import inner, whole
from engine.rules.mixing import mixed
from engine.rules.natural_order import natural_order
from engine.rules.outline import seams
from engine.rules.own_colours import told_by_colour
from engine.rules.rigid import rigid
from engine.rules.shins import LEG_JOINTS
from engine.rules.together import as_one

# How much less likely (logit) the person is where parts that stay in the picture's plane lead to the background: only
# what turned towards the camera may be there after all.
_FLAT = 5.0
# What a gathered pixel that is hardly trusted loses (logits), whatever the network prefers: fingers that stay on a
# pocket when the hand has left are a fault that nobody forgives.
_NEVER = 20.0
_EVERY_PART = (1 << N_PARTS) - 1


class HandMadePose(PoseCorrections):
    """The corrections of one pose."""

    never = _NEVER

    def __init__(
        self, source: SourceFeatures, maps: PartTransforms, turn: Tensor, order: PartOrder | None
    ) -> None:
        super().__init__(source, maps)
        self._carries = rigid(source, maps, turn, order)

    def claimed(self, logits: Tensor) -> Tensor:
        """With the hands and feet that limbs carry along."""
        return self._carries.claimed(logits)

    def nowhere(self, flat: Tensor) -> Tensor | float:
        """Nobody is where a part that has not turned leads off the person."""
        return _FLAT * upsample(flat)

    def together(self, flow: Tensor) -> Tensor:
        """What comes along together shows no gap."""
        return as_one(self.source, self.maps, flow)

    def outlined(self, alpha: Tensor, logits: Tensor, whole: Tensor) -> Tensor:
        """With the outline of what limbs carry along."""
        return self._carries.outlined(alpha, logits, whole)

    def read(self, alpha: Tensor) -> Tensor:
        """Nothing is painted where a foot is read from the photo."""
        return self._carries.read()

    def mixed(self, weights: Tensor, coarse: Tensor) -> Tensor:
        """Maps of parts that are not joined are not mixed."""
        return mixed(weights, coarse, self.maps)

    def bared(self, weights: Tensor, flow: Tensor, near: Tensor) -> Tensor:
        """The rim of an arm that has left is no cloth."""
        return bared(self.source, self.maps, weights, flow, near=near)


class HandMadeCorrections(Corrections):
    """Those inside the network's pass."""

    def parsing(self, logits: Tensor, small: Tensor, joints: Tensor, present: Tensor) -> Tensor:
        """A hand is told by its colour."""
        return told_by_colour(logits, small, joints, present)

    def arms(self, small: Tensor, limbs: Tensor, joints: Tensor) -> Tensor:
        """The rim of an arm leaves with it."""
        return with_rims(small, limbs, joints)

    def of_pose(
        self, source: SourceFeatures, maps: PartTransforms, turn: Tensor, order: PartOrder | None
    ) -> PoseCorrections:
        """Those of one pose."""
        return HandMadePose(source, maps, turn, order)


class Rules:
    """Where the pipeline asks for corrections; this one makes none."""

    name = "none"
    corrections: Corrections = UNCORRECTED
    # Which parts' maps the warp may mix, a bit each.
    joined: tuple[int, ...] = (_EVERY_PART,) * N_PARTS

    def matte(self, rgb: NDArray[np.uint8], matte: Floats) -> Floats:
        """The matte [H, W] of a photo [H, W, 3]."""
        return matte

    def order(self, order: LimbOrder, *, before: Pose, after: Pose) -> LimbOrder:
        """Which limbs lie over others."""
        return order

    def doubts_feet(self, features: SourceFeatures) -> bool:
        """Whether one foot may hide the other, which is told at the finest size."""
        return False

    def hidden_foot(
        self, features: SourceFeatures, cutout: NDArray[np.uint8], frame: Frame
    ) -> HiddenFoot | None:
        """The foot that the other one hides; cutout [H, W, 4] in whose pixels frame is."""
        return None

    def whole_feet(self, features: SourceFeatures, hidden: HiddenFoot) -> SourceFeatures:
        """Features with the hidden foot where it would be seen."""
        return features

    def beside(self, features: SourceFeatures) -> Tensor | None:
        """Colours to continue where nothing is seen, see `colours_beside`."""
        return None

    def synthesised(self, colours: Tensor, share: Tensor, *, out: Decoded, beside: Tensor | None) -> Tensor:
        """Painted colours [3, H, W], of which share [H, W] is painted because the network says so."""
        return colours

    def alpha(self, alpha: Floats, read: Floats, inside: NDArray[np.bool_]) -> Floats:
        """The outline [h, w] of a pose, from what is read of the matte and where the frame lies on the photo."""
        return alpha

    def inner(self, alpha: Floats) -> Floats:
        """Where holes in the person are closed with painted colours, [h, w] in 0..1."""
        return np.zeros_like(alpha)

    def behind(self, out: Decoded) -> Behind | None:
        """What may show behind others where nothing covers."""
        return None

    def seams(self, part_logits: Floats) -> Floats:
        """Where the outline is smoothed, [h, w] in 0..1, from part logits [h, w, 11]."""
        return np.zeros(part_logits.shape[:2], np.float32)

    def bands(
        self, pictures: Pictures, features: SourceFeatures, hidden: HiddenFoot | None, frame: Frame
    ) -> Mapping[int, Band]:
        """Limbs cut out of what they lie on; frame in pixels of these pictures."""
        return {}


class HandMade(Rules):
    """All of decision 0006, hidden feet and narrow gaps."""

    name = "all"
    corrections: Corrections = HandMadeCorrections()
    joined = JOINED

    def matte(self, rgb: NDArray[np.uint8], matte: Floats) -> Floats:
        """Without narrow gaps that show a plain background."""
        return with_gaps(rgb, matte)

    def order(self, order: LimbOrder, *, before: Pose, after: Pose) -> LimbOrder:
        """A forearm that the pose moves lies in front."""
        return natural_order(order, before=before, after=after)

    def doubts_feet(self, features: SourceFeatures) -> bool:
        """Where their rims touch."""
        return _shows_legs(features) and feet_touch(hwc(shown_shins(features)[0]), _joints(features))

    def hidden_foot(
        self, features: SourceFeatures, cutout: NDArray[np.uint8], frame: Frame
    ) -> HiddenFoot | None:
        """Told by what the two shoes have in common."""
        if not _shows_legs(features):
            return None
        return find_hidden_foot(cutout, frame, hwc(shown_shins(features)[0]), _joints(features))

    def whole_feet(self, features: SourceFeatures, hidden: HiddenFoot) -> SourceFeatures:
        """The hidden foot is made whole."""
        to_other, shins = (
            torch.from_numpy(each).float().to(features.rgba.device)
            for each in (hidden.to_other, hidden.shins)
        )
        return with_whole_feet(features, hidden.side, to_other, shins.permute(2, 0, 1)[None])

    def beside(self, features: SourceFeatures) -> Tensor | None:
        """Cloth beside arms, and each arm's own colours."""
        return colours_beside(features)

    def synthesised(self, colours: Tensor, share: Tensor, *, out: Decoded, beside: Tensor | None) -> Tensor:
        """What is painted has the colours beside it."""
        return colours if beside is None else painted_alike(colours, share, out=out, beside=beside)

    def alpha(self, alpha: Floats, read: Floats, inside: NDArray[np.bool_]) -> Floats:
        """Small holes are none."""
        return whole(alpha, read, inside)

    def inner(self, alpha: Floats) -> Floats:
        """Holes inside the person are painted."""
        return inner(alpha)

    def behind(self, out: Decoded) -> Behind | None:
        """What lies behind is drawn behind."""
        return behind_of(out)

    def seams(self, part_logits: Floats) -> Floats:
        """Outlines are smoothed where parts meet."""
        return seams(part_logits)

    def bands(
        self, pictures: Pictures, features: SourceFeatures, hidden: HiddenFoot | None, frame: Frame
    ) -> Mapping[int, Band]:
        """Arms, and feet of which one hides the other."""
        bands = arm_bands(pictures, hwc(shown_arms(features)[0]), frame)
        if hidden is not None:
            bands |= foot_bands(pictures, hidden, _joints(features), frame)
        return bands


def _shows_legs(features: SourceFeatures) -> bool:
    return bool(features.present[0, list(LEG_JOINTS)].all())


def _joints(features: SourceFeatures) -> Floats:
    joints: Floats = features.joints[0].cpu().numpy()
    return joints


ALL, NONE = HandMade(), Rules()
EVERY = {rules.name: rules for rules in (ALL, NONE)}
