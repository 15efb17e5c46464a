"""A run makes each picture once, in order, and what goes wrong with one does not touch the others."""

from __future__ import annotations

import csv
import io
import os
import shutil
import sys
import threading
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.batch.control import Control
from engine.batch.events import (
    BatchEvent,
    End,
    Ended,
    PictureFailed,
    PictureKept,
    PictureMade,
    PictureSkipped,
    Progress,
    Step,
)
from engine.batch.job import originals_of
from engine.batch.manifest import MANIFEST, Manifest, read_history
from engine.batch.papers import write_papers
from engine.batch.plan import CellRule, OnConflict, Plan, PoseItem, Rule
from engine.batch.ready import make_ready
from engine.commands.batch_show import doubt_lines
from engine.contract.judgement import Doubt, Judgement, Reason
from engine.contract.messages import RenderRequest
from engine.export.settings import Background, Credentials, ExactSize, Format, OutputSettings
from engine.pose.plain import joints_of
from engine.pose.pose import Joint
from engine.system.errors import EngineError, OutputError, PlanError
from engine.system.originals import Originals
from engine.system.unfinished import unfinished_name
from tests.batch.material import (
    SIZE,
    PaintedLane,
    Told,
    a_photo,
    a_plan,
    figure,
    pictures,
    poses,
    ready_for,
    run,
)
from tests.sure import sure

NAMES = {f"{photo}-{pose}.png" for photo in ("coat", "dress") for pose in "abc"}


def overwriting(plan: Plan) -> Plan:
    return plan.model_copy(update={"on_conflict": OnConflict.OVERWRITE})


def test_every_cell_becomes_a_file_with_its_own_pixels(tmp_path: Path) -> None:
    lane, plan = PaintedLane(), a_plan(tmp_path / "in")
    summary = run(ready_for(plan, tmp_path / "out"), lane)
    made = pictures(tmp_path / "out")
    assert set(made) == NAMES
    assert len(set(made.values())) == 6
    assert summary.ended == Ended(End.COMPLETE)
    assert [event.cell for event in summary.made] == [1, 2, 3, 4, 5, 6]
    with Image.open(io.BytesIO(made["dress-c.png"])) as image:
        assert np.array_equal(np.asarray(image), lane.render(lane.rendered[-1]).pixels)
    assert set(read_history(tmp_path / "out").finished) == NAMES


def test_what_the_edge_cuts_off_is_told_also_of_pictures_finished_before(tmp_path: Path) -> None:
    plan = a_plan(tmp_path / "in", ["coat"], ["inside"]).model_copy(update={"rule": Rule.AS_PLACED})
    aside = figure().replaced(figure().xy() - np.array([4, 0]))
    beyond = PoseItem.of(aside, "beyond", canvas=SIZE)
    ready = ready_for(plan.model_copy(update={"poses": (*plan.poses, beyond)}), tmp_path / "out")
    made = run(ready).made
    assert [event.cut_off for event in made] == [(), ("right hand",)]
    kept = run(ready.resumed()).kept
    assert [event.cut_off for event in kept] == [(), ("right hand",)]
    write_papers(tmp_path / "out", originals=Originals(), table=tmp_path / "t.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "t.csv").read_text("utf-8-sig"))))
    assert [row["cut_off"] for row in rows] == ["", "right hand"]


def test_joints_that_are_moved_unseen_are_told_also_of_pictures_finished_before(tmp_path: Path) -> None:
    plan = a_plan(tmp_path / "in", ["coat"], ["still"]).model_copy(update={"rule": Rule.AS_PLACED})
    found = figure().with_present(Joint.L_WRIST, present=False)  # in the photo
    raised = found.replaced(figure(12.0).xy())
    poses = [PoseItem.of(pose, name, canvas=SIZE) for pose, name in ((found, "still"), (raised, "raised"))]
    photo = plan.photos[0].model_copy(update={"pose": joints_of(found)})
    plan = plan.model_copy(update={"photos": (photo,), "poses": tuple(poses)})
    ready = ready_for(plan, tmp_path / "out")
    first = run(ready)
    assert [event.unseen for event in first.made] == [(), ("L_WRIST",)]
    assert doubt_lines(first) == [
        "1 of 2 pictures moves joints that the photo does not show:", "coat-raised.png: left wrist",
    ]  # fmt: skip
    kept = run(ready.resumed()).kept
    assert [(event.unseen, event.invented) for event in kept] == [((), 0.125), (("L_WRIST",), 0.125)]
    write_papers(tmp_path / "out", originals=Originals(), table=tmp_path / "t.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "t.csv").read_text("utf-8-sig"))))
    assert [row["moved_unseen"] for row in rows] == ["", "left wrist"]


def test_pictures_likely_to_be_sent_back_are_listed_the_worst_first_also_those_finished_before(
    tmp_path: Path,
) -> None:
    why = (
        Doubt(Reason.UNSURE, "right arm"),
        Doubt(Reason.THING, "right arm"),
        Doubt(Reason.MADE_UP, "left leg"),
    )
    judgements = [Judgement(0.612, why), Judgement(0.3), None, Judgement(0.9, why[2:])]
    lane = PaintedLane()

    def judge(_: RenderRequest) -> None:
        lane.judgement = judgements[len(lane.rendered)]

    lane.before_render = judge
    ready = ready_for(a_plan(tmp_path / "in", ["coat"], ["a", "b", "c", "d"]), tmp_path / "out")
    first = run(ready, lane)
    reasons = (
        "right arm: the photo leaves the outline unclear, something is carried or worn beside it; "
        "left leg: invented where the photo hides it"
    )
    told = [
        "2 of 4 pictures are likely to be sent back by an editor:",
        "coat-d.png: 90%, left leg: invented where the photo hides it",
        f"coat-a.png: 61%, {reasons}",
    ]
    assert doubt_lines(first) == told
    again = run(ready.resumed())
    assert [event.judgement for event in again.kept] == judgements
    assert doubt_lines(again) == told
    write_papers(tmp_path / "out", originals=Originals(), table=tmp_path / "t.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "t.csv").read_text("utf-8-sig"))))
    assert [row["doubtful"] for row in rows] == ["61", "30", "", "90"]
    assert [row["reasons"] for row in rows] == [
        told[2].partition("%, ")[2],
        "",
        "",
        "left leg: invented where the photo hides it",
    ]


def test_what_depends_on_the_photo_is_done_once_and_in_its_order(tmp_path: Path) -> None:
    lane = PaintedLane()
    run(ready_for(a_plan(tmp_path / "in"), tmp_path / "out"), lane)
    assert lane.prepared == ["coat.png", "dress.png"]
    assert [request.source.photo.name for request in lane.rendered] == ["coat.png"] * 3 + ["dress.png"] * 3


def test_the_cells_that_are_off_are_not_made(tmp_path: Path) -> None:
    plan = a_plan(tmp_path / "in").switched(0, 0, on=False).switched(0, 1, on=False).switched(0, 2, on=False)
    lane = PaintedLane()
    run(ready_for(plan, tmp_path / "out"), lane)
    assert lane.prepared == ["dress.png"]
    assert set(pictures(tmp_path / "out")) == {name for name in NAMES if name.startswith("dress")}


def test_the_rule_of_a_cell_and_the_photos_own_pose_reach_the_render(tmp_path: Path) -> None:
    person = figure().replaced(figure().xy() * 0.9 + 1)
    photo = a_photo(tmp_path, "coat").model_copy(update={"pose": joints_of(person)})
    plan = Plan(photos=(photo,), poses=poses("a", "b"), rule=Rule.FITTED).model_copy(
        update={"rules": (CellRule(photo=0, pose=1, rule=Rule.AS_PLACED),)}
    )
    lane = PaintedLane()
    run(ready_for(plan, tmp_path / "out"), lane)
    assert lane.rendered[0].source.pose == person
    assert lane.rendered[0].pose != plan.poses[0].pose
    assert lane.rendered[1].pose == plan.poses[1].pose


def test_output_settings_decide_the_file(tmp_path: Path) -> None:
    output = OutputSettings(
        format=Format.WEBP, size=ExactSize(width=64, height=64), background=Background.TRANSPARENT
    )
    plan = a_plan(tmp_path / "in").model_copy(
        update={"output": output, "names": "{photo}-{pose} {width}x{height}"}
    )
    run(ready_for(plan, tmp_path / "out"))
    with Image.open(tmp_path / "out" / "coat-a 64x64.webp") as image:
        assert (image.format, image.mode, image.size) == ("WEBP", "RGBA", (64, 64))


def test_encoding_and_disk_are_beside_rendering_and_events_come_one_at_a_time(tmp_path: Path) -> None:
    told = Told()
    run(ready_for(a_plan(tmp_path / "in"), tmp_path / "out"), told=told)
    assert told.threads == {threading.current_thread().name, "batch writer"}
    progress = told.of(Progress)
    assert [event.done for event in progress] == sorted(event.done for event in progress)
    assert (progress[0].done, progress[-1].done, progress[-1].total) == (0, 6, 6)
    assert sure(progress[0].seconds_left) > 0, "as foretold"
    assert progress[-1].seconds_left == 0
    steps = {(event.step, event.photo, event.pose) for event in progress}
    assert {
        (Step.CHECKING, "", ""),
        (Step.OPENING, "dress", ""),
        (Step.RENDERING, "dress", "c"),
        (Step.WRITING, "", ""),
    } <= steps
    assert told.events[-1] == Ended(End.COMPLETE)


def test_rendering_goes_on_while_a_file_is_written_but_not_without_end(tmp_path: Path) -> None:
    """The writer is held at its first picture: three more may be rendered, two to wait and one in hand."""
    plan = a_plan(tmp_path / "in", photos=["coat"], names=list("abcdefgh"))
    written, far = threading.Event(), threading.Event()
    lane = PaintedLane()

    def note(_: RenderRequest) -> None:
        if len(lane.rendered) == 3:
            far.set()

    class Held(Told):
        def __call__(self, event: object) -> None:
            if isinstance(event, PictureMade) and event.cell == 1:
                assert far.wait(10)
                assert len(lane.rendered) <= 4
                written.set()
            super().__call__(event)  # type: ignore[arg-type]

    lane.before_render = note
    run(ready_for(plan, tmp_path / "out"), lane, told=Held())
    assert written.is_set()
    assert len(pictures(tmp_path / "out")) == 8


# Faults


def test_a_picture_that_fails_is_listed_and_made_on_another_try(tmp_path: Path) -> None:
    lane, told, plan = PaintedLane(), Told(), a_plan(tmp_path / "in")
    lane.faults = [EngineError("There is not enough memory for this.")]
    ready = ready_for(plan, tmp_path / "out")
    summary = run(ready, lane, told=told)
    assert told.of(PictureFailed) == [PictureFailed(1, "coat", "a", "There is not enough memory for this.")]
    assert summary.ended.end is End.COMPLETE
    assert set(pictures(tmp_path / "out")) == NAMES - {"coat-a.png"}
    assert set(read_history(tmp_path / "out").failed) == {"coat-a.png"}
    again = PaintedLane()
    summary = run(ready.resumed(), again, only=[1])
    assert [event.file for event in summary.made] == ["coat-a.png"]
    assert len(again.rendered) == 1
    assert read_history(tmp_path / "out").failed == {}
    assert set(pictures(tmp_path / "out")) == NAMES


def test_a_photo_without_a_person_or_damaged_fails_alone(tmp_path: Path) -> None:
    plan, told = a_plan(tmp_path / "in", photos=["coat", "dress", "scarf", "gone"]), Told()
    lane = PaintedLane()
    lane.nobody_in = {"dress.png"}
    Path(plan.photos[2].path).write_bytes(b"\x89PNG\r\n\x1a\n no more")
    Path(plan.photos[3].path).unlink()
    summary = run(ready_for(plan, tmp_path / "out"), lane, told=told)
    assert len(summary.made) == 3
    said = {event.photo: event.sentence for event in told.of(PictureFailed)}
    assert said["dress"] == "Nobody was found in this photo."
    assert "damaged" in said["scarf"]
    assert "There is no file" in said["gone"]
    assert len(summary.failed) == 9


def test_a_pose_that_does_not_fit_a_photo_fails_alone(tmp_path: Path) -> None:
    photos = (a_photo(tmp_path, "coat"), a_photo(tmp_path, "wide", size=(96, 40)))
    plan = Plan(photos=photos, poses=poses("a"), rule=Rule.AS_PLACED)
    summary = run(ready_for(plan, tmp_path / "out"))
    assert [event.photo for event in summary.made] == ["coat"]
    assert "another shape" in summary.failed[0].sentence


def test_a_listener_that_fails_ends_the_run_and_does_not_hang_it(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken(Told):
        def __call__(self, event: BatchEvent) -> None:
            if isinstance(event, PictureMade):
                raise TypeError("a broken window")

    summary = run(ready_for(a_plan(tmp_path / "in"), tmp_path / "out"), told=Broken())
    assert summary.ended.end is End.STOPPED
    assert "a broken window" in caplog.text
    assert len(run(ready_for(None, tmp_path / "out", resume=True)).kept) == 1


def test_a_folder_that_vanishes_ends_the_run_and_nothing_is_lost_for_it(tmp_path: Path) -> None:
    plan, lane, out = a_plan(tmp_path / "in"), PaintedLane(), tmp_path / "out"

    def vanish(_: object) -> None:
        # The writer may be putting the first picture there: once is not always enough.
        while len(lane.rendered) == 1 and out.exists():
            shutil.rmtree(out, ignore_errors=True)

    lane.before_render = vanish
    summary = run(ready_for(plan, out), lane)
    assert summary.ended.end is End.STOPPED
    assert summary.ended.sentence.endswith((".", "?"))
    lane.before_render = lambda _: None
    assert len(run(ready_for(plan, out, resume=True)).made) == 6


# Stopping and going on


def test_cancelled_and_resumed_it_ends_as_if_it_had_not_been(tmp_path: Path) -> None:
    plan, control, lane = a_plan(tmp_path / "in"), Control(), PaintedLane()
    lane.before_render = lambda _: control.cancel() if len(lane.rendered) == 1 else None
    ready = ready_for(plan, tmp_path / "out")
    summary = run(ready, lane, control=control)
    assert summary.ended.end is End.CANCELLED
    assert len(summary.made) == 2  # the one in hand was finished
    again, told = PaintedLane(), Told()
    summary = run(ready_for(None, tmp_path / "out", resume=True), again, told=told)
    assert [event.file for event in told.of(PictureKept)] == ["coat-a.png", "coat-b.png"]
    assert len(again.rendered) == 4
    run(ready_for(plan, tmp_path / "whole"))
    assert pictures(tmp_path / "out") == pictures(tmp_path / "whole")
    third = PaintedLane()
    run(ready_for(plan, tmp_path / "out", resume=True), third)
    assert third.prepared == []


def test_pause_stands_still_until_resumed(tmp_path: Path) -> None:
    control, lane = Control(), PaintedLane()
    reached = threading.Event()

    def pause(_: RenderRequest) -> None:
        if len(lane.rendered) == 1:
            control.pause()
            reached.set()

    lane.before_render = pause
    plan = a_plan(tmp_path / "in")
    thread = threading.Thread(
        target=run, args=(ready_for(plan, tmp_path / "out"), lane), kwargs={"control": control}
    )
    thread.start()
    assert reached.wait(10)
    thread.join(0.2)
    assert thread.is_alive()
    assert len(lane.rendered) <= 2
    assert control.is_paused
    control.resume()
    thread.join(10)
    assert len(pictures(tmp_path / "out")) == 6


def test_a_paused_batch_can_be_cancelled(tmp_path: Path) -> None:
    control = Control()
    control.pause()
    done: list = []
    plan = a_plan(tmp_path / "in")
    thread = threading.Thread(
        target=lambda: done.append(run(ready_for(plan, tmp_path / "out"), control=control))
    )
    thread.start()
    control.cancel()
    thread.join(10)
    assert done[0].ended.end is End.CANCELLED
    assert done[0].made == ()


def test_a_file_put_in_place_just_before_the_end_is_not_made_again(tmp_path: Path) -> None:
    """Killed between the rename and the last line about it."""
    plan, out = a_plan(tmp_path / "in"), tmp_path / "out"
    run(ready_for(plan, out))
    lines = (out / MANIFEST).read_bytes().splitlines(keepends=True)
    (out / MANIFEST).write_bytes(b"".join(lines[:-1]))
    (out / unfinished_name()).write_bytes(b"half a pict")
    before = pictures(out)
    lane = PaintedLane()
    summary = run(ready_for(plan, out, resume=True), lane)
    assert lane.rendered == []
    assert len(summary.kept) == 6
    assert set(read_history(out).finished) == NAMES
    assert set(pictures(out)) == NAMES < set(before)


@pytest.mark.parametrize("change", ["recipe", "photo", "weights", "deleted"])
def test_what_changed_is_made_again_and_the_old_picture_stays(tmp_path: Path, change: str) -> None:
    plan, out = a_plan(tmp_path / "in"), tmp_path / "out"
    run(ready_for(plan, out))
    before, again = pictures(out), PaintedLane()
    changed = plan.model_copy(update={"output": OutputSettings(dpi=300 if change == "recipe" else None)})
    if change == "photo":
        Image.new("RGB", SIZE, "navy").save(plan.photos[0].path)
    if change == "deleted":
        (out / "coat-a.png").unlink()
    run(ready_for(changed, out, resume=True), again, weights="2" if change == "weights" else "1")
    made = {"recipe": 6, "photo": 3, "weights": 6, "deleted": 1}[change]
    assert len(again.rendered) == made
    after = pictures(out)
    if change == "deleted":
        assert after == before
    else:
        assert len(after) == 6 + made
        assert {name: after[name] for name in before} == before


def test_names_keep_their_date_when_resumed_on_another_day(tmp_path: Path) -> None:
    plan = a_plan(tmp_path / "in").model_copy(update={"names": "{date}-{index}"})
    ready = ready_for(plan, tmp_path / "out")
    run(ready, only=[1, 2])
    tomorrow = make_ready(None, tmp_path / "out", now=ready.date + timedelta(days=1), resume=True)
    assert [task.name for task in tomorrow.tasks] == [task.name for task in ready.tasks]


def test_there_must_be_something_to_resume(tmp_path: Path) -> None:
    with pytest.raises(PlanError, match="No batch was begun"):
        ready_for(None, tmp_path / "out", resume=True)
    with pytest.raises(PlanError, match="nothing to make"):
        ready_for(Plan(), tmp_path / "out")


def test_two_batches_do_not_write_into_one_folder(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with Manifest(tmp_path / "out"), pytest.raises(OutputError, match="Another batch"):
        run(ready_for(a_plan(tmp_path / "in"), tmp_path / "out"))


# Conflicts


def test_a_taken_name_gets_a_number_that_no_other_picture_wants(tmp_path: Path) -> None:
    plan, out = a_plan(tmp_path / "in", photos=["coat"], names=["a", "a-2"]), tmp_path / "out"
    out.mkdir()
    (out / "COAT-A.png").write_bytes(b"theirs")
    told = Told()
    run(ready_for(plan, out), told=told)
    assert [event.file for event in told.of(PictureMade)] == ["coat-a-3.png", "coat-a-2.png"]
    assert (out / "COAT-A.png").read_bytes() == b"theirs"
    lane = PaintedLane()
    run(ready_for(plan, out, resume=True), lane)
    assert lane.rendered == []


def test_overwrite_replaces_and_skip_does_not_even_render(tmp_path: Path) -> None:
    plan, out = a_plan(tmp_path / "in"), tmp_path / "out"
    out.mkdir()
    (out / "coat-a.png").write_bytes(b"theirs")
    lane, told = PaintedLane(), Told()
    skipping = plan.model_copy(update={"on_conflict": OnConflict.SKIP})
    summary = run(ready_for(skipping, out), lane, told=told)
    assert told.of(PictureSkipped) == [PictureSkipped(1, "coat", "a", "coat-a.png")]
    assert len(lane.rendered) == 5
    assert len(summary.made) == 5
    assert (out / "coat-a.png").read_bytes() == b"theirs"
    run(ready_for(overwriting(plan), out))
    assert (out / "coat-a.png").read_bytes() != b"theirs"
    assert set(pictures(out)) == NAMES


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
@pytest.mark.parametrize("kind", ["same folder", "hard link", "link", "other case"])
def test_originals_are_never_overwritten(tmp_path: Path, kind: str) -> None:
    photos, out = tmp_path / "in", tmp_path / "out"
    plan = overwriting(a_plan(photos)).model_copy(update={"names": "{photo}", "poses": poses("a")})
    original = photos / "coat.png"
    out.mkdir()
    if kind == "same folder":
        out = photos
    elif kind == "hard link":
        os.link(original, out / "coat.png")
    elif kind == "link":
        (out / "coat.png").symlink_to(original)
    else:
        original.rename(photos / "Coat.png")
        original = photos / "Coat.png"
        item = plan.photos[0].model_copy(update={"path": original})
        plan = plan.model_copy(update={"photos": (item, plan.photos[1])})
        os.link(original, out / "coat.png")
    before = original.read_bytes()
    with pytest.raises(OutputError, match="originals are kept"):
        ready_for(plan, out)
    for rule in (OnConflict.NEW_NAME, OnConflict.SKIP):
        run(ready_for(plan.model_copy(update={"on_conflict": rule}), out))
    assert original.read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_an_original_that_comes_into_the_way_during_the_run_is_kept(tmp_path: Path) -> None:
    plan, out, lane = overwriting(a_plan(tmp_path / "in", photos=["coat"])), tmp_path / "out", PaintedLane()
    original = tmp_path / "in" / "coat.png"
    before = original.read_bytes()
    lane.before_render = lambda _: os.link(original, out / "coat-c.png") if len(lane.rendered) == 1 else None
    summary = run(ready_for(plan, out), lane)
    assert len(summary.made) == 2
    assert "originals are kept" in summary.failed[0].sentence
    assert (out / "coat-c.png").read_bytes() == original.read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_link_out_of_the_folder_is_replaced_and_not_followed(tmp_path: Path) -> None:
    plan, out = overwriting(a_plan(tmp_path / "in", photos=["coat"])), tmp_path / "out"
    out.mkdir()
    (tmp_path / "theirs").write_bytes(b"theirs")
    (out / "coat-a.png").symlink_to(tmp_path / "theirs")
    (out / "coat-b.png").mkdir()
    summary = run(ready_for(plan, out))
    assert (tmp_path / "theirs").read_bytes() == b"theirs"
    assert not (out / "coat-a.png").is_symlink()
    assert [event.pose for event in summary.failed] == ["b"]
    assert "not a file that can be replaced" in summary.failed[0].sentence


def test_what_is_written_of_a_batch_and_what_signs_it_are_kept_too(tmp_path: Path) -> None:
    """A photo that is called like the manifest, and a key in the folder of the pictures."""
    plan, out = a_plan(tmp_path / "in", photos=["coat"]), tmp_path / "out"
    out.mkdir()
    photo = out / MANIFEST
    photo.write_bytes(Path(plan.photos[0].path).read_bytes())
    item = plan.photos[0].model_copy(update={"path": photo})
    with pytest.raises(OutputError, match="originals are kept"):
        ready_for(plan.model_copy(update={"photos": (item,)}), out)
    signing = Credentials(certificate=tmp_path / "chain.pem", key=out / "coat-a.png")
    output = plan.output.model_copy(update={"credentials": signing})
    assert originals_of(plan.model_copy(update={"output": output})).include(out / "coat-a.png")
