"""Makes a corpus of any size for measuring: German-like articles of 1 kB, names, and what a person did with some.

    python tests/bench/generate.py 1000000 /tmp/bench/1m.db

Words by Zipf's law: function words, nouns and compounds of two nouns, so every text is nonsense. The rows are written
straight into the tables, nothing is recognised and no text is indexed (`reader index` does that), so that a million
take minutes. What imports remember of lines and of runs of words is not made.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, NamedTuple

from reader.corpus import articles, cards, derive, entities, open_corpus, ops
from reader.corpus.file import Corpus, milliseconds, now
from reader.corpus.names import numbers
from reader.gazetteer import rows
from reader.link import key_of
from reader.records import Op
from reader.schema.fourth import shelf_of
from reader.text import fold

COMPOUNDS, PERSONS = 200_000, 20_000
LINKED = ("ung", "heit", "keit", "ion", "tät", "schaft", "ling")
"""Endings of nouns that take an s before another noun."""
OUTLETS = [f"{city} {kind}" for kind in ("Kurier", "Anzeiger", "Bote", "Rundschau")
           for city in ("Hafen", "Alpen", "Donau", "Heide", "Insel", "Moor", "Fjord", "Deich")]  # fmt: skip
SECTIONS = ("wirtschaft", "politik", "grenze", "rede", "zahlen", "prüfen", "später lesen", "karte")
BATCH = 20_000
_PER_TEXT = 125
_DO = {"read": 0.03, "bookmark": 0.01, "tag": 0.02, "note": 0.003}
"""Of how many articles a person did something."""
_TABLES = {"article": 7, "reading": 4, "card": 14, "trace": 5, "doubt": 3, "mention": 8}


class Words(NamedTuple):
    """All words, the commonest first, and their added-up weights."""

    words: Sequence[str]
    weights: Sequence[float]


class Name(NamedTuple):
    """A name with its type and the number of its row."""

    name: str
    type: str
    number: int


def vocabulary(chance: random.Random) -> list[str]:
    """Function words by their rank, then nouns, adjectives and compounds of two nouns in any order."""
    functions = ["der", "die", "und", "in", "den", "von", "zu", "das", "mit", "sich"]
    functions += _shuffled(chance, {row[0] for row in rows("functions.txt")} - set(functions))
    nouns = [row[0] for row in rows("nouns.txt") if len(row[0]) > 3]
    made = {_compound(chance.choice(nouns), chance.choice(nouns)) for _ in range(COMPOUNDS)}
    rest = _shuffled(chance, {*nouns, *(f"{noun.lower()}lich" for noun in nouns)})
    return [*functions, *rest, *_shuffled(chance, made)]


def _shuffled(chance: random.Random, some: set[Any]) -> list[Any]:
    return sorted(sorted(some), key=lambda _: chance.random())


def _compound(first: str, second: str) -> str:
    return first + ("s" if first.endswith(LINKED) else "") + second.lower()


def names(corpus: Corpus, chance: random.Random) -> list[Name]:
    """Persons, places and organisations, each with its row."""
    given = [row[0] for row in rows("given.txt")]
    family = [name for row in rows("family_first.txt") for name in row[0].partition(": ")[2].split()]
    towns = [row[0] for row in rows("cities.txt")]
    family += [f"{town}er" for town in towns if town.isalpha()]
    made = {(f"{chance.choice(given)} {chance.choice(family)}", "PER") for _ in range(PERSONS)}
    made |= {(town, "LOC") for town in towns} | {(f"{town}er Werft AG", "ORG") for town in towns}
    kept = _shuffled(chance, made)
    known = numbers(corpus, {key_of(type_, name) for name, type_ in kept})
    return [Name(name, type_, known[key_of(type_, name)]) for name, type_ in kept]


class Article(NamedTuple):
    """One article as rows of tables, and what a person did with it."""

    rows: dict[str, list[tuple[Any, ...]]]
    id: str
    stamp: int


class Maker:
    """Makes articles, the same ones for the same seed."""

    def __init__(self, corpus: Corpus, seed: int) -> None:
        self._chance = random.Random(seed)
        self._words = _weighed(vocabulary(self._chance))
        self._names = _weighed(names(corpus, self._chance))
        self._outlets = _weighed(OUTLETS)
        self._version, self._added = derive.version(), now()

    def _text(self) -> tuple[str, list[tuple[int, int]], list[tuple[int, Name]]]:
        """A text, its paragraphs (the first is the title), and the names in it with their places."""
        chance = self._chance
        words = chance.choices(self._words.words, cum_weights=self._words.weights, k=_PER_TEXT)
        some = chance.choices(self._names.words, cum_weights=self._names.weights, k=4)
        cuts = (0, 7, 37, 67, 97, _PER_TEXT)
        text, spans, said = "", [], []
        for number, (start, stop) in enumerate(pairwise(cuts)):
            begin = len(text)
            if number:
                text += " ".join(words[start : start + 12]) + " "
                said.append((len(text), some[number - 1]))
                text += f"{some[number - 1].name} {' '.join(words[start + 12 : stop])}."
            else:
                text += " ".join(words[:stop])
            spans.append((begin, len(text)))
            text += "\n\n"
        return text[:-2], spans, said

    def _published(self) -> str | None:
        chance = self._chance
        if chance.random() < 0.02:
            return None
        day = f"{chance.randint(2018, 2024)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        return day if chance.random() < 0.1 else f"{day}T{chance.randint(5, 23):02}:{chance.randint(0, 59):02}"

    def article(self, number: int) -> Article:
        """The rows of the article of some number."""
        chance = self._chance
        text, spans, said = self._text()
        id_ = articles.article_id(text.encode())
        title = text[: spans[0][1]] if chance.random() > 0.05 else None
        published, language = self._published(), chance.choices(("de", "en", "fr"), (85, 10, 5))[0]
        outlet = chance.choices(self._outlets.words, cum_weights=self._outlets.weights)[0] if number % 20 else None
        opening = text[spans[1][0] : spans[1][0] + cards.OPENING_LENGTH]
        stamp = cards.minutes(published) << 32 | int(id_[:8], 16)
        blocks = [["title" if title and not n else "paragraph", *span] for n, span in enumerate(spans)]
        found: dict[str, Any] = {
            "title": _found(title, 0.9), "kicker": None, "published": _found(published, 0.95),
            "outlet": _found(outlet, 0.8), "byline": [], "agency": [], "language": language, "flags": [],
        }  # fmt: skip
        kin = number - number % 50 or 1 if number % 50 < 2 else None
        return Article(
            {
                "article": [(number, id_, "plain", None, text, f"{number}.txt", self._added)],
                "reading": [(number, self._version, json.dumps(blocks), json.dumps(found, ensure_ascii=False))],
                "card": [(stamp, number, title, opening, published, outlet, language, _PER_TEXT, None, "[]", "[]",
                          fold(title or opening)[:80], shelf_of(outlet), self._added)],
                "trace": [(number, None, blake2b(text.encode(), digest_size=16).digest(), _PER_TEXT, kin)],
                "doubt": [(number, chance.randrange(1000), stamp)],
                "mention": [(number, at, at + len(one.name), one.type, one.number, one.name, one.name, 0.9)
                            for at, one in said],
            },
            id_,
            stamp,
        )  # fmt: skip

    def done(self, corpus: Corpus, article: str) -> Iterator[Op]:
        """What a person did with an article."""
        values = {
            "read": (article, {}),
            "bookmark": (article, {}),
            "tag": (f"{article} {self._chance.choice(SECTIONS)}", {}),
            "note": (
                f"{self._chance.getrandbits(128):032x}",
                {"about": f"article:{article}", "body": "Siehe #prüfen."},
            ),
        }
        for table, (row, value) in values.items():
            if self._chance.random() < _DO[table]:
                yield Op(corpus.clock.tick(milliseconds()), table, row, value, (), now())


def _weighed(words: Sequence[Any]) -> Words:
    return Words(words, list(accumulate((rank + 2) ** -1.05 for rank in range(1, len(words) + 1))))


def _found(value: str | None, confidence: float) -> dict[str, Any] | None:
    return None if value is None else {"value": value, "start": 0, "end": 0, "rule": "made", "confidence": confidence}


def fill(corpus: Corpus, size: int, seed: int = 1) -> None:
    """Put ``size`` made-up articles into an empty corpus."""
    for pragma in ("cache_size = -1000000", "synchronous = OFF"):
        corpus.connection.execute(f"PRAGMA {pragma}")
    maker, done = Maker(corpus, seed), []
    for begin in range(1, size + 1, BATCH):
        made = [maker.article(number) for number in range(begin, min(size + 1, begin + BATCH))]
        with corpus.write() as db:
            for table, columns in _TABLES.items():
                holes = ", ".join("?" * columns)
                some = [row for one in made for row in one.rows[table]]
                db.executemany(f"INSERT INTO {table} VALUES ({holes})", sorted(some) if table == "card" else some)
        done += [op for one in made for op in maker.done(corpus, one.id)]
    ops.insert(corpus, done)
    with corpus.write() as db:
        db.execute("INSERT OR REPLACE INTO derived VALUES ('links', 'stale')")
    entities.relink(corpus)


if __name__ == "__main__":
    count, path = int(sys.argv[1]), Path(sys.argv[2])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with open_corpus(path, create=True) as made:
        fill(made, count)
