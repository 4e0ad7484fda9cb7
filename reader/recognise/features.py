"""What the trained model sees of a word: its form, its cluster, its neighbours, the lists that it stands in.

Each feature is a short string; the model knows them by hash. The views of one word are made once and kept.
Whoever changes this file must train anew: `model/made.json` holds the hash of this source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reader.gazetteer import Gazetteer
from reader.recognise.lexicon import Lexicon
from reader.recognise.vocabulary import NO_KIND, Vocabulary, Word

_ENDING = re.compile("(?<=..)(?:ische[rnms]?|isch|ern|er|en|es|in|innen|s|n)$")


def shape(word: str) -> str:
    """The word with X for capitals, x for small letters, 9 for digits, runs cut at two: "Xxx", "XX-Xxx"."""
    out: list[str] = []
    for c in word[:40]:
        kind = "X" if c.isupper() else "x" if c.isalpha() else "9" if c.isdigit() else c
        if out[-2:] != [kind, kind]:
            out.append(kind)
    return "".join(out)


@dataclass(frozen=True, slots=True)
class View:
    """The features of one word: as itself (``near`` and ``rest``), as a neighbour, as one two words away.

    ``shape`` and ``cluster`` are for pairs.
    """

    rest: tuple[str, ...]
    near: tuple[str, ...]
    far: tuple[str, ...]
    shape: str
    cluster: str


@dataclass(frozen=True, slots=True)
class Views:
    """Makes views of words with the tables at hand."""

    vocabulary: Vocabulary
    known: Gazetteer
    words: Lexicon

    def view(self, word: str) -> View:
        """The view of one word or sign."""
        lower, outline, found = word.lower(), shape(word), self._find(word)
        cluster = str(found.cluster) if found else "?"
        coarse = str(found.cluster & 255) if found else "?"
        near = ("w" + lower, "s" + outline, "c" + cluster, "d" + coarse, "x" + lower[-3:], *self._listed(word))
        if found and found.kind != NO_KIND:
            near = (*near, f"y{found.kind}")
        rest = (
            "W" + word,
            f"9{coarse} {outline}",
            self._case(word, lower),
            *_affixes(word, lower),
            *self._clusters(found.cluster if found else None),
            *self._parts(word),
        )
        return View(rest, near, ("w" + lower, "c" + cluster), outline, coarse)

    def _find(self, word: str) -> Word | None:
        """The word in the vocabulary, else without its last s, else written as a name."""
        found = self.vocabulary.find(word)
        if found is None and word[-1:] == "s":
            found = self.vocabulary.find(word[:-1])
        if found is None and word.isupper():
            found = self.vocabulary.find(word.title())
        return found

    def _clusters(self, cluster: int | None) -> Iterator[str]:
        if cluster is not None:
            for bits in (4, 6, 10):
                yield f"c{bits}:{cluster & (1 << bits) - 1}"

    def _parts(self, word: str) -> Iterator[str]:
        if "-" in word.strip("-"):
            for label, part in (("a", word.partition("-")[0]), ("z", word.rpartition("-")[2])):
                yield f"{label}{part.lower()}"
                yield f"{label}s{shape(part)}"
                found = self._find(part)
                yield f"{label}c{found.cluster if found else None}"
                yield from (label + item for item in self._listed(part))

    def _case(self, word: str, lower: str) -> str:
        """How much commoner the word is as written than in small letters."""
        here, small = self.vocabulary.find(word), self.vocabulary.find(lower)
        if word == lower:
            return "k="
        if here is None or small is None:
            return "k+" if here else "k-" if small else "k?"
        return f"k{max(-4, min(4, (here.commonness - small.commonness) // 4))}"

    def _listed(self, word: str) -> Iterator[str]:
        """The lists of the rules that the word stands in."""
        if not word[:1].isalpha():
            return
        if entry := self.known.find(word):
            yield f"g{entry.type}{entry.kind}{'?' if entry.cautious else ''}"
        if self.known.adjective(word):
            yield "gA"
        if word[0].isupper():
            yield from self._listed_name(word)

    def _listed_name(self, word: str) -> Iterator[str]:
        if word in self.words.given:
            yield "gG"
        if word in self.words.family_first:
            yield "gF"
        if self.words.is_role(word):
            yield "gR"
        if self.words.is_noun(word):
            yield "gN"
        if self.known.inhabitant(word) or self.known.city_of(word):
            yield "gI"


def _affixes(word: str, lower: str) -> Iterator[str]:
    for n in range(1, min(5, len(word) - 1) + 1):
        yield f"p{word[:n]}"
        yield f"e{lower[-n:]}"
    yield f"t{_ENDING.sub('', lower)}"


BEFORE, AFTER = "<", ">"
"""What the features of a word are marked with where it stands before or after; twice for two words away."""

EDGE = View((), (), (), "|", "|")


def context(before: View, here: View, after: View) -> tuple[tuple[str, ...], ...]:
    """The features of a word together with its neighbours, in groups that come again often."""
    return (
        ("1", before.shape, here.shape, after.shape),
        ("2", before.cluster, here.cluster, here.shape),
        ("3", here.cluster, here.shape, after.cluster),
        ("4", before.cluster, after.cluster),
    )


def spelled(group: tuple[str, ...]) -> tuple[str, ...]:
    """The features of one group."""
    kind, a, b, *rest = group
    if kind == "1":
        return f"1{a} {b}", f"2{b} {rest[0]}", f"5{a} {b} {rest[0]}"
    if kind == "2":
        return f"3{a} {b}", f"6{a} {rest[0]}"
    if kind == "3":
        return f"4{a} {rest[0]}", f"7{b} {rest[0]}"
    return (f"8{a} {b}",)


def features(views: Sequence[View]) -> Iterator[list[str]]:
    """All features of each word of a sentence, as the model is trained with them."""
    for i, view in enumerate(views):
        yield [
            *view.near,
            *view.rest,
            *(f for group in context(*_around(views, i)) for f in spelled(group)),
            *_marked(BEFORE, views[i - 1].near if i else _NONE),
            *_marked(AFTER, views[i + 1].near if i + 1 < len(views) else _NONE),
            *_marked(BEFORE * 2, views[i - 2].far if i > 1 else _NONE),
            *_marked(AFTER * 2, views[i + 2].far if i + 2 < len(views) else _NONE),
        ]


_NONE = ("|",)


def _around(views: Sequence[View], i: int) -> tuple[View, View, View]:
    return views[i - 1] if i else EDGE, views[i], views[i + 1] if i + 1 < len(views) else EDGE


def _marked(sign: str, features: Sequence[str]) -> list[str]:
    return [sign + feature for feature in features]
