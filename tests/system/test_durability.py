"""A written file and its name survive a power cut and a kill at any moment, also on disks that know few ways."""

from __future__ import annotations

import ctypes
import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from engine.system import files
from tests.system.test_files import contents, write_atomic, write_error


def synced_folders(monkeypatch: pytest.MonkeyPatch, fault: OSError | None = None) -> list[int]:
    """The inodes of folders that were waited for from now on; `fault` is what waiting for them raises."""
    real, inodes = os.fsync, []

    def fsync(handle: int) -> None:
        status = os.fstat(handle)
        if stat.S_ISDIR(status.st_mode):
            inodes.append(status.st_ino)
            if fault is not None:
                raise fault
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    return inodes


@pytest.mark.skipif(os.name != "posix", reason="Windows syncs names along with their files")
def test_a_file_that_has_its_name_is_written_even_if_its_folder_cannot_be_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    asked = synced_folders(monkeypatch, OSError(errno.EIO, "trouble"))
    write_atomic(tmp_path / "a.bin", b"one")
    write_atomic(tmp_path / "b.bin", b"two", overwrite=False)
    assert len(asked) == 2
    assert contents(tmp_path) == {"a.bin": b"one", "b.bin": b"two"}
    assert "a.bin is in place" in caplog.text


@pytest.mark.skipif(os.name != "posix", reason="Windows syncs names along with their files")
def test_the_programs_own_files_are_waited_for_with_their_names_unless_speed_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = synced_folders(monkeypatch)
    files.write_whole(tmp_path / "journal.json", b"{}", synced=False)
    assert asked == []
    files.write_whole(tmp_path / "settings.json", b"{}")
    files.write_whole_with(tmp_path / "a.repose", lambda file: file.write(b"zip"))
    assert asked == [tmp_path.stat().st_ino] * 2


WATCHED = """
import errno, os, sys
from pathlib import Path
from engine.system.files import write_atomic
from engine.system.originals import Originals

target, bare = Path(sys.argv[1]), []

def link(*_, **__):
    raise OSError(errno.EPERM, "no links here")

def watch(*_):
    try:
        if os.stat(target).st_size == 0:
            bare.append(target)
    except FileNotFoundError:
        pass

os.link = link
sys.addaudithook(watch)
write_atomic(target, b"whole", originals=Originals(), overwrite=False)
sys.exit(len(bare))
"""


@pytest.mark.skipif(os.name != "posix", reason="Windows renames and needs no links for it")
def test_where_there_are_no_hard_links_an_empty_file_never_has_the_name(tmp_path: Path) -> None:
    """Looked at before every step that another program could see: a kill there leaves what is seen there."""
    command = [sys.executable, "-c", WATCHED, str(tmp_path / "a.bin")]
    root = Path(__file__).resolve().parents[2]
    assert subprocess.run(command, cwd=root, check=False, timeout=60).returncode == 0
    assert contents(tmp_path) == {"a.bin": b"whole"}


@pytest.mark.skipif(os.name != "posix", reason="Windows renames and needs no links for it")
def test_where_there_is_nothing_but_renaming_nothing_is_replaced_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "not here")

    monkeypatch.setattr(os, "link", refuse)
    monkeypatch.setattr(ctypes, "CDLL", refuse)
    write_atomic(tmp_path / "a.bin", b"one", overwrite=False)
    monkeypatch.setattr(os, "fsync", lambda _: (tmp_path / "b.bin").write_bytes(b"theirs"))
    assert "exists already" in write_error(tmp_path / "b.bin", overwrite=False)
    assert contents(tmp_path) == {"a.bin": b"one", "b.bin": b"theirs"}


@pytest.mark.skipif(os.name != "posix", reason="access rights of POSIX")
def test_a_private_file_is_for_this_account_alone_from_its_first_byte(tmp_path: Path) -> None:
    before = os.umask(0)
    seen = []
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "fsync", lambda handle: seen.append(os.fstat(handle).st_mode & 0o777))
            files.write_whole(tmp_path / "a.json", b"{}", private=True)
    finally:
        os.umask(before)
    assert seen[0] == (tmp_path / "a.json").stat().st_mode & 0o777 == 0o600
