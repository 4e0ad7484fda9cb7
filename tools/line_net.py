"""The net of lines as torch trains it, for ``train_lines.py``; it reckons as `reader.structure.linenet`."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel

from reader.structure.judged import KINDS, LABELS
from reader.structure.linenet import STEPS, TAPS, WIDTH, Net, scaled

FINE = tuple(sorted(chain.from_iterable(KINDS.values())))
"""Kinds of lines that are learnt: more than the labels, since a title is no byline."""
COMMON = 16
"""Lines on which a feature must stand to be learnt."""
ROUNDS, BATCH, PACE, DECAY = 10, 8, 0.004, 0.02
AVERAGED = 5
"""The round from which on the mean of what is learnt step by step is kept: it errs less than the last step does, and
hardly by chance (Izmailov et al., Averaging Weights Leads to Wider Optima, 2018)."""
DROPPED, UNSEEN = 0.35, 0.1
"""Shares of the numbers between layers, and of the features of lines, that are left out at each step."""
LEAST, MOST = 20, 400
"""Characters of a line between which it counts by the root of how many it has."""


@dataclass(frozen=True)
class Lines:
    """A page as the net sees it: for each line its features, its kind, and its characters; and how much it counts."""

    features: Sequence[Sequence[str]]
    kinds: Sequence[str]
    sizes: Sequence[int]
    weight: float


class _Trained(nn.Module):
    def __init__(self, features: int) -> None:
        super().__init__()
        self.own = nn.EmbeddingBag(features + 1, WIDTH, mode="sum", padding_idx=0)
        self.plain = nn.EmbeddingBag(features + 1, len(FINE), mode="sum", padding_idx=0)
        nn.init.normal_(self.own.weight, std=0.03)
        nn.init.zeros_(self.plain.weight)
        made = (nn.Conv1d(WIDTH, WIDTH, TAPS, padding=step * (TAPS // 2), dilation=step) for step in STEPS)
        self.layers = nn.ModuleList(made)
        self.last = nn.Linear(WIDTH, len(FINE))
        self.drop = nn.Dropout(DROPPED)

    def forward(self, numbers: torch.Tensor, starts: torch.Tensor, there: torch.Tensor) -> torch.Tensor:
        """A row of sums for the kinds for each line; ``there`` is nought for the lines between two pages."""
        seen = self.drop(torch.tanh(self.own(numbers, starts))).t()[None] * there
        for n, layer in enumerate(self.layers):
            new = torch.relu(layer(seen)) * there
            seen = seen + new if n else new
        sums: torch.Tensor = self.last(self.drop(seen[0].t())) + self.plain(numbers, starts)
        return sums


def trained(pages: Sequence[Lines], feature_code: str, seed: int = 0) -> Net:
    """The net that was learnt from some pages."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    places = _places(pages)
    net = _Trained(len(places))
    data = [_numbered(page, places) for page in pages]
    mean = AveragedModel(net)
    optimizer = torch.optim.AdamW(net.parameters(), lr=PACE, weight_decay=DECAY)
    for turn in range(ROUNDS):
        for group in optimizer.param_groups:
            group["lr"] = PACE * (1 - turn / ROUNDS)
        chance.shuffle(data)
        for at in range(0, len(data), BATCH):
            optimizer.zero_grad()
            _loss(net, data[at : at + BATCH], chance).backward()
            optimizer.step()
            if turn >= AVERAGED:
                mean.update_parameters(net)
    return _as_stored(mean.module, places, feature_code)


def _places(pages: Iterable[Lines]) -> dict[str, int]:
    """The number of each feature that is common enough; 0 is none."""
    count = Counter(chain.from_iterable(chain.from_iterable(page.features for page in pages)))
    return {name: n for n, name in enumerate(sorted(f for f, k in count.items() if k >= COMMON and "\n" not in f), 1)}


_Numbered = tuple[list[list[int]], list[int], list[float]]


def _numbered(page: Lines, places: dict[str, int]) -> _Numbered:
    rows = [[places[f] for f in line if f in places] for line in page.features]
    weights = [page.weight * min(MOST, max(LEAST, size)) ** 0.5 for size in page.sizes]
    return rows, [FINE.index(kind) for kind in page.kinds], weights


def _loss(net: _Trained, batch: Sequence[_Numbered], chance: random.Random) -> torch.Tensor:
    reach = sum(STEPS) * (TAPS // 2)
    rows: list[list[int]] = []
    there: list[float] = []
    for lines, _, _ in batch:
        rows += [[0]] * reach
        rows += [[n for n in line if chance.random() > UNSEEN] or [0] for line in lines]
        there += [0.0] * reach + [1.0] * len(lines)
    rows += [[0]] * reach
    there += [0.0] * reach
    starts = np.cumsum([0, *(len(row) for row in rows[:-1])])
    mask = torch.tensor(there)
    sums = net(torch.tensor(list(chain.from_iterable(rows))), torch.tensor(starts), mask)[mask > 0]
    kinds = torch.tensor([kind for _, kinds, _ in batch for kind in kinds])
    weights = torch.tensor([weight for *_, weights in batch for weight in weights])
    return (functional.cross_entropy(sums, kinds, reduction="none") * weights).sum() / 400


def _as_stored(net: _Trained, places: dict[str, int], feature_code: str) -> Net:
    def array(tensor: torch.Tensor) -> Any:
        return tensor.detach().numpy().astype(np.float32)

    table = np.concatenate([array(net.own.weight), array(net.plain.weight)], axis=1)
    table[0] = 0
    layers = tuple((array(c.weight).transpose(2, 1, 0).reshape(-1, WIDTH), array(c.bias)) for c in net.layers)
    groups = np.array([[kind in KINDS[label] for label in LABELS] for kind in FINE], np.float32)
    return Net(places, *scaled(table), layers, (array(net.last.weight).T, array(net.last.bias)), groups, feature_code)
