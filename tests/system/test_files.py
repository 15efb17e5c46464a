"""A written file is whole and new, or the folder is as it was and the error says why."""

from __future__ import annotations

import errno
import io
import os
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from engine.photo.photo import decode_photo
from engine.system import files
from engine.system.errors import DiskFullError, OutputError
from engine.system.files import encode_png, put_whole, write_json_atomic
from engine.system.originals import Originals

NONE = Originals()


def write_atomic(path: Path, data: bytes, *, overwrite: bool = True, originals: Originals = NONE) -> None:
    files.write_atomic(path, data, originals=originals, overwrite=overwrite)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def write_error(path: Path, data: bytes = b"new", *, overwrite: bool = True) -> str:
    with pytest.raises(OutputError) as caught:
        write_atomic(path, data, overwrite=overwrite)
    return str(caught.value)


def test_a_new_file_and_nothing_else(tmp_path: Path) -> None:
    write_atomic(tmp_path / "a.bin", b"one")
    write_atomic(tmp_path / "b.bin", b"", overwrite=False)
    assert contents(tmp_path) == {"a.bin": b"one", "b.bin": b""}


def test_replacing_is_the_default_and_can_be_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    write_atomic(path, b"one")
    write_atomic(path, b"two")
    assert write_error(path, b"three", overwrite=False) == (
        f"{path} exists already. Choose another name or allow it to be replaced."
    )
    assert contents(tmp_path) == {"a.bin": b"two"}


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps an open file from being replaced")
def test_readers_see_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    write_atomic(path, b"old")
    with path.open("rb") as reader:
        write_atomic(path, b"new and longer")
        assert reader.read() == b"old"


@pytest.mark.skipif(os.name != "posix", reason="access rights of POSIX")
def test_access_rights(tmp_path: Path) -> None:
    private = tmp_path / "private.bin"
    private.touch(mode=0o600)
    write_atomic(private, b"secret")
    assert private.stat().st_mode & 0o777 == 0o600
    before = os.umask(0o027)
    try:
        write_atomic(tmp_path / "new.bin", b"x")
    finally:
        os.umask(before)
    assert (tmp_path / "new.bin").stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    target = tmp_path / "real" / "a.bin"
    target.write_bytes(b"old")
    link = tmp_path / "link.bin"
    link.symlink_to(target)
    write_atomic(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_a_missing_folder_and_a_folder_in_the_way(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    assert write_error(gone / "a.bin") == (f"The folder {gone} does not exist. Create it or choose another.")
    (tmp_path / "folder").mkdir()
    assert write_error(tmp_path / "folder") == (
        f"{tmp_path / 'folder'} is not a file that can be replaced. Choose another name."
    )
    assert "could not be written" in write_error(tmp_path / ("x" * 5000))
    assert contents(tmp_path) == {}


@pytest.mark.skipif(os.name != "posix", reason="has no /dev")
def test_a_device_is_never_replaced() -> None:
    assert (
        write_error(Path(os.devnull))
        == f"{os.devnull} is not a file that can be replaced. Choose another name."
    )
    assert Path(os.devnull).is_char_device()


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (errno.ENOSPC, "There is no room for a.bin in {folder}. Free some space first."),
        (errno.EACCES, "{folder}/a.bin may not be written. Choose a folder of your own."),
        (errno.EROFS, "{folder}/a.bin may not be written. Choose a folder of your own."),
        (errno.EIO, "{folder}/a.bin could not be written (trouble). Choose another name or folder."),
    ],
)
@pytest.mark.parametrize("existing", [True, False])
def test_trouble_on_the_disk_leaves_the_folder_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, sentence: str, existing: bool
) -> None:
    path = tmp_path / "a.bin"
    if existing:
        path.write_bytes(b"old")
    before = contents(tmp_path)

    def fail(_: int) -> None:
        raise OSError(code, "trouble")

    monkeypatch.setattr(os, "fsync", fail)
    said = write_error(path).replace(os.sep, "/")
    assert said == sentence.format(folder=tmp_path.as_posix())
    assert contents(tmp_path) == before


@pytest.mark.skipif(sys.platform != "linux", reason="limits the size of files, which is Linux's way here")
def test_a_disk_that_fills_up(tmp_path: Path) -> None:
    import resource

    path = tmp_path / "a.bin"
    path.write_bytes(b"old")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, before[1]))
    try:
        with pytest.raises(DiskFullError) as caught:
            write_atomic(path, bytes(2 << 20))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert str(caught.value) == f"There is no room for a.bin in {tmp_path}. Free some space first."
    assert contents(tmp_path) == {"a.bin": b"old"}


@pytest.mark.parametrize("overwrite", [True, False])
def test_a_failed_last_step_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, overwrite: bool
) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.EIO, "trouble")

    for place, name in ((Path, "replace"), (Path, "rename"), (os, "link")):
        monkeypatch.setattr(place, name, fail)
    assert "could not be written (trouble)" in write_error(tmp_path / "a.bin", overwrite=overwrite)
    assert contents(tmp_path) == {}


def test_a_file_that_appears_meanwhile_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.bin"
    monkeypatch.setattr(os, "fsync", lambda _: path.write_bytes(b"theirs"))
    assert "exists already" in write_error(path, overwrite=False)
    assert contents(tmp_path) == {"a.bin": b"theirs"}


@pytest.mark.skipif(os.name != "posix", reason="Windows renames and needs no links for it")
def test_where_there_are_no_hard_links_nothing_is_replaced_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    write_atomic(tmp_path / "a.bin", b"one", overwrite=False)
    assert "exists already" in write_error(tmp_path / "a.bin", overwrite=False)
    assert contents(tmp_path) == {"a.bin": b"one"}


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
@pytest.mark.parametrize("dangling", [True, False])
def test_a_link_is_replaced_where_nothing_may_be_written_elsewhere(tmp_path: Path, dangling: bool) -> None:
    elsewhere, folder = tmp_path / "elsewhere.bin", tmp_path / "folder"
    folder.mkdir()
    if not dangling:
        elsewhere.write_bytes(b"theirs")
    (folder / "a.bin").symlink_to(elsewhere)
    with pytest.raises(OutputError, match="exists already"):
        put_whole(folder / "a.bin", b"new", overwrite=False, originals=NONE)
    put_whole(folder / "a.bin", b"new", overwrite=True, originals=NONE)
    assert not (folder / "a.bin").is_symlink()
    assert contents(folder) == {"a.bin": b"new"}
    assert elsewhere.exists() is not dangling
    assert dangling or elsewhere.read_bytes() == b"theirs"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_without_permission(tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir()
    (locked / "a.bin").write_bytes(b"old")
    locked.chmod(0o500)
    assert "may not be written" in write_error(locked / "b.bin")
    locked.chmod(0o700)
    (locked / "a.bin").chmod(0o400)
    assert "may not be written" in write_error(locked / "a.bin")
    assert contents(locked) == {"a.bin": b"old"}


def test_json_is_readable_text(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    write_json_atomic(path, {"name": "Grün", "points": [1, 2.5, None]}, originals=NONE)
    assert path.read_text(encoding="utf-8") == (
        '{\n  "name": "Grün",\n  "points": [\n    1,\n    2.5,\n    null\n  ]\n}\n'
    )
    with pytest.raises(ValueError, match="JSON compliant"):
        write_json_atomic(path, {"x": float("nan")}, originals=NONE)
    with pytest.raises(OutputError):
        write_json_atomic(path, {}, originals=NONE, overwrite=False)
    assert "Grün" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("channels", [3, 4])
def test_png_keeps_every_bit(channels: int) -> None:
    pixels = np.random.default_rng(1).integers(0, 256, (40, 50, channels), dtype=np.uint8)
    photo = decode_photo(encode_png(pixels, icc=None, text={}), "x.png")
    assert np.array_equal(photo.rgb, pixels[..., :3])
    if channels == 4:
        assert photo.alpha is not None
        assert np.array_equal(photo.alpha, pixels[..., 3])


def test_png_carries_profile_and_text() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    text = {"Software": "Repose", "Comment": "Grün und 春"}
    data = encode_png(np.zeros((40, 40, 3), np.uint8), icc=profile, text=text)
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        assert image.info["icc_profile"] == profile
        assert {key: image.info[key] for key in text} == text
    bare = encode_png(np.zeros((40, 40, 3), np.uint8), icc=None, text={})
    assert b"iCCP" not in bare
    assert b"tEXt" not in bare


@pytest.mark.parametrize(
    "pixels",
    [np.zeros((4, 4), np.uint8), np.zeros((4, 4, 2), np.uint8), np.zeros((4, 4, 3), np.float32)],
)
def test_png_of_something_else_is_refused(pixels: np.ndarray) -> None:
    with pytest.raises(ValueError, match="pixels must be uint8"):
        encode_png(pixels, icc=None, text={})
