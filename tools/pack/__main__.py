"""Packs what a machine without a network needs to render people and train: `python -m tools.pack OUT.tar.gz`."""

from __future__ import annotations

import io
import json
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

import typer

from engine.synthesis.assets import AssetFolder
from engine.synthesis.opengl import LOADER
from engine.system.console import run_alone
from engine.system.errors import EngineError, OutputError
from engine.system.files import write_atomic
from engine.system.originals import Originals
from engine.system.shipped import LAYERS_FILE, ROOT, WEIGHTS_FILE
from engine.train.recipe import Recipe, find_recipe, write_recipe
from engine.train.rendered import kind_for
from engine.train.timed.command import ASSETS, BODIES, LOADER_FOLDER, PACK_FILE, PEOPLE, RECIPE
from tools.pack.wheels import fetch_wheels

_NAMED = 3
_LIBRARIES = (Path("/usr/lib/x86_64-linux-gnu"), Path("/usr/lib64"))

Contents = Mapping[str, Path | bytes]


def main(  # noqa: PLR0913, PLR0917 - one option each
    out: Path,
    assets: Annotated[Path, typer.Option(help="Folder of MakeHuman assets.")],
    bodies: Annotated[Path, typer.Option(help="Kept body shapes (python -m engine.synthesis.bodies).")],
    recipe: Annotated[str, typer.Option(help="A shipped one, or a TOML file.")] = "layers",
    weights: Annotated[Path | None, typer.Option(help="To begin with; those shipped.")] = None,
    people: Annotated[Path | None, typer.Option(help="Folder with train/ and held_out/.")] = None,
    taught: Annotated[int, typer.Option(min=0, help="People to learn from, at most.")] = 2,
    held_out: Annotated[int, typer.Option(min=0, help="People to measure on, at most.")] = 2,
    wheels: Annotated[Path | None, typer.Option(help="Folder of wheels; else pip fetches them.")] = None,
    python: Annotated[str, typer.Option(help="Version there.")] = "3.12",
    thin: Annotated[bool, typer.Option("--thin", help="For a place that has the repository.")] = False,
    limit: Annotated[float, typer.Option(min=1, help="MB that the pack may have.")] = 45.0,
) -> None:
    """Write the pack OUT (.tar.gz, or .tar.xz) and print what is how large; one that is too large is refused."""
    chosen = find_recipe(recipe)
    if weights is None:
        weights = LAYERS_FILE if chosen.task == "layers" else WEIGHTS_FILE
    AssetFolder(assets)
    if not bodies.is_file():
        raise EngineError(
            f"There are no body shapes {bodies}; make them with python -m engine.synthesis.bodies."
        )
    counts = {"train": taught, "held_out": held_out}
    with tempfile.TemporaryDirectory() as passing:
        found = wheels or fetch_wheels(Path(passing), python=python)
        parts: dict[str, Contents] = {
            "what it is": _about(chosen, weights),
            "code": {} if thin else dict(_code()),
            "weights": {} if thin else _weights(weights),
            "assets": dict(_files(assets, ASSETS)),
            "body shapes": {BODIES: bodies},
            "wheels": dict(_files(found, "wheels", "*.whl")),
            "OpenGL's loader": dict(_loader()),
            "people": dict(_people(people, kind_for(chosen.task).files, counts)) if people else {},
        }
        packed, sizes = _packed(parts, tight=out.suffix == ".xz")
    for name, size in sizes.items():
        typer.echo(f"{name}: {size / 1e6:.1f} MB, {len(parts[name])} files")
    if len(packed) > limit * 1e6:
        largest = sorted(sizes, key=lambda name: -sizes[name])[:_NAMED]
        told = ", ".join(f"{name} {sizes[name] / 1e6:.1f} MB" for name in largest)
        raise OutputError(
            f"The pack has {len(packed) / 1e6:.1f} MB, more than {limit:.0f}; its largest parts are {told}."
        )
    write_atomic(out, packed, originals=Originals())
    typer.echo(f"{out}: {len(packed) / 1e6:.1f} MB")


def _about(recipe: Recipe, weights: Path) -> Contents:
    about = {"weights": f"weights/{weights.name}"}
    return {
        PACK_FILE: (json.dumps(about, indent=2) + "\n").encode(),
        RECIPE: write_recipe(recipe).encode(),
    }


def _code() -> Iterator[tuple[str, Path]]:
    yield "run.py", Path(__file__).with_name("run.py")
    for name in ("pyproject.toml", "LICENSE", "NOTICE.md"):
        yield name, ROOT / name
    yield from _files(ROOT / "engine", "engine", "*.py")


def _weights(weights: Path) -> Contents:
    """The weights to begin with; the list of sums beside them when they are shipped ones."""
    sums = weights.parent / "SHA256SUMS"
    return {f"weights/{weights.name}": weights} | ({f"weights/{sums.name}": sums} if sums.exists() else {})


def _files(folder: Path, name: str, pattern: str = "*") -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob(pattern)):
        if path.is_file():
            yield f"{name}/{path.relative_to(folder).as_posix()}", path


def _loader() -> Iterator[tuple[str, Path]]:
    """OpenGL's loader of this system, 1 MB, for one that has a driver and no loader; nothing where it has none."""
    found = [next((place / name for place in _LIBRARIES if (place / name).exists()), None) for name in LOADER]
    for path in found if all(found) else ():
        if path is not None:
            yield f"{LOADER_FOLDER}/{path.name}", path


def _people(people: Path, pattern: str, counts: Mapping[str, int]) -> Iterator[tuple[str, Path]]:
    for name, count in counts.items():
        for path in sorted((people / name).glob(pattern))[:count]:
            yield f"{PEOPLE}/{name}/{path.name}", path


def _packed(parts: Mapping[str, Contents], *, tight: bool) -> tuple[bytes, dict[str, int]]:
    """The archive by gzip, or a fifth smaller and slower by xz; and about how many of its bytes each part takes."""
    buffer, sizes = io.BytesIO(), {}
    with tarfile.open(fileobj=buffer, mode="w:xz" if tight else "w:gz") as archive:
        for part, contents in parts.items():
            before = buffer.tell()
            for name, content in contents.items():
                _add(archive, name, content)
            sizes[part] = buffer.tell() - before
    return buffer.getvalue(), sizes


def _add(archive: tarfile.TarFile, name: str, content: Path | bytes) -> None:
    data = content if isinstance(content, bytes) else content.read_bytes()
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(data), 0o644
    archive.addfile(entry, io.BytesIO(data))


if __name__ == "__main__":
    sys.exit(run_alone(main))
