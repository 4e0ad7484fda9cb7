"""The transformer of the deep half as torch trains it, for ``train_deep.py``; it reckons as `reader.recognise.deep`.

It begins as the lowest layers of multilingual-e5-small. After `make_coarse` the tables are rounded to what the file
will keep before each use, and the slopes pass through the rounding.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

import torch
from torch import nn
from torch.nn import functional
from word_kinds import Weights

from reader.recognise.deep.encoder import WINDOW
from reader.recognise.deep.stored import BLOCK, HIGHEST, LOWEST, Coarse, Numbers, Scales, coarse, scales

DROPPED, HEADS, GELU = 0.1, 12, 1.702
"""``GELU``: x times the logistic function of 1.702 x is what the layers take for the Gaussian unit that e5 has."""

_POOL: dict[torch.dtype, torch.Tensor] = {}


class Rounded(torch.autograd.Function):
    """Rounds to whole steps, -8 to 7; ``steps`` has a number for each block."""

    @staticmethod
    def forward(_context: Any, table: torch.Tensor, steps: torch.Tensor) -> torch.Tensor:
        """The table as the file will hold it."""
        codes = (table.view(len(table), -1, BLOCK) / steps[..., None]).round_().clamp_(LOWEST, HIGHEST)
        return codes.mul_(steps[..., None]).view_as(table)

    @staticmethod
    def backward(_context: Any, slope: torch.Tensor) -> tuple[torch.Tensor, None]:
        """The slope as if nothing had been rounded."""
        return slope, None


class Table(nn.Linear):
    """A linear step; once it has ``steps``, its table is rounded before each use."""

    steps: torch.Tensor | None = None
    scales: Scales | None = None

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """The rows of ``x`` times the table, plus the bias."""
        return functional.linear(x, rounded(self), self.bias)


class Features(nn.EmbeddingBag):
    """The sum of the rows of some features; rounded as `Table`."""

    steps: torch.Tensor | None = None
    scales: Scales | None = None

    def forward(self, numbers: torch.Tensor) -> torch.Tensor:
        """A row a word; feature 0 is none."""
        return functional.embedding_bag(numbers, rounded(self), mode="sum", padding_idx=0)


def rounded(part: Table | Features) -> torch.Tensor:
    """The table of a part as it is used."""
    found: torch.Tensor = part.weight if part.steps is None else Rounded.apply(part.weight, part.steps)
    return found


class Layer(nn.Module):
    """One layer: attention, then a wide step, each added to what came in and normed."""

    def __init__(self, weights: Weights, n: int) -> None:
        super().__init__()
        width, inner = weights.width, weights.inner
        self.look, self.out = Table(width, 3 * width), Table(width, width)
        self.wide, self.back = Table(width, inner), Table(inner, width)
        self.out_norm, self.back_norm = nn.LayerNorm(width, 1e-12), nn.LayerNorm(width, 1e-12)
        for part, names in (
            (self.look, "qkv"),
            (self.out, ("ao",)),
            (self.wide, ("fi",)),
            (self.back, ("fo",)),
            (self.out_norm, ("aln",)),
            (self.back_norm, ("oln",)),
        ):
            for end, value in (("w", part.weight), ("b", part.bias)):
                value.data = torch.cat([weights.tensor(f"l{n}.{name}.{end}") for name in names]).view_as(value)
        self.wide.weight.data *= GELU
        self.wide.bias.data *= GELU
        self.back.weight.data /= GELU

    def forward(self, x: torch.Tensor, hidden: torch.Tensor) -> torch.Tensor:
        """``x`` is sentence, place, number; ``hidden`` takes filling out of sight."""
        count, length, width = x.shape
        ask, answer, give = self.look(x).view(count, length, 3, HEADS, -1).permute(2, 0, 3, 1, 4)
        shares = torch.softmax((ask * (HEADS / width) ** 0.5) @ answer.transpose(2, 3) + hidden, 3)
        taken = self.out((shares @ give).transpose(1, 2).reshape(count, length, width))
        x = self.out_norm(x + dropped(taken, self.training))
        return self.back_norm(x + dropped(self.back(functional.silu(self.wide(x))), self.training))


def dropped(x: torch.Tensor, training: bool) -> torch.Tensor:
    """A tenth of the numbers set to nothing; by slices of one pool, since drawing takes longer than a layer."""
    if not training:
        return x
    if x.dtype not in _POOL:
        _POOL[x.dtype] = (torch.rand(1 << 23) > DROPPED).to(x.dtype) / (1 - DROPPED)
    pool, count = _POOL[x.dtype], x.numel()
    start = random.randrange(len(pool) - count)
    return x * pool[start : start + count].view(x.shape)


class Net(nn.Module):
    """Subwords and features of words in, a score for each label at each subword out."""

    def __init__(self, weights: Weights, kept: list[int], layers: int, features: int, labels: int) -> None:
        super().__init__()
        width = weights.width
        self.subwords = nn.Embedding.from_pretrained(weights.tensor("emb.word", kept).view(-1, width))
        kind = weights.tensor("emb.type")[:width]
        self.places = nn.Parameter(weights.tensor("emb.pos").view(-1, width)[:WINDOW] + kind)
        self.norm = nn.LayerNorm(width, 1e-12)
        self.norm.weight.data, self.norm.bias.data = weights.tensor("emb.ln.w"), weights.tensor("emb.ln.b")
        self.features = Features(features + 1, width, padding_idx=0)
        nn.init.zeros_(self.features.weight)
        self.layers = nn.ModuleList(Layer(weights, n) for n in range(layers))
        self.labels = nn.Linear(width, labels)
        nn.init.normal_(self.labels.weight, std=0.02)
        nn.init.zeros_(self.labels.bias)

    def forward(
        self, subwords: torch.Tensor, words: tuple[torch.Tensor, torch.Tensor], features: torch.Tensor
    ) -> torch.Tensor:
        """Scores at the first subword of each word; ``words`` are rows and columns, subword 2 is filling."""
        x = self.subwords(subwords) + self.places[: subwords.shape[1]]
        x = x.index_put(words, self.features(features), accumulate=True)
        x = dropped(self.norm(x), self.training)
        hidden = torch.where(subwords == FILLING, -1e4, 0.0).bfloat16()[:, None, None, :]
        for layer in self.layers:
            x = layer(x, hidden)
        scores: torch.Tensor = self.labels(x)[words].float()
        return scores


FILLING = 2


def make_coarse(net: Net, kept: Mapping[str, Scales]) -> dict[str, Scales]:
    """From now on the tables are rounded, by the scales ``kept``, or those that fit them now; returns the scales."""
    fitting: dict[str, Scales] = {}
    for name, part in net.named_modules():
        if isinstance(part, Table | Features):
            fitting[name] = part.scales = kept.get(name) or scales(part.weight.detach().numpy())
            part.steps = torch.from_numpy(fitting[name].steps())
    return fitting


def tables(net: Net) -> dict[str, Numbers | Coarse]:
    """The numbers of the net by the names that the file has for them."""
    by = {f"{name}.weight": part.scales for name, part in net.named_modules() if isinstance(part, Table | Features)}
    found: dict[str, Numbers | Coarse] = {}
    for name, value in net.state_dict().items():
        table: Numbers = value.float().numpy()
        by_name = scales(table) if name == "subwords.weight" else by.get(name)
        name = name.removesuffix(".weight").removeprefix("layers.").replace("_norm", ".norm")
        found[name] = coarse(table, by_name) if by_name else table
    return found
