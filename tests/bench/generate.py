"""Makes a corpus of any size for measuring: made-up words by Zipf's law, real dates, one title in twenty missing.

python tests/bench/generate.py 100000 /tmp/bench/100k.db
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from reader.corpus import articles, entities, open_corpus
from reader.corpus.derive import Derived
from reader.corpus.file import Corpus
from reader.records import Block, Found, Item, Structure

ONSETS = [
    "b",
    "br",
    "d",
    "dr",
    "f",
    "g",
    "gr",
    "h",
    "k",
    "kl",
    "l",
    "m",
    "n",
    "p",
    "pf",
    "r",
    "s",
    "sch",
    "st",
    "t",
    "w",
    "z",
]
VOWELS = ["a", "e", "i", "o", "u", "ä", "ö", "ü", "au", "ei", "ie"]
CODAS = ["", "", "n", "r", "l", "s", "t", "ng", "cht", "mm", "ck"]
OUTLETS = ["Nordbote", "Alpenkurier", "Donaublatt", "Hafenkurier", None]
VOCABULARY = 60_000
BATCH = 500


def vocabulary(chance: random.Random) -> list[str]:
    """Made-up words; every third is a noun with a capital."""
    found: dict[str, None] = {}
    while len(found) < VOCABULARY:
        syllables = chance.choice((1, 1, 2, 2, 3))
        word = "".join(chance.choice(ONSETS) + chance.choice(VOWELS) + chance.choice(CODAS) for _ in range(syllables))
        found[word.capitalize() if len(found) % 3 == 0 else word] = None
    return list(found)


def article(chance: random.Random, words: list[str], weights: list[float], number: int) -> tuple[Item, Structure]:
    """One article of about 2 kB with its structure."""
    picked = iter(chance.choices(words, cum_weights=weights, k=330))
    title = " ".join(next(picked) for _ in range(7)).capitalize()
    paragraphs = [" ".join(next(picked) for _ in range(60)).capitalize() + "." for _ in range(5)]
    text = "\n\n".join([title, *paragraphs, f"Nummer {number}"])
    blocks, at = [], 0
    for place, part in enumerate(text.split("\n\n")):
        blocks.append(Block("title" if place == 0 else "paragraph", at, at + len(part)))
        at += len(part) + 2
    day = f"{chance.randint(2018, 2024)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    outlet = chance.choice(OUTLETS)
    return Item(text.encode(), text, "plain"), Structure(
        tuple(blocks),
        title=Found(title, 0, len(title), "made") if number % 20 else None,
        published=Found(f"{day}T{chance.randint(0, 23):02}:{chance.randint(0, 59):02}", 0, 0, "made"),
        outlet=Found(outlet, 0, 0, "made") if outlet else None,
        language="de",
    )


def fill(corpus: Corpus, size: int, seed: int = 1) -> None:
    """Put ``size`` made-up articles into a corpus."""
    chance = random.Random(seed)
    words = vocabulary(chance)
    total, weights = 0.0, []
    for rank in range(1, len(words) + 1):
        total += rank**-1.02
        weights.append(total)
    for begin in range(0, size, BATCH):
        with corpus.write():
            for number in range(begin, min(size, begin + BATCH)):
                item, structure = article(chance, words, weights, number)
                articles.add(corpus, item, f"{number}.txt", Derived(structure, ()))
    entities.relink(corpus)


if __name__ == "__main__":
    count, path = int(sys.argv[1]), Path(sys.argv[2])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with open_corpus(path, create=True) as made:
        fill(made, count)
