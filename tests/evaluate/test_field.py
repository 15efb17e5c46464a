"""The figures of the field against scikit-image and torchmetrics, on the same pictures."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import cv2
import numpy as np
import pytest
import torch
from torch import Tensor, nn

from engine.evaluate import metrics
from engine.evaluate.fid import frechet_distance
from engine.evaluate.field import mask_ssim, padded, person_mask, ssim
from engine.evaluate.inception import FEATURES, Inception, load_inception
from engine.evaluate.lpips import load_lpips
from engine.pose.pose import Joint, Point, Pose
from engine.system.errors import WeightsError
from engine.system.shipped import DEMO_PHOTO
from tests.evaluate.dolls import DOLL

skimage = pytest.importorskip("skimage.metrics", reason="scikit-image comes with the group dev")
torchmetrics = pytest.importorskip(
    "torchmetrics.functional.image", reason="torchmetrics comes with the group dev"
)
EQUAL = 1e-3


@pytest.fixture(scope="module")
def pictures() -> tuple[np.ndarray, np.ndarray]:
    """The demo person at the field's size, and the same a little moved, softer and noisy."""
    photo = cv2.cvtColor(cv2.imread(str(DEMO_PHOTO)), cv2.COLOR_BGR2RGB)
    truth = cv2.resize(photo[200:1400, 163:988], (176, 256), interpolation=cv2.INTER_AREA)
    noise = np.random.default_rng(0).normal(0, 12, truth.shape)
    made = cv2.GaussianBlur(np.roll(truth, 2, 1), (0, 0), 1.2) + noise
    return made.clip(0, 255).astype(np.uint8), truth


def torched(picture: np.ndarray) -> Tensor:
    return torch.from_numpy(picture).permute(2, 0, 1)[None].float()


def by_skimage(a: np.ndarray, b: np.ndarray) -> float:
    kind = {"gaussian_weights": True, "sigma": 1.5, "use_sample_covariance": False}
    return float(skimage.structural_similarity(a, b, channel_axis=2, data_range=255, **kind))


def test_ssim_in_both_conventions(pictures: tuple[np.ndarray, np.ndarray]) -> None:
    made, truth = pictures
    found = ssim(made, truth)
    assert 0.2 < found < 0.9, "pictures that neither agree nor have nothing in common"
    assert found == pytest.approx(by_skimage(made, truth), abs=EQUAL)
    by_torchmetrics = torchmetrics.structural_similarity_index_measure(
        torched(made), torched(truth), data_range=255.0
    )
    assert found == pytest.approx(float(by_torchmetrics), abs=EQUAL)
    wide = ssim(padded(made), padded(truth))
    bound = [np.full((256, 256, 3), 255, np.uint8) for _ in range(2)]
    for white, picture in zip(bound, pictures, strict=True):
        white[:, 40:216] = picture
    assert wide == pytest.approx(by_skimage(*bound), abs=EQUAL)
    assert wide > found + 0.1, "white rims agree"


def test_mask_ssim(pictures: tuple[np.ndarray, np.ndarray]) -> None:
    person = person_mask(DOLL, (176, 256))
    blackened = [picture * person[..., None].astype(np.uint8) for picture in pictures]
    assert mask_ssim(*pictures, person) == pytest.approx(by_skimage(*blackened), abs=EQUAL)


def test_a_persons_mask_covers_the_limbs_and_leaves_the_rest() -> None:
    person = person_mask(DOLL, (192, 256))
    for joint in Joint:
        x, y = DOLL.at(joint)
        assert person[int(y), int(x)], joint
    assert 0.05 < person.mean() < 0.35
    assert not person_mask(Pose((Point(0, 0, present=False),) * 18), (64, 128)).any()


def test_psnr(pictures: tuple[np.ndarray, np.ndarray]) -> None:
    made, truth = pictures
    found = metrics.psnr(made, truth, np.ones(truth.shape[:2], bool))
    assert found == pytest.approx(skimage.peak_signal_noise_ratio(truth, made), abs=EQUAL)
    by_torchmetrics = torchmetrics.peak_signal_noise_ratio(torched(made), torched(truth), data_range=255.0)
    assert found == pytest.approx(float(by_torchmetrics), abs=EQUAL)


def alexnet() -> nn.Sequential:
    """The layers of torchvision's AlexNet, which torchmetrics would ask for."""
    conv, relu, pool = nn.Conv2d, nn.ReLU, nn.MaxPool2d
    return nn.Sequential(
        conv(3, 64, 11, 4, 2), relu(), pool(3, 2), conv(64, 192, 5, padding=2), relu(), pool(3, 2),
        conv(192, 384, 3, padding=1), relu(), conv(384, 256, 3, padding=1), relu(),
        conv(256, 256, 3, padding=1), relu(), pool(3, 2),
    )  # fmt: skip


def vgg16() -> nn.Sequential:
    layers: list[nn.Module] = []
    inputs = 3
    for width in (64, 64, 0, 128, 128, 0, 256, 256, 256, 0, 512, 512, 512, 0, 512, 512, 512, 0):
        if width:
            layers += [nn.Conv2d(inputs, width, 3, padding=1), nn.ReLU()]
            inputs = width
        else:
            layers.append(nn.MaxPool2d(2, 2))
    return nn.Sequential(*layers)


@pytest.mark.parametrize(("net", "backbone"), [("alex", alexnet), ("vgg", vgg16)])
def test_lpips_is_torchmetrics_with_the_same_files(
    net: Literal["alex", "vgg"],
    backbone,
    pictures: tuple[np.ndarray, np.ndarray],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The linear layers are the authors' own, which torchmetrics brings; the classifier's numbers are seeded."""
    from torchmetrics.functional.image import lpips as theirs

    torch.manual_seed(2)
    features = backbone()
    monkeypatch.setattr(theirs, "_get_tv_model_features", lambda *_: features)
    reference = theirs._LPIPS(pretrained=True, net=net, pnet_rand=True)
    linear = {name: each for name, each in reference.state_dict().items() if name.startswith("lin")}
    torch.save(
        {f"features.{name}": each for name, each in features.state_dict().items()}, tmp_path / "net.pth"
    )
    torch.save({name: each for name, each in linear.items() if "lins" not in name}, tmp_path / "linear.pth")
    made, truth = (torched(picture) / 255 for picture in pictures)
    ours = load_lpips([tmp_path / "net.pth", tmp_path / "linear.pth"])
    expected = float(reference(made * 2 - 1, truth * 2 - 1))
    assert expected > 1e-3
    assert float(ours(made, truth)) == pytest.approx(expected, abs=EQUAL, rel=EQUAL)
    with pytest.raises(WeightsError, match=r"needs lin0\.model\.1\.weight"):
        load_lpips([tmp_path / "net.pth"])


class Averages(nn.Module):
    """Stands in for Inception: sixteen numbers a picture."""

    num_features = 16

    def forward(self, x: Tensor) -> Tensor:
        return torch.nn.functional.adaptive_avg_pool2d(x.float(), (4, 4)).mean(1).flatten(1)


def test_fid_is_torchmetrics_on_the_same_features(pictures: tuple[np.ndarray, np.ndarray]) -> None:
    from torchmetrics.image.fid import FrechetInceptionDistance

    rng = np.random.default_rng(4)
    sets = [
        torch.cat([torched(np.roll(each, int(rng.integers(40)), 1)) / 255 for _ in range(60)])
        + torch.from_numpy(rng.normal(0, 0.05, (60, 1, 1, 1))).float()
        for each in pictures
    ]
    reference = FrechetInceptionDistance(feature=Averages(), normalize=True)
    reference.set_dtype(torch.float64)
    for each, real in zip(sets, (False, True), strict=True):
        reference.update(each, real=real)
    features = [Averages()(each).numpy() for each in sets]
    assert frechet_distance(*features) == pytest.approx(float(reference.compute()), abs=EQUAL)


def test_inception_has_the_published_layers_and_loads_by_name(tmp_path: Path) -> None:
    net = Inception().eval()
    # 23,834,568 of the classifier without its side branch, less its last layer of 1,000 classes.
    assert sum(each.numel() for each in net.parameters()) == 23_834_568 - 2_049_000
    names = net.state_dict().keys()
    assert {"Mixed_5b.branch5x5_2.conv.weight", "Mixed_6e.branch7x7dbl_5.bn.running_var"} <= names
    assert {"Mixed_7c.branch3x3_2a.conv.weight", "Mixed_7c.branch3x3dbl_3b.bn.bias"} <= names
    with torch.inference_mode():
        assert net(torch.rand(1, 3, 64, 32)).shape == (1, FEATURES)
    state = {k: v for k, v in net.state_dict().items() if not k.endswith("num_batches_tracked")}
    torch.save(state | {"fc.weight": torch.zeros(1008, 2048)}, tmp_path / "inception.pth")
    loaded = load_inception(tmp_path / "inception.pth").state_dict()
    assert all(torch.equal(each, loaded[name]) for name, each in state.items())
    del state["Mixed_6a.branch3x3.conv.weight"]
    torch.save(state, tmp_path / "other.pth")
    with pytest.raises(WeightsError, match=r"lacks Mixed_6a\.branch3x3\.conv\.weight"):
        load_inception(tmp_path / "other.pth")
