"""Photo to source: joints and matte, also where the pose is given and not detected; torch-free."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.contract.messages import Source
from engine.imaging.boxes import box_around
from engine.imaging.pixels import Floats
from engine.photo.bags import Bag
from engine.photo.photo import Photo
from engine.pose.edits import anchor
from engine.pose.pose import Box, Pose
from engine.source.bag_matte import with_bags
from engine.source.bags import BagFinder, carried
from engine.source.banded_wrists import with_banded_wrists
from engine.source.cut_anew import FEET, HAND, HEAD, cut_anew
from engine.source.detect import Detection, Detector
from engine.source.faint_hands import faint_hands
from engine.source.hands import HandFinder
from engine.source.in_box import detect_within
from engine.source.known_pose import detect_or_take
from engine.source.matte import Matting, network_scale, without_scraps
from engine.source.outline_cut import with_outline
from engine.source.pixel_mix import with_mixed_pixels
from engine.source.plain_gaps import without_plain_gaps
from engine.source.poles import hands_of, with_poles
from engine.source.two_legs import on_their_legs
from engine.system.errors import NoPersonError
from engine.system.giving_way import give_way

Step = Callable[[str], AbstractContextManager[object]]
# What becomes of a photo's matte [H, W]; the photo is [H, W, 3].
Finish = Callable[[NDArray[np.uint8], Floats], Floats]

_DOUBT = 0.5  # of the matte, below which what is no limb's is nobody's
_PERSON = 0.25  # fainter pixels of a matte are no part of the person's box


def _untimed(_name: str) -> AbstractContextManager[None]:
    return nullcontext()


class PersonFinder:
    """Finds people with the networks in a folder; used by one thread at a time."""

    def __init__(self, models: Path, *, finish: Finish) -> None:
        self._detector = Detector(
            models / "pose_landmark_full.tflite", finer=models / "pose_landmark_heavy.tflite"
        )
        self._matting = Matting(models / "u2netp.onnx")
        self._bags = BagFinder(models / "efficientdet_lite0.tflite")
        self._hands = HandFinder(models / "hand_landmark_lite.tflite")
        self._finish = finish

    def find(
        self,
        photo: Photo,
        *,
        given: Pose | None = None,
        number: int | None = None,
        at: tuple[float, float] | None = None,
        within: Box | None = None,
        step: Step = _untimed,
    ) -> Source:
        """The person of a photo.

        given: the pose in the photo where it should not be detected, else its own if it comes with one. number: which
        of several people, counted from the left, from 1. at: the one at a photo pixel (x, y). within: the one inside
        a box. `step` times a block under a name. Raises NoPersonError, and PoseError for a given pose without joints.
        """
        known = given or photo.pose
        with step("detect"):
            if given is None and number is not None:
                at = anchor(self._nth(photo, number))
            if within is not None:
                found = detect_within(self._detector, photo.rgb, within)
            elif at is not None:
                found = self._detector.detect(photo.rgb, near=at)
            else:
                found = detect_or_take(self._detector, photo, given=known)
        with step("matte"):
            matte = self._first_matte(photo.rgb, found)
            # Before anything else is added: a shin found between two legs would fill their gap, and bags are no legs.
            if found.pose is not known:
                found = replace(found, pose=on_their_legs(found.pose, matte))
            matte, bags = self._matte(photo.rgb, found, matte)
            give_way()
            matte = self._finish(photo.rgb, matte)
            give_way()
            matte = with_poles(photo.rgb, matte, found.pose)
        return Source(photo, found.pose, matte, bags=bags)

    def people(self, photo: Photo) -> Generator[None, None, tuple[Pose, ...]]:
        """The poses of everyone in a photo, from left to right; a step takes one look of the detector."""
        return (yield from self._detector.search(photo.rgb))

    def joints_in(self, rgb: NDArray[np.uint8]) -> Pose:
        """The joints of the most convincing person in a picture [H, W, 3]; raises NoPersonError."""
        return self._detector.detect(rgb).pose

    def _first_matte(self, rgb: NDArray[np.uint8], found: Detection) -> Floats:
        """The person cut out, feet and head once more."""
        give_way()
        matte = cut_anew(rgb, self._matting.matte(rgb, found), found.feet, FEET)
        give_way()
        if found.face is not None:
            matte = cut_anew(rgb, matte, [found.face], HEAD)
        give_way()
        return matte

    def _matte(
        self, rgb: NDArray[np.uint8], found: Detection, matte: Floats
    ) -> tuple[Floats, tuple[Bag, ...]]:
        """A first matte with hands that it held half, and with the bags that they carry."""
        for outlines in faint_hands(found.hands, matte, lambda: self._hands.find(rgb, found.pose)):
            # A hand that comes back is worth more than what the cut would take from beside it; only doubts go.
            anew = cut_anew(rgb, matte, outlines, HAND)
            matte = np.where(matte < _DOUBT, anew, np.maximum(matte, anew))
            give_way()
        person = box_around(matte > _PERSON)
        lowered = hands_of(found.pose, lowered=True)
        bags = () if person is None else carried(self._bags.find(rgb, person, lowered), found.pose)
        give_way()
        matte = with_bags(rgb, matte, bags, lowered)
        give_way()
        matte = with_outline(rgb, matte, scale=network_scale(found.box))
        give_way()
        matte = without_plain_gaps(rgb, matte)
        give_way()
        matte = with_banded_wrists(with_mixed_pixels(rgb, matte), found.pose)
        return without_scraps(matte), bags

    def _nth(self, photo: Photo, number: int) -> Pose:
        people = self._detector.people(photo.rgb)
        if not people:
            self._detector.detect(photo.rgb)  # says so, or finds the one whom the crowd hid
        if number > len(people):
            found = "1 person was" if len(people) == 1 else f"{len(people)} people were"
            raise NoPersonError(
                f"{found} found in this photo; there is no person {number}. Count from the left."
            )
        return people[number - 1]
