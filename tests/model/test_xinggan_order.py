"""What a published file computes, written down a second time from the paper's facts by the names of its entries."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor
from torch.nn import functional as F

from engine.model.xinggan import Variant, XingGAN
from tests.published import seeded

# The golden pass: two pixels and the mean of the answer to `inputs()` by `seeded` numbers at full width.
GOLDEN = {
    Variant.DEEPFASHION: (0.18141, 0.04203, 0.15939, 0.23097, -0.15348, 0.18681, 0.06056),
    Variant.MARKET: (0.00173, -0.01818, -0.01973, 0.05059, -0.01578, 0.04156, 0.00622),
}


def inputs() -> tuple[Tensor, Tensor]:
    generator = torch.Generator().manual_seed(5)
    size = (1, 3, 24, 16), (1, 36, 24, 16)
    source, poses = (torch.rand(*each, generator=generator) for each in size)
    return source * 2 - 1, (poses > 0.99).float()


class ByHand:
    """The generator as a list of steps on the entries of a file."""

    def __init__(self, entries: dict[str, Tensor]) -> None:
        self.entries, self.used = entries, set[str]()

    def get(self, name: str) -> Tensor | None:
        self.used.add(f"model.{name}")
        return self.entries.get(f"model.{name}")

    def norm(self, x: Tensor, name: str) -> Tensor:
        mean, variance = self.get(f"{name}.running_mean"), self.get(f"{name}.running_var")
        self.get(f"{name}.num_batches_tracked")
        if mean is None or variance is None:
            return F.instance_norm(x)
        return F.batch_norm(x, mean, variance, self.get(f"{name}.weight"), self.get(f"{name}.bias"))

    def conv(self, x: Tensor, name: str, *, pad: int = 0, stride: int = 1, zeros: int = 0) -> Tensor:
        x = F.pad(x, (pad,) * 4, mode="reflect") if pad else x
        weight = self.get(f"{name}.weight")
        assert weight is not None
        return F.conv2d(x, weight, self.get(f"{name}.bias"), stride=stride, padding=zeros)

    def upscaled(self, x: Tensor, name: str) -> Tensor:
        weight = self.get(f"{name}.weight")
        assert weight is not None
        return F.conv_transpose2d(x, weight, self.get(f"{name}.bias"), stride=2, padding=1, output_padding=1)

    def encoder(self, x: Tensor, name: str) -> Tensor:
        x = self.norm(self.conv(x, f"{name}.1", pad=3), f"{name}.2").relu()
        x = self.norm(self.conv(x, f"{name}.4", stride=2, zeros=1), f"{name}.5").relu()
        return self.norm(self.conv(x, f"{name}.7", stride=2, zeros=1), f"{name}.8").relu()

    def decoder(self, x: Tensor, name: str) -> Tensor:
        x = self.norm(self.upscaled(x, f"{name}.0"), f"{name}.1").relu()
        x = self.norm(self.upscaled(x, f"{name}.3"), f"{name}.4").relu()
        return self.conv(x, f"{name}.7", pad=3).tanh()

    def block(self, name: str, x1: Tensor, x2: Tensor) -> tuple[Tensor, Tensor]:
        one, two = f"{name}.conv_block_stream1", f"{name}.conv_block_stream2"
        image = self.norm(self.conv(x1, f"{one}.1", pad=1), f"{one}.2").relu()
        image = self.norm(self.conv(image, f"{one}.6", pad=1), f"{one}.7")
        pose = self.norm(self.conv(x2, f"{two}.1", pad=1), f"{two}.2").relu()
        pose = self.conv(pose, f"{two}.6", pad=1)
        gamma = self.get(f"{name}.gamma")
        assert gamma is not None
        new_image = image + gamma * self.attended(name, image, pose)
        return new_image, torch.cat((new_image, pose + gamma * self.attended(name, pose, image)), 1)

    def attended(self, name: str, asking: Tensor, answering: Tensor) -> Tensor:
        query = self.conv(asking, f"{name}.query_conv").flatten(2)
        key = self.conv(answering, f"{name}.key_conv").flatten(2)
        weights = torch.einsum("bci,bcj->bij", query, key).softmax(2)
        value = self.conv(asking, f"{name}.value_conv").flatten(2)
        return torch.einsum("bij,bcj->bci", weights, value).reshape(asking.shape)

    def answer(self, source: Tensor, poses: Tensor) -> Tensor:
        x1, x2 = self.encoder(source, "stream1_down"), self.encoder(poses, "stream2_down")
        for index in range(9):
            x1, x2 = self.block(f"att.{index}", x1, x2)
        weights = self.norm(self.upscaled(torch.cat((x1, x2), 1), "atte_con"), "atte_norm").relu()
        weights = self.norm(self.upscaled(weights, "atte_con1"), "atte_norm1").relu()
        weights = self.widened(weights, "atte_con2").softmax(1)
        x2 = self.norm(self.widened(x2, "x2_con"), "x2_norm").relu()
        images = [*self.decoder(x1, "stream1_up").split(3, 1), *self.decoder(x2, "stream2_up").split(3, 1)]
        shares = weights.split(1, 1)
        return sum(
            (image * share for image, share in zip([*images, source], shares, strict=True)), source * 0
        )

    def widened(self, x: Tensor, name: str) -> Tensor:
        weight = self.get(f"{name}.weight")
        assert weight is not None
        return F.conv_transpose2d(x, weight, self.get(f"{name}.bias"))


@pytest.mark.parametrize("variant", Variant)
def test_layers_come_in_the_papers_order(variant: Variant) -> None:
    entries = seeded(variant)
    network = XingGAN(variant).eval()
    network.load_state_dict({name.removeprefix("model."): entry for name, entry in entries.items()})
    reference = ByHand(entries)
    with torch.inference_mode():
        picture, expected = network(*inputs()), reference.answer(*inputs())
    torch.testing.assert_close(picture, expected, atol=1e-4, rtol=1e-3)
    assert entries.keys() <= reference.used, "every entry of a file takes part"
    golden = [*picture[0, :, 3, 4].tolist(), *picture[0, :, 20, 11].tolist(), picture.mean().item()]
    assert golden == pytest.approx(GOLDEN[variant], abs=2e-4)
