"""The starter poses that ship with the program are whole, inside their canvas and built like people."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.pose.fit import standing_height
from engine.pose.openpose import read_pose_file
from engine.pose.pose import Joint
from tests.pose.posing import length

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "poses"
FILES = sorted(FOLDER.glob("*.json"))
BONES = [("SHOULDER", "ELBOW"), ("ELBOW", "WRIST"), ("HIP", "KNEE"), ("KNEE", "ANKLE")]


def test_there_are_eight() -> None:
    assert len(FILES) == 8


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_starter_pose_is_a_whole_front_facing_person_on_its_canvas(path) -> None:
    file = read_pose_file(path)
    (pose,) = file.poses
    assert pose.has(*Joint)
    box = pose.bounding_box()
    assert file.canvas is not None
    assert box is not None
    assert min(box.left, box.top) > 20
    assert box.right < file.canvas[0] - 20
    assert box.bottom < file.canvas[1] - 20
    assert pose.at(Joint.R_SHOULDER)[0] < pose.at(Joint.L_SHOULDER)[0]
    assert pose.at(Joint.R_HIP)[0] < pose.at(Joint.L_HIP)[0]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_starter_pose_has_human_proportions(path) -> None:
    (pose,) = read_pose_file(path).poses
    height = standing_height(pose)
    assert 0.09 < pose.head_size() / height < 0.15
    for upper, lower in BONES:
        for side in "RL":
            bone = length(pose, Joint[f"{side}_{upper}"], Joint[f"{side}_{lower}"])
            assert 0.1 < bone / height < 0.27
