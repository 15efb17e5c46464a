"""The last step of writing: a whole file gets its name, in place of an old one or only where there is none."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
from pathlib import Path

# What systems and file systems say that know no hard links.
_NO_LINKS = (errno.EPERM, errno.EACCES, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK)
_HERE = -100  # AT_FDCWD: paths are as usual
_NO_REPLACE = 1  # RENAME_NOREPLACE


def replace(part: Path, target: Path) -> None:
    """Put `part` in place of `target`, whose access rights it takes; a link is replaced. Raises OSError."""
    if target.exists() and not target.is_symlink():
        if not target.is_file():
            raise OSError(errno.EINVAL, "it is not a file that can be replaced")
        shutil.copymode(target, part)
    part.replace(target)


def rename_as_new(part: Path, target: Path) -> None:
    """Put `part` at `target` in one step that raises FileExistsError where a file appeared; raises OSError.

    `part` may be there as well afterwards. Nothing but the whole file ever takes the name.
    """
    if os.name == "nt":
        part.rename(target)
        return
    try:
        os.link(part, target)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if not _renamed_unless_taken(part, target):
            _rename_after_a_look(part, target)


def _renamed_unless_taken(part: Path, target: Path) -> bool:
    """Whether Linux could rename in one step, for which this disk has to know it too; raises FileExistsError."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    if rename(_HERE, os.fsencode(part), _HERE, os.fsencode(target), _NO_REPLACE) == 0:
        return True
    if ctypes.get_errno() == errno.EEXIST:
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    return False


def _rename_after_a_look(part: Path, target: Path) -> None:
    """The best there is elsewhere: a file that appears between look and rename, microseconds, is replaced.

    To hold the name with an empty file meanwhile would leave that file behind after a kill.
    """
    if os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    part.rename(target)
