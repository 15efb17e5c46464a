"""Random, anatomically plausible poses; each limb can be changed on its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from engine.synthesis.body.body import Body, BodyShape
from engine.synthesis.habits import USUAL, Habit
from engine.synthesis.posing.hull import TorsoHull
from engine.synthesis.posing.leg_poses import LEG_MOVES, LegPoser, pick
from engine.synthesis.posing.limbs import MIRROR, LimbPose, Vector, reach, turn, unit
from engine.synthesis.posing.paired_arms import PairedArms
from engine.synthesis.posing.paired_legs import PairedLegs
from engine.synthesis.posing.poses import (
    SIDES,
    ArmPose,
    BodyPose,
    HandPose,
    LegPose,
    Skeleton,
    TrunkPose,
    X,
    Y,
    Z,
)

LIMBS = ("arm.L", "arm.R", "leg.L", "leg.R")

_ARM_BASE: dict[str, float] = {
    "hang": 30,
    "away": 22,
    "side": 5,
    "overhead": 4,
    "forward": 5,
    "swing_back": 4,
    "l_shape": 7,
}
_ARM_BASE |= {"hip": 9, "front": 6, "behind": 3, "face": 3, "head": 3, "pocket": 7}
_ARM_MOVES: dict[str, float] = {
    "hang": 10,
    "away": 18,
    "side": 15,
    "overhead": 11,
    "forward": 10,
    "swing_back": 4,
    "l_shape": 9,
}
_ARM_MOVES |= {"hip": 10, "front": 7, "behind": 3, "face": 5, "head": 5, "pocket": 5}


class Poser:
    """Draws random poses for one body shape."""

    def __init__(
        self, body: Body, shape: BodyShape, rng: np.random.Generator, *, habit: Habit = USUAL
    ) -> None:
        self._rng, self._habit = rng, habit
        self._leg_poser = LegPoser(rng)
        self.skeleton = Skeleton(body, shape)
        self._at = self.skeleton.at
        self._hull = TorsoHull(body, shape)
        self._paired = PairedArms(self.skeleton, self._hull, rng)
        self._paired_legs = PairedLegs(self.skeleton, rng)
        self._families: dict[str, Callable[[], ArmPose]] = {
            "hang": self._hang,
            "away": self._away,
            "side": self._side,
            "overhead": self._overhead,
            "forward": self._forward,
            "swing_back": self._swing_back,
            "l_shape": self._l_shape,
            "hip": self._hip,
            "front": self._front,
            "behind": self._behind,
            "face": self._face,
            "head": self._head,
            "pocket": self._pocket,
        }

    def pose(self) -> BodyPose:
        """A wholly new pose."""
        trunk = self._trunk(strong=self._rng.random() < 0.3)
        return BodyPose(self._arms(), self._legs(), trunk)

    def change(self, pose: BodyPose, limbs: tuple[str, ...], *, trunk: bool = False) -> BodyPose:
        """The same pose with other poses for some of LIMBS and, if asked, for trunk and head."""
        arms, legs = list(pose.arms), list(pose.legs)
        for limb in limbs:
            kind, side = limb.split(".")
            index = SIDES.index(side)
            if kind == "arm":
                arms[index] = self._arm_apart_from(arms[1 - index])
            else:
                legs[index] = self._leg_poser.one(pick(self._rng, LEG_MOVES))
        changed = self._trunk(strong=self._rng.random() < 0.4) if trunk else pose.trunk
        return BodyPose((arms[0], arms[1]), (legs[0], legs[1]), changed)

    def arm(self, family: str) -> ArmPose:
        """An arm of one of the families: hang, away, hip, front, behind, face, l_shape, ..."""
        return self._arm_pose(family)

    def both_in_pockets(self) -> tuple[ArmPose, ArmPose]:
        """Both hands in pockets."""
        return self._paired.pockets()

    def crossed_walk(self) -> tuple[LegPose, LegPose]:
        """Legs crossed in a step, as on a catwalk."""
        return self._paired_legs.crossed_walk()

    def random_limbs(self, count: int) -> tuple[str, ...]:
        """Some of LIMBS, arms twice as likely as legs."""
        return tuple(self._rng.choice(LIMBS, count, replace=False, p=[0.34, 0.34, 0.16, 0.16]))

    def _u(self, low: float, high: float) -> float:
        return float(self._rng.uniform(low, high))

    def _trunk(self, *, strong: bool) -> TrunkPose:
        n, k = self._rng.normal, 2.2 if strong else 0.8
        spine = (float(np.clip(n(1, 6 * k), -18, 40)), float(n(0, 4 * k)), float(n(0, 6 * k)))
        neck = (float(n(0, 7)), float(n(0, 4)), float(np.clip(n(0, 16), -50, 50)))
        return TrunkPose(spine, neck)

    def _arms(self) -> tuple[ArmPose, ArmPose]:
        if self._rng.random() < 0.05:
            return self._crossed_arms()
        if self._habit.arms_together and self._rng.random() < self._habit.arms_together:
            return self._arms_together()
        family = pick(self._rng, _ARM_BASE)
        left = self._arm_pose(family)
        if self._rng.random() < 0.35:
            return left, self._arm_pose(family)
        return left, self._arm_apart_from(left)

    def _legs(self) -> tuple[LegPose, LegPose]:
        if self._habit.feet_together and self._rng.random() < self._habit.feet_together:
            return self._paired_legs.draw()
        return self._leg_poser.pair()

    def _arms_together(self) -> tuple[ArmPose, ArmPose]:
        """Paired arms that keep out of the body, as far as some tries find any."""
        for _ in range(12):
            arms = self._paired.draw(self._arm_pose("hang"))
            if all(
                self._hull.clear(self._forearm_points(arm)[: 4 if arm.hand.in_pocket else 6]) for arm in arms
            ):
                break
        return arms

    def _arm_apart_from(self, other: ArmPose) -> ArmPose:
        for _ in range(6):
            arm = self._arm_pose(pick(self._rng, _ARM_MOVES))
            if self._apart(arm, other):
                return arm
        return self._arm_pose("hang")

    def _apart(self, arm: ArmPose, other: ArmPose) -> bool:
        mine = self._forearm_points(arm)
        theirs = self._forearm_points(other) @ MIRROR
        return float(np.linalg.norm(mine[:, None] - theirs[None], axis=-1).min()) > 0.085

    def _forearm_points(self, arm: ArmPose) -> Vector:
        hinge, end = arm.limb.points(self.skeleton.arm, self.skeleton.shoulder(arm))
        tip = end + 0.16 * unit(end - hinge)
        return np.stack([hinge + (tip - hinge) * part for part in np.linspace(0, 1, 7)])

    def _arm_pose(self, family: str) -> ArmPose:
        for _ in range(12):
            arm = self._families[family]()
            if self._hull.clear(self._forearm_points(arm)):
                return arm
        return self._arm_pose("away") if family != "away" else arm

    def _hand(self, *, curl: float | None = None) -> HandPose:
        r = self._rng
        amount = float(
            np.clip(r.choice([r.normal(0.25, 0.1), r.uniform(0, 1), r.normal(0.9, 0.08), 0.08]), 0, 1)
        )
        amount = amount if curl is None else curl
        return HandPose(
            amount,
            self._u(-2, 9) * (1 - amount),
            self._u(-55, 55),
            (float(r.normal(0, 14)), float(r.normal(0, 8))),
        )

    def _arm_toward(self, *, abduct: float, flex: float, bend: float, bend_to: Vector) -> ArmPose:
        """From hanging: `flex` forwards, `abduct` to the side, both in degrees."""
        direction = turn(Y, -abduct) @ turn(X, -flex) @ -Z
        lift = max(0.0, abduct - 60) * 0.25 + max(0.0, flex - 80) * 0.15
        return ArmPose(LimbPose(direction, bend_to, bend), self._hand(), lift)

    def _hang(self) -> ArmPose:
        side = unit(np.array([self._u(-0.9, 0.2), -1, 0.1]))
        return self._arm_toward(
            abduct=self._u(4, 18), flex=self._u(-14, 12), bend=self._u(4, 38), bend_to=side
        )

    def _away(self) -> ArmPose:
        side = unit(np.array([self._u(-0.8, 0.6), -1, 0.2]))
        return self._arm_toward(
            abduct=self._u(16, 55), flex=self._u(-15, 25), bend=self._u(4, 40), bend_to=side
        )

    def _side(self) -> ArmPose:
        side = unit(np.array([self._u(-0.5, 0.5), -self._u(0.2, 1), self._u(-0.8, 1.2)]))
        return self._arm_toward(
            abduct=self._u(55, 105), flex=self._u(-10, 35), bend=self._u(3, 110), bend_to=side
        )

    def _overhead(self) -> ArmPose:
        side = unit(np.array([-1, self._u(-0.8, 0.5), self._u(0, 0.6)]))
        return self._arm_toward(
            abduct=self._u(110, 168), flex=self._u(-5, 25), bend=self._u(5, 105), bend_to=side
        )

    def _forward(self) -> ArmPose:
        side = unit(np.array([self._u(-1, 0.1), -0.2, self._u(0.2, 1.2)]))
        return self._arm_toward(
            abduct=self._u(0, 30), flex=self._u(30, 120), bend=self._u(4, 90), bend_to=side
        )

    def _swing_back(self) -> ArmPose:
        side = unit(np.array([self._u(-0.5, 0.1), -1, -0.2]))
        return self._arm_toward(
            abduct=self._u(8, 25), flex=self._u(-45, -15), bend=self._u(5, 60), bend_to=side
        )

    def _l_shape(self) -> ArmPose:
        side = unit(np.array([self._u(-0.7, 0.4), -1, self._u(-0.1, 0.5)]))
        return self._arm_toward(
            abduct=self._u(6, 30), flex=self._u(-20, 20), bend=self._u(55, 125), bend_to=side
        )

    def _reach(
        self, target: Vector, *, elbow_to: Vector, lift: float = 0.0, curl: float | None = None
    ) -> ArmPose:
        jitter = self._rng.normal(0, 0.018, 3)
        limb = reach(self.skeleton.arm, self.skeleton.arm.upper, target=target + jitter, hinge_to=elbow_to)
        return ArmPose(limb, self._hand(curl=curl), lift)

    def _hip(self) -> ArmPose:
        at, half = self._hull.waist()
        target = np.array(
            [half[0] + self._u(0.025, 0.06), at[1] - self._u(-0.02, 0.06), at[2] + self._u(-0.06, 0.06)]
        )
        arm = self._reach(target, elbow_to=np.array([1, self._u(-0.1, 0.9), self._u(-0.2, 0.2)]))
        return replace(arm, hand=replace(arm.hand, wrist_deg=(self._u(-10, 30), self._u(-10, 10))))

    def _front(self) -> ArmPose:
        """Hand before belly or chest."""
        height = self._u(float(self._at["spine05"][2]), float(self._at["spine01"][2]))
        front = self._hull.front(height) - self._u(0.05, 0.16)
        target = np.array([self._u(-0.02, 0.2), front, height])
        return self._reach(target, elbow_to=np.array([1, self._u(-0.2, 0.5), self._u(-1, 0)]))

    def _behind(self) -> ArmPose:
        height = float(self._at["spine05"][2]) + self._u(-0.05, 0.12)
        target = np.array([self._u(0.04, 0.16), self._hull.back(height) + self._u(0.05, 0.09), height])
        return self._reach(target, elbow_to=np.array([1, 0.8, 0.1]))

    def _face(self) -> ArmPose:
        head = self._at["head"]
        target = head + np.array([self._u(-0.02, 0.1), -self._u(0.15, 0.22), self._u(-0.12, 0.06)])
        return self._reach(target, elbow_to=np.array([self._u(0.2, 1), self._u(-0.6, 0), -1]), lift=4)

    def _head(self) -> ArmPose:
        """Hand beside, on or behind the head."""
        head = self._at["head"]
        target = head + np.array([self._u(0.12, 0.2), self._u(-0.08, 0.1), self._u(0.0, 0.2)])
        return self._reach(target, elbow_to=np.array([1, self._u(-0.7, 0.3), self._u(-0.4, 0.5)]), lift=14)

    def _pocket(self) -> ArmPose:
        hip = self._at["upperleg01.L"]
        _, half = self._hull.waist()
        target = np.array(
            [half[0] + self._u(0.03, 0.06), hip[1] - self._u(-0.01, 0.06), hip[2] + self._u(0, 0.08)]
        )
        return self._reach(target, elbow_to=np.array([self._u(0.4, 1), 1, 0]), curl=0.2)

    def _crossed_arms(self) -> tuple[ArmPose, ArmPose]:
        height = (float(self._at["spine01"][2]) + float(self._at["spine03"][2])) / 2
        arms = []
        for depth, drop in ((0.06, 0.0), (0.12, 0.03)):
            target = np.array([-self._u(0.04, 0.1), self._hull.front(height) - depth, height - drop])
            arms.append(self._reach(target, elbow_to=np.array([1, -0.2, -0.7]), curl=0.3))
        order = self._rng.permutation(2)
        return arms[order[0]], arms[order[1]]
