"""What moves as one stays the photo, also where two layers meet; and pictures tell where their pixels come from."""

from __future__ import annotations

import cv2
import numpy as np

from engine.contract.messages import Quality, RenderRequest, Source
from engine.evaluate.edits import abduct, sway
from engine.layers.bending import Bend, parted
from engine.layers.following import followed
from engine.layers.regions import Region
from engine.pose.kinematics import rotate_limb
from engine.pose.pose import Joint
from engine.render.renderer import Renderer
from tests.layers.test_things import apart, painted, pose


def test_a_leaning_body_is_the_photo_turned_also_at_its_collar(
    renderer: Renderer, sources: dict[str, Source]
) -> None:
    """Around the neck, head, torso and arms turn by one angle: the picture there is the photo, turned by it."""
    source = sources["demo"]
    degrees = 9.0
    pose = sway(source.pose, degrees)
    done = renderer.render(RenderRequest(source, pose, Quality.FINAL)).pixels
    (rx, ry), (lx, ly) = source.pose.at(Joint.R_HIP), source.pose.at(Joint.L_HIP)
    # The pose says which way: the turn that brings its neck where the picture's is.
    matrices = [
        cv2.getRotationMatrix2D(((rx + lx) / 2, (ry + ly) / 2), sign * degrees, 1) for sign in (1, -1)
    ]
    neck, wanted = np.array([*source.pose.at(Joint.NECK), 1.0]), np.array(pose.at(Joint.NECK))
    matrix = min(matrices, key=lambda m: float(np.hypot(*(m @ neck - wanted))))
    turned = cv2.warpAffine(source.photo.rgb, matrix, source.photo.size, flags=cv2.INTER_CUBIC)
    inside = cv2.warpAffine(source.matte, matrix, source.photo.size)
    inner = cv2.erode(inside, np.ones((9, 9), np.uint8)) > 0.98
    x, y = (round(v) for v in wanted)
    reach = round(source.pose.head_size() * 0.4)
    collar = np.s_[y - reach : y + reach, x - reach : x + reach]
    off = np.abs(done[collar].astype(int) - turned[collar]).max(-1)[inner[collar]]
    assert len(off) > 500
    assert np.mean(off > 24) < 0.03


def test_a_picture_tells_where_its_pixels_come_from(renderer: Renderer, sources: dict[str, Source]) -> None:
    source = sources["demo"]
    pose = abduct(source.pose, [Joint.R_ELBOW], 40)
    origins = renderer.render(RenderRequest(source, pose, Quality.FINAL)).origins
    assert origins is not None
    head = source.pose.head_size()
    for joint in (Joint.R_ELBOW, Joint.L_ELBOW, Joint.NECK, Joint.L_KNEE):
        found = origins.at(pose.at(joint))
        assert found is not None
        assert np.hypot(*(np.array(found) - source.pose.at(joint))) < 0.2 * head
    assert origins.at((2.0, 2.0)) is None


def test_layers_meet_by_twos_and_by_threes_and_beside_things() -> None:
    person = apart(*painted())
    met = [set(seam.regions) for seam in person.seams]
    assert {Region.TORSO, Region.HEAD} in met
    assert any(len(regions) > 2 for regions in met)
    assert any(Region.THING in regions for regions in met)
    for seam in person.seams:
        points, holds = parted(person, seam, Bend(person.skeleton, person.skeleton.xy, person.roots))
        assert points is None
        assert holds.min() == 1


def test_a_seam_opens_where_one_of_its_layers_leaves_and_no_other_does() -> None:
    person = apart(*painted())
    moved = followed(person.skeleton, rotate_limb(pose(), Joint.R_ELBOW, 60))
    bend = Bend(person.skeleton, moved, person.roots)
    opened = {seam.regions: float(parted(person, seam, bend)[1].min()) for seam in person.seams}
    for regions, holds in opened.items():
        assert (holds == 1) is (Region.RIGHT_ARM not in regions)
    assert any(Region.RIGHT_ARM in regions for regions in opened)
