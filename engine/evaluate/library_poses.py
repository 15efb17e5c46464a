"""Photos in every pose of the library: no limb that is asked for may come off, shrink away or be missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.batch.library import Shipped, named
from engine.contract.messages import Source
from engine.evaluate.limbs import Kind, Watched
from engine.evaluate.subjects import Skipped
from engine.pose.fit import fit
from engine.pose.openpose import read_pose_file
from engine.render.renderer import PREVIEW_EDGE_PX, Renderer
from engine.system.errors import PoseError


@dataclass(frozen=True)
class LossRow:
    """What one picture lost; size and excuse as in `engine.evaluate.limbs.Loss`."""

    photo: str
    pose: str
    what: str
    layer: str
    size: float
    excuse: str


@dataclass(frozen=True)
class LibraryRow:
    """A photo's pictures, and how many have a piece that came off, a layer that shrank, a missing limb, any of these.

    excused: pictures of which all losses are the photo's own, or of things that stay.
    """

    photo: str
    pictures: int
    detached: int
    shrunk: int
    missing: int
    faulty: int
    excused: int


@dataclass(frozen=True)
class LibraryReport:
    """By photo, the last row altogether; each loss; and the photos that could not take part."""

    poses: int
    skipped: tuple[Skipped, ...]
    rows: tuple[LibraryRow, ...]
    losses: tuple[LossRow, ...]


def evaluate_library(
    sources: Sequence[Source], renderer: Renderer, *, skipped: tuple[Skipped, ...] = ()
) -> LibraryReport:
    """Put the people of photos into every pose of the library as the window does, and look for what is lost.

    renderer: by layers. They are looked at in the size of a preview.
    """
    poses, left_out = named(""), list(skipped)
    rows: list[LibraryRow] = []
    losses: list[LossRow] = []
    for source in sources:
        try:
            own = list(_losses(source, renderer, poses))
        except PoseError as error:
            left_out.append(Skipped(source.photo.name, str(error)))
            continue
        rows.append(_row(source.photo.name, own, len(poses)))
        losses += own
    rows.append(_row("all", losses, len(poses) * len(rows)))
    return LibraryReport(len(poses), tuple(left_out), tuple(rows), tuple(losses))


def _losses(source: Source, renderer: Renderer, poses: Sequence[Shipped]) -> Iterator[LossRow]:
    person = renderer.taken_apart(source)
    factor = PREVIEW_EDGE_PX / max(person.size)
    if factor < 1:
        width, height = (round(edge * factor) for edge in person.size)
        person = person.shrunk((width, height))
    watched = Watched(person, source.pose)
    for each in poses:
        pose = fit(read_pose_file(each.path).largest(), to=source.pose, feet_on_ground=True)
        for loss in watched.losses(pose, each.order):
            layer = loss.region.name.replace("_", " ").lower()
            yield LossRow(source.photo.name, each.path.stem, loss.kind.value, layer, loss.size, loss.excuse)


def _row(photo: str, losses: Sequence[LossRow], pictures: int) -> LibraryRow:
    faults = [loss for loss in losses if not loss.excuse]
    wrong = {kind: _pictures(loss for loss in faults if loss.what == kind.value) for kind in Kind}
    faulty = _pictures(faults)
    return LibraryRow(
        photo,
        pictures,
        len(wrong[Kind.DETACHED]),
        len(wrong[Kind.SHRUNK]),
        len(wrong[Kind.MISSING]),
        len(faulty),
        len(_pictures(losses) - faulty),
    )


def _pictures(losses: Iterator[LossRow] | Sequence[LossRow]) -> set[tuple[str, str]]:
    return {(loss.photo, loss.pose) for loss in losses}
