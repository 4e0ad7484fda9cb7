"""The probe of search: own texts, queries by class, and how many of them are answered right."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from reader.corpus import Corpus, articles, entities, mentions
from reader.corpus.derive import Derived
from reader.records import Block, Found, Item, Structure
from reader.search import search

CASES = Path(__file__).parent / "cases" / "search"


class Case(NamedTuple):
    kind: str
    query: str
    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]
    first: str

    def fault(self, found: list[str]) -> str:
        """What is wrong with what was found, or nothing."""
        missing = [key for key in self.wanted if key not in found]
        false = [key for key in self.unwanted if key in found]
        if missing:
            return f"missing {missing}"
        if false:
            return f"false {false}"
        return f"first is {found[0]}" if self.first and found[0] != self.first else ""

    def among(self, keys: Iterable[str]) -> Case:
        """The case with the unwanted texts by name, where they are all ``others`` but a few that are open to debate."""
        if self.unwanted[:1] != ("others",):
            return self
        spared = {*self.wanted, *self.unwanted[1:]}
        return self._replace(unwanted=tuple(key for key in keys if key not in spared))


def cases(name: str) -> list[Case]:
    lines = (CASES / name).read_text("utf-8").split("\n")
    rows = [(line.split("\t") + [""] * 5)[:5] for line in lines if line and not line.startswith("#")]
    return [Case(kind, query, tuple(a.split()), tuple(b.split()), first) for kind, query, a, b, first in rows]


def fill(corpus: Corpus, texts: str = "texts.txt", *, with_names: bool = False) -> dict[str, str]:
    """The texts of a probe in a corpus, with what is named in them if that is wanted; gives their keys by id."""
    known = {}
    raw = re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), (CASES / texts).read_text("utf-8"))
    for part in re.split(r"^== ", raw, flags=re.MULTILINE)[1:]:
        head, _, body = part.partition("\n")
        key, title, date, outlet, language = (cell.strip() for cell in head.split("|"))
        text = f"{title}\n\n{body.strip()}\n"
        blocks = Block("title", 0, len(title)), Block("paragraph", len(title) + 2, len(text) - 1)
        found = {"title": title, "published": date, "outlet": outlet}
        said = {name: Found(value, 0, 0, "by hand") for name, value in found.items()}
        structure = Structure(blocks, **said, language=language)
        named = tuple(mentions.recognised(text, blocks, language)) if with_names else ()
        known[articles.add(corpus, Item(text.encode(), text, "plain"), f"{key}.txt", Derived(structure, named))] = key
    entities.relink(corpus)
    return known


def run(corpus: Corpus, known: dict[str, str], name: str) -> tuple[list[tuple[Case, str]], dict[str, tuple[int, int]]]:
    """The cases that are answered wrong, and how many are right of how many by class."""
    wrong, right = [], defaultdict(lambda: [0, 0])
    for case in (case.among(known.values()) for case in cases(name)):
        hits = [known[hit.id] for hit in search(corpus, case.query) if hit.field == "text"]
        fault = case.fault(hits)
        right[case.kind][0] += not fault
        right[case.kind][1] += 1
        if fault:
            wrong.append((case, fault))
    return wrong, {kind: (good, all_) for kind, (good, all_) in right.items()}
