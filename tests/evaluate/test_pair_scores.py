"""Pairs of photographs are scored as their figures say: a perfect method, an idle one, and judges from files."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from engine.evaluate.pair_scores import Judges, ScoreReport, ScoreRow, score_pairs
from engine.model.xinggan import Variant
from engine.pose.pose import Pose
from engine.source.datasets.pair_set import Shot
from engine.source.datasets.published import open_published
from engine.source.small import ROWS
from engine.system.errors import NoPersonError
from main import main
from tests.source.datasets.trees import tree


class TwoNumbers(torch.nn.Module):
    """Stands in for Inception: brightness above and below."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.stack([x[:, :, :128].mean((1, 2, 3)), x[:, :, 128:].mean((1, 2, 3))], 1)


def where_the_list_has_them(shots: list[Shot]):
    """Finds the joints of a picture that it knows, enlarged; of no other."""

    def find(pixels: np.ndarray) -> Pose:
        small = cv2.resize(pixels, shots[0].rgb.shape[1::-1], interpolation=cv2.INTER_AREA).astype(int)
        for shot in shots:
            if np.abs(small - shot.rgb).mean() < 1:
                return shot.pose.replaced(shot.pose.xy() * (ROWS / shot.rgb.shape[0]))
        raise NoPersonError("Nobody is here.")

    return find


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> ScoreReport:
    pairs = open_published(
        tree(tmp_path_factory.mktemp("tree") / "df", Variant.DEEPFASHION), Variant.DEEPFASHION
    )
    shots = [pairs.test.pair(index)[1] for index in range(4)]
    methods = {
        "perfect": lambda _, target: target.rgb,
        "idle": lambda source, _: source.rgb,
        "grey": lambda source, _: np.full_like(source.rgb, 128),
    }
    judges = Judges(inception=TwoNumbers())  # type: ignore[arg-type]
    return score_pairs(pairs, methods, judges, find=where_the_list_has_them(shots))


def row(report: ScoreReport, method: str) -> ScoreRow:
    return next(each for each in report.rows if each.method == method)


def test_figures_order_methods_as_they_should(report: ScoreReport) -> None:
    perfect, idle, grey = (row(report, name) for name in ("perfect", "idle", "grey"))
    assert (perfect.ssim, perfect.ssim_padded, perfect.mask_ssim) == pytest.approx((1, 1, 1))
    assert (perfect.psnr_db, perfect.pckh) == (60, 1)
    assert perfect.fid == pytest.approx(0, abs=1e-9)
    assert perfect.ssim > idle.ssim > grey.ssim
    assert perfect.psnr_db > idle.psnr_db > grey.psnr_db
    assert grey.pckh == 0, "nobody is found in grey"
    assert idle.fid is not None
    assert grey.fid is not None
    assert idle.fid < grey.fid
    assert perfect.pairs == 4


def test_what_was_not_measured_is_told(report: ScoreReport) -> None:
    assert [each.figure for each in report.left_out] == ["LPIPS"]
    assert row(report, "idle").lpips is None


def test_judges_want_their_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = f"deepfashion:{tree(tmp_path / 'df', Variant.DEEPFASHION)}"
    (tmp_path / "words.pth").write_text("words")
    torch.save({"features.0.weight": torch.zeros(64, 3, 11, 11)}, tmp_path / "half.pth")
    assert main(["evaluate", "--data", data, "--inception", str(tmp_path / "words.pth")]) == 2
    assert "words.pth is not a readable torch checkpoint" in capsys.readouterr().err
    assert main(["evaluate", "--data", data, "--lpips", str(tmp_path / "half.pth")]) == 2
    assert "LPIPS by AlexNet needs features.0.bias" in capsys.readouterr().err
    assert main(["evaluate", "--lpips", str(tmp_path / "half.pth")]) == 2
    assert "name them with --data" in capsys.readouterr().err
    assert main(["evaluate", "--data", "fashion:somewhere"]) == 2
    assert "fashion:somewhere names no data set; write one of deepfashion:DIR" in capsys.readouterr().err
