"""XingGAN++ for interactive use: a cached appearance side, a fast pose side, correspondence and synthesis.

Source: H. Tang et al., "Enhanced Multi-Scale Cross-Attention for Person Image Generation", arXiv 2501.08900.
Its pooling sizes, widths and wiring are not public; what is read into it here, and what is ours (skeleton prior,
correspondence, the static mask), is marked where it stands.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.model.assembly import Assembly, HalfAnswers, HalfGuess
from engine.model.blocks import ASBlock, Residual, SABlock, conv3, fourier, pyramid
from engine.model.config import XingGANppConfig
from engine.model.corrections import NONE, Corrections, PoseCorrections
from engine.model.decoded import Decoded, SourceFeatures
from engine.model.fusion import DenseFusion
from engine.model.geometry.adjacency import near_adjacent
from engine.model.geometry.correspondence import (
    LEAST_SHIFT_PX,
    beyond,
    blend_maps,
    check_joints,
    grid,
    heat_maps,
    part_motion,
    upsample,
    warp,
    widen,
)
from engine.model.geometry.depth_order import PartOrder, depth_offsets
from engine.model.geometry.foreshortening import allowed, flat, turned
from engine.model.geometry.part_transforms import N_PARTS, PartTransforms, part_transforms, resting
from engine.model.part_head import PartHead
from engine.model.photo_side import PhotoScales, PhotoSide
from engine.model.reading import HINTS, hints

# A part is drawn at most this many of its radii from its axis: farther pixels rest, whatever the network says.
_REACH = 4.0


class XingGANpp(PhotoSide):
    """Two branches over T stages: appearance guided by shape (SA), shape guided by appearance (AS)."""

    def __init__(self, config: XingGANppConfig) -> None:
        super().__init__(config)
        c1, c2, c3 = config.half_width, config.quarter_width, config.width
        self.candidates = config.warped + config.synthesised
        self.part_head = PartHead(config, N_PARTS + 1)
        # Target side.
        self.pose_quarter = nn.Sequential(conv3(36 + 2 * N_PARTS, c2), Residual(c2))
        self.pose_eighth = nn.Sequential(conv3(c2, c3, 2), Residual(c3))
        self.target_place = nn.Conv2d(32, c3, 1)
        self.appearance_in = nn.Conv2d(c3 + 1, c3, 1)
        self.sa = nn.ModuleList(SABlock(config, pyramid(config)) for _ in range(config.stages))
        self.as_ = nn.ModuleList(ASBlock(config, pyramid(config)[-2:]) for _ in range(config.stages))
        self.fusion = DenseFusion(config)
        self.coarse = nn.Conv2d(c3, N_PARTS + 2, 3, 1, 1)
        self.lift = nn.Conv2d(c3, c2, 1)
        self.quarter_in = nn.Conv2d(3 * c2 + N_PARTS, c2, 1)
        self.quarter = nn.Sequential(Residual(c2), Residual(c2))
        self.quarter_out = nn.Conv2d(c2, N_PARTS + 2, 3, 1, 1)
        self.half_lift = nn.Conv2d(c2, c1, 1)
        self.half_in = nn.Conv2d(c1 + HINTS, c1, 1)
        self.refine = nn.Sequential(Residual(c1), Residual(c1))
        # Per half pixel: part logits, mirrored-source shift, and for each of its four pixels alpha, selection, colours.
        self.per_pixel = 1 + self.candidates + 3 * config.synthesised
        self.outputs = (N_PARTS, 2, 4 * self.per_pixel)
        self.out = nn.Conv2d(c1, sum(self.outputs), 3, 1, 1)
        self._start()

    def _start(self) -> None:
        for layer, size in ((self.coarse, 0.005), (self.quarter_out, 0.005), (self.out, 0.01)):
            nn.init.normal_(layer.weight, 0, size)
            if layer.bias is not None:
                nn.init.zeros_(layer.bias)
        # Start with confidence in what is warped.
        assert self.out.bias is not None
        bias = self.out.bias.data[N_PARTS + 2 :].view(self.per_pixel, 4)
        bias[1] = 2.0

    def encode(
        self, rgba: Tensor, joints: Tensor, present: Tensor, corrections: Corrections = NONE
    ) -> SourceFeatures:
        """The photo's features.

        Args:
            rgba: the person cut out, premultiplied, [B, 4, H, W] in 0..1; H and W multiples of 16, H:W = 4:3.
            joints: [B, 18, 2] canonical pixels; present: [B, 18] bool.
            corrections: what is put right by hand on the way; nothing unless told.
        """
        scales = self.photo_scales(rgba, joints, present)
        small = F.avg_pool2d(rgba, 2)
        part_logits = self.part_logits(rgba, joints, present, scales)
        part_logits = corrections.parsing(part_logits, small, joints, present)
        limbs = part_logits[:, 1:].softmax(1)
        memories = tuple(block.memory(scales.eighth) for block in self.sa if isinstance(block, SABlock))
        return SourceFeatures(
            rgba=rgba,
            near=widen(rgba[:, 3:], 2),
            joints=joints,
            present=present,
            half=scales.half,
            quarter=scales.quarter,
            eighth=scales.eighth,
            memories=memories,
            heat=scales.heat,
            part_logits=part_logits,
            parts=part_logits.softmax(1),
            limbs=limbs,
            arms=corrections.arms(small, limbs, joints),
            small=small,
        )

    def part_logits(
        self,
        rgba: Tensor,
        joints: Tensor,
        present: Tensor,
        scales: PhotoScales | None = None,
    ) -> Tensor:
        """The photo's parsing [B, 12, H/2, W/2], background first, as logits; arguments as for `encode`.

        Features at three scales are made when they are not given; then no gradient reaches them, so that the part
        head can be trained alone.
        """
        if scales is None:
            with torch.no_grad():
                scales = self.photo_scales(rgba, joints, present)
        logits: Tensor = self.part_head(scales.pixels, scales.half, scales.quarter, scales.eighth).float()
        if not self.config.skeleton_prior:
            return logits
        prior = self.photo_prior(joints, present, (logits.shape[-2], logits.shape[-1])).detach()
        return logits + F.pad(prior, (0, 0, 0, 0, 1, 0))

    def decode(
        self,
        source: SourceFeatures,
        joints: Tensor,
        present: Tensor,
        order: PartOrder | None = None,
        corrections: Corrections = NONE,
    ) -> Decoded:
        """The photo's person in a new pose: canonical joints [B, 18, 2], present [B, 18], and what lies in front."""
        check_joints(joints, present)
        maps = part_transforms(source.joints, source.present, joints, present)
        prior = self.prior(maps.capsules, maps.torso, (source.parts.shape[-2], source.parts.shape[-1]))
        if order is not None:
            prior = prior + depth_offsets(-prior / self.steepness, source.parts, maps.affine, order)
        if not self.config.skeleton_prior:
            prior, maps = torch.zeros_like(prior), resting(maps)
        prior4 = F.avg_pool2d(prior, 2)
        prior8 = F.avg_pool2d(prior4, 2)
        pose4 = self._pose_features(source, maps, joints, present, prior4)
        fused = self._stages(source, maps, pose4, prior8)
        coarse = upsample(self.coarse(fused).float())
        parts = coarse[:, :N_PARTS]
        logits4, residual4 = parts + prior4, coarse[:, N_PARTS:] * 8
        flow4 = blend_maps(logits4.softmax(1), maps.affine) + residual4
        quarter = torch.cat([upsample(self.lift(fused)), pose4, warp(source.quarter, flow4), parts], 1)
        quarter = self.quarter(self.quarter_in(quarter))
        more = self.quarter_out(quarter).float()
        logits4, residual4 = logits4 + more[:, :N_PARTS], residual4 + more[:, N_PARTS:] * 4
        turn = turned(maps, (source.joints, source.present), (joints, present))
        if not self.config.skeleton_prior:
            turn = torch.ones_like(turn)
        corrected = corrections.of_pose(source, maps, turn, order)
        return self._refine(source, maps, quarter, prior, (logits4, residual4), turn, corrected)

    def forward(
        self,
        rgba: Tensor,
        source_joints: Tensor,
        source_present: Tensor,
        joints: Tensor,
        present: Tensor,
        corrections: Corrections = NONE,
    ) -> tuple[SourceFeatures, Decoded]:
        """Encode and decode in one call, for training."""
        source = self.encode(rgba, source_joints, source_present, corrections)
        return source, self.decode(source, joints, present, corrections=corrections)

    def _pose_features(
        self, source: SourceFeatures, maps: PartTransforms, joints: Tensor, present: Tensor, prior4: Tensor
    ) -> Tensor:
        size = (prior4.shape[-2], prior4.shape[-1])
        moved = part_motion(maps.affine, size)
        heat = heat_maps(joints, present, size)
        return self.pose_quarter(torch.cat([heat, source.heat, prior4.clamp(min=-6) / 3 + 1, moved], 1))

    def _stages(self, source: SourceFeatures, maps: PartTransforms, pose4: Tensor, prior8: Tensor) -> Tensor:
        """T stages of SA and AS on the eighth scale, and their dense fusion."""
        guess = blend_maps(prior8.softmax(1), maps.affine)
        here = grid(guess.shape[-2], guess.shape[-1], guess.device).expand_as(guess)
        place = self.target_place(torch.cat([fourier(guess, 256.0), fourier(here, 256.0)], 1))
        shape = self.pose_eighth(pose4) + place
        cover = warp(source.rgba[:, 3:], guess)
        appearance = self.appearance_in(torch.cat([warp(source.eighth, guess), cover], 1))
        appearances, shapes = [], []
        for sa, as_, memory in zip(self.sa, self.as_, source.memories, strict=True):
            appearance = sa(appearance, shape, memory)
            shape = as_(shape, appearance)
            appearances.append(appearance)
            shapes.append(shape)
        return self.fusion(appearances, shapes)

    def _refine(
        self,
        source: SourceFeatures,
        maps: PartTransforms,
        quarter: Tensor,
        prior: Tensor,
        guess4: tuple[Tensor, Tensor],
        turn: Tensor,
        corrected: PoseCorrections,
    ) -> Decoded:
        """Half-scale refinement and the outputs at the frame's size; guess4: part logits and shift at the quarter."""
        logits4, residual4 = guess4
        guess = self._half_guess(source, maps, prior, guess4, turn, corrected)
        near = near_adjacent(maps, grid(guess.weights.shape[-2], guess.weights.shape[-1], prior.device))
        motion = part_motion(maps.affine, (prior.shape[-2], prior.shape[-1]))
        features = hints(source, motion, guess.logits, guess.weights, flow=guess.flow, near=near)
        out = self.out(self.refine(self.half_in(features) + upsample(self.half_lift(quarter)))).float()
        answers = HalfAnswers.split(out, self.outputs)
        reached = prior > -_REACH * self.steepness
        assembly = Assembly(self.config, source, maps, guess=guess, corrected=corrected)
        coarse_flow = blend_maps(logits4.softmax(1), maps.affine) + residual4
        return assembly.decoded(
            answers,
            near=near,
            motion=motion,
            reached=reached,
            coarse_flow=coarse_flow,
            radii=self.radii(maps.torso),
        )

    def _half_guess(
        self,
        source: SourceFeatures,
        maps: PartTransforms,
        prior: Tensor,
        guess4: tuple[Tensor, Tensor],
        turn: Tensor,
        corrected: PoseCorrections,
    ) -> HalfGuess:
        """What the quarter scale says of the half scale, before that is refined."""
        logits4, residual4 = guess4
        # The prior is exact at the half scale: only what the network added to it is upsampled.
        unclaimed = upsample(logits4 - F.avg_pool2d(prior, 2)) + prior
        logits = corrected.claimed(unclaimed)
        residual = beyond(upsample(residual4), LEAST_SHIFT_PX)
        weights = logits.softmax(1)
        plain = blend_maps(weights, maps.affine)
        near_half = F.avg_pool2d(source.near, 2)
        if self.config.skeleton_prior:
            residual = residual * allowed(turn, weights, near_half, plain)
        flow = plain + residual
        return HalfGuess(
            unclaimed=unclaimed,
            logits=logits,
            weights=weights,
            residual=residual,
            flow=flow,
            shown=warp(near_half, flow),
            in_plane=flat(turn, weights),
        )
