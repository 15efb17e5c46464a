"""What becomes of a photo's poses when it turns out where the joints of its person really are."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from engine.pose.edits import swap_sides
from engine.pose.pose import MIRROR, Joint, Pose
from gui.document.document import PhotoEntry
from gui.document.following import Following
from gui.document.others import OtherPose, Variant


def with_joints(entry: PhotoEntry, found: Pose) -> PhotoEntry:
    """`entry` with its person standing as `found` in the photo; poses follow with the joints that nobody moved.

    Its person has to be known.
    """
    source = entry.source
    if source is None:
        return entry
    pose = None if entry.pose is None else _followed(entry.pose, before=source.pose, after=found)
    return replace(entry, source=source.standing_as(found), pose=pose)


def following_joints(entry: PhotoEntry, *, stood: Pose, stands: Pose) -> Following:
    """How kept poses of `entry` follow when its person turns out to stand as `stands`, not as `stood`."""
    moved = partial(_kept_with_joints, number=entry.person)
    return Following.of(
        entry.variants,
        partial(moved, before=stood, after=stands),
        back=partial(moved, before=stands, after=stood),
    )


def following_sides(entry: PhotoEntry) -> Following:
    """How kept poses of `entry` follow when left and right of its person are exchanged."""
    swap = partial(_kept_with_sides_swapped, number=entry.person)
    return Following.of(entry.variants, swap, back=swap)


def _kept_with_joints(variant: Variant, number: int, *, before: Pose, after: Pose) -> Variant:
    return variant.with_pose_of(
        number, lambda told: replace(told, pose=_followed(told.pose, before=before, after=after))
    )


def with_sides_swapped(entry: PhotoEntry) -> PhotoEntry:
    """`entry` with left and right exchanged in its person and in all that was done with them; nothing moves."""
    source = entry.source
    if source is None:
        return entry
    order = entry.order.swapped()
    return replace(
        entry,
        source=source.standing_as(swap_sides(source.pose)).mended(source.mending.mirrored()),
        pose=None if entry.pose is None else swap_sides(entry.pose),
        locked=frozenset(MIRROR[joint] for joint in entry.locked),
        in_front=order.in_front,
        behind=order.behind,
    )


def _kept_with_sides_swapped(variant: Variant, number: int) -> Variant:
    return variant.with_pose_of(number, _swapped)


def _followed(pose: Pose, *, before: Pose, after: Pose) -> Pose:
    """`pose` with what is new in `after`: places of joints that stood as they did, and who takes part at all."""
    points = []
    for joint in Joint:
        now, was, new = pose[joint], before[joint], after[joint]
        if (now.x, now.y) == (was.x, was.y):
            now = replace(now, x=new.x, y=new.y)
        if new.present != was.present:
            now = replace(now, present=new.present)
        points.append(replace(now, confidence=new.confidence))
    return Pose(tuple(points))


def _swapped(told: OtherPose) -> OtherPose:
    return replace(told, pose=swap_sides(told.pose), order=told.order.swapped())
