"""The command `bench`: how long each step takes here, beside the network of 2020."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track
from rich.table import Table

from engine.commands.bench_batch import batch_pace
from engine.commands.bench_material import RandomPoses, demo_on_canvas
from engine.commands.machine import machine, peak_accelerator_mb, peak_memory_mb
from engine.commands.places import check_output, originals_among
from engine.commands.samples import Samples, Summary
from engine.commands.studio import open_studio
from engine.contract.messages import Quality, RenderRequest, Source
from engine.model.xinggan import SIZES, Variant
from engine.photo.photo import decode_photo
from engine.render.renderer import Renderer
from engine.render.rival import Rival
from engine.render.way import DEFAULT, Way
from engine.system.files import write_json_atomic
from engine.system.shipped import DEMO_PHOTO

CANVAS = (1080, 1340)

LOAD, OPEN = "load", "open"
PREVIEW, FINAL, UNCACHED = "re-render, preview", "re-render, final", "render uncached, final"
FIRST_PREVIEW, FIRST_FINAL = "photo opened to first preview", "photo opened to first final"
RIVAL = "xinggan, {1} x {0}".format(*SIZES[Variant.DEEPFASHION])
# Slower over faster, by what the ratio is called; both sides are measured in turn, in one run.
RATIOS = {
    "xinggan / re-render, final": (RIVAL, FINAL),
    "xinggan / re-render, preview": (RIVAL, PREVIEW),
    "uncached / cached, final": (UNCACHED, FINAL),
}
_SEED = 7
_ONCE_A_PHOTO = ("colours", "plate", "features", "parsing", "layers")
# Short steps are measured this often beside one long one.
_POSES_PER_ROUND = 4


def bench(rounds: int, *, report: Path | None, device: str, weights: Path | None, way: Way = DEFAULT) -> None:
    """Measure `rounds` times, print a table and write `report` (JSON)."""
    originals = originals_among(weights)
    check_output(report, ending=".json", originals=originals)
    samples, cold = Samples(), Samples()
    with samples.timed(LOAD):
        renderer = open_studio(device, weights, way=way)
    photo = demo_on_canvas(CANVAS)
    poses = RandomPoses(_SEED)
    # The first pass finds everything cold; it is told apart, and its memory is ours alone.
    source = _open_and_render(renderer, photo, poses, samples=cold)
    memory = {"peak_mb": peak_memory_mb(), "accelerator_peak_mb": peak_accelerator_mb(renderer.device)}
    rival = Rival(source, device=renderer.device)
    rival.render(source.pose)
    for _ in track(range(rounds), "Measuring", console=Console(stderr=True), transient=True):
        _round(renderer, photo, poses, samples=samples, rival=rival)
    pace = batch_pace(renderer, photo, source=source, poses=poses)
    result = {
        "machine": machine(renderer.device),
        "weights": renderer.version,
        "method": way.value,
        "rounds": rounds,
        **_figures(samples.summary(), cold.summary()),
        "batch": {
            **asdict(pace),
            "share_of_re_render_rate": pace.share,
        },
        "memory": {**memory, "peak_with_xinggan_mb": peak_memory_mb()},
    }
    if report:
        write_json_atomic(report, result, originals=originals)
    _tell(result)


def _round(renderer: Renderer, photo: bytes, poses: RandomPoses, *, samples: Samples, rival: Rival) -> None:
    """Ours and the rival in turn, so that both meet the computer in the same mood; each pose is a new one."""
    source = _open_and_render(renderer, photo, poses, samples=samples)
    renderer.forget()
    with samples.timed(UNCACHED):
        renderer.render(RenderRequest(source, poses.near(source.pose), Quality.FINAL))
    # The features for previews, too, are there from now on.
    renderer.render(RenderRequest(source, source.pose, Quality.PREVIEW))
    for _ in range(_POSES_PER_ROUND):
        for name, quality in ((PREVIEW, Quality.PREVIEW), (FINAL, Quality.FINAL)):
            request = RenderRequest(source, poses.near(source.pose), quality)
            with samples.timed(name):
                renderer.render(request)
    pose = poses.near(source.pose)
    with samples.timed(RIVAL):
        rival.render(pose)


def _open_and_render(renderer: Renderer, photo: bytes, poses: RandomPoses, *, samples: Samples) -> Source:
    """From the bytes of the photo to a re-posed preview, then the final picture, as in the window."""
    renderer.forget()
    with samples.timed(FIRST_FINAL):
        with samples.timed(FIRST_PREVIEW):
            with samples.timed(OPEN):
                opened = decode_photo(photo, DEMO_PHOTO.name)
            source = renderer.prepare(opened)
            samples.add(renderer.steps.milliseconds)
            pose = poses.near(source.pose)
            done = renderer.render(RenderRequest(source, pose, Quality.PREVIEW))
        more = renderer.render(RenderRequest(source, pose, Quality.FINAL)).milliseconds
    both = {step: done.milliseconds.get(step, 0.0) + more.get(step, 0.0) for step in _ONCE_A_PHOTO}
    samples.add({step: value for step, value in both.items() if value})
    return source


def _figures(summary: Mapping[str, Summary], cold: Mapping[str, Summary]) -> dict[str, Any]:
    """What was measured, as the report has it; ratios are of medians."""
    return {
        "canvas": list(CANVAS),
        "seed": _SEED,
        "steps": {name: asdict(each) for name, each in summary.items()},
        "cold": {name: each.median_ms for name, each in cold.items()},
        "ratios": {
            name: round(summary[slow].median_ms / summary[fast].median_ms, 2)
            for name, (slow, fast) in RATIOS.items()
        },
    }


def _tell(result: Mapping[str, Any]) -> None:
    about = result["machine"]
    where = f"{about['device']}, {about['precision']}, {about['threads']} threads"
    console = Console()
    console.print(
        f"{CANVAS[0]} x {CANVAS[1]} pixels on {where}, weights {result['weights']}", highlight=False
    )
    console.print(_table(result))
    for name, ratio in result["ratios"].items():
        console.print(f"{name}: {ratio:.1f} times", highlight=False)
    pace = result["batch"]
    console.print(
        f"batch: {pace['milliseconds']:.1f} ms a picture once its photo is prepared, "
        f"{pace['share_of_re_render_rate']:.2f} of the rate of re-rendering the same poses "
        f"({pace['re_render_ms']:.1f} ms)",
        highlight=False,
    )
    if result["memory"]["peak_mb"] is not None:
        console.print(
            f"peak memory: {result['memory']['peak_mb']:.0f} MB, before xinggan was made", highlight=False
        )


def _table(result: Mapping[str, Any]) -> Table:
    table = Table()
    for heading in ("step", "median ms", "p95 ms", "times", "cold ms"):
        table.add_column(heading, justify="left" if heading == "step" else "right")
    for name, each in result["steps"].items():
        cold = result["cold"].get(name)
        first = "" if cold is None else f"{cold:.1f}"
        table.add_row(name, f"{each['median_ms']:.1f}", f"{each['p95_ms']:.1f}", str(each["count"]), first)
    return table
