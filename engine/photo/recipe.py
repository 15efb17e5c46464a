"""The recipe a picture carries: from which photo, in which pose and how it was made, to open it again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from engine.photo.xmp import our_property
from engine.pose.plain import Joints, pose_of
from engine.pose.pose import Joint, Pose
from engine.system.errors import EngineError

VERSION = 1
MAX_BYTES = 32_000
KEYWORD = "Repose recipe"  # of the PNG text that holds it
MAX_PATH_LETTERS = 1_000
_MAX_SIDE_PX = 1_000_000
_DAMAGED = "The recipe in this picture is damaged; the picture is opened as a photo."

_Side = Annotated[int, Field(ge=1, le=_MAX_SIDE_PX)]
_Added = Annotated[int, Field(ge=0, le=_MAX_SIDE_PX)]
_Offset = Annotated[int, Field(ge=-_MAX_SIDE_PX, le=_MAX_SIDE_PX)]


class RecipeError(EngineError):
    """A recipe is damaged, too large or of a newer version."""


def _printable(name: Any) -> Any:
    """Names are shown to people: control characters and line ends go."""
    return "".join(c if c.isprintable() else " " for c in name) if isinstance(name, str) else name


_Name = Annotated[str, BeforeValidator(_printable), Field(max_length=300)]


class _Model(BaseModel):
    """Fields of newer minor versions are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class PhotoOrigin(_Model):
    """The photo a picture was made from.

    key: sha256 of its file's bytes. beside: what may be told of where it was, see `engine.system.paths.near_place`,
    else its name; older versions told the whole way there.
    """

    name: _Name
    key: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    width: _Side
    height: _Side
    beside: Annotated[str, Field(max_length=MAX_PATH_LETTERS)] | None = None


class Placed(_Model):
    """Where the photo lies in the picture: canvas and scaled size (width, height), and its upper left corner.

    What was added around the photo lies around that.
    """

    canvas: tuple[_Side, _Side]
    inside: tuple[_Side, _Side]
    left: _Offset = 0
    top: _Offset = 0


class Recipe(_Model):
    """What a picture was made of. Poses are in pixels of the photo; settings: those of the output, plain.

    in_front, behind: limbs over and under the others, by the names of the joints they end in. extended: pixels of the
    photo that were added at its left, top, right and bottom.
    """

    format: Literal["repose-recipe"] = "repose-recipe"
    version: Annotated[int, Field(ge=1)] = VERSION
    software: _Name = ""
    weights: _Name = ""
    photo: PhotoOrigin
    source_pose: Joints
    pose: Joints
    pose_name: _Name = ""
    in_front: Annotated[tuple[str, ...], Field(max_length=len(Joint))] = ()
    behind: Annotated[tuple[str, ...], Field(max_length=len(Joint))] = ()
    placed: Placed
    extended: tuple[_Added, _Added, _Added, _Added] = (0, 0, 0, 0)
    settings: dict[str, Any] = {}

    def pose_asked(self) -> Pose:
        """The pose the person was given, in pixels of the photo."""
        return pose_of(self.pose)

    def pose_found(self) -> Pose:
        """The pose in the photo, in its pixels, as it was found or corrected."""
        return pose_of(self.source_pose)

    def pose_in(self, size: tuple[int, int]) -> Pose | None:
        """The pose the person was given, in pixels of the picture; joints that were cropped away are missing.

        None where the picture, now of `size` (width, height), was scaled or cropped since, or shows no joint.
        """
        if size != self.placed.canvas:
            return None
        pose, placed = self.pose_asked(), self.placed
        scale = np.divide(placed.inside, (self.photo.width, self.photo.height))
        moved = pose.replaced(pose.xy() * scale + np.array([placed.left, placed.top]))
        width, height = placed.canvas
        outside = [j for j in Joint if not (0 <= moved.at(j)[0] < width and 0 <= moved.at(j)[1] < height)]
        seen = moved.with_present(outside, present=False)
        return seen if seen.bounding_box() else None


def recipe_text(recipe: Recipe) -> str:
    """The recipe as JSON of at most MAX_BYTES; settings that would not fit are left out."""
    text = recipe.model_dump_json()
    if len(text.encode()) > MAX_BYTES:
        text = recipe.model_copy(update={"settings": {}}).model_dump_json()
    return text


def parse_recipe(text: str) -> Recipe:
    """A recipe from JSON; raises RecipeError with a sentence for anything that is none, or a newer one."""
    if len(text) > MAX_BYTES or len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise RecipeError("The recipe in this picture is too large to be one of Repose.")
    try:
        values = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise RecipeError(_DAMAGED) from error
    if not isinstance(values, dict) or values.get("format") != "repose-recipe":
        raise RecipeError(_DAMAGED)
    version = values.get("version")
    if isinstance(version, int) and version > VERSION:
        raise RecipeError(
            "The recipe in this picture was written by a newer Repose. Update Repose to use it."
        )
    try:
        return Recipe.model_validate(values)
    except ValidationError as error:
        raise RecipeError(_DAMAGED) from error


def recipe_in(info: Mapping[Any, Any], xmp: bytes | None) -> Recipe | None:
    """The recipe of an image whose `info` Pillow has read and whose packet is `xmp`; None without one.

    Raises RecipeError for one that cannot be used.
    """
    text = info.get(KEYWORD)
    if not isinstance(text, str) and xmp is not None:
        text = our_property(xmp, "Recipe")
    return parse_recipe(text) if isinstance(text, str) else None
