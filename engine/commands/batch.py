"""The command `batch`: every photo in every pose, with names, a manifest to go on from, and a report."""

from __future__ import annotations

from typing import Any

from engine.commands import batch_option_types as option
from engine.commands.batch_job import Job, carry_out
from engine.commands.batch_options import (
    Wishes,
    background_settings,
    margin_setting,
    mark_setting,
    size_setting,
)
from engine.commands.options import CleanPlate, Device, DeviceName, Report, Weights


def batch(  # noqa: PLR0913, PLR0917 - typer reads the options off the signature
    out: option.Out,
    photos: option.Photos = None,
    poses: option.Poses = None,
    person: option.Persons = None,
    plan: option.PlanFile = None,
    name: option.NameTemplate = None,
    on_conflict: option.Conflict = None,
    resume: option.Resume = False,
    rule: option.PoseRule = None,
    preset: option.Preset = None,
    size: option.Size = None,
    crop: option.Crop = False,
    upscale: option.Upscale = None,
    format_: option.FileFormat = None,
    depth: option.Depth = None,
    quality: option.Quality = None,
    background: option.Background = None,
    margins: option.Margins = None,
    colours: option.Colours = None,
    dpi: option.Dpi = None,
    metadata: option.CarriedOver = None,
    gps: option.Gps = None,
    mark: option.Mark = None,
    dry_run: option.DryRun = False,
    save_plan: option.SavePlan = None,
    sheet: option.Sheet = None,
    table: option.Table = None,
    report_file: Report = None,
    device: Device = DeviceName.AUTO,
    weights: Weights = None,
    clean_plate: CleanPlate = None,
) -> None:
    """Render every photo in every pose into a folder; a stopped batch goes on with --resume."""
    output: dict[str, Any] = {
        "size": size_setting(size, crop=crop), "allow_upscale": upscale, "format": format_, "depth": depth,
        "quality": quality, "margins": margin_setting(margins), "colour_space": colours, "dpi": dpi,
        "metadata": metadata, "gps": gps, "mark": mark_setting(mark), **background_settings(background),
    }  # fmt: skip
    wishes = Wishes(
        photos=tuple(photos or ()), poses=tuple(poses or ()), person=person, plan=plan, resume=resume, names=name,
        on_conflict=on_conflict, rule=rule, preset=preset, output=output, clean_plate=clean_plate)  # fmt: skip
    carry_out(Job(
        wishes=wishes, out=out, dry_run=dry_run, save_plan=save_plan, report=report_file,
        sheet=sheet, table=table, device=device.value, weights=weights))  # fmt: skip
