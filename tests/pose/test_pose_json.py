"""OpenPose JSON in and out, with every kind of file people bring."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given

from engine.pose.edits import scale
from engine.pose.openpose import (
    MAX_BYTES,
    MAX_PEOPLE,
    parse_pose_file,
    parse_poses,
    pose_to_json,
    read_pose,
    read_pose_file,
)
from engine.pose.pose import Joint, Point, Pose
from engine.system.errors import PoseError
from tests.pose.posing import FRONT, exact, poses, quick

SIZE = (600, 800)


def triples(pose: Pose) -> list[float]:
    return [number for p in pose.points for number in (p.x, p.y, p.confidence if p.present else 0)]


def person(pose: Pose = FRONT) -> dict[str, object]:
    return {"pose_keypoints_2d": triples(pose)}


def frame(*people: object, **more: object) -> str:
    return json.dumps({"version": 1.3, "people": people, **more})


@quick
@given(poses(missing=True).filter(lambda pose: pose.present().any()))
def test_what_is_written_is_read_back(pose) -> None:
    file = parse_pose_file(pose_to_json(pose, size=SIZE))
    assert file.canvas == SIZE
    (again,) = file.poses
    seen = pose.present()
    np.testing.assert_array_equal(again.present(), seen)
    np.testing.assert_allclose(exact(again)[seen], exact(pose)[seen], atol=1e-3)
    for joint in Joint:
        if pose.has(joint):
            assert again[joint].confidence == pytest.approx(pose[joint].confidence, abs=1e-3)


def test_present_joints_stay_present_even_at_the_corner_and_unsure() -> None:
    corner = FRONT.moved(Joint.NOSE, (0, 0))
    unsure = Pose((*corner.points[:17], Point(5, 6, confidence=0.0)))
    (again,) = parse_poses(pose_to_json(unsure, size=SIZE))
    assert again.has(*Joint)
    assert again.at(Joint.NOSE) == pytest.approx((0, 0), abs=1e-3)


def test_the_written_format_is_openposes() -> None:
    document = json.loads(pose_to_json(FRONT.with_present(Joint.NECK, present=False), size=SIZE))
    assert (document["version"], document["canvas_width"], document["canvas_height"]) == (1.3, 600, 800)
    numbers = document["people"][0]["pose_keypoints_2d"]
    assert len(numbers) == 54
    assert numbers[:6] == [200, 100, 1, 0, 0, 0]


def test_confidence_zero_or_the_origin_means_missing() -> None:
    numbers = triples(FRONT)
    numbers[2] = 0
    numbers[3:6] = [0, 0, 0.9]
    (pose,) = parse_poses(frame({"pose_keypoints_2d": numbers}))
    assert not pose.has(Joint.NOSE)
    assert not pose.has(Joint.NECK)
    assert pose.present().sum() == 16


def test_25_joints_are_mapped_and_the_pelvis_and_feet_dropped() -> None:
    rows = [FRONT.points[i] for i in range(8)] + [Point(1, 1)] + [FRONT.points[i] for i in range(8, 18)]
    rows += [Point(2, 2)] * 6
    numbers = [number for p in rows for number in (p.x, p.y, 1)]
    assert parse_poses(frame({"pose_keypoints_2d": numbers})) == (FRONT,)


def test_shares_of_the_canvas_become_pixels() -> None:
    shares = FRONT.replaced(exact(FRONT) / SIZE)
    (by_file,) = parse_poses(frame(person(shares), canvas_width=600, canvas_height=800), size=(10, 10))
    (by_caller,) = parse_poses(frame(person(shares)), size=SIZE)
    np.testing.assert_allclose(exact(by_file), exact(FRONT), atol=1e-3)
    np.testing.assert_allclose(exact(by_caller), exact(FRONT), atol=1e-3)
    with pytest.raises(PoseError, match="canvas_width"):
        parse_poses(frame(person(shares)))


def test_pixels_are_left_alone_whatever_the_canvas() -> None:
    assert parse_poses(frame(person(), canvas_width=64, canvas_height=64), size=(9, 9)) == (FRONT,)


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(person()),
        json.dumps([person()]),
        f"[{frame(person())}]",
        frame(person(), person(FRONT.with_present(Joint, present=False))),
    ],
    ids=["a person", "people", "frames", "with an empty person"],
)
def test_the_shapes_that_editors_write_are_read(text) -> None:
    assert parse_poses(text) == (FRONT,)


def test_shares_of_a_canvas_beyond_all_limits_are_refused() -> None:
    shares = person(FRONT.replaced(exact(FRONT) / SIZE + 1))
    with pytest.raises(PoseError, match="no usable number"):
        parse_poses(frame(shares, canvas_width=1_000_000, canvas_height=1_000_000))


def test_a_bare_person_in_shares_uses_its_own_canvas() -> None:
    shares = person(FRONT.replaced(exact(FRONT) / SIZE)) | {"canvas_width": 600, "canvas_height": 800}
    file = parse_pose_file(json.dumps(shares))
    np.testing.assert_allclose(exact(file.poses[0]), exact(FRONT), atol=1e-3)
    assert file.canvas == SIZE


@pytest.mark.parametrize("canvas", [{}, {"canvas_width": 600}, {"canvas_width": "6", "canvas_height": 0}])
def test_a_file_without_a_usable_canvas_has_none(canvas) -> None:
    assert parse_pose_file(frame(person(), **canvas)).canvas is None


def test_the_largest_person_is_read_unless_another_is_asked_for(tmp_path) -> None:
    path = tmp_path / "two.json"
    small = scale(FRONT, 0.5)
    path.write_text(
        frame(person(small), person(FRONT), canvas_width=600, canvas_height=800), encoding="utf-8"
    )
    assert read_pose(path) == FRONT
    assert read_pose(path, index=0) == small
    assert read_pose_file(str(path)).poses == (small, FRONT)
    assert read_pose_file(path).canvas == SIZE
    for index in (2, -1):
        with pytest.raises(PoseError, match=f"no person {index + 1} .* has 2, counted from 1"):
            read_pose(path, index=index)


def test_a_byte_order_mark_is_skipped(tmp_path) -> None:
    path = tmp_path / "bom.json"
    path.write_bytes(b"\xef\xbb\xbf" + frame(person()).encode())
    assert read_pose(path) == FRONT


def broken(value: object) -> str:
    return frame({"pose_keypoints_2d": [value, *triples(FRONT)[1:]]})


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("pose", "not JSON"),
        ("", "not JSON"),
        ("[" * 200_000, "not JSON"),
        ('{"people": ' + "9" * 5000 + "}", "not JSON"),
        ("{}", "no people"),
        ("[]", "no people"),
        ("3", "no people"),
        ('{"people": {}}', "no people"),
        (frame(), "no people"),
        (frame(person(FRONT.with_present(Joint, present=False))), "no people"),
        (frame({}), "has no numbers"),
        (frame(None), "has no numbers"),
        (frame({"pose_keypoints_2d": [1, 2, 3]}), "has 3 numbers"),
        (frame({"pose_keypoints_2d": []}), "has 0 numbers"),
        (frame(*[person()] * (MAX_PEOPLE + 1)), "limit is 200"),
        (json.dumps([person()] * (MAX_PEOPLE + 1)), "limit is 200"),
        (broken(float("nan")), "no usable number"),
        (broken(float("inf")), "no usable number"),
        (broken(10**400), "no usable number"),
        (broken(1e300), "no usable number"),
        (broken("12"), "no usable number"),
        (broken(None), "no usable number"),
        (broken(True), "no usable number"),
        (" " * MAX_BYTES + "{}", "over 4 MB"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(text, says) -> None:
    with pytest.raises(PoseError, match=says) as caught:
        parse_poses(text)
    assert str(caught.value).endswith(".")


def test_files_that_cannot_be_read_are_refused_with_a_sentence(tmp_path) -> None:
    with pytest.raises(PoseError, match=r"gone\.json could not be opened"):
        read_pose(tmp_path / "gone.json")
    with pytest.raises(PoseError, match="could not be opened"):
        read_pose(tmp_path)
    (tmp_path / "huge.json").write_bytes(b" " * (MAX_BYTES + 1))
    with pytest.raises(PoseError, match="over 4 MB"):
        read_pose(tmp_path / "huge.json")
    (tmp_path / "picture.json").write_bytes(b"\xff\xd8\xff\xe0")
    with pytest.raises(PoseError, match="not text"):
        read_pose(tmp_path / "picture.json")
