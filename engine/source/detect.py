"""Finds people in a photo: their 18 joints, a first mask and a box, from BlazePose shown several windows."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.pose.pose import Point, Pose
from engine.source.blazepose import INPUT_SIDE, BlazePose, Look, Pyramid, Window
from engine.source.looks import SEEN, agreed, exchanged, same_person
from engine.source.outlines import outlines
from engine.source.sureness import score, sureness, surer_of
from engine.source.windows import beyond, tiles, whole
from engine.system.errors import NoPersonError
from engine.system.giving_way import give_way

Steps = TypeVar("Steps")

_PERSON = 0.5  # the network's own flag
_SHARP = 0.4  # mean heat-map height below which landmarks are guesses
_GOOD = 0.72  # a look this sharp needs no second opinion,
_FAIR = 0.55  # and after one this sharp it is not worth searching for smaller people
_PART = 0.5  # the same for a person who is cut off
_CROWD = 0.5  # a score below this is more often a wheel or a lone arm than a second person
_WIDER, _TURNED = (1.09, 1.18), 0.12  # crops around a doubtful look, as shares of its own and in radians
_STEPS, _PATIENCE = 6, 10  # looks until a window has to have settled: where all is sharp, and where not yet
_HOPE = 0.45  # while landmarks are this sharp the network's flag may be down: it rises as the crop settles
_SEARCH_EDGE_PX = 1600  # photos are made this small before everyone in them is looked for
_LEGS = slice(25, 33)  # landmarks from the knees down
_LOST = 0.5  # by how much less visible they are guesses
# BlazePose landmarks in the order of `Joint`; the neck is the middle of the shoulders.
_LANDMARKS = (
    (0,),
    (11, 12),
    (12,),
    (14,),
    (16,),
    (11,),
    (13,),
    (15,),
    (24,),
    (26,),
    (28,),
    (23,),
    (25,),
    (27,),
)
_FACE = ((5,), (2,), (8,), (7,))


@dataclass(frozen=True, slots=True)
class Detection:
    """One person found in a photo.

    pose: joints in photo pixels. mask: [H, W] in 0..1, BlazePose's own, soft. score: 0..1.
    box: (x0, y0, x1, y1) in photo pixels, around the mask and the joints, inside the photo. feet: of those
    that are seen ankle, heel and toes, [3, 2] photo pixels each. face: nose, eyes, ears and mouth, [7, 2], if seen.
    hands: of those that are seen an outline, [5, 2].
    """

    pose: Pose
    mask: NDArray[np.float32] = field(repr=False, compare=False)
    score: float
    box: tuple[float, float, float, float]
    feet: tuple[NDArray[np.float64], ...] = field(default=(), repr=False, compare=False)
    face: NDArray[np.float64] | None = field(default=None, repr=False, compare=False)
    hands: tuple[NDArray[np.float64], ...] = field(default=(), repr=False, compare=False)


class Detector:
    """Finds people; loads its networks on first use and is meant for one thread at a time.

    finer: a larger network that says where the joints of the one who was found are.
    """

    def __init__(self, model: Path, *, finer: Path | None = None) -> None:
        self._network = BlazePose(model)
        self._finer = None if finer is None else BlazePose(finer)

    def detect(self, rgb: NDArray[np.uint8], *, near: tuple[float, float] | None = None) -> Detection:
        """The most convincing person in `rgb` [H, W, 3], or the one at the photo pixel `near` (x, y).

        Raises NoPersonError when there is none.
        """
        photo = Pyramid(rgb)
        size = (rgb.shape[1], rgb.shape[0])
        look = self._best(photo, size) if near is None else self._at(photo, size, near)
        if look is None:
            raise NoPersonError(_nobody(near))
        return _detection(self._placed(photo, self._surer(photo, look)), size)

    def people(self, rgb: NDArray[np.uint8]) -> tuple[Pose, ...]:
        """`search` at one go."""
        return _done(self.search(rgb))

    def search(self, rgb: NDArray[np.uint8]) -> Generator[None, None, tuple[Pose, ...]]:
        """The poses of everyone in `rgb` [H, W, 3], from left to right, in the order in which others count them.

        In steps of one look, tens of milliseconds each, so that others can be served between.
        """
        factor = min(1.0, _SEARCH_EDGE_PX / max(rgb.shape[:2]))
        size = (max(1, round(rgb.shape[1] * factor)), max(1, round(rgb.shape[0] * factor)))
        small = rgb if factor == 1 else cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)
        looks = yield from self._everyone(small.astype(np.uint8, copy=False))
        people = _without_echoes([_detection(look, size) for look in looks])
        people.sort(key=lambda person: person.box[0] + person.box[2])
        return tuple(person.pose.replaced(person.pose.xy() / factor) for person in people)

    def _everyone(self, rgb: NDArray[np.uint8]) -> Generator[None, None, list[Look]]:
        """One look at each person, a step a look; a part of a person may still count as another."""
        size, photo = (rgb.shape[1], rgb.shape[0]), Pyramid(rgb)
        found: list[Look] = []
        for window in (*whole(size), *tiles(size)):
            look = yield from self._settling(photo, window)
            if look is None:
                continue
            same = [other for other in found if same_person(look, other)]
            if all(look.sharpness > other.sharpness for other in same):
                found = [other for other in found if other not in same] + [look]
        found = [look for look in found if score(look) > _CROWD]
        return found or (yield from self._cut_off(photo, size))

    def _cut_off(self, photo: Pyramid, size: tuple[int, int]) -> Generator[None, None, list[Look]]:
        """The one person whom the photo shows a part of, a step a look; empty where there is none."""
        best: Look | None = None
        for window in beyond(size):
            look = yield from self._settling(photo, window)
            if (
                look is not None
                and look.sharpness > _FAIR
                and (best is None or sureness(look) > sureness(best))
            ):
                best = look
        return [] if best is None else [best]

    def _best(self, photo: Pyramid, size: tuple[int, int]) -> Look | None:
        """The most convincing person; further rounds of windows follow where those before led to nothing sharp.

        What is cut off is looked for wherever the whole photo's windows left a doubt: of a chest they may make a whole
        small body. Then the sharper look is right, though it sees no hips.
        """
        best: Look | None = None
        for starts, least in ((whole(size), _FAIR), (beyond(size), _PART), (tiles(size), _FAIR)):
            for look in self._settled(photo, starts):
                best = surer_of(best, look, least)
                if best is not None and best.sharpness > _GOOD:
                    return best
            if starts == beyond(size) and best is not None and best.sharpness > _FAIR:
                return best
        return best

    def _at(self, photo: Pyramid, size: tuple[int, int], near: tuple[float, float]) -> Look | None:
        sides = [max(size) * part for part in (1.0, 0.7, 0.5, 0.35, 0.25)]
        starts = (*(Window(*near, side) for side in sides), *whole(size))
        for windows, least in ((starts, _SHARP), (beyond(size), _FAIR)):
            looks = [look for look in self._settled(photo, windows) if look.sharpness > least]
            looks = [look for look in looks if _distance(look, near) < 0.5]
            if looks:
                return min(looks, key=lambda look: _distance(look, near) - 0.1 * look.sharpness)
        return None

    def _surer(self, photo: Pyramid, look: Look) -> Look:
        """The most convincing of a doubtful look and others from around it.

        Where arms hide the head, pixels that nobody tells apart decide whether shoulders end up on the neck; in
        wider and turned crops such a reading falls apart, and the right one is sharper.
        """
        if look.sharpness > _GOOD:
            return look
        wanted = look.next_window()
        around = [
            Window(wanted.x, wanted.y, wanted.side * wider, wanted.turn + turned)
            for wider in _WIDER
            for turned in (-_TURNED, 0.0, _TURNED)
        ]
        others = [self._network.look(photo, window) for window in around]
        return max((look, *(other for other in others if same_person(other, look))), key=score)

    def _placed(self, photo: Pyramid, look: Look) -> Look:
        """A look with joints by the finer network and a mask by both, if that sees the same person in its window.

        What is seen at all the first one says: the finer one takes a leg that another crosses for hidden.
        """
        again = None if self._finer is None else self._finer.look(photo, look.window)
        if again is None or again.person < _PERSON or not same_person(again, look):
            return look
        # Of a back that it takes for a chest it says itself that it sees no legs.
        guessed = exchanged(look, again) and (look.seen - again.seen)[_LEGS].mean() > _LOST
        return replace(look, landmarks=(look if guessed else again).landmarks, mask=agreed(look, again))

    def _settled(self, photo: Pyramid, starts: Iterable[Window]) -> Iterator[Look]:
        """The person each start window leads to, where it leads to one."""
        for window in starts:
            look = _done(self._settling(photo, window))
            if look is not None:
                yield look

    def _settling(self, photo: Pyramid, window: Window) -> Generator[None, None, Look | None]:
        """Re-crop by what the network saw until the crop stays put; None when the person is lost.

        The last look that was sure of a person counts. Where the network took that back, the look has to be sharper.
        """
        sure: Look | None = None
        for step in range(_PATIENCE):
            look = self._network.look(photo, window)
            yield
            if look.person >= _PERSON:
                sure = look
            elif look.sharpness < _HOPE:
                return None
            window = look.next_window()
            if look.window.settled(window) or (step + 1 >= _STEPS and look.sharpness > _GOOD):
                break
        if sure is None:
            return None
        return sure if sure.sharpness > (_SHARP if sure is look else _FAIR) else None


def _done(steps: Generator[None, None, Steps]) -> Steps:
    """What `steps` come to, all taken at once."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: Steps = end.value
            return result


def _detection(look: Look, size: tuple[int, int]) -> Detection:
    pose = _pose(look, size)
    give_way()
    mask = _placed_mask(look, size)
    give_way()
    return Detection(pose, mask, score(look), _box(pose, mask), *outlines(look))


def _pose(look: Look, size: tuple[int, int]) -> Pose:
    points = []
    for marks in (*_LANDMARKS, *_FACE):
        x, y = look.landmarks[list(marks)].mean(axis=0).tolist()
        confidence = float(look.seen[list(marks)].min())
        inside = 0 <= x < size[0] and 0 <= y < size[1]
        points.append(Point(x, y, confidence, inside and confidence >= SEEN))
    return Pose(tuple(points))


def _placed_mask(look: Look, size: tuple[int, int]) -> NDArray[np.float32]:
    matrix = look.window.to_photo()
    matrix[:, :2] /= INPUT_SIDE
    matrix[:, 2] += matrix[:, :2] @ (0.5, 0.5) - 0.5
    return cv2.warpAffine(look.mask, matrix, size, flags=cv2.INTER_LINEAR).astype(np.float32, copy=False)


def _box(pose: Pose, mask: NDArray[np.float32]) -> tuple[float, float, float, float]:
    rows, columns = np.flatnonzero(mask.max(axis=1) > 0.5), np.flatnonzero(mask.max(axis=0) > 0.5)
    joints = pose.xy()[pose.present()]
    xs = np.concatenate([joints[:, 0], columns[:1], columns[-1:] + 1])
    ys = np.concatenate([joints[:, 1], rows[:1], rows[-1:] + 1])
    if not len(xs):
        return (0.0, 0.0, float(mask.shape[1]), float(mask.shape[0]))
    return (float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max()))


def _without_echoes(people: list[Detection]) -> list[Detection]:
    """Drop whoever lies within the mask of somebody more convincing: a part of that person, found again."""
    kept: list[Detection] = []
    for person in sorted(people, key=lambda one: one.score, reverse=True):
        shape = person.mask > 0.5
        covered = max((float((other.mask > 0.5)[shape].mean()) for other in kept if shape.any()), default=0.0)
        if covered < 0.7:
            kept.append(person)
    return kept


def _distance(look: Look, near: tuple[float, float]) -> float:
    """How far `near` is from the person, in torso lengths: 0 on a bone, 0.5 half a torso away."""
    joints = look.landmarks
    bones = ((11, 12), (23, 24), (11, 23), (12, 24), (11, 13), (13, 15), (12, 14), (14, 16), (0, 11), (0, 12))
    legs = ((23, 25), (25, 27), (24, 26), (26, 28))
    torso = float(np.linalg.norm(joints[[11, 12]].mean(axis=0) - joints[[23, 24]].mean(axis=0)))
    away = min(_to_segment(np.array(near), joints[i], joints[j]) for i, j in (*bones, *legs))
    return away / max(torso, 1.0)


def _to_segment(point: NDArray[np.float64], a: NDArray[np.float64], b: NDArray[np.float64]) -> float:
    along = float(np.clip((point - a) @ (b - a) / max(float((b - a) @ (b - a)), 1e-9), 0.0, 1.0))
    return float(np.linalg.norm(point - a - along * (b - a)))


def _nobody(near: tuple[float, float] | None) -> str:
    if near is None:
        return "No person was found in this photo; choose one that shows a person from head to hips or more."
    return "No person was found where you clicked; click on the middle of the body."
