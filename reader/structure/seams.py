"""What is seen of a German line at each place where a title may begin behind its kicker.

A feature is a short string whose first signs name its sort; the words of single lines are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from reader import words
from reader.structure import kickers, wordkinds
from reader.structure.wordkinds import EDGES, kind

MOST_WORDS, LONGEST = 7, 60
"""Words and characters that a kicker has at most."""
SHORTEST, FEWEST = 12, 2
"""Characters and words that a title behind a kicker has at least."""
_TOKEN = re.compile(r"\S+")
_QUOTES = '„“”«»"›‹'
_CLOSING = ("“", "”", "»", "«", '"')
QUOTED = 3
"""Words of a quotation that may be a kicker; fewer are mostly a name."""
_PAIRS = (("„", "“"), ("«", "»"), ("(", ")"), ('"', '"'))
_ENDINGS = re.compile(r"(?:e|er|es|en|em|s|n|t|in|ung|ion|chen)$")


class Seam(NamedTuple):
    """A place in a line where its title may begin, with what is seen of it."""

    at: int
    features: list[str]


def seams(line: str, body: str) -> list[Seam]:
    """The places where a title may begin behind a kicker."""
    tokens = [(m.start(), m.group()) for m in _TOKEN.finditer(line)]
    said = [text.strip(EDGES) for _, text in tokens]
    kinds = [kind(word, body) for word in said]
    return [
        Seam(tokens[n][0], list(_features(_Parts(line, tokens[n][0], said, kinds, n, body))))
        for n in range(1, min(MOST_WORDS + 1, len(tokens) - FEWEST + 1))
        if _may_begin(line, tokens, said, kinds, n) and not _is_joined(said, kinds, n, body)
    ]


def _may_begin(line: str, tokens: list[tuple[int, str]], said: list[str], kinds: list[str], n: int) -> bool:
    """Whether a title could begin at a word: a capital or a quote, and what is before it is a phrase."""
    at, first = tokens[n]
    before = line[:at].rstrip()
    if not _opens(first, said[n], kinds[n - 1 : n + 2]) or len(line) - at < SHORTEST or len(before) > LONGEST:
        return False
    if (
        _FUSED.search(tokens[n - 1][1])
        or before[-1] in ",;.–—-(/&+|…"
        or (_ASIDE.search(before) and before[0] not in _QUOTES)
        or any(text[-1] in ":;|+" or not text.strip("-–—/+|") for _, text in tokens[:n])
    ):
        return False
    if before[0] in _QUOTES and not (n >= QUOTED and before[-1] in _QUOTES):
        return False
    if any(before.count(a) != before.count(b) if a != b else before.count(a) % 2 for a, b in _PAIRS):
        return False
    closed = before[-1] in "?!" or before[0] in _QUOTES
    return not _is_titled(tokens, said, kinds, n) and _is_phrase(said, kinds, n, closed) and not _is_of(said, kinds, n)


def _is_titled(tokens: list[tuple[int, str]], said: list[str], kinds: list[str], n: int) -> bool:
    """Whether small words have capitals within the title where no clause begins: every word of it has one."""
    return any(
        kinds[i] == "W"
        and said[i] not in _POLITE
        and tokens[i][1][0] not in _QUOTES
        and tokens[i - 1][1][-1] not in _ENDS
        for i in range(n + 1, len(tokens))
    )


def _opens(first: str, word: str, kinds: list[str]) -> bool:
    """Whether a title may begin with a word: not with a number that is one of a row, nor with a name in quotes."""
    if first[0] in _QUOTES:
        return first[1:].rstrip(":,.")[-1:] not in _CLOSING
    if word == "Sie":  # No polite one between its verb and the rest, but who does what follows.
        return kinds[0][0] != "v" and kinds[2][0] == "v"
    return not first.endswith(":") if first[0].isdigit() else first[0].isupper() and len(word) > 1


def _is_phrase(said: list[str], kinds: list[str], n: int, closed: bool) -> bool:
    """Whether words are a phrase that may end here, with no verb but a participle at its end, or a sentence."""
    last, over = kinds[n - 1], said[n - 2] if n > 1 else ""
    if not closed and (_asks(said[0].lower()) or not (_is_verbless(kinds, n) or _are_sentences(kinds, n))):
        return False
    if last == "O" and kinds[n] in _NAMED and not (n >= LONG and kinds[n - 2] == "a"):
        return False  # ``Verkehrsminister Ahlers``, ``Sender RTX``
    if kinds[-2:] == ["Z", "num"]:
        return False  # What is of a month is no piece of news.
    if last in ("S", "T") and over not in ("des", "eines"):
        return False
    if last in ("X", "I", "C") and over == "in" and said[n - 1].endswith("er"):
        return False  # ``in Tessiner Tälern``
    if last in _EITHER and (kinds[n] in _BEGINNING or _are_sentences(kinds, n)):
        return True
    if last == "num" and (over in _COUNTED or _YEAR.fullmatch(said[n - 1])):
        return True
    return closed or (last not in _OPEN and (last, kinds[n]) != ("Z", "num"))


def _asks(first: str) -> bool:
    """Whether a line asks that begins with a word: one of asking, or a small verb."""
    return first in _ASKING or first in wordkinds.finite()


def _is_verbless(kinds: list[str], n: int) -> bool:
    return not any(_is_verb(kinds, i) for i in range(n - 1))


def _are_sentences(kinds: list[str], n: int) -> bool:
    """Whether there is a finite verb on either side, of which a headline has but one."""
    return "vf" in kinds[1:n] and (any(k[0] == "v" for k in kinds[n + 1 :]) or kinds[n] == "W")


LONG = 4
"""Words of a phrase whose last one needs no name behind it, though it may have one (``Lage auf der kargen Insel``)."""


def _is_verb(kinds: list[str], i: int) -> bool:
    """Whether a word is a verb that is no participle; between a small word and a noun it is an adjective."""
    return kinds[i] in ("vf", "vb") or (kinds[i] == "vn" and not wordkinds.is_between(kinds, i))


def _is_of(said: list[str], kinds: list[str], n: int) -> bool:
    """Whether the word behind is whose the one before it is (``Treffen Putins mit Kim``)."""
    return kinds[n] in ("S", "T") and (n + 1 == len(kinds) or kinds[n + 1][0] in "wv")


_OPEN = frozenset(["w", "W", "num", "a", "l", "vf", "vn", "G", "D", "A", "J", "C", "-"])
"""Kinds of words behind which more of the phrase must come."""
_EITHER = frozenset(["num", "l", "vf", "G", "A"])
"""Those of them that a phrase may end with, too, if what is behind begins a clause by itself."""
_BEGINNING = frozenset(["W", "D"])
"""Kinds of words with a capital that they have nowhere but where a clause begins."""
_POLITE = frozenset(["Sie", "Ihnen", "Ihr", "Ihre", "Ihrem", "Ihren", "Ihrer", "Ihres"])
_NAMED = frozenset("UGXP")
"""Kinds of words that may be a name, or begin one."""
_ASKING = frozenset(words.lists("headlines")["asking"].split())


def _is_joined(said: list[str], kinds: list[str], n: int, body: str) -> bool:
    """Whether two words are parts of one name, or stand side by side in the text, with a hyphen or not."""
    last, first = said[n - 1], said[n]
    if kinds[n] != "W" and wordkinds.is_named(said[max(0, n - 2) : n + 2], min(n, 2)):
        return True
    return f"{last} {first}" in body or f"{last}-{first}".lower() in _lowered(body)


_YEAR = re.compile(r"(?:\d+/)?(?:19|20)\d\d")
_COUNTED = frozenset(["Teil", "Folge", "Tag", "Nr", "Nummer", "KW", "Ausgabe"])
"""Words with a number behind them."""
_ENDS = frozenset(".!?:–—-" + _QUOTES)
"""Signs behind which a clause begins."""
_ASIDE = re.compile(r",\s[a-zäöü]")
"""A comma with more of the sentence behind it."""


@lru_cache(2)
def _lowered(body: str) -> str:
    return body.lower()


_FUSED = re.compile(r"[a-zäöüß][A-ZÄÖÜ]")
"""A seam within a word, where two were glued."""


class _Parts(NamedTuple):
    """A line that may be parted before its word ``n``, at the character ``at``."""

    line: str
    at: int
    said: list[str]
    kinds: list[str]
    n: int
    body: str


def _features(parts: _Parts) -> Iterator[str]:
    yield "1"
    yield from _meeting(parts)
    yield from _before(parts)
    yield from _behind(parts)
    if parts.body:
        yield from _told(parts)


def _meeting(parts: _Parts) -> Iterator[str]:
    """What kinds of words meet."""
    n, kinds = parts.n, ["|", *parts.kinds, "|"]
    over, last, first, second = kinds[n - 1], kinds[n], kinds[n + 1], kinds[n + 2]
    yield from (f"l{last}", f"r{first}", f"l{last}r{first}", f"r{first}/{second}", f"l{last}r{first}/{second}")
    yield from (f"l{over}/{last}", f"l{over}/{last}r{first}")
    word, ending = parts.said[n - 1], _ENDINGS.search(parts.said[n - 1])
    yield f"e{ending.group() if ending else word[-1:].isalpha()}{n == 1}"
    ending = _ENDINGS.search(parts.said[n])
    yield f"E{ending.group() if ending else ''}{first}/{second}"
    if first in ("A", "M") and parts.said[n].endswith(("er", "es")):
        yield f"begun{last[0]}"  # No adjective is bent so behind a noun or a verb, but at the beginning of a phrase.


def _before(parts: _Parts) -> Iterator[str]:
    """The form of what would be the kicker."""
    left, kinds = parts.line[: parts.at].rstrip(), parts.kinds[: parts.n]
    folded = left.casefold()
    plain = folded.replace("-", "")
    yield f"n{parts.n}"
    yield f"L{min(len(left) // 8, 6)}"
    yield f"s{_shape(kinds) if parts.n <= 4 else parts.n}"
    yield f"w{kinds.count('w')}{kinds[0]}"
    yield f"c{sum(a[0].isupper() and b[0].isupper() for a, b in pairwise(kinds))}"
    for name, holds in (
        ("rubric", plain in words.word_set("rubrics") or folded.endswith(tuple(words.every("rubric_endings")))),
        ("ticker", parts.n == 1 and kickers.is_ticker(left, 0)),
        ("rubric1", parts.said[0].casefold() in words.word_set("rubrics")),
        ("topic", kickers.is_topic(left)),
        ("upper", left.isupper() and not parts.line[parts.at :].isupper() and len(left) > 4),
        ("ends" + left[-1], left[-1] in "?!"),
        (f"asked{parts.line[parts.at] in _QUOTES}", left[-1] in "?!"),
        ("quoted", left[0] in _QUOTES),
        ("participle", kinds[-1] in ("vp", "vb")),
        ("sentence", "vf" in kinds),
        (f"done{parts.n}{parts.kinds[parts.n][0]}", kinds[-1] in ("vp", "vb")),
        ("small", any(k in ("a", "l") for k in kinds)),
    ):
        if holds:
            yield name


def _behind(parts: _Parts) -> Iterator[str]:
    """The form of what would be the title."""
    right, kinds, said = parts.line[parts.at :], parts.kinds[parts.n :], parts.said[parts.n :]
    verb = next((i for i, k in enumerate(kinds) if k[0] == "v"), None)
    phrase = kinds[:verb]
    yield f"v{'-' if verb is None else f'{min(verb, 6)}{kinds[verb]}'}"
    yield f"p{_shape(phrase) if len(phrase) <= 3 else '*'}{'' if verb is None else kinds[verb]}"
    yield f"V{next((min(i, 6) for i, k in enumerate(kinds) if k in ('vf', 'vb')), '-')}{parts.kinds[parts.n - 1]}"
    yield f"R{min(len(right) // 8, 8)}"
    yield f"N{min(len(kinds), 7)}"
    colon = next((i for i, word in enumerate(right.split()) if word.endswith(":")), None)
    yield f":{'-' if colon is None else min(colon, 4)}"
    if colon == 0:
        yield f":0{parts.kinds[parts.n - 1]}{min(parts.n, 3)}"
    if right[0] in _QUOTES:
        yield f"q{right[-1] in _QUOTES}{':' in right}"
    if said[0].casefold() in wordkinds.told():
        yield "asks"
    if right.isupper():
        yield "RIGHT"


def _told(parts: _Parts) -> Iterator[str]:
    """What the text says of either; what it does not say tells nothing."""
    n, said, body = parts.n, parts.said, parts.body
    last, first = said[n - 1], said[n]
    small = _lowered(body)
    for name, holds in (
        ("tL", parts.line[: parts.at].rstrip() in body),
        ("tl", wordkinds.has(last, body)),
        ("tr", wordkinds.has(first, body)),
        ("trr", n + 1 < len(said) and said[n + 1] and f"{first} {said[n + 1]}" in body),
        ("tll", n > 1 and f"{said[n - 2]} {last}" in body),
        ("tb", first and first in body and _is_begun(first, body)),
        ("same", _stems(said[:n]) & _stems(said[n:])),
    ):
        if holds:
            yield name
    yield f"x{_share(_stems(said[:n]), small, 2)}{_share(_stems(said[n:]), small, 3)}"


def _is_begun(word: str, body: str) -> bool:
    """Whether a word stands behind another one, perhaps behind a quotation mark."""
    stands = (found.start() for found in re.finditer(rf"{re.escape(word)}\b", body))
    return any(_BEHIND.search(body, max(0, at - 3), at) for at in stands)


_BEHIND = re.compile(r'[.!?:»“"a-zäöüß,]\s[»„"]?\Z')


def _share(stems: set[str], small: str, steps: int) -> int:
    return round(steps * sum(s in small for s in stems) / max(1, len(stems)))


def _stems(said: Sequence[str]) -> set[str]:
    return {w.lower()[:6] for w in said if len(w) > 3}


def _shape(kinds: Sequence[str]) -> str:
    return "".join(k[0] for k in kinds)


def whole(line: str, body: str) -> Iterator[str]:
    """What is seen of a line that speaks for or against its having no kicker."""
    said = [text.strip(EDGES) for text in line.split()]
    kinds = [kind(word, body) for word in said]
    verb = next((i for i, k in enumerate(kinds) if k in ("vf", "vb")), None)
    yield "0"
    yield f"0n{min(len(said), 10)}"
    yield f"0v{'-' if verb is None else min(verb, 6)}"
    yield f"0k{'/'.join(kinds[:2])}"
    yield f"0:{':' in line}"
    phrase = kinds[:verb]
    yield f"0p{_shape(phrase) if len(phrase) <= 4 else '*'}{verb is None}"
