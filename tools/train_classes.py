"""Makes the classes of words, ``reader/words/classes.txt``: ``python tools/train_classes.py PAGES… --texts FILE…``.

PAGES are folders of pages (see ``pages.py``); each FILE has a text or a token and more a line, packed with gzip:
``.jsonl`` with a field ``text``, else CoNLL-like columns with a blank line between sentences. Words that stand beside
the same words are of one class: positive pointwise mutual information with the words around, cut to few dimensions
(Levy, Goldberg, Dagan: Improving Distributional Similarity, 2015), then k-means on the sphere. Needs torch; seeds are
fixed; two minutes.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from pages import pages

CLASSES, DIMENSIONS, ROUNDS = 256, 80, 30
LEAST = 6
"""How often a word must stand somewhere to be of a class."""
AROUND = 6_000
"""Words whose company tells: the commonest."""
FEWEST = 4
"""Words of a line of a page that says something by its company."""
_WORD = re.compile(r"\w+")

Sentence = list[str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=Path, nargs="+")
    parser.add_argument("--texts", type=Path, nargs="*", default=[])
    parser.add_argument("--to", type=Path, default=Path(__file__).parents[1] / "reader" / "words" / "classes.txt")
    options = parser.parse_args()
    sentences = [*_of_pages(options.pages), *(s for file in options.texts for s in _of_texts(file))]
    count = Counter(word for sentence in sentences for word in sentence)
    known = sorted(word for word, often in count.items() if often >= LEAST)
    weights = np.array([count[word] for word in known], float) ** 0.5
    classes = _grouped(_placed(sentences, known, count), weights)
    listed = [[w for w, n in zip(known, classes) if n == of] for of in range(CLASSES)]
    lines = [" ".join(sorted(row, key=lambda w: (-count[w], w))) for row in listed if row]
    options.to.write_text("# Words that stand in the same company, a class a line: made by tools/train_classes.py\n")
    with options.to.open("a", encoding="utf-8") as out:
        out.writelines(line + "\n" for line in sorted(lines))
    print(f"{options.to}: {len(known)} words in {len(lines)} classes, of {sum(count.values())}")


def _of_pages(folders: list[Path]) -> Iterator[Sentence]:
    for page in pages(folders):
        for line in page.content.split("\n"):
            if len(found := _words(line)) >= FEWEST:
                yield found


def _of_texts(file: Path) -> Iterator[Sentence]:
    with gzip.open(file, "rt", encoding="utf-8", errors="replace") as lines:
        if ".jsonl" in file.name:
            yield from (_words(json.loads(line)["text"]) for line in lines)
            return
        tokens: list[str] = []
        for line in lines:
            if line.strip():
                tokens.append(line.split()[0])
            elif tokens:
                yield _words(" ".join(tokens))
                tokens = []


def _words(text: str) -> Sentence:
    return ["0" if word.isdigit() else word for word in _WORD.findall(text.lower())]


def _placed(sentences: list[Sentence], known: list[str], count: Counter[str]) -> Any:
    """Where each known word stands by its company: an array (words, `DIMENSIONS`) of length 1 each."""
    import torch

    place = {word: n for n, word in enumerate(known)}
    around = {word: n for n, (word, _) in enumerate(count.most_common(AROUND))}
    beside: Counter[tuple[int, int]] = Counter()
    for sentence in sentences:
        for at, word in enumerate(sentence):
            if (row := place.get(word)) is not None:
                for distance in (-2, -1, 1, 2):
                    there = at + distance
                    near = around.get(sentence[there]) if 0 <= there < len(sentence) else None
                    if near is not None:
                        side = 2 if abs(distance) == 2 else int(distance > 0)
                        beside[row, near + AROUND * side] += 1
    pairs, often = np.array(list(beside)), np.array(list(beside.values()), float)
    rows = np.bincount(pairs[:, 0], often, len(known))
    columns = np.bincount(pairs[:, 1], often, 3 * AROUND) ** 0.75
    told = np.log(often / (rows[pairs[:, 0]] * (columns / columns.sum())[pairs[:, 1]]))
    kept = told > 0
    torch.manual_seed(0)
    size = (len(known), 3 * AROUND)
    matrix = torch.sparse_coo_tensor(torch.tensor(pairs[kept].T), torch.tensor(told[kept], dtype=torch.float32), size)
    left, sizes, _ = torch.svd_lowrank(matrix.coalesce(), q=DIMENSIONS, niter=3)
    placed = (left * sizes.sqrt()).numpy()
    return placed / (np.linalg.norm(placed, axis=1, keepdims=True) + 1e-9)


def _grouped(placed: Any, weights: Any) -> Any:
    """The class of each word: that of the nearest middle, the middles moved until they rest."""
    chance = np.random.default_rng(0)
    middles = placed[chance.choice(len(placed), CLASSES, replace=False, p=weights / weights.sum())]
    for _ in range(ROUNDS):
        classes = (placed @ middles.T).argmax(1)
        for n in range(CLASSES):
            if (own := classes == n).any():
                middles[n] = (placed[own] * weights[own, None]).sum(0)
        middles /= np.linalg.norm(middles, axis=1, keepdims=True) + 1e-9
    return classes


if __name__ == "__main__":
    main()
