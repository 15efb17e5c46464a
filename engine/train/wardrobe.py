"""Dresses a body shape: skin, eyes, brows, hair, shoes and an outfit, as surfaces."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.train.assets import AssetFolder, Image, Piece
from engine.train.body import PARTS, Body, BodyShape
from engine.train.cuts import landmarks
from engine.train.garments import Tailor
from engine.train.outfits import Stylist
from engine.train.surfaces import Corners, Material, PersonMesh, Surface, assemble, connected, split_corners
from engine.train.textures import (
    Colour,
    drawn_strands,
    hair_colour,
    random_pattern,
    recoloured,
    shading_of,
    skin_tone,
    strand_detail,
    tint_to,
)

Floats = NDArray[np.float32]
_DARK_EYES = ("brown_eye", "brown_eye", "brownlight_eye")
_EYES = ("brown_eye", "brownlight_eye", "blue_eye", "bluegreen_eye", "green_eye", "grey_eye")


@dataclass(frozen=True)
class Fitted:
    """A piece prepared once: its split corners and its skin weights [N, B] taken from the body."""

    piece: Piece
    corners: Corners
    skin: Floats


class Wardrobe:
    """Knows all pieces and dresses people at random."""

    def __init__(self, body: Body, assets: AssetFolder, *, pixels_per_metre: float) -> None:
        """`pixels_per_metre` is the detail of own garments' cloth."""
        self._body, self._assets, self._pixels_per_metre = body, assets, pixels_per_metre
        self._tailor = Tailor(body)
        self._components: dict[str, NDArray[np.int64]] = {}
        self._skin_corners = split_corners(body.base.group("body"))
        self._fitted: dict[str, Fitted] = {}
        self._hair_textures: dict[str, Image] = {}

    def dress(self, shape: BodyShape, rng: np.random.Generator, *, gender: str) -> PersonMesh:
        """A random person of a shape; gender is "male" or "female" and chooses among outfits and skins."""
        darkness = float(rng.beta(1.1, 1.3))
        fitter = self._tailor.fit(shape, rng)
        if rng.random() < 0.4:
            outfit, hides = self._bought(shape, rng, gender)
            fitter.hidden[hides] = True
        else:
            outfit = Stylist(fitter, rng, pixels_per_metre=self._pixels_per_metre).outfit(gender)
        if rng.random() < 0.93:
            shoes, hides = self._shoes(shape, rng)
            outfit.append(shoes)
            fitter.hidden[hides] = True
        hair = hair_colour(rng)
        surfaces = [
            self._skin(shape, rng, gender=gender, darkness=darkness, hidden=fitter.hidden),
            *outfit,
            self._eyes(shape, rng, darkness),
            self._brows(shape, rng, hair),
            self._hair(shape, rng, hair),
        ]
        return assemble(surfaces, self._body.bone_parts)

    def _prepared(self, piece: Piece) -> Fitted:
        if piece.name not in self._fitted:
            weights = np.clip(piece.fitting.weights, 0, None)
            weights = weights / np.maximum(weights.sum(1, keepdims=True), 1e-6)
            skin = np.einsum("nk,nkb->nb", weights, self._body.skin[piece.fitting.references])
            self._fitted[piece.name] = Fitted(piece, split_corners(piece.mesh), skin.astype(np.float32))
        return self._fitted[piece.name]

    def _surface(self, piece: Piece, shape: BodyShape, material: Material) -> Surface:
        fitted = self._prepared(piece)
        places, corners = fitted.corners.places, fitted.corners
        points = piece.fitting.fit(shape.rest)[places]
        return Surface(points, fitted.skin[places], corners.uv, corners.faces, places, material)

    def _skin(
        self,
        shape: BodyShape,
        rng: np.random.Generator,
        *,
        gender: str,
        darkness: float,
        hidden: NDArray[np.bool_],
    ) -> Surface:
        tone = "dark" if darkness > 0.6 and gender == "male" and rng.random() < 0.8 else "light"
        names = [name for name in sorted(self._assets.texture_names) if f"{tone}skinned_{gender}_" in name]
        name = str(rng.choice(names))
        texture = self._assets.texture(name)
        jitter = rng.uniform(0.95, 1.05, 3)
        r, g, b = (float(t * j) for t, j in zip(tint_to(texture, skin_tone(darkness)), jitter, strict=True))
        material = Material(
            texture, f"skin {name}", (r, g, b), specular=float(rng.uniform(0.02, 0.1)), alpha_cut=0.0
        )
        corners = self._skin_corners
        surface = Surface(
            shape.rest[corners.places],
            self._body.skin[corners.places],
            corners.uv,
            corners.faces,
            corners.places,
            material,
        )
        return surface.with_faces(~hidden[corners.places][corners.faces].all(1))

    def _eyes(self, shape: BodyShape, rng: np.random.Generator, darkness: float) -> Surface:
        name = str(rng.choice(_DARK_EYES if darkness > 0.45 else _EYES))
        # The white of an eye lies in the lids' shade.
        material = Material(self._assets.texture(name), name, tint=(0.82, 0.8, 0.79), specular=0.2)
        return replace(self._surface(self._assets.eyes, shape, material), part=PARTS.index("head"))

    def _brows(self, shape: BodyShape, rng: np.random.Generator, colour: Colour) -> Surface:
        piece = self._assets.brows[int(rng.integers(len(self._assets.brows)))]
        r, g, b = (min(x * 1.1, 0.5) for x in colour)
        texture = strand_detail(self._assets.texture(piece.name))
        material = Material(texture, f"brow {piece.name}", (r, g, b), alpha_cut=0.35, two_sided=True)
        return replace(self._surface(piece, shape, material), part=PARTS.index("head"))

    def _hair(self, shape: BodyShape, rng: np.random.Generator, colour: Colour) -> Surface:
        piece = self._assets.hair[int(rng.integers(len(self._assets.hair)))]
        r, g, b = (x / 0.6 for x in colour)
        texture = self._hair_texture(piece)
        material = Material(
            texture, f"hair {piece.name}", (r, g, b), specular=0.06, alpha_cut=0.35, two_sided=True
        )
        return replace(self._surface(piece, shape, material), part=PARTS.index("head"))

    def _hair_texture(self, piece: Piece) -> Image:
        if piece.name not in self._hair_textures:
            own = f"{piece.name}_diffuse"
            known = own in self._assets.texture_names
            strands = drawn_strands(np.random.default_rng(len(piece.name)))
            self._hair_textures[piece.name] = strand_detail(self._assets.texture(own)) if known else strands
        return self._hair_textures[piece.name]

    def _shoes(self, shape: BodyShape, rng: np.random.Generator) -> tuple[Surface, NDArray[np.int64]]:
        piece = self._assets.shoes[int(rng.integers(len(self._assets.shoes)))]
        grey = float(rng.choice([rng.uniform(0.25, 0.7), rng.uniform(0.7, 1.5)]))
        r, g, b = (float(grey * x) for x in rng.uniform(0.8, 1.15, 3))
        name = f"{piece.name}_diffuse"
        material = Material(self._assets.texture(name), name, (r, g, b), specular=0.05, alpha_cut=0.2)
        return self._surface(piece, shape, material), piece.fitting.hides

    def _bought(
        self, shape: BodyShape, rng: np.random.Generator, gender: str
    ) -> tuple[list[Surface], NDArray[np.int64]]:
        """An outfit from the asset folder, its unconnected pieces each with a cloth of their own."""
        fitting = [piece for piece in self._assets.clothes if piece.name.startswith(gender)]
        piece = fitting[int(rng.integers(len(fitting)))]
        whole = self._surface(piece, shape, Material(self._cloth(piece, rng), two_sided=True))
        other = replace(whole.material, texture=self._cloth(piece, rng))
        heights = self._component_heights(piece, whole)
        waist = landmarks(self._body, shape).waist
        lower = heights[whole.faces[:, 0]] < waist
        return [
            whole.with_faces(~lower),
            replace(whole.with_faces(lower), material=other),
        ], piece.fitting.hides

    def _component_heights(self, piece: Piece, surface: Surface) -> Floats:
        """The mean rest height of the connected piece that each vertex belongs to, [N]."""
        if piece.name not in self._components:
            self._components[piece.name] = connected(surface.weld, surface.faces)
        owner = self._components[piece.name]
        counts = np.maximum(np.bincount(owner), 1)
        return (np.bincount(owner, surface.rest[:, 2]) / counts)[owner].astype(np.float32)

    def _cloth(self, piece: Piece, rng: np.random.Generator) -> Image:
        have = self._assets.texture_names
        occlusion = self._assets.texture(f"{piece.name}_ao") if f"{piece.name}_ao" in have else None
        if f"{piece.name}_diffuse" in have:
            return recoloured(rng, self._assets.texture(f"{piece.name}_diffuse"), occlusion)
        base = np.full((512, 512, 4), 255, np.uint8) if occlusion is None else occlusion
        pattern = random_pattern(rng, (base.shape[1], base.shape[0]), metres=(1.6, 1.6))
        rgb = np.clip(pattern * shading_of(base, occlusion), 0, 1)
        return np.dstack([(rgb * 255).astype(np.uint8), np.full(base.shape[:2], 255, np.uint8)])
