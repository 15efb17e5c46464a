"""Whose a hand is, by colour: skin that lies on an arm's sleeve is the other hand, and trousers beside one are none."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.model.geometry.correspondence import along_bone, grid, ramp
from engine.model.geometry.joints import NECK, NOSE, length
from engine.model.geometry.part_transforms import BONES, FOREARMS, PARTS
from engine.rules.hands import HAND_REACH, PALM, near_hands

_HEAD = PARTS.index("head")
_LEGS = [i for i, part in enumerate(PARTS) if "thigh" in part or "shin" in part]
# Brightness (0..1) and shares of red, green and blue by which the light alone makes one thing differ.
_LIGHT, _TINT = 0.12, 0.025
# Colours this many of those apart: alike up to the first, not from the second on. Cloth may vary by this many itself.
_APART, _VARIED = (2.0, 3.5), 1.5
# How much of a sleeve has one colour: up to the first it tells nothing, from the second on what differs is not it.
_PLAIN = (0.7, 0.85)
# The same of legs, which only offer their colour: a hem hangs over them, and boots end them.
_OFFERED = (0.3, 0.5)
# A palm that shows so little skin, and so much of the trunk's cloth, this much of it before the body, is in a pocket.
_NO_SKIN, _CLOTH, _BEFORE = 0.1, 0.7, 0.9
_BEYOND = (
    0.8,
    0.95,
)  # from where on along the forearm (0 elbow, 1 wrist) the pocket is seen and no longer the sleeve
_FEWEST = 12  # pixels that tell a colour
# Where a sleeve is looked at, along the forearm and along the upper arm (0 nearer joint, 1 farther one).
_SLEEVE, _UPPER = (0.1, 0.75), (0.1, 0.9)
_FACE = 0.45  # how far from the nose all is skin, in distances of nose and neck
# How much less likely (logit) an arm is where the colour is somebody else's.
_NOT_ITS = 6.0


def told_by_colour(part_logits: Tensor, small: Tensor, joints: Tensor, present: Tensor) -> Tensor:
    """The photo's part map [B, 12, h, w], background first, with less of arms where their colours are not those.

    A hand around the other arm, and trousers before which a hand hangs, are read as that arm: by place alone they
    could be. Only plain sleeves tell; where sleeves are patterned, or of the skin's colour, nothing changes.

    Args:
        part_logits: the part map by place and look, as logits.
        small: [B, 4, h, w] the photo, premultiplied.
        joints: [B, 18, 2] canonical pixels; present: [B, 18] bool.
    """
    with torch.no_grad():
        limbs, solid = part_logits[:, 1:].softmax(1), small[:, 3] > 0.8
        each = zip(_colours(small), limbs, solid, joints, present, strict=True)
        misread = torch.stack([_Reader(*one).misread() for one in each])
    return part_logits - F.pad(misread, (0, 0, 0, 0, 1, 0))


def _colours(small: Tensor) -> Tensor:
    """Brightness and tints [B, 4, h, w] in units of what light alone does."""
    rgb = small[:, :3] / small[:, 3:].clamp(min=0.05)
    total = rgb.sum(1, keepdim=True)
    return torch.cat([total / (3 * _LIGHT), rgb / (total + 0.15) / _TINT], 1)


class _Reader:
    """One photo: colours [4, h, w], part map [11, h, w], where it is solid [h, w], joints [18, 2], present [18]."""

    def __init__(
        self, colours: Tensor, limbs: Tensor, solid: Tensor, joints: Tensor, present: Tensor
    ) -> None:
        self._colours, self._limbs, self._solid = colours, limbs, solid
        self._joints, self._present = joints, present
        self._points = grid(limbs.shape[-2], limbs.shape[-1], limbs.device)[0]

    def misread(self) -> Tensor:
        """What to take from the logits [11, h, w]."""
        result = torch.zeros_like(self._limbs)
        whole = [forearm for forearm in FOREARMS if self._present[list(BONES[forearm - 3])].all()]
        if not whole:
            return result
        reached, held = self._near(HAND_REACH), self._near(PALM)
        zones = {forearm: reached[forearm] for forearm in whole}
        sleeve, plain = self._like(self._along(whole, _SLEEVE), _PLAIN)
        upper, upper_plain = self._like(self._along([forearm - 1 for forearm in whole], _UPPER), _PLAIN)
        palms = torch.stack([held[f] & self._is(f) for f in whole]).any(0)
        face = self._face()
        skin = torch.maximum(self._like(palms, _PLAIN)[0], face)
        apart = ~torch.stack(list(zones.values())).any(0)
        legs = torch.stack([self._is(part) for part in _LEGS]).any(0)
        legs, _ = self._like(legs & apart, _OFFERED)
        pocket = self._over_pockets(apart)
        for forearm in whole:
            zone = zones[forearm].to(skin.dtype)
            others = [zones[other].to(skin.dtype) for other in whole if other != forearm]
            hand = skin * (others[0] if others else torch.zeros_like(zone))
            over = (hand * (1 - zone) - sleeve).clamp(min=0)
            beneath = (legs - torch.maximum(sleeve, skin)).clamp(min=0) * zone
            result[forearm] = _NOT_ITS * plain * torch.maximum(over, beneath)
            if self._hidden(held[forearm], pocket, face):
                result[forearm] = torch.maximum(
                    result[forearm], _NOT_ITS * ramp(self._share(forearm), *_BEYOND)
                )
            result[forearm - 1] = _NOT_ITS * upper_plain * (hand - torch.maximum(upper, sleeve)).clamp(min=0)
        return result

    def _is(self, part: int) -> Tensor:
        """[h, w]: what the part map gives to a part, well inside the person."""
        return (self._limbs[part] > 0.5) & self._solid

    def _near(self, reach: float) -> dict[int, Tensor]:
        """[h, w] of each forearm: what lies within some lengths of it of its hand's middle."""
        near = near_hands(self._joints[None], (self._limbs.shape[-2], self._limbs.shape[-1]), reach)[0]
        return dict(zip(FOREARMS, near, strict=True))

    def _along(self, parts: list[int], between: tuple[float, float]) -> Tensor:
        """[h, w]: where parts are shown between two shares of their bones."""
        found = torch.zeros_like(self._solid)
        for part in parts:
            share = self._share(part)
            found |= self._is(part) & (share > between[0]) & (share < between[1])
        return found

    def _share(self, part: int) -> Tensor:
        """[h, w]: how far along the bone of a part each point lies."""
        start, end = self._joints[list(BONES[part - 3])]
        return along_bone(self._points, start, end)

    def _face(self) -> Tensor:
        """[h, w]: how like the face's skin the colours are."""
        nose, neck = self._joints[NOSE], self._joints[NECK]
        away = length((self._points - nose[:, None, None]).permute(1, 2, 0))
        seen = self._present[NOSE] & (away < _FACE * length(nose - neck))
        return self._like(self._is(_HEAD) & seen, _PLAIN)[0]

    def _over_pockets(self, apart: Tensor) -> Tensor:
        """[h, w]: how like the cloth of the trunk the colours are, as it is seen apart from hands."""
        trunk = self._is(PARTS.index("torso")) | self._is(PARTS.index("pelvis"))
        return self._like(trunk & apart, _OFFERED)[0]

    def _hidden(self, palm: Tensor, pocket: Tensor, face: Tensor) -> bool:
        """Whether a pocket hides a palm: where it should be is the trunk's cloth and no skin, as the face shows it."""
        there = palm & self._solid
        if not self._present[NOSE] or there.sum() < max(_FEWEST, _BEFORE * float(palm.sum())):
            return False
        return bool(face[there].mean() < _NO_SKIN and pocket[there].mean() > _CLOTH)

    def _like(self, where: Tensor, plain: tuple[float, float]) -> tuple[Tensor, Tensor]:
        """How like the colours are to what is there [h, w], and how far that has one colour at all, 0..1."""
        there = self._colours[:, where]
        if there.shape[1] < _FEWEST:
            return torch.zeros_like(self._limbs[0]), self._limbs.new_zeros(())
        middle = there.median(1).values
        # 1.48 times the median deviation is the standard deviation of what is spread normally.
        spread = (1.48 * (there - middle[:, None]).abs().median(1).values).clamp(max=_VARIED)
        away = (self._colours - middle[:, None, None]).square() / (1 + spread.square())[:, None, None]
        like = 1 - ramp(away.sum(0).sqrt(), *_APART)
        share = ramp(like[where].mean(), *plain)
        return like * share, share
