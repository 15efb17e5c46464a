"""The command `batch` on the demo person, scaled down: the same pictures as `render`, resumable, scriptable."""

from __future__ import annotations

import json
import queue
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.batch.background import BatchThread
from engine.batch.collect import collect_photos, collect_poses
from engine.batch.events import BatchEvent, End, Ended
from engine.batch.plan import Plan, Rule, read_plan
from engine.commands.batch_lane import DirectLane
from engine.commands.batch_options import spread_lists
from engine.contract.judgement import DOUBTFUL
from engine.contract.messages import Event
from engine.pose.openpose import pose_to_json, read_pose
from engine.runtime.device import choose_device
from engine.runtime.weights_version import weights_version
from engine.service.for_window import LateRenderer
from engine.service.worker import EngineThread
from engine.system.shipped import DEMO_PHOTO, POSES, WEIGHTS_FILE
from main import main
from tests.batch.material import ready_for

ROOT = Path(__file__).resolve().parents[2]
CHOSEN = ("walking", "leaning")
PATIENCE_S = 60.0


def pixels(path: Path) -> np.ndarray:
    with Image.open(path) as image:
        return np.asarray(image)


def run(*words: object, code: int = 0) -> None:
    assert main([str(word) for word in words]) == code


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix != ".jsonl"}


@pytest.fixture(scope="session")
def photos(tmp_path_factory) -> Path:
    """A folder with the demo person twice, small and mirrored."""
    folder = tmp_path_factory.mktemp("photos")
    with Image.open(DEMO_PHOTO) as image:
        small = image.convert("RGB").resize((150, round(150 * image.height / image.width)))
    small.save(folder / "look1.png")
    small.transpose(Image.Transpose.FLIP_LEFT_RIGHT).save(folder / "look2.jpg", quality=95)
    return folder


@pytest.fixture(scope="session")
def pose_words() -> list[str]:
    return [str(POSES / f"{name}.json") for name in CHOSEN]


@pytest.fixture(scope="session")
def made(tmp_path_factory, photos, pose_words, weights) -> tuple[Path, dict]:
    """A finished batch, and its report."""
    folder = tmp_path_factory.mktemp("made")
    out, report = folder / "out", folder / "report.json"
    run("batch", "--photos", photos, "--poses", *pose_words, "--out", out, "--json", report, *weights)
    return out, json.loads(report.read_text("utf-8"))


def test_every_picture_is_the_one_that_render_makes(made, photos, tmp_path, weights) -> None:
    assert sorted(files(made[0])) == [f"look{n}-{name}.png" for n in (1, 2) for name in sorted(CHOSEN)]
    for photo in sorted(photos.iterdir()):
        for name in CHOSEN:
            out = tmp_path / f"{photo.stem}-{name}.png"
            run("render", photo, "--pose", POSES / f"{name}.json", "--fit", "--out", out, *weights)
            single, batched = pixels(out), pixels(made[0] / out.name)
            assert single.dtype == batched.dtype
            assert np.array_equal(single, batched)
    assert len(set(files(made[0]).values())) == 4


def test_as_placed_smaller_and_cut_out_it_is_still_the_one_that_render_makes(
    photos, tmp_path, weights
) -> None:
    photo, pose = photos / "look1.png", tmp_path / "own.json"
    run("detect", photo, "--out", pose)
    with Image.open(photo) as image:
        lower = read_pose(pose).replaced(read_pose(pose).xy() + np.array([4, 6]))
        pose.write_text(pose_to_json(lower, size=image.size))
    run(
        "render",
        photo,
        "--pose",
        pose,
        "--size",
        120,
        "--transparent",
        "--out",
        tmp_path / "single.png",
        *weights,
    )
    run(
        "batch", "--photos", photo, "--poses", pose, "--out", tmp_path / "out", "--rule", "as-placed",
        "--size", 120, "--background", "transparent", *weights,
    )  # fmt: skip
    batched = pixels(tmp_path / "out" / "look1-own.png")
    assert batched.shape[2] == 4
    assert np.array_equal(pixels(tmp_path / "single.png"), batched)


@pytest.mark.skipif(not WEIGHTS_FILE.is_file(), reason="needs the shipped weights")
def test_the_windows_engine_makes_the_same_files(made, photos, pose_words, tmp_path) -> None:
    plan = Plan(photos=collect_photos([photos]).photos, poses=collect_poses(pose_words).poses)
    told: queue.Queue[BatchEvent] = queue.Queue()
    batches: list[BatchThread] = []
    device = choose_device("cpu", for_window=True)

    def hear(event: Event) -> None:
        for batch in batches:
            batch.hear(event)

    engine = EngineThread(LateRenderer(device), hear, device=device)
    # As deep in the file system as the command's folder: files tell where their photo is, seen from them.
    out = made[0].parent / "window"
    batches.append(
        BatchThread(ready_for(plan, out), engine=engine, weights=weights_version(), listener=told.put)
    )
    batches[0].start()
    while not isinstance(event := told.get(timeout=PATIENCE_S), Ended):
        pass
    assert event.end is End.COMPLETE
    assert engine.close(PATIENCE_S)
    assert files(out) == files(made[0])


def test_the_report_names_every_picture_and_the_rate(made) -> None:
    report = made[1]
    doubts = {
        name: sum(bool(row[name]) for row in report["pictures"]) for name in ("cut_off", "moved_unseen")
    }
    none = dict.fromkeys(("kept", "skipped", "failed", "left_out"), 0)
    doubts["doubtful"] = sum(row["doubtful"] >= DOUBTFUL for row in report["pictures"])
    assert report["counts"] == {"cells": 4, "made": 4, **none, **doubts}
    assert all(bool(row["doubts"]) is (row["doubtful"] >= DOUBTFUL) for row in report["pictures"])
    assert report["end"] == "complete"
    assert [row["cell"] for row in report["pictures"]] == [1, 2, 3, 4]
    assert {row["file"] for row in report["pictures"]} == set(files(made[0]))
    assert all(0 <= row["invented"] <= 1 for row in report["pictures"])
    assert report["pictures_a_second_once_prepared"] >= report["pictures_a_second"] > 0
    assert report["device"] in ("cpu", "cuda", "mps")


def test_interrupted_it_says_how_to_go_on_and_goes_on(
    made, photos, pose_words, tmp_path, monkeypatch, capsys, weights
) -> None:
    """Ctrl-C during the second picture; the one in hand is finished."""
    render, count = DirectLane.render, []

    def interrupted(self, request):
        count.append(request)
        if len(count) == 2:
            signal.raise_signal(signal.SIGINT)
        return render(self, request)

    monkeypatch.setattr(DirectLane, "render", interrupted)
    out = made[0].parent / "interrupted"
    run("batch", "--photos", photos, "--poses", *pose_words, "--out", out, *weights, code=130)
    assert "--resume" in capsys.readouterr().err
    assert len(files(out)) == 2
    run("batch", "--out", out, "--resume", "--json", tmp_path / "r.json", *weights)
    assert len(count) == 4
    assert "2 were finished before" in capsys.readouterr().out
    assert json.loads((tmp_path / "r.json").read_text())["counts"]["kept"] == 2
    assert files(out) == files(made[0])


def test_one_finished_picture_is_told_of_as_one(photos, pose_words, tmp_path, capsys, weights) -> None:
    run(
        "batch", "--photos", photos / "look1.png", "--poses", pose_words[0], "--out", tmp_path / "out", *weights
    )  # fmt: skip
    run("batch", "--out", tmp_path / "out", "--resume", *weights)
    assert "No picture made, 1 was finished before; " in capsys.readouterr().out


def test_one_photo_that_fails_does_not_stop_the_others_and_the_code_says_so(
    photos, pose_words, tmp_path, capsys, weights
) -> None:
    empty = tmp_path / "wall.png"
    Image.new("RGB", (160, 200), (200, 205, 210)).save(empty)
    report = tmp_path / "r.json"
    run(
        "batch", "--photos", empty, photos / "look1.png", "--poses", pose_words[0], "--out", tmp_path / "out",
        "--json", report, *weights, code=1,
    )  # fmt: skip
    out, told = capsys.readouterr()
    assert "1 picture made" in out
    assert "1 failed" in out
    assert "wall, walking: " in told
    states = [row["state"] for row in json.loads(report.read_text())["pictures"]]
    assert states == ["failed", "made"]


def test_a_dry_run_lists_the_names_and_writes_nothing_but_the_plan(photos, tmp_path, capsys) -> None:
    plan = tmp_path / "plan.json"
    run(
        "batch", "--photos", f"{photos}/*.png", "--poses", "library:walking", "--out", tmp_path / "out",
        "--name", "{index:03} {pose}", "--rule", "fitted", "--preset", "catalogue", "--dry-run", "--save-plan", plan,
    )  # fmt: skip
    out, told = capsys.readouterr()
    assert out.splitlines()[0] == "001 walking.jpg"
    assert "pictures of 1 photo, about" in told
    assert [path.name for path in tmp_path.iterdir()] == ["plan.json"]
    assert read_plan(plan).rule is Rule.FITTED
    assert read_plan(plan).output.dpi == 300


def test_a_plan_is_carried_out_and_options_change_it(photos, pose_words, tmp_path, capsys, weights) -> None:
    plan = Plan(photos=collect_photos([photos]).photos, poses=collect_poses(pose_words).poses)
    plan = plan.switched(0, 0, on=False).switched(1, 0, on=False).switched(1, 1, on=False)
    (tmp_path / "plan.json").write_text(plan.to_json(), encoding="utf-8")
    run(
        "batch", "--plan", tmp_path / "plan.json", "--out", tmp_path / "out", "--format", "jpeg",
        "--size", "100x140", "--margins", "4", "--background", "#204060", "--dpi", 300, *weights,
    )  # fmt: skip
    capsys.readouterr()
    with Image.open(tmp_path / "out" / "look1-leaning.jpg") as image:
        assert image.size == (100, 140)
        assert image.info["dpi"] == (300, 300)
        assert np.abs(np.asarray(image)[:3].astype(int) - (0x20, 0x40, 0x60)).max() < 8
    assert len(files(tmp_path / "out")) == 1


def test_sheet_table_and_report_may_go_beside_the_pictures(photos, tmp_path, capsys, weights) -> None:
    out = tmp_path / "out"
    words = ("--photos", photos / "look1.png", "--poses", POSES / "walking.json", "--out", out)
    papers = ("--sheet", out / "sheet.png", "--table", out / "table.csv", "--json", out / "report.json")
    run("batch", *words, *papers, *weights)
    assert {path.name for path in out.iterdir()} == {
        "look1-walking.png", "repose-batch.jsonl", "report.json", "sheet.png", "table.csv",
    }  # fmt: skip
    assert "look1-walking.png" in (out / "table.csv").read_text("utf-8-sig")
    assert min(pixels(out / "sheet.png").shape[:2]) > 100
    run("batch", *words, "--sheet", out / "LOOK1-walking.png", code=2)
    assert "which the batch needs" in capsys.readouterr().err


def test_what_else_was_in_the_folders_is_told(photos, tmp_path, capsys) -> None:
    """One line a folder, and nothing where all was taken."""
    folder = tmp_path / "shoot"
    shutil.copytree(photos, folder)
    (folder / "list.xlsx").write_bytes(b"")
    (folder / "cut.jpg").write_bytes(b"")
    (folder / "raw").mkdir()
    (folder / ".DS_Store").write_bytes(b"")
    shutil.copytree(POSES, tmp_path / "poses")
    words = ("--out", tmp_path / "out", "--dry-run")
    run("batch", "--photos", folder, "--poses", tmp_path / "poses", *words)
    told = capsys.readouterr().err.splitlines()
    assert told[0] == (
        f"Left out of {folder}: 1 photo that cannot be used (cut.jpg), 1 file that is no photo (list.xlsx), "
        "1 hidden file (.DS_Store), 1 folder (raw)."
    )
    assert told[1] == f"Left out of {tmp_path / 'poses'}: 1 folder (catalogue)."
    assert told[2].startswith("16 pictures of 2 photos")
    run("batch", "--photos", photos, "--poses", "library:walking", *words)
    assert "Left out" not in capsys.readouterr().err


def test_a_plan_none_of_whose_photos_is_there_is_refused_at_once(
    photos, pose_words, tmp_path, refused
) -> None:
    shutil.copytree(photos, tmp_path / "shoot")
    plan = Plan(photos=collect_photos([tmp_path / "shoot"]).photos, poses=collect_poses(pose_words).poses)
    (tmp_path / "plan.json").write_text(plan.to_json(), encoding="utf-8")
    shutil.rmtree(tmp_path / "shoot")
    assert "look1.png" in refused("batch", "--plan", tmp_path / "plan.json", "--out", tmp_path / "out")


def test_a_second_batch_says_that_a_first_was_begun(made, photos, pose_words, capsys) -> None:
    run("batch", "--photos", photos, "--poses", *pose_words, "--out", made[0], "--dry-run")
    assert "--resume" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "--photos and --poses"),
        (["--photos", "{photos}"], "--photos and --poses"),
        (["--photos", "none.jpg", "--poses", "library:walking"], "no photo or folder none.jpg"),
        (["--photos", "{photos}", "--poses", "none.json"], "no pose file or folder none.json"),
        (["--photos", "{photos}", "--poses", "library:nonsense"], "folders are standing"),
        (["--photos", "{photos}", "--poses", "library:walking", "--name", "{pose}"], r"would be called walking.png"),
        (["--photos", "{photos}", "--poses", "library:walking", "--name", "../{pose}{photo}"], "no file name may hold"),
        (["--photos", "{photos}", "--poses", "library:walking", "--size", "big"], "'big' is no size"),
        (["--photos", "{photos}", "--poses", "library:walking", "--size", "7"], "32 to 30000 pixels"),
        (["--photos", "{photos}", "--poses", "library:walking", "--margins", "1,2"], "no margins"),
        (["--photos", "{photos}", "--poses", "library:walking", "--background", "red"], "'red' is no background"),
        (["--photos", "{photos}", "--poses", "library:walking", "--preset", "x"], "no preset x"),
        (["--photos", "{photos}", "--poses", "library:walking", "--format", "jpeg", "--depth", "16"], "16 bits"),
        (["--photos", "{photos}", "--poses", "library:walking", "--plan", "p.json"], "Give --plan, or"),
        (["--photos", "{photos}", "--poses", "library:walking", "--json", "{tmp}/r.txt"], ".json"),
        (["--photos", "{photos}", "--poses", "library:walking", "--rule", "sideways"], "sideways"),
        (["--plan", "none.json"], "could not be opened"),
        (["--resume"], "--photos and --poses"),
        (["stray"], "stray"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_refused(refused, photos, tmp_path, words: list[str], said: str) -> None:
    filled = [word.replace("{photos}", str(photos)).replace("{tmp}", str(tmp_path)) for word in words]
    assert said in refused("batch", "--out", tmp_path / "out", *filled)


def test_originals_and_files_in_the_way_are_kept(refused, photos, tmp_path) -> None:
    own = tmp_path / "look1.png"
    own.write_bytes((photos / "look1.png").read_bytes())
    words = ("--photos", own, "--poses", POSES / "walking.json", "--name", "{photo}")
    assert "originals are kept" in refused("batch", *words, "--out", tmp_path, "--on-conflict", "overwrite")
    assert "is a file" in refused("batch", *words, "--out", own)


def test_lists_may_be_written_in_one_go() -> None:
    assert spread_lists(["--out", "o", "--photos", "a", "b", "--resume", "--poses", "c", "--poses", "d", "-x"]) == [
        "--out", "o", "--photos", "a", "--photos", "b", "--resume", "--poses", "c", "--poses", "d", "-x",
    ]  # fmt: skip
    assert spread_lists(["--photos"]) == ["--photos"]
    assert spread_lists(["--photos=a", "--photos", "b"]) == ["--photos=a", "--photos", "b"]


def test_help_lists_the_options_and_loads_no_torch() -> None:
    command = [sys.executable, "-X", "importtime", "main.py", "batch", "--help"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    assert "--on-conflict" in done.stdout
    assert "torch" not in {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
