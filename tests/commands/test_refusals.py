"""Whatever is wrong with what a command is given: one sentence, exit code 2, and no file."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.system.shipped import DEMO_PHOTO, POSES, WEIGHTS_FILE

POSE = POSES / "relaxed.json"


def png_of_size(width: int, height: int) -> bytes:
    """A PNG that claims a size and holds no pixels."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))


def a_person(numbers: list[float], **frame: object) -> str:
    return json.dumps({"people": [{"pose_keypoints_2d": numbers}], **frame})


BAD_PHOTOS = {
    "empty.jpg": b"",
    "text.jpg": b"no photo at all, only words",
    "cut.png": DEMO_PHOTO.read_bytes()[:4000] if DEMO_PHOTO.is_file() else b"\x89PNG\r\n\x1a\n",
    "huge.png": png_of_size(60_000, 60_000),
    "tiny.png": png_of_size(8, 8),
    "phone.heic": b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic",
}
BAD_POSES = {
    "empty.json": "",
    "words.json": "stand straight",
    "binary.json": "\udcff\udcfe",
    "nobody.json": '{"people": []}',
    "no-joints.json": a_person([0.0] * 54),
    "short.json": a_person([1.0, 2.0, 3.0]),
    "words-for-numbers.json": a_person(["a"] * 54),  # type: ignore[list-item]
    "nan.json": a_person([float("nan")] * 54),
    "endless.json": a_person([1e300] * 54),
    "deep.json": "[" * 100_000,
    "landscape.json": a_person([50.0, 60.0, 1.0] * 18, canvas_width=1600, canvas_height=900),
    "elsewhere.json": a_person([90_000.0, 90_000.0, 1.0] * 18),
    "boundless.json": a_person([1.5, 1.5, 1.0] * 18, canvas_width=1_000_000, canvas_height=1_000_000),
}


@pytest.fixture(params=sorted(BAD_PHOTOS))
def bad_photo(request, tmp_path) -> Path:
    path = tmp_path / request.param
    path.write_bytes(BAD_PHOTOS[request.param])
    return path


@pytest.fixture(params=sorted(BAD_POSES))
def bad_pose(request, tmp_path) -> Path:
    path = tmp_path / request.param
    path.write_text(BAD_POSES[request.param], "utf-8", errors="surrogateescape")
    return path


# Photos


def test_a_bad_photo_is_refused_by_detect(bad_photo, tmp_path, refused) -> None:
    refused("detect", bad_photo, "--out", tmp_path / "p.json", "--matte", tmp_path / "m.png")


def test_a_bad_photo_is_refused_by_render(bad_photo, tmp_path, refused) -> None:
    refused("render", bad_photo, "--pose", POSE, "--out", tmp_path / "o.png", "--json", tmp_path / "o.json")


@pytest.mark.parametrize("command", ["detect", "render"])
def test_a_missing_photo_and_a_folder_are_refused(command, tmp_path, refused) -> None:
    out = (
        ["--out", tmp_path / "o.json"]
        if command == "detect"
        else ["--pose", POSE, "--out", tmp_path / "o.png"]
    )
    assert "gone.jpg" in refused(command, tmp_path / "gone.jpg", *out)
    assert "folder" in refused(command, tmp_path, *out)


def test_a_photo_without_a_person_is_refused(tmp_path, weights, refused) -> None:
    wall = tmp_path / "wall.png"
    Image.new("RGB", (200, 250), (180, 170, 160)).save(wall)
    words = ("--pose", POSE, "--fit", "--out", tmp_path / "o.png", "--json", tmp_path / "o.json")
    assert "No person" in refused("render", wall, *words, *weights)


# Poses


def test_a_bad_pose_is_refused(bad_pose, tmp_path, refused) -> None:
    refused("render", DEMO_PHOTO, "--pose", bad_pose, "--out", tmp_path / "o.png")


def test_a_bad_source_pose_is_refused(bad_pose, tmp_path, refused) -> None:
    refused(
        "render", DEMO_PHOTO, "--pose", POSE, "--fit", "--source-pose", bad_pose, "--out", tmp_path / "o.png"
    )


def test_a_missing_pose_is_refused(tmp_path, refused) -> None:
    assert "gone.json" in refused(
        "render", DEMO_PHOTO, "--pose", tmp_path / "gone.json", "--out", tmp_path / "o.png"
    )


def test_a_canvas_of_another_shape_is_refused_with_the_way_out(tmp_path, refused) -> None:
    path = tmp_path / "landscape.json"
    path.write_text(BAD_POSES["landscape.json"])
    assert "--fit" in refused("render", DEMO_PHOTO, "--pose", path, "--out", tmp_path / "o.png")


# Options


@pytest.mark.parametrize(
    "words",
    [
        ["render", DEMO_PHOTO],
        ["render", DEMO_PHOTO, "--pose", POSE],
        ["render", DEMO_PHOTO, "--pose", POSE, "--out"],
        ["render"],
        ["detect"],
        ["detect", DEMO_PHOTO, "--colour", "red"],
        ["detect", DEMO_PHOTO, "another.jpg"],
        ["bench", "--rounds", "0"],
        ["bench", "--rounds", "many"],
        ["--colour"],
        ["detekt", DEMO_PHOTO],
        ["train", "--colour"],
    ],
    ids=lambda words: " ".join(getattr(word, "name", word) for word in words),
)
def test_wrong_options_are_refused(words, refused) -> None:
    refused(*words)


@pytest.mark.parametrize(
    "words",
    [
        ("--size", "0"),
        ("--size", "-300"),
        ("--size", "wide"),
        ("--size", "3.5"),
        ("--size", "30001"),
        ("--size", "9" * 5000),
        ("--size", "٣٠٠"),
        ("--device", "abacus"),
        ("--rule", "sideways"),
        ("--rule", "fitted", "--fit"),
        ("--person", "0"),
    ],
    ids=lambda words: " ".join(words)[:30],
)
def test_wrong_values_are_refused(words, tmp_path, refused) -> None:
    refused("render", DEMO_PHOTO, "--pose", POSE, "--out", tmp_path / "o.png", *words)


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("library:nonsense", "neither a folder nor a pose"),
        ("library:standing", "library:standing names "),
        ("library", "library names "),
    ],
)
def test_a_word_for_no_pose_or_several_is_refused(word, said, tmp_path, refused) -> None:
    assert said in refused("render", DEMO_PHOTO, "--pose", word, "--out", tmp_path / "o.png")


@pytest.mark.parametrize(
    "words",
    [
        ("{long}",),
        ("detect", "{long}"),
        ("detect", DEMO_PHOTO, "--out", "{tmp}/{long}"),
        ("render", DEMO_PHOTO, "--pose", "{long}", "--out", "{tmp}/o.png"),
        ("render", DEMO_PHOTO, "--pose", POSE, "--source-pose", "{long}", "--out", "{tmp}/o.png"),
        ("render", DEMO_PHOTO, "--pose", POSE, "--out", "{tmp}/{long}/o.png"),
        ("render", DEMO_PHOTO, "--pose", POSE, "--out", "{tmp}/o.png", "--weights", "{long}"),
        ("batch", "--photos", DEMO_PHOTO, "--poses", "library:{long}", "--out", "{tmp}/o"),
        ("batch", "--photos", DEMO_PHOTO, "--poses", POSE, "--out", "{tmp}/o", "--plan", "{long}"),
    ],
    ids=lambda words: " ".join(getattr(word, "name", word) for word in words),
)
def test_names_too_long_for_any_file_are_refused(words, tmp_path, refused) -> None:
    refused(*(str(word).format(long="a" * 300 + ".json", tmp=tmp_path) for word in words))


@pytest.mark.parametrize(
    "words",
    [
        ("detect", ""),
        ("render", DEMO_PHOTO, "--pose", POSE, "--out", ""),
        ("batch", "--photos", DEMO_PHOTO, "--poses", POSE, "--out", ""),
        ("batch", "--photos", "", "--poses", POSE, "--out", "{tmp}/o"),
    ],
    ids=lambda words: " ".join(getattr(word, "name", word) for word in words),
)
def test_an_empty_name_stands_for_no_folder_and_no_file(words, tmp_path, refused, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "is empty" in refused(*(str(word).format(tmp=tmp_path) for word in words))


@pytest.mark.parametrize("word", ["x\n\x07y.jpg", "x\x1b[31my\x9b2J.jpg", "\u202egpj.x"])
def test_what_steers_a_terminal_is_not_passed_on(word, tmp_path, refused) -> None:
    for words in (
        ("detect", tmp_path / word),
        ("render", DEMO_PHOTO, "--pose", word, "--out", tmp_path / "o.png"),
    ):
        assert refused(*words).removesuffix("\n").isprintable()


def test_what_can_be_told_at_once_is_told_before_the_network_is_loaded(tmp_path) -> None:
    """Torch takes seconds to load; here it cannot be loaded at all."""
    for name, data in BAD_PHOTOS.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "words.json").write_text("stand straight")
    (tmp_path / "noise.safetensors").write_bytes(b"noise" * 100)
    Image.new("RGB", (200, 250), (180, 170, 160)).save(tmp_path / "wall.png")
    render, out = ["render", DEMO_PHOTO, "--pose"], ["--out", "o.png"]
    batch = ["batch", "--out", "b", "--poses", POSE, "--photos"]
    lines = [
        *(["render", name, "--pose", POSE, *out] for name in (*BAD_PHOTOS, "gone.jpg", "wall.png")),
        *(["detect", name] for name in (*BAD_PHOTOS, "gone.jpg")),
        *([*render, name, "--fit", *out] for name in ("words.json", "gone.json", "library:nonsense")),
        [*render, POSE, "--source-pose", "words.json", *out],
        [*render, POSE, "--out", "gone/o.png"],
        [*render, POSE, *out, "--person", "7"],
        *([*render, POSE, *out, "--weights", name] for name in ("noise.safetensors", "gone.safetensors")),
        *([*batch, name] for name in ("gone.jpg", "text.jpg", "empty.jpg", "tiny.png")),
        [*batch, DEMO_PHOTO, "--poses", "words.json"],
        [*batch, DEMO_PHOTO, "--weights", "noise.safetensors"],
        [*batch, DEMO_PHOTO, "--table", "gone/t.csv"],
        ["demo", "--out", "words.json"],
    ]
    code = (
        "import json, sys\n"
        "sys.modules['torch'] = None\n"
        "from main import main\n"
        "for words in json.load(sys.stdin):\n"
        "    assert main(words) == 2, words\n"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code], input=json.dumps(lines, default=str), cwd=tmp_path, capture_output=True,
        text=True, timeout=200, check=False, env={**os.environ, "PYTHONPATH": str(root)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert len(done.stderr.splitlines()) == len(lines), done.stderr
    assert done.stdout == ""
    assert not {path.name for path in tmp_path.iterdir()} & {"o.png", "b"}


def test_weights_that_are_none_are_refused(tmp_path, refused) -> None:
    noise = tmp_path / "noise.safetensors"
    noise.write_bytes(np.random.default_rng(0).bytes(4000))
    for path in (noise, tmp_path / "gone.safetensors"):
        words = ("--pose", POSE, "--fit", "--out", tmp_path / "o.png", "--weights", path)
        assert path.name in refused("render", DEMO_PHOTO, *words)


# Places


@pytest.mark.parametrize("name", ["o.jpg", "o", "o.png.txt", "gone/o.png"])
def test_a_picture_goes_only_into_a_png_in_a_folder_that_is_there(name, tmp_path, refused) -> None:
    refused("render", DEMO_PHOTO, "--pose", POSE, "--fit", "--out", tmp_path / name)


@pytest.mark.parametrize("option", ["--matte", "--overlay", "--out"])
def test_detect_checks_where_it_writes(option, tmp_path, refused) -> None:
    refused("detect", DEMO_PHOTO, option, tmp_path / "o.txt")
    refused("detect", DEMO_PHOTO, option, tmp_path / "gone" / ("o.json" if option == "--out" else "o.png"))


def test_two_results_do_not_share_a_file(tmp_path, refused) -> None:
    refused("detect", DEMO_PHOTO, "--matte", tmp_path / "o.png", "--overlay", tmp_path / "o.png")


def test_a_folder_where_a_file_should_go_is_refused(tmp_path, refused) -> None:
    (tmp_path / "o.png").mkdir()
    refused("render", DEMO_PHOTO, "--pose", POSE, "--fit", "--out", tmp_path / "o.png")


@pytest.mark.parametrize("kind", ["same name", "other spelling", "symbolic link", "hard link"])
def test_the_photo_is_never_written_to(kind, tmp_path, refused) -> None:
    photo = tmp_path / "mine.png"
    photo.write_bytes(DEMO_PHOTO.read_bytes())
    out = tmp_path / "link.png"
    if kind == "symbolic link":
        out.symlink_to(photo)
    elif kind == "hard link":
        os.link(photo, out)
    else:
        out = photo if kind == "same name" else tmp_path / "." / ".." / tmp_path.name / "mine.png"
    assert "originals" in refused("render", photo, "--pose", POSE, "--fit", "--out", out)
    assert "originals" in refused("detect", photo, "--overlay", out)


def test_the_pose_is_never_written_to(tmp_path, refused) -> None:
    pose = tmp_path / "mine.json"
    pose.write_bytes(POSE.read_bytes())
    words = ("--pose", pose, "--fit", "--out", tmp_path / "o.png", "--json", pose)
    assert "originals" in refused("render", DEMO_PHOTO, *words)


def test_what_is_measured_is_never_written_to(tmp_path, refused) -> None:
    photo = tmp_path / "photos" / "mine.png"
    photo.parent.mkdir()
    photo.write_bytes(DEMO_PHOTO.read_bytes())
    assert "originals" in refused("evaluate", "--photos", photo.parent, "--board", photo)


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
@pytest.mark.parametrize("shipped", [WEIGHTS_FILE, POSE, DEMO_PHOTO], ids=["weights", "pose", "photo"])
def test_what_ships_is_never_written_to_even_where_it_is_not_asked_for(shipped, tmp_path, refused) -> None:
    for name in ("link.png", "link.json", "link.csv"):
        (tmp_path / name).symlink_to(shipped)
    before = shipped.read_bytes()
    photo = tmp_path / "mine.png"
    photo.write_bytes(DEMO_PHOTO.read_bytes())
    pose = tmp_path / "mine.json"
    pose.write_bytes(POSE.read_bytes())
    batch = ("batch", "--photos", photo, "--poses", pose, "--out", tmp_path / "out")
    for words in (
        ("detect", photo, "--matte", tmp_path / "link.png"),
        ("render", photo, "--pose", pose, "--fit", "--out", tmp_path / "link.png"),
        (*batch, "--table", tmp_path / "link.csv"),
        (*batch, "--save-plan", tmp_path / "link.json"),
        (*batch, "--json", tmp_path / "link.json"),
        ("bench", "--json", tmp_path / "link.json"),
    ):
        assert "originals" in refused(*words)
    assert shipped.read_bytes() == before


def test_a_pose_of_the_library_is_never_written_to(tmp_path, refused) -> None:
    words = ("--pose", "library:relaxed", "--out", tmp_path / "o.png", "--json", POSE)
    before = POSE.read_bytes()
    assert "originals" in refused("render", DEMO_PHOTO, *words)
    assert POSE.read_bytes() == before


def test_a_demo_folder_that_cannot_be_made_is_refused(tmp_path, refused) -> None:
    (tmp_path / "file").write_text("in the way")
    refused("demo", "--out", tmp_path / "file" / "pictures")


def test_neither_command_nor_photo(refused) -> None:
    assert "gone.jpg" in refused("gone.jpg")


def test_a_person_who_is_not_there(tmp_path, refused) -> None:
    sentence = refused("detect", DEMO_PHOTO, "--person", 2, "--out", tmp_path / "p.json")
    assert sentence == "1 person was found in this photo; there is no person 2. Count from the left.\n"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--in-front", "NECK"), "not the end of a limb"),
        (("--in-front", "L_WRIST", "--behind", "l_wrist"), "choose one"),
    ],
)
def test_limbs_that_cannot_be_in_front_or_behind(tmp_path, refused, options, words) -> None:
    assert words in refused("render", DEMO_PHOTO, "--pose", POSE, "--out", tmp_path / "o.png", *options)


def test_people_to_render_now_need_assets(refused) -> None:
    for option in ("--framings", "--large"):
        assert "--assets" in refused("evaluate", option, 2)


def test_poses_of_the_library_are_drawn_by_layers_alone(refused) -> None:
    assert "--library" in refused("evaluate", "--library", "demo", "--method", "network")


@pytest.mark.parametrize("wish", [("--size", "400"), ("--rule", "extended")])
def test_only_pictures_as_large_as_their_photo_are_explained(tmp_path, refused, wish) -> None:
    words = ("render", DEMO_PHOTO, "--pose", "library:waving", "--out", tmp_path / "o.png", *wish)
    assert "photo's own size" in refused(*words, "--explain", tmp_path / "why")
