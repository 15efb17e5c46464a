"""Times, sizes, numbers and doubts of a batch in the words of the window's language."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from engine.contract.judgement import Judgement
from engine.export.doubts import Foreseen
from engine.pose.pose import Joint
from gui.export.plan import tr
from gui.look.body_parts import listed
from gui.look.joint_names import joint_in_phrase
from gui.look.judgement_words import doubt_of, joined


def duration(seconds: float) -> str:
    """About how long: "40 s", "12 min", "3 h 05 min"."""
    if seconds < 90:
        return tr("{seconds} s").format(seconds=max(1, round(seconds)))
    minutes = round(seconds / 60)
    if minutes < 90:
        return tr("{minutes} min").format(minutes=minutes)
    return tr("{hours} h {minutes} min").format(hours=minutes // 60, minutes=f"{minutes % 60:02}")


def room(size: int) -> str:
    """Bytes: "3 MB", "1.2 GB"."""
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{max(1, round(size / 1e6))} MB"


def pictures(count: int) -> str:
    """How many pictures."""
    return tr("1 picture") if count == 1 else tr("{count} pictures").format(count=count)


def photos(count: int) -> str:
    """How many photos."""
    return tr("1 photo") if count == 1 else tr("{count} photos").format(count=count)


def aside_name() -> str:
    """What the folder is called that files of pictures left out are put into."""
    return tr("left out")


def doubt_words(foreseen: Foreseen, judgement: Judgement | None) -> str:
    """What should be looked at in a picture; empty where nothing. judgement: None where not known yet."""
    said = []
    if foreseen.cut_off:
        said.append(tr("cut off at the edge: {parts}").format(parts=listed(foreseen.cut_off)))
    if foreseen.unseen:
        names = [joint_in_phrase(Joint[name]) for name in foreseen.unseen]
        joints = QLocale().createSeparatedList(names)
        said.append(tr("moves what the photo does not show: {joints}").format(joints=joints))
    if doubt := doubt_of(judgement):
        is_first = judgement is not None and judgement.is_very_doubtful
        words = tr("check this first: {doubts}") if is_first else tr("check {doubts}")
        said.append(words.format(doubts=doubt))
    return joined(said)
