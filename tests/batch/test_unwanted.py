"""Pictures left out of a batch or wanted anew: while it runs, after it, and when it goes on another day."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from engine.batch.control import Control
from engine.batch.events import PictureKept, PictureLeftOut
from engine.batch.manifest import read_history
from engine.batch.papers import Papers, finished_in
from engine.batch.plan import Rule
from engine.batch.ready import Ready
from engine.batch.run import BatchRun
from engine.batch.tally import Summary
from engine.batch.unwanted import ASIDE, Unwanted
from engine.pose.plain import joints_of
from engine.pose.pose import Pose
from engine.system.originals import Originals
from tests.batch.material import PaintedLane, Told, a_plan, figure, pictures, ready_for, run


def _run(
    ready: Ready, unwanted: Unwanted, *, lane: PaintedLane | None = None, only: set[int] | None = None
) -> Summary:
    return BatchRun(
        ready, lane=lane or PaintedLane(), weights="1", listener=Told(), control=Control(), unwanted=unwanted
    ).run(only)


def test_a_waiting_picture_left_out_is_never_rendered_also_when_the_batch_goes_on(tmp_path: Path) -> None:
    ready, lane, unwanted = ready_for(a_plan(tmp_path / "in"), tmp_path / "out"), PaintedLane(), Unwanted()
    lane.before_render = lambda _: unwanted.put(5)
    summary = _run(ready, unwanted, lane=lane)
    assert [each.cell for each in summary.left_out] == [5]
    assert len(lane.rendered) == 5
    assert "dress-b.png" not in pictures(tmp_path / "out")
    told = Told()
    again = run(ready_for(None, tmp_path / "out", resume=True), told=told)
    assert (len(again.kept), len(again.made)) == (5, 0)
    assert told.of(PictureLeftOut) == [PictureLeftOut(5, "dress", "b")]


def test_a_finished_picture_left_out_is_put_aside_and_is_in_no_paper(tmp_path: Path) -> None:
    out = tmp_path / "out"
    ready, unwanted = ready_for(a_plan(tmp_path / "in"), out), Unwanted()
    run(ready)
    whole = pictures(out)["coat-a.png"]
    unwanted.put(1)
    _run(ready.resumed(), unwanted, only=set())
    assert "coat-a.png" not in pictures(out)
    assert (out / ASIDE / "coat-a.png").read_bytes() == whole
    Papers(table=True).write(out, Originals())
    assert "coat-a" not in (out / "repose-batch.csv").read_text()


def test_a_picture_is_made_anew_by_another_rule_under_the_same_name(tmp_path: Path) -> None:
    out = tmp_path / "out"
    plan = a_plan(tmp_path / "in")
    aside = Pose(tuple(replace(point, x=point.x + 3.0, y=float(point.y)) for point in figure().points))
    photos = [photo.model_copy(update={"pose": joints_of(aside)}) for photo in plan.photos]
    plan = plan.model_copy(update={"photos": tuple(photos)})  # else a pose fits as it lies
    ready, unwanted = ready_for(plan, out), Unwanted()
    run(ready)
    before = pictures(out)
    other = plan.with_rules({(0, 1): Rule.AS_PLACED})
    unwanted.put(2, again=True)
    summary = _run(ready.resumed().of_plan(other), unwanted, only={2})
    assert [each.file for each in summary.made] == ["coat-b.png"]
    assert pictures(out).keys() == before.keys()
    assert (out / ASIDE / "coat-b.png").read_bytes() == before["coat-b.png"]
    assert {name for name in before if before[name] != pictures(out)[name]} == {"coat-b.png"}
    told = Told()
    run(ready_for(None, out, resume=True), told=told)  # the rule stays, so nothing is made a third time
    assert len(told.of(PictureKept)) == 6


def test_a_picture_left_out_can_be_wanted_after_all(tmp_path: Path) -> None:
    out = tmp_path / "out"
    ready, unwanted = ready_for(a_plan(tmp_path / "in"), out), Unwanted()
    unwanted.put(1)
    _run(ready, unwanted)
    assert read_history(out).left_out.keys() == {"coat-a.png"}
    unwanted.put(1, again=True)
    told = _run(ready.resumed(), unwanted, only={1})
    assert [each.file for each in told.made] == ["coat-a.png"]
    assert len(finished_in(read_history(out))) == 6


def test_a_file_that_was_worked_on_since_stays_where_it_is(tmp_path: Path) -> None:
    out = tmp_path / "out"
    ready, unwanted = ready_for(a_plan(tmp_path / "in"), out), Unwanted()
    run(ready)
    (out / "coat-a.png").write_bytes(b"retouched by hand")
    unwanted.put(1)
    _run(ready.resumed(), unwanted, only=set())
    assert (out / "coat-a.png").read_bytes() == b"retouched by hand"
    assert not (out / ASIDE).exists()
