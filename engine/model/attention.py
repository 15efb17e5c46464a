"""Multi-scale cross-attention with cacheable keys and values, and the enhanced attention inside it."""

from __future__ import annotations

from functools import lru_cache

import torch
import torch.nn.functional as F
from torch import Tensor, nn

Memory = tuple[Tensor, Tensor]  # keys and values, each [B, heads, M, d]


def split_heads(x: Tensor, heads: int) -> Tensor:
    """[B, C, N] -> [B, heads, N, C / heads], contiguous (the fast CPU path needs it)."""
    batch, channels, count = x.shape
    return x.view(batch, heads, channels // heads, count).transpose(2, 3).contiguous()


def attend(q: Tensor, keys: Tensor, values: Tensor, term: tuple[Tensor, Tensor] | None) -> Tensor:
    """Softmax attention [B, heads, N, d]; term (U [N, R], E [B * heads, R, M]) adds U E to the correlation.

    The term rides along as R more dimensions of queries and keys, so the sum costs no pass over the map. With a
    term the library's fused kernel falls back to a slow path in training, hence our own products.
    """
    if term is None:
        return F.scaled_dot_product_attention(q, keys, values)
    up, residual = term
    with torch.autocast(q.device.type, enabled=False):
        scaled = (q * q.shape[-1] ** -0.5).flatten(0, 1)
        wide_q = torch.cat([scaled, up.to(q.dtype).expand(len(scaled), -1, -1)], 2)
        wide_k = torch.cat([keys.flatten(0, 1).transpose(1, 2), residual.to(q.dtype)], 1)
        answer = torch.bmm(wide_q, wide_k).softmax(-1) @ values.flatten(0, 1)
    return answer.unflatten(0, q.shape[:2])


@lru_cache(maxsize=16)  # six times a render, and the same every time
def upsampling_matrix(regions: tuple[int, int], size: tuple[int, int], device: torch.device) -> Tensor:
    """[h * w, R]: bilinear interpolation from regions (rows, columns) to size (h, w) as a matrix."""
    count = regions[0] * regions[1]
    unit = torch.eye(count, device=device).view(count, 1, *regions)
    return F.interpolate(unit, size=size, mode="bilinear", align_corners=False).flatten(1).t().contiguous()


class EnhancedAttention(nn.Module):
    """Attention inside the correlation map, so that a match its neighbours contradict loses weight.

    Each key's correlations with all queries form a vector; these vectors attend to each other and the result
    is added to the map before the softmax (attention in attention, as AiATrack; the paper's EA).
    Differs from the paper: queries are pooled to fixed regions first. Pooling commutes with the product, so the
    pooled map costs one small product and the block does not depend on the number of tokens.
    """

    def __init__(self, regions: tuple[int, int], inner: int = 32) -> None:
        super().__init__()
        self.regions = regions
        count = regions[0] * regions[1]
        self.norm = nn.LayerNorm(count)
        self.query_key = nn.Linear(count, 2 * inner)
        self.value = nn.Linear(count, count)
        nn.init.zeros_(self.value.weight)
        nn.init.zeros_(self.value.bias)

    def forward(self, q: Tensor, k: Tensor, size: tuple[int, int]) -> tuple[Tensor, Tensor]:
        """The residual to the correlation of q [B, heads, N, d] with k [B, heads, M, d], as a product of two.

        Returns: interpolation [N, R] from regions to queries, and the residual [B * heads, R, M] of the regions.
        """
        batch, heads, _, depth = q.shape
        grid = q.transpose(2, 3).reshape(batch * heads, depth, *size)
        pooled = F.adaptive_avg_pool2d(grid, self.regions).flatten(2)  # [BH, d, R]
        correlation = k.flatten(0, 1) @ pooled * depth**-0.5  # [BH, M, R], one row a key
        inner_q, inner_k = self.query_key(self.norm(correlation)).chunk(2, -1)
        mixed = F.scaled_dot_product_attention(inner_q, inner_k, self.value(correlation))
        return upsampling_matrix(self.regions, size, q.device), mixed.transpose(1, 2)


class MultiScaleCrossAttention(nn.Module):
    """Queries at one scale; keys and values from a pyramid of pooled scales of another map.

    `memory` depends on the remembered map alone: computed once for a photo, it serves every pose.
    """

    def __init__(
        self,
        width: int,
        heads: int,
        *,
        pools: tuple[int, ...],
        key_width: int,
        value_width: int,
        regions: tuple[int, int] | None,
    ) -> None:
        super().__init__()
        self.heads, self.pools = heads, pools
        self.query = nn.Conv2d(width, width, 1)
        self.key = nn.Conv2d(key_width, width, 1)
        self.value = nn.Conv2d(value_width, width, 1)
        self.out = nn.Conv2d(width, width, 1)
        self.enhance = EnhancedAttention(regions) if regions else None

    def memory(self, key_map: Tensor, value_map: Tensor) -> Memory:
        """Keys and values of all scales, from maps [B, C, h, w]."""
        keys, values = [], []
        for pool in self.pools:
            k = F.avg_pool2d(key_map, pool) if pool > 1 else key_map
            v = F.avg_pool2d(value_map, pool) if pool > 1 else value_map
            keys.append(self.key(k).flatten(2))
            values.append(self.value(v).flatten(2))
        return split_heads(torch.cat(keys, 2), self.heads), split_heads(torch.cat(values, 2), self.heads)

    def looked(self, x: Tensor, memory: Memory) -> tuple[Tensor, Tensor]:
        """Where x [B, C, h, w] looks in the memory, before and after the enhanced attention: [B, N, M], mean of heads.

        Rows are queries in reading order and sum to 1; columns are keys, the scales one after the other.
        """
        keys, _ = memory
        q = split_heads(self.query(x).flatten(2), self.heads)
        correlation = (q * q.shape[-1] ** -0.5) @ keys.transpose(2, 3)
        before = correlation.softmax(-1).mean(1)
        if self.enhance is None:
            return before, before
        up, residual = self.enhance(q, keys, (x.shape[-2], x.shape[-1]))
        added = (up.to(q.dtype) @ residual.to(q.dtype)).unflatten(0, q.shape[:2])
        return before, (correlation + added).softmax(-1).mean(1)

    def forward(self, x: Tensor, memory: Memory) -> Tensor:
        """What the memory answers to x [B, C, h, w]: the same shape."""
        batch, channels, height, width = x.shape
        keys, values = memory
        q = split_heads(self.query(x).flatten(2), self.heads)
        term = self.enhance(q, keys, (height, width)) if self.enhance is not None else None
        answer = attend(q, keys, values, term)
        return self.out(answer.transpose(2, 3).reshape(batch, channels, height, width))
