"""Published checkpoints become safetensors; everything else is refused in one sentence."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import torch
from safetensors import safe_open
from torch import Tensor

from engine.model.xinggan import Variant, XingGAN
from engine.runtime.convert import convert_checkpoint
from engine.runtime.xinggan_weights import load_xinggan
from engine.system.errors import OutputError, WeightsError
from main import main
from tests.published import save_old


def published(variant: Variant) -> dict[str, Tensor]:
    """Entries named and shaped as published; entry i holds the number i and takes no room in the file."""
    with torch.device("meta"):
        expected = XingGAN(variant).state_dict()
    return {
        "model." + name: torch.tensor(index, dtype=entry.dtype).expand(entry.shape)
        for index, (name, entry) in enumerate(expected.items())
    }


@pytest.fixture
def out(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "xinggan.safetensors"
    yield path
    path.unlink(missing_ok=True)  # 180 MB that pytest would keep for three runs


@pytest.mark.parametrize("variant", Variant)
def test_a_published_file_is_converted(variant: Variant, tmp_path: Path, out: Path) -> None:
    entries = published(variant)
    assert convert_checkpoint(save_old(entries, tmp_path / "latest_net_netG.pth"), out) is variant
    with safe_open(out, framework="pt") as file:
        header = file.metadata()
        assert header["architecture"] == "xinggan"
        assert header["variant"] == variant.value
        assert header["use"] == "non-commercial"
        assert "not for commercial use" in header["licence"]
        assert {"model." + name for name in file.keys()} == entries.keys()  # noqa: SIM118 - not a mapping
        for name in ("att.0.gamma", "att.8.key_conv.weight", "atte_con2.weight"):
            assert torch.equal(file.get_tensor(name), entries["model." + name])


@pytest.mark.parametrize("variant", Variant)
def test_converted_weights_load_into_the_network(variant: Variant, tmp_path: Path, out: Path) -> None:
    entries = published(variant)
    convert_checkpoint(save_old(entries, tmp_path / "latest_net_netG.pth"), out)
    loaded = load_xinggan(out)
    assert loaded.net.variant is variant
    assert loaded.version.startswith(f"xinggan-{variant}-")
    state = loaded.net.state_dict()
    assert all(torch.equal(entry, entries["model." + name]) for name, entry in state.items())


def without_one(entries: dict[str, Tensor]) -> object:
    del entries["model.x2_con.weight"]
    return entries


def without_two(entries: dict[str, Tensor]) -> object:
    del entries["model.att.3.gamma"]
    return without_one(entries)


def with_one_renamed(entries: dict[str, Tensor]) -> object:
    return {name.replace("x2_con", "x2_conv"): entry for name, entry in entries.items()}


def with_one_more(entries: dict[str, Tensor]) -> object:
    return entries | {"model.att.9.gamma": torch.zeros(1)}


def with_a_wrong_shape(entries: dict[str, Tensor]) -> object:
    return entries | {"model.x2_con.weight": torch.zeros(256, 512, 1, 1)}


def with_half_precision(entries: dict[str, Tensor]) -> object:
    return entries | {"model.att.0.gamma": torch.zeros(1, dtype=torch.float16)}


def with_a_number(entries: dict[str, Tensor]) -> object:
    return entries | {"model.att.0.gamma": 0.5}


def without_prefix(entries: dict[str, Tensor]) -> object:
    return {name.removeprefix("model."): entry for name, entry in entries.items()}


def only_values(entries: dict[str, Tensor]) -> object:
    return [entries["model.att.0.gamma"]]


OTHER_LAYOUTS: dict[Callable[[dict[str, Tensor]], object], str] = {
    without_one: "model.x2_con.weight is missing",
    without_two: "model.att.3.gamma and 1 more are missing",
    with_one_renamed: "it has the entry 'model.x2_conv.weight' and not model.x2_con.weight (2 are missing)",
    with_one_more: "it holds the unknown entry 'model.att.9.gamma'",
    with_a_wrong_shape: "model.x2_con.weight has the shape 256x512x1x1 and not 512x256x1x1",
    with_half_precision: "model.att.0.gamma is torch.float16 and not torch.float32",
    with_a_number: "model.att.0.gamma is no tensor",
    without_prefix: "it has the entry 'stream1_down.1.weight' and not model.stream1_down.1.weight (167 are missing)",
    only_values: "it holds no named weights",
}


@pytest.mark.parametrize("change", OTHER_LAYOUTS)
def test_another_layout_is_refused_in_its_own_words(
    change: Callable[[dict[str, Tensor]], object],
    tmp_path: Path,
    out: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    pth = save_old(change(published(Variant.DEEPFASHION)), tmp_path / "other.pth")
    assert main(["weights", "convert", str(pth), str(out)]) == 2
    told = capsys.readouterr().err
    assert told == (
        f"other.pth is not a published XingGAN generator: {OTHER_LAYOUTS[change]}; "
        "choose a file named ..._net_netG.pth.\n"
    )
    assert not out.exists()


class Intruder:
    """Would leave a file behind if unpickling ran it."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[Callable[..., None], tuple[Path]]:
        return Path.touch, (self.mark,)


def test_code_in_a_checkpoint_is_not_run(tmp_path: Path, out: Path) -> None:
    mark = tmp_path / "mark"
    entries: dict[str, object] = {**published(Variant.DEEPFASHION), "model.extra": Intruder(mark)}
    pth = save_old(entries, tmp_path / "evil.pth")
    with pytest.raises(WeightsError, match=r"^evil\.pth holds code beside numbers, which was not run"):
        convert_checkpoint(pth, out)
    assert not mark.exists()


def test_a_file_that_is_no_checkpoint_is_refused(tmp_path: Path, out: Path) -> None:
    pth = tmp_path / "odd.pth"
    pth.write_bytes(b"not a checkpoint at all")
    with pytest.raises(WeightsError, match=r"^odd\.pth is not a readable torch checkpoint"):
        convert_checkpoint(pth, out)


@pytest.mark.parametrize("kept", [0, 5, 150, 20_000, -9])
def test_a_truncated_checkpoint_is_refused(kept: int, tmp_path: Path, out: Path) -> None:
    pth = save_old(published(Variant.DEEPFASHION), tmp_path / "short.pth")
    pth.write_bytes(pth.read_bytes()[:kept])
    with pytest.raises(WeightsError, match=r"^short\.pth ends before all of it is there"):
        convert_checkpoint(pth, out)


def test_a_missing_file_is_named(tmp_path: Path, out: Path) -> None:
    with pytest.raises(WeightsError, match=r"absent\.pth could not be opened"):
        convert_checkpoint(tmp_path / "absent.pth", out)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_nothing_but_the_weights_is_written(tmp_path: Path, out: Path) -> None:
    """Once, a file beside them was written first, under a name that anybody could have made a link of."""
    theirs = tmp_path / "theirs.txt"
    theirs.write_text("theirs")
    out.with_name(f"{out.name}.part").symlink_to(theirs)
    convert_checkpoint(save_old(published(Variant.MARKET), tmp_path / "latest_net_netG.pth"), out)
    assert theirs.read_text() == "theirs"
    assert out.stat().st_size > 1_000_000


def test_the_checkpoint_itself_is_kept(tmp_path: Path) -> None:
    pth = save_old(published(Variant.MARKET), tmp_path / "latest_net_netG.pth")
    before = pth.read_bytes()
    with pytest.raises(OutputError, match="originals are kept"):
        convert_checkpoint(pth, pth)
    assert pth.read_bytes() == before


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    pth = save_old(published(Variant.DEEPFASHION), tmp_path / "latest_net_netG.pth")
    with pytest.raises(OutputError, match="does not exist"):
        convert_checkpoint(pth, tmp_path / "nowhere" / "xinggan.safetensors")
