"""The soft shadow of an arm on the body that it comes to lie before."""

from __future__ import annotations

import numpy as np
import pytest

from engine.contract.messages import Quality, RenderRequest, Source
from engine.evaluate.edits import judged_edits
from engine.pose.order_wishes import LimbOrder
from engine.pose.pose import Joint, Pose
from engine.render.renderer import Renderer


def before_the_chest(source: Source) -> Pose:
    return next(edit.pose for edit in judged_edits(source.pose) if edit.name == "hand before the chest")


def cut_out(renderer: Renderer, source: Source, pose: Pose, order: LimbOrder) -> np.ndarray:
    asked = RenderRequest(source, pose, Quality.FINAL, transparent=True, order=order)
    return renderer.render(asked).pixels.astype(np.float32)


def light(picture: np.ndarray, x: float, y: float, side: int = 4) -> float:
    """The mean level of a square around a place."""
    return float(picture[round(y) - side : round(y) + side, round(x) - side : round(x) + side, :3].mean())


def below_forearm(source: Source, pose: Pose, torso_lengths: float) -> tuple[float, float]:
    """A place so far below the middle of the right forearm."""
    elbow, wrist = (np.array(pose.at(joint)) for joint in (Joint.R_ELBOW, Joint.R_WRIST))
    hips = (np.array(source.pose.at(Joint.R_HIP)) + source.pose.at(Joint.L_HIP)) / 2
    torso = float(np.hypot(*(hips - source.pose.at(Joint.NECK))))
    x, y = 0.35 * elbow + 0.65 * wrist
    return float(x), float(y) + torso_lengths * torso


@pytest.mark.parametrize("name", ["demo", "demo_suit"])
def test_a_forearm_before_the_body_darkens_it_beside_itself_and_nowhere_else(
    renderer: Renderer, sources: dict[str, Source], name: str
) -> None:
    source = sources[name]
    pose = before_the_chest(source)
    before = cut_out(renderer, source, pose, LimbOrder())
    behind = cut_out(renderer, source, pose, LimbOrder(behind=(Joint.R_WRIST,)))
    near = [below_forearm(source, pose, lengths) for lengths in (0.10, 0.12, 0.14)]
    assert min(light(before, *at) / light(behind, *at) for at in near) < 0.93
    far = below_forearm(source, pose, 0.35)
    assert light(before, *far) == pytest.approx(light(behind, *far), abs=0.5)


def test_the_shadow_comes_with_the_movement(renderer: Renderer, sources: dict[str, Source]) -> None:
    """The photo has its own beside an arm that rests: none is added there."""
    source = sources["demo_suit"]
    end = before_the_chest(source)
    slightly = source.pose.replaced(0.97 * source.pose.xy() + 0.03 * end.xy())
    assert slightly != source.pose
    rest, moved = (cut_out(renderer, source, pose, LimbOrder()) for pose in (source.pose, slightly))
    x, y = source.pose.at(Joint.R_HIP)
    assert light(moved, x, y - 60) == pytest.approx(light(rest, x, y - 60), abs=1)
