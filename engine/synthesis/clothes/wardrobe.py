"""Dresses a body shape: skin, eyes, brows, hair, shoes and an outfit, as surfaces."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.model.geometry.part_transforms import PARTS
from engine.synthesis.assets import AssetFolder, Image, Piece
from engine.synthesis.body.body import Body, BodyShape
from engine.synthesis.body.kinds import Kind
from engine.synthesis.body.looks import Look, random_look
from engine.synthesis.body.person_mesh import Labelling, PersonMesh, assemble
from engine.synthesis.body.surfaces import Corners, Material, Surface, connected, split_corners
from engine.synthesis.body.textures import (
    drawn_strands,
    random_pattern,
    recoloured,
    shading_of,
    strand_detail,
    tint_to,
)
from engine.synthesis.clothes.cuts import landmarks
from engine.synthesis.clothes.garments import Fitter, Tailor
from engine.synthesis.clothes.outfits import Stylist
from engine.synthesis.habits import USUAL, Habit

Floats = NDArray[np.float32]
_BOUGHT = 0.4
# Bought outfits with a skirt.
_SKIRTED = ("female_elegantsuit01",)


@dataclass(frozen=True)
class Fitted:
    """A piece prepared once: its split corners and its skin weights [N, B] taken from the body."""

    piece: Piece
    corners: Corners
    skin: Floats


class Wardrobe:
    """Knows all pieces and dresses people."""

    def __init__(self, body: Body, assets: AssetFolder, *, pixels_per_metre: float) -> None:
        """`pixels_per_metre` is the detail of own garments' cloth."""
        self._body, self._assets, self._pixels_per_metre = body, assets, pixels_per_metre
        self._tailor = Tailor(body)
        self._components: dict[str, NDArray[np.int64]] = {}
        self._skin_corners = split_corners(body.base.group("body"))
        self._fitted: dict[str, Fitted] = {}
        self._hair_textures: dict[str, Image] = {}

    def random_person(
        self, shape: BodyShape, rng: np.random.Generator, *, gender: str, habit: Habit = USUAL
    ) -> PersonMesh:
        """A random person of a shape; gender is "male" or "female" and chooses among outfits and skins."""
        fitter = self.fitter(shape, rng)
        if rng.random() < _BOUGHT:
            outfit = self.random_bought(shape, fitter, rng, gender=gender)
        else:
            stylist = Stylist(fitter, rng, pixels_per_metre=self._pixels_per_metre, habit=habit)
            outfit = stylist.outfit(gender)
        look = random_look(rng, self._assets, gender=gender, habit=habit)
        return self.dress(shape, outfit, fitter=fitter, look=look)

    def fitter(self, shape: BodyShape, rng: np.random.Generator) -> Fitter:
        """Cuts own garments for a shape; pass it to dress() so that the skin under them is left out."""
        return self._tailor.fit(shape, rng)

    def dress(self, shape: BodyShape, outfit: list[Surface], *, fitter: Fitter, look: Look) -> PersonMesh:
        """A person with a look in an outfit."""
        return self.joined(self.surfaces(shape, outfit, fitter=fitter, look=look), fitter)

    def joined(self, surfaces: list[Surface], fitter: Fitter) -> PersonMesh:
        """Surfaces as one mesh, in drawing order."""
        heights = fitter.marks.heights()
        return assemble(surfaces, Labelling(self._body.bone_parts, self._body.bone_layers, heights))

    def surfaces(
        self, shape: BodyShape, outfit: list[Surface], *, fitter: Fitter, look: Look
    ) -> list[Surface]:
        """Skin, outfit, shoes, eyes, brows and, last, hair."""
        worn = list(outfit)
        if look.shoes:
            shoes = self._assets.piece("shoes", look.shoes)
            fitter.hidden[shoes.fitting.hides] = True
            worn.append(self._shoes(shape, shoes, look))
        return [
            self._skin(shape, look, hidden=fitter.hidden, veiled=fitter.veiled),
            *worn,
            self._eyes(shape, look),
            self._brows(shape, look),
            self._hair(shape, look),
        ]

    def random_bought(
        self, shape: BodyShape, fitter: Fitter, rng: np.random.Generator, *, gender: str
    ) -> list[Surface]:
        """Any outfit of the asset folder for a gender, recoloured."""
        names = [name for name in self._assets.names("clothes") if name.startswith(gender)]
        return self.bought(shape, fitter, rng, name=names[int(rng.integers(len(names)))])

    def bought(
        self,
        shape: BodyShape,
        fitter: Fitter,
        rng: np.random.Generator,
        *,
        name: str,
        recolour: bool = True,
    ) -> list[Surface]:
        """An outfit from the asset folder; if recoloured, its unconnected upper and lower pieces differ."""
        piece = self._assets.piece("clothes", name)
        hides = fitter.veiled if name in _SKIRTED else fitter.hidden
        hides[piece.fitting.hides] = True
        whole = self._surface(piece, shape, Material(self._cloth(piece, rng, recolour), two_sided=True))
        if not recolour:
            return [whole]
        other = replace(whole.material, texture=self._cloth(piece, rng, recolour))
        heights = self._component_heights(piece, whole)
        lower = np.asarray(heights[whole.faces[:, 0]] < landmarks(self._body, shape).waist)
        kind = Kind.SKIRT if name in _SKIRTED else Kind.TROUSERS
        below = replace(whole.with_faces(lower), material=other, kind=kind)
        return [replace(whole.with_faces(~lower), kind=Kind.TOP), below]

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

    def _head_surface(self, piece: Piece, shape: BodyShape, material: Material, kind: Kind) -> Surface:
        surface = self._surface(piece, shape, material)
        return replace(surface, part=PARTS.index("head"), kind=kind)

    def _skin(
        self, shape: BodyShape, look: Look, *, hidden: NDArray[np.bool_], veiled: NDArray[np.bool_]
    ) -> Surface:
        texture = self._assets.texture(look.skin)
        tint = tint_to(texture, look.tone)
        material = Material(texture, f"skin {look.skin}", tint, specular=look.shine, alpha_cut=0.0)
        places, corners = self._skin_corners.places, self._skin_corners
        surface = Surface(
            shape.rest[places], self._body.skin[places], corners.uv, corners.faces, places, material
        )
        under = (hidden | veiled)[places][corners.faces].all(1)
        shown = ~hidden[places][corners.faces].all(1)
        return replace(surface, veiled=np.asarray(under)).with_faces(np.asarray(shown))

    def _eyes(self, shape: BodyShape, look: Look) -> Surface:
        # The white of an eye lies in the lids' shade.
        texture = self._assets.texture(look.eyes)
        material = Material(texture, look.eyes, tint=(0.82, 0.8, 0.79), specular=0.2)
        return self._head_surface(self._assets.piece("eyes", "high-poly"), shape, material, Kind.FACE)

    def _brows(self, shape: BodyShape, look: Look) -> Surface:
        piece = self._assets.piece("eyebrows", look.brows)
        r, g, b = (min(x * 1.1, 0.5) for x in look.hair_colour)
        texture = strand_detail(self._assets.texture(piece.name))
        material = Material(texture, f"brow {piece.name}", (r, g, b), alpha_cut=0.35, two_sided=True)
        return self._head_surface(piece, shape, material, Kind.FACE)

    def _hair(self, shape: BodyShape, look: Look) -> Surface:
        piece = self._assets.piece("hair", look.hair)
        r, g, b = (x / 0.6 for x in look.hair_colour)
        texture = self._hair_texture(piece)
        material = Material(
            texture, f"hair {piece.name}", (r, g, b), specular=0.06, alpha_cut=0.35, two_sided=True
        )
        return self._head_surface(piece, shape, material, Kind.HAIR)

    def _hair_texture(self, piece: Piece) -> Image:
        if piece.name not in self._hair_textures:
            own = f"{piece.name}_diffuse"
            known = own in self._assets.texture_names
            strands = drawn_strands(np.random.default_rng(len(piece.name)))
            self._hair_textures[piece.name] = strand_detail(self._assets.texture(own)) if known else strands
        return self._hair_textures[piece.name]

    def _shoes(self, shape: BodyShape, piece: Piece, look: Look) -> Surface:
        name = f"{piece.name}_diffuse"
        material = Material(self._assets.texture(name), name, look.shoe_tint, specular=0.05, alpha_cut=0.2)
        return replace(self._surface(piece, shape, material), kind=Kind.SHOES)

    def _component_heights(self, piece: Piece, surface: Surface) -> Floats:
        """The mean rest height of the connected piece that each vertex belongs to, [N]."""
        if piece.name not in self._components:
            self._components[piece.name] = connected(surface.weld, surface.faces)
        owner = self._components[piece.name]
        counts = np.maximum(np.bincount(owner), 1)
        return (np.bincount(owner, surface.rest[:, 2]) / counts)[owner].astype(np.float32)

    def _cloth(self, piece: Piece, rng: np.random.Generator, recolour: bool) -> Image:
        have = self._assets.texture_names
        occlusion = self._assets.texture(f"{piece.name}_ao") if f"{piece.name}_ao" in have else None
        if f"{piece.name}_diffuse" in have:
            own = self._assets.texture(f"{piece.name}_diffuse")
            return recoloured(rng, own, occlusion) if recolour else own
        base = np.full((512, 512, 4), 255, np.uint8) if occlusion is None else occlusion
        pattern = random_pattern(rng, (base.shape[1], base.shape[0]), metres=(1.6, 1.6))
        rgb = np.clip(pattern * shading_of(base, occlusion), 0, 1)
        return np.dstack([(rgb * 255).astype(np.uint8), np.full(base.shape[:2], 255, np.uint8)])
