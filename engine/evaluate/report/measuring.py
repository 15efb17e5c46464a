"""Measures one picture: its joints found again, the way back to the photo, and what is doubtful about it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.contract.messages import Quality, Rendered, RenderRequest, Source
from engine.evaluate.edits import moved_joints
from engine.evaluate.metrics import Tally, pckh, sharpness, ssim
from engine.evaluate.photos import inside
from engine.evaluate.rendered import as_photo
from engine.evaluate.report.doubts import BACK, Doubt, Reason, drawing_doubts, joint_doubts
from engine.evaluate.subjects import part_regions
from engine.pose.edits import swap_sides
from engine.pose.pose import Joint, Pose
from engine.render.renderer import Renderer
from engine.system.errors import EngineError, NoPersonError

Pixels = NDArray[np.uint8]


@dataclass(frozen=True)
class Found:
    """Joints found again (PCKh at half a head): of those the pose moved, of all, and which moved ones were not."""

    moved: Tally
    every: Tally
    lost: tuple[Joint, ...]


@dataclass(frozen=True)
class Back:
    """A picture posed back, against its photo: SSIM over the person, and gradient energy over the photo's."""

    ssim: float
    sharpness: float | None


@dataclass(frozen=True)
class Measured:
    """What is known of one picture.

    found: None where nobody was found. back: None where it was not tried or not possible.
    """

    found: Found | None
    back: Back | None
    doubts: tuple[Doubt, ...]


def measured(renderer: Renderer, rendered: Rendered, *, back_too: bool) -> Measured:
    """Measure a final picture of a pose in photo pixels, with its background.

    back_too: try the way back, which takes longer than all the rest.
    """
    request = rendered.request
    alpha = renderer.render(replace(request, transparent=True)).pixels[..., 3]
    doubts = list(drawing_doubts(rendered, alpha))
    found = found_again(renderer, rendered)
    back = posed_back(renderer, rendered) if back_too else None
    doubts += [Doubt(Reason.NOBODY)] if found is None else joint_doubts(found.lost)
    if back is not None and back.ssim < BACK:
        doubts.append(Doubt(Reason.BACK))
    return Measured(found, back, tuple(doubts))


def found_again(renderer: Renderer, rendered: Rendered) -> Found | None:
    """Look for the joints in the picture; None where nobody is found."""
    pixels, request = rendered.pixels, rendered.request
    try:
        seen = renderer.joints_in(np.ascontiguousarray(pixels[..., :3]))
    except NoPersonError:
        return None
    wanted = inside(request.pose, (pixels.shape[1], pixels.shape[0]))
    moved = moved_joints(request.source.pose, request.pose)
    # Someone whose face is hidden may be taken to look the other way: then all sides are swapped, and no joint lost.
    each = [_compared(pose, wanted, moved) for pose in (seen, swap_sides(seen))]
    return max(each, key=lambda found: found.every.found)


def posed_back(renderer: Renderer, rendered: Rendered) -> Back | None:
    """Take the picture for a photo of a person in the pose asked for, and pose it back as the photo was."""
    request = rendered.request
    photo, person = request.source.photo.rgb, request.source.matte > 0.5
    try:
        again: Source = renderer.prepare(as_photo(rendered.pixels), given=request.pose)
        made = renderer.render(RenderRequest(again, request.source.pose, Quality.FINAL)).pixels
    except EngineError:
        return None
    regions = list(part_regions(request.source).values())
    sharp = sharpness(made, photo, np.logical_or.reduce(regions)) if regions else None
    return Back(ssim(made, photo, person), sharp)


def _compared(seen: Pose, wanted: Pose, moved: frozenset[Joint]) -> Found:
    head = wanted.head_size()
    hit = {joint: pckh(seen, wanted, joints=[joint], head_px=head) for joint in Joint}
    lost = tuple(joint for joint in Joint if joint in moved and hit[joint].asked > hit[joint].found)
    asked = [hit[joint] for joint in Joint if joint in moved]
    return Found(sum(asked, Tally()), sum(hit.values(), Tally()), lost)
