"""XingGAN++ for interactive use: a cached appearance side, a fast pose side, correspondence and synthesis.

Source: H. Tang et al., "Enhanced Multi-Scale Cross-Attention for Person Image Generation", arXiv 2501.08900.
Its pooling sizes, widths and wiring are not public; what is read into it here, and what is ours (skeleton prior,
correspondence, stillness), is marked where it stands.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.geometry.adjacency import near_joins
from engine.geometry.correspondence import (
    LEAST_SHIFT_PX,
    beyond,
    blend_maps,
    capsule_distance,
    check_joints,
    gather,
    grid,
    heat_maps,
    part_motion,
    upsample,
    widen,
)
from engine.geometry.depth_order import PartOrder, sunk
from engine.geometry.foreshortening import allowed, flat, turned
from engine.geometry.part_transforms import N_PARTS, RADII, PartMaps, part_maps, resting
from engine.model.blocks import ASBlock, Residual, SABlock, conv3, fourier, pyramid
from engine.model.config import XingGANppConfig
from engine.model.corrections import NONE, Corrections, PoseCorrections
from engine.model.decoded import Decoded, SourceFeatures
from engine.model.fusion import DenseFusion, keep_rim, own_coverage, prefer_first, select, straight
from engine.model.part_head import PartHead
from engine.model.reading import HINTS, at_rest, candidates, hints

# A part is drawn at most this many of its radii from its axis: farther pixels rest, whatever the network says.
_REACH = 4.0
# How much less likely (logit) the person is where the parts' maps lead to the photo's background.
_NOWHERE = 3.0


class XingGANpp(nn.Module):
    """Two branches over T stages: appearance guided by shape (SA), shape guided by appearance (AS)."""

    def __init__(self, config: XingGANppConfig) -> None:
        super().__init__()
        self.config = config
        c1, c2, c3 = config.half_width, config.quarter_width, config.width
        self.candidates = config.gathered + config.painted
        self.log_radius = nn.Parameter(torch.tensor(RADII).log())
        self.steepness = nn.Parameter(torch.tensor(1.5))
        # Source side: nothing below may see the target pose.
        self.source_half = nn.Sequential(conv3(16, c1), Residual(c1))
        self.source_quarter = nn.Sequential(conv3(c1 + 18 + N_PARTS, c2, 1), Residual(c2), Residual(c2))
        self.source_eighth = nn.Sequential(conv3(c2, c3, 2), Residual(c3), Residual(c3))
        self.source_place = nn.Conv2d(16, c3, 1)
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
        # Per half pixel: part logits, donor offset, and for each of its four pixels alpha, selection, colours.
        self.per_pixel = 1 + self.candidates + 3 * config.painted
        self.outputs = (N_PARTS, 2, 4 * self.per_pixel)
        self.out = nn.Conv2d(c1, sum(self.outputs), 3, 1, 1)
        self._start()

    def _start(self) -> None:
        for layer, size in ((self.coarse, 0.005), (self.quarter_out, 0.005), (self.out, 0.01)):
            nn.init.normal_(layer.weight, 0, size)
            if layer.bias is not None:
                nn.init.zeros_(layer.bias)
        # Start by trusting what is gathered.
        assert self.out.bias is not None
        bias = self.out.bias.data[N_PARTS + 2 :].view(self.per_pixel, 4)
        bias[1] = 2.0

    def _radii(self, torso: Tensor) -> Tensor:
        """Radius [B, 11] of each part in canonical pixels, from the torso's length [B]."""
        return self.log_radius.exp()[None] * torso[:, None]

    def _prior(self, capsules: Tensor, torso: Tensor, size: tuple[int, int]) -> Tensor:
        """Log-prior [B, 11, h, w] of each part from the distance to its capsule."""
        distance = capsule_distance(capsules, size) / self._radii(torso)[..., None, None]
        return -self.steepness * distance.clamp(max=8.0)

    def encode(
        self, rgba: Tensor, joints: Tensor, present: Tensor, corrections: Corrections = NONE
    ) -> SourceFeatures:
        """The photo's features.

        Args:
            rgba: the person cut out, premultiplied, [B, 4, H, W] in 0..1; H and W multiples of 16, H:W = 4:3.
            joints: [B, 18, 2] canonical pixels; present: [B, 18] bool.
            corrections: what is put right by hand on the way; nothing unless told.
        """
        half, quarter, eighth, heat = self._photo_features(rgba, joints, present)
        small = F.avg_pool2d(rgba, 2)
        part_logits = self.part_logits(rgba, joints, present, (half, quarter, eighth))
        part_logits = corrections.parsing(part_logits, small, joints, present)
        limbs = part_logits[:, 1:].softmax(1)
        memories = tuple(block.memory(eighth) for block in self.sa if isinstance(block, SABlock))
        return SourceFeatures(
            rgba=rgba,
            near=widen(rgba[:, 3:], 2),
            joints=joints,
            present=present,
            half=half,
            quarter=quarter,
            eighth=eighth,
            memories=memories,
            heat=heat,
            part_logits=part_logits,
            parts=part_logits.softmax(1),
            limbs=limbs,
            arms=corrections.arms(small, limbs, joints),
            small=small,
        )

    def _photo_features(self, rgba: Tensor, joints: Tensor, present: Tensor) -> tuple[Tensor, ...]:
        """Features at the half, quarter and eighth scale, and the heat maps of the joints."""
        check_joints(joints, present)
        size = (rgba.shape[-2] // 4, rgba.shape[-1] // 4)
        heat = heat_maps(joints, present, size)
        maps = part_maps(joints, present, joints, present)
        prior = self._prior(maps.capsules, maps.torso, size)
        half = self.source_half(F.pixel_unshuffle(rgba * 2 - 1, 2))
        prior_in = prior.clamp(min=-6) / 3 + 1 if self.config.skeleton_prior else torch.zeros_like(prior)
        quarter = self.source_quarter(torch.cat([F.avg_pool2d(half, 2), heat, prior_in], 1))
        place = fourier(grid(size[0] // 2, size[1] // 2, rgba.device), 256.0).expand(len(rgba), -1, -1, -1)
        eighth = self.source_eighth(quarter) + self.source_place(place)
        return half, quarter, eighth, heat

    def part_logits(
        self,
        rgba: Tensor,
        joints: Tensor,
        present: Tensor,
        features: tuple[Tensor, ...] | None = None,
    ) -> Tensor:
        """The photo's part map [B, 12, H/2, W/2], background first, as logits; arguments as for `encode`.

        Features at three scales are made when they are not given; then no gradient reaches them, so that the part
        head can be trained alone.
        """
        if features is None:
            with torch.no_grad():
                features = self._photo_features(rgba, joints, present)[:3]
        logits: Tensor = self.part_head(F.pixel_unshuffle(rgba * 2 - 1, 2), *features).float()
        if not self.config.skeleton_prior:
            return logits
        maps = part_maps(joints, present, joints, present)
        prior = self._prior(maps.capsules, maps.torso, (logits.shape[-2], logits.shape[-1])).detach()
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
        maps = part_maps(source.joints, source.present, joints, present)
        prior = self._prior(maps.capsules, maps.torso, (source.parts.shape[-2], source.parts.shape[-1]))
        if order is not None:
            prior = prior + sunk(-prior / self.steepness, source.parts, maps.affine, order)
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
        quarter = torch.cat([upsample(self.lift(fused)), pose4, gather(source.quarter, flow4), parts], 1)
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
        self, source: SourceFeatures, maps: PartMaps, joints: Tensor, present: Tensor, prior4: Tensor
    ) -> Tensor:
        size = (prior4.shape[-2], prior4.shape[-1])
        moved = part_motion(maps.affine, size)
        heat = heat_maps(joints, present, size)
        return self.pose_quarter(torch.cat([heat, source.heat, prior4.clamp(min=-6) / 3 + 1, moved], 1))

    def _stages(self, source: SourceFeatures, maps: PartMaps, pose4: Tensor, prior8: Tensor) -> Tensor:
        """T stages of SA and AS on the eighth scale, and their dense fusion."""
        guess = blend_maps(prior8.softmax(1), maps.affine)
        here = grid(guess.shape[-2], guess.shape[-1], guess.device).expand_as(guess)
        place = self.target_place(torch.cat([fourier(guess, 256.0), fourier(here, 256.0)], 1))
        shape = self.pose_eighth(pose4) + place
        cover = gather(source.rgba[:, 3:], guess)
        appearance = self.appearance_in(torch.cat([gather(source.eighth, guess), cover], 1))
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
        maps: PartMaps,
        quarter: Tensor,
        prior: Tensor,
        guess4: tuple[Tensor, Tensor],
        turn: Tensor,
        corrected: PoseCorrections,
    ) -> Decoded:
        """Half-scale refinement and the outputs at the frame's size; guess4: part logits and shift at the quarter."""
        config, (logits4, residual4) = self.config, guess4
        # The prior is exact at the half scale: only what the network added to it is upsampled.
        unclaimed = upsample(logits4 - F.avg_pool2d(prior, 2)) + prior
        logits = corrected.claimed(unclaimed)
        residual = beyond(upsample(residual4), LEAST_SHIFT_PX)
        weights = logits.softmax(1)
        plain = blend_maps(weights, maps.affine)
        near_half = F.avg_pool2d(source.near, 2)
        if config.skeleton_prior:
            residual = residual * allowed(turn, weights, near_half, plain)
        flow = plain + residual
        near = near_joins(maps, grid(weights.shape[-2], weights.shape[-1], weights.device))
        motion = part_motion(maps.affine, (weights.shape[-2], weights.shape[-1]))
        features = hints(source, motion, logits, weights, flow=flow, near=near)
        out = self.out(self.refine(self.half_in(features) + upsample(self.half_lift(quarter)))).float()
        more, donor, pixels = out.split(self.outputs, 1)
        logits = logits + more
        pixels = F.pixel_shuffle(pixels, 2)
        shown = upsample(gather(near_half, flow))
        in_plane = flat(turn, weights)
        alpha = torch.sigmoid(pixels[:, :1] - (_NOWHERE + corrected.nowhere(in_plane)) * (1 - shown))
        coarse_weights = logits.softmax(1)
        whole = corrected.together(blend_maps(coarse_weights, maps.affine)) * in_plane
        alpha, read = corrected.outlined(alpha, unclaimed, whole), corrected.read(alpha)
        weights = upsample(logits).softmax(1)
        reached = coarse_weights * (prior > -_REACH * self.steepness)
        still = at_rest(source, motion, reached, alpha) if config.skeleton_prior else alpha * 0
        flow = corrected.mixed(weights, coarse_weights) + upsample(residual) * (1 - still)
        flow = grid(weights.shape[-2], weights.shape[-1], weights.device) * still + flow * (1 - still)
        flows = [flow]
        if config.gathered > 1:
            flows.append(blend_maps(weights, maps.mirrored) + upsample(donor) * 16)
        whole, read = torch.maximum(whole, read), upsample(read)
        trust, gathered = candidates(
            source, coarse_weights, flows, near=near, whole=whole, corrections=corrected
        )
        trust = torch.cat([torch.maximum(trust[:, :1], still), trust[:, 1:] * (1 - still)], 1)
        first = prefer_first(torch.maximum(still, read), self.candidates)
        choice = select(pixels[:, 1 : 1 + self.candidates] + first, trust, corrected.never)
        choice = keep_rim(choice, trust[:, :1], gathered[:, 0, 3:])
        painted = torch.sigmoid(pixels[:, 1 + self.candidates :]).unflatten(1, (config.painted, 3))
        rgb = torch.cat([straight(gathered), painted], 1).mul(choice[:, :, None]).sum(1)
        coverage = source.rgba[:, 3:] * still + own_coverage(choice, gathered, alpha) * (1 - still)
        return Decoded(
            rgb=rgb,
            alpha=alpha,
            coverage=coverage,
            flows=torch.stack(flows, 1),
            coarse_flow=blend_maps(logits4.softmax(1), maps.affine) + residual4,
            weights=choice,
            gathered=gathered,
            painted=painted,
            trust=trust,
            still=still,
            read=read,
            part_logits=logits,
            affine=maps.affine,
            residual=residual,
            capsules=maps.capsules,
            radii=self._radii(maps.torso),
            photo_parts=source.limbs,
            photo_matte=source.rgba[:, 3:],
        )
