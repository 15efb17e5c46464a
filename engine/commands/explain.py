"""The option --explain of `render`: pictures and a JSON that say why each pixel is what it is."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.contract.messages import Rendered
from engine.imaging.frame import HEIGHT, Frame
from engine.imaging.origins import NO_LAYER
from engine.layers.regions import N_PARSED, Region
from engine.model.looking import Look
from engine.pose.pose import XY, Joint
from engine.render.explaining import Explained, explained, looked
from engine.render.renderer import Renderer
from engine.render.way import Way
from engine.system.files import encode_png, make_folder, write_atomic, write_json_atomic
from engine.system.originals import Originals

# By `Region`: told apart also by those who see red and green alike.
_COLOURS = (
    (120, 120, 120),
    (240, 228, 66),
    (230, 159, 0),
    (86, 180, 233),
    (213, 94, 0),
    (0, 114, 178),
    (204, 121, 167),
)
_POINTS = (Joint.R_WRIST, Joint.L_WRIST, Joint.R_ANKLE, Joint.L_ANKLE, Joint.NOSE)
_VIEW_PX = 256  # height of the photo's model frame in a picture of attention
_INK = (255, 80, 0)

Pixels = NDArray[np.uint8]


def explain(renderer: Renderer, rendered: Rendered, folder: Path, *, way: Way, originals: Originals) -> None:
    """Write everything into a folder, which is made; raises OutputError."""
    found = explained(renderer, rendered, way=way)
    looks = [
        look for look in looked(renderer, rendered.request.source, rendered.request.pose) if _of_photo(look)
    ]
    frame = renderer.features(rendered.request.source).frame
    points = _points(rendered, way)
    told = {
        "method": way.value,
        "weights": rendered.weights,
        "layers": _layers(found),
        "attention": [
            {"block": look.block, "joint": joint.name, "at": _rounded(at), **_figures(look, at, frame)}
            for joint, at in points.items()
            for look in looks
        ],
    }
    make_folder(folder)
    for name, pixels in _pictures(rendered, found, looks, points, frame):
        write_atomic(folder / name, encode_png(pixels, icc=None, text={}), originals=originals)
    arrays = io.BytesIO()
    np.savez_compressed(arrays, places=found.places, layers=found.layers, confidence=found.confidence)
    write_atomic(folder / "places.npz", arrays.getvalue(), originals=originals)
    write_json_atomic(folder / "explain.json", told, originals=originals)


def _of_photo(look: Look) -> bool:
    """Whether a block looks in the photo: shape asks the photo's appearance, in every stage."""
    return look.block.startswith("sa.")


def _points(rendered: Rendered, way: Way) -> dict[Joint, XY]:
    """Where to ask what was looked at: the ends of limbs, in the picture, or in the photo where that is parsed."""
    pose = rendered.request.source.pose if way is Way.LAYERS else rendered.request.pose
    return {joint: pose.at(joint) for joint in _POINTS if pose.has(joint)}


def _layers(found: Explained) -> list[dict[str, Any]]:
    """By layer: its colour in the pictures, how much of the person it is, and how far its pixels moved."""
    here = np.dstack(np.meshgrid(*(np.arange(n) + 0.5 for n in found.layers.shape[::-1])))
    away = np.linalg.norm(found.places - here, axis=2)
    person = max(int((found.layers != NO_LAYER).sum()), 1)
    rows = []
    for region in list(Region)[:N_PARSED]:
        mask = found.layers == region
        if mask.any():
            rows.append({
                "layer": region.name.lower().replace("_", " "),
                "colour": "#{:02x}{:02x}{:02x}".format(*_COLOURS[region]),
                "share": round(int(mask.sum()) / person, 4),
                "invented": round(float((found.invented[mask] > 127).mean()), 4),
                "moved_px": round(float(np.median(away[mask])), 1),
                "confidence": round(float(np.nanmean(found.confidence[mask])), 3),
            })  # fmt: skip
    return rows


def _pictures(
    rendered: Rendered, found: Explained, looks: Sequence[Look], points: Mapping[Joint, XY], frame: Frame
) -> Iterator[tuple[str, Pixels]]:
    grey = cv2.cvtColor(rendered.pixels[..., :3], cv2.COLOR_RGB2GRAY)
    under = np.dstack([grey] * 3).astype(np.float32)
    tint, on = np.zeros_like(under), found.layers != NO_LAYER
    for region in range(N_PARSED):
        tint[found.layers == region] = _COLOURS[region]
    yield "layers.png", _over(under, tint, on * 0.6)
    known = ~np.isnan(found.places[..., 0])
    yield "places.png", _over(under, _place_colours(found.places), known * 0.8)
    yield "invented.png", _over(under, np.full_like(under, (220, 30, 120)), found.invented / 255 * 0.75)
    sure = cv2.applyColorMap((np.nan_to_num(found.confidence) * 255).astype(np.uint8), cv2.COLORMAP_VIRIDIS)
    yield "confidence.png", _over(under, sure[..., ::-1].astype(np.float32), known * 0.75)
    if looks and points:
        yield "attention.png", _attention(rendered.request.source.photo.rgb, looks, points, frame)


def _over(under: NDArray[np.float32], tint: NDArray[np.float32], share: NDArray[np.float64]) -> Pixels:
    mixed = under + (tint - under) * share[..., None]
    return (mixed + 0.5).clip(0, 255).astype(np.uint8)


def _place_colours(places: NDArray[np.float32]) -> NDArray[np.float32]:
    """A colour for each place of the photo: red grows to the right, green downwards, blue is checked every tenth."""
    height, width = places.shape[:2]
    x, y = (np.nan_to_num(places[..., k]) / side for k, side in ((0, width), (1, height)))
    checked = (np.floor(x * 10) + np.floor(y * 10)) % 2
    return np.dstack([x * 255, y * 255, 90 + 110 * checked]).clip(0, 255).astype(np.float32)


def _attention(photo: Pixels, looks: Sequence[Look], points: Mapping[Joint, XY], frame: Frame) -> Pixels:
    """A row a joint, two columns a block: where it looked before enhanced attention, and after it."""
    view = frame.cut(photo, (_VIEW_PX * 3 // 4, _VIEW_PX))
    rows = []
    for at in points.values():
        tiles = [
            _heat(view, weights, look, at, frame) for look in looks for weights in (look.before, look.after)
        ]
        rows.append(np.concatenate(tiles, 1))
    return np.concatenate(rows, 0)


def _heat(view: Pixels, weights: Any, look: Look, at: XY, frame: Frame) -> Pixels:
    """One query's weights over the finest keys, as heat over the photo; a ring where the query is."""
    heat = _finest(weights, look, at, frame)
    large = cv2.resize(heat / max(float(heat.max()), 1e-9), view.shape[1::-1], interpolation=cv2.INTER_CUBIC)
    grey = np.dstack([cv2.cvtColor(view, cv2.COLOR_RGB2GRAY)] * 3).astype(np.float32) * 0.6
    out = _over(grey, np.full_like(grey, (255, 220, 0)), large.clip(0, 1) * 0.85)
    x, y = frame.to_canonical(np.array(at, np.float32)) * (_VIEW_PX / HEIGHT)
    cv2.circle(out, (round(float(x)), round(float(y))), 5, _INK, 1, cv2.LINE_AA)
    return np.pad(out, ((1, 1), (1, 1), (0, 0)), constant_values=255)


def _finest(weights: Any, look: Look, at: XY, frame: Frame) -> NDArray[np.float32]:
    """Weights [h, w] over the finest scale of the query at a photo point."""
    x, y = frame.to_canonical(np.array(at, np.float32)) * (look.size[0] / HEIGHT)
    row, column = (min(max(int(v), 0), n - 1) for v, n in ((y, look.size[0]), (x, look.size[1])))
    height, width = look.scales[0]
    found: NDArray[np.float32] = weights[row * look.size[1] + column, : height * width].numpy()
    return found.reshape(height, width)


def _figures(look: Look, at: XY, frame: Frame) -> dict[str, Any]:
    """Where the finest scale's weight lies on average, how far around, photo pixels, and its share of all scales."""
    told: dict[str, Any] = {}
    for name, weights in (("before", look.before), ("after", look.after)):
        heat = _finest(weights, look, at, frame).astype(np.float64)
        total = heat.sum()
        y, x = (np.indices(heat.shape) + 0.5) * (HEIGHT / heat.shape[0])
        middle = np.array([(x * heat).sum(), (y * heat).sum()]) / total
        spread = np.sqrt((((x - middle[0]) ** 2 + (y - middle[1]) ** 2) * heat).sum() / total)
        told[name] = {
            "at": _rounded(frame.to_photo(middle.astype(np.float32)).tolist()),
            "spread_px": round(float(spread / frame.scale), 1),
            "finest_share": round(float(total), 4),
        }
    return told


def _rounded(at: Sequence[float]) -> list[float]:
    return [round(float(value), 1) for value in at]
