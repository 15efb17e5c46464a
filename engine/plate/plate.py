"""The background plate: the photo with the person taken out, and the shadows of their feet as layers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from engine.imaging.patches.correspondence import Way, correspondence
from engine.imaging.patches.transfer import transferred
from engine.imaging.pixels import Floats, widened
from engine.imaging.shadows import Shadow, shading
from engine.photo.mending.clean_plate import CleanPlate
from engine.plate.empty_set import decoded
from engine.plate.plain import gaps, grain, stains, surface, texture
from engine.plate.shadow import contact_shadows
from engine.pose.pose import Pose
from engine.system.giving_way import give_way

Method = Literal["auto", "membrane", "patches"]
_FAINT = 0.02  # matte values up to this are background
HOLE_SHARE = 120  # the hole reaches this fraction of the photo's longer side beyond the matte
_CLOSE = 350  # close to it, at this fraction, lies the darkest of a contact shadow
# Horizons and fences go on; what fills the hole agrees with its rim, where edges hardly ever run.
_WAY, _RIM_LEVELS = Way(down=1.0, across=0.1, fading=2.0, fits=1.5), 30.0
_COARSEST_PX = 110  # at half of it a pixel holds a wall and the sky beside it, and one goes on as the other
_BARRED = 150  # and nothing is copied from this fraction around it
_PLAIN = 2.5  # grey levels of fine texture (standard deviation) below which a background is plain


@dataclass(frozen=True, eq=False)
class Plate:
    """The background of a photo.

    rgb, uint8 [H, W, 3]: without the person, their shadow still there; what is not repainted is the photo to the
    bit. bare, of the same shape: without both. shadows: what was taken away, a layer for each foot that throws one;
    bare * shading(shadows) is rgb but for rounding.
    """

    rgb: NDArray[np.uint8]
    bare: NDArray[np.uint8]
    shadows: tuple[Shadow, ...] = ()

    def bytes(self) -> int:
        """Memory held, in bytes."""
        bare = self.bare.nbytes if self.shadows else 0
        return self.rgb.nbytes + bare + sum(shadow.ratio.nbytes for shadow in self.shadows)


def make_plate(
    rgb: NDArray[np.uint8],
    matte: Floats,
    *,
    poses: Sequence[Pose] = (),
    method: Method = "auto",
    empty: CleanPlate | None = None,
) -> Plate:
    """The plate of a photo `rgb` [H, W, 3] whose people have together the `matte` [H, W] (0..1), and these poses.

    "membrane" continues the surroundings smoothly (studio walls), "patches" re-uses their texture, "auto" looks at
    the surroundings. empty: the empty set, whose pixels go before both where it has any. Shadows are told apart
    with poses only, and of several people numbered in their order. See docs/decisions/0014-the-plate.md.
    """
    hole = vacated(matte)
    if not hole.any() or (hole.all() and empty is None):
        return Plate(rgb.copy(), rgb.copy())
    if method == "auto":
        method = "membrane" if is_plain(rgb, matte) else "patches"
    plain = method == "membrane"
    shadows = _shadows(rgb, _widened(matte, _CLOSE), poses, plain=plain)
    give_way()
    dark = shading(shadows, (hole.shape[1], hole.shape[0]))[..., None]
    lit = _bytes(rgb / dark)
    lit, left = _with_empty_set(lit, hole, empty)
    bare = lit
    give_way()
    if left.any() and not left.all():
        if plain:
            left |= stains(lit, left) | gaps(left)
        bare = np.where(left[..., None], filled(lit, left, plain=plain), lit)
    give_way()
    repainted = np.where((hole | left)[..., None], _bytes(bare * dark), rgb)
    return Plate(repainted, bare if shadows else repainted, shadows)


def _shadows(
    rgb: NDArray[np.uint8], hole: NDArray[np.bool_], poses: Sequence[Pose], *, plain: bool
) -> tuple[Shadow, ...]:
    """The contact shadows of all feet; what one person's feet darken is no other's."""
    found: tuple[Shadow, ...] = ()
    for number, pose in enumerate(poses):
        lit = rgb if not found else _bytes(rgb / shading(found, (rgb.shape[1], rgb.shape[0]))[..., None])
        own = contact_shadows(lit, hole, pose, plain=plain)
        found += own if len(poses) == 1 else tuple(shadow.of_person(number) for shadow in own)
    return found


def _with_empty_set(
    lit: NDArray[np.uint8], hole: NDArray[np.bool_], empty: CleanPlate | None
) -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
    """The photo with the empty set in its hole, and what of the hole is left to be invented."""
    found = None if empty is None else decoded(empty, (hole.shape[1], hole.shape[0]))
    if found is None:
        return lit, hole.copy()
    pixels, shown = found
    return np.where((hole & shown)[..., None], pixels, lit), hole & ~shown


def is_plain(rgb: NDArray[np.uint8], matte: Floats) -> bool:
    """Whether what surrounds the person of a photo [H, W, 3] is plain, such as a studio wall."""
    return is_plain_around(rgb, vacated(matte))


def is_plain_around(rgb: NDArray[np.uint8], hole: NDArray[np.bool_]) -> bool:
    """Whether what surrounds a `hole` [H, W] of a picture [H, W, 3] is plain."""
    return texture(rgb, hole) < _PLAIN


def filled(rgb: NDArray[np.uint8], hole: NDArray[np.bool_], *, plain: bool) -> NDArray[np.uint8]:
    """A picture [H, W, 3] whose `hole` [H, W] goes on with its surroundings; only the hole's pixels are of use."""
    return _smooth(rgb, hole) if plain else _copied(rgb, hole)


def get_ready() -> None:
    """Compile what copies patches, or fetch it from the disk: seconds, once."""
    rgb = np.random.default_rng(0).integers(0, 256, (48, 48, 3), np.uint8)
    matte = np.zeros((48, 48), np.float32)
    matte[20:28, 20:28] = 1
    make_plate(rgb, matte, method="patches")


def vacated(matte: Floats) -> NDArray[np.bool_]:
    """Which pixels [H, W] the plate repaints at least: the matte and the rim its colour may have touched."""
    return _widened(matte, HOLE_SHARE)


def _widened(matte: Floats, fraction: int) -> NDArray[np.bool_]:
    radius = max(2, max(matte.shape) // fraction)
    return widened(matte > _FAINT, radius)


def _smooth(rgb: NDArray[np.uint8], hole: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """A surface that meets the surroundings, with the photo's grain."""
    return _bytes(surface(rgb, hole) + grain(rgb, hole))


def _copied(rgb: NDArray[np.uint8], hole: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """Pieces of the surroundings."""
    radius = max(2, max(hole.shape) // _BARRED)
    barred = widened(hole, radius)
    found = correspondence(rgb, hole, barred, _WAY, coarsest_px=_COARSEST_PX)
    if found is None:
        return _smooth(rgb, hole)
    return _bytes(transferred(rgb, hole, found, rim_levels=_RIM_LEVELS))


def _bytes(picture: Floats) -> NDArray[np.uint8]:
    return picture.round().clip(0, 255).astype(np.uint8)
