"""Makes a corpus of made-up names by Zipf's law and measures what changes cost in it.

python tests/bench/names.py 100000 /tmp/bench/names.db
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from reader import acts
from reader.corpus import articles, entities, open_corpus
from reader.corpus.derive import Derived
from reader.corpus.file import Corpus
from reader.link import name_mentions
from reader.records import Block, Found, Item, Mention, Structure

ONSETS = ("b", "br", "d", "dr", "f", "g", "gr", "h", "k", "kl", "l", "m", "n", "p", "pf", "r", "s", "sch", "st", "t",
          "w", "z")  # fmt: skip
VOWELS = ("a", "e", "i", "o", "u", "ä", "ö", "ü", "au", "ei", "ie")
CODAS = ("", "", "n", "r", "l", "s", "t", "ng", "cht", "mm", "ck")
BATCH, PER_ARTICLE = 500, 20
KINDS = ("PER", "LOC", "ORG", "MISC")


def word(chance: random.Random, syllables: int) -> str:
    parts = (chance.choice(ONSETS) + chance.choice(VOWELS) + chance.choice(CODAS) for _ in range(syllables))
    return "".join(parts).capitalize()


def vocabulary(chance: random.Random, size: int) -> list[tuple[str, str]]:
    """Names with their types; family names are shared by many persons, as they are."""
    families = [word(chance, 2) for _ in range(size // 20)]
    given = [word(chance, 2) for _ in range(400)]
    found: dict[tuple[str, str], None] = {}
    while len(found) < size:
        kind = chance.choices(KINDS, (5, 3, 3, 1))[0]
        family = families[min(int(chance.paretovariate(0.6)) - 1, len(families) - 1)]
        name = f"{chance.choice(given)} {family}" if kind == "PER" else word(chance, chance.choice((2, 3, 4)))
        found[kind, name] = None
    return list(found)


def article(chance: random.Random, some: list[tuple[str, str]], number: int) -> tuple[Item, Derived]:
    """An article of one sentence for each name; persons are called by their family name the second time."""
    text, mentions = f"Nummer {number}. ", []
    for kind, name in some:
        for said in (name, name.split()[-1]) if kind == "PER" and chance.random() < 0.3 else (name,):
            text += "Es sprach "
            mentions.append(Mention(len(text), len(text) + len(said), kind))
            text += f"{said} von der Sache mit der Nummer {chance.randrange(10**6)}. "
    day = f"{chance.randint(2000, 2024)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    published = Found(f"{day}T{chance.randint(0, 23):02}:{chance.randint(0, 59):02}", 0, 0, "made")
    parts = Structure((Block("paragraph", 0, len(text.rstrip())),), published=published, language="de")
    return Item(text.encode(), text, "text"), Derived(parts, name_mentions(text, mentions))


class Source:
    """Articles without end."""

    def __init__(self, size: int, seed: int = 1) -> None:
        self.chance = random.Random(seed)
        self.names = vocabulary(self.chance, size)
        self.weights, total = [], 0.0
        for rank in range(1, len(self.names) + 1):
            total += rank**-1.0
            self.weights.append(total)
        self.number = 0

    def next(self) -> tuple[Item, Derived]:
        self.number += 1
        picked = self.chance.choices(self.names, cum_weights=self.weights, k=PER_ARTICLE)
        return article(self.chance, list(dict.fromkeys(picked)), self.number)


def fill(path: Path, size: int, source: Source) -> None:
    with open_corpus(path, create=True) as corpus:
        for begin in range(0, size, BATCH):
            with corpus.write():
                for _ in range(begin, min(size, begin + BATCH)):
                    item, derived = source.next()
                    articles.add(corpus, item, "a.txt", derived)
            if begin % 5000 == 0:
                print(begin, flush=True)
        entities.relink(corpus)


def timed(said: str, do: Callable[[], Any], times: int = 1) -> Any:
    spent, busy = [], time.process_time()
    for _ in range(times):
        began = time.perf_counter()
        result = do()
        spent.append(1000 * (time.perf_counter() - began))
    spent.sort()
    cpu = 1000 * (time.process_time() - busy) / times
    print(f"{said:45s} {spent[len(spent) // 2]:9.1f} ms, most {spent[-1]:9.1f} ms; CPU {cpu:9.1f} ms")
    return result


def one_more(corpus: Corpus, source: Source) -> str:
    item, derived = source.next()
    with corpus.write():
        article = articles.add(corpus, item, "a.txt", derived)
        entities.relink(corpus)
    return article


def measure(path: Path, source: Source) -> None:
    with open_corpus(path) as corpus:
        most, rare = entities.ranked(corpus, limit=40), entities.ranked(corpus)[-20:]
        counts = corpus.rows("SELECT (SELECT cards FROM total), (SELECT count(*) FROM name_use), count(*) FROM mention")
        print("articles {:,}, names {:,}, mentions {:,}".format(*counts[0]), most[0])
        added = timed("an article more, and its links", lambda: one_more(corpus, source), 20)
        timed("its removal", lambda: acts.remove_article(corpus, added))
        timed("taking that back", lambda: acts.undo(corpus))
        timed("another date", lambda: acts.correct(corpus, added, {"published": "1990"}))
        timed("a new name", lambda: acts.rename_entity(corpus, most[1].id, "Neuer Name"))
        for said, pairs in (("most frequent", zip(most[2:7], most[20:25])), ("rare", zip(rare[:5], rare[5:10]))):
            ids = iter([(one.id, [other.id]) for one, other in pairs])
            timed(f"two of the {said} become one", lambda ids=ids: acts.merge_entities(corpus, *next(ids)), 5)
            timed("taking that back", lambda: acts.undo(corpus), 5)
        timed("find by name", lambda: entities.find(corpus, "neuer name"), 5)
        timed("mentions of the most frequent: the first 40", lambda: entities.contexts(corpus, most[0].id)[:40], 5)
        timed("… the last 40", lambda: entities.contexts(corpus, most[0].id)[-40:], 5)
        timed("all names linked from nothing", lambda: entities.relink_all(corpus))


if __name__ == "__main__":
    count, place = int(sys.argv[1]), Path(sys.argv[2])
    place.parent.mkdir(parents=True, exist_ok=True)
    made = Source(count)
    if not place.exists():
        fill(place, count, made)
    made.number = time.time_ns()
    measure(place, made)
