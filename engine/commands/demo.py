"""The command `demo`: the person that ships with Repose in eight poses, a contact sheet and the times."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from engine.commands.contact_sheet import Labelled, contact_sheet
from engine.commands.places import check_output, originals_among
from engine.commands.posing import asked_pose
from engine.contract.messages import Rendered, Source
from engine.export.produce import Provenance, produce, request_for
from engine.export.settings import OutputSettings
from engine.photo.photo import Photo, load_photo
from engine.runtime.stopwatch import Stopwatch
from engine.system.errors import printable
from engine.system.files import encode_png, make_folder, write_atomic
from engine.system.shipped import DEMO_PHOTO, POSES

if TYPE_CHECKING:
    from engine.render.renderer import Renderer

SHEET = "contact-sheet.png"
_ONCE = ("load", "open", "detect", "matte", "colours", "plate", "features", "parsing", "layers")


@dataclass(frozen=True, slots=True)
class _Shown:
    """One pose of the demo: its name and its picture."""

    name: str
    rendered: Rendered

    @property
    def label(self) -> str:
        """The name for a person to read."""
        return self.name.replace("-", " ")


def demo(folder: Path, *, device: str, weights: Path | None) -> None:
    """Render the shipped person in each shipped pose into `folder`, which is made when it is missing."""
    poses = sorted(POSES.glob("*.json"))
    files = {path.stem: folder / f"{path.stem}.png" for path in poses}
    make_folder(folder)
    originals = originals_among(weights)
    for file in (*files.values(), folder / SHEET):
        check_output(file, ending=".png", originals=originals)
    from engine.commands.studio import open_studio

    watch = Stopwatch()
    with watch.step("load"):
        renderer = open_studio(device, weights)
    with watch.step("open"):
        photo = load_photo(DEMO_PHOTO)
    source = renderer.prepare(photo)
    watch.milliseconds |= renderer.steps.milliseconds
    shown = [_Shown(path.stem, _posed(renderer, source, path, device=device)) for path in poses]
    watch.milliseconds |= {k: v for k, v in shown[0].rendered.milliseconds.items() if k in _ONCE}
    for each in shown:
        write_atomic(
            files[each.name], _png(each.rendered, name=each.name, folder=folder), originals=originals
        )
    write_atomic(folder / SHEET, _sheet_png(photo, shown), originals=originals)
    _tell(folder, shown, watch=watch, renderer=renderer)


def _posed(renderer: Renderer, source: Source, path: Path, *, device: str) -> Rendered:
    from engine.commands.studio import render_or_fall_back

    size = source.photo.size
    pose = asked_pose(str(path), rule=None, size=size).for_person(source.pose, size)
    return render_or_fall_back(renderer, request_for(source, pose, settings=OutputSettings()), wanted=device)


def _png(rendered: Rendered, *, name: str, folder: Path) -> bytes:
    provenance = Provenance(photo=DEMO_PHOTO, folder=folder.resolve(), pose_name=name)
    return produce(rendered, settings=OutputSettings(), provenance=provenance)


def _sheet_png(photo: Photo, shown: list[_Shown]) -> bytes:
    pictures = [Labelled(photo.rgb, "photo"), *(Labelled(each.rendered.pixels, each.label) for each in shown)]
    return encode_png(contact_sheet(pictures), icc=None, text={})


def _tell(folder: Path, shown: list[_Shown], *, watch: Stopwatch, renderer: Renderer) -> None:
    width, height = shown[0].rendered.request.source.photo.size
    console = Console()
    console.print(
        f"{width} x {height} pixels on {renderer.device.name}, weights {renderer.version}", highlight=False
    )
    table = Table()
    table.add_column("step")
    table.add_column("ms", justify="right")
    table.add_column("made up", justify="right")
    for step in _ONCE:
        table.add_row(step, f"{watch.milliseconds.get(step, 0.0):.0f}", "", end_section=step == _ONCE[-1])
    for each in shown:
        table.add_row(each.label, f"{each.rendered.own_milliseconds:.0f}", f"{each.rendered.invented:.0%}")
    console.print(table)
    told = printable(f"The pictures are in {folder}; {SHEET} shows all of them.")
    console.print(told, soft_wrap=True, highlight=False, markup=False)
