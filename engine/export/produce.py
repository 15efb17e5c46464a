"""From a rendered picture to the bytes of a finished file, the same for a single picture and a batch."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from engine.contract import Quality, Rendered, RenderRequest, Source
from engine.export.geometry import layout
from engine.export.settings import Background, OutputSettings
from engine.files import encode_png
from engine.pose import Pose


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What a picture says of its making beside what its request tells.

    photo: the original's file, None where it is in none. folder: where the picture goes, from which the
    original is looked for when the picture is opened again. pose_name: the pose's name, shown to people.
    """

    weights_version: str
    pose_name: str = ""
    photo: Path | None = None
    folder: Path | None = None


def request_for(source: Source, pose: Pose, *, settings: OutputSettings) -> RenderRequest:
    """The render that `produce` needs for a picture of `pose`, in photo pixels, under `settings`."""
    wanted = max(layout(source.photo.size, settings).inside)
    size = wanted if wanted < max(source.photo.size) else None
    cut_out = settings.background is not Background.PLATE
    return RenderRequest(source, pose, Quality.FINAL, transparent=cut_out, size=size)


def produce(rendered: Rendered, *, settings: OutputSettings, provenance: Provenance) -> bytes:
    """The finished file of a render asked for by `request_for` with the same settings; raises OutputError.

    Equal renders, settings and provenance give equal bytes: no time or place of making goes in. Safe to call on
    any thread.
    """
    photo = rendered.request.source.photo
    return encode_png(
        rendered.pixels, icc=None, text={"Weights": provenance.weights_version, "Photo": photo.name}
    )


def notes_for(source: Source, settings: OutputSettings) -> tuple[str, ...]:
    """Sentences for people on how the picture differs from what was asked, such as not being enlarged."""
    return layout(source.photo.size, settings).notes
