"""How far two texts say the same, in the same words (pure): samples to find likely pairs by, and measures.

After Broder, *On the resemblance and containment of documents* (1997): texts are compared as sets of runs of words.
Resemblance is the part of all runs that both have; containment the part of the smaller set that the larger has, high
where a paper shortened what an agency sent. To find pairs without comparing all, a text is sampled: of its
runs of five words those are kept whose hash divides by a number ("mod p"), so that two texts keep the same ones.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from hashlib import blake2b
from itertools import accumulate
from typing import AnyStr, NamedTuple
from zlib import crc32

from reader.records import BODY_KINDS, Block

SHORTEST = 30
"""Words below which a body is too little to tell a story by."""
LONGEST = 200_000
"""Characters of a body that are compared; equality is asked of the whole."""
STORY = 0.7
"""Resemblance or containment from which two texts are one story."""
SHORTENED = 40
"""Runs of three words that a contained text must have in common with the longer one."""
_SAMPLED, _COMPARED = 5, 3
"""Words in a run: long ones are rare and find few wrong pairs, short ones measure gently."""
_ONE_IN = ((150, 6), (300, 12))
_ONE_IN_MANY = 24
"""One run in so many is kept: more of a short text, which has few. Each number divides the next."""
_HOPEFUL = 8
"""Of the runs expected in common for equal texts, one in so many makes a pair worth measuring."""
_UNSEEN = re.compile("[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]")
"""One sign: such are found in half the time in which a run of them is."""
_WORD = re.compile(r"\w+")


class Sketch(NamedTuple):
    """What a body is known by. ``digest``: equal for equal words, ``None`` without any; ``words``: how many."""

    digest: bytes | None = None
    words: int = 0
    hashes: tuple[int, ...] = ()


NOTHING = Sketch()


def sketch(text: str, blocks: Sequence[Block], title: str | None = None) -> Sketch:
    """The sketch of an article's body. A body too short for a story is known only together with its title."""
    body = _body(text, blocks)
    words = _words(body)
    if not words:
        return NOTHING
    if len(words) < SHORTEST:
        return Sketch(_digest([*_words(title or ""), "", *words]), len(words))
    near = words if len(body) <= LONGEST else _words(body[:LONGEST])
    one_in = _one_in(len(near))
    runs = _runs(_line(near).encode(), _SAMPLED)
    hashes = {kept for crc in map(crc32, runs) if not (kept := crc & 0x7FFFFFFF) % one_in}
    return Sketch(_digest(words), len(near), tuple(sorted(hashes)))


def trigrams(text: str, blocks: Sequence[Block]) -> frozenset[str]:
    """The runs of three words of an article's body, by which it is compared with others."""
    return frozenset(_runs(_line(_words(_body(text, blocks)[:LONGEST])), _COMPARED))


def resemblance(a: frozenset[str], b: frozenset[str]) -> float:
    """The part of all runs that both texts have, 0 … 1."""
    shared = len(a & b)
    return shared / (len(a) + len(b) - shared) if shared else 0.0


def containment(a: frozenset[str], b: frozenset[str]) -> float:
    """The part of the runs of the shorter text that the longer one has, 0 … 1."""
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def likeness(a: frozenset[str], b: frozenset[str]) -> float:
    """`containment` in hundredths, never rounded up to 1."""
    return int(containment(a, b) * 100) / 100


def is_story(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two texts are one story, near enough the same or one a shorter form of the other."""
    if resemblance(a, b) >= STORY:
        return True
    return len(a & b) >= SHORTENED and containment(a, b) >= STORY


def is_hopeful(shared: int, words: int, others: int) -> bool:
    """Whether two texts of so many words that share so many sampled runs may be one story."""
    if min(words, others) < SHORTEST:
        return False
    expected = min(words, others) / max(_one_in(words), _one_in(others))
    return shared * _HOPEFUL >= expected


def _body(text: str, blocks: Sequence[Block]) -> str:
    return "\n".join(text[block.start : block.end] for block in blocks if block.kind in BODY_KINDS)


def _words(text: str) -> list[str]:
    """The words of a text without case, accents and what is not seen. Faster than `text.fold`, and coarser."""
    seen = _UNSEEN.sub("", unicodedata.normalize("NFKD", text.casefold()))
    return _WORD.findall(seen.replace("_", " "))


def _line(words: Sequence[str]) -> str:
    """Words as they are compared: an umlaut and its transcription are one, for which "neue" and "neu" are, too."""
    return " ".join(words).replace("ae", "a").replace("oe", "o").replace("ue", "u") + " "


def _runs(line: AnyStr, length: int) -> list[AnyStr]:
    """All runs of so many words."""
    ends: list[int] = list(accumulate(len(word) + 1 for word in line.split()))
    return [line[start:end] for start, end in zip([0, *ends], ends[length - 1 :], strict=False)]


def _digest(words: Sequence[str]) -> bytes:
    return blake2b(" ".join(words).encode(), digest_size=8).digest()


def _one_in(words: int) -> int:
    return next((one_in for most, one_in in _ONE_IN if words < most), _ONE_IN_MANY)
