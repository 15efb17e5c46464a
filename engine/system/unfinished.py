"""Files that are not whole yet: made under a name of their own, and swept up where a killed program left them."""

from __future__ import annotations

import hashlib
import os
import platform
import re
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import IO

if sys.platform != "win32":
    import fcntl

# Those of versions that did not name the computer, too; `batch-` was theirs.
_NAME = re.compile(r"\.repose-(?:batch-)?(?:([0-9a-f]{8})-)?[0-9a-f]{12}\.part")
# For files of other computers, whose locks may not be seen here: left over when nothing was added for so long.
_OLD_S = 24 * 3600.0


def unfinished_name() -> str:
    """A name for a file that is not whole yet; `sweep` knows it again."""
    return f".repose-{_this_computer()}-{secrets.token_hex(6)}.part"


@contextmanager
def unfinished(folder: Path, *, private: bool = False) -> Iterator[tuple[Path, IO[bytes]]]:
    """A new, empty file in `folder` and its place, gone again at the end unless it was renamed; raises OSError.

    It stays locked while it is open, from which others see that somebody is writing it. private: for this
    account's eyes only.
    """
    path, file = _begun(folder, 0o600 if private else 0o666)
    try:
        with file:
            yield path, file
    finally:
        path.unlink(missing_ok=True)


def sweep(folder: Path, *, now: float) -> None:
    """Remove what killed programs left in `folder`, as far as that is allowed and certain; never raises.

    now: the time by the clock of the disk, such as that of a file just made there. A file counts as left over when
    nobody on this computer holds it and it was made on this computer; one of another computer, whose locks may not
    be seen here, once it is a day old.
    """
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            match = _NAME.fullmatch(entry.name)
            if match is not None and entry.is_file(follow_symlinks=False):
                with suppress(OSError):
                    _remove_left_over(Path(entry.path), match[1], now=now)


def _remove_left_over(path: Path, computer: str | None, *, now: float) -> None:
    flags = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(path, flags), "r+b") as file:
        if not _is_left_over(file, computer, now=now):
            return
        if os.name != "nt":
            path.unlink(missing_ok=True)  # while it is locked: who is just beginning to write it sees it gone
            return
    path.unlink(missing_ok=True)  # which Windows refuses while anybody has it open


def _is_left_over(file: IO[bytes], computer: str | None, *, now: float) -> bool:
    is_ours = _lock(file)
    if is_ours is False:
        return False
    knows = is_ours is True and computer == _this_computer()
    return knows or now - os.fstat(file.fileno()).st_mtime > _OLD_S


def _begun(folder: Path, mode: int) -> tuple[Path, IO[bytes]]:
    while True:
        path = folder / unfinished_name()
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        file = os.fdopen(os.open(path, flags, mode), "wb")
        if _lock(file) is not False and path.exists():
            return path, file
        file.close()  # a sweep came between making and locking it
        path.unlink(missing_ok=True)


def _lock(file: IO[bytes]) -> bool | None:
    """True once this program alone has `file`, False while another has it, None where there are no locks."""
    if sys.platform == "win32":  # where an open file cannot be removed in the first place
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True


@cache
def _this_computer() -> str:
    """Eight letters that tell this computer from others that use the same disk."""
    told = platform.node()
    with suppress(OSError):
        told += Path("/etc/machine-id").read_text("ascii", errors="replace")
    return hashlib.blake2b(told.encode("utf-8", "replace"), digest_size=4).hexdigest()
