"""The commands and their options; each imports its work when called, so that --help stays quick."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from engine.commands import render_options as option
from engine.commands.options import (
    WHOLE_PHOTO,
    Behind,
    CleanPlate,
    Device,
    DeviceName,
    InFront,
    Method,
    Person,
    PhotoFile,
    Report,
    Weights,
)
from engine.commands.weights import weights_app
from engine.commands.window_parts import WindowParts
from engine.render.way import DEFAULT
from engine.runtime.weights_version import weights_version
from engine.system.console import alone, carried_out, invoke

app = typer.Typer(
    name="repose",
    add_completion=False,
    pretty_exceptions_enable=False,
)
_PASS_ON = {"allow_extra_args": True, "ignore_unknown_options": True}


def _version(asked: bool) -> None:
    """Print the versions and end, where they are `asked` for."""
    if asked:
        from engine.system.shipped import software

        typer.echo(f"{software()}, weights {weights_version() or 'missing'}")
        raise typer.Exit


@app.callback()
def _repose(
    _asked: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_version,
            is_eager=True,
            help="Print the versions of Repose and its weights.",
        ),
    ] = False,
) -> None:
    """Give the person in a photo another pose. Without a command, the window opens."""


@app.command()
def detect(
    photo: PhotoFile,
    out: Annotated[
        Path | None, typer.Option(metavar="POSE.json", help="Write the pose, OpenPose JSON.")
    ] = None,
    matte: Annotated[Path | None, typer.Option(metavar="MATTE.png", help="Write the person's matte.")] = None,
    overlay: Annotated[
        Path | None, typer.Option(metavar="OVERLAY.png", help="Write the photo with the skeleton on it.")
    ] = None,
    person: Person = None,
) -> None:
    """Find the person in a photo; without an option, the pose is printed as OpenPose JSON."""
    from engine.commands.detect import detect as work

    work(photo, out=out, matte=matte, overlay=overlay, person=person)


@app.command()
def render(  # noqa: PLR0913, PLR0917 - typer reads the options off the signature
    photo: PhotoFile,
    pose: option.PoseWanted,
    out: option.Out,
    source_pose: option.SourcePose = None,
    rule: option.RuleWord = None,
    fit: option.Fit = False,
    size: option.Size = WHOLE_PHOTO,
    device: Device = DeviceName.AUTO,
    transparent: option.Transparent = False,
    report: Report = None,
    weights: Weights = None,
    person: Person = None,
    in_front: InFront = None,
    behind: Behind = None,
    method: Method = DEFAULT,
    clean_plate: CleanPlate = None,
    explain: option.Explain = None,
) -> None:
    """Render the person in a photo in another pose."""
    from engine.commands.posing import limb_order, rule_named
    from engine.commands.render import Job
    from engine.commands.render import render as work
    from engine.export.settings import Background, LongEdge, OutputSettings, PhotoSize

    settings = OutputSettings(
        size=PhotoSize() if size == WHOLE_PHOTO else LongEdge(px=int(size)),
        background=Background.TRANSPARENT if transparent else Background.PLATE,
    )
    work(
        Job(
            photo=photo, pose=pose, out=out, source_pose=source_pose, rule=rule_named(rule, fit=fit),
            settings=settings, device=device.value, report=report, weights=weights, person=person,
            order=limb_order(in_front, behind), way=method, clean_plate=clean_plate, explain=explain,
        )
    )  # fmt: skip


@app.command(context_settings=_PASS_ON, add_help_option=False)
def batch(context: typer.Context) -> None:
    """Render photos times poses into a folder; goes on where it stopped."""
    from engine.commands.batch import batch as work
    from engine.commands.batch_options import spread_lists

    context.args = spread_lists(context.args)
    _hand_over(work, context)


@app.command(context_settings=_PASS_ON, add_help_option=False)
def report(context: typer.Context) -> None:
    """Try photos in poses and write what the pictures are worth and cost, to decide by."""
    from engine.commands.batch_options import spread_lists
    from engine.commands.report import report as work

    context.args = spread_lists(context.args)
    _hand_over(work, context)


@app.command()
def demo(
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder for the pictures; it is made.")] = Path(
        "out/demo"
    ),
    device: Device = DeviceName.AUTO,
    weights: Weights = None,
) -> None:
    """Re-pose the person that ships with Repose in eight poses, with a contact sheet and the times."""
    from engine.commands.demo import demo as work

    work(out, device=device.value, weights=weights)


@app.command()
def bench(  # noqa: PLR0913, PLR0917 - typer reads the options off the signature
    context: typer.Context,
    rounds: Annotated[int, typer.Option(min=1, max=1000, help="How often everything is measured.")] = 10,
    window: Annotated[
        bool, typer.Option("--gui", help="Measure a drag of ten seconds in the window instead.")
    ] = False,
    folder: Annotated[
        Path | None,
        typer.Option(help="With --gui: photos of your own to pose in the window, and what memory they take."),
    ] = None,
    whole: Annotated[
        bool, typer.Option("--whole", help="With --folder: at 100 % zoom, the photo's own size.")
    ] = False,
    networks: Annotated[
        bool,
        typer.Option(
            "--networks", help="Measure the networks alone: parameters, multiply-adds, time, memory."
        ),
    ] = False,
    report: Report = None,
    device: Device = DeviceName.AUTO,
    weights: Weights = None,
    method: Method = DEFAULT,
) -> None:
    """Measure how long finding and re-posing take here, beside the network of 2020."""
    if window and method is not DEFAULT:
        raise typer.BadParameter(f"The window draws by the {DEFAULT}. Leave --method out.")
    if folder is not None and not window:
        raise typer.BadParameter("--folder is measured in the window. Add --gui.")
    if window:
        parts = _window_parts(context, weights)
        _bench_window(parts, folder, whole=whole, report=report, device=device.value)
        return
    if networks:
        from engine.commands.bench_networks import bench_networks

        bench_networks(rounds, report=report, device=device.value, weights=weights)
        return
    from engine.commands.bench import bench as work

    work(rounds, report=report, device=device.value, weights=weights, way=method)


def _bench_window(
    parts: WindowParts, folder: Path | None, *, whole: bool, report: Path | None, device: str
) -> None:
    if folder is not None:
        from engine.commands.bench_folder import bench_folder

        bench_folder(parts.bench_folder(), folder, whole=whole, report=report, device=device)
        return
    from engine.commands.bench_window import bench_window

    bench_window(parts.bench(), report=report, device=device)


def _window_parts(context: typer.Context, weights: Path | None) -> WindowParts:
    """`run` was given how to open a window; this package knows none."""
    if weights is not None:
        raise typer.BadParameter("The window always uses the shipped weights. Leave --weights out.")
    parts = context.obj
    if not isinstance(parts, WindowParts):
        raise typer.BadParameter("The window is not part of this version, so it cannot be measured.")
    return parts


@app.command(context_settings=_PASS_ON, add_help_option=False)
def evaluate(context: typer.Context) -> None:
    """Measure how good the pictures are."""
    from engine.commands.evaluate import evaluate as work

    _hand_over(work, context)


@app.command(context_settings=_PASS_ON, add_help_option=False)
def train(context: typer.Context) -> None:
    """Train the weights anew; needs the dependency group `train`."""
    from engine.commands.train import train as work

    _hand_over(work, context)


app.add_typer(weights_app, name="weights")


def _hand_over(work: Callable[..., Any], context: typer.Context) -> None:
    """Let `work`, whose signature declares its own options, take the rest of the command line."""
    raise typer.Exit(invoke(alone(work), context.args, name=context.command_path, given=context.obj))


def command_names() -> frozenset[str]:
    """The words that start a command."""
    return frozenset(typer.main.get_group(app).commands)


def run(arguments: list[str], *, window: WindowParts | None = None) -> int:
    """Run a command line without the program's name; returns the exit code.

    window: what commands borrow from the window's side; None where there is none. 0: done. 2: not possible as asked,
    and one sentence on stderr says why. 130: interrupted.
    """
    return carried_out(app, arguments, given=window)
