"""A raised arm's outline: it flows over the shoulder into the neck's slope, and below the armpit into the side."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from engine.layers.armholes import armhole
from engine.layers.armpit_web import Web, web_of
from engine.layers.bare_shoulders import clear_shoulders
from engine.layers.completion import completed
from engine.layers.lattice import Complex
from engine.layers.limb_order import posed_order, rest_order
from engine.layers.outline import trunk_of
from engine.layers.regions import ARMS, CHAINS, Region
from engine.layers.roots import Root, root_of
from engine.layers.scene import Scene
from engine.layers.skeleton import Points, Skeleton
from engine.layers.turning import turn
from engine.layers.whole import Whole
from engine.pose.order_wishes import LimbOrder
from engine.pose.pose import Joint

H, W, TORSO_PX = 420, 360, 200.0
SHOULDER, ELBOW = (110, 80), (104, 170)
JOINTS = {
    Joint.NOSE: (180, 25),
    Joint.NECK: (180, 70),
    Joint.R_SHOULDER: SHOULDER,
    Joint.R_ELBOW: ELBOW,
    Joint.R_WRIST: (100, 250),
    Joint.L_SHOULDER: (250, 80),
    Joint.L_ELBOW: (256, 170),
    Joint.L_WRIST: (260, 250),
    Joint.R_HIP: (150, 270),
    Joint.L_HIP: (210, 270),
}
X, Y = np.meshgrid(np.arange(W, dtype=np.float32), np.arange(H, dtype=np.float32))
# With a square shoulder, as pads make it.
ARM = (X > 80) & (X < 128) & (Y > 60) & (Y < 250)
TORSO = (X >= 112) & (X < 248) & (Y > 58) & (Y < 290)
SIDE = np.stack([np.full(200, 112.0), np.arange(80.0, 280.0)], 1)
CLOTH, SKIN = (150, 190, 230), (150, 100, 80)


def skeleton() -> Skeleton:
    xy, known = np.zeros((18, 2)), np.zeros(18, bool)
    for joint, place in JOINTS.items():
        xy[joint], known[joint] = place, True
    return Skeleton(xy, known, TORSO_PX)


def scene() -> Scene:
    """Somebody with hanging bare arms in a shirt without sleeves, seen from the front."""
    shares = np.zeros((9, H, W), np.float32)
    shares[Region.RIGHT_ARM], shares[Region.LEFT_ARM] = ARM, ARM[:, ::-1]
    shares[Region.TORSO] = TORSO & ~ARM & ~ARM[:, ::-1]
    shares[Region.HEAD] = (np.hypot(X - 180, Y - 25) < 22) & (shares.sum(0) == 0)
    matte = shares.sum(0)
    shares[Region.HEAD] += 1 - matte
    rgb = np.where(shares[Region.TORSO][..., None] > 0, CLOTH, SKIN).astype(np.uint8)
    behind = (Region.LEFT_LEG, Region.RIGHT_LEG, Region.TORSO, Region.HEAD)
    order = (*behind, *ARMS, Region.THING, Region.RIGHT_RIM, Region.LEFT_RIM)
    return Scene(rgb, matte, shares, order, skeleton(), (0, 0, W, H), skin=np.array(SKIN, float))


@pytest.fixture(scope="module")
def root() -> Root:
    return root_of(
        Region.RIGHT_ARM, ARM.astype(np.float32), TORSO.astype(np.float32), (0, 0), skeleton(), SIDE
    )


def places(root: Root, degrees: float, points: Points, *, smoothed: bool = True) -> Complex:
    """Where points of the arm go when it is raised."""
    by = math.radians(degrees)
    bare = root if smoothed else replace(root, line=None)
    limb = turn(root.points, np.array(SHOULDER, float), by)
    bent = bare.bent(limb, root.points, by)
    assert bent is not None
    at = root.lattice.at(points, bent.limb)
    return turn(points, np.array(SHOULDER, float), by) @ np.array([1, 1j]) + at


def rough(line: Complex) -> float:
    """How far a line lies off the cubic through it, px, at most."""
    along = (line - line[0]) / (line[-1] - line[0])
    fit = np.polynomial.Polynomial.fit(along.real, along.imag, 3)
    return float(np.abs(fit(along.real) - along.imag).max() * abs(line[-1] - line[0]))


def test_a_raised_shoulder_has_no_knob(root: Root) -> None:
    assert root.line is not None
    knob, smooth = (places(root, 100, root.line.points, smoothed=s) for s in (False, True))
    assert rough(knob) > 0.04 * TORSO_PX
    assert rough(smooth) < 0.3 * rough(knob)
    assert abs(smooth[0] - knob[0]) < 0.02 * TORSO_PX
    assert abs(smooth[-1] - knob[-1]) < 0.02 * TORSO_PX


@pytest.mark.parametrize("degrees", [-40.0, 10.0])
def test_an_arm_that_is_lowered_or_hardly_moves_keeps_its_shoulder(root: Root, degrees: float) -> None:
    assert root.line is not None
    one, other = (places(root, degrees, root.line.points, smoothed=s) for s in (False, True))
    assert np.abs(one - other).max() < 1e-9


def test_a_collar_stays(root: Root) -> None:
    by = math.radians(100)
    bent = root.bent(turn(root.points, np.array(SHOULDER, float), by), root.points, by)
    assert bent is not None
    collar = np.array([[140.0 + 2 * n, 62.0] for n in range(10)])
    assert np.abs(root.torso_goes(bent, collar)).max() < 0.3


def side_when(root: Root, degrees: float) -> Complex:
    """How far the torso's side goes at its web's points."""
    by = math.radians(degrees)
    bent = root.bent(turn(root.points, np.array(SHOULDER, float), by), root.points, by)
    assert bent is not None
    assert root.web is not None
    return root.torso_goes(bent, root.web.side) @ np.array([1, 1j])


def test_below_a_raised_arm_the_side_goes_out_into_it_without_a_corner(root: Root) -> None:
    assert root.web is not None
    goes = side_when(root, 100)
    out = -goes.real
    line = root.web.side @ np.array([1, 1j]) + goes
    assert out.max() > 0.05 * TORSO_PX
    # The farther below, the less, and nothing far below.
    below = out[int(out.argmax()) :]
    assert (np.diff(below) < 0.5).all()
    assert np.abs(goes[root.web.side[:, 1] > SHOULDER[1] + 0.42 * TORSO_PX]).max() < 0.5
    ways = np.angle(np.diff(line)[1:] / np.diff(line)[:-1])
    assert np.abs(ways[int(out.argmax()) + 1 :]).max() < math.radians(35)


def test_below_an_arm_that_is_half_raised_cloth_keeps_the_shoulder_as_thick(root: Root) -> None:
    assert -side_when(root, 45).real.min() > 0.03 * TORSO_PX


@pytest.mark.parametrize("degrees", [-30.0, 5.0, 15.0])
def test_below_an_arm_that_hangs_the_side_stays(root: Root, degrees: float) -> None:
    assert np.abs(side_when(root, degrees)).max() < 0.3


def test_lines_that_do_not_cross_draw_no_web(root: Root) -> None:
    assert root.web is not None
    side, under = (line @ np.array([1, 1j]) for line in (root.web.side, root.web.under - (200, 0)))
    assert not np.abs(root.web.drawn(side, under, raised=1.5, size=1.0)).any()


def test_a_root_of_a_larger_picture_does_the_same_there(root: Root) -> None:
    by, twice = math.radians(100), root.scaled(2.0)
    at = np.array(SHOULDER, float)
    small = root.bent(turn(root.points, at, by), root.points, by)
    large = twice.bent(turn(twice.points, at * 2 + 0.5, by), twice.points, by)
    assert small is not None
    assert large is not None
    points = np.array([[100.0, 70.0], [112.0, 110.0], [115.0, 120.0], [150.0, 90.0]])
    one, two = root.torso_goes(small, points), twice.torso_goes(large, points * 2 + 0.5)
    assert np.abs(one).max() > 1
    assert np.allclose(two, 2 * one, atol=0.2)


def test_no_web_without_an_arm_or_a_side() -> None:
    joints = skeleton().xy[[Joint.NECK, Joint.R_SHOULDER, Joint.R_ELBOW]]
    joints[0] = skeleton().pelvis
    assert web_of(np.zeros((H, W), np.float32), (0, 0), SIDE, joints, TORSO_PX) is None
    assert web_of(ARM.astype(np.float32), (0, 0), SIDE[:5], joints, TORSO_PX) is None
    assert isinstance(web_of(ARM.astype(np.float32), (0, 0), SIDE, joints, TORSO_PX), Web)


@pytest.mark.parametrize("left", [80, 94, 116])
def test_an_arm_beside_its_bone_has_its_underside_where_it_ends(left: int) -> None:
    joints = skeleton().xy[[Joint.NECK, Joint.R_SHOULDER, Joint.R_ELBOW]]
    joints[0], joints[1:, 0] = skeleton().pelvis, 104.0
    arm = (np.abs(X - left - 22) < 22) & (Y > 60) & (Y < 250)
    web = web_of(arm.astype(np.float32), (0, 0), SIDE, joints, TORSO_PX)
    assert web is not None
    assert np.abs(web.under[:, 0] - (left + 44)).max() <= 1


def test_of_a_shirt_without_sleeves_a_bare_arm_keeps_nothing() -> None:
    standing = scene()
    wedge = ARM & (X > 100) & (Y < 90)
    standing.rgb[wedge] = CLOTH
    clear_shoulders(standing)
    inner = wedge & (X > 103) & (Y > 63) & (Y < 87) & (X < 125)
    assert standing.shares[Region.TORSO][inner].min() > 0.9
    assert standing.shares[Region.RIGHT_ARM][ARM & (X < 97)].min() > 0.9
    assert np.abs(standing.shares.sum(0) - 1).max() < 1e-5


def test_a_sleeve_stays_the_arms() -> None:
    standing = scene()
    standing.rgb[ARM & (Y < 150)] = CLOTH
    clear_shoulders(standing)
    assert standing.shares[Region.RIGHT_ARM][ARM].min() > 0.99


def test_a_short_sleeve_stays_the_arms() -> None:
    standing = scene()
    standing.rgb[ARM & (Y < 104)] = CLOTH
    clear_shoulders(standing)
    assert standing.shares[Region.RIGHT_ARM][ARM].min() > 0.99


def torso_of(standing: Scene) -> Whole:
    """A torso that goes on under the arms."""
    shape = (H, W)
    alpha = ((X >= 100) & (X < 260) & (Y > 58) & (Y < 290)).astype(np.float32)
    return Whole(np.full((*shape, 3), CLOTH, np.float32), alpha, np.zeros(shape, np.float32), standing.box)


def test_a_raised_bare_arm_goes_under_the_armholes_edge() -> None:
    standing = scene()
    edge = armhole(standing, Region.RIGHT_ARM, torso_of(standing))
    assert edge is not None
    beside = (X > 131) & (X < 140) & (Y > 70) & (Y < 100)
    assert edge.alpha[beside].min() > 0.9
    assert edge.alpha[(X > 185) | (Y > 160) | ARM].max() < 0.1


def test_a_sleeve_has_no_armhole_to_go_under() -> None:
    standing = scene()
    standing.rgb[ARM & (Y < 150)] = CLOTH
    assert armhole(standing, Region.RIGHT_ARM, torso_of(standing)) is None
    assert armhole(scene(), Region.RIGHT_LEG, torso_of(standing)) is None
    assert armhole(scene(), Region.RIGHT_ARM, None) is None


def whole_torso(standing: Scene) -> tuple[np.ndarray, np.ndarray]:
    """Colours [H, W, 3] and alpha [H, W] of the torso, whatever lies over it."""
    torso = completed(replace(standing, trunk=trunk_of(standing)), Region.TORSO, {})
    assert torso is not None
    colours, alpha = np.zeros((H, W, 3), np.float32), np.zeros((H, W), np.float32)
    x0, y0, x1, y1 = torso.box
    colours[y0:y1, x0:x1], alpha[y0:y1, x0:x1] = torso.colours, torso.alpha
    return colours, alpha


def test_below_a_bare_shoulder_lies_skin_and_below_its_armhole_the_shirt() -> None:
    colours, alpha = whole_torso(scene())
    hidden = (X > 116) & (X < 126)
    armpit, side = hidden & (Y > 82) & (Y < 92), hidden & (Y > 140) & (Y < 200)
    assert alpha[armpit | side].min() > 0.9
    assert np.abs(colours[armpit] - SKIN).max() < 12
    assert np.abs(colours[side] - CLOTH).max() < 12
    assert np.abs(colours[TORSO & ~ARM & (X < 180)] - CLOTH).max() < 12


def test_under_a_sleeve_lies_the_shirt() -> None:
    standing = scene()
    standing.rgb[ARM & (Y < 150)] = CLOTH
    colours, _ = whole_torso(standing)
    assert np.abs(colours[(X > 116) & (X < 126) & (Y > 82) & (Y < 200)] - CLOTH).max() < 12


def test_a_torso_goes_on_above_its_arms_joints_with_a_round_corner() -> None:
    standing = scene()
    standing.shares[Region.RIGHT_ARM][(X > 80) & (X < 150) & (Y > 60) & (Y < 80)] = 1
    standing.shares[Region.TORSO][(X > 80) & (X < 150) & (Y > 60) & (Y < 80)] = 0
    _, alpha = whole_torso(standing)
    assert alpha[(X > 132) & (X < 145) & (Y > 66) & (Y < 80)].min() > 0.9
    assert alpha[(X < 112) & (Y < 70)].max() < 0.1


def with_hair(standing: Scene) -> Scene:
    """Long hair over the right shoulder."""
    hair = (X > 100) & (X < 125) & (Y > 40) & (Y < 150)
    standing.shares[:, hair] = 0
    standing.shares[Region.HEAD][hair] = 1
    return replace(standing, matte=np.maximum(standing.matte, hair.astype(np.float32)))


def test_an_arm_under_long_hair_lies_behind_it_and_its_forearm_comes_forward() -> None:
    standing = with_hair(scene())
    order = rest_order(standing.shares, standing.matte, standing.skeleton, standing.box)
    places = [order.index(r) for r in (Region.TORSO, Region.RIGHT_ARM, Region.HEAD, Region.LEFT_ARM)]
    assert places == sorted(places)
    xy = standing.skeleton.xy.copy()
    xy[Joint.R_WRIST] += (-60, -120)
    pieces = posed_order(order, standing.skeleton, xy, LimbOrder())
    arm = [(p.bone, n) for n, p in enumerate(pieces) if p.region is Region.RIGHT_ARM]
    head = next(n for n, p in enumerate(pieces) if p.region is Region.HEAD)
    assert [bone for bone, _ in arm] == [0, 1]
    assert arm[0][1] < head < arm[1][1]


def test_a_raised_arm_lies_before_the_head() -> None:
    standing = with_hair(scene())
    xy = standing.skeleton.xy.copy()
    for joint, place in zip(CHAINS[Region.RIGHT_ARM][1:], ((116, 10), (170, 5)), strict=True):
        xy[joint] = place
    raised = Skeleton(xy, standing.skeleton.known, TORSO_PX)
    standing.shares[Region.HEAD][(X > 100) & (X < 125) & (Y < 80)] = 1
    order = rest_order(standing.shares, np.ones_like(standing.matte), raised, standing.box)
    assert not order.index(Region.TORSO) < order.index(Region.RIGHT_ARM) < order.index(Region.HEAD)
