"""What is told of attention is what the network does with it."""

from __future__ import annotations

import pytest
import torch

from engine.model.attention import MultiScaleCrossAttention
from engine.model.looking import listening

SIZE = (8, 4)


def block(*, enhanced: bool) -> MultiScaleCrossAttention:
    torch.manual_seed(0)
    regions = (2, 2) if enhanced else None
    made = MultiScaleCrossAttention(16, 1, pools=(1, 2), key_width=16, value_width=16, regions=regions)
    if made.enhance is not None:  # begins with nothing to say
        torch.nn.init.normal_(made.enhance.value.weight)
    return made.eval()


@pytest.mark.parametrize("enhanced", [False, True])
def test_the_weights_after_are_those_that_answer(enhanced: bool) -> None:
    attention = block(enhanced=enhanced)
    x, photo = torch.randn(2, 1, 16, *SIZE)
    with torch.no_grad():
        memory = attention.memory(photo, photo)
        before, after = attention.looked(x, memory)
        answer = (after @ memory[1][:, 0]).transpose(1, 2).reshape(1, 16, *SIZE)
        assert torch.allclose(attention.out(answer), attention(x, memory), atol=1e-5)
        assert torch.allclose(after.sum(-1), torch.ones(1, 32), atol=1e-5)
    assert torch.equal(before, after) is not enhanced


def test_listening_tells_every_block_with_its_scales_and_changes_no_answer() -> None:
    net = torch.nn.ModuleDict({"sa": block(enhanced=True)})
    x, photo = torch.randn(2, 1, 16, *SIZE)
    with torch.no_grad():
        memory = net["sa"].memory(photo, photo)  # type: ignore[operator]
        alone = net["sa"](x, memory)
        with listening(net) as looks:
            heard = net["sa"](x, memory)
        net["sa"](x, memory)
    assert torch.equal(alone, heard)
    (look,) = looks
    assert (look.block, look.size, look.scales) == ("sa", SIZE, (SIZE, (4, 2)))
    assert look.after.shape == (32, 32 + 8)
