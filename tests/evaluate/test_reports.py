"""Reports on material whose right answer is known: a doll, a flawless painter and an idle one."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from engine.contract.messages import Source
from engine.evaluate.affine_warp import AffineWarp, Matte
from engine.evaluate.board import board
from engine.evaluate.held_out import evaluate_held_out, kind_of
from engine.evaluate.large import cutters, evaluate_large
from engine.evaluate.photos import ALL_EDITS, evaluate_photos
from engine.evaluate.rendered import alpha_of, as_photo, before, straight
from engine.evaluate.subjects import Tools, open_methods, part_regions, photo_files, prepared
from engine.evaluate.tables import plain, tables
from engine.evaluate.there_and_back import there_and_back
from engine.model.config import XingGANppConfig
from engine.model.geometry.depth_order import PartOrder
from engine.photo.photo import Photo
from engine.pose.edits import translate
from engine.pose.pose import Joint, Pose
from engine.render.features import PhotoFeatures
from engine.render.method import Answer
from engine.render.renderer import Renderer
from engine.rules.hand_made import ALL, NONE
from engine.runtime.device import choose_device
from engine.runtime.weights import LoadedWeights, random_weights, save_weights
from engine.system.errors import NoPersonError, PhotoError
from engine.system.files import encode_png
from engine.system.shipped import WEIGHTS
from main import main
from tests.evaluate.dolls import DOLL, doll, doll_folder, synthesised

WALL = (128, 128, 128)
GREY = np.full((256, 192, 3), 128, np.uint8)
SMALL = XingGANppConfig(half_width=16, quarter_width=16, width=24, stages=1)


class DollStudio:
    """Paints the doll in any pose and recognises every picture it painted."""

    def __init__(self) -> None:
        self.known: dict[bytes, Pose] = {}

    def paint(self, pose: Pose) -> np.ndarray:
        pixels = before(WALL, straight(synthesised(pose)))
        self.known.setdefault(pixels.tobytes(), pose)
        return pixels

    def find(self, pixels: np.ndarray) -> Pose:
        if pixels.tobytes() not in self.known:
            raise NoPersonError("Nobody is here.")
        return self.known[pixels.tobytes()]

    def prepare(self, photo: Photo) -> Source:
        pose = self.find(photo.rgb)
        return Source(photo, pose, alpha_of(synthesised(pose)))

    def tools(self, **methods: Callable[[Source, Pose], np.ndarray]) -> Tools:
        return Tools(self.prepare, self.find, methods)


@pytest.fixture
def studio() -> DollStudio:
    return DollStudio()


@pytest.fixture
def source(studio) -> Source:
    return studio.prepare(as_photo(studio.paint(DOLL)))


@pytest.fixture(scope="module")
def weights() -> LoadedWeights:
    return random_weights(SMALL)


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    return doll_folder(tmp_path_factory.mktemp("dolls"))


def rows_of(rows, method: str, **wanted: str) -> list:
    return [r for r in rows if r.method == method and all(getattr(r, k) == v for k, v in wanted.items())]


def test_a_painter_who_never_errs_has_every_joint_found_and_one_who_never_moves_has_not(studio, source):
    tools = studio.tools(perfect=lambda s, p: studio.paint(p), frozen=lambda s, p: s.photo.rgb)
    report = evaluate_photos([source], tools)
    perfect, frozen = (rows_of(report.joints, m, edit=ALL_EDITS)[0] for m in ("perfect", "frozen"))
    assert (perfect.moved, perfect.every, perfect.pictures) == (1.0, 1.0, 6)
    assert frozen.moved < frozen.every < 1
    assert rows_of(report.joints, "frozen", edit="arm raised")[0].moved == 0
    assert report.joints[-1].edit == ALL_EDITS


def test_an_unchanged_pose_is_exact_or_measured(studio, source):
    def five_off(source: Source, pose: Pose) -> np.ndarray:
        nearer_grey = np.where(source.photo.rgb < 128, source.photo.rgb + 5, source.photo.rgb - 5)
        return np.where((source.matte > 0.5)[..., None], nearer_grey, source.photo.rgb).astype(np.uint8)

    tools = studio.tools(
        frozen=lambda s, p: s.photo.rgb, off=five_off, lit=lambda s, p: s.photo.rgb ^ np.uint8(1)
    )
    frozen, off, lit = evaluate_photos([source], tools).unchanged
    assert (frozen.exact, frozen.psnr_db, frozen.background_exact) == (True, None, True)
    assert (off.exact, off.background_exact) == (False, True)
    assert off.psnr_db == pytest.approx(20 * np.log10(255 / 5))
    assert not lit.background_exact


def test_a_picture_in_which_nobody_is_found_has_lost_every_joint(studio, source):
    report = evaluate_photos([source], studio.tools(vanished=lambda s, p: GREY))
    assert rows_of(report.joints, "vanished", edit=ALL_EDITS)[0].every == 0


def test_there_and_back_without_a_loss_is_the_photo(studio, source):
    report = there_and_back([source], studio.tools(perfect=lambda s, p: studio.paint(p)))
    whole = rows_of(report.edits, "perfect", edit=ALL_EDITS)[0]
    assert whole.ssim == pytest.approx(1, abs=1e-5)
    assert whole.ssim_given == pytest.approx(1, abs=1e-5)
    assert whole.sharpness == pytest.approx(1)
    assert whole.lost == 0
    assert "torso" in {row.part for row in report.parts}


def test_joints_that_are_given_part_the_detectors_errors_from_the_pictures(studio, source):
    def strayed(photo: Photo) -> Source:
        found = studio.prepare(photo)
        return Source(photo, translate(found.pose, (6.0, 0.0)), found.matte)

    def follows(source: Source, pose: Pose) -> np.ndarray:
        """As a warp does: an error of the joints in the photo returns in the picture."""
        true = studio.known[source.photo.rgb.tobytes()]
        return studio.paint(translate(pose, (true[Joint.NOSE].x - source.pose[Joint.NOSE].x, 0.0)))

    tools = replace(studio.tools(follows=follows), prepare=strayed)
    whole = rows_of(there_and_back([source], tools).edits, "follows", edit=ALL_EDITS)[0]
    assert whole.ssim_anew < 0.5 < whole.ssim < 0.9
    assert whole.ssim_given == pytest.approx(1, abs=0.02)


def test_there_and_back_counts_who_got_lost(studio, source):
    report = there_and_back([source], studio.tools(vanished=lambda s, p: GREY))
    whole = rows_of(report.edits, "vanished", edit=ALL_EDITS)[0]
    assert whole.lost == whole.pictures > 0
    assert whole.ssim is None
    assert report.parts == ()


def test_part_regions_lie_where_the_parts_are(source):
    regions = part_regions(source)
    torso = np.argwhere(regions["torso"])[:, ::-1].mean(0)
    neck, hip = np.array(DOLL.at(Joint.NECK)), np.array(DOLL.at(Joint.R_HIP))
    assert neck[1] < torso[1] < hip[1]
    assert torso[0] == pytest.approx(neck[0], abs=4)


def test_kinds_follow_the_later_view():
    names = [kind_of(*pair) for pair in ((0, 1), (3, 2), (4, 3), (1, 5))]
    assert names == ["edit", "new pose, same turn", "turned up to 60°", "any turn, own framing"]


class Idle(AffineWarp):
    """Moves nobody."""

    name = "idle"

    def answer(self, photo: PhotoFeatures, reading: Matte, pose: Pose, order: PartOrder | None) -> Answer:
        return super().answer(photo, reading, photo.source.pose, order)


def test_held_out_people_tell_the_baseline_from_doing_nothing(stored, weights):
    cpu = choose_device("cpu")
    methods = {
        method.name: Renderer(weights, models=WEIGHTS, device=cpu, method=method)
        for method in (Idle(cpu, ALL), AffineWarp(cpu, ALL))
    }
    report = evaluate_held_out(stored, methods, per_kind=6)
    static, moved = (rows_of(report.rows, m)[0] for m in methods)
    assert static.pairs == moved.pairs == 6
    assert moved.psnr_db > static.psnr_db
    assert moved.alpha_iou > static.alpha_iou + 0.03
    assert moved.flow_px < 0.5 * static.flow_px


def test_the_network_takes_part_in_both_reports_on_rendered_people(stored, weights, tmp_path):
    file = tmp_path / "w.safetensors"
    save_weights(file, weights.net.state_dict(), SMALL, about={"version": "test"})
    methods = open_methods(choose_device("cpu"), file, models=WEIGHTS, rules=[ALL, NONE])
    assert list(methods) == [
        f"{method}, rules: {rules}"
        for rules in ("all", "none")
        for method in ("xinggan_pp", "part-affine warp")
    ]
    held = evaluate_held_out(stored, methods, per_kind=1)
    assert 0 < held.rows[0].alpha_iou <= 1
    large = evaluate_large([doll()], cutters(methods), per_kind=1)
    assert {row.method for row in large.rows} == set(methods)
    assert rows_of(large.rows, "part-affine warp, rules: all")[0].boundary_px < 6


def test_a_board_has_a_row_for_each_photo(studio, source):
    one, two = (board([source] * n, lambda s, p: studio.paint(p), height_px=100) for n in (1, 2))
    assert two.shape[0] == 2 * one.shape[0]
    assert one.shape[1] > 7 * 75


def test_photos_that_cannot_take_part_are_named(studio, tmp_path):
    (tmp_path / "a.png").write_bytes(encode_png(studio.paint(DOLL), icc=None, text={}))
    (tmp_path / "b.png").write_bytes(encode_png(GREY, icc=None, text={}))
    (tmp_path / "c.jpg").write_bytes(b"no picture")
    (tmp_path / "notes.txt").write_text("not a photo")
    sources, skipped = prepared(photo_files(tmp_path), studio.prepare)
    assert [s.photo.name for s in sources] == ["a.png"]
    assert [one.photo for one in skipped] == ["b.png", "c.jpg"]
    assert skipped[0].reason == "Nobody is here."


@pytest.mark.parametrize("find", [photo_files, lambda folder: evaluate_held_out(folder, {})])
def test_empty_and_missing_folders_are_refused(find, tmp_path):
    for folder in (tmp_path, tmp_path / "missing"):
        with pytest.raises(PhotoError, match=r"\.$"):
            find(folder)


def test_reports_become_tables_and_plain_values(studio, source):
    report = evaluate_photos([source], studio.tools(frozen=lambda s, p: s.photo.rgb))
    assert [made.title for made in tables("photos", report)] == ["photos: unchanged", "photos: joints"]
    assert json.loads(json.dumps(plain(report), allow_nan=False))["unchanged"][0]["exact"] is True
    assert plain(float("nan")) is None


def test_the_command_writes_a_report(stored, weights, tmp_path, capsys):
    file, out = tmp_path / "w.safetensors", tmp_path / "report.json"
    save_weights(file, weights.net.state_dict(), SMALL, about={"version": "test"})
    words = [
        "evaluate",
        "--held-out",
        str(stored),
        "--people",
        "1",
        "--weights",
        str(file),
        "--device",
        "cpu",
    ]
    assert main([*words, "--json", str(out)]) == 0
    assert "part-affine warp" in capsys.readouterr().out
    report = json.loads(out.read_text())
    assert report["weights"] == "test"
    assert {row["method"] for row in report["held_out"]["rows"]} == {"xinggan_pp", "part-affine warp"}


@pytest.mark.parametrize(
    "words", [["--large", "3"], ["--held-out", "nowhere"], ["--photos", "nowhere"], ["--json", "r.txt"]]
)
def test_the_command_refuses_with_one_sentence(words, weights, tmp_path, capsys):
    file = tmp_path / "w.safetensors"
    save_weights(file, weights.net.state_dict(), SMALL, about={"version": "test"})
    assert main(["evaluate", *words, "--weights", str(file), "--device", "cpu"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
