"""The command `batch`: every photo in every pose, with names, a manifest to go on from, and a report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from engine.batch.plan import OnConflict, Rule
from engine.commands.batch_job import Job, carry_out
from engine.commands.batch_options import Wishes, background_settings, margin_setting, size_setting
from engine.commands.options import Device, DeviceName, Report, Weights
from engine.export.settings import PRESETS, ColourSpace, Format, Metadata


def batch(  # noqa: PLR0913, PLR0917 - typer reads the options off the signature
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder for the pictures; it is made.")],
    photos: Annotated[
        list[str] | None, typer.Option(metavar="PHOTO|DIR ...", help="Photos, and folders of photos.")
    ] = None,
    poses: Annotated[
        list[str] | None,
        typer.Option(
            metavar="POSE.json|DIR|library[:NAME] ...",
            help="OpenPose JSON files, folders of them, or the library: all, a folder or a pose of it.",
        ),
    ] = None,
    plan: Annotated[
        Path | None, typer.Option(metavar="PLAN.json", help="A saved plan, in place of photos and poses.")
    ] = None,
    name: Annotated[
        str | None,
        typer.Option(
            metavar="TEMPLATE",
            help="File names from {photo} {pose} {index:03} {date} {width} {height} {folder}.",
        ),
    ] = None,
    on_conflict: Annotated[
        OnConflict | None, typer.Option(help="What happens where a name is taken; new-name if not given.")
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with the batch begun in DIR; finished pictures stay.")
    ] = False,
    rule: Annotated[
        Rule | None, typer.Option(help="How poses come onto people; on-ground if not given.")
    ] = None,
    preset: Annotated[
        str | None, typer.Option(metavar="|".join(PRESETS), help="Output settings to start from.")
    ] = None,
    size: Annotated[
        str | None, typer.Option(metavar="photo|LONG_EDGE_PX|WxH", help="The size of the pictures.")
    ] = None,
    crop: Annotated[bool, typer.Option("--crop", help="Fill WxH by cropping, not by padding.")] = False,
    upscale: Annotated[
        bool | None, typer.Option("--upscale", help="Enlarge photos that are smaller than the size.")
    ] = None,
    format_: Annotated[Format | None, typer.Option("--format", help="The kind of files.")] = None,
    depth: Annotated[int | None, typer.Option(metavar="8|16", help="Bits a channel, PNG and TIFF.")] = None,
    quality: Annotated[int | None, typer.Option(min=1, max=100, help="Of JPEG and WebP.")] = None,
    background: Annotated[
        str | None, typer.Option(metavar="plate|transparent|#RRGGBB", help="What is behind the person.")
    ] = None,
    margins: Annotated[
        str | None, typer.Option(metavar="PX|L,T,R,B", help="Free room around the picture.")
    ] = None,
    colours: Annotated[ColourSpace | None, typer.Option(help="Keep the photo's profile, or sRGB.")] = None,
    dpi: Annotated[int | None, typer.Option(min=1, help="Pixels per inch to note.")] = None,
    metadata: Annotated[Metadata | None, typer.Option(help="What to carry over from the photos.")] = None,
    gps: Annotated[bool | None, typer.Option("--gps", help="Carry over the place, too.")] = None,
    mark: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Words to write onto the pictures.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only list the names and say how long it will take.")
    ] = False,
    save_plan: Annotated[
        Path | None, typer.Option(metavar="PLAN.json", help="Write the plan to a file.")
    ] = None,
    sheet: Annotated[
        Path | None,
        typer.Option(metavar="SHEET.pdf|SHEET.png", help="Write a contact sheet of what is finished."),
    ] = None,
    table: Annotated[
        Path | None, typer.Option(metavar="BATCH.csv", help="Write a table of what is finished.")
    ] = None,
    report_file: Report = None,
    device: Device = DeviceName.AUTO,
    weights: Weights = None,
) -> None:
    """Render every photo in every pose into a folder; a stopped batch goes on with --resume."""
    output: dict[str, Any] = {
        "size": size_setting(size, crop=crop), "allow_upscale": upscale, "format": format_, "depth": depth,
        "quality": quality, "margins": margin_setting(margins), "colour_space": colours, "dpi": dpi,
        "metadata": metadata, "gps": gps, "mark": None if mark is None else {"text": mark},
        **background_settings(background),
    }  # fmt: skip
    wishes = Wishes(
        photos=tuple(photos or ()), poses=tuple(poses or ()), plan=plan, resume=resume, names=name,
        on_conflict=on_conflict, rule=rule, preset=preset, output=output,
    )  # fmt: skip
    job = Job(
        wishes=wishes, out=out, dry_run=dry_run, save_plan=save_plan, report=report_file,
        sheet=sheet, table=table, device=device.value, weights=weights,
    )  # fmt: skip
    carry_out(job)
