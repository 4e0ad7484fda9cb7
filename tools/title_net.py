"""The net of titles as torch trains it, for ``train_titles.py``; it reckons as `reader.structure.titlenet`."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np
import torch
from softmax import COMMON, Case
from torch import nn
from torch.nn import functional

from reader.structure import titlenet

HIDDEN = 16
"""Numbers that a line is, for each member."""
MEMBERS = 3
"""Nets that are learnt and speak together: what one has learnt by chance weighs less."""
ROUNDS, BATCH, PACE, DECAY = 9, 64, 0.004, 0.01
DROPPED, UNSEEN = 0.3, 0.1
"""Shares of the numbers of lines, and of their features, that are left out at each step."""


class _Member(nn.Module):
    def __init__(self, features: int) -> None:
        super().__init__()
        self.own = nn.EmbeddingBag(features + 1, HIDDEN, mode="sum", padding_idx=0)
        self.plain = nn.EmbeddingBag(features + 1, 1, mode="sum", padding_idx=0)
        nn.init.normal_(self.own.weight, std=0.05)
        nn.init.zeros_(self.plain.weight)
        self.added = nn.Parameter(torch.zeros(HIDDEN))
        self.worth = nn.Linear(HIDDEN, 1, bias=False)

    def forward(self, numbers: torch.Tensor, starts: torch.Tensor) -> torch.Tensor:
        """What speaks for each row of features."""
        seen = torch.relu(self.own(numbers, starts) + self.added)
        said: torch.Tensor = self.worth(functional.dropout(seen, DROPPED, self.training)) + self.plain(numbers, starts)
        return said.squeeze(1)


_Numbered = tuple[list[list[int]], list[bool], float]
"""The features of each row, which rows are right, and how much the page counts."""


def trained(cases: Sequence[Case], feature_code: str) -> bytes:
    """The net that was learnt from some pages, as it is stored."""
    cases = [case for case in cases if any(case.right)]
    places = _places(cases)
    data = [([[places[f] for f in {*row} if f in places] for row in c.rows], c.right, c.weight) for c in cases]
    members = [_member(data, len(places), seed) for seed in range(MEMBERS)]
    with torch.no_grad():
        plain = sum(member.plain.weight for member in members) / MEMBERS
        table = torch.cat([plain, *(member.own.weight for member in members)], dim=1).numpy()
        start = torch.cat([torch.zeros(1), *(member.added for member in members)]).numpy()
        worth = torch.cat([member.worth.weight[0] for member in members]).numpy() / MEMBERS
    rows = {name: table[place].tolist() for name, place in places.items()}
    return titlenet.pack(rows, start.tolist(), worth.tolist(), feature_code)


def _places(cases: Iterable[Case]) -> dict[str, int]:
    """The number of each feature that is common enough; 0 is none."""
    count = Counter(feature for case in cases for feature in {*chain.from_iterable(case.rows)})
    return {name: n for n, name in enumerate(sorted(f for f, k in count.items() if k >= COMMON), 1)}


def _member(data: Sequence[_Numbered], features: int, seed: int) -> _Member:
    torch.manual_seed(seed)
    chance = random.Random(seed)
    net, order = _Member(features), list(data)
    optimizer = torch.optim.AdamW(net.parameters(), lr=PACE, weight_decay=DECAY)
    steps = ROUNDS * -(-len(order) // BATCH)
    pace = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps)
    for _ in range(ROUNDS):
        chance.shuffle(order)
        for at in range(0, len(order), BATCH):
            optimizer.zero_grad()
            _loss(net, order[at : at + BATCH], chance).backward()
            optimizer.step()
            pace.step()
    return net.eval()


def _loss(net: _Member, batch: Sequence[_Numbered], chance: random.Random) -> torch.Tensor:
    """How unlikely the right rows are held to be (cross entropy over the rows of each page)."""
    rows = [[n for n in row if chance.random() > UNSEEN] or [0] for rows, _, _ in batch for row in rows]
    starts = np.cumsum([0, *(len(row) for row in rows[:-1])])
    sums = net(torch.tensor(list(chain.from_iterable(rows))), torch.tensor(starts))
    of_page = sums.split([len(rows) for rows, _, _ in batch])
    lost = [
        weight * (said.logsumexp(0) - said[torch.tensor(right)].logsumexp(0))
        for said, (_, right, weight) in zip(of_page, batch, strict=True)
    ]
    return torch.stack(lost).sum() / sum(weight for *_, weight in batch)
