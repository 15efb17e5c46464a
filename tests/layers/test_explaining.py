"""The place told for a pixel is the place it is made of: people whose colours are their own places say so."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.commands.explain import explain
from engine.contract.messages import Quality, RenderRequest, Source
from engine.evaluate.edits import judged_edits
from engine.imaging.frame import HEIGHT
from engine.imaging.origins import NO_LAYER
from engine.imaging.pictures import Pictures
from engine.layers.layer import Layer, Person
from engine.layers.regions import Region
from engine.pose.order_wishes import LimbOrder
from engine.pose.pose import Joint
from engine.render.explaining import explained, places_by_layers
from engine.render.layered import draw_layers, layered_pictures
from engine.render.renderer import Renderer
from engine.render.way import Way
from engine.system.originals import Originals
from tests.layers.conftest import PEOPLE


def chart(size: tuple[int, int]) -> np.ndarray:
    """A picture [H, W, 3] whose red is how far to the right a pixel lies, and its green how far down."""
    width, height = size
    x, y = np.meshgrid((np.arange(width) + 0.5) / width, (np.arange(height) + 0.5) / height)
    return np.dstack([x * 255, y * 255, 0 * x]).round().astype(np.uint8)


def charted(layer: Layer, colours: np.ndarray) -> Layer:
    (left, top), (height, width) = layer.corner, layer.made.shape
    alpha = layer.texture[..., 3:]
    inside = colours[top : top + height, left : left + width].astype(np.float32)
    return replace(layer, texture=np.dstack([(inside * (alpha / 255) + 0.5).astype(np.uint8), alpha]))


def as_chart(person: Person) -> Person:
    colours = chart(person.size)
    seams = tuple(
        replace(
            seam,
            strip=charted(seam.strip, colours),
            others=tuple(charted(each, colours) for each in seam.others),
        )
        for seam in person.seams
    )
    return replace(person, layers=tuple(charted(each, colours) for each in person.layers), seams=seams)


@pytest.mark.parametrize("name", PEOPLE)
def test_pointers_lead_to_what_pixels_are_made_of(
    renderer: Renderer, sources: dict[str, Source], name: str
) -> None:
    source = sources[name]
    width, height = source.photo.size
    person, colours = as_chart(renderer.taken_apart(source)), chart((width, height))
    cutout = np.dstack([colours, (source.matte * 255).astype(np.uint8)])
    pictures = layered_pictures(person, Pictures(colours, cutout, colours, 1.0), transparent=True)
    near = []
    for edit in judged_edits(source.pose)[::3]:
        rendered = renderer.render(RenderRequest(source, edit.pose, Quality.FINAL))
        told = explained(renderer, rendered, way=Way.LAYERS)
        np.testing.assert_array_equal(told.places, places_by_layers(renderer, source, edit.pose))
        drawn = draw_layers(pictures, edit.pose, LimbOrder(), sharp=False)
        true = drawn.pixels[..., :2] / 255 * [width, height]
        seen = (drawn.pixels[..., 3] > 250) & (drawn.invented < 10)
        away = np.linalg.norm(told.places - true, axis=2)[seen] * HEIGHT / height
        near.append(np.where(np.isnan(away), np.inf, away) <= 3.0)
    assert min(len(each) for each in near) > 20_000
    assert np.concatenate(near).mean() >= 0.98
    assert min(each.mean() for each in near) >= 0.9


def test_what_is_written_names_layers_and_places(
    renderer: Renderer, sources: dict[str, Source], tmp_path: Path
) -> None:
    source = sources["demo"]
    (edit,) = [edit for edit in judged_edits(source.pose) if edit.name == "arm up"]
    rendered = renderer.render(RenderRequest(source, edit.pose, Quality.FINAL))
    explain(renderer, rendered, tmp_path / "why", way=Way.LAYERS, originals=Originals())
    told = json.loads((tmp_path / "why" / "explain.json").read_text("utf-8"))
    moved = {row["layer"]: row["moved_px"] for row in told["layers"]}
    assert moved["right arm"] > 10 * moved["head"]
    assert moved["left leg"] < 2
    assert {entry["block"] for entry in told["attention"]} == {"sa.0", "sa.1", "sa.2"}
    with np.load(tmp_path / "why" / "places.npz") as arrays:
        x, y = (round(v) for v in edit.pose.at(Joint.R_WRIST))
        assert arrays["layers"][y, x] == Region.RIGHT_ARM
        place = arrays["places"][y, x]
        assert np.hypot(*(place - source.pose.at(Joint.R_WRIST))) < 0.25 * source.pose.head_size()
        assert arrays["layers"][5, 5] == NO_LAYER
        assert np.isnan(arrays["places"][5, 5]).all()
    for name in ("layers", "places", "invented", "confidence", "attention"):
        with Image.open(tmp_path / "why" / f"{name}.png") as picture:
            assert np.asarray(picture).std() > 5
