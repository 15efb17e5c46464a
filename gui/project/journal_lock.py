"""Says which journal folders belong to living programs."""

from __future__ import annotations

import errno
import os
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO

from gui.settings.private import close_to_others

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOCK = "lock"
_HELD = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
_NOTE_BYTES = 300


class JournalLock:
    """Held by the program that a journal folder belongs to; the system lifts it when the program ends.

    Where there are no locks, as in some network homes, a note in the file says whose the folder is.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    @classmethod
    def take(cls, folder: Path) -> JournalLock | None:
        """The lock of `folder`, None while another holds it or where it cannot be had.

        The folder and what is in it, also from an earlier version, is closed to other people.
        """
        try:
            file = (folder / LOCK).open("a+b")
        except OSError:
            return None
        with suppress(OSError):
            if _lock(file):
                close_to_others(folder)
                return cls(file)
        file.close()
        return None

    def release(self) -> None:
        """Let others have the folder."""
        if not self._file.closed:
            with suppress(OSError):
                self._file.truncate(0)
            self._file.close()


def _lock(file: IO[bytes]) -> bool:
    """Whether this program has the lock now; raises OSError."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in _HELD and _note(file)
    return True


def _note(file: IO[bytes]) -> bool:
    """Whether the note in `file` says that this program has the lock now, as no living one does; raises OSError."""
    file.seek(0)
    host, _, number = file.read(_NOTE_BYTES).decode("utf-8", "replace").rpartition(" ")
    if number and (host != socket.gethostname() or _lives(number)):
        return False
    file.truncate(0)
    file.write(f"{socket.gethostname()} {os.getpid()}".encode())
    file.flush()
    return True


def _lives(number: str) -> bool:
    """Whether a program of this number runs here; True where that cannot be told."""
    if sys.platform == "win32" or not number.isdecimal():
        return True
    try:
        os.kill(int(number), 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True
