"""A batch of files and folders whose names are no UTF-8, as out of old archives: made, kept in mind, opened again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from engine.batch.collect import collect_photos, collect_poses
from engine.batch.plan import Plan, read_plan
from engine.batch.records import from_line
from engine.commands.batch_show import report
from engine.photo.photo import load_photo
from engine.pose.openpose import pose_to_json
from engine.system.stored_path import path_of
from tests.batch.material import SIZE, a_photo, figure, pictures, ready_for, run

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems keep file names in Unicode")
ROOT = Path(__file__).resolve().parents[2]
ODD = os.fsdecode(b"\x8e\xca\x90^")


@pytest.fixture
def shoot(tmp_path: Path) -> Path:
    """A folder with a photo and a pose; no name in it is UTF-8."""
    folder = tmp_path / ODD
    folder.mkdir()
    a_photo(folder, ODD)
    (folder / f"{ODD}.json").write_text(pose_to_json(figure(2.0), size=SIZE))
    return folder


def a_plan_of(shoot: Path) -> Plan:
    return Plan(
        photos=collect_photos([shoot]).photos,
        poses=collect_poses([str(shoot)]).poses,
        names="{photo}-{folder}",
    )


def test_the_pictures_are_made_once_and_find_their_photo_again(shoot: Path) -> None:
    out = shoot / "out"
    summary = run(ready_for(a_plan_of(shoot), out))
    assert [made.file for made in summary.made] == ["_ʐ^-_ʐ^.png"]
    again = run(ready_for(None, out, resume=True))
    assert (len(again.kept), len(again.failed)) == (1, 0)
    recipe = load_photo(out / "_ʐ^-_ʐ^.png").recipe
    assert recipe is not None
    assert recipe.photo.beside is not None
    assert (out / path_of(recipe.photo.beside)).resolve() == shoot / f"{ODD}.png"


def test_a_saved_plan_finds_photo_and_pose_again(shoot: Path) -> None:
    plan = a_plan_of(shoot)
    (shoot / "plan.json").write_text(plan.to_json(), "utf-8")
    assert read_plan(shoot / "plan.json") == plan


def test_what_fails_is_noted_and_reported(shoot: Path) -> None:
    plan = a_plan_of(shoot)
    (shoot / f"{ODD}.png").unlink()
    ready = ready_for(plan, shoot / "out")
    summary = run(ready)
    assert "\\udc8eʐ^.png" in summary.failed[0].sentence
    json.dumps(report(summary, ready, device="cpu", weights="1"), ensure_ascii=False).encode()
    lines = (shoot / "out" / "repose-batch.jsonl").read_bytes().splitlines()
    assert all(from_line(line) is not None for line in lines)
    assert pictures(shoot / "out") == {}


def test_the_command_ends_well(shoot: Path, tmp_path: Path) -> None:
    demo = (ROOT / "resources" / "demo.png").read_bytes()
    (shoot / f"{ODD}.png").write_bytes(demo)
    out, told = shoot / "out", tmp_path / "report.json"
    places = ["--photos", str(shoot), "--out", str(out), "--json", str(told)]
    command = [sys.executable, str(ROOT / "main.py"), "batch", "--poses", "library:waving", *places]
    strict = {**os.environ, "PYTHONIOENCODING": "utf-8:strict"}
    done = subprocess.run(command, capture_output=True, check=False, env=strict)
    assert (done.returncode, done.stdout[:16]) == (0, b"1 picture made i"), done.stderr
    assert path_of(json.loads(told.read_text("utf-8"))["folder"]) == out
