"""Where one person comes to stand when they take another's place in a photo."""

from __future__ import annotations

from dataclasses import dataclass

from engine.pose.fit import standing_height
from engine.pose.kinematics import as_complex, from_complex, pelvis
from engine.pose.pose import Joint, Pose
from engine.system.errors import PoseError

_ANKLES = (Joint.R_ANKLE, Joint.L_ANKLE)


@dataclass(frozen=True, slots=True)
class Placing:
    """From the pixels of a person's own photo to those of the place: `scale`, then shift by (`x`, `y`)."""

    scale: float
    x: float
    y: float

    def of(self, pose: Pose) -> Pose:
        """A pose of the person's own photo, in the place's pixels."""
        return from_complex(pose, as_complex(pose) * self.scale + complex(self.x, self.y))


def place_like(person: Pose, other: Pose) -> Placing:
    """Puts `person` where `other` stands: as tall, hips on hips (or neck on neck), and on the same ground.

    Raises PoseError when the two share neither hips nor neck, or one shows no limb to tell its size by.
    """
    scale = standing_height(other) / standing_height(person)
    hold, at = _hold(person, other)
    shift = at - hold * scale
    feet, ground = _lowest(person), _lowest(other)
    if feet is not None and ground is not None:
        shift = complex(shift.real, ground - feet * scale)
    return Placing(scale, shift.real, shift.imag)


def _hold(person: Pose, other: Pose) -> tuple[complex, complex]:
    """The point of each by which they are held together."""
    hips = pelvis(person), pelvis(other)
    if hips[0] is not None and hips[1] is not None:
        return hips[0], hips[1]
    if person.has(Joint.NECK) and other.has(Joint.NECK):
        return complex(*person.at(Joint.NECK)), complex(*other.at(Joint.NECK))
    raise PoseError("These two people share neither hips nor a neck to hold them by. Place the neck.")


def _lowest(pose: Pose) -> float | None:
    return max((pose[ankle].y for ankle in _ANKLES if pose.has(ankle)), default=None)
