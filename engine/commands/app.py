"""The commands and their options; each imports its work when called, so that --help stays quick."""

from __future__ import annotations

import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from engine.errors import EngineError
from engine.photo import MIN_SIDE_PX

WHOLE_PHOTO = "photo"

app = typer.Typer(
    name="repose",
    help="Gives the person in a photo another pose. Without a command, the window opens.",
    add_completion=False,
    pretty_exceptions_enable=False,
)
# What typer raises for wrong options: its module moved between the versions we allow, this way to it did not.
_UsageError: Any = typer.BadParameter.__bases__[0]
_PASS_ON = {"allow_extra_args": True, "ignore_unknown_options": True}


class DeviceName(StrEnum):
    """The devices one can ask for; `engine.device` says which are there."""

    AUTO = "auto"
    CPU = "cpu"
    CUDA = "cuda"
    MPS = "mps"


def _edge(text: str) -> str:
    """`text` when it is "photo" or a length in pixels; typer shows what is raised as a sentence."""
    if text == WHOLE_PHOTO or (text.isdecimal() and int(text) >= MIN_SIDE_PX):
        return text
    raise typer.BadParameter(
        f"{text!r} is neither '{WHOLE_PHOTO}' nor a number of pixels from {MIN_SIDE_PX} on."
    )


PhotoFile = Annotated[Path, typer.Argument(metavar="PHOTO", help="The photo; it is only read.")]
Device = Annotated[DeviceName, typer.Option(help="Where the network runs.")]
Weights = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Weights to use in place of the shipped ones.")
]
Person = Annotated[
    int | None, typer.Option(metavar="N", min=1, help="Which of several people, counted from the left.")
]
InFront = Annotated[
    list[str] | None, typer.Option(metavar="JOINT", help="A limb in front, by its end: L_WRIST, R_KNEE …")
]
Behind = Annotated[list[str] | None, typer.Option(metavar="JOINT", help="A limb behind, by its end.")]
Report = Annotated[Path | None, typer.Option("--json", metavar="REPORT.json", help="Write a report.")]


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
    pose: Annotated[
        Path,
        typer.Option(metavar="POSE.json", help="The pose to take: OpenPose JSON or a picture of Repose."),
    ],
    out: Annotated[Path, typer.Option(metavar="OUT.png", help="Where the picture goes.")],
    source_pose: Annotated[
        Path | None,
        typer.Option(
            metavar="S.json",
            help="The pose in the photo, where it should not be detected; also from a picture of it.",
        ),
    ] = None,
    fit: Annotated[
        bool, typer.Option("--fit", help="Fit the pose to this person's proportions and place.")
    ] = False,
    size: Annotated[
        str, typer.Option(metavar="photo|LONG_EDGE_PX", parser=_edge, help="The picture's longer edge.")
    ] = WHOLE_PHOTO,
    device: Device = DeviceName.AUTO,
    transparent: Annotated[bool, typer.Option("--transparent", help="Leave the background out.")] = False,
    report: Report = None,
    weights: Weights = None,
    person: Person = None,
    in_front: InFront = None,
    behind: Behind = None,
) -> None:
    """Render the person in a photo in another pose."""
    from engine.commands.posing import limb_order
    from engine.commands.render import Job
    from engine.commands.render import render as work

    edge = None if size == WHOLE_PHOTO else int(size)
    order = limb_order(in_front, behind)
    work(
        Job(
            photo=photo, pose=pose, out=out, source_pose=source_pose, fit=fit, edge_px=edge,
            device=device.value, transparent=transparent, report=report, weights=weights,
            person=person, order=order,
        )
    )  # fmt: skip


@app.command(context_settings=_PASS_ON, add_help_option=False)
def batch(context: typer.Context) -> None:
    """Render photos times poses into a folder; goes on where it stopped."""
    from engine.commands.batch import batch as work
    from engine.commands.batch_options import spread_lists

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
def bench(
    context: typer.Context,
    rounds: Annotated[int, typer.Option(min=1, max=1000, help="How often everything is measured.")] = 10,
    window: Annotated[
        bool, typer.Option("--gui", help="Measure a drag of ten seconds in the window instead.")
    ] = False,
    report: Report = None,
    device: Device = DeviceName.AUTO,
    weights: Weights = None,
) -> None:
    """Measure how long finding and re-posing take here, beside the network of 2020."""
    if window:
        _bench_window(context, report=report, device=device.value, weights=weights)
        return
    from engine.commands.bench import bench as work

    work(rounds, report=report, device=device.value, weights=weights)


def _bench_window(context: typer.Context, *, report: Path | None, device: str, weights: Path | None) -> None:
    """`run` was given how to open a window; this package knows none."""
    if weights is not None:
        raise typer.BadParameter("The window always uses the shipped weights. Leave --weights out.")
    if context.obj is None:
        raise typer.BadParameter("The window is not part of this version, so it cannot be measured.")
    from engine.commands.bench_window import bench_window as work

    work(context.obj(), report=report, device=device)


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


def _hand_over(work: Callable[..., Any], context: typer.Context) -> None:
    """Let `work`, whose signature declares its own options, take the rest of the command line."""
    raise typer.Exit(_invoke(_alone(work), context.args, name=context.command_path))


def _alone(work: Callable[..., Any]) -> typer.Typer:
    alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    alone.command()(work)
    return alone


def command_names() -> frozenset[str]:
    """The words that start a command."""
    return frozenset(typer.main.get_group(app).commands)


def say(sentence: str) -> None:
    """Tell a person something beside the results: one line on stderr."""
    typer.echo(" ".join(sentence.split()), err=True)


def run(arguments: list[str], *, window_bench: Callable[[], Any] | None = None) -> int:
    """Run a command line without the program's name; returns the exit code.

    window_bench: loads what measures a drag in the window, see `engine.commands.bench_window`; None where
    there is no window. 0: done. 2: not possible as asked, and one sentence on stderr says why. 130: interrupted.
    """
    return _carried_out(app, arguments, given=window_bench)


def run_alone(work: Callable[..., Any]) -> int:
    """Run `work`, whose signature declares its options, on the program's own arguments; exit codes as for `run`."""
    return _carried_out(_alone(work), sys.argv[1:])


def _carried_out(commands: typer.Typer, arguments: list[str], *, given: object = None) -> int:
    try:
        return _invoke(commands, arguments, name=Path(sys.argv[0]).name, given=given)
    except EngineError as error:
        say(str(error))
    except _UsageError as error:
        say(f"{error.format_message()} See --help.")
    except typer.Abort:
        return 130
    return 2


def _invoke(commands: typer.Typer, arguments: list[str], *, name: str, given: object = None) -> int:
    """given: what the commands find as their context's `obj`."""
    command = typer.main.get_command(commands)
    result = command.main(args=arguments, prog_name=name, standalone_mode=False, obj=given)
    return result if isinstance(result, int) else 0
