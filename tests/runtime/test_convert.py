"""Published checkpoints become safetensors; everything else is refused in one sentence."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import torch
from safetensors import safe_open
from torch import Tensor

from engine.errors import OutputError, WeightsError
from engine.model.xinggan import Variant, XingGAN
from engine.runtime.convert import convert_checkpoint


def published(variant: Variant) -> dict[str, Tensor]:
    """Entries named and shaped as published; entry i holds the number i and takes no room in the file."""
    with torch.device("meta"):
        expected = XingGAN(variant).state_dict()
    return {
        "model." + name: torch.tensor(index, dtype=entry.dtype).expand(entry.shape)
        for index, (name, entry) in enumerate(expected.items())
    }


def save_old(entries: object, path: Path) -> Path:
    torch.save(entries, path, _use_new_zipfile_serialization=False)
    return path


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
        assert "not for commercial use" in header["licence"]
        assert {"model." + name for name in file.keys()} == entries.keys()  # noqa: SIM118 - not a mapping
        for name in ("att.0.gamma", "att.8.key_conv.weight", "atte_con2.weight"):
            assert torch.equal(file.get_tensor(name), entries["model." + name])


def test_converted_weights_load_into_the_network(tmp_path: Path, out: Path) -> None:
    pth = save_old(published(Variant.MARKET), tmp_path / "latest_net_netG.pth")
    convert_checkpoint(pth, out)
    with torch.device("meta"):
        network = XingGAN(Variant.MARKET)
    with safe_open(out, framework="pt") as file:
        weights = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - not a mapping
    network.load_state_dict(weights, assign=True)
    names = list(network.state_dict())
    assert network.get_parameter("x2_norm.weight").unique().tolist() == [names.index("x2_norm.weight")]


def without_one(entries: dict[str, Tensor]) -> object:
    del entries["model.x2_con.weight"]
    return entries


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


@pytest.mark.parametrize(
    "change",
    [
        without_one,
        with_one_more,
        with_a_wrong_shape,
        with_half_precision,
        with_a_number,
        without_prefix,
        only_values,
    ],
)
def test_another_layout_is_refused(
    change: Callable[[dict[str, Tensor]], object], tmp_path: Path, out: Path
) -> None:
    pth = save_old(change(published(Variant.DEEPFASHION)), tmp_path / "other.pth")
    with pytest.raises(WeightsError, match=r"^other\.pth is not a published XingGAN generator: .*\.$"):
        convert_checkpoint(pth, out)
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
    with pytest.raises(WeightsError, match=r"evil\.pth"):
        convert_checkpoint(pth, out)
    assert not mark.exists()


@pytest.mark.parametrize("content", [b"", b"not a checkpoint at all", b"PK\x03\x04" + bytes(60)])
def test_a_file_that_is_no_checkpoint_is_refused(content: bytes, tmp_path: Path, out: Path) -> None:
    pth = tmp_path / "odd.pth"
    pth.write_bytes(content)
    with pytest.raises(WeightsError, match=r"^odd\.pth is not a readable torch checkpoint"):
        convert_checkpoint(pth, out)


def test_a_truncated_checkpoint_is_refused(tmp_path: Path, out: Path) -> None:
    pth = save_old(published(Variant.DEEPFASHION), tmp_path / "short.pth")
    pth.write_bytes(pth.read_bytes()[:-9])
    with pytest.raises(WeightsError, match=r"short\.pth"):
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
