"""Of two shoes of a pair the hidden one is told from the other, and made whole."""

from __future__ import annotations

import numpy as np
import pytest

from engine.imaging.bands import SHIN
from engine.render.features import Pictures
from engine.rules.foot_bands import foot_bands
from engine.rules.hidden_foot import UNIT, HiddenFoot, feet_touch, find_hidden_foot
from tests.rules.shoes import ANKLES, FRAME, SCALE, Drawn, drawn


def found(scene: Drawn) -> HiddenFoot | None:
    return find_hidden_foot(scene.cutout, FRAME, scene.split(), scene.joints)


def shoes(scene: Drawn) -> np.ndarray:
    """Photo pixels of feet, of whichever leg."""
    rows = np.arange(len(scene.owner))[:, None] > ANKLES[1][1] + 8
    return (scene.owner > 0) & rows


def right(scene: Drawn, shins: np.ndarray) -> float:
    """Share of the shoes' pixels that a part map [h, w, 2] gives to the right leg."""
    cell = len(scene.owner) // shins.shape[0]
    given = 1 + np.kron(shins.argmax(-1), np.ones((cell, cell), int))
    there = shoes(scene)[: len(given), : given.shape[1]]
    return float((given == scene.owner[: len(given), : given.shape[1]])[there].mean())


def large(shins: np.ndarray) -> np.ndarray:
    """A map of UNIT pixels to a canonical one at four, by the nearest."""
    rows, columns = (np.arange(n * 4 // UNIT) * UNIT // 4 for n in shins.shape[:2])
    return shins[np.ix_(rows, columns)]


def test_a_patterned_shoe_is_told_from_the_one_that_hides_it() -> None:
    scene = drawn()
    hidden = found(scene)
    assert hidden is not None
    assert hidden.side == 0
    before, after = right(scene, scene.split()), right(scene, large(hidden.shins))
    assert before < 0.9
    assert after > 0.95
    ankle = np.array([*ANKLES[0], 1 / SCALE]) * SCALE
    assert np.abs(hidden.to_other @ ankle - np.array(ANKLES[1]) * SCALE).max() < 1.0


def test_a_mirrored_shoe_is_told_as_well() -> None:
    scene = drawn(mirrored=True, apart=20)
    hidden = found(scene)
    assert hidden is not None
    assert hidden.side == 0
    assert np.linalg.det(hidden.to_other[:, :2]) < 0


@pytest.mark.parametrize("scene", [drawn(patterned=False), drawn(apart=90)], ids=["plain", "apart"])
def test_shoes_that_tell_nothing_or_do_not_touch_are_left_alone(scene: Drawn) -> None:
    assert found(scene) is None


def test_feet_of_which_the_matte_shows_nothing_are_no_fault() -> None:
    scene = drawn()
    cutout, shins = scene.cutout.copy(), scene.split()
    cutout[int(ANKLES[0][1]) - 20 :] = 0
    assert feet_touch(shins, scene.joints)
    assert find_hidden_foot(cutout, FRAME, shins, scene.joints) is None


def pictures(scene: Drawn) -> Pictures:
    rgb = np.ascontiguousarray(scene.cutout[..., :3])
    return Pictures(rgb, scene.cutout, np.full_like(rgb, 255), 1.0)


def test_the_hidden_shoe_is_made_whole_with_what_the_other_shows() -> None:
    scene = drawn()
    hidden = found(scene)
    assert hidden is not None
    bands = foot_bands(pictures(scene), hidden, scene.joints, FRAME)
    band = bands[SHIN]
    x0, y0, x1, y1 = band.box
    alone, owner = scene.right_alone[y0:y1, x0:x1], scene.owner[y0:y1, x0:x1]
    low = np.arange(y0, y1)[:, None] > ANKLES[0][1] + 16
    covered = (alone[..., 3] > 0) & (owner == 2) & low
    assert covered.sum() > 500
    assert (band.pixels[..., 3][covered] > 127).mean() > 0.9
    off = np.abs(band.pixels[..., :3].astype(int) - alone[..., :3]).mean(-1)[covered]
    assert np.median(off) < 12
    beside = (alone[..., 3] == 0) & low
    assert (band.pixels[..., 3][beside] > 127).mean() < 0.02


def test_the_shoe_in_front_keeps_nothing_of_the_other() -> None:
    scene = drawn()
    hidden = found(scene)
    assert hidden is not None
    band = foot_bands(pictures(scene), hidden, scene.joints, FRAME)[SHIN + 1]
    x0, y0, x1, y1 = band.box
    owner, low = scene.owner[y0:y1, x0:x1], np.arange(y0, y1)[:, None] > ANKLES[1][1] + 8
    assert (band.pixels[..., 3][(owner == 2) & low] > 127).mean() > 0.95
    assert (band.pixels[..., 3][(owner == 1) & low] > 127).mean() < 0.15
