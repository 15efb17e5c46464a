"""What is added around a photo, in finished files, in batches, and in what a picture tells of its making."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.batch.estimate import estimate
from engine.batch.job import tasks_of
from engine.batch.plan import Plan, PoseItem, Rule, parse_plan
from engine.batch.recipe import pose_for, recipe_key
from engine.contract.messages import Quality, Rendered, RenderRequest, Source
from engine.export.produce import Provenance, cut_off, produce, request_for
from engine.export.settings import ExactSize, LongEdge, OutputSettings
from engine.imaging.extension import Extension, with_free_sides
from engine.photo.photo import Photo
from engine.pose.edits import translate
from engine.pose.outside import newly_outside
from engine.pose.pose import Joint
from engine.system.errors import PlanError
from tests.batch import material
from tests.batch.material import NOW, PaintedLane, a_plan, figure, ready_for, run
from tests.export.pictures import SIZE, a_pose, a_source, again, opened

ADDED = Extension(left=30, top=10, right=0, bottom=20)
WHOLE = (150, 190)


def wide(settings: OutputSettings) -> bytes:
    request = request_for(a_source(), a_pose(3), settings=settings, extension=ADDED)
    edge = request.size or max(WHOLE)
    factor = min(1.0, edge / max(WHOLE))
    size = (round(WHOLE[0] * factor), round(WHOLE[1] * factor))
    pixels = np.full((size[1], size[0], 3), 77, np.uint8)
    rendered = Rendered(request, pixels, 0.25, None, {}, "cpu", "9.9")
    return produce(rendered, settings=settings, provenance=Provenance(pose_name="waving"))


def test_a_file_has_the_size_of_photo_and_addition() -> None:
    assert opened(wide(OutputSettings())).size == WHOLE
    assert opened(wide(OutputSettings(size=LongEdge(px=95)))).size == (75, 95)


@pytest.mark.parametrize(
    "settings",
    [
        OutputSettings(),
        OutputSettings(size=LongEdge(px=95)),
        OutputSettings(size=ExactSize(width=200, height=200)),
    ],
)
def test_a_picture_tells_where_its_photo_and_its_person_are(settings: OutputSettings) -> None:
    photo = again(wide(settings))
    recipe = photo.recipe
    assert recipe is not None
    assert recipe.extended == ADDED.sides
    assert recipe.pose_asked() == a_pose(3), "in pixels of the photo, as ever"
    scale = photo.size[1] / WHOLE[1] if settings.size.kind == "edge" else 1.0
    off = np.array(photo.size) / 2 - np.array(WHOLE) * scale / 2 if settings.size.kind == "exact" else 0
    assert photo.pose is not None
    shown = photo.pose.present()
    expected = (a_pose(3).xy() + np.array([ADDED.left, ADDED.top])) * scale + off
    assert np.allclose(photo.pose.xy()[shown], expected[shown], atol=0.6)


def test_a_hand_in_the_added_part_is_not_called_cut_off() -> None:
    source = a_source()
    pose = translate(source.pose, (-60.0, 0.0))
    request = RenderRequest(source, pose, Quality.FINAL)
    assert cut_off(request, OutputSettings())
    roomy = RenderRequest(source, pose, Quality.FINAL, extension=Extension(left=60, right=0))
    assert set(cut_off(roomy, OutputSettings())) < set(cut_off(request, OutputSettings()))


def test_a_batch_makes_and_names_the_larger_pictures(tmp_path: Path) -> None:
    plan = a_plan(tmp_path / "in", photos=["coat"], names=["a"])
    item = plan.photos[0].model_copy(update={"extended": (6, 0, 2, 0)})
    plan = plan.model_copy(update={"photos": (item,), "names": "{photo}-{width}x{height}"})
    lane = PaintedLane()
    run(ready_for(plan, tmp_path / "out"), lane)
    assert [request.extension for request in lane.rendered] == [Extension(6, 0, 2, 0)]
    width, height = material.SIZE
    assert (tmp_path / "out" / f"coat-{width + 8}x{height}.png").exists()


def test_a_plan_keeps_it_and_asks_for_no_more_than_may_be_added(tmp_path: Path) -> None:
    plan = a_plan(tmp_path, photos=["coat"], names=["a"])
    item = plan.photos[0].model_copy(update={"extended": (900_000, 3, 0, 0)})
    plan = plan.model_copy(update={"photos": (item,)})
    kept = parse_plan(plan.to_json()).photos[0]
    assert kept.extended == (900_000, 3, 0, 0)
    assert kept.extension((100, 60)) == Extension(left=50, top=3)
    assert estimate(plan, [(100, 60)]).bytes > estimate(a_plan(tmp_path), [(100, 60)] * 2).bytes / 6


def test_what_was_made_smaller_before_is_made_anew(tmp_path: Path) -> None:
    plan = a_plan(tmp_path, photos=["coat"], names=["a"])
    item = plan.photos[0].model_copy(update={"extended": (4, 0, 0, 0)})
    tasks = [
        tasks_of(each, [material.SIZE], date=NOW)[0]
        for each in (plan, plan.model_copy(update={"photos": (item,)}))
    ]
    keys = {recipe_key("k", task, output=plan.output, weights="1") for task in tasks}
    assert len(keys) == 2


def test_inside_means_inside_of_the_larger_picture() -> None:
    person, size = figure(), material.SIZE
    arms = ((Joint.R_ELBOW, 10, 5), (Joint.R_WRIST, 10, -3), (Joint.L_ELBOW, 22, 5), (Joint.L_WRIST, 22, -3))
    raised = person
    for joint, x, y in arms:
        raised = raised.moved(joint, (float(x), float(y)))
    item = PoseItem.of(raised, "hands up", canvas=size)
    added = Extension(left=12, top=16, right=12, bottom=12)
    within_photo = pose_for(item, Rule.INSIDE, person=person, size=size)
    roomy = pose_for(item, Rule.INSIDE, person=person, size=size, extension=added)
    assert newly_outside(within_photo, source=person, size=size) == ()
    assert newly_outside(roomy, source=person, size=size) == ("left hand", "right hand")
    assert newly_outside(roomy, source=person, size=size, seen=added.frame(size)) == ()
    assert roomy == pose_for(item, Rule.ON_GROUND, person=person, size=size), "there is room as it is"


def test_nothing_is_added_where_the_person_goes_on_beyond_the_photo() -> None:
    matte = np.zeros((SIZE[1], SIZE[0]), np.float32)
    matte[60:, 40:80] = 1  # down to the lower edge
    assert with_free_sides(Extension(1, 2, 3, 4), matte) == Extension(1, 2, 3, 0)


def test_an_extension_takes_nothing_away() -> None:
    with pytest.raises(ValueError, match="takes nothing away"):
        Extension(left=-1)


def reaching(folder: Path) -> Plan:
    """A pose with its arms beyond the left edge, on a photo whose person no edge touches."""
    arms = ((Joint.R_ELBOW, 3, 10), (Joint.R_WRIST, -3, 10))
    pose = figure()
    for joint, x, y in arms:
        pose = pose.moved(joint, (float(x), float(y)))
    item = PoseItem.of(pose, "out", canvas=material.SIZE)
    return Plan(photos=(material.a_photo(folder, "coat"),), poses=(item,), rule=Rule.EXTENDED)


class FreeLane(PaintedLane):
    """Whose people are not cut off."""

    def prepare(self, photo: Photo) -> Source:
        matte = np.zeros(photo.rgb.shape[:2], np.float32)
        matte[6:36, 10:22] = 1
        return Source(photo, figure(), matte)


def test_by_its_rule_a_cell_is_extended_as_far_as_its_pose_needs(tmp_path: Path) -> None:
    lane, plan = FreeLane(), reaching(tmp_path)
    run(ready_for(plan, tmp_path / "out"), lane)
    (request,) = lane.rendered
    assert request.extension.left > 0
    assert (request.extension.right, request.extension.bottom) == (0, 0)
    assert cut_off(request, OutputSettings()) == ()
    on_ground = FreeLane()
    run(ready_for(plan.model_copy(update={"rule": Rule.ON_GROUND}), tmp_path / "other"), on_ground)
    assert on_ground.rendered[0].pose == request.pose, "nobody is moved for it"
    assert cut_off(on_ground.rendered[0], OutputSettings())


def test_a_size_that_is_not_known_beforehand_cannot_be_in_the_names(tmp_path: Path) -> None:
    plan = reaching(tmp_path).model_copy(update={"names": "{photo}-{width}"})
    with pytest.raises(PlanError, match="not known before"):
        ready_for(plan, tmp_path / "out")
    exact = plan.model_copy(update={"output": OutputSettings(size=ExactSize(width=64, height=64))})
    assert ready_for(exact, tmp_path / "out").tasks[0].name == "coat-64.png"
