"""Back from a picture to what it was made of: its photo, where that can be found, and the poses it tells of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from engine.photo.photo import Photo, load_photo
from engine.photo.recipe import Recipe
from engine.pose.openpose import PoseFile
from engine.system.errors import PhotoError, PoseError

PICTURE_ENDINGS = (".png", ".webp", ".jpg", ".jpeg", ".tif", ".tiff")


def original_of(recipe: Recipe, places: Iterable[Path]) -> tuple[Path, Photo] | None:
    """The first of `places` that holds the very photo of a recipe, and that photo with the joints found then.

    Decodes it, tens of milliseconds a megapixel. None where no place holds a file of the same bytes.
    """
    for place in places:
        try:
            photo = load_photo(place)
        except PhotoError:
            continue
        if photo.key == recipe.photo.key:
            return place, replace(photo, pose=recipe.pose_found())
    return None


def is_picture(path: Path) -> bool:
    """Whether the name is that of a picture, not of a pose file."""
    return path.suffix.lower() in PICTURE_ENDINGS


def poses_of_picture(path: Path, *, found: bool = False) -> PoseFile:
    """The pose the person in the picture `path` was given, or with `found` the one its photo had before.

    On a canvas of the photo's size. Raises PhotoError, and PoseError for a picture that tells of no pose.
    """
    recipe = load_photo(path).recipe
    if recipe is None:
        raise PoseError(f"{path.name} tells of no pose: it is no picture of Repose, or lost what it said.")
    pose = recipe.pose_found() if found else recipe.pose_asked()
    return PoseFile((pose,), (recipe.photo.width, recipe.photo.height))
