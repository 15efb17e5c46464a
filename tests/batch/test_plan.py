"""A plan is a value: cells, rules, JSON and back, what is collected for it, and what it will take."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.batch.collect import collect_photos, collect_poses, expanded, library_pose
from engine.batch.estimate import Rates, estimate
from engine.batch.plan import CellRule, OnConflict, Plan, PoseItem, Rule, parse_plan, read_plan
from engine.batch.recipe import pose_for
from engine.export.settings import LongEdge, OutputSettings
from engine.photo.photo import photo_size
from engine.pose.fit import fit
from engine.pose.openpose import pose_to_json
from engine.pose.order_wishes import ARMS_BEHIND, LimbOrder
from engine.pose.outside import newly_outside
from engine.pose.pose import Joint
from engine.system.errors import PhotoError, PlanError, PoseError
from engine.system.files import encode_png
from engine.system.shipped import DEMO_PHOTO
from tests.batch.material import SIZE, a_photo, a_plan, figure, poses
from tests.pose.posing import FRONT


def refusal(text: str | bytes) -> str:
    with pytest.raises(PlanError) as caught:
        parse_plan(text)
    return str(caught.value)


def test_cells_come_photo_by_photo_and_are_counted_as_they_are_on(tmp_path: Path) -> None:
    plan = a_plan(tmp_path).switched(0, 1, on=False).switched(1, 2, on=False).switched(1, 2, on=True)
    assert [(cell.index, cell.photo, cell.pose) for cell in plan.cells()] == [
        (1, 0, 0), (2, 0, 2), (3, 1, 0), (4, 1, 1), (5, 1, 2),
    ]  # fmt: skip


def test_a_rule_holds_for_its_cell_and_the_plans_own_for_the_others(tmp_path: Path) -> None:
    cells = (CellRule(photo=0, pose=1, rule=Rule.AS_PLACED),)
    plan = a_plan(tmp_path, photos=["coat"]).model_copy(update={"rules": cells})
    assert [cell.rule for cell in plan.cells()] == [Rule.ON_GROUND, Rule.AS_PLACED, Rule.ON_GROUND]


def test_a_plan_survives_its_file(tmp_path: Path) -> None:
    plan = a_plan(tmp_path / "photos").switched(1, 0, on=False)
    plan = plan.model_copy(
        update={
            "rules": (CellRule(photo=0, pose=2, rule=Rule.FITTED),),
            "names": "{index:03}", "on_conflict": OnConflict.SKIP,
            "output": OutputSettings(size=LongEdge(px=500)),
        }
    )  # fmt: skip
    file = tmp_path / "plan.json"
    file.write_text(plan.to_json(), encoding="utf-8")
    assert read_plan(file) == plan
    assert read_plan(file).poses[1].pose == figure(3.0)


def test_photos_without_a_folder_are_looked_for_beside_the_plan(tmp_path: Path) -> None:
    document = {"format": "repose-batch", "version": 1, "photos": [{"path": "p/coat.png", "name": "coat"}]}
    (tmp_path / "plan.json").write_text(json.dumps(document))
    assert Path(read_plan(tmp_path / "plan.json").photos[0].path) == tmp_path / "p" / "coat.png"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"version": 2}, "saved by a newer Repose"),
        ({"format": "other"}, "not a plan"),
        ({"off": [[7, 0]]}, "not in the matrix"),
        ({"off": [[-1, 0]]}, "off.0.0"),
        ({"rule": "sideways"}, "“rule”"),
        ({"names": "{photo}/{pose}"}, "“/”"),
        ({"unknown": 1}, "“unknown”"),
        ({"output": {"depth": 12}}, "output.depth"),
        ({"poses": [{"name": "a", "joints": {"NOSE": [1e9, 0, 1, True]}}]}, "poses.0.joints"),
    ],
)
def test_an_unfit_plan_is_refused_with_its_place(tmp_path: Path, change: dict, words: str) -> None:
    said = refusal(json.dumps({**json.loads(a_plan(tmp_path).to_json()), **change}))
    assert words in said
    assert said.endswith(".")


@pytest.mark.parametrize("text", ["", "[]", "{", "[" * 50_000, "null", '{"format": 3}', b"\xff\xfe"])
def test_what_is_no_plan_is_refused(text: str | bytes) -> None:
    assert refusal(text).endswith(".")


def test_a_missing_plan_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PlanError, match="could not be opened"):
        read_plan(tmp_path / "none.json")


# Collecting


def test_photos_of_a_folder_come_in_the_order_people_count(tmp_path: Path) -> None:
    for name in ("look10", "look2", "Look1", ".hidden"):
        a_photo(tmp_path, name)
    (tmp_path / "notes.txt").write_text("no photo")
    (tmp_path / "folder.png").mkdir()
    found = collect_photos([tmp_path / "look2.png", tmp_path])
    assert [item.name for item in found.photos] == ["look2", "Look1", "look10"]


def test_what_else_a_folder_of_photos_holds_is_told_in_one_line(tmp_path: Path) -> None:
    for name in ("look", ".DS_Store"):
        a_photo(tmp_path, name)
    for name in ("a.txt", "b.doc", "c.xls", "d.pdf"):
        (tmp_path / name).write_text("no photo")
    (tmp_path / "raw").mkdir()
    (tmp_path / "cut.jpg").write_bytes(b"")
    (tmp_path / "small.png").write_bytes(encode_png(np.zeros((8, 8, 3), np.uint8), icc=None, text={}))
    found = collect_photos([tmp_path])
    assert [item.name for item in found.photos] == ["look"]
    (rest,) = found.left_out
    assert rest.sentence() == (
        f"Left out of {tmp_path}: 2 photos that cannot be used (cut.jpg, small.png), 4 files that are no photos "
        "(a.txt, b.doc, c.xls, …), 1 hidden file (.DS_Store.png), 1 folder (raw)."
    )
    (tmp_path / "look.png").unlink()
    with pytest.raises(PlanError, match=r"No photo could be read; cut\.jpg is left out: cut\.jpg is empty"):
        collect_photos([tmp_path])


def test_a_folder_of_photos_alone_is_not_worth_a_line(tmp_path: Path) -> None:
    a_photo(tmp_path, "look")
    assert [rest.sentence() for rest in collect_photos([tmp_path]).left_out] == [""]


def test_a_photo_that_is_named_and_cannot_be_used_is_refused(tmp_path: Path) -> None:
    (tmp_path / "cut.jpg").write_bytes(b"")
    with pytest.raises(PhotoError, match="is empty"):
        collect_photos([tmp_path / "cut.jpg"])


@pytest.mark.parametrize("word", ["gone.jpg", "empty"])
def test_places_without_photos_are_refused(tmp_path: Path, word: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(PlanError, match="There is no photo"):
        collect_photos([tmp_path / word])


@pytest.mark.skipif(sys.platform != "linux", reason="other systems keep file names in Unicode")
def test_a_file_name_that_is_no_unicode_is_kept(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/\xff.png"
    with open(raw, "wb") as file:  # noqa: PTH123 - a path of bytes
        file.write(DEMO_PHOTO.read_bytes())
    plan = Plan(photos=collect_photos([tmp_path]).photos)
    assert plan.photos[0].name == "\ufffd"
    (tmp_path / "plan.json").write_text(plan.to_json(), "utf-8")
    assert read_plan(tmp_path / "plan.json").photos[0].path == Path(os.fsdecode(raw))


def test_poses_of_files_folders_and_the_library(tmp_path: Path) -> None:
    (tmp_path / "own.json").write_text(pose_to_json(figure(), size=SIZE))
    (tmp_path / "index.json").write_text("{}")
    found = collect_poses([str(tmp_path), "library:walking", "library:sitting", str(tmp_path / "own.json")])
    names = [item.name for item in found.poses]
    assert names[:2] == ["own", "walking"]
    assert "kneeling" in names
    assert names.count("own") == 1
    assert found.poses[0].canvas == SIZE
    assert [rest.faults() for rest in found.left_out] == [
        (
            "index.json is left out: There are no people in this JSON, so it is no OpenPose pose. Choose another file.",
        )
    ]
    assert len(collect_poses(["library"]).poses) > 50
    hidden, seen = collect_poses(["library:hands-behind-back", "library:t-pose"]).poses
    assert (hidden.order, seen.order) == (ARMS_BEHIND, LimbOrder())


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("library:hands-behind-back", "hands-behind-back"),
        ("library:walking", "walking"),
        ("library:walking/walking", "walking"),
    ],
)
def test_a_pose_of_the_library_has_one_name_and_its_file_is_the_same_pose(word: str, name: str) -> None:
    pose = library_pose(word)
    assert pose is not None
    assert pose.path is not None
    assert pose.name == name
    assert library_pose(str(pose.path)) == pose
    assert pose in collect_poses([word]).poses
    assert collect_poses([str(pose.path)]).poses == (pose,)


def test_a_file_of_ones_own_is_no_pose_of_the_library(tmp_path: Path) -> None:
    own = tmp_path / "walking.json"
    own.write_text(pose_to_json(figure(), size=SIZE))
    assert library_pose(str(own)) is None
    assert library_pose(str(tmp_path / "gone.json")) is None


def test_poses_that_are_named_and_cannot_be_read_are_refused(tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text("{}")
    with pytest.raises(PoseError):
        collect_poses([str(tmp_path / "bad.json")])
    with pytest.raises(PlanError, match="No pose could be read"):
        collect_poses([str(tmp_path)])
    with pytest.raises(PlanError, match="Its folders are standing, walking"):
        collect_poses(["library:nonsense"])


def test_patterns_are_matched_where_the_shell_did_not(tmp_path: Path) -> None:
    for name in ("b10", "b9", "a"):
        a_photo(tmp_path, name)
    assert [Path(word).stem for word in expanded([f"{tmp_path}/b*.png", "kept"])] == ["b9", "b10", "kept"]
    with pytest.raises(PlanError, match="Nothing matches"):
        expanded([f"{tmp_path}/c*.png"])


# Rules


def test_as_placed_scales_the_canvas_to_the_photo() -> None:
    item = PoseItem.of(figure(), "p", canvas=SIZE)
    doubled = pose_for(item, Rule.AS_PLACED, person=figure(), size=(64, 80))
    assert doubled.at(Joint.NECK) == (32.0, 24.0)
    with pytest.raises(PoseError, match="another shape"):
        pose_for(item, Rule.AS_PLACED, person=figure(), size=(80, 80))


def test_fitted_poses_take_the_persons_place_and_the_ground_their_feet() -> None:
    person = figure().replaced(figure().xy() * 2 + 10)
    item = PoseItem.of(
        figure(5).moved(Joint.R_ANKLE, (13, 34)).moved(Joint.L_ANKLE, (19, 33)), "p", canvas=SIZE
    )
    fitted, grounded = (
        pose_for(item, rule, person=person, size=(200, 200)) for rule in (Rule.FITTED, Rule.ON_GROUND)
    )
    assert fitted == fit(item.pose, to=person)
    lowest = max(person.at(joint)[1] for joint in (Joint.R_ANKLE, Joint.L_ANKLE))
    assert max(grounded.at(joint)[1] for joint in (Joint.R_ANKLE, Joint.L_ANKLE)) == pytest.approx(lowest)
    assert max(fitted.at(joint)[1] for joint in (Joint.R_ANKLE, Joint.L_ANKLE)) < lowest - 1


def test_a_standing_pose_comes_inside_the_photo_of_somebody_sitting() -> None:
    photo = (400, 450)
    knees = {Joint.R_KNEE: (170.0, 310.0), Joint.L_KNEE: (230.0, 310.0)}
    ankles = {Joint.R_ANKLE: (168.0, 410.0), Joint.L_ANKLE: (232.0, 410.0)}
    sitting = FRONT
    for joint, place in {**knees, **ankles}.items():
        sitting = sitting.moved(joint, place)
    item = PoseItem.of(FRONT, "standing", canvas=(400, 600))
    grounded, inside = (
        pose_for(item, rule, person=sitting, size=photo) for rule in (Rule.ON_GROUND, Rule.INSIDE)
    )
    assert newly_outside(grounded, source=sitting, size=photo)
    assert newly_outside(inside, source=sitting, size=photo) == ()


# What it takes


def test_the_estimate_counts_cells_that_are_on(tmp_path: Path) -> None:
    plan = a_plan(tmp_path)
    rates = Rates(finding=3, finding_megapixel=0, photo=7, photo_megapixel=0, picture=1, picture_megapixel=0)
    whole = estimate(plan, [SIZE, SIZE], rates=rates)
    assert (whole.pictures, whole.photos, whole.seconds) == (6, 2, pytest.approx(26))
    for pose in range(3):
        plan = plan.switched(1, pose, on=False)
    half = estimate(plan, [SIZE, None], rates=rates)
    assert (half.pictures, half.photos, half.seconds) == (3, 1, pytest.approx(13))
    assert half.bytes * 2 == whole.bytes
    known = estimate(plan, [SIZE, None], rates=rates, found={0})
    assert known.seconds == pytest.approx(10), "nobody has to be found"
    assert estimate(Plan(), []).pictures == 0


def test_larger_pictures_take_more_time_and_room(tmp_path: Path) -> None:
    plan = a_plan(tmp_path, photos=["coat"])
    small = plan.model_copy(update={"output": OutputSettings(size=LongEdge(px=500))})
    photo = [(3000, 4000)]
    assert estimate(plan, photo).seconds > estimate(small, photo).seconds > 0
    assert estimate(plan, photo).bytes > 10 * estimate(small, photo).bytes


def test_a_photos_size_is_read_off_its_header_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (60, 40)).save(tmp_path / "turned.jpg", exif=exif)
    assert photo_size(tmp_path / "turned.jpg") == (40, 60)
    a_photo(tmp_path, "plain")
    assert photo_size(tmp_path / "plain.png") == SIZE
    (tmp_path / "broken.jpg").write_bytes(b"\xff\xd8\xff no photo")
    assert photo_size(tmp_path / "broken.jpg") is None
    assert photo_size(tmp_path / "gone.jpg") is None


def test_poses_of_the_material_differ() -> None:
    assert len({item.pose for item in poses("a", "b", "c")}) == 3
