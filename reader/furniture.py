"""Lines that may be furniture of a page (pure): how they are compared, and which of them an article shows.

A line is compared by its folded words. One that stands in several articles that have nothing else in common belongs
to the page and not to the article; `structure.memory` says what that hides.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b

from reader.records import Block

LONGEST = 200
"""Characters of a line that may be furniture; what is longer is prose of its article."""
PROSE = 120
"""Characters from which a sentence is taken for body without doubt."""
KNOWN, AT_EDGES = 1, 2
"""How well a line is known: it is furniture; it is, and stands at the edges of texts only."""

_NEVER_KEPT = frozenset({"date", "dateline", "caption", "credit", "duplicate-title", "table"})
_WORD = re.compile(r"\w+")
_UNSEEN = re.compile("[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]+")
_LETTERS = re.compile(r"(?:[^\W\d_][\W\d_]*){3}")
LETTER = re.compile(r"[^\W\d_]")
_SENTENCE_ENDS = tuple(".!?…:;,")
_CLOSING = " \t\n\u00a0»«”“\"')]"


def folded(line: str) -> str:
    """The words of a line for comparison; empty if it is too long or has not three letters."""
    if len(line) > LONGEST:
        return ""
    # Coarser than `text.fold`, and four times as fast: this is done for every line that comes in.
    words = " ".join(_WORD.findall(_UNSEEN.sub("", unicodedata.normalize("NFKD", line)).casefold()))
    return words if _LETTERS.search(words) else ""


def key(words: str) -> int:
    """48 bits that stand for a folded line."""
    return int.from_bytes(blake2b(words.encode(), digest_size=6).digest(), "big")


@lru_cache(2)  # asked when an article's lines are learned, and again when they are looked up
def keys(text: str, blocks: tuple[Block, ...]) -> list[int | None]:
    """The key of each block, ``None`` for those that are no lines to remember."""
    return [
        None if b.kind in _NEVER_KEPT or b.end - b.start > LONGEST else _key_of(text[b.start : b.end]) for b in blocks
    ]


@lru_cache(1 << 12)  # furniture comes again and again
def _key_of(line: str) -> int | None:
    words = folded(line)
    return key(words) if words else None


def sightings(text: str, blocks: tuple[Block, ...], title: str | None = None) -> dict[int, bool]:
    """The lines of an article that may be furniture, and whether one stands amid the body."""
    prose = [i for i, b in enumerate(blocks) if _is_prose(text, b)]
    first, last = (prose[0], prose[-1]) if prose else (len(blocks), -1)
    seen: dict[int, bool] = {}
    for i, line in enumerate(keys(text, blocks)):
        if line is not None:
            seen[line] = seen.get(line, False) or first < i < last
    if title and (words := folded(title)):
        seen.setdefault(key(words), False)
    return seen


def _is_prose(text: str, block: Block) -> bool:
    return block.kind in ("lead", "paragraph") and block.end - block.start >= PROSE and not is_bare(text, block)


def is_bare(text: str, block: Block) -> bool:
    """Whether a block ends without an end mark."""
    return not text[max(block.start, block.end - 12) : block.end].rstrip(_CLOSING).endswith(_SENTENCE_ENDS)
