"""Times, sizes and numbers of a batch in the words of the window's language."""

from __future__ import annotations

from gui.export.plan import tr
from gui.look.body_parts import listed


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


def cut_off_words(parts: tuple[str, ...]) -> str:
    """What lies beyond a picture's edge, by the names of parts in `engine.pose.outside`."""
    return tr("cut off at the edge: {parts}").format(parts=listed(parts))
