"""From a rendered picture to the bytes of a finished file, the same for a single picture and a batch."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.contract.messages import Posed, Quality, Rendered, RenderRequest, Source
from engine.export.canvas import Levels, on_canvas
from engine.export.credentials import with_credentials
from engine.export.encode import About, encode
from engine.export.exif import tags_for
from engine.export.geometry import Layout, layout
from engine.export.mark import with_mark
from engine.export.profile import in_profile, srgb_profile
from engine.export.settings import Background, ColourSpace, Metadata, OutputSettings
from engine.export.xmp import packet
from engine.imaging.extension import UNEXTENDED, Extension
from engine.photo.photo import Photo
from engine.photo.recipe import KEYWORD, MAX_PATH_LETTERS, PhotoOrigin, Placed, Recipe, recipe_text
from engine.pose.order_wishes import LimbOrder
from engine.pose.outside import newly_outside
from engine.pose.plain import joints_of
from engine.pose.pose import Box, Pose
from engine.system.equipment import SHIPPED, OwnWeights
from engine.system.paths import near_place
from engine.system.shipped import software
from engine.system.stored_path import text_of

# A picture smaller than the photo is rendered at up to this many times its size and scaled down. What moved then
# comes 8 to 10 dB closer to the full-size picture, for half as much time again or twice the time (demo, 400, 700 px).
_OVERSAMPLING = 2
_NOTE = "The person in this picture was re-posed by Repose; parts of it are synthetic."


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What a picture says of its making beside what its request tells.

    weights_version: that of the render where empty. photo: the original's file, None where it is in none.
    folder: where the picture goes, from which the original is looked for when the picture is opened again.
    pose_name: the pose's name, shown to people.
    """

    weights_version: str = ""
    pose_name: str = ""
    photo: Path | None = None
    folder: Path | None = None


def request_for(
    source: Source,
    pose: Pose,
    *,
    settings: OutputSettings,
    order: LimbOrder | None = None,
    weights: OwnWeights = SHIPPED,
    farther: tuple[Posed, ...] = (),
    nearer: tuple[Posed, ...] = (),
    extension: Extension = UNEXTENDED,
) -> RenderRequest:
    """The render that `produce` needs for a picture of `pose`, in photo pixels, under `settings`.

    order: which limbs lie in front and behind; None for none. weights: those of one's own. farther, nearer: others of
    the photo who have poses, each from back to front. extension: what is added around the photo, in its pixels.
    """
    whole = extension.size(source.photo.size)
    edge = _OVERSAMPLING * max(layout(whole, settings).inside)
    size = edge if edge < max(whole) else None
    cut_out = settings.background is not Background.PLATE
    return RenderRequest(
        source, pose, Quality.FINAL, transparent=cut_out, size=size, order=order or LimbOrder(),
        weights=weights, farther=farther, nearer=nearer, extension=extension,
    )  # fmt: skip


def produce(rendered: Rendered, *, settings: OutputSettings, provenance: Provenance) -> bytes:
    """The finished file of a render asked for by `request_for` with the same settings; raises OutputError.

    Equal renders, settings and provenance give equal bytes, unless they are signed: no time or place of making
    goes in. Safe to call on any thread.
    """
    photo = rendered.request.source.photo
    place = layout(rendered.request.whole_size, settings)
    levels = on_canvas(rendered.pixels, place, settings)
    if settings.mark is not None:
        levels = with_mark(levels, settings.mark)
    levels, icc = _in_colour_space(levels, photo, settings)
    data = encode(
        levels, _about(rendered, place, settings=settings, provenance=provenance, icc=icc), settings
    )
    return data if settings.credentials is None else with_credentials(data, settings)


def notes_for(request: RenderRequest, settings: OutputSettings) -> tuple[str, ...]:
    """Sentences for people on how the picture differs from what was asked, such as not being enlarged."""
    return layout(request.whole_size, settings).notes


def cut_off(request: RenderRequest, settings: OutputSettings) -> tuple[str, ...]:
    """Which of head, hands and feet the edge of the finished picture cuts off, and the photo's own does not.

    By their names in `engine.pose.outside`; where the picture is cropped, its edge lies within the photo's, and where
    it is extended, beyond.
    """
    source, around = request.source, request.extension
    place = layout(request.whole_size, settings)
    corners = np.reshape(place.window, (2, 2)) - (place.left, place.top)
    corners = corners * np.divide(request.whole_size, place.inside) - (around.left, around.top)
    seen = Box(*corners.ravel().tolist())
    return newly_outside(request.pose, source=source.pose, size=source.photo.size, seen=seen)


def _in_colour_space(levels: Levels, photo: Photo, settings: OutputSettings) -> tuple[Levels, bytes | None]:
    """The levels and the profile they are in; None for sRGB that goes without saying, as in the photo."""
    if settings.colour_space is ColourSpace.SRGB:
        return levels, srgb_profile()
    converted = None if photo.icc is None else in_profile(levels, photo.icc)
    return (levels, None) if converted is None else (converted, photo.icc)


def _about(
    rendered: Rendered, place: Layout, *, settings: OutputSettings, provenance: Provenance, icc: bytes | None
) -> About:
    photo, made_by = rendered.request.source.photo, software()
    carries = settings.metadata is Metadata.CAMERA
    weights = provenance.weights_version or rendered.weights
    recipe = _recipe(rendered.request, place, settings=settings, provenance=provenance)
    text = recipe_text(recipe.model_copy(update={"weights": weights}))
    return About(
        icc=icc,
        xmp=packet(
            software=made_by,
            weights=weights,
            licence=rendered.licence,
            recipe=text,
            original=photo.xmp if carries else None,
            gps=settings.gps,
        ),
        tags=tags_for(photo.exif if carries else None, gps=settings.gps, dpi=settings.dpi, software=made_by),
        texts={
            "Software": made_by,
            "Weights": weights,
            **({"Weights licence": rendered.licence} if rendered.licence else {}),
            "Comment": " ".join((_NOTE, *rendered.notes)),
            KEYWORD: text,
        },
    )


def _told(provenance: Provenance) -> str | None:
    """What a picture says of where its photo was."""
    photo, folder = provenance.photo, provenance.folder
    if photo is None or folder is None:
        return None
    told = text_of(near_place(photo, folder) or photo.name)
    return told if len(told) <= MAX_PATH_LETTERS else None


def _recipe(
    request: RenderRequest, place: Layout, *, settings: OutputSettings, provenance: Provenance
) -> Recipe:
    photo, around = request.source.photo, request.extension
    scale = place.inside[0] / request.whole_size[0]
    return Recipe(
        software=software(),
        photo=PhotoOrigin(
            name=photo.name[:300],
            key=photo.key,
            width=photo.size[0],
            height=photo.size[1],
            beside=_told(provenance),
        ),
        source_pose=joints_of(request.source.pose),
        pose=joints_of(request.pose),
        pose_name=provenance.pose_name[:300],
        in_front=tuple(joint.name for joint in request.order.in_front),
        behind=tuple(joint.name for joint in request.order.behind),
        placed=Placed(
            canvas=place.canvas,
            inside=_inside(photo.size, scale) if around else place.inside,
            left=place.left + round(around.left * scale),
            top=place.top + round(around.top * scale),
        ),
        extended=around.sides,
        # Where a person keeps keys is nobody's business.
        settings=settings.model_dump(mode="json", exclude={"credentials"}),
    )


def _inside(photo: tuple[int, int], scale: float) -> tuple[int, int]:
    """The size of the photo within a picture of it and what is added around it."""
    return max(1, round(photo[0] * scale)), max(1, round(photo[1] * scale))
