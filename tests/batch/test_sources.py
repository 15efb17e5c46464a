"""A batch with what a window has at hand: the very person that is seen there, also where no file could give it."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from engine.batch.control import Control
from engine.batch.plan import Plan, PoseItem, Rule, parse_plan
from engine.batch.run import BatchRun
from engine.batch.sources import SourcesAtHand
from engine.batch.tally import Summary
from engine.contract.messages import Source
from engine.photo.photo import load_photo
from engine.pose.order_wishes import LimbOrder
from engine.pose.plain import joints_of
from engine.pose.pose import Joint
from tests.batch.material import SIZE, PaintedLane, Told, a_photo, a_plan, figure, poses, ready_for, run

ORDER = LimbOrder(in_front=(Joint.L_WRIST,), behind=(Joint.R_KNEE, Joint.L_KNEE))


def a_source(folder: Path, *, matte: float = 0.5) -> Source:
    photo = load_photo(Path(a_photo(folder, "coat").path))
    return Source(photo, figure(), np.full((SIZE[1], SIZE[0]), matte, np.float32))


def a_touched_plan(source: Source) -> Plan:
    """A photo in no file, whose matte was painted by hand."""
    plan = Plan(poses=poses("a", "b"), rule=Rule.AS_PLACED)
    item = {"path": "pasted", "name": "pasted", "prepared": source.key, "size": SIZE}
    return parse_plan(Plan.model_validate({**plan.model_dump(), "photos": [item]}).to_json())


def run_with(
    plan: Plan, folder: Path, sources: SourcesAtHand, *, resume: bool = False
) -> tuple[Summary, PaintedLane]:
    lane = PaintedLane()
    ready = ready_for(plan, folder, resume=resume)
    batch = BatchRun(
        ready, lane=lane, weights="1", listener=Told(), control=Control(), at_hand=sources
    )  # fmt: skip
    return batch.run(), lane


def test_what_is_at_hand_is_rendered_and_nobody_looked_for(tmp_path: Path) -> None:
    source = a_source(tmp_path)
    plan = a_touched_plan(source)
    summary, lane = run_with(plan, tmp_path / "out", SourcesAtHand([(plan.photos[0], source)]))
    assert len(summary.made) == 2
    assert lane.prepared == []
    assert [request.source for request in lane.rendered] == [source, source]


def test_it_goes_on_where_it_stopped_and_a_newer_matte_is_made_anew(tmp_path: Path) -> None:
    source = a_source(tmp_path)
    plan, out = a_touched_plan(source), tmp_path / "out"
    run_with(plan, out, SourcesAtHand([(plan.photos[0], source)]))
    again, _ = run_with(plan, out, SourcesAtHand([(plan.photos[0], source)]), resume=True)
    assert (len(again.kept), len(again.made)) == (2, 0)
    newer = a_source(tmp_path, matte=0.25)
    changed = a_touched_plan(newer)
    anew, _ = run_with(changed, out, SourcesAtHand([(changed.photos[0], newer)]), resume=True)
    assert (len(anew.kept), len(anew.made)) == (0, 2)


def test_without_it_each_picture_says_why_it_is_not_made(tmp_path: Path) -> None:
    source = a_source(tmp_path)
    summary = run(ready_for(a_touched_plan(source), tmp_path / "out"))
    assert [failed.sentence for failed in summary.failed] == [
        "The person of pasted was changed in a window. Open the project there and export again."
    ] * 2


def test_a_file_whose_person_is_another_by_now_is_read_again(tmp_path: Path) -> None:
    source = a_source(tmp_path)
    item = a_photo(tmp_path, "coat").model_copy(update={"pose": joints_of(figure())})
    sources = SourcesAtHand([(item, source)])
    assert sources.find(item) is source
    other = item.model_copy(update={"pose": joints_of(figure(5.0))})
    assert sources.of(other) is None


def test_a_pose_is_rendered_with_its_order_and_another_order_is_another_picture(tmp_path: Path) -> None:
    plan = a_plan(tmp_path / "in", photos=["coat"], names=["a"])
    behind = PoseItem.of(plan.poses[0].pose, "a", canvas=SIZE, order=ORDER)
    ordered = parse_plan(plan.model_copy(update={"poses": (behind,)}).to_json())
    assert ordered.poses[0].order == ORDER
    lane = PaintedLane()
    run(ready_for(ordered, tmp_path / "out"), lane)
    assert [request.order for request in lane.rendered] == [ORDER]
    assert len(run(ready_for(ordered, tmp_path / "out", resume=True)).kept) == 1
    plain = run(ready_for(replace_order(ordered), tmp_path / "out", resume=True))
    assert (len(plain.kept), len(plain.made)) == (0, 1)


def replace_order(plan: Plan) -> Plan:
    """The same without any order."""
    items = tuple(item.model_copy(update={"in_front": (), "behind": ()}) for item in plan.poses)
    return plan.model_copy(update={"poses": items})
