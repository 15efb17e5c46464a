"""The log: files of bounded size in a folder of their own, where a path is the name of a file and no more."""

from __future__ import annotations

import logging
import re
from logging.handlers import RotatingFileHandler
from pathlib import Path

from engine.system.shipped import ROOT
from gui.settings.private import make_private

NAME = "repose.log"
_MAX_BYTES = 1_000_000
_OLDER = 3  # files beside the current one


# A path in quotes, as errors of the system write it, and of a module in the lines of a traceback.
_MODULE = re.compile(r'File "([^"\n]+)"')
_QUOTED = re.compile(r"'(?:[A-Za-z]:\\|\\\\|/)[^'\n]*?([^'/\\\n]+)'")

_log = logging.getLogger(__name__)


class _NamesOnly(logging.Formatter):
    """Where photos lie is nobody's business who is sent a log."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, with a traceback where there is one."""
        kept = record.args
        if isinstance(kept, tuple):
            record.args = tuple(each.name if isinstance(each, Path) else each for each in kept)
        try:
            return _MODULE.sub(_module, _QUOTED.sub(r"'\1'", super().format(record)))
        finally:
            record.args = kept


def _module(match: re.Match[str]) -> str:
    """Of a module's path what says which one it is: a home's name stands in the rest."""
    path = Path(match[1])
    if path.is_relative_to(ROOT):
        return f'File "{path.relative_to(ROOT).as_posix()}"'
    _, found, package = path.as_posix().rpartition("site-packages/")
    return f'File "{package if found else path.name}"'


def keep_log(folder: Path) -> None:
    """Write what is logged from now on into `folder`; where that cannot be, it goes to the terminal alone."""
    try:
        make_private(folder)
        handler = RotatingFileHandler(
            folder / NAME, maxBytes=_MAX_BYTES, backupCount=_OLDER, encoding="utf-8", errors="replace"
        )
    except OSError as error:
        _log.warning("The log could not be opened (%s)", error.strerror)
        return
    handler.setLevel(logging.INFO)
    handler.setFormatter(_NamesOnly("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)
