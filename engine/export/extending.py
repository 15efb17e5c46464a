"""How much is to be added around a photo, so that nothing a pose asks for is cut off."""

from __future__ import annotations

from collections.abc import Iterable

from engine.contract.messages import Source
from engine.imaging.extension import UNEXTENDED, Extension, with_free_sides
from engine.pose.outside import room_beyond
from engine.pose.pose import Pose


def extension_for(
    source: Source, pose: Pose, *, now: Extension = UNEXTENDED, others: Iterable[Source] = ()
) -> Extension:
    """What there is by `now`, and what `pose` needs beyond that; all in photo pixels.

    others: people of the same photo who are posed as well. Nothing is added where the photo cuts one of them or the
    person off: there is no more of them to show.
    """
    size = source.photo.size
    wanted = Extension(*room_beyond(pose, source=source.pose, size=size))
    for each in (source, *others):
        wanted = with_free_sides(wanted, each.matte)
    return now.joined(wanted.within(size))
