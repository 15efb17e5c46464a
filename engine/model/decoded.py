"""What the network hands on: a photo's features, which are cached, and a decoded pose."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor

from engine.model.attention import Memory


@dataclass(frozen=True)
class SourceFeatures:
    """Everything that depends on the photo alone; computed once, read by every pose."""

    rgba: Tensor  # [B, 4, H, W] the person cut out, premultiplied, 0..1
    near: Tensor  # [B, 1, H, W] the matte widened by two pixels: where warping makes sense at all
    joints: Tensor  # [B, 18, 2] canonical pixels
    present: Tensor  # [B, 18] bool
    half: Tensor  # [B, C1, H/2, W/2]
    quarter: Tensor  # [B, C2, H/4, W/4]
    eighth: Tensor  # [B, C3, H/8, W/8]
    memories: tuple[Memory, ...]  # keys and values of every stage
    heat: Tensor  # [B, 18, H/4, W/4]
    part_logits: Tensor  # [B, 12, H/2, W/2], background first
    parts: Tensor  # [B, 12, H/2, W/2] softmax of them
    limbs: (
        Tensor  # [B, 11, H/2, W/2] the same given that it is the person: at a rim the background has no say
    )
    arms: Tensor  # [B, 4, H/2, W/2] that of the arms' parts with their rims, see `with_rims`
    small: Tensor  # [B, 4, H/2, W/2] rgba at half the size
    feet: Tensor | None = None  # [B, 2, H/2, W/2] the shins with whole feet, if one hides the other
    hidden_shin: int = 0  # the part whose foot is hidden


@dataclass(frozen=True)
class Decoded:
    """One pose, decoded: at the resolution of the frame (H, W) unless said otherwise."""

    rgb: Tensor  # [B, 3, H, W] colours of the person, not premultiplied
    alpha_logits: Tensor  # [B, 1, H, W] as the network gives it, before corrections
    alpha: Tensor  # [B, 1, H, W]
    coverage: Tensor  # [B, 1, H, W] alpha after the photo's own matte was warped
    flows: Tensor  # [B, G, 2, H, W] canonical source points of each warped candidate
    coarse_flow: Tensor  # [B, 2, H/4, W/4]
    weights: Tensor  # [B, G + P, H, W] selection among warped and synthesised candidates
    warped: Tensor  # [B, G, 4, H, W] what each flow reads from the photo, premultiplied
    synthesised: Tensor  # [B, P, 3, H, W]
    confidence: Tensor  # [B, G, H, W] how far each warped pixel may be used
    static: Tensor  # [B, 1, H, W] 1 where the photo's pixels stay as they are
    read: Tensor  # [B, 1, H, W] 1 where what is read from the photo has the right outline, too
    part_logits: Tensor  # [B, 11, H/2, W/2] of the target
    affine: (
        Tensor  # [B, 11, 2, 3] the part transforms; with part_logits and residual they give the first flow
    )
    residual: Tensor  # [B, 2, H/2, W/2] canonical pixels, before the static mask
    capsules: Tensor  # [B, 11, 2, 2] the parts' axes in the target, canonical pixels
    radii: Tensor  # [B, 11] how far the parts reach from them
    photo_parts: Tensor  # [B, 11, H/2, W/2] which part the photo shows, given that it is the person
    photo_matte: Tensor  # [B, 1, H, W]
