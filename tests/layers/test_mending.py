"""A person's word about layers: it wins over what was read of the photo, and nothing else changes."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from engine.contract.messages import Quality, RenderRequest, Source
from engine.evaluate.edits import sway
from engine.imaging.frame import choose_frame
from engine.imaging.tiles import all_tiles, part_of
from engine.layers.bending import bent
from engine.layers.following import followed
from engine.layers.layer import Person
from engine.layers.reading import Reading
from engine.layers.regions import Region
from engine.layers.skeleton import complete
from engine.layers.take_apart import take_apart
from engine.photo.mending.mending import NOTHING, Attachment, Mending, OrderWish
from engine.photo.mending.painted import Painted
from engine.photo.mending.targets import Follows, Target
from engine.pose import layer_classes as c
from engine.pose.kinematics import rotate_limb
from engine.pose.pose import Joint
from engine.render.renderer import Renderer
from tests.layers.test_things import SIZE, bag_mask, painted, pose

IN_THE_BAG = (70.0, 370.0)


def said(codes: np.ndarray) -> Painted:
    """A map [H, W] of targets as what was painted."""
    size = (codes.shape[1], codes.shape[0])
    return Painted(size).changed({tile: part_of(codes, tile).copy() for tile in all_tiles(codes)})


def stroke(target: Target, start: tuple[int, int], end: tuple[int, int], *, width: int = 10) -> Painted:
    return said(cv2.line(np.zeros(SIZE[::-1], np.uint8), start, end, int(target), width))


def taken_apart(mending: Mending = NOTHING, *, calls_bag: int = c.THING) -> Person:
    """The painted person, whose bag the parsing takes for the class `calls_bag`."""
    cutout, label = painted()
    label[bag_mask()] = calls_bag
    frame = choose_frame(pose(), (label > 0).astype(np.float32))
    planes: list[NDArray[np.uint8]] = [
        frame.cut((label == k).astype(np.uint8) * 255, (288, 384)) for k in range(c.N_CLASSES)
    ]
    probabilities = np.stack(planes).astype(np.float32) / np.float32(255)
    return take_apart(cutout, complete(pose()), frame, Reading(probabilities), mending)


def things_of(person: Person) -> np.ndarray:
    shown = np.zeros(SIZE[::-1], bool)
    for layer in person.layers:
        if layer.region is Region.THING:
            (left, top), (h, w) = layer.corner, layer.made.shape
            shown[top : top + h, left : left + w] |= layer.texture[..., 3] > 127
    return shown


def test_a_stroke_across_a_bag_that_was_taken_for_a_leg_makes_all_of_it_a_thing() -> None:
    wrong = taken_apart(calls_bag=c.RIGHT_SHIN)
    assert (things_of(wrong) & bag_mask()).mean() == 0
    mended = taken_apart(Mending(stroke(Target.THING, (55, 325), (85, 415))), calls_bag=c.RIGHT_SHIN)
    shown = things_of(mended)
    assert (shown & bag_mask()).sum() > 0.8 * bag_mask().sum(), "what looks alike beside the stroke follows"
    assert (shown & ~bag_mask()).sum() < 0.06 * bag_mask().sum()
    assert mended.shown is not None
    assert mended.shown.follows == (Follows.RIGHT_HAND,)


def test_where_it_was_painted_nothing_overrules_it() -> None:
    across = stroke(Target.LEFT_ARM, (120, 200), (180, 200))
    person = taken_apart(Mending(across))
    assert person.shown is not None
    inside = [(float(x), float(y)) for x in range(124, 178, 6) for y in (197, 200, 203)]
    assert {person.shown.code_at(xy) for xy in inside} == {Target.LEFT_ARM}
    assert person.shown.code_at((150.0, 160.0)) == Target.TORSO


@pytest.mark.parametrize(
    ("follows", "raised"), [(Follows.LEFT_HAND, Joint.L_ELBOW), (Follows.RIGHT_LEG, Joint.R_KNEE)]
)
def test_a_thing_goes_with_what_it_was_attached_to(follows: Follows, raised: Joint) -> None:
    person = taken_apart(Mending(things=(Attachment(IN_THE_BAG, follows),)))
    (number,) = [n for n, layer in enumerate(person.layers) if layer.region is Region.THING]
    moves = lambda joint: bent(person, followed(person.skeleton, rotate_limb(pose(), joint, 25)))[number]  # noqa: E731
    assert moves(raised) is not None
    assert moves(Joint.R_ELBOW) is None
    assert person.shown is not None
    assert person.shown.follows == (follows,)
    assert person.shown.thing_at(IN_THE_BAG) == 0


def test_a_thing_that_is_said_to_stay_stays() -> None:
    person = taken_apart(Mending(things=(Attachment(IN_THE_BAG, Follows.STAYS),)))
    (bag,) = [layer for layer in person.layers if layer.region is Region.THING]
    assert bag.follows is None


def test_the_order_in_the_photo_is_as_was_said() -> None:
    found = taken_apart()
    assert found.shown is not None
    behind, front = (Target.RIGHT_LEG, Target.LEFT_LEG)
    if found.shown.lies_in_front(behind, front):
        behind, front = front, behind
    wishes = (
        OrderWish(behind, in_front=True, of=front),
        OrderWish(Target.LEFT_ARM, in_front=False, of=Target.TORSO),
    )
    mended = taken_apart(Mending(order=wishes))
    assert mended.shown is not None
    assert mended.shown.lies_in_front(behind, front)
    assert not mended.shown.lies_in_front(Target.LEFT_ARM, Target.TORSO)
    assert set(mended.order) == set(found.order)


def test_a_mended_photo_is_itself_as_long_as_nobody_moves_and_its_features_are_kept(
    renderer: Renderer, sources: dict[str, Source]
) -> None:
    source = sources["demo"]
    renderer.render(RenderRequest(source, source.pose, Quality.PREVIEW))
    x, y = (round(v) for v in source.pose.at(Joint.NECK))
    codes = np.zeros(source.matte.shape, np.uint8)
    cv2.circle(codes, (x, y + 60), 30, int(Target.THING), -1)
    mended = source.mended(Mending(said(codes)))
    assert mended != source
    still = renderer.render(RenderRequest(mended, source.pose, Quality.FINAL))
    assert (still.pixels == source.photo.rgb).all()
    assert "plate" not in still.milliseconds, "only layers are made anew"
    assert "parsing" not in still.milliseconds
    assert still.layers is not None
    assert still.layers.thing_at((x, y + 60)) == 0
    asked = RenderRequest(source, sway(source.pose, 8.0), Quality.PREVIEW)
    plain = renderer.render(asked).pixels
    assert (renderer.render(replace(asked, source=mended)).pixels != plain).any()
    assert (renderer.render(asked).pixels == plain).all()
