"""A manifest goes to clients with its pictures: it tells no folder, and the batch still goes on from it."""

from __future__ import annotations

import json
import os
import shutil
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from engine.batch.collect import collect_poses
from engine.batch.events import PictureKept
from engine.batch.folders import plans_folder
from engine.batch.manifest import MANIFEST, read_history
from engine.batch.plan import Plan
from engine.batch.records import Started
from engine.export.settings import Credentials
from engine.system.errors import EngineError, OutputError
from tests.batch.material import NOW, PaintedLane, Told, a_plan, pictures, poses, ready_for, run

SECRETS = ("home-name", "client-name", "key-name")


@pytest.fixture
def shoot(tmp_path: Path) -> Path:
    """A folder deep in the home of a person."""
    folder = tmp_path / "home-name" / "client-name" / "shoot"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "delivery" / "web"


def interrupted(plan: Plan, out: Path) -> None:
    """The first two of six pictures, and no more."""
    run(ready_for(plan, out), only=[1, 2])


def test_places_near_the_pictures_are_told_as_seen_from_there_and_others_not_at_all(
    tmp_path: Path, shoot: Path, out: Path
) -> None:
    out.parent.mkdir()
    near, far = a_plan(out.parent / "near", photos=["coat"]), a_plan(shoot, photos=["dress"])
    library = collect_poses(["library:waving"]).poses
    plan = near.model_copy(update={"photos": (*near.photos, *far.photos), "poses": library})
    run(ready_for(plan, out))
    text = (out / MANIFEST).read_text()
    assert not [secret for secret in (*SECRETS, tmp_path.name, "resources") if secret in text]
    told = json.loads(text.splitlines()[0])["plan"]
    assert [photo["path"] for photo in told["photos"]] == ["../near/coat.png", "photos/dress.png"]
    assert [pose["path"] for pose in told["poses"]] == ["photos/waving.json"]


def test_what_went_wrong_is_told_to_the_person_and_not_to_clients(shoot: Path, out: Path) -> None:
    plan = a_plan(shoot)
    ready = ready_for(plan, out)
    Path(plan.photos[0].path).unlink()
    lane = PaintedLane()
    lane.faults = [EngineError(f"Something about {shoot}.")]
    summary = run(ready, lane)
    assert len(summary.failed) == 4
    assert any("home-name" in failed.sentence for failed in summary.failed)
    assert not [secret for secret in SECRETS if secret in (out / MANIFEST).read_text()]


@pytest.mark.parametrize("times", [1, 2])
def test_the_same_batch_goes_on_here_though_its_folder_tells_no_places(
    shoot: Path, out: Path, times: int
) -> None:
    plan, lane, told = a_plan(shoot), PaintedLane(), Told()
    interrupted(plan, out)
    for _ in range(times):
        ready = ready_for(None, out, resume=True)
        assert ready.plan == plan
        run(ready, lane, told=told)
    assert len(lane.rendered) == 4
    assert len(told.of(PictureKept)) == 2 + 6 * (times - 1)
    assert len(pictures(out)) == 6
    assert (out / MANIFEST).read_text().count('"plan":{') == 1  # it was not changed, so it is not said again


def test_it_goes_on_after_the_whole_delivery_was_moved(shoot: Path, out: Path) -> None:
    plan, lane = a_plan(shoot), PaintedLane()
    interrupted(plan, out)
    moved = out.rename(out.with_name("elsewhere"))
    run(ready_for(None, moved, resume=True), lane)
    assert len(lane.rendered) == 4
    assert len(pictures(moved)) == 6


def test_near_photos_are_found_wherever_both_went_and_nothing_is_kept_elsewhere(tmp_path: Path) -> None:
    kept = set(plans_folder().glob("*"))
    interrupted(a_plan(tmp_path / "shoot"), tmp_path / "out")
    assert set(plans_folder().glob("*")) == kept
    there = tmp_path / "stick"
    there.mkdir()
    for name in ("shoot", "out"):
        (tmp_path / name).rename(there / name)
    lane = PaintedLane()
    run(ready_for(None, there / "out", resume=True), lane)
    assert len(lane.rendered) == 4


def test_on_another_computer_photos_are_asked_for_in_a_folder_of_their_own(shoot: Path, out: Path) -> None:
    """Not among the pictures, where one may be called like its photo and would be taken for it."""
    plan, lane = a_plan(shoot).model_copy(update={"names": "{photo}", "poses": poses("a")}), PaintedLane()
    run(ready_for(plan, out), only=[1])
    shutil.rmtree(plans_folder())
    ready = ready_for(None, out, resume=True)
    summary = run(ready, lane)
    assert len(summary.kept) == 1  # what is finished stays finished without its photo
    assert [failed.sentence for failed in summary.failed] == [
        f"There is no file {out / 'photos' / 'dress.png'}. Check its name or choose another photo."
    ]
    shutil.copytree(shoot, out / "photos")
    assert len(run(ready, lane).made) == 1


def test_photos_of_one_name_are_not_taken_for_each_other_on_another_computer(
    tmp_path: Path, shoot: Path, out: Path
) -> None:
    first = a_plan(shoot / "monday", photos=["coat"])
    second = a_plan(shoot / "tuesday", photos=["coat"])
    plan = first.model_copy(update={"photos": (*first.photos, *second.photos), "names": "{index}"})
    run(ready_for(plan, out), only=[1])
    shutil.rmtree(plans_folder())
    paths = [Path(photo.path) for photo in ready_for(None, out, resume=True).plan.photos]
    assert paths == [out / "photos" / "coat.png", out / "photos" / "coat-2.png"]


def test_the_kept_plan_is_for_this_account_alone(shoot: Path, out: Path) -> None:
    shutil.rmtree(plans_folder(), ignore_errors=True)
    interrupted(a_plan(shoot), out)
    (kept,) = plans_folder().iterdir()
    assert kept.stem not in ("", "0" * 32)
    assert kept.stem in (out / MANIFEST).read_text()
    if os.name == "posix":
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
        assert stat.S_IMODE(plans_folder().stat().st_mode) == 0o700


def test_a_batch_runs_where_nothing_can_be_kept(
    shoot: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    monkeypatch.setattr("engine.batch.folders.user_data_path", lambda *_, **__: in_the_way)
    assert len(run(ready_for(a_plan(shoot), out)).made) == 6
    assert "name its photos again" in caplog.text
    assert not [secret for secret in SECRETS if secret in (out / MANIFEST).read_text()]


def test_a_manifest_of_an_older_version_with_whole_places_goes_on(shoot: Path, out: Path) -> None:
    plan, lane = a_plan(shoot), PaintedLane()
    interrupted(plan, out)
    lines = (out / MANIFEST).read_bytes().splitlines(keepends=True)
    old = json.loads(Started(date=NOW, plan=plan).model_dump_json())
    del old["kept"]
    failed = {"kind": "failed", "name": "x.png", "photo": "x", "pose": "y", "sentence": "Why it failed."}
    first = b"".join(json.dumps(record).encode() + b"\n" for record in (old, failed))
    (out / MANIFEST).write_bytes(first + b"".join(lines[1:]))
    shutil.rmtree(plans_folder())
    assert set(read_history(out).failed) == {"x.png"}
    run(ready_for(None, out, resume=True), lane)
    assert len(lane.rendered) == 4


def test_where_keys_lie_is_not_told_and_pictures_do_not_go_on_unsigned(shoot: Path, out: Path) -> None:
    key = shoot / "key-name"
    signing = Credentials(certificate=key / "chain.pem", key=key / "private.pem")
    plan = a_plan(shoot)
    signed = plan.model_copy(update={"output": plan.output.model_copy(update={"credentials": signing})})
    ready = ready_for(plan, out)
    lane = PaintedLane()
    lane.faults = [EngineError("No.")] * 6
    run(replace(ready, plan=signed), lane)
    text = (out / MANIFEST).read_text()
    assert not [secret for secret in SECRETS if secret in text.replace('"key":', "")]
    shutil.rmtree(plans_folder())
    with pytest.raises(OutputError):
        ready_for(None, out, resume=True)
