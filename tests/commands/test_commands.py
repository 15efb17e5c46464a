"""The commands do their work on the demo person, with the real detectors and the shipped weights."""

from __future__ import annotations

import contextlib
import importlib.machinery
import io
import json
import os
import subprocess
import sys
import types
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from engine.contract.judgement import DOUBTFUL
from engine.pose.openpose import pose_to_json, read_pose_file
from engine.pose.pose import Joint
from engine.runtime.weights_version import weights_version
from engine.system.shipped import DEMO_PHOTO, POSES, software
from main import main

ROOT = Path(__file__).resolve().parents[2]
WALKING = POSES / "walking.json"


def pixels(path: Path) -> np.ndarray:
    with Image.open(path) as image:
        return np.asarray(image).astype(int)


def demo_rgb() -> np.ndarray:
    with Image.open(DEMO_PHOTO) as image:
        return np.asarray(image.convert("RGB")).astype(int)


def rim(picture: np.ndarray) -> np.ndarray:
    """The pixels along the four edges of a picture [H, W, C], one after the other [N, C]."""
    return np.concatenate([picture[0], picture[-1], picture[:, 0], picture[:, -1]])


def run(*words: object) -> None:
    assert main([str(word) for word in words]) == 0


@pytest.fixture(scope="module")
def walking(tmp_path_factory, weights) -> tuple[Path, dict]:
    """The demo person walking, and the report about it."""
    folder = tmp_path_factory.mktemp("walking")
    out, report = folder / "walking.png", folder / "walking.json"
    run("render", DEMO_PHOTO, "--pose", WALKING, "--fit", "--out", out, "--json", report, *weights)
    return out, json.loads(report.read_text("utf-8"))


# several people


@pytest.fixture(scope="module")
def two_people(tmp_path_factory) -> Path:
    """The demo person, and another one to their right."""
    path = tmp_path_factory.mktemp("two") / "two.png"
    other = DEMO_PHOTO.with_name("demo_suit.png")
    Image.fromarray(np.hstack([demo_rgb(), pixels(other)[..., :3]]).astype(np.uint8)).save(path)
    return path


@pytest.mark.parametrize(("number", "left", "right"), [(1, 0, 1080), (2, 1080, 2160)])
def test_of_several_people_the_one_with_a_number_is_found(
    two_people: Path, tmp_path: Path, number: int, left: int, right: int
) -> None:
    pose, matte = tmp_path / "p.json", tmp_path / "m.png"
    run("detect", two_people, "--person", number, "--out", pose, "--matte", matte)
    assert left < read_pose_file(pose).largest().at(Joint.NECK)[0] < right
    covered = pixels(matte) / 255
    assert covered[:, left:right].mean() > 0.1
    assert covered.mean() < 0.6 * covered[:, left:right].mean()


# detect


def test_detect_writes_pose_matte_and_overlay(tmp_path, capsys) -> None:
    pose, matte, overlay = tmp_path / "p.json", tmp_path / "m.png", tmp_path / "o.png"
    run("detect", DEMO_PHOTO, "--out", pose, "--matte", matte, "--overlay", overlay)
    photo = demo_rgb()
    height, width = photo.shape[:2]
    file = read_pose_file(pose)
    assert file.canvas == (width, height)
    assert file.largest().has(Joint.NECK, Joint.R_HIP, Joint.L_KNEE)
    covered = pixels(matte) / 255
    assert covered.shape == (height, width)
    x, y = file.largest().at(Joint.NECK)
    assert covered[round(y), round(x)] > 0.9
    assert covered[:5, :5].max() < 0.1
    changed = (pixels(overlay) != photo).any(-1)
    assert changed[round(y), round(x)]
    assert 0 < changed.mean() < 0.1
    assert capsys.readouterr().out == ""


def test_detect_prints_the_pose_when_nothing_is_to_be_written(demo_pose, capsys) -> None:
    run("detect", DEMO_PHOTO)
    out, told = capsys.readouterr()
    assert json.loads(out) == json.loads(demo_pose.read_text())
    assert "18" in told


# render


def test_the_picture_has_the_photos_size_and_says_what_made_it(walking) -> None:
    with Image.open(walking[0]) as image:
        assert image.format == "PNG"
        assert image.mode == "RGB"
        assert image.size == demo_rgb().shape[1::-1]
        assert image.info["Software"].startswith("Repose ")
        assert image.info["Weights"] == walking[1]["weights"]
        assert image.info.get("icc_profile") is None


def test_the_person_moved_and_the_far_background_did_not(walking) -> None:
    changed = (pixels(walking[0]) != demo_rgb()).any(-1)
    assert changed.mean() > 0.01
    assert not changed[:, :3].any()


def test_the_report_tells_times_share_device_weights_and_size(walking) -> None:
    report = walking[1]
    steps = {"open", "load", "detect", "matte", "features", "parsing", "layers", "compose"}
    assert set(report["milliseconds"]) >= steps
    assert all(value >= 0 for value in report["milliseconds"].values())
    assert 0 <= report["invented"] <= 1
    assert 0 < report["doubtful"] < 1
    assert bool(report["doubts"]) is (report["doubtful"] >= DOUBTFUL)
    assert report["device"] in ("cpu", "cuda", "mps")
    assert report["size"] == list(demo_rgb().shape[1::-1])


@pytest.mark.parametrize(("offset", "doubtful"), [(3.0, True), (-9.0, False)])
def test_a_picture_likely_to_be_sent_back_is_told_of_with_the_reason(
    offset, doubtful, tmp_path, capsys, monkeypatch, weights
) -> None:
    monkeypatch.setattr("engine.render.judging.OFFSET", offset)
    report = tmp_path / "o.json"
    words = ("--fit", "--out", tmp_path / "o.png", "--size", 200, "--json", report, *weights)
    run("render", DEMO_PHOTO, "--pose", WALKING, *words)
    said, told = capsys.readouterr().err, json.loads(report.read_text("utf-8"))
    assert (told["doubtful"] >= DOUBTFUL) is doubtful
    assert ("An editor would likely" in said) is doubtful
    assert all(doubt["limb"] in said for doubt in told["doubts"])
    assert bool(told["doubts"]) is doubtful


def test_the_photos_own_pose_on_a_larger_canvas_gives_the_photo_back(demo_pose, tmp_path, weights) -> None:
    """A canvas of the photo's shape is scaled to it: the pose comes to lie on the person again."""
    own = read_pose_file(demo_pose)
    assert own.canvas is not None
    doubled, out = tmp_path / "doubled.json", tmp_path / "o.png"
    size = (2 * own.canvas[0], 2 * own.canvas[1])
    doubled.write_text(pose_to_json(own.largest().replaced(2 * own.largest().xy()), size=size))
    run("render", DEMO_PHOTO, "--pose", doubled, "--out", out, *weights)
    assert np.abs(pixels(out) - demo_rgb()).mean() < 0.02


def test_nothing_is_enlarged_and_the_report_says_so(demo_pose, tmp_path, capsys, weights) -> None:
    out = tmp_path / "o.png"
    words = ("--pose", demo_pose, "--out", out, "--size", 9000, "--transparent", *weights)
    run("render", DEMO_PHOTO, *words)
    assert "nothing is enlarged" in capsys.readouterr().err
    picture = pixels(out)
    assert picture.shape == (*demo_rgb().shape[:2], 4)
    assert picture[0, 0, 3] == 0
    x, y = read_pose_file(demo_pose).largest().at(Joint.NECK)
    assert picture[round(y), round(x), 3] == 255


def test_a_joint_missing_in_the_pose_is_allowed(demo_pose, tmp_path, weights) -> None:
    own = read_pose_file(demo_pose)
    assert own.canvas is not None
    file, out = tmp_path / "p.json", tmp_path / "o.png"
    fewer = own.largest().with_present([Joint.L_WRIST, Joint.L_ELBOW], present=False)
    file.write_text(pose_to_json(fewer, size=own.canvas))
    run("render", DEMO_PHOTO, "--pose", file, "--out", out, "--size", 200, *weights)
    assert max(pixels(out).shape) == 200


def test_a_given_pose_serves_where_nobody_is_found(demo_pose, tmp_path, weights) -> None:
    """A grey figure that is no person to the detector; what is given says where it stands."""
    width, height = demo_rgb().shape[1::-1]
    photo, out = tmp_path / "blocks.png", tmp_path / "o.png"
    picture = Image.new("RGB", (width, height), (200, 205, 210))
    picture.paste((60, 70, 90), (width // 3, height // 8, width * 2 // 3, height * 7 // 8))
    picture.save(photo)
    run("render", photo, "--pose", WALKING, "--fit", "--source-pose", demo_pose, "--out", out, *weights)
    assert pixels(out).shape == (height, width, 3)


def test_the_picture_is_in_the_photos_own_profile_and_looks_the_same(demo_pose, tmp_path, weights) -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = srgb.replace(b"rXYZ", b"tmpX").replace(b"bXYZ", b"rXYZ").replace(b"tmpX", b"bXYZ")
    photo, out = tmp_path / "photo.png", tmp_path / "o.png"
    # In this profile red and blue have changed places, so the swapped values look like the demo photo.
    Image.fromarray(demo_rgb()[..., ::-1].astype(np.uint8)).save(photo, icc_profile=swapped)
    run("render", photo, "--pose", demo_pose, "--out", out, *weights)
    with Image.open(out) as image:
        assert image.info["icc_profile"] == swapped
        profile = ImageCms.ImageCmsProfile(io.BytesIO(swapped))
        shown = ImageCms.profileToProfile(image, profile, ImageCms.createProfile("sRGB"))
    assert np.abs(np.asarray(shown).astype(int) - demo_rgb()).mean() < 0.5


# How poses come onto people, and what the edge cuts off


@pytest.fixture(scope="module")
def narrow(tmp_path_factory, demo_pose) -> Path:
    """The demo person in a photo with room for arms that hang, and no more."""
    box = read_pose_file(demo_pose).largest().bounding_box()
    assert box is not None
    path = tmp_path_factory.mktemp("narrow") / "narrow.png"
    cropped = demo_rgb()[:, round(box.left) - 80 : round(box.right) + 80]
    Image.fromarray(cropped.astype(np.uint8)).save(path)
    return path


@pytest.mark.parametrize("word", ["library:arms-out", str(POSES / "arms-out.json")], ids=["word", "file"])
def test_a_pose_of_the_library_gives_the_very_file_that_a_batch_gives(
    word, narrow, tmp_path, capsys, weights
) -> None:
    for folder in ("single", "batch"):
        (tmp_path / folder).mkdir()
    single, report = tmp_path / "single" / "narrow-arms-out.png", tmp_path / "report.json"
    run("render", narrow, "--pose", word, "--out", single, "--json", report, *weights)
    assert capsys.readouterr().err == "The picture's edge cuts off the left hand and the right hand.\n"
    assert json.loads(report.read_text())["cut_off"] == ["left hand", "right hand"]
    words = ("--photos", narrow, "--poses", word, "--out", tmp_path / "batch", "--json", report)
    run("batch", *words, *weights)
    assert single.read_bytes() == (tmp_path / "batch" / single.name).read_bytes()
    assert capsys.readouterr().err.splitlines()[-2:] == [
        "1 of 1 picture cuts off a part of the person at the edge:",
        "narrow-arms-out.png: left hand, right hand",
    ]
    told = json.loads(report.read_text())
    assert told["counts"]["cut_off"] == 1
    assert told["pictures"][0]["cut_off"] == ["left hand", "right hand"]


def test_limbs_that_a_library_pose_hides_are_hidden_unless_others_are_named(tmp_path, weights) -> None:
    outs = [tmp_path / f"{number}.png" for number in range(3)]
    words = ("render", DEMO_PHOTO, "--pose", "library:hands-behind-back", "--size", 240)
    run(*words, "--out", outs[0], *weights)
    run(*words, "--out", outs[1], "--in-front", "L_WRIST", "--in-front", "R_WRIST", *weights)
    run(
        "batch",
        "--photos",
        DEMO_PHOTO,
        "--poses",
        words[3],
        "--size",
        240,
        "--out",
        tmp_path,
        "--name",
        "2",
        *weights,
    )
    assert np.array_equal(pixels(outs[0]), pixels(outs[2]))
    assert not np.array_equal(pixels(outs[0]), pixels(outs[1]))


def test_a_file_of_ones_own_is_taken_as_it_lies_unless_a_rule_is_given(demo_pose, tmp_path, weights) -> None:
    """The person lifted by a tenth of the photo: a rule brings the feet back to the ground."""
    own = read_pose_file(demo_pose)
    lifted, lift = own.largest(), 0.1 * demo_rgb().shape[0]
    path = tmp_path / "lifted.json"
    assert own.canvas is not None
    path.write_text(pose_to_json(lifted.replaced(lifted.xy() - np.array([0, lift])), size=own.canvas))
    made = {}
    for name, words in {
        "plain": (), "placed": ("--rule", "as-placed"), "ground": ("--rule", "on-ground"), "fit": ("--fit",),
    }.items():  # fmt: skip
        out = tmp_path / f"{name}.png"
        run("render", DEMO_PHOTO, "--pose", path, "--out", out, "--size", 240, *words, *weights)
        made[name] = pixels(out)
    assert np.array_equal(made["plain"], made["placed"])
    assert np.array_equal(made["ground"], made["fit"])
    assert np.abs(made["plain"] - made["fit"]).mean() > 1


# What is said meanwhile


def test_versions_are_told(capsys) -> None:
    run("--version")
    assert capsys.readouterr().out == f"{software()}, weights {weights_version() or 'missing'}\n"


def test_a_command_is_quiet_in_a_pipe(tmp_path, capsys, weights) -> None:
    run("render", DEMO_PHOTO, "--pose", WALKING, "--size", 120, "--out", tmp_path / "o.png", *weights)
    assert capsys.readouterr() == ("", "")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_whoever_waits_at_a_terminal_sees_how_far_it_is() -> None:
    terminal, stderr = os.openpty()
    command = [sys.executable, "main.py", "detect", str(DEMO_PHOTO)]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "120"}
    running = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=stderr, env=environment)
    os.close(stderr)
    shown = b""
    with contextlib.suppress(OSError):  # Linux's way to say that nobody writes any more
        while piece := os.read(terminal, 4096):
            shown += piece
    out, _ = running.communicate(timeout=100)
    os.close(terminal)
    assert json.loads(out)["people"]
    for words in (b"opening the photo", b"finding the person", b"cutting the person out", b"Found 18 of 18"):
        assert words in shown


# Without a command


def test_without_a_display_the_demo_is_made(tmp_path, monkeypatch, capsys, weights) -> None:
    monkeypatch.chdir(tmp_path)
    if weights:  # the same job, but for the weights
        run("demo", *weights)
    else:
        monkeypatch.setattr(sys, "platform", "linux")
        monkeypatch.delenv("DISPLAY", raising=False)
        monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
        run()
    out, told = capsys.readouterr()
    names = {path.stem for path in POSES.glob("*.json")}
    made = {path.stem: pixels(path) for path in (tmp_path / "out" / "demo").iterdir()}
    assert set(made) == names | {"contact-sheet"}
    # A foot's faint shadow may reach the edge, a limb may not.
    off = {name: np.abs(rim(made[name]).astype(int) - rim(demo_rgb())).max() for name in names}
    cut = {name for name in names if off[name] > 12}
    assert weights or not cut, "somebody leaves the picture"
    assert "compose" not in out
    assert all(name.replace("-", " ") in out for name in names)
    assert weights or "no display" in told
    sheet = made["contact-sheet"]
    assert sheet.shape[0] > 1000
    assert sheet.min() < 100


@pytest.mark.parametrize("named", [DEMO_PHOTO, DEMO_PHOTO.parent], ids=["photo", "folder"])
def test_without_a_display_neither_a_photo_nor_a_folder_is_opened(refused, monkeypatch, named) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert "no display" in refused(named)


def test_with_a_display_photos_go_to_the_window(monkeypatch) -> None:
    opened: list[list[Path]] = []

    def open_window(photos: list[Path], make_engine: object) -> int:
        assert callable(make_engine)
        opened.append(photos)
        return 5

    window = types.ModuleType("gui.app")
    window.__spec__ = importlib.machinery.ModuleSpec("gui.app", None)
    window.run_and_leave = open_window  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "gui.app", window)
    monkeypatch.setenv("DISPLAY", ":0")
    assert main([str(DEMO_PHOTO)]) == 5
    assert main([]) == 5
    assert opened == [[DEMO_PHOTO], []]


# The rest


def test_bench_measures_everything_and_compares_in_one_run(tmp_path, capsys, monkeypatch, weights) -> None:
    """With few and small pictures: how many the figures are of, and how large, makes no difference here."""
    monkeypatch.setattr("engine.commands.bench.CANVAS", (540, 670))
    monkeypatch.setattr("engine.commands.bench._POSES_PER_ROUND", 1)
    monkeypatch.setattr("engine.commands.bench_batch.PICTURES", 4)
    report = tmp_path / "bench.json"
    run("bench", "--rounds", 1, "--json", report, *weights)
    result = json.loads(report.read_text("utf-8"))
    steps = result["steps"]
    assert {"load", "detect", "matte", "colours", "plate", "features", "re-render, preview"} <= set(steps)
    assert all(0 < step["median_ms"] <= step["p95_ms"] for step in steps.values())
    ratio = steps["xinggan, 176 x 256"]["median_ms"] / steps["re-render, final"]["median_ms"]
    assert result["ratios"]["xinggan / re-render, final"] == pytest.approx(ratio, rel=0.01, abs=0.01)
    batch = result["batch"]
    assert batch["pictures"] == 4
    assert batch["share_of_re_render_rate"] == pytest.approx(
        batch["re_render_ms"] / batch["milliseconds"], abs=0.01
    )
    assert set(result["cold"]) >= {"photo opened to first preview", "detect"}
    assert "xinggan" in capsys.readouterr().out


def test_train_takes_its_own_options(capsys) -> None:
    run("train", "--help")
    assert "--samples" in capsys.readouterr().out


def test_help_works_from_the_shell_and_loads_no_torch() -> None:
    command = [sys.executable, "-X", "importtime", "main.py", "--help"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    assert "render" in done.stdout
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "engine.commands.app" in loaded
    assert not loaded & {"torch", "cv2", "PySide6"}
