"""A photo's person taken apart into whole layers, once per photo."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.boxes import Box
from engine.imaging.frame import Frame
from engine.imaging.pixels import Floats
from engine.layers.bare_shoulders import bare_beside_cloth, clear_shoulders
from engine.layers.completion import completed
from engine.layers.ends import skin_of
from engine.layers.flanks import clear_flanks
from engine.layers.hand_cut import with_cut_hands
from engine.layers.hands import on_grid, with_hand_rims
from engine.layers.hem import ends_at, hung_to, with_hem, with_skirt
from engine.layers.layer import Person
from engine.layers.layers_of import cut_to, laid_out
from engine.layers.limb_order import rest_order, wished
from engine.layers.limb_risks import limb_risks
from engine.layers.mapped import layer_map
from engine.layers.outline import trunk_of
from engine.layers.photo_edge import Cut, cut_of
from engine.layers.reading import Reading
from engine.layers.regions import ARMS, CHAINS, CLASSES_OF, HANGING, LIMBS, TWIN, Region
from engine.layers.roots import Root, root_of
from engine.layers.said import impose, regions_over, told
from engine.layers.scene import Scene
from engine.layers.scraps import clear_scraps
from engine.layers.seams import seams_of
from engine.layers.settling import limb_widths, settled
from engine.layers.shares import over_box, region_shares
from engine.layers.silhouette import hem_row
from engine.layers.skeleton import Points, Skeleton
from engine.layers.smaller import reduced
from engine.layers.straightened import forearms_of, tell_held
from engine.layers.trunk import Trunk
from engine.layers.whole import Whole
from engine.layers.widths import Widths
from engine.photo.mending.mending import NOTHING, Mending
from engine.pose.hand_points import HandPoints
from engine.pose.layer_classes import PELVIS
from engine.system.giving_way import give_way

_AIR = 0.06  # of the person's box, left around it
_WORK_EDGE_PX = 720  # the parsing is refined at this longer edge of the person's box
_AT_ONCE = 2  # layers that are completed at the same time; each holds some ten planes of its window
_CUT_TORSO = 0.012  # torso lengths from the photo's edge, where a fingertip may be cut
_HANGS_TORSO = 0.12  # squared torso lengths of hanging cloth that make a skirt or a coat


def take_apart(
    cutout: NDArray[np.uint8],
    skeleton: Skeleton,
    frame: Frame,
    reading: Reading,
    mending: Mending = NOTHING,
) -> Person:
    """The person of a photo as layers.

    cutout: uint8 [H, W, 4], the person's own colours and the matte. mending: what a person said, which goes before all
    that is read.
    """
    height, width = cutout.shape[:2]
    box = _person_box(cutout[..., 3])
    inside = np.s_[box[1] : box[3], box[0] : box[2]]
    rgb = np.ascontiguousarray(cutout[inside][..., :3])
    matte = cutout[inside][..., 3].astype(np.float32) / 255
    factor = min(1.0, _WORK_EDGE_PX / max(matte.shape))
    reading = replace(reading, shown=told(reading.shown, mending.painted, frame))
    small, hangs = _parsed(
        reduced(rgb, matte, factor),
        skeleton,
        box=box,
        frame=frame,
        reading=reading,
        factor=factor,
        mending=mending,
    )
    widths = {region: limb_widths(small, region).scaled(1 / factor) for region in LIMBS}
    give_way()
    scene = with_cut_hands(small.enlarged(rgb, matte, skeleton, box), reading.hands)
    scene = _with_trunk(scene, regions_over(mending.painted, box, (matte.shape[1], matte.shape[0])))
    scene = _with_hands(scene, reading, frame, (width, height))
    wholes = _completed(scene, widths)
    layers = laid_out(scene, wholes, (height, width), hangs=hangs, mending=mending)
    give_way()
    seams = seams_of(scene, (width, height), hangs=hangs, layers=layers)
    seen = layer_map(small, layers, box=box, frame=frame, probabilities=reading.shown)
    risks = limb_risks(small, reading, box=box, frame=frame)
    return Person(
        tuple(layers), scene.order, skeleton, (width, height),
        seams=seams, roots=_roots(scene, wholes, hangs=hangs), shown=seen, risks=risks,
        cuts=_cuts(scene, (width, height)),
    )  # fmt: skip


def _completed(scene: Scene, widths: dict[Region, Widths]) -> dict[Region, Whole | None]:
    """Every region of a scene made whole."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        threads = [copy_context() for _ in scene.order]  # which knows whether all this is still wanted
        found = pool.map(lambda region, own: own.run(completed, scene, region, widths), scene.order, threads)
        return dict(zip(scene.order, found, strict=True))


def _cuts(scene: Scene, size: tuple[int, int]) -> dict[Region, Cut]:
    """Where the edge of a photo of a size (width, height) cuts arms."""
    found = {}
    for arm in ARMS:
        window = scene.window(arm)
        if window is None or not scene.skeleton.has_limb(arm):
            continue
        near = scene.part(window)
        cut = cut_of(near.field(arm), near.shares[arm] * near.matte, window, size, scene.skeleton)
        if cut is not None:
            found[arm] = cut
    return found


def _roots(scene: Scene, wholes: Mapping[Region, Whole | None], *, hangs: bool) -> dict[Region, Root]:
    """Where the limbs that there are grow out of the torso; legs under a skirt or coat bend with its cloth."""
    torso, found = scene.shares[Region.TORSO] * scene.matte, {}
    for limb in ARMS if hangs else LIMBS:
        whole = wholes.get(limb)
        if whole is None and limb in ARMS:
            continue
        # The torso's cloth goes with a leg, seen or not.
        box, alpha = (scene.box, np.zeros_like(torso)) if whole is None else (whole.box, whole.alpha)
        side = None if scene.trunk is None or limb not in ARMS else _side(scene, scene.trunk, limb)
        body, sleeved = cut_to(torso, scene.box, box), side is None or not bare_beside_cloth(scene, limb)
        found[limb] = root_of(limb, alpha, body, box[:2], scene.skeleton, side, sleeved=sleeved)
    return found


def _side(scene: Scene, trunk: Trunk, arm: Region) -> Points:
    """The side of the torso that an arm hangs beside, [n, 2] photo pixels."""
    shoulders = scene.skeleton.xy[[CHAINS[arm].root, CHAINS[TWIN[arm]].root], 0]
    return trunk.line(int(shoulders[0] > shoulders[1])) + scene.box[:2]


def _with_trunk(scene: Scene, said: NDArray[np.uint8] | None) -> Scene:
    """A scene that knows its skin and trunk, with clear flanks; said: [h, w] what was painted, which goes before."""
    impose(scene.shares, said)
    give_way()
    tell_held(scene)
    clear_shoulders(scene := replace(scene, skin=skin_of(scene)))
    clear_flanks(scene := replace(scene, trunk=trunk_of(scene)))
    impose(scene.shares, said)
    return scene


def _with_hands(scene: Scene, reading: Reading, frame: Frame, size: tuple[int, int]) -> Scene:
    """A scene that knows its folded arms, whose fingers were found, and whose end at the edge of a photo of a size."""
    fingers = frozenset(arm for arm in ARMS if CHAINS[arm].end in reading.hands)
    ends = {arm: reading.hands[CHAINS[arm].end] for arm in fingers}
    cut = frozenset(arm for arm in fingers if _at_edge(ends[arm], size, scene.skeleton))
    forearms = forearms_of(scene, reading, frame)
    return replace(scene, fingers=fingers, cut=cut, forearms=forearms)


def _at_edge(hand: HandPoints, size: tuple[int, int], skeleton: Skeleton) -> bool:
    """Whether a hand's fingers end where a photo of a size (width, height) does."""
    room = np.minimum(hand, np.array(size) - 1 - hand).min()
    return bool(room < _CUT_TORSO * skeleton.torso)


def _parsed(
    seen: tuple[NDArray[np.uint8], Floats],
    skeleton: Skeleton,
    *,
    box: Box,
    frame: Frame,
    reading: Reading,
    factor: float,
    mending: Mending,
) -> tuple[Scene, bool]:
    """What each pixel of the person's box shows, on a grid of `factor` times its pixels; and whether cloth hangs.

    seen: colours and matte on that grid.
    """
    rgb, matte = seen
    size = (matte.shape[1], matte.shape[0])
    said = regions_over(mending.painted, box, size)
    skeleton, grid = skeleton.on(box[:2], factor), (0, 0, *size)
    shares = region_shares(reading, frame, rgb, matte, box, skeleton, said)
    hanging = reading.shown[list(HANGING)].sum(0)
    cloth, hips = np.moveaxis(over_box(np.dstack([hanging, reading.shown[PELVIS]]), frame, box, size), 2, 0)
    hangs = float((cloth * matte > 0.5).sum()) > _HANGS_TORSO * skeleton.torso**2
    hem = hem_row(shares, rgb, matte, skeleton)
    if hangs:
        hung = with_skirt(shares, cloth + hips, rgb, matte, skeleton, grid)
        shares = hung if hem is None else ends_at(hung, shares, hem, skeleton)
    elif hem is not None:
        shares, hangs = hung_to(shares, hem, skeleton), True
    else:
        shares = with_hem(shares, rgb, matte, skeleton, grid)
    order = wished(rest_order(shares, matte, skeleton, grid), mending.order)
    body = None
    if reading.whole is not None:
        extent = reading.whole[list(CLASSES_OF[Region.TORSO])].max(0)
        body = over_box(extent[..., None], frame, box, size)[..., 0]
    hands = on_grid(reading.hands, box, size)
    scene = settled(Scene(rgb, matte, shares, order, skeleton, grid, body=body, hangs=hangs), hands)
    with_hand_rims(scene, hands)
    clear_scraps(scene)
    impose(scene.shares, said)
    return scene, hangs


def _person_box(matte: NDArray[np.uint8]) -> Box:
    x, y, w, h = cv2.boundingRect((matte > 5).astype(np.uint8))
    if not w:
        return 0, 0, matte.shape[1], matte.shape[0]
    air = max(8, round(_AIR * max(w, h)))
    return (
        max(x - air, 0),
        max(y - air, 0),
        min(x + w + air, matte.shape[1]),
        min(y + h + air, matte.shape[0]),
    )
