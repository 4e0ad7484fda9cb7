"""The page as the voice that tells its text: who reports it, and who signs it behind the last word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from reader import words
from reader.records import Found
from reader.structure import knownpapers, signs
from reader.structure.lines import Unit, named
from reader.structure.papernames import ADDRESS

MOST = 800
"""Characters of a paragraph in which its first sentence ends."""
SIGNED = 160
"""Characters at the end of the text in which it is signed."""

_TEXT = frozenset(["lead", "paragraph"])
_BEGUN = re.compile(r"[.!?…]\s+[«„“\"]?[^\W\d_a-zа-яіїєґ]")
"""Where another sentence begins."""
_SIGNED = re.compile(
    r"[.!?»”\"]\s(?P<name>[^\W\d_a-z][^|]{1,30})\s\|\s(?:Reportage|Récit|Enquête|Sujet|Propos)\s[^\W\d_a-z]"
)


def told(units: Sequence[Unit]) -> Iterator[Found]:
    """The address that reports the first sentence, and the broadcaster that signs the last."""
    text = [u for u in units if u.kind in _TEXT]
    for unit in text[:1]:
        sentence = _first_sentence(unit.text[:MOST])
        if "." in sentence and (found := _reports().search(sentence)):
            yield named(unit, next(filter(None, found.groups())), "voice")
    for unit in text[-1:]:
        found = _SIGNED.search(unit.text, max(0, len(unit.text) - SIGNED)) if "|" in unit.text[-SIGNED:] else None
        if found and knownpapers.is_known(found["name"]) and signs.proper(unit, found["name"], "known"):
            yield named(unit, found["name"], "known")


def _first_sentence(text: str) -> str:
    found = _BEGUN.search(text)
    return text[: found.end()] if found else text


@cache
def _reports() -> re.Pattern[str]:
    """An address before or behind a verb of reporting; one that is named as a source stands behind "according to"."""
    verbs, posts = ("|".join(map(re.escape, words.every(c))) for c in ("voice_verbs", "voice_posts"))
    behind, citing = ("|".join(map(re.escape, words.every(c))) for c in ("voice_behind", "voice_citing"))
    return re.compile(
        rf"(?:,|^|—|–)\s?(?:{verbs})\s(?:(?:{posts})\s)?[«„“\"]?({ADDRESS})(?=[»”\"]?(?:[,.]?$|\s(?:{citing})|,|\.\s))"
        rf"|(?:,|^)\s?({ADDRESS})\s(?:{behind})(?=,?\s(?:{citing})|\.$|\.\s)"
    )
