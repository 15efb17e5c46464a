"""From the answers at the half scale to a decoded pose: outline, static mask, flows, the choice of colours."""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.model.config import XingGANppConfig
from engine.model.corrections import PoseCorrections
from engine.model.decoded import Decoded, SourceFeatures
from engine.model.fusion import keep_rim, own_coverage, prefer_first, select, straight
from engine.model.geometry.correspondence import blend_maps, grid, upsample
from engine.model.geometry.part_transforms import PartTransforms
from engine.model.reading import candidates, static_map

# How much less likely (logit) the person is where the part transforms lead to the photo's background.
_NOWHERE = 3.0
# The mirrored-source shift is learnt in this many canonical pixels.
_MIRRORED_PX = 16


@dataclass(frozen=True)
class HalfGuess:
    """What the quarter scale says of the half scale; all [B, C, H/2, W/2]."""

    unclaimed: Tensor  # part logits [B, 11, ...] before corrections
    logits: Tensor  # part logits [B, 11, ...]
    weights: Tensor  # softmax of them
    residual: Tensor  # [B, 2, ...] canonical pixels
    flow: Tensor  # [B, 2, ...] canonical source points
    shown: Tensor  # [B, 1, ...] how far the photo shows the person there
    in_plane: Tensor  # [B, 1, ...] 1 where no part has turned out of the picture's plane


@dataclass(frozen=True)
class HalfAnswers:
    """What the refined half scale adds."""

    parts: Tensor  # [B, 11, H/2, W/2] on top of the part logits
    mirrored: Tensor  # [B, 2, H/2, W/2] shift of the mirrored-source candidate
    pixels: Tensor  # [B, C, H, W] logits of alpha, of the candidates, and of the synthesised colours

    @classmethod
    def split(cls, out: Tensor, sizes: tuple[int, int, int]) -> HalfAnswers:
        """The answers in the last layer's channels [B, sum(sizes), H/2, W/2]."""
        parts, mirrored, pixels = out.split(sizes, 1)
        return cls(parts, mirrored, F.pixel_shuffle(pixels, 2))


@dataclass(frozen=True)
class _Outline:
    logits: Tensor  # [B, 1, H, W] before corrections
    alpha: Tensor  # [B, 1, H, W]
    whole: Tensor  # [B, 1, H/2, W/2] where the first flow may be used whatever part it meets
    read: Tensor  # [B, 1, H/2, W/2] where the photo's own outline is right


class Assembly:
    """Puts one decoded pose together, in the order outline, static mask, flows, candidates, choice."""

    def __init__(
        self,
        config: XingGANppConfig,
        source: SourceFeatures,
        maps: PartTransforms,
        *,
        guess: HalfGuess,
        corrected: PoseCorrections,
    ) -> None:
        self._config, self._source, self._maps = config, source, maps
        self._guess, self._corrected = guess, corrected

    def decoded(
        self,
        answers: HalfAnswers,
        *,
        near: Tensor,
        motion: Tensor,
        reached: Tensor,
        coarse_flow: Tensor,
        radii: Tensor,
    ) -> Decoded:
        """The pose; reached [B, 11, H/2, W/2] is where a part may be drawn at all, `motion` see `part_motion`."""
        source, maps, guess = self._source, self._maps, self._guess
        logits = guess.logits + answers.parts
        half_weights = logits.softmax(1)
        outline = self._outline(answers, half_weights)
        static = static_map(source, motion, half_weights * reached, outline.alpha)
        if not self._config.skeleton_prior:
            static = outline.alpha * 0
        flows = self._flows(logits, half_weights, answers.mirrored, static)
        confidence, warped = self._candidates(half_weights, flows, near, static=static, outline=outline)
        read = upsample(outline.read)
        rest = torch.maximum(static, read)
        choice, synthesised = self._choice(answers.pixels, confidence, warped, rest=rest)
        own = own_coverage(choice, warped, outline.alpha)
        return Decoded(
            rgb=torch.cat([straight(warped), synthesised], 1).mul(choice[:, :, None]).sum(1),
            alpha_logits=outline.logits,
            alpha=outline.alpha,
            coverage=source.rgba[:, 3:] * static + own * (1 - static),
            flows=torch.stack(flows, 1),
            coarse_flow=coarse_flow,
            weights=choice,
            warped=warped,
            synthesised=synthesised,
            confidence=confidence,
            static=static,
            read=read,
            part_logits=logits,
            affine=maps.affine,
            residual=guess.residual,
            capsules=maps.capsules,
            radii=radii,
            photo_parts=source.limbs,
            photo_matte=source.rgba[:, 3:],
        )

    def _outline(self, answers: HalfAnswers, weights: Tensor) -> _Outline:
        guess, corrected = self._guess, self._corrected
        nowhere = (_NOWHERE + corrected.nowhere(guess.in_plane)) * (1 - upsample(guess.shown))
        logits = answers.pixels[:, :1] - nowhere
        whole = corrected.together(blend_maps(weights, self._maps.affine)) * guess.in_plane
        alpha = corrected.outlined(logits.sigmoid(), guess.unclaimed, whole)
        return _Outline(logits, alpha, whole, corrected.read(alpha))

    def _flows(self, logits: Tensor, half_weights: Tensor, mirrored: Tensor, static: Tensor) -> list[Tensor]:
        """Canonical source points of each warped candidate, [B, 2, H, W]."""
        weights = upsample(logits).softmax(1)
        flow = self._corrected.mixed(weights, half_weights) + upsample(self._guess.residual) * (1 - static)
        here = grid(weights.shape[-2], weights.shape[-1], weights.device)
        flows = [here * static + flow * (1 - static)]
        if self._config.warped > 1:
            flows.append(blend_maps(weights, self._maps.mirrored) + upsample(mirrored) * _MIRRORED_PX)
        return flows

    def _candidates(
        self, weights: Tensor, flows: list[Tensor], near: Tensor, *, static: Tensor, outline: _Outline
    ) -> tuple[Tensor, Tensor]:
        """How far each flow may be used [B, G, H, W], and what it reads [B, G, 4, H, W]."""
        whole = torch.maximum(outline.whole, outline.read)
        confidence, warped = candidates(
            self._source, weights, flows, near=near, whole=whole, corrections=self._corrected
        )
        first, others = torch.maximum(confidence[:, :1], static), confidence[:, 1:] * (1 - static)
        return torch.cat([first, others], 1), warped

    def _choice(
        self, pixels: Tensor, confidence: Tensor, warped: Tensor, *, rest: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Weights of all candidates [B, G + P, H, W] and the synthesised ones' colours [B, P, 3, H, W]."""
        count = self._config.warped + self._config.synthesised
        first = prefer_first(rest, count)
        choice = select(pixels[:, 1 : 1 + count] + first, confidence, self._corrected.never)
        choice = keep_rim(choice, confidence[:, :1], warped[:, 0, 3:])
        synthesised = torch.sigmoid(pixels[:, 1 + count :]).unflatten(1, (self._config.synthesised, 3))
        return choice, synthesised
